package io.countersign.platform.web;

import jakarta.servlet.http.HttpServletRequest;

/** Is told of each refusal that is about to be answered. */
public interface RefusalListener {
    void refused(Refusal refusal, HttpServletRequest request);
}

package io.countersign.platform.web;

import jakarta.servlet.http.HttpServletRequest;

/** Is called for each refusal before it is answered. */
public interface RefusalListener {
    void refused(Refusal refusal, HttpServletRequest request);
}

package io.countersign.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;

/** Shows a refusal to somebody who asked for a page. A program without pages has none. */
public interface ErrorPage {
    /** Writes the whole page; status and headers are set already. */
    void write(Refusal refusal, HttpStatus status, HttpServletRequest request, HttpServletResponse response)
            throws Exception;
}

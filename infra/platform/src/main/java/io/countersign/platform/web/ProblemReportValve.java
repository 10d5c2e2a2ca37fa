package io.countersign.platform.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** What the server refuses by itself, before any of our code sees it, is a problem too and not an HTML page. */
public final class ProblemReportValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ErrorCode code = status >= 500
                ? ErrorCode.INTERNAL_ERROR
                : status == 404 ? ErrorCode.NOT_FOUND : ErrorCode.MALFORMED_REQUEST;
        String body = """
                {"type":"urn:countersign:problem:%1$s","title":"%2$s","status":%3$s,\
                "detail":"The request isn't well-formed HTTP","instance":"/","code":"%1$s"}"""
                .formatted(code.wireName(), Problems.status(code).getReasonPhrase(), status);
        try {
            response.setContentType("application/problem+json");
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.getReporter().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            // The caller has gone.
        }
    }
}

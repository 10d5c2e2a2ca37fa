package io.countersign.platform.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatus;

/** What the server refuses by itself, before any of our code sees it, is a problem too and not an HTML page. */
public final class ProblemReportValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ErrorCode code = ProblemErrorController.code(status);
        try {
            write(response, code, status, "The request isn't well-formed HTTP");
        } catch (IOException | IllegalStateException e) {
            // The caller has gone.
        }
    }

    /** Answers with a problem where no controller or filter can. */
    public static void write(Response response, ErrorCode code, String detail) throws IOException {
        write(response, code, ProblemResponses.status(code).value(), detail);
    }

    private static void write(Response response, ErrorCode code, int status, String detail) throws IOException {
        String body = """
                {"type":"urn:countersign:problem:%1$s","title":"%2$s","status":%3$s,\
                "detail":"%4$s","instance":"%5$s","code":"%1$s"}""".formatted(
                        code.wireName(),
                        HttpStatus.valueOf(status).getReasonPhrase(),
                        status,
                        detail,
                        ProblemResponses.instance(response.getRequest().getRequestURI()));
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getReporter().write(body);
        response.finishResponse();
    }
}

package io.countersign.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The one place that turns refusals into problem details (RFC 9457), or into a page for whoever asked for one. */
@Component
public final class ProblemResponses {
    private static final Logger log = LoggerFactory.getLogger(ProblemResponses.class);
    private static final Duration USUAL_WAIT = Duration.ofSeconds(1);

    private final JsonMapper json;
    private final ObjectProvider<ErrorPage> page;
    private final ObjectProvider<RefusalListener> listeners;

    ProblemResponses(JsonMapper json, ObjectProvider<ErrorPage> page, ObjectProvider<RefusalListener> listeners) {
        this.json = json;
        this.page = page;
        this.listeners = listeners;
    }

    /** Answers with the problem; does nothing if the answer has begun already. */
    public void write(Refusal refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        listeners.forEach(listener -> listener.refused(refusal, request));
        HttpStatus status = status(refusal.code());
        response.resetBuffer();
        response.setStatus(status.value());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (status == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        Duration wait = refusal.retryAfter();
        if (wait == null && status == HttpStatus.SERVICE_UNAVAILABLE) {
            wait = USUAL_WAIT;
        }
        if (wait != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
        }
        if (refusal.replayed()) {
            response.setHeader("Idempotency-Replayed", "true");
        }
        if (!BrowserRequests.isPage(request) || !showed(refusal, status, request, response)) {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            json.writeValue(response.getOutputStream(), body(refusal, status, request));
        }
    }

    /** Whether there was a page to show. One that fails must not hide what it was to tell. */
    private boolean showed(
            Refusal refusal, HttpStatus status, HttpServletRequest request, HttpServletResponse response) {
        ErrorPage shown = page.getIfAvailable();
        if (shown == null) {
            return false;
        }
        try {
            shown.write(refusal, status, request, response);
            return true;
        } catch (Exception e) {
            log.error("The page for {} failed", refusal.code().wireName(), e);
            return response.isCommitted();
        }
    }

    private static Map<String, Object> body(Refusal refusal, HttpStatus status, HttpServletRequest request) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:countersign:problem:" + refusal.code().wireName());
        body.put("title", status.getReasonPhrase());
        body.put("status", status.value());
        body.put("detail", refusal.getMessage());
        body.put("instance", instance(request));
        body.put("code", refusal.code().wireName());
        if (!refusal.errors().isEmpty()) {
            body.put("errors", refusal.errors());
        }
        return body;
    }

    /** The path that was asked for, also where the server has passed the request on to its error page. */
    private static String instance(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked
                ? instance(asked)
                : instance(request.getRequestURI());
    }

    static String instance(String path) {
        try {
            return URI.create(path).toASCIIString();
        } catch (IllegalArgumentException | NullPointerException e) {
            return "/";
        }
    }

    /** The HTTP status of a code. */
    public static HttpStatus status(ErrorCode code) {
        return switch (code) {
            case MALFORMED_REQUEST, INVALID_REQUEST -> HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED, WRONG_CREDENTIALS -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN, CSRF_TOKEN_MISSING -> HttpStatus.FORBIDDEN;
            case NOT_FOUND,
                    TENANT_NOT_FOUND,
                    USER_NOT_FOUND,
                    DECISION_NOT_FOUND,
                    PROJECTION_NOT_FOUND,
                    CANDIDATE_NOT_FOUND,
                    VERSION_NOT_FOUND -> HttpStatus.NOT_FOUND;
            case METHOD_NOT_ALLOWED -> HttpStatus.METHOD_NOT_ALLOWED;
            case NOT_ACCEPTABLE -> HttpStatus.NOT_ACCEPTABLE;
            case TENANT_EXISTS,
                    USER_EXISTS,
                    EMAIL_TAKEN,
                    LAST_OWNER,
                    USER_INACTIVE,
                    ALREADY_SETTLED,
                    NOT_A_DECISION,
                    NOTHING_TO_APPROVE,
                    CANDIDATE_PENDING,
                    CANDIDATE_ACCEPTED,
                    CANDIDATE_REJECTED,
                    RULE_EXISTS,
                    SAME_PATTERN,
                    CONCURRENT_CHANGE,
                    IDEMPOTENCY_KEY_IN_USE -> HttpStatus.CONFLICT;
            case PRECONDITION_FAILED -> HttpStatus.PRECONDITION_FAILED;
            case BODY_TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case REQUEST_TIMEOUT -> HttpStatus.REQUEST_TIMEOUT;
            case UNSUPPORTED_MEDIA_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case IDEMPOTENCY_KEY_REUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
            case TOO_MANY_ATTEMPTS,
                    TOO_MANY_EXPORTS,
                    TOO_MANY_IMPORTS,
                    TOO_MANY_DRY_RUNS,
                    TOO_MANY_STREAMS,
                    ANSWERS_UNREAD -> HttpStatus.TOO_MANY_REQUESTS;
            case STREAM_IDLE -> HttpStatus.REQUEST_TIMEOUT;
            case NOT_YET_VISIBLE, UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case INTERNAL_ERROR -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }
}

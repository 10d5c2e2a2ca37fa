package io.countersign.platform.web;

import io.countersign.platform.store.LostRace;
import io.countersign.platform.store.StoreUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Whatever goes wrong becomes a problem; nothing of the inside shows. See {@link BrokenResponses} for those that have begun. */
@RestControllerAdvice
public class ProblemHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private final ProblemResponses problems;

    ProblemHandler(ProblemResponses problems) {
        this.problems = problems;
    }

    /** Answers with the problem; for filters too, whose failures reach no controller. */
    @ExceptionHandler
    public void handle(Exception failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (failure instanceof HttpRequestMethodNotSupportedException method && method.getSupportedMethods() != null) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", method.getSupportedMethods()));
        }
        problems.write(refusal(failure, request), request, response);
    }

    private static Refusal refusal(Exception failure, HttpServletRequest request) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
        }
        if (failure instanceof MethodArgumentTypeMismatchException unfit) {
            return Refusal.invalid(List.of(new FieldError(unfit.getName(), "can't be read")));
        }
        if (failure instanceof MissingServletRequestParameterException missing) {
            return Refusal.invalid(List.of(new FieldError(missing.getParameterName(), "is required")));
        }
        if (failure instanceof HttpMessageNotReadableException) {
            return ErrorCode.MALFORMED_REQUEST.because("The body is empty where a JSON object is needed");
        }
        if (failure instanceof NoResourceFoundException) {
            return ErrorCode.NOT_FOUND.because("There is nothing at this address");
        }
        if (failure instanceof HttpRequestMethodNotSupportedException method) {
            return ErrorCode.METHOD_NOT_ALLOWED.because("%s isn't possible here".formatted(method.getMethod()));
        }
        if (failure instanceof HttpMediaTypeNotSupportedException) {
            return ErrorCode.UNSUPPORTED_MEDIA_TYPE.because(
                    "The Content-Type of the body isn't one that this address reads");
        }
        if (failure instanceof HttpMediaTypeNotAcceptableException) {
            return ErrorCode.NOT_ACCEPTABLE.because("This address can't answer in any form that Accept allows");
        }
        if (LostRace.is(failure)) {
            return ErrorCode.CONCURRENT_CHANGE.because("Someone changed the same thing at the same time; try again");
        }
        if (StoreUnavailable.is(failure)) {
            log.warn(
                    "The store is away: {}",
                    NestedExceptionUtils.getMostSpecificCause(failure).toString());
            return ErrorCode.UNAVAILABLE.because("The store can't be reached at the moment; try again");
        }
        if (failure instanceof AsyncRequestNotUsableException || failure instanceof IOException) {
            return ErrorCode.MALFORMED_REQUEST.because("The request broke off");
        }
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        return ErrorCode.INTERNAL_ERROR.because(
                "Something went wrong here; the log tells more under the correlation id");
    }
}

package io.countersign.platform.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what was refused outside of any controller, such as an address that the firewall doesn't let through. */
@Hidden
@Controller
class ProblemErrorController implements ErrorController {
    private final ProblemResponses problems;

    ProblemErrorController(ProblemResponses problems) {
        this.problems = problems;
    }

    @RequestMapping("${server.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        problems.write(refusal(status instanceof Integer code ? code : 404), request, response);
    }

    private static Refusal refusal(int status) {
        ErrorCode code = code(status);
        return code.because(
                switch (code) {
                    case NOT_FOUND -> "There is nothing at this address";
                    case METHOD_NOT_ALLOWED -> "This method isn't possible here";
                    case REQUEST_TIMEOUT -> "The request came too slowly";
                    case BODY_TOO_LARGE -> "The body is too large";
                    case UNSUPPORTED_MEDIA_TYPE -> "The body isn't of a type or encoding that this address reads";
                    case UNAVAILABLE -> "The service isn't ready; try again";
                    case INTERNAL_ERROR -> "Something went wrong here";
                    default -> "The request isn't well-formed HTTP";
                });
    }

    /** What a status of the server itself means. An HTTP version or transfer encoding that it doesn't know is the client's. */
    static ErrorCode code(int status) {
        return switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 408 -> ErrorCode.REQUEST_TIMEOUT;
            case 413 -> ErrorCode.BODY_TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case 501, 505 -> ErrorCode.MALFORMED_REQUEST;
            case 503 -> ErrorCode.UNAVAILABLE;
            default -> status >= 500 ? ErrorCode.INTERNAL_ERROR : ErrorCode.MALFORMED_REQUEST;
        };
    }
}

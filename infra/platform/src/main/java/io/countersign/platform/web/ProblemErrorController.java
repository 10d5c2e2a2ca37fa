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
    private final Problems problems;

    ProblemErrorController(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("${server.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        problems.write(refusal(status instanceof Integer code ? code : 404), request, response);
    }

    private static Refusal refusal(int status) {
        return switch (status) {
            case 404 -> ErrorCode.NOT_FOUND.because("There is nothing at this address");
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED.because("This method isn't possible here");
            case 413 -> ErrorCode.BODY_TOO_LARGE.because("The body is too large");
            case 503 -> ErrorCode.UNAVAILABLE.because("The service isn't ready; try again");
            default ->
                status >= 500
                        ? ErrorCode.INTERNAL_ERROR.because("Something went wrong here")
                        : ErrorCode.MALFORMED_REQUEST.because("The request isn't well-formed HTTP");
        };
    }
}

package io.countersign.platform.security;

import io.countersign.platform.web.BrowserRequests;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.ProblemResponses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Sends a browser without a session to the page where one signs in, and from there back; refuses everybody else. */
final class SignInRedirect implements AuthenticationEntryPoint {
    private final ProblemResponses problems;

    SignInRedirect(ProblemResponses problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (BrowserRequests.isPage(request)) {
            response.sendRedirect("/login?next=" + URLEncoder.encode(addressOf(request), StandardCharsets.UTF_8));
        } else {
            problems.write(ErrorCode.UNAUTHENTICATED.because("A valid token is needed"), request, response);
        }
    }

    private static String addressOf(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }
}

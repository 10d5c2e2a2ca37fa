package io.countersign.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/** Tells a browser that goes to a page from every other client: pages are answered in HTML, everything else in JSON. */
public final class BrowserRequests {
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final List<String> NO_PAGES = List.of("/api/", "/actuator/", "/v3/", "/assets/", "/webjars/");

    private BrowserRequests() {}

    /** Scripts ask for anything; only a browser that navigates names HTML. */
    public static boolean isPage(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return METHODS.contains(request.getMethod())
                && accept != null
                && accept.contains("text/html")
                && NO_PAGES.stream().noneMatch(pathOf(request)::startsWith);
    }

    /** The address that was asked for, also where the server has passed the request on as an error. */
    private static String pathOf(HttpServletRequest request) {
        Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return original == null ? request.getRequestURI() : original.toString();
    }
}

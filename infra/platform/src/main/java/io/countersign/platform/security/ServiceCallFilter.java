package io.countersign.platform.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Admits another program of the service, on behalf of the user for whom it calls. */
final class ServiceCallFilter extends OncePerRequestFilter {
    private final ServiceTokens tokens;

    ServiceCallFilter(ServiceTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        BearerHeader.tokenOf(request.getHeader(HttpHeaders.AUTHORIZATION))
                .flatMap(tokens::verify)
                .ifPresent(ServiceCallFilter::remember);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove("user_id");
        }
    }

    private static void remember(Origin origin) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(origin, "", List.of()));
        SecurityContextHolder.setContext(context);
        MDC.put("user_id", origin.userId());
    }
}

package io.countersign.platform.security;

import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who calls: by bearer token, else by cookie (whose unsafe requests need the CSRF token too), else by the
 * development profile. Whoever can't be found out stays nobody, which the chain answers with 401.
 */
final class TokenFilter extends OncePerRequestFilter {
    static final String CSRF_HEADER = "X-CSRF-Token";
    private static final String BEARER = "Bearer ";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Tokens tokens;
    private final KnownAccounts accounts;
    private final Optional<Caller> anonymous;
    private final Problems problems;

    TokenFilter(Tokens tokens, KnownAccounts accounts, Optional<Caller> anonymous, Problems problems) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.anonymous = anonymous;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        Optional<String> cookie = header == null ? TokenCookie.in(request) : Optional.empty();
        Optional<Caller> caller = header != null
                ? bearer(header)
                : cookie.isPresent() ? caller(cookie.get()) : anonymous;
        if (caller.isPresent() && cookie.isPresent() && lacksCsrf(request, cookie.get())) {
            problems.write(
                    ErrorCode.CSRF_TOKEN_MISSING.because("A change from a page needs its %s header".formatted(CSRF_HEADER)),
                    request,
                    response);
            return;
        }
        caller.ifPresent(TokenFilter::remember);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove("user_id");
        }
    }

    private static void remember(Caller caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new CallerAuthentication(caller));
        SecurityContextHolder.setContext(context);
        MDC.put("user_id", caller.userId());
    }

    private Optional<Caller> bearer(String header) {
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? caller(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private Optional<Caller> caller(String token) {
        return tokens.verify(token).flatMap(accounts::findActive).map(Caller::of);
    }

    private boolean lacksCsrf(HttpServletRequest request, String token) {
        boolean isLogin = request.getRequestURI().equals("/api/auth/login");
        return !SAFE.contains(request.getMethod())
                && !isLogin
                && !tokens.isCsrfFor(token, request.getHeader(CSRF_HEADER));
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }
}

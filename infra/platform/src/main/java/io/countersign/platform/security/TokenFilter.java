package io.countersign.platform.security;

import io.countersign.platform.web.ConsistencyHeader;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.ProblemHandler;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Finds out who calls: by bearer token, else by cookie (whose unsafe requests need the CSRF token too), else by the
 * development profile. Whoever can't be found out stays nobody, which the chain answers with 401.
 */
final class TokenFilter extends OncePerRequestFilter {
    static final String CSRF_HEADER = "X-CSRF-Token";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Tokens tokens;
    private final AccountCache accounts;
    private final Optional<Caller> anonymous;
    private final ProblemHandler problems;

    TokenFilter(Tokens tokens, AccountCache accounts, Optional<Caller> anonymous, ProblemHandler problems) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.anonymous = anonymous;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<CallerAuthentication> caller;
        try {
            caller = whoSends(request);
        } catch (RuntimeException e) {
            problems.handle(e, request, response);
            return;
        }
        caller.ifPresent(TokenFilter::remember);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove("user_id");
        }
    }

    private Optional<CallerAuthentication> whoSends(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            return BearerHeader.tokenOf(header).flatMap(token -> caller(token, request));
        }
        Optional<String> cookie = TokenCookie.in(request);
        if (cookie.isEmpty()) {
            return anonymous.map(owner -> new CallerAuthentication(owner, () -> anonymous));
        }
        Optional<CallerAuthentication> caller = caller(cookie.get(), request);
        if (caller.isPresent() && lacksCsrf(request, cookie.get())) {
            throw ErrorCode.CSRF_TOKEN_MISSING.because(
                    "A change from a page needs its %s header".formatted(CSRF_HEADER));
        }
        return caller;
    }

    private static void remember(CallerAuthentication caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(caller);
        SecurityContextHolder.setContext(context);
        MDC.put("user_id", caller.getName());
    }

    private Optional<CallerAuthentication> caller(String token, HttpServletRequest request) {
        boolean afterAWrite = request.getHeader(ConsistencyHeader.NAME) != null
                || WebUtils.getCookie(request, ConsistencyHeader.COOKIE) != null;
        return caller(token, afterAWrite ? accounts::findCallerNow : accounts::findCaller)
                .map(caller -> new CallerAuthentication(caller, () -> caller(token, accounts::findCaller)));
    }

    private Optional<Caller> caller(String token, Function<Session, Optional<Caller>> find) {
        return tokens.verify(token).flatMap(find);
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

package io.countersign.query.projection;

import io.countersign.platform.security.ConsistencyTokens;
import io.countersign.platform.store.EventPositions;
import io.countersign.platform.store.EventReference;
import io.countersign.platform.web.ConsistencyHeader;
import io.countersign.platform.web.ErrorCode;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.WebUtils;

/** Delays a query that names a command until all projections include it, and an {@link UpToDate} query until they include every earlier command. */
@Component
class ReadYourWrites implements HandlerInterceptor, WebMvcConfigurer {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final EventPositions positions;
    private final ProjectionWaiter waiter;
    private final ConsistencyTokens tokens;

    ReadYourWrites(EventPositions positions, ProjectionWaiter waiter, ConsistencyTokens tokens) {
        this.positions = positions;
        this.waiter = waiter;
        this.tokens = tokens;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod query && isQuery(query)) {
            String header = request.getHeader(ConsistencyHeader.NAME);
            Cookie cookie = WebUtils.getCookie(request, ConsistencyHeader.COOKIE);
            if (header != null) {
                await(tokens.open(header)
                        .orElseThrow(() -> ErrorCode.INVALID_REQUEST.because(
                                "%s isn't one that a command returned".formatted(ConsistencyHeader.NAME))));
            } else if (query.hasMethodAnnotation(UpToDate.class)) {
                positions.newest().ifPresent(this::await);
            } else if (cookie != null) {
                tokens.open(cookie.getValue()).ifPresent(this::await);
            }
        }
        return true;
    }

    /** All handlers of the query side read projections; none of the command side does. */
    private static boolean isQuery(HandlerMethod handler) {
        return handler.getBeanType().getPackageName().startsWith("io.countersign.query");
    }

    private void await(EventReference event) {
        waiter.awaitAll(event, TIMEOUT);
    }
}

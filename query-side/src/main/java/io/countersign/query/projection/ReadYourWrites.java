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

/** Lets a query that names a command wait until every projection reflects it, and one that must be up to date for all of them. */
@Component
class ReadYourWrites implements HandlerInterceptor, WebMvcConfigurer {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventPositions positions;
    private final CaughtUp caughtUp;
    private final ConsistencyTokens tokens;

    ReadYourWrites(EventPositions positions, CaughtUp caughtUp, ConsistencyTokens tokens) {
        this.positions = positions;
        this.caughtUp = caughtUp;
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

    /** Every handler of this side only reads; of the other side's, none looks at projections. */
    private static boolean isQuery(HandlerMethod handler) {
        return handler.getBeanType().getPackageName().startsWith("io.countersign.query");
    }

    private void await(EventReference event) {
        caughtUp.awaitEverywhere(event, PATIENCE);
    }
}

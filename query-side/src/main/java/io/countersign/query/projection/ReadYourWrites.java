package io.countersign.query.projection;

import io.countersign.platform.store.EventReference;
import io.countersign.platform.store.Positions;
import io.countersign.platform.web.ConsistencyHeader;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets a query that names a command wait until every projection reflects it, and one that must be up to date for all of them. */
@Component
class ReadYourWrites implements HandlerInterceptor, WebMvcConfigurer {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Positions positions;
    private final ProjectionProgress progress;

    ReadYourWrites(Positions positions, ProjectionProgress progress) {
        this.positions = positions;
        this.progress = progress;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod query && isQuery(query)) {
            String token = request.getHeader(ConsistencyHeader.NAME);
            if (token != null) {
                await(EventReference.from(token)
                        .orElseThrow(() -> ErrorCode.INVALID_REQUEST.because(
                                "%s isn't one that a command returned".formatted(ConsistencyHeader.NAME))));
            } else if (query.hasMethodAnnotation(UpToDate.class)) {
                positions.newest().ifPresent(this::await);
            }
        }
        return true;
    }

    /** Every handler of this side only reads; of the other side's, none looks at projections. */
    private static boolean isQuery(HandlerMethod handler) {
        return handler.getBeanType().getPackageName().startsWith("io.countersign.query");
    }

    private void await(EventReference event) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            long position = positions.await(event, PATIENCE).orElseThrow(ReadYourWrites::notYetVisible);
            while (progress.everywhere() < position) {
                if (System.nanoTime() > deadline) {
                    throw notYetVisible();
                }
                TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorCode.UNAVAILABLE.because("The service is stopping; try again");
        }
    }

    private static Refusal notYetVisible() {
        return ErrorCode.NOT_YET_VISIBLE
                .because("What that command did isn't visible yet; try again")
                .retryAfter(Duration.ofSeconds(1));
    }
}

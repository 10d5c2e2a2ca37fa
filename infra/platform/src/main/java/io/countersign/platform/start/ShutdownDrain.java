package io.countersign.platform.start;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Continues to serve for a while after the order to stop. Readiness is off during that time, so load balancers notice and send no
 * more requests; then the server stops accepting and finishes the requests it has.
 */
@Component
final class ShutdownDrain implements ApplicationListener<ContextClosedEvent>, Ordered {
    private final ApplicationContext context;
    private final Duration time;

    ShutdownDrain(ApplicationContext context, @Value("${countersign.shutdown.drain:0s}") Duration time) {
        this.context = context;
        this.time = time;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent closed) {
        if (closed.getApplicationContext() == context) {
            try {
                TimeUnit.NANOSECONDS.sleep(time.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Before everything that stops with the context. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}

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
 * Goes on serving for a while after being told to stop. Readiness is off by then, so that whoever hands out requests has
 * the time to notice and sends no more; only then does the server stop accepting, and let what it has come to an end.
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

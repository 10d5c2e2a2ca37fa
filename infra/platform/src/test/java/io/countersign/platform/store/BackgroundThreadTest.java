package io.countersign.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class BackgroundThreadTest {
    private final Worker worker = new Worker();

    @AfterEach
    void stop() {
        worker.stop();
    }

    /** Fails as it is told to, until it is told no more. */
    private static final class Worker extends BackgroundThread {
        private final Semaphore begun = new Semaphore(0);
        private final AtomicInteger done = new AtomicInteger();
        private volatile Throwable failure;

        private Worker() {
            super("worker", 0, true);
        }

        @Override
        protected void work() throws Exception {
            begun.acquire();
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure != null) {
                throw (Exception) failure;
            }
            done.incrementAndGet();
        }

        @Override
        protected void wakeUp(Thread running) {
            running.interrupt();
        }

        private void works(int rounds) {
            begun.release(rounds);
        }

        private Health health() {
            return BackgroundThreadsHealth.of(List.of(this));
        }
    }

    private static Throwable failure(String type) {
        return switch (type) {
            case "error" -> new OutOfMemoryError("Java heap space");
            case "unchecked" -> new IllegalStateException("Java heap space");
            default -> new java.io.IOException("Java heap space");
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "unchecked", "checked"})
    void goes_on_after_any_failure_and_health_tells_of_it_until_then(String type) {
        worker.start();
        worker.works(1);
        await().until(() -> worker.done.get() == 1);
        assertThat(worker.health().getStatus()).isEqualTo(Status.UP);

        worker.failure = failure(type);
        worker.works(3);
        await().until(() -> worker.health().getStatus().equals(Status.DOWN));
        assertThat(worker.health().getDetails().get("worker").toString()).contains("Java heap space", "failing_since");
        assertThat(worker.isRunning()).isTrue();

        worker.failure = null;
        worker.works(10);
        await().until(() -> worker.done.get() >= 2);
        await().until(() -> worker.health().getStatus().equals(Status.UP));
    }
}

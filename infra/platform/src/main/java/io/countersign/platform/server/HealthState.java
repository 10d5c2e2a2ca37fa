package io.countersign.platform.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The last known answers of the health endpoint, asked for in the background: each path on a thread of its own, so that an
 * indicator that hangs delays no other path, and no probe. What hasn't been known anew for a while counts as down.
 */
@Component
final class HealthState implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(HealthState.class);
    private static final Map<String, String[]> PATHS = Map.of(
            "/actuator/health", new String[0],
            "/actuator/health/liveness", new String[] {"liveness"},
            "/actuator/health/readiness", new String[] {"readiness"});
    private static final String READINESS = "/actuator/health/readiness";
    private static final long PAUSE_MILLIS = 500;
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PATIENCE_MILLIS = 1_000;

    private final ObjectProvider<HealthEndpoint> endpoint;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private volatile boolean refusesTraffic = true;
    private volatile ScheduledThreadPoolExecutor refreshing;

    HealthState(ObjectProvider<HealthEndpoint> endpoint) {
        this.endpoint = endpoint;
    }

    /** The status at the path of a probe; null if it is none. */
    Status at(String path) {
        if (path == null || !PATHS.containsKey(path)) {
            return null;
        }
        if (refusesTraffic && path.equals(READINESS)) {
            return Status.OUT_OF_SERVICE;
        }
        Known last = known.get(path);
        return last == null || System.nanoTime() - last.since() > STALE_NANOS ? Status.DOWN : last.status();
    }

    private void refresh(String path) {
        long begun = System.nanoTime();
        try {
            Status status = endpoint.getObject().healthForPath(PATHS.get(path)).getStatus();
            Known before = known.put(path, new Known(status, begun));
            if (before != null && !before.status().equals(status)) {
                log.info("{} went from {} to {}", path, before.status(), status);
            }
        } catch (RuntimeException e) {
            log.warn("The state for {} can't be found out", path, e);
            known.put(path, new Known(Status.DOWN, begun));
        }
    }

    /** Readiness is right as soon as the program says that it is ready, and as soon as it says that it no longer is. */
    @EventListener
    void changed(AvailabilityChangeEvent<?> change) throws InterruptedException {
        if (!(change.getState() instanceof ReadinessState)) {
            return;
        }
        boolean refuses = change.getState() != ReadinessState.ACCEPTING_TRAFFIC;
        ScheduledThreadPoolExecutor running = refreshing;
        if (!refuses && running != null) {
            Future<?> known = running.submit(() -> PATHS.keySet().forEach(this::refresh));
            try {
                known.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                log.debug("The state isn't known yet", e);
            }
        }
        refusesTraffic = refuses;
    }

    @Override
    public void start() {
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(PATHS.size() + 1, task -> {
            Thread thread = new Thread(task, "health");
            thread.setDaemon(true);
            return thread;
        });
        PATHS.keySet()
                .forEach(path ->
                        threads.scheduleWithFixedDelay(() -> refresh(path), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        refreshing = threads;
    }

    @Override
    public void stop() {
        refreshing.shutdownNow();
        refreshing = null;
    }

    @Override
    public boolean isRunning() {
        return refreshing != null;
    }

    /** From before the server starts until after it has stopped. */
    @Override
    public int getPhase() {
        return 0;
    }

    private record Known(Status status, long since) {}
}

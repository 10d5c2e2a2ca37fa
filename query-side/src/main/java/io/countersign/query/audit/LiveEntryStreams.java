package io.countersign.query.audit;

import io.countersign.platform.limits.ConcurrencyLimit;
import io.countersign.platform.limits.LimitProperties;
import io.countersign.platform.web.ErrorCode;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Runs each open stream in its own thread, so that a slow browser does not delay others. */
@Component
class LiveEntryStreams implements DisposableBean {
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final ThreadFactory THREADS = task -> {
        Thread thread = new Thread(task, "audit-stream");
        thread.setDaemon(true);
        return thread;
    };

    private final NewEntries newEntries;
    private final ConcurrencyLimit connections;
    private final ExecutorService threads = Executors.newCachedThreadPool(THREADS);

    LiveEntryStreams(NewEntries newEntries, LimitProperties limits) {
        this.newEntries = newEntries;
        this.connections =
                new ConcurrencyLimit(limits.liveConnections(), ErrorCode.TOO_MANY_STREAMS, "live connections", WAIT);
    }

    /** @throws io.countersign.platform.web.Refusal if too many streams are open, in total or for this user */
    void open(String userId, LiveEntryStream stream) {
        if (!newEntries.isRunning()) {
            throw ErrorCode.UNAVAILABLE.because("The service is stopping; try again");
        }
        ConcurrencyLimit.Place place = connections.take(userId);
        try {
            threads.execute(() -> {
                try {
                    stream.run();
                } finally {
                    place.close();
                }
            });
        } catch (RuntimeException | Error e) {
            place.close();
            throw e;
        }
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }
}

package io.countersign.query.audit;

import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Runs the open streams, a thread each, so that a slow follower holds nobody else up; so many in all and of each user. */
@Component
class EntryStreams implements DisposableBean {
    static final int AT_ONCE = 128;
    static final int OF_ONE_USER = 24;
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final ThreadFactory THREADS = task -> {
        Thread thread = new Thread(task, "audit-stream");
        thread.setDaemon(true);
        return thread;
    };

    private final NewEntries newEntries;
    private final ExecutorService threads = Executors.newCachedThreadPool(THREADS);
    private final Map<String, Integer> open = new HashMap<>();

    EntryStreams(NewEntries newEntries) {
        this.newEntries = newEntries;
    }

    /** Takes a place for the user, which {@link #run} or {@link #release} gives back. */
    synchronized void reserve(String userId) {
        if (!newEntries.isRunning()) {
            throw ErrorCode.UNAVAILABLE.because("The service is stopping; try again");
        }
        if (open.getOrDefault(userId, 0) >= OF_ONE_USER) {
            throw full("You follow the audit log %d times already; close one of these pages".formatted(OF_ONE_USER));
        }
        if (open.values().stream().mapToInt(Integer::intValue).sum() >= AT_ONCE) {
            throw full("The audit log is followed %d times already; try again later".formatted(AT_ONCE));
        }
        open.merge(userId, 1, Integer::sum);
    }

    private static Refusal full(String sentence) {
        return ErrorCode.TOO_MANY_STREAMS.because(sentence).retryAfter(WAIT);
    }

    void run(String userId, EntryStream stream) {
        threads.execute(() -> {
            try {
                stream.run();
            } finally {
                release(userId);
            }
        });
    }

    synchronized void release(String userId) {
        open.computeIfPresent(userId, (user, count) -> count == 1 ? null : count - 1);
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }
}

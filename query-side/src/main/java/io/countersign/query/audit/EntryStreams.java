package io.countersign.query.audit;

import io.countersign.platform.web.ErrorCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Runs the open streams, a thread each, so that a slow follower holds nobody else up; so many in all and of each user. A
 * user's oldest gives way to one more: a page that was left without a word would otherwise keep a new one out.
 */
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
    /** By user, the oldest first. */
    private final Map<String, Deque<EntryStream>> open = new HashMap<>();

    /** Those that gave way too, until they have ended. */
    private int running;

    EntryStreams(NewEntries newEntries) {
        this.newEntries = newEntries;
    }

    void open(String userId, EntryStream stream) {
        add(userId, stream);
        threads.execute(() -> {
            try {
                stream.run();
            } finally {
                remove(userId, stream);
            }
        });
    }

    private synchronized void add(String userId, EntryStream stream) {
        if (!newEntries.isRunning()) {
            throw ErrorCode.UNAVAILABLE.because("The service is stopping; try again");
        }
        if (running >= AT_ONCE) {
            throw ErrorCode.TOO_MANY_STREAMS
                    .because("The audit log is followed %s times already; try again later".formatted(AT_ONCE))
                    .retryAfter(WAIT);
        }
        Deque<EntryStream> own = open.computeIfAbsent(userId, user -> new ArrayDeque<>());
        if (own.size() >= OF_ONE_USER) {
            own.removeFirst().giveWay();
        }
        own.addLast(stream);
        running++;
    }

    private synchronized void remove(String userId, EntryStream stream) {
        running--;
        open.computeIfPresent(userId, (user, own) -> {
            own.remove(stream);
            return own.isEmpty() ? null : own;
        });
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }
}

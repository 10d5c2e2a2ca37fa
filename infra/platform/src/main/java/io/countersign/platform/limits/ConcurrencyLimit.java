package io.countersign.platform.limits;

import io.countersign.platform.limits.LimitProperties.Places;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Bounds how much of one kind runs at once, in total and for each user. */
public final class ConcurrencyLimit {
    private final Places places;
    private final ErrorCode code;
    private final String things;
    private final Duration retryAfter;
    private final Map<String, Integer> byUser = new HashMap<>();
    private int total;

    /** @param things what is bounded, in the plural, for the sentence of the refusal */
    public ConcurrencyLimit(Places places, ErrorCode code, String things, Duration retryAfter) {
        this.places = places;
        this.code = code;
        this.things = things;
        this.retryAfter = retryAfter;
    }

    /** Is given back by closing it, once or more often. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws Refusal with the code and Retry-After, if all places are taken, or all of this user */
    public Place take(String userId) {
        return take(userId, Duration.ZERO);
    }

    /** The same after waiting for a place, at most so long. */
    public synchronized Place take(String userId, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (isFull(userId)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw refusal();
            }
            await(left);
        }
        total++;
        byUser.merge(userId, 1, Integer::sum);
        return new TakenPlace(userId);
    }

    private boolean isFull(String userId) {
        return total >= places.total() || byUser.getOrDefault(userId, 0) >= places.perUser();
    }

    /** The caller looks again, in a loop. */
    @SuppressWarnings("WaitNotInLoop")
    private void await(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusal();
        }
    }

    private Refusal refusal() {
        String sentence = total >= places.total()
                ? "%s %s are open already; try again when one has ended".formatted(places.total(), things)
                : "You have %s %s open already; try again when one has ended".formatted(places.perUser(), things);
        return code.because(sentence).retryAfter(retryAfter);
    }

    private synchronized void giveBack(String userId) {
        total--;
        byUser.computeIfPresent(userId, (user, taken) -> taken == 1 ? null : taken - 1);
        notifyAll();
    }

    private final class TakenPlace implements Place {
        private final String userId;
        private boolean closed;

        private TakenPlace(String userId) {
            this.userId = userId;
        }

        @Override
        public void close() {
            synchronized (ConcurrencyLimit.this) {
                if (!closed) {
                    closed = true;
                    giveBack(userId);
                }
            }
        }
    }
}

package io.countersign.query.projection;

import io.countersign.platform.store.EventReference;
import io.countersign.platform.store.Positions;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * Waits until projections reflect an event, which may have no position yet. One of those who wait looks how far projections
 * are, at most every two milliseconds, and tells all others.
 */
@Component
public class CaughtUp {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Positions positions;
    private final ProjectionProgress progress;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition looked = lock.newCondition();
    private Map<String, Long> reached = Map.of();
    private boolean isLooking;
    private long nextLook = System.nanoTime();

    CaughtUp(Positions positions, ProjectionProgress progress) {
        this.positions = positions;
        this.progress = progress;
    }

    /** @throws io.countersign.platform.web.Refusal not yet visible, if that takes longer than the patience */
    public void await(String projection, EventReference event, Duration patience) {
        await(List.of(projection), event, patience);
    }

    /** As {@link #await}, for every projection. */
    void awaitEverywhere(EventReference event, Duration patience) {
        await(progress.names(), event, patience);
    }

    private void await(List<String> projections, EventReference event, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            long position = positions.await(event, patience).orElseThrow(CaughtUp::notYet);
            await(projections, position, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorCode.UNAVAILABLE.because("The service is stopping; try again");
        }
    }

    private void await(List<String> projections, long position, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!projections.stream().allMatch(name -> reached.getOrDefault(name, 0L) >= position)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw notYet();
                }
                if (isLooking) {
                    looked.awaitNanos(left);
                } else {
                    look();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Without the lock meanwhile, so that others can begin to wait, or find that they needn't. */
    private void look() throws InterruptedException {
        isLooking = true;
        lock.unlock();
        Map<String, Long> found = null;
        try {
            TimeUnit.NANOSECONDS.sleep(nextLook - System.nanoTime());
            found = progress.reached();
        } finally {
            lock.lock();
            isLooking = false;
            nextLook = System.nanoTime() + LOOK_NANOS;
            reached = found == null ? reached : found;
            looked.signalAll();
        }
    }

    private static Refusal notYet() {
        return ErrorCode.NOT_YET_VISIBLE
                .because("The newest changes aren't visible yet; try again")
                .retryAfter(Duration.ofSeconds(1));
    }
}

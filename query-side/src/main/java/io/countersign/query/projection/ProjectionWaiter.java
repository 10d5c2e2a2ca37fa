package io.countersign.query.projection;

import io.countersign.platform.store.EventPositions;
import io.countersign.platform.store.EventReference;
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
 * Waits until projections include an event, which may not have a position yet. One waiting thread reads the progress, at most every two milliseconds, on behalf of all.
 */
@Component
public class ProjectionWaiter {
    private static final long READ_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final EventPositions positions;
    private final ProjectionProgress progress;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progressRead = lock.newCondition();
    private Map<String, Long> reached = Map.of();
    private boolean isReading;
    private long nextRead = System.nanoTime();

    ProjectionWaiter(EventPositions positions, ProjectionProgress progress) {
        this.positions = positions;
        this.progress = progress;
    }

    /** @throws io.countersign.platform.web.Refusal not yet visible, if that takes longer than the timeout */
    public void await(String projection, EventReference event, Duration timeout) {
        await(List.of(projection), event, timeout);
    }

    /** Like {@link #await}, for all projections. */
    void awaitAll(EventReference event, Duration timeout) {
        await(progress.names(), event, timeout);
    }

    private void await(List<String> projections, EventReference event, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            long position = positions.await(event, timeout).orElseThrow(ProjectionWaiter::notYet);
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
                if (isReading) {
                    progressRead.awaitNanos(left);
                } else {
                    readProgress();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Releases the lock meanwhile, so that other threads can start or finish waiting. */
    private void readProgress() throws InterruptedException {
        isReading = true;
        lock.unlock();
        Map<String, Long> found = null;
        try {
            TimeUnit.NANOSECONDS.sleep(nextRead - System.nanoTime());
            found = progress.reached();
        } finally {
            lock.lock();
            isReading = false;
            nextRead = System.nanoTime() + READ_INTERVAL_NANOS;
            reached = found == null ? reached : found;
            progressRead.signalAll();
        }
    }

    private static Refusal notYet() {
        return ErrorCode.NOT_YET_VISIBLE
                .because("The newest changes aren't visible yet; try again")
                .retryAfter(Duration.ofSeconds(1));
    }
}

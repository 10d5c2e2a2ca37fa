package io.countersign.query.projection;

import io.countersign.platform.store.EventReference;
import io.countersign.platform.store.Positions;
import io.countersign.platform.web.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.springframework.stereotype.Component;

/** Waits until projections reflect an event, which may have no position yet. */
@Component
public class CaughtUp {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Positions positions;
    private final ProjectionProgress progress;

    CaughtUp(Positions positions, ProjectionProgress progress) {
        this.positions = positions;
        this.progress = progress;
    }

    /** @throws io.countersign.platform.web.Refusal not yet visible, if that takes longer than the patience */
    public void await(String projection, EventReference event, Duration patience) {
        await(event, () -> progress.position(projection), patience);
    }

    /** As {@link #await}, for every projection. */
    void awaitEverywhere(EventReference event, Duration patience) {
        await(event, progress::everywhere, patience);
    }

    private void await(EventReference event, LongSupplier reached, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<Long> position = positions.find(event);
        while (position.isEmpty() || reached.getAsLong() < position.get()) {
            if (System.nanoTime() > deadline) {
                throw ErrorCode.NOT_YET_VISIBLE
                        .because("The newest changes aren't visible yet; try again")
                        .retryAfter(Duration.ofSeconds(1));
            }
            LockSupport.parkNanos(LOOK_NANOS);
            if (position.isEmpty()) {
                position = positions.find(event);
            }
        }
    }
}

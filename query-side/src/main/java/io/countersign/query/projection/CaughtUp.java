package io.countersign.query.projection;

import io.countersign.platform.store.EventReference;
import io.countersign.platform.store.Positions;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.springframework.stereotype.Component;

/** Waits until projections reflect an event, which may have no position yet. */
@Component
public class CaughtUp {
    private static final long LOOK_MILLIS = 2;

    private final Positions positions;
    private final ProjectionProgress progress;

    CaughtUp(Positions positions, ProjectionProgress progress) {
        this.positions = positions;
        this.progress = progress;
    }

    /** @throws io.countersign.platform.web.Refusal not yet visible, if that takes longer than the patience */
    public void await(String projection, EventReference event, Duration patience) {
        await(event, position -> progress.reflects(projection, position), patience);
    }

    /** As {@link #await}, for every projection. */
    void awaitEverywhere(EventReference event, Duration patience) {
        await(event, progress::reflectEverywhere, patience);
    }

    private void await(EventReference event, LongPredicate reached, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            long position = positions.await(event, patience).orElseThrow(CaughtUp::notYet);
            while (!reached.test(position)) {
                if (System.nanoTime() > deadline) {
                    throw notYet();
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorCode.UNAVAILABLE.because("The service is stopping; try again");
        }
    }

    private static Refusal notYet() {
        return ErrorCode.NOT_YET_VISIBLE
                .because("The newest changes aren't visible yet; try again")
                .retryAfter(Duration.ofSeconds(1));
    }
}

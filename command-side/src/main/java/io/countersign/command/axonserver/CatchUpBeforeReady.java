package io.countersign.command.axonserver;

import io.countersign.platform.start.StartRefused;
import io.countersign.platform.store.EventPositions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;

/** Lets the program be ready, and its first commands be sent, only when it knows what has happened before. */
@Order(Integer.MIN_VALUE)
final class CatchUpBeforeReady implements ApplicationRunner {
    private static final Logger log = LoggerFactory.getLogger(CatchUpBeforeReady.class);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 5_000;

    private final EventPositions positions;
    private final ServerIdentityCheck last;
    private final MemoryWriter writer;

    CatchUpBeforeReady(EventPositions positions, ServerIdentityCheck last, MemoryWriter writer) {
        this.positions = positions;
        this.last = last;
        this.writer = writer;
    }

    @Override
    public void run(ApplicationArguments arguments) throws InterruptedException {
        while (!isKnown()) {
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private boolean isKnown() throws InterruptedException {
        try {
            last.mustBeThere();
            long head = positions.head();
            boolean isKnown = writer.await(head, LOOK);
            if (!isKnown) {
                log.info("Still writing what commands need to know, up to position {}", head);
            }
            return isKnown;
        } catch (StartRefused e) {
            throw e;
        } catch (RuntimeException e) {
            log.warn(
                    "Waiting for Axon Server: {}",
                    NestedExceptionUtils.getMostSpecificCause(e).getMessage());
            return false;
        }
    }
}

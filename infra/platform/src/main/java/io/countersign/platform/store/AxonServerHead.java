package io.countersign.platform.store;

import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns of new positions from Axon Server as they are given, and comes back to it whenever it was away. */
final class AxonServerHead extends OwnThread {
    private static final Logger log = LoggerFactory.getLogger(AxonServerHead.class);
    private static final long PAUSE_MILLIS = 500;
    private static final int AHEAD = 256;

    private final AxonServerEvents events;
    private final OneOrder order;

    /** Starts and stops as the listener for PostgreSQL's order does. */
    AxonServerHead(AxonServerEvents events, OneOrder order) {
        super("axon-server-head", Integer.MIN_VALUE + 50);
        this.events = events;
        this.order = order;
    }

    /** A stop cuts the connection before it ends this thread, so one failure alone is nothing to warn of. */
    @Override
    protected void run() throws InterruptedException {
        int failures = 0;
        while (goesOn()) {
            try {
                order.reached(events.head());
                if (failures > 1) {
                    log.info("Axon Server is there again");
                }
                failures = 0;
                follow();
            } catch (RuntimeException e) {
                failures++;
                if (failures == 2) {
                    log.warn("Can't follow Axon Server's events, trying again: {}", e.getMessage());
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** Until the stream ends. A look at the newest position now and then finds out about a stream that has died unnoticed. */
    private void follow() throws InterruptedException {
        try (EventStream stream = events.open(order.head(), AHEAD)) {
            while (goesOn() && !stream.isClosed()) {
                EventWithToken next = stream.nextIfAvailable(1, TimeUnit.SECONDS);
                if (next == null && events.head() > order.head()) {
                    throw new StoreAway("The stream of events stands still", stream.getError().orElse(null));
                }
                long newest = 0;
                for (; next != null; next = stream.nextIfAvailable()) {
                    newest = AxonServerEvents.position(next);
                }
                order.reached(newest);
            }
        }
    }

    @Override
    protected void hurry(Thread running) {
        running.interrupt();
    }
}

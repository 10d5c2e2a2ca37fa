package io.countersign.platform.store;

import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.util.concurrent.TimeUnit;

/** Learns of new positions from Axon Server as they are given, and comes back to it whenever it was away. */
final class AxonServerHead extends BackgroundThread {
    private static final int AHEAD = 256;

    private final AxonServerEvents events;
    private final OneOrder order;

    /** Starts and stops as the listener for PostgreSQL's order does. */
    AxonServerHead(AxonServerEvents events, OneOrder order) {
        super("axon-server-head", Integer.MIN_VALUE + 50, true);
        this.events = events;
        this.order = order;
    }

    @Override
    protected void work() throws InterruptedException {
        order.reached(events.head());
        follow();
    }

    /** Until the stream ends. A look at the newest position now and then finds out about a stream that has died unnoticed. */
    private void follow() throws InterruptedException {
        try (EventStream stream = events.open(order.head(), AHEAD)) {
            while (goesOn() && !stream.isClosed()) {
                EventWithToken next = stream.nextIfAvailable(1, TimeUnit.SECONDS);
                if (next == null && events.head() > order.head()) {
                    throw new StoreAway(
                            "The stream of events stands still",
                            stream.getError().orElse(null));
                }
                long newest = 0;
                for (; next != null; next = stream.nextIfAvailable()) {
                    newest = AxonServerEvents.position(next);
                }
                order.reached(newest);
                succeeded();
            }
        }
    }

    @Override
    protected void hurry(Thread running) {
        running.interrupt();
    }
}

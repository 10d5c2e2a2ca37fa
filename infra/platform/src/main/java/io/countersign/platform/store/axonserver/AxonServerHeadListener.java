package io.countersign.platform.store.axonserver;

import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.countersign.platform.store.BackgroundThread;
import io.countersign.platform.store.OrderHead;
import io.countersign.platform.store.StoreUnavailable;
import java.util.concurrent.TimeUnit;

/** Reports new positions from Axon Server to the {@link OrderHead}, and reconnects after each failure. */
final class AxonServerHeadListener extends BackgroundThread {
    private static final int AHEAD = 256;

    private final AxonServerEventReader events;
    private final OrderHead order;

    /** Starts before everything that reads events, and stops after it. */
    AxonServerHeadListener(AxonServerEventReader events, OrderHead order) {
        super("axon-server-head", Integer.MIN_VALUE + 50, true);
        this.events = events;
        this.order = order;
    }

    @Override
    protected void work() throws InterruptedException {
        order.reached(events.head());
        follow();
    }

    /** Follows the stream until it ends. Compares it with the newest position once a second, to detect a dead stream. */
    private void follow() throws InterruptedException {
        try (EventStream stream = events.open(order.head(), AHEAD)) {
            while (goesOn() && !stream.isClosed()) {
                EventWithToken next = stream.nextIfAvailable(1, TimeUnit.SECONDS);
                if (next == null && events.head() > order.head()) {
                    throw new StoreUnavailable(
                            "The stream of events stands still",
                            stream.getError().orElse(null));
                }
                long newest = 0;
                for (; next != null; next = stream.nextIfAvailable()) {
                    newest = AxonServerEventReader.position(next);
                }
                order.reached(newest);
                succeeded();
            }
        }
    }

    @Override
    protected void wakeUp(Thread running) {
        running.interrupt();
    }
}

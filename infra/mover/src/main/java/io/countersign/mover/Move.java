package io.countersign.mover;

import io.axoniq.axonserver.grpc.event.Event;
import java.util.Locale;
import java.util.Optional;

/**
 * Appends the missing events to Axon Server, in order of positions. An interrupted move continues after the last event in Axon Server.
 */
final class Move {
    /** The number of existing events that are compared before more are appended. */
    private static final long COMPARED_FIRST = 1_000;

    private final PostgresEventStore store;
    private final AxonServer server;
    private final AxonServerEventFormat form;
    private final StoreComparison comparison;
    private final Progress progress;
    private final Limits limits;

    /**
     * Limits for sending.
     *
     * @param eventsAtOnce the maximum number of events in one append transaction
     * @param eventBytes   the maximum size of one event in bytes
     */
    record Limits(int eventsAtOnce, int eventBytes) {}

    Move(
            PostgresEventStore store,
            AxonServer server,
            MetaDataConversion metaData,
            StoreComparison comparison,
            Progress progress,
            Limits limits) {
        this.store = store;
        this.server = server;
        this.form = new AxonServerEventFormat(metaData);
        this.comparison = comparison;
        this.progress = progress;
        this.limits = limits;
    }

    /** Moves the events up to the newest position; returns the number of moved events. */
    long upTo(long newest) throws MoveFailure {
        long there = server.size();
        mustBeginAsThisStore(there, newest);
        try (StoredEventReader events = store.after(there);
                Progress.Step step = progress.begin("move", there, newest)) {
            long position = there;
            AppendBatch batch = new AppendBatch(limits.eventsAtOnce());
            while (position < newest) {
                StoredEvent stored =
                        events.next().orElseThrow(() -> new MoveFailure("PostgreSQL has fewer events than before."));
                Event event = acceptable(stored);
                if (!batch.hasRoomFor(event)) {
                    append(batch, position);
                    step.reach(position);
                    batch = new AppendBatch(limits.eventsAtOnce());
                }
                batch.add(event);
                position = stored.position();
            }
            if (!batch.isEmpty()) {
                append(batch, newest);
                step.reach(newest);
            }
        }
        return newest - there;
    }

    private void mustBeginAsThisStore(long there, long newest) throws MoveFailure {
        if (there > newest) {
            throw new MoveFailure(String.format(
                    Locale.ROOT,
                    "Axon Server at %s has %,d events and this store %,d: it has others, and can't take these.",
                    server.address(),
                    there,
                    newest));
        }
        Optional<Difference> difference =
                comparison.between(Math.max(0, there - COMPARED_FIRST), there).first();
        if (difference.isPresent()) {
            throw new MoveFailure("Axon Server at %s has other events than this store, and can't take these: %s."
                    .formatted(server.address(), difference.get()));
        }
    }

    private Event acceptable(StoredEvent stored) throws MoveFailure {
        Event event = form.of(stored);
        if (event.getSerializedSize() > limits.eventBytes()) {
            throw new MoveFailure(String.format(
                    Locale.ROOT,
                    "%s takes %,d bytes, and a message may have %,d: raise axoniq.axonserver.max-message-size of Axon"
                            + " Server, axon.axonserver.max-message-size of the program, and --max-message-size.",
                    stored.name(),
                    event.getSerializedSize(),
                    limits.eventBytes()));
        }
        return event;
    }

    private void append(AppendBatch batch, long last) throws MoveFailure {
        server.append(batch.events());
        long size = server.size();
        if (size != last) {
            throw new MoveFailure(String.format(
                    Locale.ROOT,
                    "Axon Server at %s has %,d events where there should be %,d: somebody else appends to it. Stop that,"
                            + " empty the context, and move again.",
                    server.address(),
                    size,
                    last));
        }
    }
}

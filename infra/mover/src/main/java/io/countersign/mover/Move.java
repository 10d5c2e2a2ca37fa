package io.countersign.mover;

import io.axoniq.axonserver.grpc.event.Event;
import java.util.Locale;
import java.util.Optional;

/**
 * Appends to Axon Server what it lacks, in the one order. Where it stands is what Axon Server has: a move that was
 * interrupted at any moment goes on from there.
 */
final class Move {
    /** So many of the events that are there already are compared before more are appended. */
    private static final long COMPARED_FIRST = 1_000;

    private final EventStore store;
    private final AxonServer server;
    private final ServerForm form;
    private final Comparison comparison;
    private final Progress progress;
    private final Limits limits;

    /**
     * How much is sent at once.
     *
     * @param eventsAtOnce in one append transaction, at most
     * @param eventBytes   of one event, at most
     */
    record Limits(int eventsAtOnce, int eventBytes) {}

    Move(
            EventStore store,
            AxonServer server,
            MetaDataForms metaData,
            Comparison comparison,
            Progress progress,
            Limits limits) {
        this.store = store;
        this.server = server;
        this.form = new ServerForm(metaData);
        this.comparison = comparison;
        this.progress = progress;
        this.limits = limits;
    }

    /** Moves the events up to a position, which must be the newest; returns how many were still lacking. */
    long upTo(long newest) throws MoveFailure {
        long there = server.size();
        mustBeginAsThisStore(there, newest);
        try (OrderedEvents events = store.after(there);
                Progress.Step step = progress.begin("move", there, newest)) {
            long position = there;
            Batch batch = new Batch(limits.eventsAtOnce());
            while (position < newest) {
                StoredEvent stored =
                        events.next().orElseThrow(() -> new MoveFailure("PostgreSQL has fewer events than before."));
                Event event = acceptable(stored);
                if (!batch.hasRoomFor(event)) {
                    append(batch, position);
                    step.reach(position);
                    batch = new Batch(limits.eventsAtOnce());
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

    private void append(Batch batch, long last) throws MoveFailure {
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

package io.countersign.mover;

import java.util.Optional;

/** Reads both stores along the one order and compares event by event. */
final class Comparison {
    private final EventStore store;
    private final AxonServer server;
    private final EventComparison event;
    private final Progress progress;

    Comparison(EventStore store, AxonServer server, MetaDataForms metaData, Progress progress) {
        this.store = store;
        this.server = server;
        this.event = new EventComparison(metaData);
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param compared  events that both have
     * @param differing how many of these aren't the same
     * @param first     the first difference; empty if there is none
     */
    record Outcome(long compared, long differing, Optional<Difference> first) {}

    /** Compares what is after one position and not after the other; both stores must have as many. */
    Outcome between(long after, long last) throws MoveFailure {
        long differing = 0;
        Difference first = null;
        if (after == last) {
            return new Outcome(0, 0, Optional.empty());
        }
        try (OrderedEvents stored = store.after(after);
                MovedEvents moved = server.after(after);
                Progress.Step step = progress.begin("compare", after, last)) {
            for (long position = after + 1; position <= last; position++) {
                StoredEvent here = next(stored, position);
                Optional<Difference> difference = event.between(here, moved.next());
                if (difference.isPresent()) {
                    differing++;
                    first = first == null ? difference.get() : first;
                }
                step.reach(position);
            }
        }
        return new Outcome(last - after, differing, Optional.ofNullable(first));
    }

    private static StoredEvent next(OrderedEvents stored, long position) throws MoveFailure {
        return stored.next()
                .orElseThrow(
                        () -> new MoveFailure("PostgreSQL has no event at position %s any more.".formatted(position)));
    }
}

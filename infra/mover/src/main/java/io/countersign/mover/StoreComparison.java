package io.countersign.mover;

import java.util.Optional;

/** Reads both stores in order of positions and compares event by event. */
final class StoreComparison {
    private final PostgresEventStore store;
    private final AxonServer server;
    private final EventComparison event;
    private final Progress progress;

    StoreComparison(PostgresEventStore store, AxonServer server, MetaDataConversion metaData, Progress progress) {
        this.store = store;
        this.server = server;
        this.event = new EventComparison(metaData);
        this.progress = progress;
    }

    /**
     * The result of a comparison.
     *
     * @param compared  the number of compared events
     * @param differing the number of different events
     * @param first     the first difference, if any
     */
    record Outcome(long compared, long differing, Optional<Difference> first) {}

    /** Compares the events after one position up to another; both stores must have them. */
    Outcome between(long after, long last) throws MoveFailure {
        long differing = 0;
        Difference first = null;
        if (after == last) {
            return new Outcome(0, 0, Optional.empty());
        }
        try (StoredEventReader stored = store.after(after);
                AxonServerEventReader moved = server.after(after);
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

    private static StoredEvent next(StoredEventReader stored, long position) throws MoveFailure {
        return stored.next()
                .orElseThrow(
                        () -> new MoveFailure("PostgreSQL has no event at position %s any more.".formatted(position)));
    }
}

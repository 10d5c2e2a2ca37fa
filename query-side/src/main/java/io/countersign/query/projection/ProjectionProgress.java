package io.countersign.query.projection;

import io.countersign.platform.store.EventPositions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The progress of each projection. */
@Component
class ProjectionProgress {
    /** How many events after the stored position are searched for the next one that the projection handles. */
    private static final long LOOKAHEAD = 1_000;

    private final EventProcessingConfiguration processing;
    private final JdbcClient jdbc;
    private final EventPositions positions;
    private final Map<String, Projection> projections;
    private final List<String> names;

    ProjectionProgress(
            EventProcessingConfiguration processing,
            JdbcClient jdbc,
            EventPositions positions,
            List<Projection> projections) {
        this.processing = processing;
        this.jdbc = jdbc;
        this.positions = positions;
        this.projections = projections.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
        this.names = projections.stream().map(Projection::name).sorted().toList();
    }

    List<String> names() {
        return names;
    }

    Optional<StreamingEventProcessor> processor(String name) {
        return processing.eventProcessor(name, StreamingEventProcessor.class);
    }

    /** The position that all projections have reached. */
    long everywhere() {
        return names.stream().mapToLong(this::position).min().orElse(0);
    }

    /**
     * The position up to which each projection is complete. The node that runs a projection stores its position together with what it writes, but with a delay for events that the projection ignores.
     */
    Map<String, Long> reached() {
        Map<String, Long> reached = new HashMap<>();
        for (String name : names) {
            here(name).ifPresent(position -> reached.put(name, position));
        }
        if (reached.size() < names.size()) {
            long head = positions.head();
            stored().forEach((name, position) -> reached.computeIfAbsent(name, key -> elsewhere(name, position, head)));
        }
        return reached;
    }

    private long elsewhere(String name, long stored, long head) {
        long upTo = Math.min(head, stored + LOOKAHEAD);
        OptionalLong next = upTo <= stored
                ? OptionalLong.empty()
                : positions.firstBetween(stored, upTo, projections.get(name).handled());
        return next.isPresent() ? next.getAsLong() - 1 : Math.max(stored, upTo);
    }

    /** The position of one projection: known on this node, otherwise the stored one. */
    long position(String name) {
        OptionalLong here = here(name);
        return here.isPresent() ? here.getAsLong() : stored(name);
    }

    private OptionalLong here(String name) {
        return processor(name).map(ProjectionProgress::positionHere).orElse(OptionalLong.empty());
    }

    private static OptionalLong positionHere(StreamingEventProcessor processor) {
        // Copied once, because segments change concurrently.
        List<EventTrackerStatus> segments =
                List.copyOf(processor.processingStatus().values());
        boolean ownsAll = segments.stream().anyMatch(s -> s.getSegment().getMask() == 0);
        if (!ownsAll || segments.stream().anyMatch(EventTrackerStatus::isErrorState)) {
            return OptionalLong.empty();
        }
        return segments.stream()
                .mapToLong(segment -> segment.getCurrentPosition().orElse(0))
                .min();
    }

    private long stored(String name) {
        return stored().getOrDefault(name, 0L);
    }

    private Map<String, Long> stored() {
        Map<String, Long> stored = new HashMap<>();
        jdbc.sql("""
                        select processor, min((convert_from(token, 'UTF8')::jsonb ->> 'globalIndex')::bigint) as position
                        from read_model.token
                        where processor = any (:names)
                        group by processor
                        """).param("names", names.toArray(String[]::new)).query(row -> {
            stored.put(row.getString("processor"), row.getLong("position"));
        });
        return stored;
    }
}

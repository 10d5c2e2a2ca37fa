package io.countersign.query.projection;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each projection has come. */
@Component
class ProjectionProgress {
    private final EventProcessingConfiguration processing;
    private final JdbcClient jdbc;
    private final List<String> names;

    ProjectionProgress(
            EventProcessingConfiguration processing, JdbcClient jdbc, List<Projection> projections) {
        this.processing = processing;
        this.jdbc = jdbc;
        this.names = projections.stream().map(Projection::name).sorted().toList();
    }

    List<String> names() {
        return names;
    }

    Optional<StreamingEventProcessor> processor(String name) {
        return processing.eventProcessor(name, StreamingEventProcessor.class);
    }

    /** The position up to which every projection has everything. */
    long everywhere() {
        return names.stream().mapToLong(this::position).min().orElse(0);
    }

    /** The position up to which one projection has everything: what this node knows, else what the token says. */
    long position(String name) {
        OptionalLong here = processor(name).map(ProjectionProgress::positionHere).orElse(OptionalLong.empty());
        return here.isPresent() ? here.getAsLong() : stored(name);
    }

    private static OptionalLong positionHere(StreamingEventProcessor processor) {
        // Looked at once: segments come and go meanwhile.
        List<EventTrackerStatus> segments = List.copyOf(processor.processingStatus().values());
        boolean ownsAll = segments.stream().anyMatch(s -> s.getSegment().getMask() == 0);
        if (!ownsAll || segments.stream().anyMatch(EventTrackerStatus::isErrorState)) {
            return OptionalLong.empty();
        }
        return segments.stream()
                .mapToLong(segment -> segment.getCurrentPosition().orElse(0))
                .min();
    }

    private long stored(String name) {
        return jdbc.sql("""
                        select coalesce(min((convert_from(token, 'UTF8')::jsonb ->> 'globalIndex')::bigint), 0)
                        from read_model.token
                        where processor = :name
                        """)
                .param("name", name)
                .query(Long.class)
                .single();
    }
}

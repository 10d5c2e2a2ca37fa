package io.countersign.query.projection;

import io.countersign.platform.store.Positions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.stereotype.Component;

/** Says how each projection is doing. */
@Component
class ProjectionHealth {
    private final ProjectionProgress progress;
    private final Rebuilds rebuilds;
    private final ProjectionErrors errors;
    private final Positions positions;

    ProjectionHealth(
            ProjectionProgress progress, Rebuilds rebuilds, ProjectionErrors errors, Positions positions) {
        this.progress = progress;
        this.rebuilds = rebuilds;
        this.errors = errors;
        this.positions = positions;
    }

    List<ProjectionStatus> all() {
        return progress.names().stream().map(this::of).toList();
    }

    ProjectionStatus of(String name) {
        long position = progress.position(name);
        long head = Math.max(position, positions.head());
        Optional<Long> rebuilt = rebuilds.position(name);
        Optional<String> error = errors.at(name, position)
                .or(() -> rebuilt.flatMap(p -> errors.at(RebuildTables.processorOf(name), p)));
        ProjectionStatus.State state = rebuilt.isPresent()
                ? ProjectionStatus.State.REPLAYING
                : isRunning(name) && error.isEmpty() ? ProjectionStatus.State.LIVE : ProjectionStatus.State.STOPPED;
        return new ProjectionStatus(
                name,
                position,
                head,
                head - position,
                lagSeconds(position),
                state,
                share(rebuilt.orElse(position), head),
                error.orElse(null));
    }

    private boolean isRunning(String name) {
        return progress.processor(name).map(StreamingEventProcessor::isRunning).orElse(false);
    }

    private BigDecimal lagSeconds(long position) {
        return positions.secondsSince(position + 1)
                .map(age -> age.max(BigDecimal.ZERO))
                .orElse(BigDecimal.ZERO);
    }

    private static BigDecimal share(long position, long head) {
        return head == 0
                ? BigDecimal.ONE
                : BigDecimal.valueOf(position).divide(BigDecimal.valueOf(head), 4, RoundingMode.DOWN);
    }
}

package io.countersign.query.projection;

import io.countersign.platform.store.EventPositions;
import io.countersign.query.projection.ProjectionErrors.Failure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Reports the state of each projection. */
@Component("projectionsHealthIndicator")
class ProjectionHealth implements HealthIndicator {
    private static final Duration REPORT_AFTER = Duration.ofSeconds(3);

    private final ProjectionProgress progress;
    private final Rebuilds rebuilds;
    private final ProjectionErrors errors;
    private final EventPositions positions;

    ProjectionHealth(
            ProjectionProgress progress, Rebuilds rebuilds, ProjectionErrors errors, EventPositions positions) {
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
        Optional<Failure> failure = failure(name, position, rebuilt);
        return new ProjectionStatus(
                name,
                position,
                head,
                head - position,
                lagSeconds(position),
                state(name, rebuilt.isPresent(), failure.isPresent()),
                share(rebuilt.orElse(position), head),
                failure.map(Failure::message).orElse(null));
    }

    /** The failure of the projection or of its rebuild on this node. */
    private Optional<Failure> failure(String name, long position, Optional<Long> rebuilt) {
        return errors.at(name, position).or(() -> rebuilt.flatMap(p -> errors.at(RebuildTables.processorOf(name), p)));
    }

    private ProjectionStatus.State state(String name, boolean isRebuilt, boolean fails) {
        if (fails || !isRunning(name) && !isRebuilt) {
            return ProjectionStatus.State.STOPPED;
        }
        return isRebuilt ? ProjectionStatus.State.REPLAYING : ProjectionStatus.State.LIVE;
    }

    /** Part of readiness. Failures that last only a few seconds are ignored. */
    @Override
    public Health health() {
        try {
            return errors.areNone() ? Health.up().build() : ofFailures();
        } catch (RuntimeException e) {
            return Health.down(e).build();
        }
    }

    private Health ofFailures() {
        Health.Builder health = Health.up();
        for (String name : progress.names()) {
            Optional<Failure> failure = failure(name, progress.position(name), rebuilds.position(name));
            failure.filter(it -> it.lastsFor(REPORT_AFTER))
                    .ifPresent(it -> health.down()
                            .withDetail(
                                    name,
                                    Map.of(
                                            "stopped_since",
                                            it.since().toString(),
                                            "position",
                                            it.position(),
                                            "reason",
                                            it.message())));
        }
        return health.build();
    }

    private boolean isRunning(String name) {
        return progress.processor(name).map(StreamingEventProcessor::isRunning).orElse(false);
    }

    private BigDecimal lagSeconds(long position) {
        return positions
                .secondsSince(position + 1)
                .map(age -> age.max(BigDecimal.ZERO))
                .orElse(BigDecimal.ZERO);
    }

    private static BigDecimal share(long position, long head) {
        return head == 0
                ? BigDecimal.ONE
                : BigDecimal.valueOf(position).divide(BigDecimal.valueOf(head), 4, RoundingMode.DOWN);
    }
}

package io.countersign.query.projection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** Metrics for Prometheus: the lag of each projection in events, and the age of its first missing event in seconds. */
@Component
class ProjectionMeters implements MeterBinder {
    private final ProjectionHealth health;
    private final ProjectionProgress progress;

    ProjectionMeters(ProjectionHealth health, ProjectionProgress progress) {
        this.health = health;
        this.progress = progress;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String name : progress.names()) {
            Gauge.builder(
                            "countersign.projection.lag.events",
                            () -> health.of(name).lagEvents())
                    .tag("projection", name)
                    .description("Events that are not yet in the projection")
                    .register(registry);
            Gauge.builder("countersign.projection.lag", () -> health.of(name).lagSeconds())
                    .tag("projection", name)
                    .baseUnit("seconds")
                    .description("Age of the first event that is not yet in the projection")
                    .register(registry);
        }
    }
}

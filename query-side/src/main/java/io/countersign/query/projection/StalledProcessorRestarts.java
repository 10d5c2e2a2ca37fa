package io.countersign.query.projection;

import java.util.stream.Stream;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Restarts stalled event processors every few seconds. Axon doubles the pause after each failure, so a projection could stand still for a minute after the database is available again.
 */
@Component
class StalledProcessorRestarts {
    private static final int ONLY_SEGMENT = 0;

    private final ProjectionProgress progress;
    private final Rebuilds rebuilds;

    StalledProcessorRestarts(ProjectionProgress progress, Rebuilds rebuilds) {
        this.progress = progress;
        this.rebuilds = rebuilds;
    }

    @Scheduled(fixedDelay = 5_000)
    void restart() {
        Stream<StreamingEventProcessor> live =
                progress.names().stream().flatMap(name -> progress.processor(name).stream());
        Stream.concat(live, rebuilds.processors())
                .filter(processor ->
                        processor.isRunning() && processor.processingStatus().isEmpty())
                .forEach(processor -> processor.claimSegment(ONLY_SEGMENT));
    }
}

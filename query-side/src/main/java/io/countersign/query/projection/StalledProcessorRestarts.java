package io.countersign.query.projection;

import java.util.stream.Stream;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Lets processors that stopped try again every few seconds. Axon by itself doubles the pause after each failure, so that a
 * projection could stand still for a minute after the database is back.
 */
@Component
class SecondTries {
    private static final int THE_ONE_SEGMENT = 0;

    private final ProjectionProgress progress;
    private final Rebuilds rebuilds;

    SecondTries(ProjectionProgress progress, Rebuilds rebuilds) {
        this.progress = progress;
        this.rebuilds = rebuilds;
    }

    @Scheduled(fixedDelay = 5_000)
    void tryAgain() {
        Stream<StreamingEventProcessor> live =
                progress.names().stream().flatMap(name -> progress.processor(name).stream());
        Stream.concat(live, rebuilds.processors())
                .filter(processor ->
                        processor.isRunning() && processor.processingStatus().isEmpty())
                .forEach(processor -> processor.claimSegment(THE_ONE_SEGMENT));
    }
}

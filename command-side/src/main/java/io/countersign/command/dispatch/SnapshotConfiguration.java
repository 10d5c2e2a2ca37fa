package io.countersign.command.dispatch;

import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps aggregates that live long quick to load: they name {@value #EVERY_HUNDRED}. */
@Configuration
public class SnapshotConfiguration {
    public static final String EVERY_HUNDRED = "snapshotEveryHundredEvents";
    private static final int HUNDRED = 100;

    @Bean(EVERY_HUNDRED)
    SnapshotTriggerDefinition everyHundred(Snapshotter snapshotter) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, HUNDRED);
    }
}

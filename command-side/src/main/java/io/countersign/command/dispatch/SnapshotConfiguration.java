package io.countersign.command.dispatch;

import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Keeps aggregates that live long quick to load. Small ones name {@value #EVERY_TWENTY}; one whose state takes long to write
 * names {@value #EVERY_HUNDRED}.
 */
@Configuration
public class SnapshotConfiguration {
    public static final String EVERY_HUNDRED = "snapshotEveryHundredEvents";
    public static final String EVERY_TWENTY = "snapshotEveryTwentyEvents";
    private static final int HUNDRED = 100;
    private static final int TWENTY = 20;

    @Bean(EVERY_HUNDRED)
    SnapshotTriggerDefinition everyHundred(Snapshotter snapshotter) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, HUNDRED);
    }

    @Bean(EVERY_TWENTY)
    SnapshotTriggerDefinition everyTwenty(Snapshotter snapshotter) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, TWENTY);
    }
}

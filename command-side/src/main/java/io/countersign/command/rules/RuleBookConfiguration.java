package io.countersign.command.rules;

import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps books quick to load, however long their past. */
@Configuration
class RuleBookConfiguration {
    private static final int EVENTS_BETWEEN_SNAPSHOTS = 200;

    @Bean
    SnapshotTriggerDefinition ruleBookSnapshots(Snapshotter snapshotter) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS_BETWEEN_SNAPSHOTS);
    }
}

package io.countersign.command.dispatch;

import io.countersign.platform.store.OnPostgres;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps aggregates that live long quick to load. Small ones name {@value #EVERY_TWENTY}, one whose state takes long to write
 * {@value #EVERY_HUNDRED}; what is used time and again names {@value #WHILE_FRESH} too.
 */
@Configuration
public class SnapshotConfiguration {
    public static final String EVERY_HUNDRED = "snapshotEveryHundredEvents";
    public static final String EVERY_TWENTY = "snapshotEveryTwentyEvents";
    public static final String WHILE_FRESH = "cacheWhileFresh";
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

    @Bean(WHILE_FRESH)
    @OnPostgres
    Cache whileFresh(JdbcTemplate jdbc) {
        return new VersionCheckedCache(aggregate -> jdbc.queryForObject(
                "select max(sequence_number) from event_store.event where aggregate_identifier = ?",
                Long.class,
                aggregate));
    }
}

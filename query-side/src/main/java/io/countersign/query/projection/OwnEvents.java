package io.countersign.query.projection;

import io.countersign.platform.start.StartRefused;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Refuses a start on PostgreSQL's events where read models tell of others already, which are in an Axon Server. */
@Component
@ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "false", matchIfMissing = true)
class OwnEvents {
    OwnEvents(JdbcTemplate jdbc) {
        boolean tellOfOthers = Boolean.TRUE.equals(jdbc.queryForObject(
                """
                select coalesce((select max(position) from read_model.audit_entry), 0)
                       > coalesce((select max(position) from event_store.event_order), 0)
                """,
                Boolean.class));
        if (tellOfOthers) {
            throw new StartRefused(
                    "This database belongs to events in an Axon Server: set axon.axonserver.enabled=true and axon.axonserver.servers.");
        }
    }
}

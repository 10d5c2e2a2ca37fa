package io.countersign.platform.store;

import io.countersign.platform.start.StartRefused;
import org.springframework.jdbc.core.JdbcTemplate;

/** Refuses a start on PostgreSQL's events where its tables tell of others already, which are in an Axon Server. */
final class OwnEvents {
    OwnEvents(JdbcTemplate jdbc) {
        if (isFollowedHere(jdbc) && jdbc.queryForObject("select position from command_side.followed", Long.class) > 0) {
            throw new StartRefused(
                    "This database belongs to events in an Axon Server: set axon.axonserver.enabled=true and axon.axonserver.servers.");
        }
    }

    /** A query side may come before the command side has made the table; nothing is followed then. */
    private static boolean isFollowedHere(JdbcTemplate jdbc) {
        return Boolean.TRUE.equals(jdbc.queryForObject("""
                select exists (
                    select from pg_class join pg_namespace on pg_namespace.oid = relnamespace
                    where nspname = 'command_side' and relname = 'followed'
                      and has_schema_privilege(pg_namespace.oid, 'usage') and has_table_privilege(pg_class.oid, 'select'))
                """, Boolean.class));
    }
}

package io.countersign.platform.store.postgres;

import io.countersign.platform.start.StartRefused;
import org.springframework.jdbc.core.JdbcTemplate;

/** Refuses to start on PostgreSQL's events if the tables of this database were written from the events of an Axon Server. */
final class PostgresEventsGuard {
    PostgresEventsGuard(JdbcTemplate jdbc) {
        if (hasFollowedTable(jdbc)
                && jdbc.queryForObject("select position from command_side.followed", Long.class) > 0) {
            throw new StartRefused(
                    "This database belongs to events in an Axon Server: set axon.axonserver.enabled=true and axon.axonserver.servers.");
        }
    }

    /** The table is missing if the query side starts before the command side has created it. */
    private static boolean hasFollowedTable(JdbcTemplate jdbc) {
        return Boolean.TRUE.equals(jdbc.queryForObject("""
                select exists (
                    select from pg_class join pg_namespace on pg_namespace.oid = relnamespace
                    where nspname = 'command_side' and relname = 'followed'
                      and has_schema_privilege(pg_namespace.oid, 'usage') and has_table_privilege(pg_class.oid, 'select'))
                """, Boolean.class));
    }
}

package io.countersign.testkit;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a table must hold, said as a query over the event table and the one order, in SQL alone: nothing here is taken from
 * the code that fills the table.
 *
 * @param table    with its schema
 * @param columns  of the table, or expressions over them where a type can't be compared
 * @param expected the same columns from {@code e}: position, reached_at, event_id, number, at, type, p(ayload), m(etadata)
 */
public record Scan(String table, String columns, String expected) {
    private static final String EVENTS = """
            e as materialized (
                select o.position, o.reached_at, v.event_identifier as event_id, v.sequence_number as number,
                       v.time_stamp as at, substring(v.payload_type from '[^.]+$') as type,
                       convert_from(v.payload, 'UTF8')::jsonb as p, convert_from(v.meta_data, 'UTF8')::jsonb as m
                from event_store.event v
                left join event_store.event_order o using (global_index)
            )""";

    /** The rows that are missing from the table or too many in it, at most 20; none if it is what it must be. */
    public List<String> differences(JdbcClient jdbc) {
        return jdbc.sql("""
                        with %s, expected as (%s), actual as (select %s from %s)
                        (select 'missing from %4$s: ' || missing::text
                         from (table expected except all table actual) missing limit 10)
                        union all
                        (select 'too many in %4$s: ' || odd::text
                         from (table actual except all table expected) odd limit 10)
                        """.formatted(EVENTS, expected, columns, table))
                .query(String.class)
                .list();
    }

    /** The differences of several tables. */
    public static List<String> differences(List<Scan> scans, JdbcClient jdbc) {
        return scans.stream().flatMap(scan -> scan.differences(jdbc).stream()).toList();
    }
}

package io.countersign.testkit;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Everything that a database holds: of each table the number of its rows and a digest of them, and where each sequence
 * stands. Left out is only who follows with a projection's token and when that was last said, which goes on by itself.
 */
public final class DatabaseContent {
    private static final String RELATIONS = """
            select format('%I.%I', n.nspname, c.relname) as name, c.relkind = 'S' as sequence
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'm', 'S')
              and n.nspname not like 'pg\\_%'
              and n.nspname <> 'information_schema'
            """;
    private static final String ROWS = """
            select count(*) || ' rows, ' || coalesce(sum(hashtextextended(
                       case when '%1$s' = 'read_model.token' then (to_jsonb(r) - 'owner' - 'updated_at')::text
                            else to_jsonb(r)::text end, 0)::numeric), 0)
            from %1$s r
            """;

    private DatabaseContent() {}

    /** By name, with the schema. */
    public static Map<String, String> of(JdbcClient jdbc) {
        Map<String, String> content = new TreeMap<>();
        jdbc.sql(RELATIONS).query(row -> {
            String name = row.getString("name");
            String sql = row.getBoolean("sequence")
                    ? "select last_value || ' ' || is_called from %s".formatted(name)
                    : ROWS.formatted(name);
            content.put(name, jdbc.sql(sql).query(String.class).single());
        });
        return content;
    }
}

package io.countersign.query.integrity;

import static io.countersign.query.sql.SqlValues.instant;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The newest results of the integrity checks, which the command side runs. */
@Component
public class IntegrityView {
    private final JdbcClient jdbc;

    IntegrityView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By name; empty before the first check. */
    public List<IntegrityResult> results() {
        return jdbc.sql("""
                        select name, checked_at, whole, position, differences
                        from event_store.integrity_result
                        order by name
                        """)
                .query((row, n) -> new IntegrityResult(
                        row.getString("name"),
                        instant(row, "checked_at"),
                        row.getBoolean("whole"),
                        row.getLong("position"),
                        List.of((String[]) row.getArray("differences").getArray())))
                .list();
    }
}

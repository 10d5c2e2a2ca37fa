package io.countersign.standalone.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.Scan;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The events are beside the tables. */
public final class TestPostgres implements TestStore {
    @Override
    public String[] options() {
        return new String[0];
    }

    @Override
    public List<String> events(DataSource database) {
        return JdbcClient.create(database).sql("""
                        select aggregate_identifier || ' ' || substring(payload_type from '[^.]+$')
                        from event_store.event
                        order by global_index
                        """).query(String.class).list();
    }

    @Override
    public List<String> differences(List<Scan> scans, DataSource database) {
        JdbcClient jdbc = JdbcClient.create(database);
        assertThat(jdbc.sql("select count(*) from event_store.pending")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select coalesce(max(position), 0) from event_store.event_order")
                        .query(Long.class)
                        .single())
                .isEqualTo(jdbc.sql("select count(*) from event_store.event")
                        .query(Long.class)
                        .single());
        return Scan.differences(scans, jdbc);
    }
}

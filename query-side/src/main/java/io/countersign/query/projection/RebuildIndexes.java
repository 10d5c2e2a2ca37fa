package io.countersign.query.projection;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates the indexes of the tables that a rebuild fills, except their keys. They are created when the tables are full, which is much faster than updating them row by row. They have the names of the old ones.
 */
@Component
class RebuildIndexes {
    private static final int LOCK = 7_324_253;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    RebuildIndexes(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
    }

    boolean areComplete(Projection projection) {
        return missing(projection).findAny().isEmpty();
    }

    /** Creates the missing indexes, unless another node is doing so. */
    void createMissing(Projection projection) {
        missing(projection)
                .toList()
                .forEach(index -> transactions.executeWithoutResult(status -> {
                    if (mayBuild(projection)) {
                        jdbc.sql("set local maintenance_work_mem = '256MB'").update();
                        jdbc.sql(index).update();
                    }
                }));
    }

    private boolean mayBuild(Projection projection) {
        return jdbc.sql("select pg_try_advisory_xact_lock(:lock, hashtext(:name))")
                .param("lock", LOCK)
                .param("name", projection.name())
                .query(Boolean.class)
                .single();
    }

    private Stream<String> missing(Projection projection) {
        String schema = RebuildTables.schemaOf(projection.name());
        return projection.tables().stream().flatMap(table -> missing(schema, table).stream());
    }

    private List<String> missing(String schema, String table) {
        return jdbc.sql("""
                        select regexp_replace(
                                   replace(pg_get_indexdef(i.indexrelid),
                                           format(' ON read_model.%I ', :table), format(' ON %I.%I ', :schema, :table)),
                                   'INDEX', 'INDEX IF NOT EXISTS')
                        from pg_index i
                        join pg_class old on old.oid = i.indexrelid
                        where i.indrelid = format('read_model.%I', :table)::regclass
                          and not exists (select 1 from pg_constraint c
                                          where c.conindid = i.indexrelid and c.conrelid = i.indrelid)
                          and not exists (select 1 from pg_class made
                                          where made.relname = old.relname and made.relnamespace = to_regnamespace(:schema))
                        order by old.relname
                        """)
                .param("schema", schema)
                .param("table", table)
                .query(String.class)
                .list();
    }
}

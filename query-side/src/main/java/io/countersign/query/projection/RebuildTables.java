package io.countersign.query.projection;

import io.countersign.platform.store.NodeName;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.axonframework.common.DateTimeUtils;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The tables that a rebuild fills, in a separate schema until they replace the old ones. Constraints and indexes keep their names, so that later migrations find them.
 */
@Component
class RebuildTables {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final NodeName node;

    RebuildTables(JdbcClient jdbc, PlatformTransactionManager transactions, NodeName node) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        this.node = node;
    }

    static String schemaOf(String projection) {
        return "read_model_" + projection;
    }

    static String processorOf(String projection) {
        return projection + "@rebuild";
    }

    /** The running rebuilds of all nodes. */
    List<String> unfinished() {
        return jdbc.sql("select projection from read_model.rebuild order by started_at")
                .query(String.class)
                .list();
    }

    /** Creates empty tables like the old ones and deletes the token; does nothing if a rebuild is running. */
    void prepare(Projection projection) {
        transactions.executeWithoutResult(status -> {
            int inserted = jdbc.sql(
                            "insert into read_model.rebuild (projection) values (:name) on conflict (projection) do nothing")
                    .param("name", projection.name())
                    .update();
            if (inserted == 1) {
                createEmptyTables(projection);
            }
        });
    }

    /** Restarts a rebuild whose tables were created before the last migration. */
    void renewIfOutdated(Projection projection) {
        transactions.executeWithoutResult(status -> {
            int renewed = jdbc.sql("""
                            update read_model.rebuild
                            set started_at = now()
                            where projection = :name
                              and exists (select 1 from read_model.flyway_schema_history
                                          where installed_on::timestamptz > rebuild.started_at)
                            """).param("name", projection.name()).update();
            if (renewed == 1) {
                createEmptyTables(projection);
            }
        });
    }

    private void createEmptyTables(Projection projection) {
        String schema = schemaOf(projection.name());
        run("drop schema if exists %s cascade".formatted(schema));
        run("create schema %s".formatted(schema));
        for (String table : projection.tables()) {
            run("create table %1$s.%2$s (like read_model.%2$s including all excluding indexes)"
                    .formatted(schema, table));
            constraintsAndOptions(schema, table).forEach(this::run);
        }
        deleteToken(processorOf(projection.name()));
    }

    /** Statements for what LIKE would copy under other names or not at all. Other indexes are created when the tables are full. */
    private List<String> constraintsAndOptions(String schema, String table) {
        return jdbc.sql("""
                        select format('alter table %I.%I add constraint %I %s',
                                      :schema, :table, c.conname, pg_get_constraintdef(c.oid))
                        from pg_constraint c
                        where c.conrelid = format('read_model.%I', :table)::regclass and c.contype in ('p', 'u', 'x')
                        union all
                        select format('alter table %I.%I set (%s)', :schema, :table, array_to_string(reloptions, ', '))
                        from pg_class
                        where oid = format('read_model.%I', :table)::regclass and reloptions is not null
                        """)
                .param("schema", schema)
                .param("table", table)
                .query(String.class)
                .list();
    }

    /** The stored position of a processor; approximate while it runs. */
    long position(String processor) {
        return jdbc.sql("""
                        select coalesce(min((convert_from(token, 'UTF8')::jsonb ->> 'globalIndex')::bigint), 0)
                        from read_model.token
                        where processor = :processor
                        """).param("processor", processor).query(Long.class).single();
    }

    /** Whether a long transaction uses the old tables, so that locking them would block all other readers. */
    boolean areInUse(Projection projection) {
        return jdbc.sql("""
                        select exists (
                            select 1
                            from pg_locks l
                            join pg_stat_activity a using (pid)
                            join pg_class c on c.oid = l.relation
                            where l.database = (select oid from pg_database where datname = current_database())
                              and c.relnamespace = 'read_model'::regnamespace
                              and c.relname = any (:tables)
                              and a.xact_start < now() - interval '1 second')
                        """)
                .param("tables", projection.tables().toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    /** Collects planner statistics of the new tables before they are used. */
    void analyze(Projection projection) {
        projection.tables().forEach(table -> run("analyze %s.%s".formatted(schemaOf(projection.name()), table)));
    }

    /**
     * Claims the token of the projection for this node. Another node that was processing it can no longer store a position, so it writes nothing more.
     */
    void claim(Projection projection) {
        jdbc.sql("update read_model.token set owner = :node, updated_at = :now where processor = :processor")
                .param("node", node.value())
                .param("now", DateTimeUtils.formatInstant(Instant.now()))
                .param("processor", projection.name())
                .update();
    }

    /**
     * Replaces the old tables and their token by the new ones. The live processor must be stopped and the token claimed. Returns false without any change if that is not possible at the moment.
     */
    boolean swap(Projection projection) {
        try {
            return Boolean.TRUE.equals(
                    transactions.execute(status -> isRunningAndCaughtUp(projection) && swapAll(projection)));
        } catch (PessimisticLockingFailureException e) {
            return false;
        } catch (DataAccessException e) {
            if (isLockTimeout(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isLockTimeout(DataAccessException e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException cause
                && LOCK_NOT_AVAILABLE.equals(cause.getSQLState());
    }

    /** Locks tokens before tables, in the same order as processors when they commit. */
    private boolean isRunningAndCaughtUp(Projection projection) {
        run("set local lock_timeout = '100ms'");
        jdbc.sql("select processor from read_model.token where processor in (:both) order by processor for update")
                .param("both", List.of(projection.name(), processorOf(projection.name())))
                .query(String.class)
                .list();
        return unfinished().contains(projection.name())
                && position(processorOf(projection.name())) >= position(projection.name());
    }

    private boolean swapAll(Projection projection) {
        String schema = schemaOf(projection.name());
        run("lock table %s in access exclusive mode"
                .formatted(String.join(
                        ", ",
                        projection.tables().stream().map(t -> "read_model." + t).toList())));
        for (String table : projection.tables()) {
            run("drop table read_model.%s".formatted(table));
            run("alter table %s.%s set schema read_model".formatted(schema, table));
        }
        run("drop schema %s cascade".formatted(schema));
        jdbc.sql("""
                        update read_model.token live
                        set token = built.token, token_type = built.token_type
                        from read_model.token built
                        where live.processor = :live and built.processor = :built and live.segment = built.segment
                        """)
                .param("live", projection.name())
                .param("built", processorOf(projection.name()))
                .update();
        deleteToken(processorOf(projection.name()));
        jdbc.sql("delete from read_model.rebuild where projection = :name")
                .param("name", projection.name())
                .update();
        return true;
    }

    private void deleteToken(String processor) {
        jdbc.sql("delete from read_model.token where processor = :processor")
                .param("processor", processor)
                .update();
    }

    private void run(String sql) {
        jdbc.sql(sql).update();
    }
}

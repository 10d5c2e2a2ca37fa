package io.countersign.query.projection;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables that a rebuild fills, in a schema of their own until they change places with the old ones. */
@Component
class RebuildTables {
    private static final Logger log = LoggerFactory.getLogger(RebuildTables.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    RebuildTables(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
    }

    static String schemaOf(String projection) {
        return "read_model_" + projection;
    }

    static String processorOf(String projection) {
        return projection + "@rebuild";
    }

    List<String> unfinished() {
        return jdbc.sql("select projection from read_model.rebuild order by started_at")
                .query(String.class)
                .list();
    }

    /** Empty tables like the old ones, and no token. */
    void prepare(Projection projection) {
        String schema = schemaOf(projection.name());
        transactions.executeWithoutResult(status -> {
            run("drop schema if exists %s cascade".formatted(schema));
            run("create schema %s".formatted(schema));
            for (String table : projection.tables()) {
                run("create table %1$s.%2$s (like read_model.%2$s including all)".formatted(schema, table));
            }
            forgetToken(processorOf(projection.name()));
            jdbc.sql("insert into read_model.rebuild (projection) values (:name) on conflict (projection) do nothing")
                    .param("name", projection.name())
                    .update();
        });
    }

    /** The position that a processor's token says; both processors are stopped or this is only an estimate. */
    long position(String processor) {
        return jdbc.sql("""
                        select coalesce(min((convert_from(token, 'UTF8')::jsonb ->> 'globalIndex')::bigint), 0)
                        from read_model.token
                        where processor = :processor
                        """)
                .param("processor", processor)
                .query(Long.class)
                .single();
    }

    /** Puts the new tables in the old ones' place, with their token; false if readers wouldn't let go of them in time. */
    boolean swap(Projection projection) {
        try {
            transactions.executeWithoutResult(status -> swapAll(projection));
            return true;
        } catch (PessimisticLockingFailureException e) {
            log.info("The tables of {} are in use; trying again.", projection.name());
            return false;
        }
    }

    private void swapAll(Projection projection) {
        String schema = schemaOf(projection.name());
        run("set local lock_timeout = '500ms'");
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
        forgetToken(processorOf(projection.name()));
        jdbc.sql("delete from read_model.rebuild where projection = :name")
                .param("name", projection.name())
                .update();
    }

    private void forgetToken(String processor) {
        jdbc.sql("delete from read_model.token where processor = :processor")
                .param("processor", processor)
                .update();
    }

    private void run(String sql) {
        jdbc.sql(sql).update();
    }
}

package io.countersign.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.platform.store.EventReference;
import io.countersign.testkit.EmbeddedDatabase;
import io.countersign.testkit.ReadModelScans;
import io.countersign.testkit.Scan;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("program")
class RebuildTest {
    /** The common pool may have one thread, and what runs here goes on at the same time. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    private static final Ledger LEDGER = new Ledger(3);
    private static EmbeddedDatabase database;
    private static QueryProgram program;
    private static int decided;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.empty();
        program = QueryProgram.on(database);
        program.publish(LEDGER.tenant("acme"));
        decide(300);
    }

    @AfterAll
    static void stop() {
        program.close();
        database.close();
    }

    private static String txn() {
        return "txn-" + (decided - 1);
    }

    /** Publishes so many more decisions; the last is that on {@link #txn}. */
    private static EventReference decide(int more) {
        List<DomainEventMessage<?>> events = new ArrayList<>();
        for (int i = 0; i < more; i++) {
            events.add(LEDGER.decided("acme", "txn-" + decided++));
        }
        return program.publish(events.toArray(DomainEventMessage<?>[]::new));
    }

    private static int decisions() {
        return database.jdbc()
                .sql("select count(*) from read_model.decision")
                .query(Integer.class)
                .single();
    }

    private void rebuild(String projection) throws Exception {
        HttpResponse<String> answer = program.post("/api/admin/projections/%s/rebuild".formatted(projection));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(QueryProgram.json(answer).get("state").stringValue()).isEqualTo("replaying");
    }

    private void awaitNoRebuild() {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(QueryProgram.PATIENCE)
                .until(() -> unfinished().isEmpty());
    }

    private List<String> unfinished() {
        return database.jdbc()
                .sql("select projection from read_model.rebuild")
                .query(String.class)
                .list();
    }

    /** Tells one table from another of the same name. */
    private long identity(String table) {
        return database.jdbc()
                .sql("select 'read_model.%s'::regclass::oid::bigint".formatted(table))
                .query(Long.class)
                .single();
    }

    private List<String> shape() {
        return database.jdbc().sql("""
                        select 'index ' || indexname || ': ' || indexdef from pg_indexes where schemaname = 'read_model'
                        union all
                        select 'constraint ' || conname || ': ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid)
                        from pg_constraint where connamespace = 'read_model'::regnamespace
                        union all
                        select 'column ' || attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod)
                               || ' ' || attnotnull || ' ' || attcollation || ' ' || attnum
                        from pg_attribute join pg_class c on c.oid = attrelid
                        where relnamespace = 'read_model'::regnamespace and relkind = 'r' and attnum > 0
                        union all
                        select 'options ' || oid::regclass || ' ' || reloptions::text
                        from pg_class
                        where relnamespace = 'read_model'::regnamespace and relkind = 'r' and reloptions is not null
                        order by 1
                        """).query(String.class).list();
    }

    private void mustEqualAFullScan() {
        program.awaitAll();
        assertThat(Scan.differences(ReadModelScans.all(), database.jdbc())).isEmpty();
    }

    @Test
    void makes_the_same_rows_in_new_tables_with_the_names_of_the_old_ones_time_and_again() throws Exception {
        database.jdbc()
                .sql("alter table read_model.decision set (autovacuum_vacuum_threshold = 77)")
                .update();
        program.awaitAll();
        List<String> before = shape();
        assertThat(before).anyMatch(line -> line.startsWith("index decision_by_position"));
        for (int time = 1; time <= 2; time++) {
            long old = identity("decision");
            rebuild("decisions");
            rebuild("audit");
            awaitNoRebuild();

            assertThat(identity("decision")).isNotEqualTo(old);
            assertThat(shape()).isEqualTo(before);
            mustEqualAFullScan();
            assertThat(program.status("decisions").state()).isEqualTo(ProjectionStatus.State.LIVE);
        }
        assertThat(database.jdbc()
                        .sql("select nspname from pg_namespace where nspname like 'read_model_%'")
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    @Test
    void goes_on_while_events_arrive_and_reads_never_fail_nor_go_back() throws Exception {
        program.awaitAll();
        AtomicBoolean stop = new AtomicBoolean();
        int before = decisions();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(
                () -> {
                    while (!stop.get()) {
                        decide(20);
                    }
                },
                OWN_THREAD);
        CompletableFuture<List<Integer>> reader = CompletableFuture.supplyAsync(
                () -> {
                    List<Integer> counts = new ArrayList<>();
                    while (!stop.get()) {
                        counts.add(decisions());
                    }
                    return counts;
                },
                OWN_THREAD);
        try {
            for (int time = 0; time < 3; time++) {
                rebuild("decisions");
                awaitNoRebuild();
            }
        } finally {
            stop.set(true);
        }

        assertThat(reader.get()).isSorted().allMatch(count -> count >= before);
        writer.get();
        mustEqualAFullScan();
        assertThat(decisions()).isEqualTo(decided);
    }

    @Test
    void lets_nobody_read_what_was_not_there_yet_when_they_name_their_command() throws Exception {
        program.awaitAll();
        rebuild("decisions");
        int before = decided;
        while (!unfinished().isEmpty()) {
            EventReference mine = decide(1);
            HttpResponse<String> answer =
                    program.get("/api/decisions/acme/" + txn(), "Countersign-Consistency", program.token(mine));
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        assertThat(decided).isGreaterThan(before);
        mustEqualAFullScan();
    }

    @Test
    void survives_a_restart() throws Exception {
        program.awaitAll();
        long old = identity("decision");
        try (Connection holding = reading()) {
            rebuild("decisions");
            await().atMost(QueryProgram.PATIENCE)
                    .until(() -> program.status("decisions").progress().signum() > 0);
            program.close();
            assertThat(unfinished()).containsExactly("decisions");
            holding.rollback();
        }
        program = QueryProgram.on(database);
        decide(10);
        awaitNoRebuild();

        assertThat(identity("decision")).isNotEqualTo(old);
        mustEqualAFullScan();
    }

    @Test
    void begins_anew_when_the_tables_have_changed_since() throws Exception {
        program.awaitAll();
        try (Connection holding = reading()) {
            rebuild("decisions");
            await().atMost(QueryProgram.PATIENCE)
                    .until(() -> program.status("decisions").progress().signum() > 0);
            program.close();
            holding.rollback();
        }
        database.jdbc()
                .sql("alter table read_model.decision add column remark text default 'none'")
                .update();
        database.jdbc()
                .sql("update read_model.flyway_schema_history set installed_on = now()")
                .update();
        List<String> before = shape();
        program = QueryProgram.on(database);
        awaitNoRebuild();

        assertThat(shape()).isEqualTo(before);
        mustEqualAFullScan();
    }

    /** Someone who reads the old tables in a transaction that stays open. */
    private Connection reading() throws Exception {
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        try (Statement sql = connection.createStatement()) {
            sql.execute("select count(*) from read_model.decision");
        }
        return connection;
    }

    @Test
    void waits_for_a_reader_who_holds_a_table_and_holds_up_nobody_else() throws Exception {
        program.awaitAll();
        long old = identity("decision");
        try (Connection holding = reading()) {
            rebuild("decisions");
            await().atMost(QueryProgram.PATIENCE)
                    .until(() -> program.status("decisions").progress().compareTo(BigDecimal.ONE) == 0);
            Duration slowest = Duration.ZERO;
            long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            while (System.nanoTime() < until) {
                EventReference mine = decide(1);
                long asked = System.nanoTime();
                HttpResponse<String> answer =
                        program.get("/api/decisions/acme/" + txn(), "Countersign-Consistency", program.token(mine));
                Duration took = Duration.ofNanos(System.nanoTime() - asked);
                assertThat(answer.statusCode()).isEqualTo(200);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            }
            assertThat(slowest).isLessThan(Duration.ofSeconds(4));
            assertThat(identity("decision")).isEqualTo(old);
            holding.rollback();
        }
        awaitNoRebuild();

        assertThat(identity("decision")).isNotEqualTo(old);
        mustEqualAFullScan();
    }

    @Test
    void that_cannot_be_written_says_so_while_the_old_tables_are_read_and_written_on() throws Exception {
        program.awaitAll();
        rebuildInto("alter table read_model_decisions.decision add constraint no_such_txn check (txn_id <> 'txn-7')");

        await().atMost(QueryProgram.PATIENCE)
                .until(() -> program.status("decisions").lastError() != null);
        assertThat(program.status("decisions").lastError()).contains("no_such_txn", "txn-7");
        assertThat(program.status("decisions").state()).isEqualTo(ProjectionStatus.State.STOPPED);
        EventReference mine = decide(1);
        assertThat(program.get("/api/decisions/acme/" + txn(), "Countersign-Consistency", program.token(mine))
                        .statusCode())
                .isEqualTo(200);

        database.jdbc()
                .sql("alter table read_model_decisions.decision drop constraint no_such_txn")
                .update();
        awaitNoRebuild();
        mustEqualAFullScan();
        assertThat(program.status("decisions").lastError()).isNull();
    }

    /** Begins a rebuild whose tables have something in the way before the first event comes. */
    private void rebuildInto(String obstacle) {
        RebuildTables tables = program.bean(RebuildTables.class);
        synchronized (program.bean(Rebuilds.class)) {
            tables.prepare(program.projection("decisions"));
            database.jdbc().sql(obstacle).update();
        }
    }

    @Test
    void waits_for_a_live_projection_that_takes_long_to_stop_and_counts_every_event_once() throws Exception {
        program.awaitAll();
        long old = identity("decision");
        try (Connection holding = database.dataSource().getConnection();
                Statement sql = holding.createStatement()) {
            holding.setAutoCommit(false);
            rebuild("decisions");
            sql.execute("select 1 from read_model.token where processor = 'decisions' for update");
            decide(3);
            Duration severalTries = Duration.ofSeconds(3);
            await().during(severalTries).atMost(QueryProgram.PATIENCE).until(() -> identity("decision") == old);
            holding.rollback();
        }
        awaitNoRebuild();
        decide(3);

        assertThat(identity("decision")).isNotEqualTo(old);
        mustEqualAFullScan();
        assertThat(program.status("decisions").state()).isEqualTo(ProjectionStatus.State.LIVE);
    }

    @Test
    void leaves_no_way_for_a_late_batch_to_set_a_token_back() {
        program.awaitAll();
        String back = "update read_model.token set token = convert_to(jsonb_set(convert_from(token, 'UTF8')::jsonb,"
                + " '{globalIndex}', to_jsonb(:position))::text, 'UTF8') where processor = 'decisions'";

        assertThatThrownBy(() -> database.jdbc()
                        .sql(back)
                        .param("position", program.head() - 1)
                        .update())
                .hasMessageContaining("is not set back");
        assertThat(database.jdbc().sql(back).param("position", program.head()).update())
                .isEqualTo(1);
    }

    @Test
    void of_a_node_that_is_gone_is_finished_by_another() throws Exception {
        program.awaitAll();
        long old = identity("decision");
        QueryProgram other = QueryProgram.on(database);
        try (Connection holding = reading()) {
            rebuild("decisions");
            await().atMost(QueryProgram.PATIENCE)
                    .until(() -> other.status("decisions").state() == ProjectionStatus.State.REPLAYING);
            program.close();
            program = other;
            holding.rollback();
        }
        awaitNoRebuild();
        decide(10);

        assertThat(identity("decision")).isNotEqualTo(old);
        mustEqualAFullScan();
    }

    @Test
    void counts_every_event_once_with_two_nodes_that_both_follow() throws Exception {
        try (QueryProgram other = QueryProgram.on(database)) {
            program.awaitAll();
            AtomicBoolean stop = new AtomicBoolean();
            CompletableFuture<Void> writer = CompletableFuture.runAsync(
                    () -> {
                        while (!stop.get()) {
                            decide(5);
                        }
                    },
                    OWN_THREAD);
            for (int time = 0; time < 3; time++) {
                QueryProgram node = time % 2 == 0 ? other : program;
                node.post("/api/admin/projections/decisions/rebuild");
                awaitNoRebuild();
            }
            stop.set(true);
            writer.get();
            mustEqualAFullScan();
            assertThat(other.status("decisions").state()).isEqualTo(ProjectionStatus.State.LIVE);
        }
    }

    @Test
    void of_a_projection_that_does_not_exist_is_refused() throws Exception {
        assertThat(program.post("/api/admin/projections/nothing/rebuild").statusCode())
                .isEqualTo(404);
    }
}

package io.countersign.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.events.decision.TransactionDecided;
import io.countersign.platform.store.EventReference;
import io.countersign.testkit.EmbeddedDatabase;
import io.countersign.testkit.ReadModelScans;
import io.countersign.testkit.Scan;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A projection that can't write one event of a batch stops there, says why, and goes on when the obstacle is gone. */
@Tag("program")
class StoppedProjectionTest {
    private static EmbeddedDatabase database;
    private static QueryProgram program;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.empty();
        program = QueryProgram.on(database);
    }

    @AfterAll
    static void stop() {
        program.close();
        database.close();
    }

    private static JsonNode reported(String projection) throws Exception {
        return QueryProgram.list(program.get("/api/admin/projections")).stream()
                .filter(status -> status.get("name").stringValue().equals(projection))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_insert_at_fault_is_named_and_the_others_wait_with_it() throws Exception {
        Ledger ledger = new Ledger(1);
        program.publish(ledger.tenant("acme"), ledger.decided("acme", "txn-0"));
        program.awaitAll();
        database.jdbc()
                .sql("alter table read_model.decision add constraint no_such_txn check (txn_id <> 'txn-2')")
                .update();
        EventReference last = program.publish(
                ledger.decided("acme", "txn-1"), ledger.decided("acme", "txn-2"), ledger.decided("acme", "txn-3"));

        await().atMost(QueryProgram.PATIENCE)
                .until(() -> reported("decisions").get("last_error").isString());
        JsonNode stopped = reported("decisions");
        assertThat(stopped.get("state").stringValue()).isEqualTo("stopped");
        assertThat(stopped.get("last_error").stringValue())
                .contains("no_such_txn", "txn-2")
                .doesNotContain("txn-1", "txn-3");
        assertThat(stopped.get("lag_events").intValue()).isBetween(2, 3);
        assertThat(database.jdbc()
                        .sql("select txn_id from read_model.decision")
                        .query(String.class)
                        .list())
                .isSubsetOf("txn-0", "txn-1");
        assertThat(reported("tenants").get("state").stringValue()).isEqualTo("live");

        // It stays so between its tries.
        await().during(Duration.ofMillis(1_500))
                .atMost(Duration.ofSeconds(10))
                .until(() -> reported("decisions").get("state").stringValue().equals("stopped"));
        HttpResponse<String> refused = program.get("/api/tenants", "Countersign-Consistency", program.token(last));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();

        database.jdbc()
                .sql("alter table read_model.decision drop constraint no_such_txn")
                .update();
        program.awaitAll();
        JsonNode live = reported("decisions");
        assertThat(live.get("state").stringValue()).isEqualTo("live");
        assertThat(live.get("last_error").isNull()).isTrue();
        assertThat(live.get("lag_events").intValue()).isZero();
        assertThat(Scan.differences(ReadModelScans.all(), database.jdbc())).isEmpty();
    }

    @Test
    void an_update_at_fault_is_named_and_nothing_behind_it_is_written() throws Exception {
        Ledger ledger = new Ledger(2);
        program.publish(ledger.tenant("beta"));
        program.awaitAll();
        database.jdbc()
                .sql("alter table read_model.tenant_version add constraint low check (cold_start_min_labels < 50)")
                .update();
        program.publish(ledger.change("beta", 10), ledger.change("beta", 77), ledger.change("beta", 20));

        await().atMost(QueryProgram.PATIENCE)
                .until(() -> reported("tenants").get("last_error").isString());
        assertThat(reported("tenants").get("last_error").stringValue()).contains("low", "77");
        assertThat(database.jdbc()
                        .sql("select cold_start_min_labels from read_model.tenant_version where tenant_id = 'beta'")
                        .query(Integer.class)
                        .list())
                .isSubsetOf(5, 10);

        database.jdbc()
                .sql("alter table read_model.tenant_version drop constraint low")
                .update();
        program.awaitAll();
        assertThat(Scan.differences(ReadModelScans.all(), database.jdbc())).isEmpty();
    }

    @Nested
    class by_an_event_that_cannot_be_read {
        private final Ledger ledger = new Ledger(3);
        private long position;

        /** With what comes before written, and what comes after read by nobody yet. */
        private void publishAndBreak(String tenant, String breaking) {
            program.publish(ledger.tenant(tenant));
            program.awaitAll();
            position = program.head() + 2;
            database.jdbc()
                    .sql("create function event_store.break_it() returns trigger language plpgsql as $$ begin "
                            + breaking + " return new; end $$")
                    .update();
            database.jdbc()
                    .sql("create trigger break_it before insert on event_store.event for each row"
                            + " when (new.payload::text like '%' || encode('" + tenant + "-broken', 'hex') || '%')"
                            + " execute function event_store.break_it()")
                    .update();
            program.publish(
                    ledger.decided(tenant, tenant + "-before"),
                    ledger.decided(tenant, tenant + "-broken"),
                    ledger.decided(tenant, tenant + "-after"));
            database.jdbc().sql("drop function event_store.break_it cascade").update();
        }

        private void mustBeStopped(String projection, String... told) throws Exception {
            await().atMost(QueryProgram.PATIENCE)
                    .until(() -> reported(projection).get("last_error").isString());
            JsonNode stopped = reported(projection);
            assertThat(stopped.get("state").stringValue()).isEqualTo("stopped");
            assertThat(stopped.get("last_error").stringValue())
                    .contains("position " + position)
                    .contains(told);
            await().atMost(QueryProgram.PATIENCE).until(() -> readiness() == 503);
        }

        private int readiness() throws Exception {
            return program.get("/actuator/health/readiness").statusCode();
        }

        private void mustGoOn() throws Exception {
            program.awaitAll();
            await().atMost(QueryProgram.PATIENCE).until(() -> readiness() == 200);
            for (String projection : List.of("decisions", "audit", "tenants")) {
                assertThat(reported(projection).get("state").stringValue()).isEqualTo("live");
                assertThat(reported(projection).get("last_error").isNull()).isTrue();
            }
            assertThat(Scan.differences(ReadModelScans.all(), database.jdbc())).isEmpty();
        }

        @Test
        void is_told_with_its_position_and_all_goes_on_when_it_can_be_read() throws Exception {
            publishAndBreak("unknown", "new.payload_type := 'of.the.Future';");
            for (String projection : List.of("decisions", "audit", "tenants")) {
                mustBeStopped(projection, "of.the.Future", "doesn't know");
                assertThat(reported(projection).get("position").longValue()).isEqualTo(position - 1);
            }

            database.forger()
                    .sql("update event_store.event set payload_type = :type where payload_type = 'of.the.Future'")
                    .param("type", TransactionDecided.class.getName())
                    .update();
            mustGoOn();
        }

        @Test
        void is_told_when_only_a_rebuild_finds_it() throws Exception {
            program.publish(ledger.tenant("gap"), ledger.decided("gap", "gap-1"), ledger.decided("gap", "gap-2"));
            program.awaitAll();
            position = program.head() - 1;
            database.jdbc()
                    .sql("create table public.kept as select * from event_store.event_order where position = :at")
                    .param("at", position)
                    .update();
            database.forger()
                    .sql("delete from event_store.event_order where position = :at")
                    .param("at", position)
                    .update();
            program.close();
            program = QueryProgram.on(database);
            assertThat(readiness()).isEqualTo(200);
            program.post("/api/admin/projections/decisions/rebuild");
            mustBeStopped("decisions", "is missing");
            assertThat(reported("tenants").get("state").stringValue()).isEqualTo("live");

            database.jdbc()
                    .sql("insert into event_store.event_order select * from public.kept")
                    .update();
            await().atMost(QueryProgram.PATIENCE)
                    .until(() ->
                            reported("decisions").get("state").stringValue().equals("live"));
            mustGoOn();
        }
    }
}

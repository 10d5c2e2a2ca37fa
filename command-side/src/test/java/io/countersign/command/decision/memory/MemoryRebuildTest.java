package io.countersign.command.decision.memory;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.command.dispatch.CommandProgram;
import io.countersign.testkit.Client;
import io.countersign.testkit.EmbeddedDatabase;
import io.countersign.testkit.MemoryScans;
import io.countersign.testkit.Scan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("program")
class MemoryRebuildTest {
    private static final List<String> TABLES = List.of(
            "tenant_memory",
            "label_memory",
            "amount_memory",
            "spend_memory",
            "label",
            "rule_memory",
            "candidate_scope");

    private static EmbeddedDatabase database;
    private static CommandProgram program;
    private static Client owner;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.empty();
        program = CommandProgram.on(database);
        owner = program.owner();
        owner.post("/api/tenants", json("{'name': 'Acme', 'tenant_id': 'acme', 'tier': 'pro'}"))
                .mustBe(201);
        transactions("/api/decisions/import", "i", "'account': '6420'");
        transactions(
                "/api/decisions",
                "d",
                "'proposal': {'account': '6420', 'calibrated_p': 0.9, 'source': 'llm', 'llm_cost_usd': 0.5}");
        owner.post("/api/decisions/acme/d1/approve").mustBe(200);
        owner.post("/api/decisions/acme/d2/correct", json("{'account': '6900'}"))
                .mustBe(200);
        owner.post("/api/decisions/acme/d3/reject", json("{'reason': 'private'}"))
                .mustBe(200);
        accept(propose("'tenant_id': 'acme', 'vendor_pattern': 'Depot*'"));
        accept(propose("'tenant_id': 'acme', 'vendor_pattern': 'Rail*'"));
        owner.post("/api/rules/rollback", json("{'tenant_id': 'acme', 'to_version': 'v1'}"))
                .mustBe(200);
        accept(propose("'vendor_pattern': 'Depot*'"));
    }

    @AfterAll
    static void stop() {
        program.close();
        database.close();
    }

    private static void transactions(String path, String prefix, String rest) {
        String all = java.util.stream.IntStream.rangeClosed(1, 40)
                .mapToObj(i -> json(
                        "{'txn_id': '%s%s', 'date': '2026-03-01', 'vendor': 'Depot %s', 'amount': %s.5, 'currency': 'USD',"
                                + " 'department': 'Sales', %s}",
                        prefix, i, i % 3, i, rest))
                .collect(java.util.stream.Collectors.joining(","));
        owner.post(path, json("{'tenant_id': 'acme', 'transactions': [%s]}", all))
                .mustBe(200);
    }

    private static String propose(String what) {
        return owner.post(
                        "/api/rules/candidates",
                        json(
                                "{%s, 'suggested_account': '6420'," + " 'evidence': {'count': 24, 'precision': 0.96}}",
                                what))
                .mustBe(201)
                .json()
                .path("candidate_id")
                .asString();
    }

    private static void accept(String candidate) {
        owner.post("/api/rules/candidates/" + candidate + "/accept").mustBe(200);
    }

    private static List<String> differences() {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(10))
                .until(() -> database.jdbc()
                        .sql("select not exists (select 1 from event_store.pending)")
                        .query(Boolean.class)
                        .single());
        return Scan.differences(MemoryScans.all(), database.jdbc());
    }

    @Nested
    class a_rebuild {
        @Test
        void makes_memory_what_the_events_say() {
            assertThat(differences()).isEmpty();
            TABLES.forEach(table -> assertThat(database.jdbc()
                            .sql("delete from command_side.%s where ctid = (select min(ctid) from command_side.%1$s)"
                                    .formatted(table))
                            .update())
                    .as(table)
                    .isEqualTo(1));
            database.jdbc().sql("update command_side.amount_memory set sum = 0").update();
            database.jdbc()
                    .sql("update command_side.book_memory set version = 77")
                    .update();
            assertThat(differences()).hasSizeGreaterThanOrEqualTo(TABLES.size());

            int events = owner.post("/api/admin/memory/rebuild")
                    .mustBe(200)
                    .json()
                    .path("events")
                    .intValue();

            assertThat(events).isGreaterThan(80);
            assertThat(differences()).isEmpty();
        }

        @Test
        void leaves_what_decides_as_it_was() {
            owner.post("/api/admin/memory/rebuild").mustBe(200);

            assertThat(owner.post(
                                    "/api/decisions",
                                    json(
                                            "{'tenant_id': 'acme', 'transactions': [{'txn_id': 'after', 'date': '2026-03-01',"
                                                    + " 'vendor': 'Depot', 'amount': 10, 'currency': 'USD'}]}"))
                            .mustBe(200)
                            .json()
                            .get(0)
                            .path("rule_version")
                            .asString())
                    .isEqualTo("v3");
        }
    }
}

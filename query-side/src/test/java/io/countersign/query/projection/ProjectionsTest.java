package io.countersign.query.projection;

import static io.countersign.query.projection.QueryProgram.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.audit.AuditExportAborted;
import io.countersign.events.audit.AuditExportFinished;
import io.countersign.events.audit.AuditExported;
import io.countersign.events.user.EncryptedText;
import io.countersign.events.user.PasswordChanged;
import io.countersign.events.user.StaffAssigned;
import io.countersign.events.user.StaffUnassigned;
import io.countersign.events.user.UserCreated;
import io.countersign.events.user.UserDeactivated;
import io.countersign.events.user.UserSignedIn;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import io.countersign.testkit.EmbeddedDatabase;
import io.countersign.testkit.ReadModelScans;
import io.countersign.testkit.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each projection equals a full scan of the event table, row for row, whatever batches its events came in. */
class ProjectionsTest {
    private static EmbeddedDatabase database;
    private static QueryProgram program;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.with("event_store", "key_vault", "read_model");
        program = QueryProgram.on(database);
    }

    @AfterAll
    static void stop() {
        program.close();
        database.close();
    }

    private static void publishInBatches(List<DomainEventMessage<?>> events, Random random) {
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(300));
            program.publish(events.subList(from, to).toArray(DomainEventMessage<?>[]::new));
            from = to;
        }
    }

    private static void mustEqualAFullScan() {
        program.awaitAll();
        assertThat(Scan.differences(ReadModelScans.all(), database.jdbc())).isEmpty();
    }

    @Test
    void tenants_and_decisions() {
        Random random = new Random(7);
        EventGenerator ledger = new EventGenerator(7);
        List<DomainEventMessage<?>> events = new ArrayList<>();
        List<String> tenants = List.of("acme", "beta", "gamma");
        tenants.forEach(tenant -> events.add(ledger.tenant(tenant)));
        for (int i = 0; i < 1_500; i++) {
            String tenant = tenants.get(random.nextInt(3));
            String txn = "txn-" + i;
            if (random.nextInt(12) == 0) {
                events.add(ledger.change(tenant, random.nextInt(100)));
            }
            if (random.nextInt(3) == 0) {
                events.add(ledger.imported(tenant, txn));
            } else {
                events.add(ledger.decided(tenant, txn));
                if (random.nextInt(3) == 0) {
                    events.add(ledger.settled(tenant, txn));
                }
            }
        }
        publishInBatches(events, random);

        mustEqualAFullScan();
        assertThat(database.jdbc()
                        .sql("select tenant_id from read_model.tenant")
                        .query(String.class)
                        .list())
                .containsAll(tenants);
        assertThat(count("decision")).isEqualTo(1_500);
        assertThat(count("decision_day")).isBetween(3, 6);
    }

    @Test
    void rule_books_with_every_version_of_them() {
        Random random = new Random(3);
        List<RuleBookEventGenerator> books = List.of(
                new RuleBookEventGenerator("firm", 3),
                new RuleBookEventGenerator("acme", 4),
                new RuleBookEventGenerator("beta", 5));
        List<DomainEventMessage<?>> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            events.add(books.get(random.nextInt(3)).next());
        }
        publishInBatches(events, random);

        mustEqualAFullScan();
        assertThat(count("rule_candidate")).isGreaterThan(50);
        assertThat(count("rule_version")).isGreaterThan(150);
        assertThat(count("rule_version_rule")).isGreaterThan(count("rule_version"));
    }

    @Test
    void users_with_what_becomes_of_them() {
        EncryptedText email = new EncryptedText("AAAA");
        TenantId one = new TenantId("t-one");
        TenantId two = new TenantId("t-two");
        program.publish(
                event("user:a", 0, new UserCreated("a", email, Role.STAFF, Set.of(one))),
                event("user:b", 0, new UserCreated("b", email, Role.OWNER, Set.of())),
                event("user:a", 1, new StaffAssigned("a", two)),
                event("user:a", 2, new StaffUnassigned("a", one)),
                event("user:b", 1, new UserSignedIn("b")),
                event("user:b", 2, new PasswordChanged("b")),
                event("user:b", 3, new UserSignedIn("b")));
        program.publish(
                event("user:a", 3, new StaffUnassigned("a", two)),
                event("user:a", 4, new StaffAssigned("a", two)),
                event("user:a", 5, new UserDeactivated("a")));

        mustEqualAFullScan();
        assertThat(database.jdbc()
                        .sql("select tenant_id from read_model.user_tenant where user_id = 'a'")
                        .query(String.class)
                        .list())
                .containsExactly("t-two");
        assertThat(database.jdbc()
                        .sql("select active from read_model.user_account where user_id = 'a'")
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    @Test
    void exports_of_one_tenant_or_of_all() {
        EventGenerator ledger = new EventGenerator(1);
        program.publish(ledger.tenant("exported"), ledger.tenant("not-exported"));
        AuditExported narrow = new AuditExported("e1", "csv", Map.of("tenant_id", List.of("exported")), null);
        AuditExported broken = new AuditExported("e2", "csv", Map.of(), null);
        AuditExported open = new AuditExported("e3", "jsonl", Map.of(), List.of("exported"));
        program.publish(
                event("export:e1", 0, narrow),
                event("export:e2", 0, broken),
                event("export:e3", 0, open),
                event("export:e1", 1, new AuditExportFinished("e1", 3)),
                event("export:e2", 1, new AuditExportAborted("e2", 1, "failure")));

        mustEqualAFullScan();
        assertThat(database.jdbc().sql("""
                                select tenant_id from read_model.tenant
                                where last_export_at is not null and tenant_id like '%exported'
                                """).query(String.class).list()).containsExactly("exported");
        assertThat(count("tenant_export")).isEqualTo(1);
    }

    private static int count(String table) {
        return database.jdbc()
                .sql("select count(*) from read_model." + table)
                .query(Integer.class)
                .single();
    }
}

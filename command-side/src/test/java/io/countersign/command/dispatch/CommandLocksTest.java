package io.countersign.command.dispatch;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.policy.TenantId;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.countersign.testkit.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("program")
class CommandLocksTest {
    private static EmbeddedDatabase database;
    private static CommandProgram program;
    private static Client owner;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.empty();
        program = CommandProgram.on(database);
        owner = program.owner();
        for (String tenant : List.of("acme", "beta")) {
            owner.post("/api/tenants", json("{'name': 'T', 'tenant_id': '%s'}", tenant))
                    .mustBe(201);
        }
    }

    @AfterAll
    static void stop() {
        program.close();
        database.close();
    }

    private static Answer settings(String tenant, int labels) {
        return owner.post("/api/tenants/%s/settings".formatted(tenant), json("{'cold_start_min_labels': %d}", labels));
    }

    private static Answer proposal(String pattern) {
        return owner.post(
                "/api/rules/candidates",
                json(
                        "{'vendor_pattern': '%s', 'suggested_account': '6000',"
                                + " 'evidence': {'count': 24, 'precision': 0.96}}",
                        pattern));
    }

    private static Answer user(String email) {
        return owner.post(
                "/api/users", json("{'email': '%s', 'role': 'staff', 'password': 'long enough a password'}", email));
    }

    /** Holds a lock as another node does. */
    private static Connection holding(CommandLock lock) throws Exception {
        Connection other = database.dataSource().getConnection();
        other.setAutoCommit(false);
        String function = lock.shared() ? "pg_advisory_xact_lock_shared" : "pg_advisory_xact_lock";
        try (PreparedStatement take = other.prepareStatement("select %s(hashtextextended(?, 9))".formatted(function))) {
            take.setString(1, lock.key());
            take.execute();
        }
        return other;
    }

    @Nested
    class a_lock_that_another_node_holds_too_long {
        @Test
        @Timeout(30)
        void is_told_after_5_s_with_the_time_to_wait_and_nothing_has_changed() throws Exception {
            List<CommandLock> held =
                    List.of(CommandLock.tenant(new TenantId("acme")), CommandLock.FIRM_BOOK, CommandLock.users("new"));
            List<Supplier<Answer>> commands =
                    List.of(() -> settings("acme", 41), () -> proposal("held*"), () -> user("held@example.com"));
            List<Connection> others = new ArrayList<>();
            for (CommandLock lock : held) {
                others.add(holding(lock));
            }
            long begin = System.nanoTime();
            List<CompletableFuture<Answer>> waiting =
                    commands.stream().map(CompletableFuture::supplyAsync).toList();

            settings("beta", 7).mustBe(200);
            for (CompletableFuture<Answer> one : waiting) {
                Answer refused = one.get().mustBeProblem(503, "unavailable");
                assertThat(refused.header("Retry-After")).hasValue("1");
                assertThat(refused.json().path("detail").asString()).contains("try again");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(12));

            for (Connection other : others) {
                other.rollback();
                other.close();
            }
            settings("acme", 41).mustBe(200);
            proposal("held*").mustBe(201);
            user("held@example.com").mustBe(201);
        }
    }

    @Nested
    class a_command_that_loses_every_race {
        @Test
        void is_a_conflict() {
            String fail = """
                    create or replace function fail() returns trigger language plpgsql as
                    $$ begin raise exception 'first come' using errcode = '23505'; end $$
                    """;
            database.jdbc().sql(fail).update();
            database.jdbc()
                    .sql("create trigger fail before insert on event_store.event execute function fail()")
                    .update();
            try {
                settings("beta", 12).mustBeProblem(409, "concurrent_change");
                user("late@example.com").mustBeProblem(409, "concurrent_change");
            } finally {
                database.jdbc().sql("drop trigger fail on event_store.event").update();
            }
            settings("beta", 12).mustBe(200);
        }
    }

    @Nested
    class a_request_under_a_key_whose_first_one_waits {
        @Test
        @Timeout(30)
        void is_told_so_at_once() throws Exception {
            Client keyed = owner.with("Idempotency-Key", "waits");
            Supplier<Answer> request =
                    () -> keyed.post("/api/tenants/acme/settings", json("{'cold_start_min_labels': 55}"));
            try (Connection other = holding(CommandLock.tenant(new TenantId("acme")))) {
                CompletableFuture<Answer> first = CompletableFuture.supplyAsync(request);
                await().until(() -> waiting() == 1);
                request.get().mustBeProblem(409, "idempotency_key_in_use");
                other.rollback();
                first.get().mustBe(200);
            }
        }
    }

    @Nested
    class a_change_of_the_firms_rules {
        @Test
        @Timeout(30)
        void comes_before_decisions_that_are_sent_after_it() throws Exception {
            String candidate =
                    proposal("rail*").mustBe(201).json().path("candidate_id").asString();
            try (Connection decision = holding(CommandLock.FIRM_BOOK_SHARED)) {
                CompletableFuture<Answer> change = CompletableFuture.supplyAsync(
                        () -> owner.post("/api/rules/candidates/%s/accept".formatted(candidate)));
                await().until(() -> waiting() == 1);
                CompletableFuture<Answer> next = CompletableFuture.supplyAsync(() -> owner.post(
                        "/api/decisions",
                        json("{'tenant_id': 'beta', 'transactions': [{'txn_id': 'next', 'date': '2026-03-01',"
                                + " 'vendor': 'Rail', 'amount': 5, 'currency': 'USD'}]}")));
                await().until(() -> waiting() == 2);
                decision.rollback();

                change.get().mustBe(200);
                assertThat(next.get()
                                .mustBe(200)
                                .json()
                                .get(0)
                                .path("rule_scope")
                                .asString())
                        .isEqualTo("firm");
            }
        }
    }

    /** How many commands wait for a lock of {@link CommandLocks}. */
    private static int waiting() {
        return database.jdbc().sql("""
                        select count(*)
                        from pg_locks
                        where locktype = 'advisory' and not granted
                          and database = (select oid from pg_database where datname = current_database())
                        """).query(Integer.class).single();
    }
}

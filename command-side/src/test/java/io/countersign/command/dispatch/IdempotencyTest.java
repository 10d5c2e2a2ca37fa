package io.countersign.command.dispatch;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.command.decision.SettledDecision;
import io.countersign.command.dispatch.Idempotency.Kept;
import io.countersign.platform.store.EventReference;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.countersign.testkit.EmbeddedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("program")
class IdempotencyTest {
    private static EmbeddedDatabase database;
    private static CommandProgram program;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.empty();
        program = CommandProgram.on(database);
    }

    @AfterAll
    static void stop() {
        program.close();
        database.close();
    }

    private static Idempotency idempotency() {
        return program.bean(Idempotency.class);
    }

    private static Object read(Kept kept) {
        return program.bean(ResultTypes.class).read(kept.result());
    }

    private static IdempotencyKey key(String name) {
        return new IdempotencyKey("user-1", name, "hash");
    }

    @Nested
    class a_key {
        @Test
        void travels_with_its_command() {
            MetaData metaData = MetaData.from(key("k").metaData());

            assertThat(IdempotencyKey.in(metaData)).contains(key("k"));
            assertThat(IdempotencyKey.in(MetaData.from(Map.of("other", "x")))).isEmpty();
        }

        @Test
        void is_in_use_until_the_transaction_that_began_it_ends() {
            TransactionTemplate transaction = new TransactionTemplate(program.bean(PlatformTransactionManager.class));
            transaction.executeWithoutResult(first -> {
                idempotency().begin(key("busy"));
                idempotency().begin(key("busy"));
                Thread other = new Thread(() -> transaction.executeWithoutResult(second -> {
                    assertCode(() -> idempotency().begin(key("busy")), ErrorCode.IDEMPOTENCY_KEY_IN_USE);
                    idempotency().begin(new IdempotencyKey("user-2", "busy", "hash"));
                }));
                var failure = new java.util.concurrent.atomic.AtomicReference<Throwable>();
                other.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
                other.start();
                join(other);
                assertThat(failure.get()).isNull();
            });
            transaction.executeWithoutResult(later -> idempotency().begin(key("busy")));
        }

        private void join(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void assertCode(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
        }

        @Test
        void stands_for_one_request() {
            idempotency().keep(key("once"), "done", Optional.empty());

            assertThatThrownBy(() -> idempotency().begin(new IdempotencyKey("user-1", "once", "other")))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED));
            assertThat(idempotency().begin(new IdempotencyKey("user-2", "once", "other")))
                    .isEmpty();
        }
    }

    @Nested
    class what_was_answered {
        private final SettledDecision result = new SettledDecision("approved", "6000");

        @Test
        void is_found_as_it_was() {
            idempotency().keep(key("answer"), result, Optional.of(new EventReference("tenant:a", 3)));

            assertThat(idempotency().begin(key("answer"))).hasValueSatisfying(kept -> {
                assertThat(read(kept)).isEqualTo(result);
                assertThat(kept.consistency()).isEqualTo(new EventReference("tenant:a", 3).token());
            });
            assertThat(idempotency().begin(key("nothing"))).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "io.countersign.command.decision.Settled | {\"outcome\":\"approved\",\"account\":\"6000\"}",
                    "decision_settled | {\"outcome\":\"approved\",\"account\":\"6000\"}"
                })
        void is_read_as_this_build_and_the_one_before_stored_it(String type, String json) {
            String key = "stored as " + type;
            database.jdbc()
                    .sql("""
                            insert into command_side.idempotency (caller, key, request_hash, result_type, result, event)
                            values ('user-1', :key, 'hash', :type, :json::jsonb, 'MEBkZWNpc2lvbjphL3Q')
                            """)
                    .param("key", key)
                    .param("type", type)
                    .param("json", json)
                    .update();

            assertThat(idempotency().begin(key(key)).map(IdempotencyTest::read)).contains(result);
        }

        @Test
        void is_stored_by_a_name_that_no_class_has() {
            idempotency().keep(key("named"), result, Optional.empty());

            assertThat(database.jdbc()
                            .sql("select result_type from command_side.idempotency where key = 'named'")
                            .query(String.class)
                            .single())
                    .isEqualTo("decision_settled");
        }

        @Test
        void stays_when_another_answer_comes_later() {
            idempotency().keep(key("first"), result, Optional.empty());
            idempotency().keep(key("first"), ErrorCode.UNAVAILABLE.because("too late"));

            assertThat(idempotency().begin(key("first")).map(IdempotencyTest::read))
                    .contains(result);
        }

        @Test
        void may_have_been_a_refusal_with_its_faults() {
            Refusal refusal = Refusal.invalid(List.of(new FieldError("a", "is bad"), new FieldError("b", "is worse")));
            idempotency().keep(key("refused"), refusal);

            assertThatThrownBy(() -> idempotency().begin(key("refused")))
                    .isInstanceOfSatisfying(Refusal.class, before -> {
                        assertThat(before.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                        assertThat(before.errors()).isEqualTo(refusal.errors());
                        assertThat(before.replayed()).isTrue();
                    });
        }

        @Test
        void is_forgotten_after_a_day_and_the_key_is_free_again() {
            idempotency().keep(key("old"), result, Optional.empty());
            idempotency().keep(key("young"), result, Optional.empty());
            age("old", "24 hours");
            age("young", "23 hours");

            assertThat(idempotency().begin(key("old"))).isEmpty();
            SettledDecision next = new SettledDecision("rejected", null);
            idempotency().keep(key("old"), next, Optional.empty());
            assertThat(idempotency().begin(key("old")).map(IdempotencyTest::read))
                    .contains(next);

            age("old", "25 hours");
            idempotency().forgetOld();
            assertThat(kept("old")).isZero();
            assertThat(kept("young")).isEqualTo(1);
        }

        private void age(String key, String age) {
            database.jdbc()
                    .sql("update command_side.idempotency set created_at = now() - :age::interval where key = :key")
                    .param("age", age)
                    .param("key", key)
                    .update();
        }

        private int kept(String key) {
            return database.jdbc()
                    .sql("select count(*) from command_side.idempotency where key = :key")
                    .param("key", key)
                    .query(Integer.class)
                    .single();
        }
    }

    @Test
    void forgetting_waits_for_no_other_scheduled_task() throws Exception {
        TaskScheduler scheduler = program.bean(TaskScheduler.class);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch next = new CountDownLatch(1);

        scheduler.schedule(
                () -> await().atMost(Duration.ofSeconds(30)).until(() -> end.getCount() == 0), Instant.now());
        scheduler.schedule(next::countDown, Instant.now());

        assertThat(next.await(10, TimeUnit.SECONDS)).isTrue();
        end.countDown();
    }

    @Nested
    class a_command_that_is_undone {
        @Test
        void keeps_no_answer_and_no_event_so_it_can_be_sent_again() {
            Client keyed = program.owner().with("Idempotency-Key", "undone");
            String body = json("{'name': 'Undone', 'tenant_id': 'undone'}");
            database.jdbc().sql("""
                            create function fail() returns trigger language plpgsql as
                            $$ begin raise exception 'disk full' using errcode = '53100'; end $$
                            """).update();
            database.jdbc()
                    .sql("create trigger fail before insert on command_side.idempotency execute function fail()")
                    .update();
            Answer failed = keyed.post("/api/tenants", body);
            database.jdbc().sql("drop trigger fail on command_side.idempotency").update();

            assertThat(failed.status()).isGreaterThanOrEqualTo(500);
            assertThat(events()).isZero();
            assertThat(keyed.post("/api/tenants", body).mustBe(201).header("Idempotency-Replayed"))
                    .isEmpty();
            assertThat(events()).isEqualTo(1);
        }

        private int events() {
            return database.jdbc()
                    .sql("select count(*) from event_store.event where aggregate_identifier = 'tenant:undone'")
                    .query(Integer.class)
                    .single();
        }
    }

    @Test
    void an_answer_stands_beside_the_event_that_it_tells_of() {
        program.owner()
                .with("Idempotency-Key", "beside")
                .post("/api/tenants", json("{'name': 'B', 'tenant_id': 'beside'}"))
                .mustBe(201);

        String token = database.jdbc()
                .sql("select event from command_side.idempotency where key = 'beside'")
                .query(String.class)
                .single();
        assertThat(EventReference.from(token)).contains(new EventReference("tenant:beside", 0));
    }
}

package io.countersign.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.standalone.support.Program;
import io.countersign.testkit.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Someone with the database's password changes the record behind the program's back. */
@Tag("program")
class IntegrityTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Program program;
    private static Client owner;
    private static JdbcClient jdbc;
    private static String tenant;

    @BeforeAll
    static void start() {
        program = Program.startElsewhere();
        owner = program.owner();
        jdbc = program.database().jdbc();
        tenant = program.tenant("{'autopost_threshold': 0.91}");
        program.decided(tenant);
        mustFindNothing();
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    /** Two checks, as one may be under way that began before. */
    private static JsonNode checked() {
        check();
        return check();
    }

    private static JsonNode check() {
        String before = newest();
        owner.post("/api/admin/integrity/check").mustBe(202);
        await().atMost(PATIENCE)
                .until(() -> newest().compareTo(before) > 0 && results().size() == 3);
        return results();
    }

    private static JsonNode results() {
        return owner.get("/api/admin/integrity").mustBe(200).json();
    }

    /** The checks run one after the other, by request only in a test's time: the last one is newer when all are. */
    private static String newest() {
        List<String> times = new ArrayList<>(List.of(""));
        results().forEach(result -> times.add(result.path("checked_at").asString()));
        return times.size() < 4 ? "" : times.stream().skip(1).sorted().toList().get(0);
    }

    private static void mustFindNothing() {
        assertThat(checked()).allSatisfy(result -> {
            assertThat(result.path("ok").asBoolean()).as(result.toString()).isTrue();
            assertThat(result.path("position").asLong()).isPositive();
        });
    }

    private static void mustFind(String check, String sentence) {
        List<String> differences = new ArrayList<>();
        checked().forEach(result -> {
            if (result.path("name").asString().equals(check)) {
                result.path("differences").forEach(difference -> differences.add(difference.asString()));
            }
        });
        assertThat(differences).anySatisfy(difference -> assertThat(difference).contains(sentence));
    }

    /** Changes what triggers protect. */
    private static void forge(String sql) {
        jdbc.sql("alter table event_store.event disable trigger event_is_never_changed")
                .update();
        jdbc.sql("alter table event_store.event_order disable trigger order_is_never_changed")
                .update();
        jdbc.sql(sql).update();
        jdbc.sql("alter table event_store.event enable trigger event_is_never_changed")
                .update();
        jdbc.sql("alter table event_store.event_order enable trigger order_is_never_changed")
                .update();
    }

    private static long newestPosition() {
        return jdbc.sql("select max(position) from event_store.event_order")
                .query(Long.class)
                .single();
    }

    @Nested
    class events_and_their_order {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "update event_store.event set payload = payload",
                    "delete from event_store.event",
                    "truncate event_store.event",
                    "update event_store.event_order set position = position + 1",
                    "delete from event_store.event_order",
                    "truncate event_store.event_order",
                    "delete from event_store.integrity_block"
                })
        void cannot_be_changed(String sql) {
            assertThatThrownBy(() -> jdbc.sql(sql).update()).hasMessageContaining("events are only ever added");
        }

        @Test
        void grow() {
            long before = newestPosition();
            program.decided(tenant);
            await().atMost(PATIENCE).until(() -> newestPosition() > before);
        }
    }

    @Nested
    class a_forged_record {
        @Test
        void is_found_where_an_event_was_changed() {
            long position = newestPosition();
            String columns = "where global_index = (select global_index from event_store.event_order where position = "
                    + position + ")";
            String time = jdbc.sql("select time_stamp::text from event_store.event " + columns)
                    .query(String.class)
                    .single();
            forge("update event_store.event set time_stamp = time_stamp - interval '1 second' " + columns);

            mustFind("Events unchanged", "are not as they were");
            assertThat(program.anybody()
                            .get("/actuator/health")
                            .mustBe(200)
                            .json()
                            .path("status")
                            .asString())
                    .isEqualTo("WARNING");
            program.anybody().get("/actuator/health/readiness").mustBe(200);
            assertThat(page()).contains("Integrity checks found differences in the record", "are not as they were");

            forge("update event_store.event set time_stamp = '" + time + "'::timestamptz " + columns);
            mustFindNothing();
            assertThat(page()).contains("no difference found").doesNotContain("Integrity checks found");
        }

        @Test
        void is_found_where_an_event_lost_its_position() {
            long position = newestPosition();
            long index = jdbc.sql("select global_index from event_store.event_order where position = :position")
                    .param("position", position - 1)
                    .query(Long.class)
                    .single();
            forge("delete from event_store.event_order where position = " + (position - 1));

            mustFind("Order of events", "Position " + (position - 1) + " is missing");
            mustFind("Order of events", "has no position");

            forge("insert into event_store.event_order (position, global_index, reached_at) select position - 1, "
                    + index + ", reached_at from event_store.event_order where position = " + position);
            mustFindNothing();
        }

        @Test
        void is_found_where_an_aggregate_misses_an_event() {
            forge("update event_store.event set sequence_number = 7 where aggregate_identifier = 'tenant:" + tenant
                    + "' and sequence_number = 0");

            mustFind("Order of events", "tenant:" + tenant + " has 2 events, but its last one is number 7");

            forge("update event_store.event set sequence_number = 0 where aggregate_identifier = 'tenant:" + tenant
                    + "' and sequence_number = 7");
            mustFindNothing();
        }

        @Test
        void is_found_where_a_user_was_made_an_owner() {
            Program.Person person = program.person("staff", tenant);
            jdbc.sql("update command_side.user_account set role = 'owner' where user_id = :user")
                    .param("user", person.userId())
                    .update();

            mustFind(
                    "Users' rights",
                    "User %s is an active owner with the tenants [%s], but by the events an active staff"
                            .formatted(person.userId(), tenant));

            jdbc.sql("update command_side.user_account set role = 'staff' where user_id = :user")
                    .param("user", person.userId())
                    .update();
            mustFindNothing();
        }
    }

    @Nested
    class checks {
        @Test
        void are_for_owners_and_auditors() {
            program.person("auditor")
                    .client()
                    .post("/api/admin/integrity/check")
                    .mustBe(202);
            program.person("auditor").client().get("/api/admin/integrity").mustBe(200);
            program.person("staff", tenant)
                    .client()
                    .post("/api/admin/integrity/check")
                    .mustBeProblem(403, "forbidden");
            program.person("service", tenant)
                    .client()
                    .get("/api/admin/integrity")
                    .mustBeProblem(403, "forbidden");
            assertThat(program.person("staff", tenant)
                            .client()
                            .get("/audit")
                            .mustBe(200)
                            .text())
                    .doesNotContain("Integrity checks");
        }
    }

    private static String page() {
        return owner.get("/audit").mustBe(200).text();
    }
}

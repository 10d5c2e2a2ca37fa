package io.countersign.standalone.http;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@UsesSharedProgram
class TenantsTest {
    private static final String[] FIELDS = {
        "tenant_id",
        "name",
        "tier",
        "autopost_enabled",
        "autopost_threshold",
        "llm_tenant_cap_usd",
        "cold_start_min_labels",
        "automation_rate",
        "review_rate",
        "review_backlog_count",
        "llm_spend_month_usd",
        "llm_fallback_active",
        "last_export_at",
        "created_at",
        "updated_at",
        "updated_by"
    };

    private Program program;
    private Client owner;

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
    }

    @Nested
    class a_new_tenant {
        @ParameterizedTest
        @CsvSource({"starter,false,0.9,50,3", "pro,true,0.92,100,5", "firm,true,0.95,250,7"})
        void has_the_settings_of_its_tier(String tier, boolean autopost, String threshold, String cap, int labels) {
            Answer made = owner.post("/api/tenants", json("{'name': 'By tier', 'tier': '%s'}", tier))
                    .mustBe(201);

            Answer found = owner.get(
                            "/api/tenants/" + made.json().path("tenant_id").asString())
                    .mustBe(200);
            assertThat(found.json().path("tier").asString()).isEqualTo(tier);
            assertThat(found.text())
                    .contains("\"autopost_enabled\":" + autopost)
                    .contains("\"autopost_threshold\":" + threshold + ",")
                    .contains("\"llm_tenant_cap_usd\":" + cap + ",")
                    .contains("\"cold_start_min_labels\":" + labels + ",");
        }

        @Test
        void is_answered_as_it_is_found() {
            Answer made = owner.post("/api/tenants", json("{'name': 'Pilot'}")).mustBe(201);

            Answer found = owner.get(
                            "/api/tenants/" + made.json().path("tenant_id").asString())
                    .mustBe(200);

            assertThat(found.json()).isEqualTo(made.json());
            assertThat(List.copyOf(found.json().propertyNames())).containsExactly(FIELDS);
            assertThat(found.header("ETag")).isEqualTo(made.header("ETag")).isPresent();
        }

        @Test
        void is_a_starter_with_an_id_after_its_name_unless_told() {
            JsonNode made = owner.post("/api/tenants", json("{'name': 'Café Émoji & Söhne'}"))
                    .mustBe(201)
                    .json();

            assertThat(made.path("tenant_id").asString()).matches("pilot-cafe-emoji-sohne-[0-9a-f]{8}");
            assertThat(made.path("tier").asString()).isEqualTo("starter");
        }

        @Test
        void may_bring_its_id_once() {
            owner.post("/api/tenants", json("{'name': 'First', 'tenant_id': 'a.b_c:d=e-F9'}"))
                    .mustBe(201);

            program.writesNothing(
                    () -> owner.post("/api/tenants", json("{'name': 'Second', 'tenant_id': 'a.b_c:d=e-F9'}"))
                            .mustBeProblem(409, "tenant_exists"));
        }

        @Test
        void has_times_with_six_digits() {
            JsonNode made = owner.post("/api/tenants", json("{'name': 'Timely'}"))
                    .mustBe(201)
                    .json();

            assertThat(made.path("created_at").asString())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        }
    }

    @Nested
    class settings {
        @Test
        void change_and_tell_what_from_and_to() {
            String tenant = program.tenant();

            Answer answer = owner.post(
                            "/api/tenants/" + tenant + "/settings",
                            json("{'autopost_enabled': true, 'autopost_threshold': 0.98, 'llm_tenant_cap_usd': 10000,"
                                    + " 'cold_start_min_labels': 3, 'reason': 'they asked'}"))
                    .mustBe(200);

            JsonNode updates = answer.json().path("updates");
            assertThat(List.copyOf(updates.propertyNames()))
                    .containsExactlyInAnyOrder("autopost_enabled", "autopost_threshold", "llm_tenant_cap_usd");
            assertThat(updates.path("autopost_enabled").path("from").booleanValue())
                    .isFalse();
            assertThat(updates.path("autopost_enabled").path("to").booleanValue())
                    .isTrue();
            assertThat(updates.path("autopost_threshold").path("to").decimalValue())
                    .isEqualTo(new BigDecimal("0.98"));
            assertThat(updates.path("llm_tenant_cap_usd").path("from").decimalValue())
                    .isEqualTo(new BigDecimal("50"));
            assertThat(answer.json().path("success").booleanValue()).isTrue();
            assertThat(answer.json().path("tenant_id").asString()).isEqualTo(tenant);
            assertThat(answer.json().path("audit").path("action").asString()).isEqualTo("settings_update");
            assertThat(answer.json().path("audit").path("user_id").asString()).isNotBlank();
            JsonNode found = owner.get("/api/tenants/" + tenant).mustBe(200).json();
            assertThat(found.path("autopost_threshold").decimalValue()).isEqualTo(new BigDecimal("0.98"));
            assertThat(found.path("updated_at"))
                    .isEqualTo(answer.json().path("audit").path("timestamp"));
        }

        @Test
        void that_stay_the_same_are_no_event() {
            String tenant = program.tenant();

            program.writesNothing(() -> {
                Answer same = owner.post("/api/tenants/" + tenant + "/settings", json("{'autopost_threshold': 0.9000}"))
                        .mustBe(200);
                assertThat(same.json().path("updates")).isEmpty();
                assertThat(same.json().path("audit").isNull())
                        .as("nothing is on record")
                        .isTrue();
                owner.post("/api/tenants/" + tenant + "/settings", "{}").mustBe(200);
            });
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "'autopost_threshold': 0.80", "'autopost_threshold': 0.98", "'autopost_threshold': 0.8765",
                            "'llm_tenant_cap_usd': 0",
                    "'llm_tenant_cap_usd': 10000", "'llm_tenant_cap_usd': 0.01", "'cold_start_min_labels': 0",
                            "'cold_start_min_labels': 100"
                })
        void may_stand_on_their_limits(String setting) {
            owner.post("/api/tenants/" + program.tenant() + "/settings", json("{" + setting + "}"))
                    .mustBe(200);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "autopost_threshold | 0.7999",
                    "autopost_threshold | 0.9801",
                    "autopost_threshold | 0.90001",
                    "autopost_threshold | -0.9",
                    "autopost_threshold | '0.9'",
                    "autopost_threshold | true",
                    "llm_tenant_cap_usd | -0.01",
                    "llm_tenant_cap_usd | 10000.01",
                    "llm_tenant_cap_usd | 0.001",
                    "cold_start_min_labels | -1",
                    "cold_start_min_labels | 101",
                    "cold_start_min_labels | 1.5",
                    "autopost_enabled | 1",
                    "autopost_enabled | 'true'"
                },
                quoteCharacter = '~')
        void may_not_go_past_them(String field, String value) {
            String tenant = program.tenant();

            program.writesNothing(
                    () -> owner.post("/api/tenants/" + tenant + "/settings", json("{'%s': %s}", field, value))
                            .mustBeInvalid(field));
        }

        @Test
        void that_are_wrong_are_all_named_at_once() {
            String tenant = program.tenant();

            program.writesNothing(() -> owner.post(
                            "/api/tenants/" + tenant + "/settings",
                            json("{'autopost_enabled': 'yes', 'autopost_threshold': 2, 'llm_tenant_cap_usd': -1,"
                                    + " 'cold_start_min_labels': 1e3, 'reason': 7, 'unheard_of': 1}"))
                    .mustBeInvalid(
                            "autopost_enabled",
                            "autopost_threshold",
                            "llm_tenant_cap_usd",
                            "cold_start_min_labels",
                            "reason",
                            "unheard_of"));
        }

        @Test
        void of_no_tenant_are_not_found() {
            owner.post("/api/tenants/nobody/settings", json("{'autopost_enabled': true}"))
                    .mustBeProblem(404, "tenant_not_found");
            owner.post("/api/tenants/firm/settings", json("{'autopost_enabled': true}"))
                    .mustBeProblem(404, "tenant_not_found");
        }
    }

    @Nested
    class versions {
        @Test
        void change_with_settings_and_not_with_decisions() {
            String tenant = program.tenant();
            Optional<String> first = owner.get("/api/tenants/" + tenant).header("ETag");

            program.decided(tenant);
            assertThat(owner.get("/api/tenants/" + tenant).header("ETag"))
                    .isEqualTo(first)
                    .isPresent();

            Answer changed = owner.post("/api/tenants/" + tenant + "/settings", json("{'autopost_enabled': true}"))
                    .mustBe(200);
            assertThat(changed.header("ETag")).isPresent().isNotEqualTo(first);
            assertThat(owner.get("/api/tenants/" + tenant).header("ETag")).isEqualTo(changed.header("ETag"));
        }

        @Test
        void may_be_demanded_by_if_match() {
            String tenant = program.tenant();
            String settings = "/api/tenants/" + tenant + "/settings";
            String first = owner.get("/api/tenants/" + tenant).header("ETag").orElseThrow();
            owner.with("If-Match", first)
                    .post(settings, json("{'autopost_enabled': true}"))
                    .mustBe(200);

            program.writesNothing(() -> {
                owner.with("If-Match", first)
                        .post(settings, json("{'autopost_enabled': false}"))
                        .mustBeProblem(412, "precondition_failed");
                for (String other : List.of("\"99\"", "W/" + first, "nonsense", "\"\"", "\"a\", \"b\"")) {
                    owner.with("If-Match", other)
                            .post(settings, json("{'autopost_enabled': false}"))
                            .mustBeProblem(412, "precondition_failed");
                }
            });
            owner.with("If-Match", "*")
                    .post(settings, json("{'autopost_enabled': false}"))
                    .mustBe(200);
        }

        @Test
        void match_if_one_of_several_does() {
            String tenant = program.tenant();
            String first = owner.get("/api/tenants/" + tenant).header("ETag").orElseThrow();

            owner.with("If-Match", "\"98\", " + first)
                    .post("/api/tenants/" + tenant + "/settings", json("{'autopost_enabled': true}"))
                    .mustBe(200);
        }
    }

    @Nested
    class history {
        @Test
        void tells_who_changed_what_when_and_why_newest_first() {
            String tenant = program.tenant();
            String settings = "/api/tenants/" + tenant + "/settings";
            owner.post(settings, json("{'autopost_threshold': 0.95, 'reason': 'be careful'}"))
                    .mustBe(200);
            owner.post(settings, json("{'autopost_threshold': 0.85}")).mustBe(200);

            JsonNode history =
                    owner.get("/api/tenants/" + tenant + "/history").mustBe(200).json();

            assertThat(history).hasSize(3);
            JsonNode newest = history.get(0);
            assertThat(List.copyOf(newest.propertyNames()))
                    .containsExactlyInAnyOrder(
                            "timestamp", "user_id", "action", "reason", "changes", "event_id", "position");
            assertThat(newest.path("changes")
                            .path("autopost_threshold")
                            .path("from")
                            .decimalValue())
                    .isEqualTo(new BigDecimal("0.95"));
            assertThat(newest.path("changes")
                            .path("autopost_threshold")
                            .path("to")
                            .decimalValue())
                    .isEqualTo(new BigDecimal("0.85"));
            assertThat(newest.path("reason").isNull()).isTrue();
            assertThat(history.get(1).path("reason").asString()).isEqualTo("be careful");
            assertThat(history.get(1).path("action").asString()).isEqualTo("settings_update");
            assertThat(history.get(2).path("action").asString()).isEqualTo("tenant_created");
            assertThat(newest.path("position").longValue())
                    .isGreaterThan(history.get(1).path("position").longValue());
        }

        @Test
        void has_pages_that_new_changes_do_not_move() {
            String tenant = program.tenant();
            String settings = "/api/tenants/" + tenant + "/settings";
            for (int labels = 10; labels < 16; labels++) {
                owner.post(settings, json("{'cold_start_min_labels': %d}", labels))
                        .mustBe(200);
            }

            Answer page =
                    owner.get("/api/tenants/" + tenant + "/history?limit=3").mustBe(200);
            List<String> positions = new ArrayList<>(page.each("position"));
            owner.post(settings, json("{'cold_start_min_labels': 99}")).mustBe(200);
            while (page.next().isPresent()) {
                page = owner.get(page.next().get()).mustBe(200);
                positions.addAll(page.each("position"));
            }

            assertThat(positions).hasSize(7).doesNotHaveDuplicates();
            assertThat(positions.stream().map(Long::valueOf).toList())
                    .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        }

        @Test
        void of_no_tenant_is_not_found() {
            owner.get("/api/tenants/nobody/history").mustBeProblem(404, "tenant_not_found");
        }
    }

    @Nested
    class a_tenant_as_of_a_time {
        @Test
        void has_the_settings_that_stood_then() {
            String tenant = program.tenant();
            String settings = "/api/tenants/" + tenant + "/settings";
            JsonNode first = owner.post(settings, json("{'autopost_threshold': 0.81}"))
                    .mustBe(200)
                    .json();
            JsonNode second = owner.post(settings, json("{'autopost_threshold': 0.82}"))
                    .mustBe(200)
                    .json();

            assertThat(thresholdAsOf(tenant, first)).isEqualTo(new BigDecimal("0.81"));
            assertThat(thresholdAsOf(tenant, second)).isEqualTo(new BigDecimal("0.82"));
            assertThat(owner.get("/api/tenants/" + tenant + "?as_of=2100-12-31")
                            .mustBe(200)
                            .json()
                            .path("autopost_threshold")
                            .decimalValue())
                    .isEqualTo(new BigDecimal("0.82"));
        }

        private BigDecimal thresholdAsOf(String tenant, JsonNode change) {
            String time = change.path("audit").path("timestamp").asString();
            return owner.get("/api/tenants/" + tenant + "?as_of=" + time)
                    .mustBe(200)
                    .json()
                    .path("autopost_threshold")
                    .decimalValue();
        }

        @Test
        void is_not_found_before_it_existed() {
            String tenant = program.tenant();

            owner.get("/api/tenants/" + tenant + "?as_of=2001-01-01").mustBeProblem(404, "tenant_not_found");
            assertThat(owner.get("/api/tenants?as_of=2001-01-01").mustBe(200).json())
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"yesterday", "0000-01-01", "9999-12-31", "2026-13-01", "2026-01-01T00:00:00", "%00", "1e9"})
        void needs_a_time(String time) {
            owner.get("/api/tenants?as_of=" + time).mustBeInvalid("as_of");
        }
    }

    @Nested
    class the_list {
        @Test
        void has_every_tenant_once_newest_first_over_pages() {
            List<String> made = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                made.add(0, program.tenant());
            }

            List<String> listed = new ArrayList<>();
            Answer page = owner.get("/api/tenants?limit=2").mustBe(200);
            listed.addAll(page.each("tenant_id"));
            program.tenant();
            while (page.next().isPresent()) {
                page = owner.get(page.next().get()).mustBe(200);
                listed.addAll(page.each("tenant_id"));
            }

            assertThat(listed).doesNotHaveDuplicates();
            assertThat(listed.subList(0, 5)).isEqualTo(made);
        }
    }

    @Nested
    class the_rates {
        @Test
        void are_null_without_decisions_and_computed_with_them() {
            String tenant = program.eagerTenant();
            JsonNode before = owner.get("/api/tenants/" + tenant).mustBe(200).json();
            assertThat(before.path("automation_rate").isNull()).isTrue();
            assertThat(before.path("review_rate").isNull()).isTrue();

            for (int i = 0; i < 3; i++) {
                program.decided(tenant);
            }
            owner.post("/api/tenants/" + tenant + "/settings", json("{'autopost_enabled': false}"))
                    .mustBe(200);
            program.decided(tenant);

            JsonNode after = owner.get("/api/tenants/" + tenant).mustBe(200).json();
            assertThat(after.path("automation_rate").decimalValue()).isEqualTo(new BigDecimal("0.75"));
            assertThat(after.path("review_rate").decimalValue()).isEqualTo(new BigDecimal("0.25"));
            assertThat(after.path("review_backlog_count").intValue()).isEqualTo(1);
        }
    }
}

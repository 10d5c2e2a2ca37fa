package io.countersign.standalone.rules;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.EventJson;
import io.countersign.policy.Rule;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.RandomRules;
import io.countersign.standalone.support.RuleBookClient;
import io.countersign.standalone.support.SeededRandom;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Client;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Books that were imported, added to and rolled back by chance, and what is said of their versions everywhere. */
@UsesSharedProgram
class RuleVersionsTest {
    private static final int CHANGES = 25;

    private Program program;
    private Client owner;
    private String tenant;
    private RuleBookClient books;

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
        tenant = program.tenant();
        books = new RuleBookClient(owner, tenant);
    }

    /** The number of the newest version. */
    private int change(SeededRandom chance, int newest) {
        RandomRules any = new RandomRules(chance);
        String version = switch (chance.between(0, 2)) {
            case 0 -> books.become(any.rules());
            case 1 -> books.accept(books.propose(any.candidate()));
            default ->
                rollBack("v" + chance.between(0, newest)).path("version_id").asString();
        };
        return Integer.parseInt(version.substring(1));
    }

    private JsonNode rollBack(String version) {
        return owner.post("/api/rules/rollback", json("{'to_version': '%s', 'tenant_id': '%s'}", version, tenant))
                .mustBe(200)
                .json();
    }

    private List<Rule> projected(int version) {
        JdbcClient jdbc = program.database().jdbc();
        return jdbc.sql("""
                        select rule
                        from read_model.rule_version_rule
                        where scope = :scope
                          and from_version <= :version
                          and coalesce(until_version, :version + 1) > :version
                        """)
                .param("scope", tenant)
                .param("version", version)
                .query((row, n) -> EventJson.mapper().readValue(row.getString("rule"), Rule.class))
                .list();
    }

    @Nested
    class every_version {
        @Test
        void is_the_same_bytes_in_the_events_in_the_projection_and_in_the_download() {
            long seed = System.nanoTime();
            SeededRandom chance = new SeededRandom(seed);
            int newest = 0;
            for (int i = 0; i < CHANGES; i++) {
                newest = change(chance, newest);
            }
            owner.get("/api/rules/versions?tenant_id=" + tenant).mustBe(200);
            ReplayedRuleBook events =
                    ReplayedRuleBook.of(tenant, program.database().jdbc());

            assertThat(events.newest()).as("versions, seed %d", seed).isEqualTo(newest);
            for (int version = 1; version <= newest; version++) {
                String replayed = books.written("v" + version, events.version(version));
                assertThat(books.yaml("v" + version))
                        .as("v%d downloaded, seed %d", version, seed)
                        .isEqualTo(replayed);
                assertThat(books.written("v" + version, projected(version)))
                        .as("v%d projected, seed %d", version, seed)
                        .isEqualTo(replayed);
            }
        }
    }

    @Nested
    class a_rollback {
        @Test
        void to_any_version_has_the_rules_that_its_events_lead_to() {
            long seed = System.nanoTime();
            SeededRandom chance = new SeededRandom(seed);
            int newest = 0;
            for (int i = 0; i < CHANGES; i++) {
                newest = change(chance, newest);
            }
            for (int target = newest; target >= 0; target--) {
                String restored = rollBack("v" + target).path("version_id").asString();
                ReplayedRuleBook events =
                        ReplayedRuleBook.of(tenant, program.database().jdbc());
                String replayed = books.written(restored, events.version(target));
                assertThat(books.yaml(restored))
                        .as("v%d as %s, seed %d", target, restored, seed)
                        .isEqualTo(replayed);
                assertThat(books.written(restored, projected(events.newest())))
                        .as("v%d as %s projected, seed %d", target, restored, seed)
                        .isEqualTo(replayed);
            }
        }
    }

    @Nested
    class a_download {
        @Test
        void imported_again_changes_nothing_and_elsewhere_gives_the_same() {
            SeededRandom chance = new SeededRandom(7);
            books.become(new RandomRules(chance).rules());
            String version = books.accept(books.propose(new RandomRules(chance).candidate()));
            String yaml = books.yaml(version);

            program.writesNothing(
                    () -> assertThat(importInto(tenant, yaml).path("no_change").booleanValue())
                            .isTrue());

            String other = program.tenant();
            owner.post("/api/rules/import?tenant_id=" + other, "application/yaml", yaml)
                    .mustBeProblem(400, "invalid_request");
            String there = importInto(other, yaml.replaceFirst("scope: .*", "scope: " + other))
                    .path("version_id")
                    .asString();
            String expected =
                    yaml.replaceFirst("version: .*", "version: " + there).replaceFirst("scope: .*", "scope: " + other);
            assertThat(new RuleBookClient(owner, other).yaml(there)).isEqualTo(expected);
        }

        private JsonNode importInto(String into, String yaml) {
            return owner.post("/api/rules/import?tenant_id=" + into, "application/yaml", yaml)
                    .mustBe(200)
                    .json();
        }
    }
}

package io.countersign.standalone.dryrun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.policy.Rule;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.RuleBookClient;
import io.countersign.standalone.support.SeededRandom;
import io.countersign.testkit.Client;
import io.countersign.testkit.ReadModelScans;
import io.countersign.testkit.Scan;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A dry-run tells what would have happened: tenants with the change in force from the beginning, to which the same history
 * and the same transactions are sent, come out as it foretold. Compared with what is in force now, so do tenants that had
 * the books and settings of today from the beginning. Each case is drawn from a seed, and comes again with
 * {@code -Dcountersign.truth.seed=…}. The program isn't shared, since the firm's book changes all the while.
 */
@Tag("program")
class DryRunTruthTest {
    private static final String SEED = "countersign.truth.seed";
    /** Every kind of change against both baselines. */
    private static final int LEAST_CASES = Integer.getInteger("countersign.test.dry-runs", 18);
    /** Within these, cases meet everything that they are to meet. */
    private static final int MOST_CASES = LEAST_CASES + 200;
    /** By turns; there are most ways to change settings. */
    private static final List<DryRunRequest.Kind> KINDS = List.of(
            DryRunRequest.Kind.SETTINGS,
            DryRunRequest.Kind.CANDIDATE,
            DryRunRequest.Kind.FIRM_ROLLBACK,
            DryRunRequest.Kind.SETTINGS,
            DryRunRequest.Kind.CANDIDATES,
            DryRunRequest.Kind.FIRM_CANDIDATE,
            DryRunRequest.Kind.SETTINGS,
            DryRunRequest.Kind.ROLLBACK,
            DryRunRequest.Kind.FIRM_CANDIDATES);
    /** By turns, so that every kind is asked with each. */
    private static final List<String> BASELINES = List.of("recorded", "current");

    private static Program program;
    private static Program.Person staff;

    private final CoverageTally met = new CoverageTally();

    @BeforeAll
    static void start() {
        program = Program.startElsewhere();
        staff = program.person("staff");
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    void a_dry_run_foretells_what_its_twin_does() {
        Long only = Long.getLong(SEED);
        if (only != null) {
            holdsFor(only);
            return;
        }
        long first = System.nanoTime();
        int cases = 0;
        while (cases < LEAST_CASES || !met.missing().isEmpty() && cases < MOST_CASES) {
            holdsFor(first + cases++);
        }

        System.out.printf("%d cases of the seeds from %d on met %s%n", cases, first, met);
        assertThat(met.missing()).as("what no case met").isEmpty();
    }

    @Test
    void what_it_looks_at_is_what_the_events_say() {
        tellAnyStory();

        assertThat(Scan.differences(
                        ReadModelScans.decisions(), program.database().jdbc()))
                .isEmpty();
    }

    @Test
    void a_database_of_an_earlier_program_is_brought_to_the_same() throws IOException {
        tellAnyStory();
        JdbcClient jdbc = program.database().jdbc();

        jdbc.sql("""
                        create schema earlier;
                        create table earlier.decision as
                            select d.*, convert_from(e.payload, 'UTF8')::json -> 'inputs' as inputs
                            from read_model.decision d
                            join event_store.event_order using (position)
                            join event_store.event e using (global_index);
                        create index decision_of_vendor on earlier.decision (vendor_normalized);
                        set search_path = earlier;
                        %s;
                        %s;
                        %s;
                        %s;
                        reset search_path
                        """.formatted(
                                migration("V8__decision_inputs"), migration("V10__metrics"),
                                migration("V14__reasons_by_date"), migration("V16__currency_of_inputs")))
                .update();

        for (String table : List.of("decision_input", "decision_verdict_day", "decision_reason_date")) {
            Scan migrated = new Scan("earlier." + table, "*", "select * from read_model." + table);
            assertThat(migrated.differences(jdbc)).isEmpty();
            assertThat(jdbc.sql("select count(*) from earlier." + table)
                            .query(Long.class)
                            .single())
                    .isPositive();
        }
    }

    private static String migration(String name) throws IOException {
        return new ClassPathResource("db/read_model/%s.sql".formatted(name)).getContentAsString(UTF_8);
    }

    private static void tellAnyStory() {
        ScenarioRun told =
                ScenarioRun.of(Scenario.any(new SeededRandom(System.nanoTime()), 2), tenants(2), program.owner());
        told.tenants()
                .forEach(tenant -> program.owner().get("/api/tenants/" + tenant).mustBe(200));
    }

    private void holdsFor(long seed) {
        try {
            SeededRandom chance = new SeededRandom(seed);
            DryRunRequest.Kind kind = KINDS.get(Math.floorMod(seed, KINDS.size()));
            int count = kind.isFirm() ? chance.between(1, 2) : 1;
            boolean ofTheWholeFirm =
                    kind == DryRunRequest.Kind.FIRM_ROLLBACK || kind.isFirm() && (count > 1 || chance.oneIn(2));
            List<String> tenants = tenants(count);
            tenants.forEach(tenant -> program.owner().put(assignment(tenant)).mustBe(204));
            ScenarioRun told = ScenarioRun.of(Scenario.any(chance, count), tenants, program.owner());
            DryRunRequest question = DryRunRequest.any(kind, chance, told, !ofTheWholeFirm, program.owner());
            Client client = ofTheWholeFirm ? staffWhoSees(tenants) : program.owner();
            String baseline = BASELINES.get(Math.floorMod(Math.floorDiv(seed, KINDS.size()), BASELINES.size()));
            List<DryRunResult> foretellings = new DryRunQuery(question, baseline, told, client).some(chance);
            tenants.forEach(tenant -> program.owner().delete(assignment(tenant)).mustBe(204));
            acceptingDoesAsMuch(question, told);

            boolean current = baseline.equals("current");
            ScenarioRun without = current ? told.againAsOfItsEnd(tenants(count), HypotheticalChange.NOTHING) : told;
            ScenarioRun with = current
                    ? told.againAsOfItsEnd(tenants(count), question.change())
                    : told.again(tenants(count), question.change());

            foretellings.forEach(foretelling -> foretelling.mustBeTrue(told, without, with));
            met.count(kind, baseline, without.decisions(), with.decisions());
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("The case of seed %d: %s".formatted(seed, e.getMessage()), e);
        }
    }

    private static List<String> tenants(int count) {
        return Stream.generate(program::tenant).limit(count).toList();
    }

    private static String assignment(String tenant) {
        return "/api/users/%s/tenants/%s".formatted(staff.userId(), tenant);
    }

    /** About the whole firm asks someone for whom it is these tenants, once the program has noticed. */
    private static Client staffWhoSees(List<String> tenants) {
        await().untilAsserted(() -> assertThat(
                        staff.client().get("/api/tenants").mustBe(200).each("tenant_id"))
                .containsExactlyInAnyOrderElementsOf(tenants));
        return staff.client();
    }

    /** The book that candidates really come into is the one that the twin is given. */
    private static void acceptingDoesAsMuch(DryRunRequest question, ScenarioRun told) {
        boolean firm = question.kind().isFirm();
        RuleBookClient books = new RuleBookClient(program.owner(), firm ? null : told.tenant(0));
        List<String> versions =
                question.candidates().stream().map(books::accept).toList();
        if (!versions.isEmpty()) {
            String last = versions.get(versions.size() - 1);
            List<Rule> rules = HypotheticalChange.Promoted.with(told.newestBook(firm), question.candidates());
            assertThat(books.yaml(last)).as("the book with the candidates").isEqualTo(books.written(last, rules));
        }
    }
}

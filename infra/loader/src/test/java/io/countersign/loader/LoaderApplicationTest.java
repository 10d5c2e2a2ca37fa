package io.countersign.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LoaderApplicationTest {

    private static final String EXPORT = "/api/audit/export.csv";
    private static final String DECISIONS = "/api/decisions";

    @TempDir
    private Path machine;

    private final Map<String, String> environment =
            new HashMap<>(Map.of("COUNTERSIGN_PASSWORD", FakeCountersign.PASSWORD));
    private final List<Duration> pauses = new ArrayList<>();
    private Path folder;
    private FakeCountersign server;
    private String out;
    private String err;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectory(machine.resolve("project"));
        server = new FakeCountersign();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Nested
    class a_load {

        @Test
        void makes_tenants_imports_the_history_submits_the_rest_and_takes_the_log_home() throws IOException {
            assertThat(load(books())).isZero();
            assertThat(server.tenants).containsOnlyKeys("books-acme", "books-brill");
            assertThat(server.tenants.get("books-acme").path("tier").asString()).isEqualTo("pro");
            assertThat(out)
                    .contains(
                            "2 (2 created, 0 existing)",
                            "12 rows: 12 imported",
                            "4 rows: 4 decided",
                            "auto-posted  3 of 4 (75.00%)",
                            "right        2 of 3 auto-posted on the booked account (66.67%)",
                            "reviewed     1: 1 below_threshold",
                            "audit.csv: 16 rows");
            assertThat(Files.readString(folder.resolve("audit.csv"))).isEqualTo(server.ledger.export());
        }

        @Test
        void asks_for_a_log_that_shows_everything_it_did() throws IOException {
            load(books());
            assertThat(server.seen).last().isEqualTo(new FakeCountersign.Seen("GET " + EXPORT, "after-16", null));
        }

        @Test
        void proposes_from_the_history_and_keeps_the_booked_account_to_itself() throws IOException {
            load(books());
            var submitted = server.ledger.sent().get("books-acme/acme-8");
            assertThat(submitted.path("account").isMissingNode()).isTrue();
            assertThat(submitted.path("proposal").toString())
                    .isEqualTo("{\"account\":\"Office\",\"calibrated_p\":1,\"source\":\"ml\"}");
        }

        @Test
        void can_do_without_proposals() throws IOException {
            assertThat(load(books(), "--no-propose")).isZero();
            assertThat(out).contains("auto-posted  0 of 4");
        }

        @Test
        void can_have_the_later_part_decided_by_rules_that_are_mined_and_accepted() throws IOException {
            server.fail("/api/rules/candidates/c-books-acme/accept", FakeCountersign.status(500, "{}"));
            assertThat(load(books(), "--mine")).isZero();
            assertThat(out)
                    .contains("candidates   3 found and accepted: 2 of tenants, 1 of the firm", "auto-posted  0 of 4");
            assertThat(server.accepted).containsExactlyInAnyOrder("c-books-acme", "c-books-brill", "c-firm");
            assertThat(requests())
                    .containsSubsequence(
                            "POST /api/decisions/import", "POST /api/rules/candidates/mine", "POST /api/decisions");
        }

        @Test
        void asks_for_what_was_mined_again_under_the_same_key() throws IOException {
            server.fail("/api/rules/candidates/mine", FakeCountersign.status(500, "{}"));
            assertThat(load(books(), "--mine")).isZero();
            assertThat(server.mineKeys)
                    .hasSize(4)
                    .satisfies(keys -> assertThat(keys.get(0)).isEqualTo(keys.get(1)));
            assertThat(Set.copyOf(server.mineKeys)).hasSize(3);
        }

        private List<String> requests() {
            return server.seen.stream().map(FakeCountersign.Seen::request).toList();
        }

        @Test
        void can_be_repeated_and_then_finds_only_duplicates() throws IOException {
            load(books());
            String first = out;
            assertThat(load(books())).isZero();
            assertThat(out)
                    .contains(
                            "2 (0 created, 2 existing)",
                            "12 rows: 12 duplicate",
                            "4 rows: 4 duplicate",
                            "audit.csv: 16 rows");
            assertThat(line(out, "auto-posted")).isEqualTo(line(first, "auto-posted"));
        }

        @Test
        void can_be_made_smaller_and_named_otherwise() throws IOException {
            assertThat(load(
                            books(),
                            "--tenants",
                            "1",
                            "--limit",
                            "4",
                            "--prefix",
                            "trial",
                            "--history-share",
                            "0.5",
                            "--tier",
                            "firm",
                            "--export",
                            "trial.csv"))
                    .isZero();
            assertThat(server.tenants).containsOnlyKeys("trial-acme");
            assertThat(out).contains("2 rows: 2 imported", "2 rows: 2 decided", "trial.csv: 4 rows");
            assertThat(folder.resolve("trial.csv")).exists();
        }
    }

    @Nested
    class without_files {

        @Test
        void the_shared_folder_is_loaded() throws IOException {
            Path shared = Files.createDirectories(machine.resolve("shared/data"));
            try (var gzip = new GZIPOutputStream(Files.newOutputStream(shared.resolve("town.csv.gz")))) {
                gzip.write(Files.readAllBytes(books()));
            }
            assertThat(load()).isZero();
            assertThat(server.tenants).containsOnlyKeys("town-acme", "town-brill");
        }

        @Test
        void the_projects_own_data_set_is_loaded_where_there_is_no_shared_folder() {
            assertThat(load()).isZero();
            assertThat(server.tenants).hasSize(4).containsKey("brightwater-2023-2025-quillmere-bakehouse");
            assertThat(server.ledger.sent()).hasSizeGreaterThan(5_000);
        }
    }

    @Nested
    class a_service_in_trouble {

        @Test
        void is_left_alone_for_as_long_as_it_asks() throws IOException {
            server.fail(
                    "/api/auth/login", FakeCountersign.status(503, "{\"detail\":\"Starting.\"}", "Retry-After", "5"));
            server.fail(EXPORT, FakeCountersign.status(503, "{\"detail\":\"Catching up.\"}", "Retry-After", "2"));
            assertThat(load(books())).isZero();
            assertThat(pauses).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(2));
        }

        @Test
        void gets_the_rest_of_a_stream_that_broke() throws IOException {
            server.fail(DECISIONS, server.breakAfter(1));
            assertThat(load(books())).isZero();
            assertThat(server.count("POST " + DECISIONS)).isEqualTo(2);
            assertThat(server.ledger.sent()).hasSize(16);
            assertThat(out).containsPattern("later +4 rows");
        }

        @Test
        void is_not_believed_when_a_stream_ends_without_its_summary() throws IOException {
            server.fail(DECISIONS, FakeCountersign.status(200, ""));
            assertThat(load(books())).isZero();
            assertThat(server.count("POST " + DECISIONS)).isEqualTo(2);
            assertThat(err).contains("The answer ended without its summary.");
        }

        @Test
        void is_asked_three_times_more_and_then_given_up() throws IOException {
            for (int i = 0; i < 4; i++) server.fail(DECISIONS, FakeCountersign.status(500, "{\"detail\":\"Broken.\"}"));
            assertThat(load(books())).isEqualTo(1);
            assertThat(server.count("POST " + DECISIONS)).isEqualTo(4);
            assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
            assertThat(err).endsWith("POST /api/decisions: given up. POST /api/decisions: 500, Broken.\n");
        }

        @Test
        void may_cut_off_an_export_which_then_starts_again() throws IOException {
            server.fail(EXPORT, FakeCountersign.cutOff("timestamp,tenant_id\n1,2\n"));
            assertThat(load(books())).isZero();
            assertThat(Files.readString(folder.resolve("audit.csv"))).isEqualTo(server.ledger.export());
        }

        @Test
        void leaves_no_export_that_looks_whole() throws IOException {
            for (int i = 0; i < 4; i++) server.fail(EXPORT, FakeCountersign.cutOff("timestamp\n1\n"));
            assertThat(load(books())).isEqualTo(1);
            assertThat(folder.resolve("audit.csv")).doesNotExist();
        }

        @Test
        void is_not_believed_when_its_export_lacks_rows() throws IOException {
            server.fail(EXPORT, FakeCountersign.status(200, "timestamp\n1\n"));
            assertThat(load(books())).isEqualTo(1);
            assertThat(err).endsWith("The export has only 1 rows, but this load added 16 transactions.\n");
        }

        @Test
        void that_is_not_there_is_told_in_one_sentence() throws IOException {
            server.close();
            assertThat(load(books())).isEqualTo(1);
            assertThat(err)
                    .startsWith("Countersign can't be reached at " + server.url())
                    .hasLineCount(1);
            assertThat(pauses).isEmpty();
        }
    }

    @Nested
    class a_refusal {

        @Test
        void of_the_password_is_told_in_one_sentence() throws IOException {
            assertThat(load(books(), "--password", "wrong")).isEqualTo(1);
            assertThat(err).isEqualTo("POST /api/auth/login: 401, E-mail or password is wrong.\n");
        }

        @Test
        void of_a_tenant_names_the_bad_fields() throws IOException {
            server.fail(
                    "/api/tenants",
                    FakeCountersign.status(
                            400,
                            "{\"detail\":\"The tenant can't be made.\",\"errors\":[{\"field\":\"tier\",\"message\":\"is unknown\"}]}"));
            assertThat(load(books(), "--tier", "gold")).isEqualTo(1);
            assertThat(err).endsWith("POST /api/tenants: 400, The tenant can't be made. (tier: is unknown)\n");
        }

        @Test
        void of_rows_is_counted_and_shown_and_the_rest_goes_on() throws IOException {
            load(books());
            assertThat(load(books(), "--no-propose")).isEqualTo(1);
            assertThat(out)
                    .contains(
                            "4 rows: 3 conflict, 1 duplicate", "3 with txn_conflict, for instance",
                            "books-brill brill-7: It was sent before with other content.", "audit.csv: 16 rows");
        }

        @Test
        void of_a_token_is_told_in_one_sentence() throws IOException {
            assertThat(execute(List.of("--token", "stale", books().toString()))).isEqualTo(1);
            assertThat(err).isEqualTo("GET /api/auth/me: 401, The token is not valid.\n");
        }
    }

    @Nested
    class somebody {

        @Test
        void may_come_with_a_token_in_the_environment() throws IOException {
            environment.put("COUNTERSIGN_TOKEN", FakeCountersign.TOKEN);
            assertThat(execute(List.of(books().toString()))).isZero();
            assertThat(server.count("POST /api/auth/login")).isZero();
        }

        @Test
        void without_a_password_at_hand_is_asked_for_it() throws IOException {
            environment.clear();
            assertThat(load(books())).isZero();
            assertThat(err).startsWith("asked: Password of " + FakeCountersign.EMAIL);
        }

        @Test
        void without_a_name_is_told_how_to_give_one() throws IOException {
            assertThat(execute(List.of(books().toString()))).isEqualTo(1);
            assertThat(err).startsWith("Say who you are: --email, or --token").hasLineCount(1);
        }

        @Test
        void who_names_a_missing_file_is_told_before_anything_is_sent() {
            assertThat(load(Path.of("nowhere.csv"))).isEqualTo(1);
            assertThat(err).isEqualTo("There is no file nowhere.csv that can be read.\n");
            assertThat(server.seen).isEmpty();
        }

        @Test
        void who_asks_for_nonsense_is_shown_the_usage() throws IOException {
            assertThat(load(books(), "--history-share", "1.5")).isEqualTo(2);
            assertThat(err)
                    .startsWith("--history-share must be from 0 to 1, not 1.5")
                    .contains("Usage:");
        }
    }

    /** Two tenants of 8 transactions each: 6 of history and 2 later, of which one brings a new account and one a new vendor. */
    private Path books() throws IOException {
        var text = new StringBuilder("txn_id,tenant,date,vendor,amount,currency,account,department\n");
        for (int day = 1; day <= 8; day++) {
            String row = "%1$s-%2$d,%1$s,2024-01-0%2$d,%3$s,%2$d.50,GBP,%4$s,\n";
            text.append(row.formatted("acme", day, "\"Paperwick, Inc.\"", day == 8 ? "Equipment" : "Office"));
            text.append(row.formatted("brill", day, day == 8 ? "Nimbrel" : "Ledgerling", "Software"));
        }
        return Files.writeString(folder.resolve("books.csv"), text);
    }

    private int load(Path file, String... more) {
        return execute(Stream.concat(Stream.of("--email", FakeCountersign.EMAIL, file.toString()), Stream.of(more))
                .toList());
    }

    private int load() {
        return execute(List.of("--email", FakeCountersign.EMAIL));
    }

    private int execute(List<String> arguments) {
        var outText = new StringWriter();
        var errText = new StringWriter();
        var surroundings = new Environment(
                environment,
                folder,
                question -> {
                    errText.append("asked: ").append(question).append('\n');
                    return Optional.of(FakeCountersign.PASSWORD);
                },
                Progress.NONE,
                pauses::add);
        var command = LoaderApplication.commandLine(surroundings)
                .setOut(new PrintWriter(outText, true))
                .setErr(new PrintWriter(errText, true));
        var all = Stream.concat(Stream.of("--url", server.url().toString()), arguments.stream());
        int exitCode = command.execute(all.toArray(String[]::new));
        out = outText.toString().replace(System.lineSeparator(), "\n");
        err = errText.toString().replace(System.lineSeparator(), "\n");
        return exitCode;
    }

    private static String line(String text, String containing) {
        return text.lines()
                .filter(line -> line.contains(containing))
                .findFirst()
                .orElseThrow();
    }
}

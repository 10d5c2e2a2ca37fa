package io.countersign.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.standalone.support.Program;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an export does on the wire and in the log when all goes well, when it fails midway, and when its reader goes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("program")
class AuditExportTransferTest {
    private static final int ENTRIES = 150_000;
    private static final int MOST_HELD = 16_000_000;
    private static final byte[] PROPER_END = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String BULK = "/api/audit/export.%s?action=imported";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Program program = Program.startElsewhere("--countersign.limits.export-window=8s");
    private final Client owner = program.owner();

    @BeforeAll
    void fillTheLog() {
        program.database().jdbc().sql("""
                        insert into read_model.audit_entry (position, event_id, timestamp, action, correlation_id)
                        select 1000000 + n, gen_random_uuid(), now(), 'imported', gen_random_uuid()
                        from generate_series(1, :entries) n
                        """).param("entries", ENTRIES).update();
    }

    @AfterEach
    void untilEveryExportHasEnded() {
        await().atMost(PATIENCE)
                .until(() ->
                        recorded("AuditExported") == recorded("AuditExportFinished") + recorded("AuditExportAborted"));
    }

    @AfterAll
    void close() {
        program.close();
    }

    /** Asks for a path and reads nothing. The windows are small, so the service can't send much ahead. */
    private Socket ask(String path, String... headers) throws IOException {
        return ask(owner, path, headers);
    }

    private Socket ask(Client client, String path, String... headers) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8_192);
        socket.setSoTimeout(60_000);
        socket.connect(
                new InetSocketAddress(program.base().getHost(), program.base().getPort()));
        String request = "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\n"
                .formatted(path, client.token(), String.join("", headers));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Asks, and waits for the first bytes of the answer. */
    private Socket begun(String path, String... headers) throws IOException {
        return begun(owner, path, headers);
    }

    private Socket begun(Client client, String path, String... headers) throws IOException {
        Socket socket = ask(client, path, headers);
        assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200 \r\n");
        return socket;
    }

    /** All that comes until the connection ends, or the answer does. */
    private static byte[] rest(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[65_536];
        byte[] tail = new byte[0];
        while (!endsProperly(tail, tail.length)) {
            int n = socket.getInputStream().read(buffer);
            if (n < 0) {
                break;
            }
            all.write(buffer, 0, n);
            tail = (new String(tail, StandardCharsets.ISO_8859_1)
                            + new String(buffer, 0, n, StandardCharsets.ISO_8859_1))
                    .getBytes(StandardCharsets.ISO_8859_1);
            tail = Arrays.copyOfRange(tail, Math.max(0, tail.length - PROPER_END.length), tail.length);
        }
        return all.toByteArray();
    }

    private static boolean endsProperly(byte[] bytes, int length) {
        for (int i = 0; i < PROPER_END.length; i++) {
            int at = length - PROPER_END.length + i;
            if (at < 0 || bytes[at] != PROPER_END[i]) {
                return false;
            }
        }
        return true;
    }

    private int running() {
        return program.database()
                .jdbc()
                .sql(
                        "select count(*) from pg_stat_activity where datname = current_database() and query like 'copy (%' and state = 'active'")
                .query(Integer.class)
                .single();
    }

    private String lastOf(String action) {
        Answer answer = owner.get("/api/audit?limit=1&action=" + action).mustBe(200);
        return answer.json().isEmpty() ? "" : answer.json().get(0).path("after").toString();
    }

    private long recorded(String event) {
        return program.database()
                .jdbc()
                .sql("select count(*) from event_store.event where payload_type like '%.' || :event")
                .param("event", event)
                .query(Long.class)
                .single();
    }

    private static void eventually(ThrowingRunnable holds) {
        await().atMost(PATIENCE).untilAsserted(holds);
    }

    /** Goes away without a word (RST). */
    private static void abandon(Socket reader) throws IOException {
        reader.setSoLinger(true, 0);
        reader.close();
    }

    @Test
    void a_whole_export_is_the_same_packed_or_not_and_on_record_twice() throws Exception {
        Answer plain = owner.get(BULK.formatted("csv")).mustBe(200);
        Answer packed =
                owner.with("Accept-Encoding", "gzip").get(BULK.formatted("csv")).mustBe(200);
        assertThat(plain.text()).hasLineCount(ENTRIES + 1);
        assertThat(plain.header("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type.replace(" ", "")).isEqualToIgnoringCase("text/csv;charset=utf-8"));
        assertThat(plain.header("Content-Disposition"))
                .hasValueSatisfying(file -> assertThat(file)
                        .matches("attachment; filename=audit_export_all_\\d{8}_\\d{6}_[0-9a-f]{6}\\.csv"));
        assertThat(packed.header("Content-Encoding")).hasValue("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.bytes())).readAllBytes())
                .isEqualTo(plain.bytes());
        eventually(() -> assertThat(lastOf("audit_export_finished")).contains("\"rows\":" + ENTRIES));
        assertThat(lastOf("audit_exported"))
                .contains("\"format\":\"csv\",\"filters\":{\"action\":[\"imported\"]},\"tenants\":null");
    }

    @ParameterizedTest
    @CsvSource({"csv, ''", "csv, gzip", "jsonl, ''", "jsonl, gzip"})
    void a_failure_midway_breaks_the_transfer(String format, String encoding) throws Exception {
        // With identifiers in it, which don't pack: nothing shorter would still be under way.
        String path = BULK.formatted(format) + (format.equals("csv") ? "&columns=full" : "");
        try (Socket socket = begun(path, "Accept-Encoding: " + encoding + "\r\n")) {
            int ended = program.database().jdbc().sql("""
                            select count(pg_terminate_backend(pid))
                            from pg_stat_activity
                            where datname = current_database() and query like 'copy (%' and state = 'active'
                            """).query(Integer.class).single();
            assertThat(ended).isEqualTo(1);
            byte[] rest = rest(socket);
            assertThat(endsProperly(rest, rest.length))
                    .as("ends as if it were whole")
                    .isFalse();
        }
        eventually(() -> assertThat(lastOf("audit_export_aborted")).contains("\"cause\":\"failure\""));
        owner.get("/api/audit?limit=1").mustBe(200);
    }

    @Test
    void a_large_one_that_stands_still_midway_holds_a_small_part_of_it() throws Exception {
        int whole = owner.get(BULK.formatted("jsonl")).mustBe(200).bytes().length;
        assertThat(whole).isGreaterThan(3 * MOST_HELD);
        long before = held();

        try (Socket reader = begun(BULK.formatted("jsonl"))) {
            reader.getInputStream().readNBytes(whole / 2);
            assertThat(held() - before).as("bytes that are held").isLessThan(MOST_HELD);
            abandon(reader);
        }
    }

    /** What outlives a collection. */
    private static long held() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void a_whole_transfer_ends_properly() throws Exception {
        try (Socket socket = begun("/api/audit/export.csv?action=user_created")) {
            byte[] rest = rest(socket);
            assertThat(endsProperly(rest, rest.length)).isTrue();
        }
    }

    @Test
    void a_reader_that_goes_away_ends_the_copy_at_once() throws Exception {
        Socket reader = begun(BULK.formatted("jsonl"));
        assertThat(running()).isEqualTo(1);
        abandon(reader);
        eventually(() -> assertThat(running()).isZero());
        eventually(() -> assertThat(lastOf("audit_export_aborted"))
                .contains("\"cause\":\"client_gone\"")
                .doesNotContain("\"rows\":" + ENTRIES));
    }

    @Test
    void only_three_of_a_user_and_eight_in_all_run_at_once() throws Exception {
        List<Socket> readers = new ArrayList<>();
        try {
            for (int user = 0; user < 2; user++) {
                Client auditor = program.person("auditor").client();
                for (int i = 0; i < 3; i++) {
                    readers.add(begunBy(auditor));
                }
                isRefused(auditor);
            }
            owner.get("/api/audit/export.csv?action=user_created").mustBe(200);
            Client another = program.person("auditor").client();
            readers.add(begunBy(another));
            readers.add(begunBy(another));
            program.writesNothing(() -> isRefused(owner));
        } finally {
            for (Socket reader : readers) {
                abandon(reader);
            }
        }
        eventually(() -> owner.get("/api/audit/export.csv?action=user_created").mustBe(200));
    }

    private Socket begunBy(Client client) throws IOException {
        return begun(client, BULK.formatted("jsonl"));
    }

    private static void isRefused(Client client) {
        Answer refused = client.get("/api/audit/export.csv").mustBeProblem(429, "too_many_exports");
        assertThat(refused.header("Retry-After"))
                .hasValueSatisfying(wait -> assertThat(wait).matches("[1-9]\\d*"));
        assertThat(refused.header("Content-Disposition")).isEmpty();
    }

    @Test
    void a_reader_that_reads_nothing_is_cut_off_and_its_place_is_free() throws Exception {
        try (Socket reader = begun(BULK.formatted("jsonl"))) {
            eventually(() -> assertThat(lastOf("audit_export_aborted")).contains("\"cause\":\"reader_too_slow\""));
            assertThat(running()).isZero();
            byte[] rest = rest(reader);
            assertThat(endsProperly(rest, rest.length))
                    .as("ends as if it were whole")
                    .isFalse();
        }
    }

    @Test
    void a_user_who_may_not_export_any_more_gets_no_more() throws Exception {
        Program.Person auditor = program.person("auditor");
        try (Socket reader = begunBy(auditor.client())) {
            owner.post("/api/users/" + auditor.userId() + "/deactivate").mustBe(200);

            eventually(() -> assertThat(lastOf("audit_export_aborted")).contains("\"cause\":\"no_longer_allowed\""));
            byte[] rest = rest(reader);
            assertThat(endsProperly(rest, rest.length))
                    .as("ends as if it were whole")
                    .isFalse();
        }
    }

    @Test
    void what_cannot_be_put_on_record_is_not_given_out() {
        program.database()
                .jdbc()
                .sql("alter table event_store.event rename to event_away")
                .update();
        try {
            Client waitsForNothing = Client.of(program.base()).withToken(owner.token());
            Answer refused = waitsForNothing.get("/api/audit/export.csv").mustBeProblem(503, "unavailable");
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(refused.header("Content-Disposition")).isEmpty();
        } finally {
            program.database()
                    .jdbc()
                    .sql("alter table event_store.event_away rename to event")
                    .update();
        }
        owner.get("/api/audit/export.csv?action=user_created").mustBe(200);
    }

    @Test
    void asking_for_the_head_alone_exports_nothing() {
        program.writesNothing(() -> {
            Answer head = owner.send("HEAD", "/api/audit/export.csv", null, BodyPublishers.noBody());
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Disposition")).isPresent();
            assertThat(head.bytes()).isEmpty();
        });
    }

    @Test
    void bad_filters_are_refused_before_anything_is_recorded() {
        program.writesNothing(() -> {
            owner.get("/api/audit/export.csv?limit=5&columns=all&action=x").mustBeInvalid("limit", "columns", "action");
            owner.get("/api/audit/export.jsonl?columns=full&cursor=x").mustBeInvalid("columns", "cursor");
            owner.get("/api/audit/export.csv?tenant_id=nobody").mustBeProblem(404, "tenant_not_found");
        });
    }

    @Test
    void a_query_that_is_not_well_formed_is_refused() throws Exception {
        try (Socket socket = ask("/api/audit/export.csv?vendor=%zz")) {
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 400");
        }
    }
}

package io.countersign.standalone.decisions;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.Txn;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.countersign.testkit.RawExchange;
import io.jsonwebtoken.Jwts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Streams as clients of every manner use them, byte by byte. */
@UsesSharedProgram
class StreamConnectionsTest {
    private static final String NDJSON = "application/x-ndjson";
    private static final JsonMapper JSON = new JsonMapper();
    /** The connection on which the program hears of new events, always in use. */
    private static final double LISTENING = 1;

    private static final Pattern ACTIVE = Pattern.compile("(?m)^hikaricp_connections_active\\{[^}]*} ([0-9.]+)$");

    private Program program;
    private Client owner;
    private String tenant;

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
        tenant = program.eagerTenant();
    }

    private RawExchange begin(String type) throws IOException {
        return new RawExchange(program.base()).begin("/api/decisions", type, owner.token());
    }

    @Test
    @Timeout(180)
    void a_client_that_writes_everything_before_it_reads_gets_every_answer() throws IOException {
        int lines = 20_500;
        try (RawExchange stream = begin(NDJSON)) {
            StringBuilder chunk = new StringBuilder();
            for (int i = 0; i < lines; i++) {
                chunk.append(Txn.named("eager-" + i).line(tenant));
                if (i % 500 == 499) {
                    stream.chunk(chunk.toString());
                    chunk.setLength(0);
                }
            }
            stream.end();

            assertThat(stream.status()).isEqualTo(200);
            String line = stream.line();
            int next = 1;
            while (!line.startsWith("{\"summary\"")) {
                assertThat(line).startsWith("{\"line\":" + next + ",").contains("\"status\":\"decided\"");
                next++;
                line = stream.line();
            }
            JsonNode summary = JSON.readTree(line).path("summary");
            assertThat(next - 1).isEqualTo(lines);
            assertThat(summary.path("decided").intValue()).isEqualTo(lines);
            assertThat(stream.line()).isNull();
        }
    }

    @Test
    @Timeout(60)
    void a_client_that_waits_for_each_answer_gets_it_while_its_request_is_open() throws IOException {
        try (RawExchange stream = begin(NDJSON)) {
            for (int i = 1; i <= 20; i++) {
                stream.chunk(Txn.fresh().line(tenant));
                JsonNode answer = JSON.readTree(stream.line());
                assertThat(answer.path("line").intValue()).isEqualTo(i);
                assertThat(answer.path("status").asString()).isEqualTo("decided");
            }
            stream.chunk("nonsense\n");
            assertThat(JSON.readTree(stream.line()).path("status").asString()).isEqualTo("invalid");
            stream.end();
            assertThat(JSON.readTree(stream.line())
                            .path("summary")
                            .path("lines")
                            .intValue())
                    .isEqualTo(21);
        }
    }

    @Test
    @Timeout(60)
    void a_client_may_send_a_line_in_pieces() throws IOException {
        String line = Txn.fresh().line(tenant);
        try (RawExchange stream = begin(NDJSON)) {
            for (int i = 0; i < line.length(); i += 7) {
                stream.chunk(line.substring(i, Math.min(line.length(), i + 7)));
            }
            assertThat(JSON.readTree(stream.line()).path("status").asString()).isEqualTo("decided");
            stream.end();
        }
    }

    @Test
    @Timeout(120)
    void what_was_answered_to_a_client_that_vanishes_is_there_and_its_connection_is_free_again() throws IOException {
        List<String> answered = new ArrayList<>();
        try (RawExchange stream = begin(NDJSON)) {
            for (int i = 0; i < 400; i++) {
                stream.chunk(Txn.fresh().line(tenant));
            }
            for (int i = 0; i < 100; i++) {
                String txn = JSON.readTree(stream.line()).path("txn_id").asString();
                assertThat(isStored(txn)).as(txn).isTrue();
                answered.add(txn);
            }
            stream.abort();
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(owner.get("/api/decisions?limit=1000&tenant_id=" + tenant)
                                .mustBe(200)
                                .each("txn_id"))
                        .containsAll(answered));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(activeConnections()).isEqualTo(LISTENING));
    }

    private boolean isStored(String txn) {
        return program.database()
                .jdbc()
                .sql("select exists (select from event_store.event where aggregate_identifier = :id)")
                .param("id", "decision:" + tenant + "/" + txn)
                .query(Boolean.class)
                .single();
    }

    private double activeConnections() {
        Matcher active = ACTIVE.matcher(
                program.anybody().get("/actuator/prometheus").mustBe(200).text());
        assertThat(active.find()).isTrue();
        return Double.parseDouble(active.group(1));
    }

    @Test
    @Timeout(60)
    void the_half_line_of_a_client_that_vanishes_counts_for_nothing() throws IOException {
        String whole = Program.freshTxn();
        String half = Program.freshTxn();
        try (RawExchange stream = begin("text/csv")) {
            stream.chunk("txn_id,tenant,date,vendor,currency,amount\n");
            stream.chunk("%s,%s,2026-01-01,Uber,USD,12\n".formatted(whole, tenant));
            assertThat(JSON.readTree(stream.line()).path("status").asString()).isEqualTo("decided");
            stream.chunk("%s,%s,2026-01-01,Uber,USD,1".formatted(half, tenant));
            stream.abort();
        }

        await().during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(owner.get("/api/decisions?tenant_id=" + tenant)
                                .mustBe(200)
                                .each("txn_id"))
                        .containsExactly(whole));
    }

    @Test
    @Timeout(60)
    void a_client_without_a_right_is_told_before_it_has_sent_anything() throws IOException {
        try (RawExchange stream = new RawExchange(program.base())
                .begin(
                        "/api/decisions",
                        NDJSON,
                        program.person("auditor").client().token())) {
            assertThat(stream.status()).isEqualTo(403);
        }
    }

    @Nested
    class a_user_who_loses_access_while_a_stream_is_open {
        @Test
        @Timeout(60)
        void by_deactivation_has_no_further_line_decided_and_is_told() throws IOException {
            Program.Person service = program.person("service", tenant);
            try (RawExchange stream = beginAs(service.client().token())) {
                owner.post("/api/users/" + service.userId() + "/deactivate").mustBe(200);

                JsonNode last = JSON.readTree(stream.line());
                assertThat(last.path("code").asString()).isEqualTo("unauthenticated");
                assertThat(last.path("lines").intValue()).isEqualTo(1);
                assertThat(stream.line()).isNull();
            }
        }

        @Test
        @Timeout(60)
        void by_a_token_that_expires_is_told() throws IOException {
            Program.Person service = program.person("service", tenant);
            String token = Jwts.builder()
                    .subject(service.userId())
                    .claim("role", "service")
                    .issuedAt(Date.from(Instant.now().minusSeconds(1)))
                    .expiration(Date.from(Instant.now().plusSeconds(5)))
                    .signWith(
                            new SecretKeySpec(Program.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"),
                            Jwts.SIG.HS256)
                    .compact();
            try (RawExchange stream = beginAs(token)) {
                assertThat(JSON.readTree(stream.line()).path("code").asString()).isEqualTo("unauthenticated");
            }
        }

        @Test
        @Timeout(60)
        void to_one_tenant_has_lines_of_the_others_decided() throws IOException {
            String other = program.eagerTenant();
            Program.Person service = program.person("service", tenant, other);
            try (RawExchange stream = beginAs(service.client().token())) {
                owner.delete("/api/users/" + service.userId() + "/tenants/" + tenant)
                        .mustBe(204);
                await().atMost(Duration.ofSeconds(5))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> {
                            stream.chunk(Txn.fresh().line(tenant));
                            return JSON.readTree(stream.line())
                                    .path("code")
                                    .asString()
                                    .equals("tenant_not_found");
                        });
                stream.chunk(Txn.fresh().line(other));
                assertThat(JSON.readTree(stream.line()).path("status").asString())
                        .isEqualTo("decided");
                stream.end();
                assertThat(stream.line()).startsWith("{\"summary\"");
            }
        }

        /** With its first line answered. */
        private RawExchange beginAs(String token) throws IOException {
            RawExchange stream = new RawExchange(program.base()).begin("/api/decisions", NDJSON, token);
            stream.chunk(Txn.fresh().line(tenant));
            assertThat(JSON.readTree(stream.line()).path("status").asString()).isEqualTo("decided");
            return stream;
        }
    }

    @Test
    @Timeout(60)
    void a_user_has_eight_streams_and_no_more_and_gets_places_back() throws IOException {
        Program.Person service = program.person("service", tenant);
        List<RawExchange> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                RawExchange stream = new RawExchange(program.base())
                        .begin("/api/decisions", NDJSON, service.client().token());
                streams.add(stream.chunk(Txn.fresh().line(tenant)));
                assertThat(stream.status()).isEqualTo(200);
            }
            Answer refused = service.client()
                    .post("/api/decisions", NDJSON, Txn.fresh().line(tenant))
                    .mustBeProblem(429, "too_many_streams");
            assertThat(refused.header("Retry-After")).isPresent();
            owner.post("/api/decisions", NDJSON, Txn.fresh().line(tenant)).mustBe(200);
        } finally {
            for (RawExchange stream : streams) {
                stream.abort();
            }
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> service.client()
                        .post("/api/decisions", NDJSON, Txn.fresh().line(tenant))
                        .mustBe(200));
    }

    /** These have a program of their own, which loses patience sooner. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class a_client_that_stands_still {
        private final Program impatient = Program.startElsewhere(
                "--countersign.limits.stream-silence=3s", "--countersign.limits.stream-answers=1MB");
        private final String itsTenant = impatient.eagerTenant();

        @AfterAll
        void close() {
            impatient.close();
        }

        private RawExchange begin(String type) throws IOException {
            return new RawExchange(impatient.base())
                    .begin("/api/decisions", type, impatient.owner().token());
        }

        @Test
        @Timeout(60)
        void has_what_it_sent_answered_and_is_told_in_a_last_line() throws IOException {
            try (RawExchange stream = begin(NDJSON)) {
                stream.chunk(Txn.fresh().line(itsTenant) + "{\"tenant_id\"");

                assertThat(JSON.readTree(stream.line()).path("status").asString())
                        .isEqualTo("decided");
                JsonNode last = JSON.readTree(stream.line());
                assertThat(last.path("status").asString()).isEqualTo("stream_idle");
                assertThat(last.path("code").asString()).isEqualTo("stream_idle");
                assertThat(last.has("summary")).isFalse();
                assertThat(stream.line()).as("the answer's proper end").isNull();
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> threads("intake-") == 0);
        }

        @Test
        @Timeout(60)
        void before_its_csv_has_a_header_is_refused() throws IOException {
            try (RawExchange stream = begin("text/csv")) {
                stream.chunk("txn_id,ten");

                assertThat(stream.status()).isEqualTo(408);
                assertThat(stream.body()).contains("\"code\":\"stream_idle\"");
            }
        }

        @Test
        @Timeout(120)
        void and_reads_no_answers_has_no_more_of_them_kept_than_there_is_room() throws IOException {
            try (RawExchange stream = begin(NDJSON)) {
                String lines = "x\n".repeat(20_000);
                for (int i = 0; i < 10; i++) {
                    stream.chunk(lines);
                }
                await().atMost(Duration.ofSeconds(30)).until(this::hasGivenUpDeciding);
                String line = stream.line();
                int answers = 0;
                while (line.startsWith("{\"line\":")) {
                    answers++;
                    line = stream.line();
                }
                assertThat(JSON.readTree(line).path("code").asString()).isEqualTo("answers_unread");
                assertThat(JSON.readTree(line).path("lines").intValue()).isBetween(answers, 200_000 - 1);
            }
        }

        /** The program runs in this process: its thread waits for the last line to be read. */
        private boolean hasGivenUpDeciding() {
            return Thread.getAllStackTraces().entrySet().stream()
                    .filter(thread -> thread.getKey().getName().equals("intake-decider"))
                    .flatMap(thread -> Stream.of(thread.getValue()))
                    .anyMatch(frame -> frame.getMethodName().equals("release"));
        }

        private long threads(String name) {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith(name))
                    .count();
        }
    }

    @Test
    @Timeout(180)
    void sixty_four_streams_that_wait_for_one_tenant_hold_up_no_reader_and_are_answered_in_the_end() throws Exception {
        List<Client> users = IntStream.range(0, 8)
                .mapToObj(i -> program.person("service", tenant).client())
                .toList();
        List<RawExchange> streams = new ArrayList<>();
        try (Connection other = program.database().dataSource().getConnection();
                Statement sql = other.createStatement()) {
            other.setAutoCommit(false);
            sql.execute("select pg_advisory_xact_lock(hashtextextended('tenant %s', 9))".formatted(tenant));
            for (int i = 0; i < 64; i++) {
                streams.add(new RawExchange(program.base())
                        .begin(
                                "/api/decisions",
                                NDJSON,
                                users.get(i % users.size()).token())
                        .chunk(Txn.fresh().line(tenant)));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> waitingStreams() == 64);
            for (int i = 0; i < 20; i++) {
                owner.get("/api/tenants/" + tenant).mustBe(200);
                owner.get("/api/decisions?tenant_id=" + tenant).mustBe(200);
            }
            other.rollback();
        }
        for (RawExchange stream : streams) {
            assertThat(JSON.readTree(stream.line()).path("status").asString()).isEqualTo("decided");
            stream.end();
            assertThat(JSON.readTree(stream.line())
                            .path("summary")
                            .path("decided")
                            .intValue())
                    .isEqualTo(1);
            stream.close();
        }
    }

    private static long waitingStreams() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("intake-decider"))
                .count();
    }

    @Test
    @Timeout(180)
    void endless_streams_of_other_tenants_hold_up_no_rule_of_the_firm() throws Exception {
        String candidate = owner.post(
                        "/api/rules/candidates",
                        json(
                                "{'vendor_pattern': 'endless %s*', 'suggested_account': '6000',"
                                        + " 'evidence': {'count': 24, 'precision': 0.96}}",
                                tenant))
                .mustBe(201)
                .json()
                .path("candidate_id")
                .asString();
        try (EndlessStream first = new EndlessStream(tenant);
                EndlessStream second = new EndlessStream(program.eagerTenant());
                EndlessStream third = new EndlessStream(program.eagerTenant())) {
            List<EndlessStream> streams = List.of(first, second, third);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> streams.stream().allMatch(stream -> stream.answers.get() > 3_000));

            long begin = System.nanoTime();
            owner.post("/api/rules/candidates/%s/accept".formatted(candidate)).mustBe(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));

            List<Integer> before =
                    streams.stream().map(stream -> stream.answers.get()).toList();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> IntStream.range(0, 3)
                            .allMatch(i -> streams.get(i).answers.get() > before.get(i)));
        }
    }

    /** Sends transactions of one tenant as fast as they are taken, until it is closed. */
    private final class EndlessStream implements AutoCloseable {
        private static final int LINES_A_CHUNK = 500;

        private final RawExchange exchange = begin(NDJSON);
        private final AtomicInteger answers = new AtomicInteger();
        private final CompletableFuture<Void> running;

        EndlessStream(String tenant) throws IOException {
            running = CompletableFuture.allOf(
                    CompletableFuture.runAsync(() -> send(tenant), EndlessStream::start),
                    CompletableFuture.runAsync(this::receive, EndlessStream::start));
        }

        private static void start(Runnable work) {
            new Thread(work, "endless-stream").start();
        }

        private void send(String tenant) {
            try {
                while (true) {
                    StringBuilder chunk = new StringBuilder();
                    for (int i = 0; i < LINES_A_CHUNK; i++) {
                        chunk.append(Txn.fresh().line(tenant));
                    }
                    exchange.chunk(chunk.toString());
                }
            } catch (IOException closed) {
                // That is its end.
            }
        }

        private void receive() {
            try {
                while (exchange.line().contains("\"decided\"")) {
                    answers.incrementAndGet();
                }
            } catch (IOException closed) {
                // That is its end.
            }
        }

        @Override
        public void close() throws IOException {
            exchange.abort();
            running.join();
        }
    }
}

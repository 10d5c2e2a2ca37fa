package io.countersign.standalone.http;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.Txn;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.countersign.testkit.RawExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What slow clients can hold of a server that has few threads. */
@Timeout(120)
@Tag("program")
@Tag("alone")
class ConnectionsTest {
    private static final int THREADS = 12;
    private static final int CLIENTS = 60;
    private static final String LARGE = "/swagger-ui/swagger-ui-bundle.js";
    private static final Duration BRIEF = Duration.ofMillis(100);
    private static final Duration SHORT = Duration.ofMillis(500);

    private static Program program;

    private final List<RawExchange> slow = new ArrayList<>();

    @BeforeAll
    static void start() {
        program = Program.startElsewhere("--server.tomcat.threads.max=" + THREADS);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @AfterEach
    void leave() throws IOException {
        for (RawExchange client : slow) {
            client.close();
        }
    }

    private void open(String text) throws IOException {
        slow.add(new RawExchange(program.base()).write(text));
    }

    private void openMany(String text) throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            open(text);
        }
    }

    private static String half(String path, String type) {
        return "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: 100\r\n\r\n{".formatted(path, type);
    }

    /** Probes are answered briefly and others shortly; of twenty, one of each may be late for reasons of the machine. */
    private static void mustStopNobody() {
        // While as many requests as there are clients are at work, some are told to come back.
        await().atMost(Duration.ofSeconds(5))
                .until(() -> program.owner().get("/api/tenants?limit=1").status() == 200);
        List<Duration> probes = new ArrayList<>();
        List<Duration> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            probes.add(taken(program.anybody(), "/actuator/health/readiness"));
            others.add(taken(program.owner(), "/api/tenants?limit=1"));
        }
        assertThat(probes).filteredOn(time -> time.compareTo(BRIEF) > 0).hasSizeLessThan(2);
        assertThat(others).filteredOn(time -> time.compareTo(SHORT) > 0).hasSizeLessThan(2);
    }

    private static Duration taken(Client client, String path) {
        long begun = System.nanoTime();
        client.get(path).mustBe(200);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void half_sent_bodies_stop_nobody_and_end_with_408() throws Exception {
        openMany(half("/api/auth/login", "application/json"));

        mustStopNobody();

        RawExchange one = slow.get(0);
        assertThat(one.status()).isEqualTo(408);
        assertThat(one.header("Content-Type")).startsWith("application/problem+json");
        assertThat(one.header("Connection")).isEqualTo("close");
        assertThat(one.body()).contains("\"code\":\"request_timeout\"");
    }

    @Test
    void a_body_that_trickles_in_ends_with_408_too() throws Exception {
        RawExchange client = new RawExchange(program.base()).write(half("/api/tenants", "application/json"));
        slow.add(client);
        for (int i = 0; i < 90 && !client.isAnsweredWithin(Duration.ofSeconds(1)); i++) {
            client.write(" ");
        }

        assertThat(client.status()).isEqualTo(408);
    }

    @Test
    void half_sent_heads_stop_nobody_and_are_closed() throws Exception {
        openMany("GET /api/tenants HTTP/1.1\r\nHost: x\r\nX-Half: ");

        mustStopNobody();

        assertThatThrownBy(() -> slow.get(0).status())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended early");
    }

    @Test
    void streams_that_are_refused_stop_nobody_and_are_closed() throws Exception {
        openMany(half("/api/decisions", "application/x-ndjson"));

        mustStopNobody();

        open(half("/api/decisions", "application/x-ndjson"));
        RawExchange one = slow.get(slow.size() - 1);
        assertThat(one.status()).isEqualTo(401);
        assertThat(one.header("Connection")).isEqualTo("close");
        assertThat(one.rest()).contains("\"unauthenticated\"");
    }

    @Test
    void answers_that_nobody_reads_stop_nobody() throws Exception {
        openMany("GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(LARGE).repeat(8));
        // Their burst of work takes every thread for a moment.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> program.owner().get("/api/tenants?limit=1").status() == 200);

        mustStopNobody();
    }

    @Test
    void a_large_answer_is_whole_for_who_reads_it_late() throws Exception {
        String whole = program.anybody().get(LARGE).mustBe(200).text();
        RawExchange late = new RawExchange(program.base()).write("GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(LARGE));
        slow.add(late);

        mustStopNobody();

        assertThat(late.body()).isEqualTo(whole);
    }

    @Test
    void probes_are_answered_when_every_thread_is_busy_and_others_are_told_to_come_back() throws Exception {
        String tenant = program.tenant();
        for (int service = 0; service < 3; service++) {
            String token = program.person("service", tenant).client().token();
            for (int i = 0; i < THREADS / 3; i++) {
                slow.add(new RawExchange(program.base()).begin("/api/decisions", "application/x-ndjson", token));
                slow.get(slow.size() - 1).chunk(Txn.fresh().line(tenant)).line();
            }
        }

        for (int i = 0; i < 20; i++) {
            program.anybody().get("/actuator/health/readiness").mustBe(200);
            program.owner().get("/actuator/health/liveness").mustBe(200);
        }
        Answer refused = program.owner().get("/api/tenants").mustBeProblem(503, "unavailable");
        assertThat(refused.header("Retry-After")).hasValue("1");
        program.owner().post("/api/tenants", json("{'name': 'Later'}")).mustBeProblem(503, "unavailable");

        for (RawExchange stream : slow) {
            stream.end().line();
        }
        program.owner().get("/api/tenants").mustBe(200);
    }
}

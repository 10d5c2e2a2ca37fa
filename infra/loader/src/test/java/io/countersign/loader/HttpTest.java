package io.countersign.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpTest {

    private FakeCountersign server;
    private Http http;

    @BeforeEach
    void start() throws Exception {
        server = new FakeCountersign();
        http = new Http(server.url());
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        server.close();
    }

    @Nested
    class a_stream {

        @Test
        void is_answered_while_it_is_still_being_written() throws Exception {
            server.fail("/echo", exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getRequestBody().transferTo(new FlushedAtOnce(exchange.getResponseBody()));
                exchange.close();
            });
            var firstAnswer = new CountDownLatch(1);
            var call = ApiCall.post("/echo", "text/plain", out -> {
                out.write("first\n".getBytes(UTF_8));
                out.write("second, without which this server doesn't take the first\n".getBytes(UTF_8));
                if (!await(firstAnswer)) throw new IOException("no answer yet");
                out.write("third\n".getBytes(UTF_8));
            });
            String rest = http.exchange(call, (head, body) -> {
                var lines = new BufferedReader(new InputStreamReader(body, UTF_8));
                assertThat(lines.readLine()).isEqualTo("first");
                firstAnswer.countDown();
                return lines.lines().collect(joining());
            });
            assertThat(rest).endsWith("third");
        }

        @Test
        void that_fails_halfway_does_not_end_as_if_it_were_whole() {
            server.fail("/echo", exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getRequestBody().transferTo(exchange.getResponseBody());
                exchange.close();
            });
            var call = ApiCall.post("/echo", "text/plain", out -> {
                out.write("half".getBytes(UTF_8));
                throw new IllegalStateException("no more of it");
            });
            assertThatThrownBy(() -> http.exchange(call, (head, body) -> body.readAllBytes()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no more of it");
        }

        @Test
        void that_is_refused_at_once_stops_being_written() throws Exception {
            server.fail("/refusing", FakeCountersign.status(400, "{\"detail\":\"No.\"}"));
            var stopped = new CountDownLatch(1);
            var call = ApiCall.post("/refusing", "text/plain", out -> {
                try {
                    while (true) out.write(new byte[1 << 16]);
                } finally {
                    stopped.countDown();
                }
            });
            assertThatThrownBy(() -> http.exchange(call, (head, body) -> null))
                    .isInstanceOfAny(RequestRefused.class, IOException.class);
            assertThat(await(stopped)).isTrue();
        }

        @Test
        void whose_answer_is_cut_off_is_a_lost_connection() {
            server.fail("/cut", FakeCountersign.cutOff("half a line"));
            assertThatThrownBy(() -> http.exchange(ApiCall.get("/cut", Map.of()), (head, body) -> body.readAllBytes()))
                    .isInstanceOf(IOException.class);
        }

        @Test
        void whose_answer_is_garbled_is_a_lost_connection() throws Exception {
            try (var garbler = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                var answering = CompletableFuture.runAsync(() -> answer(
                        garbler,
                        "HTTP/1.1 200 OK\r\n" + "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nno chunk\r\n"));
                var address = URI.create("http://127.0.0.1:" + garbler.getLocalPort());
                try (var client = new Http(address)) {
                    assertThatThrownBy(() ->
                                    client.exchange(ApiCall.get("/", Map.of()), (head, body) -> body.readAllBytes()))
                            .isInstanceOf(IOException.class);
                }
                answering.join();
            }
        }

        private static void answer(ServerSocket server, String bytes) {
            try (var connection = server.accept()) {
                connection.getInputStream().read(new byte[4096]);
                connection.getOutputStream().write(bytes.getBytes(UTF_8));
                connection.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException hungUp) {
                // The client may go as soon as it has understood that it won't understand.
            }
        }

        @Test
        void does_not_ask_for_compression() throws Exception {
            http.authorize(FakeCountersign.TOKEN);
            http.exchange(ApiCall.get("/api/auth/me", Map.of()), (head, body) -> null);
            assertThat(server.seen)
                    .extracting(FakeCountersign.Seen::acceptEncoding)
                    .containsOnlyNulls();
        }
    }

    @Nested
    class an_answer_other_than_success {

        @Test
        void is_told_with_its_detail_and_every_bad_field() {
            server.fail(
                    "/x",
                    FakeCountersign.status(
                            400,
                            "{\"title\":\"Bad Request\",\"detail\":\"Two fields are wrong.\",\"errors\":["
                                    + "{\"field\":\"tier\",\"message\":\"is unknown\"},{\"field\":\"name\",\"message\":\"is missing\"}]}"));
            assertThatThrownBy(this::call)
                    .isInstanceOf(RequestRefused.class)
                    .hasMessage("GET /x: 400, Two fields are wrong. (tier: is unknown; name: is missing)");
        }

        @Test
        void need_not_be_a_problem_document() {
            server.fail("/x", FakeCountersign.status(404, "<html>"));
            assertThatThrownBy(this::call)
                    .isInstanceOf(RequestRefused.class)
                    .hasMessage("GET /x: 404, no explanation was given");
        }

        @Test
        void may_be_tried_again_at_its_own_time() {
            server.fail("/x", FakeCountersign.status(503, "{\"detail\":\"Starting.\"}", "Retry-After", "7"));
            assertThatThrownBy(this::call)
                    .isInstanceOfSatisfying(
                            RetryLater.class, later -> assertThat(later.after()).hasSeconds(7));
        }

        @Test
        void stands_when_it_asks_for_a_long_wait() {
            server.fail("/x", FakeCountersign.status(429, "{\"detail\":\"Locked.\"}", "Retry-After", "900"));
            assertThatThrownBy(this::call).isInstanceOf(RequestRefused.class).hasMessageContaining("Locked.");
        }

        @Test
        void is_a_failure_like_a_lost_connection_when_it_is_the_servers_fault() {
            server.fail("/x", FakeCountersign.status(500, "{}"));
            assertThatThrownBy(this::call).isInstanceOf(IOException.class).isNotInstanceOf(RetryLater.class);
        }

        private void call() throws IOException, LoadFailure {
            http.exchange(ApiCall.get("/x", Map.of()), (head, body) -> null);
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private static final class FlushedAtOnce extends FilterOutputStream {
        FlushedAtOnce(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            out.flush();
        }
    }
}

package io.countersign.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.platform.audit.ExportRegister;
import io.countersign.platform.audit.ExportRegister.Cause;
import io.countersign.platform.audit.ExportRegister.Export;
import io.countersign.platform.security.Origin;
import io.countersign.platform.security.ServiceTokens;
import io.countersign.policy.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What the query side asks of the command side, which is here a server that answers as it is told. */
class RemoteExportRegisterTest {
    private static final Map<String, List<String>> FILTERS = Map.of("vendor", List.of("Café"));

    private static final int SILENCE = 0;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Queue<Integer> answers = new ArrayDeque<>();
    private HttpServer commandSide;
    private ExportRegister register;

    @BeforeEach
    void start() throws IOException {
        commandSide = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        commandSide.createContext("/", this::answer);
        commandSide.start();
        register = register(Duration.ofSeconds(10), Duration.ofSeconds(18));
    }

    private ExportRegister register(Duration answer, Duration tries) {
        return new RemoteExportRegister(
                new CommandSideProperties(URI.create(
                        "http://127.0.0.1:" + commandSide.getAddress().getPort())),
                new ServiceTokens(new byte[32]),
                JsonMapper.builder()
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .build(),
                answer,
                tries);
    }

    @AfterEach
    void stop() {
        commandSide.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add("%s %s"
                .formatted(
                        exchange.getRequestURI().getPath().replaceAll("[0-9a-f-]{36}", "ID"),
                        body.replaceAll("[0-9a-f-]{36}", "ID")));
        int status = answers.isEmpty() ? 204 : answers.remove();
        if (status != SILENCE) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }
    }

    private Export started() {
        return register.started(
                Origin.of("user-1", Role.AUDITOR, Origin.Auth.PASSWORD), "csv", FILTERS, List.of("acme"));
    }

    @Test
    void tells_what_is_exported_and_how_it_ended() {
        started().finished(3_000_000_000L);
        started().aborted(7, Cause.CLIENT_GONE);

        String start = "/internal/exports {\"export_id\":\"ID\",\"format\":\"csv\","
                + "\"filters\":[{\"name\":\"vendor\",\"values\":[\"Café\"]}],\"tenants\":[\"acme\"]}";
        assertThat(asked)
                .containsExactly(
                        start,
                        "/internal/exports/ID/end {\"rows\":3000000000,\"cause\":null}",
                        start,
                        "/internal/exports/ID/end {\"rows\":7,\"cause\":\"client_gone\"}");
    }

    @Nested
    class when_the_command_side_fails {
        @Test
        void a_start_fails_at_once() {
            answers.add(503);

            assertThatThrownBy(() -> started());
            assertThat(asked).hasSize(1);
        }

        @Test
        void an_end_is_asked_for_until_it_is_on_record() {
            answers.addAll(List.of(204, 503, 500, 204));

            started().finished(1);

            assertThat(asked).hasSize(4);
        }

        @Test
        void an_end_that_is_taken_and_never_answered_is_given_up_in_time() {
            register = register(Duration.ofSeconds(2), Duration.ofSeconds(3));
            answers.add(204);
            Export export = started();
            answers.addAll(Collections.nCopies(100, SILENCE));

            long begun = System.nanoTime();
            assertThatThrownBy(() -> export.finished(1));
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(9));
        }

        @Test
        void an_end_that_is_refused_fails() {
            answers.addAll(List.of(204, 409));
            Export export = started();

            assertThatThrownBy(() -> export.finished(1));
            assertThat(asked).hasSize(2);
        }

        @Test
        void a_start_fails_if_there_is_nobody() {
            commandSide.stop(0);

            assertThatThrownBy(() -> started());
        }
    }
}

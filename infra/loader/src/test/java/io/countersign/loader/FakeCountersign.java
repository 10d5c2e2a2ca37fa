package io.countersign.loader;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A server on a loopback port that speaks what a load needs of the service's API: it keeps tenants and transactions,
 * knows duplicates and conflicts, and auto-posts a proposal from 0.92 on. It can be told to misbehave.
 */
final class FakeCountersign implements AutoCloseable {

    static final String EMAIL = "owner@example.test";
    static final String PASSWORD = "quite a long password";
    static final String TOKEN = "a-token";
    private static final Pattern ACCEPT = Pattern.compile("/api/rules/candidates/([^/]+)/accept");

    /** What happens instead of the usual answer, once. */
    @FunctionalInterface
    interface Fault {
        void answer(HttpExchange exchange) throws IOException;
    }

    record Seen(String request, String consistency, String acceptEncoding) {}

    final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
    final List<String> accepted = Collections.synchronizedList(new ArrayList<>());
    final List<String> mineKeys = Collections.synchronizedList(new ArrayList<>());
    final Map<String, JsonNode> tenants = new ConcurrentHashMap<>();
    final FakeTransactionStore ledger = new FakeTransactionStore(tenants.keySet());

    private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    FakeCountersign() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Several faults for one path happen one after the other. */
    void fail(String path, Fault fault) {
        faults.computeIfAbsent(path, it -> new ArrayDeque<>()).add(fault);
    }

    static Fault status(int status, String problem, String... header) {
        return exchange -> {
            if (header.length == 2) exchange.getResponseHeaders().set(header[0], header[1]);
            send(exchange, status, "application/problem+json", problem);
        };
    }

    /** Answers so many bytes of a chunked body and drops the connection. */
    static Fault cutOff(String start) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(start.getBytes(UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("cut off on purpose");
        };
    }

    /** Does so many rows of a stream and drops the connection. */
    Fault breakAfter(int rows) {
        return exchange -> ledger.stream(exchange, rows);
    }

    long count(String request) {
        return seen.stream().filter(it -> it.request().equals(request)).count();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        var headers = exchange.getRequestHeaders();
        seen.add(new Seen(
                exchange.getRequestMethod() + " " + path,
                headers.getFirst("Countersign-Consistency"),
                headers.getFirst("Accept-Encoding")));
        if (path.equals("/api/rules/candidates/mine")) mineKeys.add(headers.getFirst("Idempotency-Key"));
        Fault fault = faults.getOrDefault(path, new ArrayDeque<>()).poll();
        if (fault != null) {
            fault.answer(exchange);
        } else if (path.equals("/api/auth/login")) {
            login(exchange);
        } else if (!("Bearer " + TOKEN).equals(headers.getFirst("Authorization"))) {
            send(exchange, 401, "application/problem+json", "{\"detail\":\"The token is not valid.\"}");
        } else {
            answerKnown(exchange, path);
        }
    }

    private void answerKnown(HttpExchange exchange, String path) throws IOException {
        switch (path) {
            case "/api/auth/me" ->
                send(
                        exchange,
                        200,
                        "application/json",
                        "{\"user_id\":\"user-1\",\"email\":\"%s\",\"role\":\"owner\",\"tenants\":[]}".formatted(EMAIL));
            case "/api/tenants" -> createTenant(exchange);
            case "/api/decisions", "/api/decisions/import" -> ledger.stream(exchange, Integer.MAX_VALUE);
            case "/api/audit/export.csv" -> send(exchange, 200, "text/csv", ledger.export());
            case "/api/rules/candidates/mine" -> mine(exchange);
            default -> accept(exchange, path);
        }
    }

    /** One candidate for each scope. */
    private static void mine(HttpExchange exchange) throws IOException {
        String scope = Json.MAPPER
                .readTree(exchange.getRequestBody())
                .path("tenant_id")
                .asString("firm");
        send(
                exchange,
                200,
                "application/json",
                "{\"proposed\":[{\"id\":\"c-%s\"}],\"considered_labels\":6}".formatted(scope));
    }

    private void accept(HttpExchange exchange, String path) throws IOException {
        Matcher candidate = ACCEPT.matcher(path);
        if (candidate.matches()) {
            accepted.add(candidate.group(1));
            send(exchange, 200, "application/json", "{\"success\":true}");
        } else {
            send(exchange, 404, "application/problem+json", "{\"detail\":\"Unknown.\"}");
        }
    }

    private void login(HttpExchange exchange) throws IOException {
        JsonNode login = Json.MAPPER.readTree(exchange.getRequestBody());
        if (EMAIL.equals(login.path("email").asString())
                && PASSWORD.equals(login.path("password").asString())) {
            send(
                    exchange,
                    200,
                    "application/json",
                    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":86400}".formatted(TOKEN));
        } else {
            send(
                    exchange,
                    401,
                    "application/problem+json",
                    "{\"title\":\"Unauthorized\",\"detail\":\"E-mail or password is wrong.\",\"code\":\"bad_login\"}");
        }
    }

    private void createTenant(HttpExchange exchange) throws IOException {
        JsonNode tenant = Json.MAPPER.readTree(exchange.getRequestBody());
        boolean isNew = tenants.putIfAbsent(tenant.path("tenant_id").asString(), tenant) == null;
        send(exchange, isNew ? 201 : 409, "application/json", tenant.toString());
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, 0);
        try (var out = exchange.getResponseBody()) {
            out.write(body.getBytes(UTF_8));
        }
    }
}

package io.countersign.loader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * The part of the service's HTTP API that a load needs. Remembers what a query must send to see everything done through
 * it.
 */
final class Countersign {

    private static final String CONSISTENCY = "Countersign-Consistency";
    private static final int BUFFER = 1 << 16;

    private final Http http;
    private String consistency;

    Countersign(Http http) {
        this.http = http;
    }

    private record Login(String email, String password) {}

    private record LoggedIn(String accessToken) {}

    /** Who a token belongs to. */
    record User(String email, String role) {}

    /** Takes answers one by one. */
    @FunctionalInterface
    interface AnswerConsumer {
        void accept(Answer answer) throws LoadFailure;
    }

    private record NewTenant(String tenantId, String name, String tier) {}

    private record MineRequest(String tenantId) {}

    private record Mined(List<Candidate> proposed) {}

    private record Candidate(String id) {}

    void login(String email, String password) throws IOException, LoadFailure {
        var call = Call.post("/api/auth/login", new Login(email, password));
        useToken(http.exchange(call, (head, body) -> read(body, LoggedIn.class)).accessToken());
    }

    void useToken(String token) {
        http.authorize(token);
    }

    User whoAmI() throws IOException, LoadFailure {
        return http.exchange(Call.get("/api/auth/me", Map.of()), (head, body) -> read(body, User.class));
    }

    /** False where there is one of this id already, which stays as it is. */
    boolean createTenant(String tenantId, String name, String tier) throws IOException, LoadFailure {
        try {
            http.exchange(Call.post("/api/tenants", new NewTenant(tenantId, name, tier)), (head, body) -> {
                remember(head.getHeaders().get(CONSISTENCY));
                return null;
            });
            return true;
        } catch (Refused refused) {
            if (refused.status() == 409) return false;
            throw refused;
        }
    }

    /**
     * Has a tenant's labels mined, or all for null, and gives the ids of the new candidates. The same key gives the same
     * again.
     */
    List<String> mine(String tenantId, String key) throws IOException, LoadFailure {
        var call = Call.post("/api/rules/candidates/mine", new MineRequest(tenantId))
                .with("Idempotency-Key", key);
        return http.exchange(
                call,
                (head, body) -> read(body, Mined.class).proposed().stream()
                        .map(Candidate::id)
                        .toList());
    }

    void accept(String candidateId) throws IOException, LoadFailure {
        http.exchange(Call.post("/api/rules/candidates/%s/accept".formatted(candidateId), Map.of()), (head, body) -> {
            remember(head.getHeaders().get(CONSISTENCY));
            return null;
        });
    }

    /**
     * Sends rows in one stream and hands on the answers as they come, one a row and in their order. An
     * {@link IOException} when it ends before its summary: then the rows without an answer may or may not have arrived.
     */
    void stream(String path, RowFormat format, List<Row> rows, AnswerConsumer answers) throws IOException, LoadFailure {
        var call = Call.post(path, format.contentType(), out -> {
            var writer = new BufferedWriter(new OutputStreamWriter(out, UTF_8), BUFFER);
            format.write(rows, writer);
            writer.flush();
        });
        http.exchange(call, (head, body) -> {
            readAnswers(body, answers);
            return null;
        });
    }

    /** An export that shows everything done before it. */
    <T> T export(String path, Http.AnswerReader<T> reader) throws IOException, LoadFailure {
        Map<String, String> headers = consistency == null ? Map.of() : Map.of(CONSISTENCY, consistency);
        return http.exchange(Call.get(path, headers), reader);
    }

    private void readAnswers(InputStream body, AnswerConsumer answers) throws IOException, LoadFailure {
        var lines = new BufferedReader(new InputStreamReader(body, UTF_8), BUFFER);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Answer answer = parse(line, Answer.class);
            if (answer.summary() != null) {
                remember(answer.summary().consistency());
                return;
            }
            if (answer.line() == null) throw new IOException("The service ended the stream: " + answer.detail());
            answers.accept(answer);
        }
        throw new IOException("The answer ended without its summary");
    }

    private void remember(String newer) {
        if (newer != null) consistency = newer;
    }

    private static <T> T read(InputStream body, Class<T> type) throws IOException, LoadFailure {
        return parse(new String(body.readAllBytes(), UTF_8), type);
    }

    private static <T> T parse(String json, Class<T> type) throws LoadFailure {
        try {
            return Json.MAPPER.readValue(json, type);
        } catch (JacksonException notJson) {
            String start = json.substring(0, Math.min(80, json.length()));
            throw new LoadFailure("The service answered something that is not its JSON: " + start, notJson);
        }
    }
}

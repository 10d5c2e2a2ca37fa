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
 * A client for the parts of the HTTP API that a load needs. It keeps the newest consistency token, so that its queries see all its commands.
 */
final class CountersignClient {

    private static final String CONSISTENCY = "Countersign-Consistency";
    private static final int BUFFER = 1 << 16;

    private final Http http;
    private String consistency;

    CountersignClient(Http http) {
        this.http = http;
    }

    private record Login(String email, String password) {}

    private record LoggedIn(String accessToken) {}

    /** The signed-in user. */
    record User(String email, String role) {}

    /** Receives results one by one. */
    @FunctionalInterface
    interface ResultConsumer {
        void accept(StreamResult result) throws LoadFailure;
    }

    private record NewTenant(String tenantId, String name, String tier) {}

    private record MineRequest(String tenantId) {}

    private record Mined(List<Candidate> proposed) {}

    private record Candidate(String id) {}

    void login(String email, String password) throws IOException, LoadFailure {
        var call = ApiCall.post("/api/auth/login", new Login(email, password));
        useToken(http.exchange(call, (head, body) -> read(body, LoggedIn.class)).accessToken());
    }

    void useToken(String token) {
        http.authorize(token);
    }

    User whoAmI() throws IOException, LoadFailure {
        return http.exchange(ApiCall.get("/api/auth/me", Map.of()), (head, body) -> read(body, User.class));
    }

    /** Returns false if a tenant with this id exists; it is not changed. */
    boolean createTenant(String tenantId, String name, String tier) throws IOException, LoadFailure {
        try {
            http.exchange(ApiCall.post("/api/tenants", new NewTenant(tenantId, name, tier)), (head, body) -> {
                remember(head.getHeaders().get(CONSISTENCY));
                return null;
            });
            return true;
        } catch (RequestRefused refused) {
            if (refused.status() == 409) return false;
            throw refused;
        }
    }

    /**
     * Starts mining of a tenant's labels (null for all tenants) and returns the ids of the new candidates. A repeated key returns the same ids.
     */
    List<String> mine(String tenantId, String key) throws IOException, LoadFailure {
        var call = ApiCall.post("/api/rules/candidates/mine", new MineRequest(tenantId))
                .with("Idempotency-Key", key);
        return http.exchange(
                call,
                (head, body) -> read(body, Mined.class).proposed().stream()
                        .map(Candidate::id)
                        .toList());
    }

    void accept(String candidateId) throws IOException, LoadFailure {
        http.exchange(
                ApiCall.post("/api/rules/candidates/%s/accept".formatted(candidateId), Map.of()), (head, body) -> {
                    remember(head.getHeaders().get(CONSISTENCY));
                    return null;
                });
    }

    /**
     * Sends rows in one stream and passes on the results as they arrive, one per row and in order. Throws an {@link IOException} if the stream ends before its summary; rows without a result may or may not have been processed then.
     */
    void stream(String path, RowFormat format, List<Row> rows, ResultConsumer results) throws IOException, LoadFailure {
        var call = ApiCall.post(path, format.contentType(), out -> {
            var writer = new BufferedWriter(new OutputStreamWriter(out, UTF_8), BUFFER);
            format.write(rows, writer);
            writer.flush();
        });
        http.exchange(call, (head, body) -> {
            readResults(body, results);
            return null;
        });
    }

    /** Downloads an export that includes everything done before. */
    <T> T export(String path, Http.AnswerReader<T> reader) throws IOException, LoadFailure {
        Map<String, String> headers = consistency == null ? Map.of() : Map.of(CONSISTENCY, consistency);
        return http.exchange(ApiCall.get(path, headers), reader);
    }

    private void readResults(InputStream body, ResultConsumer results) throws IOException, LoadFailure {
        var lines = new BufferedReader(new InputStreamReader(body, UTF_8), BUFFER);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            StreamResult result = parse(line, StreamResult.class);
            if (result.summary() != null) {
                remember(result.summary().consistency());
                return;
            }
            if (result.line() == null) throw new IOException("The service ended the stream: " + result.detail());
            results.accept(result);
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

package io.countersign.bench.http;

import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Opens connections to the service as one user. */
public final class Client {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final int port;
    private final String standingHeaders;

    public Client(int port) {
        this(port, "");
    }

    private Client(int port, String standingHeaders) {
        this.port = port;
        this.standingHeaders = standingHeaders;
    }

    public Client signedIn(String email, String password) throws IOException {
        JsonNode answer = postJson("/api/auth/login", Map.of("email", email, "password", password));
        return new Client(
                port,
                "Authorization: Bearer %s\r\n"
                        .formatted(answer.get("access_token").stringValue()));
    }

    /** A client of the same user for another port. */
    public Client at(int otherPort) {
        return new Client(otherPort, standingHeaders);
    }

    public Connection connect() throws IOException {
        return new Connection(port, standingHeaders);
    }

    public JsonNode getJson(String path) throws IOException {
        return json(Request.get(path));
    }

    public JsonNode postJson(String path, Object body) throws IOException {
        return json(Request.post(path, "application/json", JSON.writeValueAsBytes(body)));
    }

    private JsonNode json(Request request) throws IOException {
        try (Connection connection = connect()) {
            return JSON.readTree(
                    connection.send(request).mustBeOk(request.path()).text());
        }
    }
}

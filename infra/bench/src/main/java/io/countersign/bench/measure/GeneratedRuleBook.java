package io.countersign.bench.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.bench.http.Connection;
import io.countersign.bench.http.Request;
import io.countersign.bench.load.Latencies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A generated rule book of a new tenant. */
final class GeneratedRuleBook {
    private static final String CANDIDATES = "/api/rules/candidates";

    private final Connection connection;
    private final String tenant = "book-" + UUID.randomUUID();
    private final List<String> candidates = new ArrayList<>();

    GeneratedRuleBook(Connection connection) {
        this.connection = connection;
    }

    /** Makes the tenant, and its book by an import. */
    void begin(int rules) throws IOException {
        post("/api/tenants", "{\"name\":\"Book\",\"tenant_id\":\"%s\"}".formatted(tenant));
        StringBuilder yaml = new StringBuilder("version: v1\nscope: %s\nrules:\n".formatted(tenant));
        for (int i = 0; i < rules; i++) {
            yaml.append("""
                      - rule_id: rule-%1$s
                        type: vendor_glob
                        pattern: maker %1$s of things*
                        account: '%2$s'
                        priority: 50
                        confidence: 0.98
                        evidence_count: 24
                        source: imported
                    """.indent(2).formatted(i, 6_000 + i % 40));
        }
        send(Request.post(
                "/api/rules/import?tenant_id=" + tenant,
                "application/yaml",
                yaml.toString().getBytes(UTF_8)));
    }

    void propose() throws IOException {
        String answer = post(CANDIDATES, """
                {"tenant_id":"%s","vendor_pattern":"vendor %s*","suggested_account":"6100",
                 "evidence":{"count":24,"precision":0.97,"std_dev":0.01}}
                """.formatted(tenant, candidates.size()));
        candidates.add(JsonMapper.shared().readTree(answer).get("candidate_id").stringValue());
    }

    void accept(int candidate, Latencies latencies) throws IOException {
        time(latencies, CANDIDATES + "/" + candidates.get(candidate) + "/accept", "{}");
    }

    void rollBack(int version, Latencies latencies) throws IOException {
        time(
                latencies,
                "/api/rules/rollback",
                "{\"tenant_id\":\"%s\",\"to_version\":\"v%s\"}".formatted(tenant, version));
    }

    /** Sends a command that is refused, after which the service loads the rule book again. */
    void rejectAccepted(int candidate) throws IOException {
        var answer = connection.send(json(CANDIDATES + "/" + candidates.get(candidate) + "/reject", "{}"));
        answer.text();
        if (answer.status() != 409) {
            throw new IOException("Candidate %s was not in the book".formatted(candidates.get(candidate)));
        }
    }

    private void time(Latencies latencies, String path, String body) throws IOException {
        long start = System.nanoTime();
        post(path, body);
        latencies.record(System.nanoTime() - start);
    }

    private String post(String path, String body) throws IOException {
        return send(json(path, body));
    }

    private static Request json(String path, String body) {
        return Request.post(path, "application/json", body.getBytes(UTF_8));
    }

    private String send(Request request) throws IOException {
        return connection.send(request).mustBeOk(request.path()).text();
    }
}

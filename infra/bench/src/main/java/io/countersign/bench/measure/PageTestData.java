package io.countersign.bench.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.bench.data.RuleGenerator;
import io.countersign.bench.http.Connection;
import io.countersign.bench.http.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The data for measuring pages, in addition to the entries: {@value #TENANTS} tenants, one of them with {@value #RULES} rules and some pending candidates, and some users.
 */
final class PageTestData {
    static final int TENANTS = 500;
    static final int RULES = 5_000;
    static final String BOOK = "bench-pages-book";
    private static final int CANDIDATES = 200;
    private static final int USERS = 30;
    private static final int DECISIONS = 100;

    private final Workbench bench;

    private PageTestData(Workbench bench) {
        this.bench = bench;
    }

    static PageTestData of(Workbench bench) throws IOException, InterruptedException {
        bench.fill();
        PageTestData firm = new PageTestData(bench);
        if (firm.count("tenant") < TENANTS) {
            bench.ensureTenant(BOOK);
            firm.fillBook();
            firm.addUsers();
            bench.awaitProjections();
            firm.addTenants();
            bench.awaitProjections();
            bench.database().sql("vacuum analyze");
        }
        return firm;
    }

    private long count(String table) throws IOException, InterruptedException {
        return bench.database().number("select count(*) from read_model." + table);
    }

    private void fillBook() throws IOException {
        try (Connection connection = bench.client().connect()) {
            String path = "/api/rules/import?tenant_id=" + BOOK;
            connection
                    .send(Request.post(
                            path,
                            "application/yaml",
                            RuleGenerator.yaml(RuleGenerator.of(RULES)).getBytes(UTF_8)))
                    .mustBeOk(path)
                    .text();
        }
        for (int i = 0; i < CANDIDATES; i++) {
            bench.client()
                    .postJson(
                            "/api/rules/candidates",
                            Map.of(
                                    "tenant_id",
                                    BOOK,
                                    "vendor_pattern",
                                    "maker %s*".formatted(i),
                                    "suggested_account",
                                    "6999 Other",
                                    "evidence",
                                    Map.of("count", 24, "precision", 0.96)));
        }
    }

    private void addUsers() throws IOException {
        for (int i = 0; i < USERS; i++) {
            bench.client()
                    .postJson(
                            "/api/users",
                            Map.of(
                                    "email",
                                    "bench-%s@example.com".formatted(i),
                                    "role",
                                    "staff",
                                    "password",
                                    "correct horse battery",
                                    "tenants",
                                    List.of(BOOK)));
        }
    }

    /** Added last: their presence shows that all test data exists. */
    private void addTenants() throws IOException, InterruptedException {
        for (long rank = count("tenant"); rank < TENANTS; rank++) {
            bench.client()
                    .postJson(
                            "/api/tenants",
                            Map.of("tenant_id", "bench-pages-" + rank, "name", "Bench page " + rank, "tier", "pro"));
        }
    }

    /** The addresses of the pages of decided transactions. */
    List<String> stories() throws IOException {
        List<String> paths = new ArrayList<>();
        for (JsonNode decision : bench.client().getJson("/api/decisions?limit=" + DECISIONS)) {
            paths.add("/explain/%s/%s"
                    .formatted(
                            decision.get("tenant_id").stringValue(),
                            decision.get("txn_id").stringValue()));
        }
        return paths;
    }

    String candidate() throws IOException {
        return bench.client()
                .getJson("/api/rules/candidates?limit=1&tenant_id=" + BOOK)
                .get(0)
                .get("id")
                .stringValue();
    }

    String user() throws IOException {
        return bench.client()
                .getJson("/api/users?limit=1")
                .get(0)
                .get("user_id")
                .stringValue();
    }
}

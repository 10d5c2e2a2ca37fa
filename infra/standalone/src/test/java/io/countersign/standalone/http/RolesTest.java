package io.countersign.standalone.http;

import static io.countersign.standalone.http.RolesTest.Reach.ALL;
import static io.countersign.standalone.http.RolesTest.Reach.ASSIGNED;
import static io.countersign.standalone.http.RolesTest.Reach.NO;
import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of the contract's section 3, cell by cell: what is allowed works, what isn't is refused and writes nothing. */
@UsesSharedProgram
class RolesTest {
    private static String assigned;
    private static String hidden;
    private static Program.Person bystander;
    private static Program.Person other;
    private static Map<String, Client> callers;

    private static final List<Row> ON_A_TENANT = List.of(
            //                                    owner  staff     auditor  service
            row("reads a tenant", ALL, ASSIGNED, ALL, NO, (who, tenant) -> who.get("/api/tenants/" + tenant)),
            row(
                    "reads a tenant's history",
                    ALL,
                    ASSIGNED,
                    ALL,
                    NO,
                    (who, tenant) -> who.get("/api/tenants/" + tenant + "/history")),
            row(
                    "reads a tenant's decisions",
                    ALL,
                    ASSIGNED,
                    ALL,
                    ASSIGNED,
                    (who, tenant) -> who.get("/api/decisions?tenant_id=" + tenant)),
            row(
                    "reads one decision",
                    ALL,
                    ASSIGNED,
                    ALL,
                    ASSIGNED,
                    (who, tenant) -> who.get("/api/decisions/" + tenant + "/" + open(tenant))),
            row(
                    "reads a tenant's metrics",
                    ALL,
                    ASSIGNED,
                    ALL,
                    NO,
                    (who, tenant) -> who.get("/api/metrics/latest?tenant_id=" + tenant)),
            row(
                    "reads a tenant's audit",
                    ALL,
                    ASSIGNED,
                    ALL,
                    NO,
                    (who, tenant) -> who.get("/api/audit?tenant_id=" + tenant)),
            row(
                    "exports the audit as CSV",
                    ALL,
                    ASSIGNED,
                    ALL,
                    NO,
                    (who, tenant) -> who.get("/api/audit/export.csv?tenant_id=" + tenant)),
            row(
                    "exports the audit as JSONL",
                    ALL,
                    ASSIGNED,
                    ALL,
                    NO,
                    (who, tenant) -> who.get("/api/audit/export.jsonl?tenant_id=" + tenant)),
            row(
                    "submits decisions",
                    ALL,
                    ASSIGNED,
                    NO,
                    ASSIGNED,
                    (who, tenant) -> who.post(
                            "/api/decisions",
                            json(
                                    "{'tenant_id': '%s', 'transactions': [%s]}",
                                    tenant, Program.transaction(Program.freshTxn())))),
            row(
                    "approves a decision",
                    ALL,
                    ASSIGNED,
                    NO,
                    NO,
                    (who, tenant) -> who.post("/api/decisions/" + tenant + "/" + open(tenant) + "/approve")),
            row(
                    "corrects a decision",
                    ALL,
                    ASSIGNED,
                    NO,
                    NO,
                    (who, tenant) -> who.post(
                            "/api/decisions/" + tenant + "/" + open(tenant) + "/correct", json("{'account': '1'}"))),
            row(
                    "rejects a decision",
                    ALL,
                    ASSIGNED,
                    NO,
                    NO,
                    (who, tenant) -> who.post(
                            "/api/decisions/" + tenant + "/" + open(tenant) + "/reject", json("{'reason': 'no'}"))),
            row(
                    "imports a tenant's history",
                    ALL,
                    NO,
                    NO,
                    NO,
                    (who, tenant) ->
                            who.post("/api/decisions/import", json("{'tenant_id': '%s', 'transactions': []}", tenant))),
            row(
                    "changes a tenant's settings",
                    ALL,
                    NO,
                    NO,
                    NO,
                    (who, tenant) -> who.post("/api/tenants/" + tenant + "/settings", json("{'reason': 'none'}"))),
            row(
                    "mines a tenant's labels",
                    ALL,
                    NO,
                    NO,
                    NO,
                    (who, tenant) -> who.post("/api/rules/candidates/mine", json("{'tenant_id': '%s'}", tenant))),
            row(
                    "reads a tenant's candidates",
                    ALL,
                    ASSIGNED,
                    ALL,
                    NO,
                    (who, tenant) -> who.get("/api/rules/candidates?tenant_id=" + tenant)),
            row(
                    "reads a tenant's book",
                    ALL,
                    ASSIGNED,
                    ALL,
                    NO,
                    (who, tenant) -> who.get("/api/rules/active?tenant_id=" + tenant)),
            row(
                    "reads a tenant's versions",
                    ALL,
                    ASSIGNED,
                    ALL,
                    NO,
                    (who, tenant) -> who.get("/api/rules/versions?tenant_id=" + tenant)),
            row(
                    "dry-runs a tenant's rollback",
                    ALL,
                    ASSIGNED,
                    ALL,
                    NO,
                    (who, tenant) ->
                            who.post("/api/rules/dryrun", json("{'to_version': 'v0', 'tenant_id': '%s'}", tenant))),
            row(
                    "dry-runs a tenant's settings",
                    ALL,
                    ASSIGNED,
                    ALL,
                    NO,
                    (who, tenant) -> who.post(
                            "/api/tenants/" + tenant + "/settings/dryrun", json("{'autopost_enabled': true}"))),
            row(
                    "rolls a tenant's book back",
                    ALL,
                    NO,
                    NO,
                    NO,
                    (who, tenant) ->
                            who.post("/api/rules/rollback", json("{'to_version': 'v0', 'tenant_id': '%s'}", tenant))),
            row(
                    "imports a tenant's book",
                    ALL,
                    NO,
                    NO,
                    NO,
                    (who, tenant) ->
                            who.post("/api/rules/import?tenant_id=" + tenant, "application/yaml", "rules: []\n")));

    private static final List<Row> ON_THE_SERVICE = List.of(
            //                                    owner  staff     auditor  service
            row(
                    "makes a tenant",
                    ALL,
                    NO,
                    NO,
                    NO,
                    (who, none) -> who.post("/api/tenants", json("{'name': 'By role'}"))),
            row("reads the list of tenants", ALL, ALL, ALL, NO, (who, none) -> who.get("/api/tenants")),
            row("reads the list of decisions", ALL, ALL, ALL, ALL, (who, none) -> who.get("/api/decisions")),
            row("reads metrics", ALL, ALL, ALL, NO, (who, none) -> who.get("/api/metrics/latest")),
            row("reads the audit log", ALL, ALL, ALL, NO, (who, none) -> who.get("/api/audit")),
            row("exports the audit log as CSV", ALL, ALL, ALL, NO, (who, none) -> who.get("/api/audit/export.csv")),
            row("exports the audit log as JSONL", ALL, ALL, ALL, NO, (who, none) -> who.get("/api/audit/export.jsonl")),
            row(
                    "streams decisions",
                    ALL,
                    ALL,
                    NO,
                    ALL,
                    (who, none) -> who.post("/api/decisions", "application/x-ndjson", "")),
            row(
                    "streams history",
                    ALL,
                    NO,
                    NO,
                    NO,
                    (who, none) -> who.post("/api/decisions/import", "application/x-ndjson", "")),
            row("reads the users", ALL, NO, ALL, NO, (who, none) -> who.get("/api/users")),
            row(
                    "makes a user",
                    ALL,
                    NO,
                    NO,
                    NO,
                    (who, none) -> who.post(
                            "/api/users",
                            json(
                                    "{'email': '%s@example.com', 'role': 'auditor', 'password': '%s'}",
                                    Program.freshTxn(), Program.PASSWORD))),
            row(
                    "deactivates a user",
                    ALL,
                    NO,
                    NO,
                    NO,
                    (who, none) -> who.post("/api/users/" + bystander.userId() + "/deactivate")),
            row(
                    "takes a tenant off a user",
                    ALL,
                    NO,
                    NO,
                    NO,
                    (who, none) -> who.delete("/api/users/" + other.userId() + "/tenants/" + hidden)),
            row(
                    "assigns a tenant to a user",
                    ALL,
                    NO,
                    NO,
                    NO,
                    (who, none) -> who.put("/api/users/" + other.userId() + "/tenants/" + hidden)),
            row("reads the projections", ALL, NO, ALL, NO, (who, none) -> who.get("/api/admin/projections")),
            row(
                    "rebuilds a projection",
                    ALL,
                    NO,
                    NO,
                    NO,
                    (who, none) -> who.post("/api/admin/projections/users/rebuild")),
            row(
                    "mines for the firm",
                    ALL,
                    NO,
                    NO,
                    NO,
                    (who, none) -> who.post("/api/rules/candidates/mine", json("{'min_support': 1000000}"))),
            row("rebuilds decision memory", ALL, NO, NO, NO, (who, none) -> who.post("/api/admin/memory/rebuild")));

    @BeforeAll
    static void begin() {
        Program program = Program.running();
        assigned = program.tenant();
        hidden = program.tenant();
        bystander = program.person("staff");
        other = program.person("staff", hidden);
        callers = new LinkedHashMap<>();
        callers.put("owner", program.owner());
        for (String role : List.of("staff", "auditor", "service")) {
            callers.put(
                    role,
                    program.person(role, role.equals("auditor") ? new String[0] : new String[] {assigned})
                            .client());
        }
    }

    private static String open(String tenant) {
        return tenant.equals("nobody") ? "none" : Program.running().decided(tenant);
    }

    static Stream<Arguments> allowedOnATenant() {
        return cells(ON_A_TENANT, reach -> reach != NO);
    }

    static Stream<Arguments> onlyAssigned() {
        return cells(ON_A_TENANT, reach -> reach == ASSIGNED);
    }

    static Stream<Arguments> allOnATenant() {
        return cells(ON_A_TENANT, reach -> reach == ALL);
    }

    static Stream<Arguments> refusedOnATenant() {
        return cells(ON_A_TENANT, reach -> reach == NO);
    }

    static Stream<Arguments> allowedOnTheService() {
        return cells(ON_THE_SERVICE, reach -> reach == ALL);
    }

    static Stream<Arguments> refusedOnTheService() {
        return cells(ON_THE_SERVICE, reach -> reach == NO);
    }

    private static Stream<Arguments> cells(List<Row> table, java.util.function.Predicate<Reach> wanted) {
        return table.stream()
                .flatMap(row -> row.reaches().entrySet().stream()
                        .filter(cell -> wanted.test(cell.getValue()))
                        .map(cell -> Arguments.of(cell.getKey(), row)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("allowedOnATenant")
    void may_on_an_assigned_tenant(String role, Row row) {
        assertThat(row.call().by(callers.get(role), assigned).status()).isBetween(200, 299);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("allOnATenant")
    void may_on_any_tenant(String role, Row row) {
        assertThat(row.call().by(callers.get(role), hidden).status()).isBetween(200, 299);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("allOnATenant")
    void finds_no_tenant_that_does_not_exist(String role, Row row) {
        Program.running()
                .writesNothing(() -> row.call().by(callers.get(role), "nobody").mustBeProblem(404, "tenant_not_found"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("onlyAssigned")
    void finds_no_tenant_that_is_not_assigned(String role, Row row) {
        Answer unseen = row.call().by(callers.get(role), hidden).mustBeProblem(404, "tenant_not_found");
        Answer unknown = row.call().by(callers.get(role), "nobody").mustBeProblem(404, "tenant_not_found");
        assertThat(unseen.json().path("detail").asString().replace(hidden, "nobody"))
                .isEqualTo(unknown.json().path("detail").asString());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("refusedOnATenant")
    void may_not_on_a_tenant(String role, Row row) {
        row.call().by(callers.get(role), assigned).mustBeProblem(403, "forbidden");

        Answer unseen = row.call().by(callers.get(role), hidden);
        Answer unknown = row.call().by(callers.get(role), "nobody");
        boolean seesAll = role.equals("auditor");
        unseen.mustBeProblem(seesAll ? 403 : 404, seesAll ? "forbidden" : "tenant_not_found");
        assertThat(unseen.status()).isEqualTo(unknown.status());
        assertThat(unseen.json().path("detail").asString().replace(hidden, "nobody"))
                .isEqualTo(unknown.json().path("detail").asString());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("allowedOnTheService")
    void may(String role, Row row) {
        assertThat(row.call().by(callers.get(role), null).status()).isBetween(200, 299);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("refusedOnTheService")
    void may_not(String role, Row row) {
        Program.running()
                .writesNothing(() -> row.call().by(callers.get(role), null).mustBeProblem(403, "forbidden"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rules?", "/rules/versions/v0?", "/review?", "/review/accounts?", "/audit?", "/metrics?"})
    void finds_no_page_of_a_tenant_that_is_not_assigned(String path) {
        for (String role : List.of("staff", "service")) {
            Answer unseen = callers.get(role)
                    .with("Accept", "text/html")
                    .get(path + "tenant_id=" + hidden)
                    .mustBe(404);
            assertThat(callers.get(role)
                            .with("Accept", "text/html")
                            .get(path + "tenant_id=nobody")
                            .mustBe(404)
                            .text())
                    .isEqualTo(unseen.text().replace(hidden, "nobody"));
        }
        callers.get("service")
                .with("Accept", "text/html")
                .get(path + "tenant_id=" + assigned)
                .mustBe(403);
        callers.get("service").get("/audit/live?tenant_id=" + hidden).mustBeProblem(404, "tenant_not_found");
    }

    @Test
    void the_role_is_asked_before_a_dry_run_is_read_for_a_page_too() {
        callers.get("service")
                .with("Accept", "text/html")
                .post("/api/rules/dryrun?candidate_id=none")
                .mustBe(403);
        callers.get("service").post("/api/rules/dryrun?candidate_id=none").mustBeProblem(403, "forbidden");
    }

    @Test
    void only_who_sees_everything_reads_of_the_machine() {
        for (String role : List.of("staff", "service")) {
            callers.get(role).get("/actuator").mustBeProblem(403, "forbidden");
        }
        for (String role : List.of("owner", "auditor")) {
            callers.get(role).get("/actuator").mustBe(200);
        }
    }

    @Test
    void who_is_denied_is_counted_by_endpoint_and_role() {
        String before = "countersign_requests_denied_total{code=\"%s\",endpoint=\"%s\",role=\"%s\"} ";
        String forbidden = before.formatted("forbidden", "POST /api/tenants/{tenant_id}/settings", "service");
        String hiddenTenant = before.formatted("tenant_not_found", "GET /api/tenants/{tenant_id}", "staff");
        String nobody = before.formatted("unauthenticated", "GET /api/tenants/{tenant_id}/history", "nobody");
        double[] counts = {count(forbidden), count(hiddenTenant), count(nobody)};

        callers.get("service")
                .post("/api/tenants/" + assigned + "/settings", "{}")
                .mustBe(403);
        callers.get("staff").get("/api/tenants/" + hidden).mustBe(404);
        Program.running().anybody().get("/api/tenants/" + hidden + "/history").mustBe(401);

        assertThat(new double[] {count(forbidden), count(hiddenTenant), count(nobody)})
                .containsExactly(counts[0] + 1, counts[1] + 1, counts[2] + 1);
    }

    private static double count(String series) {
        return Program.running()
                .anybody()
                .get("/actuator/prometheus")
                .mustBe(200)
                .text()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    @Nested
    class what_staff_and_services_see {
        @Test
        void of_lists_is_their_tenants_alone() {
            open(assigned);
            open(hidden);

            for (String path :
                    List.of("/api/tenants?limit=1000", "/api/decisions?limit=1000", "/api/audit?limit=1000")) {
                assertThat(callers.get("staff").get(path).mustBe(200).each("tenant_id"))
                        .isNotEmpty()
                        .containsOnly(assigned);
                assertThat(callers.get("auditor").get(path).mustBe(200).each("tenant_id"))
                        .contains(assigned, hidden);
            }
            assertThat(callers.get("service")
                            .get("/api/decisions?limit=1000")
                            .mustBe(200)
                            .each("tenant_id"))
                    .isNotEmpty()
                    .containsOnly(assigned);
        }

        @Test
        void of_exports_is_their_tenants_alone() {
            open(hidden);

            assertThat(callers.get("staff")
                            .get("/api/audit/export.jsonl")
                            .mustBe(200)
                            .lines())
                    .isNotEmpty()
                    .allMatch(entry -> entry.path("tenant_id").asString().equals(assigned));
            assertThat(callers.get("staff")
                            .get("/api/audit/export.csv")
                            .mustBe(200)
                            .text())
                    .contains(assigned)
                    .doesNotContain(hidden);
        }

        @Test
        void of_a_stream_is_their_tenants_lines() {
            for (String role : List.of("staff", "service")) {
                String mine = line(assigned);
                String theirs = line(hidden);
                String nobodys = line("nobody");

                var answers = callers.get(role)
                        .post("/api/decisions", "application/x-ndjson", mine + theirs + nobodys)
                        .mustBe(200)
                        .lines();

                assertThat(answers.get(0).path("status").asString()).isEqualTo("decided");
                assertThat(answers.get(1).path("status").asString()).isEqualTo("invalid");
                assertThat(answers.get(1).path("code")).isEqualTo(answers.get(2).path("code"));
                assertThat(answers.get(1).path("code").asString()).isEqualTo("tenant_not_found");
                assertThat(answers.get(1).path("detail").asString().replace(hidden, "nobody"))
                        .isEqualTo(answers.get(2).path("detail").asString());
            }
        }

        private String line(String tenant) {
            String transaction = Program.transaction(Program.freshTxn());
            return json("{'tenant_id': '%s', ", tenant) + transaction.substring(1) + "\n";
        }
    }

    /** For which tenants a role may do something. */
    enum Reach {
        ALL,
        ASSIGNED,
        NO
    }

    /** Something that one may do. */
    interface Call {
        Answer by(Client who, String tenant);
    }

    record Row(String what, Map<String, Reach> reaches, Call call) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Row row(String what, Reach owner, Reach staff, Reach auditor, Reach service, Call call) {
        Map<String, Reach> reaches = new LinkedHashMap<>();
        reaches.put("owner", owner);
        reaches.put("staff", staff);
        reaches.put("auditor", auditor);
        reaches.put("service", service);
        return new Row(what, reaches, call);
    }
}

package io.countersign.standalone.support;

import static io.countersign.testkit.Client.json;

import io.countersign.policy.Rule;
import io.countersign.policy.RuleOrder;
import io.countersign.query.rules.RuleYamlWriter;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.util.List;
import java.util.Locale;

/** Changes one rule book over HTTP. */
public record RuleBookClient(Client owner, String tenant) {
    /** The firm's. */
    public static RuleBookClient ofFirm(Client owner) {
        return new RuleBookClient(owner, null);
    }

    private String of() {
        return tenant == null ? "" : "?tenant_id=" + tenant;
    }

    private String scope() {
        return tenant == null ? "firm" : tenant;
    }

    /** Makes the book exactly these rules; the version that it has then. */
    public String become(List<Rule> rules) {
        return owner.post("/api/rules/import" + of(), "application/yaml", RuleYamlWriter.write("v0", scope(), rules))
                .mustBe(200)
                .json()
                .path("version_id")
                .asString();
    }

    /** The rule with the ids that it has as a candidate. */
    public Rule propose(Rule rule) {
        String id = owner.post("/api/rules/candidates", candidate(rule))
                .mustBe(201)
                .json()
                .path("candidate_id")
                .asString();
        return new Rule(
                "rule-" + id,
                rule.type(),
                rule.pattern(),
                rule.account(),
                rule.priority(),
                rule.confidence(),
                rule.evidenceCount(),
                rule.amountMin(),
                rule.amountMax(),
                rule.department(),
                rule.source(),
                id);
    }

    /** Sends the pattern in capitals where they mean nothing. */
    private String candidate(Rule rule) {
        boolean regex = rule.type() == Rule.Type.VENDOR_REGEX;
        return json(
                "{'vendor_pattern': '%s', 'type': '%s', 'suggested_account': '%s',"
                        + " 'evidence': {'count': %d, 'precision': %s}%s%s%s%s}",
                regex ? rule.pattern() : rule.pattern().toUpperCase(Locale.ROOT),
                rule.type().wireName(),
                rule.account(),
                rule.evidenceCount(),
                rule.confidence().toPlainString(),
                tenant == null ? "" : ", 'tenant_id': '%s'".formatted(tenant),
                rule.amountMin() == null
                        ? ""
                        : ", 'amount_min': " + rule.amountMin().toPlainString(),
                rule.amountMax() == null
                        ? ""
                        : ", 'amount_max': " + rule.amountMax().toPlainString(),
                rule.department() == null ? "" : ", 'department': '%s'".formatted(rule.department()));
    }

    /** The version with the proposed rule in it. */
    public String accept(Rule proposed) {
        Answer accepted = owner.post(
                "/api/rules/candidates/%s/accept".formatted(proposed.candidateId()), json("{'replace': true}"));
        return accepted.mustBe(200).json().path("version_id").asString();
    }

    /** As the service must write them. */
    public String written(String version, List<Rule> rules) {
        return RuleYamlWriter.write(
                version, scope(), rules.stream().sorted(RuleOrder.FIRST_TO_LAST).toList());
    }

    /** As the service writes it. */
    public String yaml(String version) {
        return owner.get("/api/rules/versions/" + version + ".yaml" + of())
                .mustBe(200)
                .text();
    }
}

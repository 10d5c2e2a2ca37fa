package io.countersign.standalone.dryrun;

import static io.countersign.testkit.Client.json;

import io.countersign.policy.Rule;
import io.countersign.standalone.support.RandomRules;
import io.countersign.standalone.support.RuleBookClient;
import io.countersign.standalone.support.SeededRandom;
import io.countersign.testkit.Client;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What a dry-run is asked: what would have been if?
 *
 * @param path of the request, with its parameters but for the range of times
 * @param body of the request, but for its closing brace and the range
 */
record DryRunRequest(Kind kind, HypotheticalChange change, String path, String body, List<Rule> candidates) {
    enum Kind {
        SETTINGS,
        CANDIDATE,
        CANDIDATES,
        ROLLBACK,
        FIRM_CANDIDATE,
        FIRM_CANDIDATES,
        FIRM_ROLLBACK;

        boolean isFirm() {
            return name().startsWith("FIRM");
        }
    }

    /** @param narrow whether a change of the firm's book is asked about for the one tenant by name */
    static DryRunRequest any(Kind kind, SeededRandom chance, ScenarioRun told, boolean narrow, Client owner) {
        // A rollback's tenant says whose book it is.
        String tenant = kind.isFirm() && !narrow ? "" : ", 'tenant_id': '%s'".formatted(told.tenant(0));
        return switch (kind) {
            case SETTINGS -> settings(chance, told.tenant(0));
            case ROLLBACK, FIRM_ROLLBACK -> rollback(kind, chance, told, tenant);
            default -> candidates(kind, chance, told, tenant, owner);
        };
    }

    private static DryRunRequest settings(SeededRandom chance, String tenant) {
        int which = chance.between(1, 15);
        HypotheticalChange.OtherSettings other = new HypotheticalChange.OtherSettings(
                (which & 1) == 0 ? null : chance.of(true, false),
                (which & 2) == 0 ? null : new BigDecimal(chance.of("0.8", "0.85", "0.9", "0.92", "0.98")),
                (which & 4) == 0 ? null : new BigDecimal(chance.of("0", "0.25", "0.5", "1", "1.25", "2", "100")),
                (which & 8) == 0 ? null : chance.of(0, 1, 3, 100));
        String body = "{'reason': 'what if'"
                + (other.enabled() == null ? "" : ", 'autopost_enabled': " + other.enabled())
                + (other.threshold() == null ? "" : ", 'autopost_threshold': " + other.threshold())
                + (other.cap() == null ? "" : ", 'llm_tenant_cap_usd': " + other.cap())
                + (other.labels() == null ? "" : ", 'cold_start_min_labels': " + other.labels());
        return new DryRunRequest(
                Kind.SETTINGS, other, "/api/tenants/%s/settings/dryrun".formatted(tenant), body, List.of());
    }

    private static DryRunRequest rollback(Kind kind, SeededRandom chance, ScenarioRun told, String tenant) {
        Map<String, List<Rule>> books = told.books(kind.isFirm());
        List<String> versions = new ArrayList<>(books.keySet());
        versions.add("v0");
        String version = chance.of(versions);
        HypotheticalChange restored =
                new HypotheticalChange.Restored(kind.isFirm(), books.getOrDefault(version, List.of()));
        String body = "{'to_version': '%s'%s".formatted(version, tenant);
        return new DryRunRequest(kind, restored, "/api/rules/dryrun", body, List.of());
    }

    private static DryRunRequest candidates(
            Kind kind, SeededRandom chance, ScenarioRun told, String tenant, Client owner) {
        RuleBookClient books = new RuleBookClient(owner, kind.isFirm() ? null : told.tenant(0));
        List<Rule> proposed =
                draw(kind, chance, told).stream().map(books::propose).toList();
        String ids =
                proposed.stream().map(rule -> "'" + rule.candidateId() + "'").collect(Collectors.joining(", "));
        String body = proposed.size() == 1 ? "{'candidate_id': " + ids : "{'candidate_ids': [" + ids + "]";
        HypotheticalChange promoted = new HypotheticalChange.Promoted(kind.isFirm(), proposed);
        return new DryRunRequest(kind, promoted, "/api/rules/dryrun", body + tenant, proposed);
    }

    /** Of different lengths, so that none comes before another only for its id, which isn't drawn from the seed. */
    private static List<Rule> draw(Kind kind, SeededRandom chance, ScenarioRun told) {
        Set<Integer> lengths = new HashSet<>();
        told.story()
                .acts()
                .forEach(act -> act.chapters().forEach(chapter -> {
                    if (chapter.promoted() != null) {
                        lengths.add(chapter.promoted().pattern().length());
                    }
                }));
        int wanted = kind == Kind.CANDIDATES || kind == Kind.FIRM_CANDIDATES ? 3 : 1;
        List<Rule> drawn = new ArrayList<>();
        while (drawn.size() < wanted) {
            Rule rule = new RandomRules(chance).candidate();
            if (lengths.add(rule.pattern().length())) {
                drawn.add(rule);
            }
        }
        return drawn;
    }

    /**
     * @param baseline as in the contract; null for the default
     * @param from     of the decisions to look at, as is to; null for all
     */
    JsonNode ask(Client client, String baseline, String from, String to) {
        boolean inBody = kind != Kind.SETTINGS;
        String range = from == null ? "" : ", 'from': '%s', 'to': '%s'".formatted(from, to);
        String parameters = from == null ? "" : "?from=%s&to=%s".formatted(from, to);
        String compared = baseline == null ? "" : ", 'baseline': '%s'".formatted(baseline);
        return client.post(inBody ? path : path + parameters, json(body + (inBody ? range : "") + compared + "}"))
                .mustBe(200)
                .json();
    }
}

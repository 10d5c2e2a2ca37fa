package io.countersign.standalone.dryrun;

import static io.countersign.testkit.Client.json;

import io.countersign.policy.Rule;
import io.countersign.policy.Settings;
import io.countersign.standalone.dryrun.Scenario.Act;
import io.countersign.standalone.dryrun.Scenario.Chapter;
import io.countersign.standalone.dryrun.Scenario.Verdict;
import io.countersign.standalone.support.RuleBookClient;
import io.countersign.standalone.support.Txn;
import io.countersign.testkit.Client;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A story told to tenants of the running program. Told again, its tenants get the labels of the first telling, in the
 * same order, whatever their own decisions were: a decision's labels are an input that a change leaves as recorded.
 */
final class ScenarioRun {
    private final Client owner;
    private final Scenario story;
    private final HypotheticalChange change;
    private final List<String> tenants;
    private final Map<Chapter, Rule> promoted;
    /** The account that each settled transaction got, empty for none. */
    private final Map<String, String> labels = new HashMap<>();

    private final List<DecisionSeen> decisions = new ArrayList<>();
    private final Map<String, List<Rule>> firmBooks = new LinkedHashMap<>();
    private final Map<String, List<Rule>> tenantBooks = new LinkedHashMap<>();

    private ScenarioRun(
            Client owner,
            Scenario story,
            HypotheticalChange change,
            List<String> tenants,
            Map<Chapter, Rule> promoted) {
        this.owner = owner;
        this.story = story;
        this.change = change;
        this.tenants = tenants;
        this.promoted = promoted;
    }

    static ScenarioRun of(Scenario story, List<String> tenants, Client owner) {
        ScenarioRun telling = new ScenarioRun(owner, story, HypotheticalChange.NOTHING, tenants, new HashMap<>());
        telling.tell(null);
        return telling;
    }

    /** To others, with the change in force. */
    ScenarioRun again(List<String> others, HypotheticalChange withChange) {
        ScenarioRun telling = new ScenarioRun(owner, story, withChange, others, promoted);
        telling.tell(labels);
        return telling;
    }

    /** To others, with the books and settings of its end in force from the beginning, and the change as well. */
    ScenarioRun againAsOfItsEnd(List<String> others, HypotheticalChange withChange) {
        ScenarioRun telling = new ScenarioRun(owner, story.asOfItsEnd(this::whole), withChange, others, promoted);
        telling.tell(labels);
        return telling;
    }

    /** What was sent to be decided, by its id. */
    Map<String, Txn> transactions() {
        return story.acts().stream()
                .flatMap(act -> act.chapters().stream())
                .flatMap(chapter -> chapter.toDecide().stream())
                .collect(Collectors.toMap(Txn::id, txn -> txn));
    }

    Scenario story() {
        return story;
    }

    String tenant(int number) {
        return tenants.get(number);
    }

    List<String> tenants() {
        return tenants;
    }

    /** Oldest first. */
    List<DecisionSeen> decisions() {
        return decisions;
    }

    /** The rules of each version that there was. */
    Map<String, List<Rule>> books(boolean firm) {
        return firm ? firmBooks : tenantBooks;
    }

    List<Rule> newestBook(boolean firm) {
        List<List<Rule>> books = List.copyOf(books(firm).values());
        return books.get(books.size() - 1);
    }

    private void tell(Map<String, String> firstLabels) {
        for (Act act : story.acts()) {
            List<Rule> firm = change.firmBook(act.firmBook());
            firmBooks.put(RuleBookClient.ofFirm(owner).become(firm), firm);
            for (int tenant = 0; tenant < tenants.size(); tenant++) {
                tell(tenant, act.chapters().get(tenant), firm, firstLabels);
            }
        }
    }

    private void tell(int tenant, Chapter chapter, List<Rule> firm, Map<String, String> firstLabels) {
        settings(tenant, change.settings(chapter.settings()));
        List<Rule> book = book(tenant, chapter);
        send("/api/decisions/import", tenant, chapter.history());
        JsonNode results = send("/api/decisions", tenant, chapter.toDecide());
        Map<String, DecisionSeen> decided = new LinkedHashMap<>();
        results.forEach(result -> {
            DecisionSeen told = DecisionSeen.of(
                    tenant, result, result.path("rule_scope").asString("").equals("firm") ? firm : book);
            decided.put(told.txn(), told);
        });
        decisions.addAll(decided.values());
        for (Verdict verdict : chapter.verdicts()) {
            DecisionSeen told = decided.get(verdict.txn());
            String label = firstLabels == null ? label(verdict, told) : firstLabels.get(told.txn());
            if (label != null) {
                settle(told, label);
            }
        }
    }

    /** Null if there is nothing to approve. */
    private static String label(Verdict verdict, DecisionSeen told) {
        return switch (verdict.kind()) {
            case APPROVE -> told.account();
            case CORRECT -> verdict.account();
            case REJECT -> "";
        };
    }

    private void settle(DecisionSeen told, String label) {
        labels.put(told.txn(), label);
        String decision = "/api/decisions/%s/%s".formatted(tenants.get(told.tenant()), told.txn());
        if (label.isEmpty()) {
            owner.post(decision + "/reject", json("{'reason': 'wrong'}")).mustBe(200);
        } else if (label.equals(told.account())) {
            owner.post(decision + "/approve").mustBe(200);
        } else {
            owner.post(decision + "/correct", json("{'account': '%s'}", label)).mustBe(200);
        }
    }

    private void settings(int tenant, Settings settings) {
        owner.post(
                        "/api/tenants/%s/settings".formatted(tenants.get(tenant)),
                        json(
                                "{'autopost_enabled': %s, 'autopost_threshold': %s, 'llm_tenant_cap_usd': %s,"
                                        + " 'cold_start_min_labels': %d}",
                                settings.autopostEnabled(),
                                settings.autopostThreshold().toPlainString(),
                                settings.llmTenantCapUsd().toPlainString(),
                                settings.coldStartMinLabels()))
                .mustBe(200);
    }

    /** The first time a promoted rule is proposed and accepted, later it is in the book that is imported. */
    private List<Rule> book(int tenant, Chapter chapter) {
        RuleBookClient books = new RuleBookClient(owner, tenants.get(tenant));
        boolean first = change == HypotheticalChange.NOTHING;
        List<Rule> book = change.tenantBook(first ? chapter.book() : whole(chapter));
        tenantBooks.put(books.become(book), book);
        if (!first || chapter.promoted() == null) {
            return book;
        }
        Rule proposed = books.propose(chapter.promoted());
        promoted.put(chapter, proposed);
        tenantBooks.put(books.accept(proposed), whole(chapter));
        return whole(chapter);
    }

    private List<Rule> whole(Chapter chapter) {
        Rule proposed = promoted.get(chapter);
        return proposed == null ? chapter.book() : HypotheticalChange.Promoted.with(chapter.book(), List.of(proposed));
    }

    private JsonNode send(String path, int tenant, List<Txn> transactions) {
        String list = transactions.stream().map(Txn::json).collect(Collectors.joining(", ", "[", "]"));
        return owner.post(path, "{\"tenant_id\": \"%s\", \"transactions\": %s}".formatted(tenants.get(tenant), list))
                .mustBe(200)
                .json();
    }
}

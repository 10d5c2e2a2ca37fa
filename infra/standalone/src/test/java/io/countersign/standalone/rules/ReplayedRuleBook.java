package io.countersign.standalone.rules;

import io.countersign.events.EventJson;
import io.countersign.policy.Rule;
import io.countersign.standalone.support.TestAxonServer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A rule book's events as they are stored, replayed here by what the contract says that they mean. */
final class ReplayedRuleBook {
    private static final JsonMapper JSON = EventJson.mapper();

    private final List<List<Rule>> versions = new ArrayList<>(List.of(List.of()));

    private ReplayedRuleBook() {}

    static ReplayedRuleBook of(String scope, JdbcClient jdbc) {
        ReplayedRuleBook events = new ReplayedRuleBook();
        if (TestAxonServer.isChosen()) {
            TestAxonServer.named()
                    .replay("rulebook:" + scope, (type, payload) -> events.replay(type, JSON.readTree(payload)));
            return events;
        }
        jdbc.sql("""
                        select substring(payload_type from '[^.]+$') as type, convert_from(payload, 'UTF8') as payload
                        from event_store.event
                        where aggregate_identifier = :book
                        order by sequence_number
                        """).param("book", "rulebook:" + scope).query(row -> {
            events.replay(row.getString("type"), JSON.readTree(row.getString("payload")));
        });
        return events;
    }

    int newest() {
        return versions.size() - 1;
    }

    List<Rule> version(int number) {
        return versions.get(number);
    }

    private void replay(String type, JsonNode event) {
        if (type.equals("RulePromoted")) {
            TreeMap<String, Rule> rules = new TreeMap<>();
            versions.get(newest()).forEach(rule -> rules.put(rule.ruleId(), rule));
            event.path("replaced").forEach(id -> rules.remove(id.asString()));
            Rule rule = JSON.treeToValue(event.path("rule"), Rule.class);
            rules.put(rule.ruleId(), rule);
            add(event, List.copyOf(rules.values()));
        } else if (type.equals("RulesImported") || type.equals("RulesRolledBack")) {
            add(
                    event,
                    event.path("rules")
                            .valueStream()
                            .map(rule -> JSON.treeToValue(rule, Rule.class))
                            .toList());
        }
    }

    private void add(JsonNode event, List<Rule> rules) {
        if (event.path("version").intValue() != versions.size()) {
            throw new AssertionError("Version %s comes after %d".formatted(event.path("version"), newest()));
        }
        versions.add(rules);
    }
}

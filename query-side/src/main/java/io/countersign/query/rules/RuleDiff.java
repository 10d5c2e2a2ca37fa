package io.countersign.query.rules;

import io.countersign.policy.Rule;
import io.countersign.policy.SamePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The difference between two versions of a rule book; rules are matched by id. */
public record RuleDiff(String from, String to, List<Rule> added, List<Rule> removed, List<Changed> changed) {
    static RuleDiff between(String from, List<Rule> before, String to, List<Rule> after) {
        Map<String, Rule> old = byId(before);
        Map<String, Rule> fresh = byId(after);
        List<Changed> changed = new ArrayList<>();
        after.forEach(rule -> {
            Rule was = old.get(rule.ruleId());
            if (was != null && !was.equals(rule)) {
                changed.add(new Changed(was, rule));
            }
        });
        return new RuleDiff(
                from,
                to,
                after.stream().filter(rule -> !old.containsKey(rule.ruleId())).toList(),
                before.stream()
                        .filter(rule -> !fresh.containsKey(rule.ruleId()))
                        .toList(),
                changed);
    }

    /** Whether accepting a rule removes an existing one: they have the same pattern or id. */
    public static boolean isReplacedBy(Rule old, Rule fresh) {
        return SamePattern.of(old).equals(SamePattern.of(fresh)) || old.ruleId().equals(fresh.ruleId());
    }

    private static Map<String, Rule> byId(List<Rule> rules) {
        return rules.stream().collect(Collectors.toMap(Rule::ruleId, Function.identity()));
    }

    /** A rule that differs between the versions. */
    public record Changed(Rule before, Rule after) {}
}

package io.countersign.command.rules;

import io.countersign.events.rules.RulePromoted;
import io.countersign.events.rules.RulesImported;
import io.countersign.events.rules.RulesRolledBack;
import io.countersign.policy.Rule;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Replays a book's events up to a version. */
final class RuleReplay {
    private final TreeMap<String, Rule> rules = new TreeMap<>();
    private int version;

    RuleReplay() {}

    static boolean dependOn(Class<?> event) {
        return event == RulePromoted.class || event == RulesRolledBack.class || event == RulesImported.class;
    }

    RuleReplay copy() {
        RuleReplay copy = new RuleReplay();
        copy.rules.putAll(rules);
        copy.version = version;
        return copy;
    }

    int version() {
        return version;
    }

    Collection<Rule> rules() {
        return rules.values();
    }

    void replay(Object event) {
        if (event instanceof RulePromoted promoted) {
            promoted.replaced().forEach(rules::remove);
            rules.put(promoted.rule().ruleId(), promoted.rule());
            version = promoted.version();
        } else if (event instanceof RulesRolledBack rolledBack) {
            become(rolledBack.version(), rolledBack.rules());
        } else if (event instanceof RulesImported imported) {
            become(imported.version(), imported.rules());
        }
    }

    private void become(int newVersion, List<Rule> newRules) {
        rules.clear();
        newRules.forEach(rule -> rules.put(rule.ruleId(), rule));
        version = newVersion;
    }
}

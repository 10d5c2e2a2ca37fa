package io.countersign.command.decision.memory;

import io.countersign.command.decision.memory.RuleBookMemory.BookVersion;
import io.countersign.policy.Rule;
import io.countersign.policy.RuleMatcher;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A version of a rule book, by rule id. Compiled when it is first asked for, and then once. */
final class CachedRuleBook {
    private final BookVersion version;
    private final Map<String, Rule> rules;
    private RuleMatcher matcher;

    CachedRuleBook(BookVersion version, Map<String, Rule> rules) {
        this.version = version;
        this.rules = Map.copyOf(rules);
    }

    String scope() {
        return version.scope();
    }

    boolean is(BookVersion other) {
        return version.equals(other);
    }

    Map<String, Rule> rules() {
        return rules;
    }

    Collection<Rule> allRules() {
        return rules.values();
    }

    synchronized RuleMatcher matcher() {
        if (matcher == null) {
            matcher = RuleMatcher.compile(version.scope(), version.version(), List.copyOf(rules.values()));
        }
        return matcher;
    }
}

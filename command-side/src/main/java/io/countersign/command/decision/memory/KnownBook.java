package io.countersign.command.decision.memory;

import io.countersign.policy.Rule;
import io.countersign.policy.RuleMatcher;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A version of a rule book, by rule id. Compiled when it is first asked for, and then once. */
final class KnownBook {
    private final String scope;
    private final int version;
    private final Map<String, Rule> rules;
    private RuleMatcher matcher;

    KnownBook(String scope, int version, Map<String, Rule> rules) {
        this.scope = scope;
        this.version = version;
        this.rules = Map.copyOf(rules);
    }

    String scope() {
        return scope;
    }

    int version() {
        return version;
    }

    Map<String, Rule> rules() {
        return rules;
    }

    Collection<Rule> allRules() {
        return rules.values();
    }

    synchronized RuleMatcher matcher() {
        if (matcher == null) {
            matcher = RuleMatcher.compile(scope, version, List.copyOf(rules.values()));
        }
        return matcher;
    }
}

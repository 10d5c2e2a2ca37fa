package io.countersign.events.rules;

import io.countersign.policy.Rule;
import java.util.List;
import org.axonframework.serialization.Revision;

/** The book became exactly these rules, as a new version. */
@Revision("1")
public record RulesImported(String scope, int version, List<Rule> rules) implements RuleBookEvent {
    public RulesImported {
        rules = List.copyOf(rules);
    }
}

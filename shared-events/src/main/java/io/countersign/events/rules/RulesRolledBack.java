package io.countersign.events.rules;

import io.countersign.policy.Rule;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The book went back to the rules of an earlier version, as a new version.
 *
 * @param restoredFrom the earlier version
 * @param rules        all of them, so that no reader has to look for them
 * @param reason       null if none was given
 */
@Revision("1")
public record RulesRolledBack(
        String scope,
        int version,
        int restoredFrom,
        List<Rule> rules,
        @Nullable String reason) implements RuleBookEvent {
    public RulesRolledBack {
        rules = List.copyOf(rules);
    }
}

package io.countersign.query.rules;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.countersign.policy.Rule;
import java.util.List;

/** One version of a rule book with its rules; version 0 is empty and has no author. */
record VersionWithRules(@JsonUnwrapped VersionRow version, List<Rule> rules) {
    static VersionWithRules empty(String scope) {
        return new VersionWithRules(
                new VersionRow("v0", scope, 0, null, null, null, null, null, null, 0, 0), List.of());
    }
}

package io.countersign.query.dryrun;

import java.util.HashMap;
import java.util.Map;

/**
 * The decisions that a change may affect, as an SQL condition. It includes all affected decisions and few others.
 *
 * @param condition on the columns of {@code decision_input}; null if no decision is affected
 * @param values    of the condition's parameters
 */
record AffectedDecisions(String condition, Map<String, Object> values) {
    static final AffectedDecisions NONE = new AffectedDecisions(null, Map.of());
    static final AffectedDecisions ALL = new AffectedDecisions("true", Map.of());

    /** The union of both. No parameter may have the same name in both. */
    AffectedDecisions or(AffectedDecisions other) {
        if (isNone() || other.isNone()) {
            return isNone() ? other : this;
        }
        Map<String, Object> both = new HashMap<>(values);
        both.putAll(other.values);
        return new AffectedDecisions("(" + condition + "\nor " + other.condition + ")", both);
    }

    boolean isNone() {
        return condition == null;
    }
}

package io.countersign.query.dryrun;

import java.util.HashMap;
import java.util.Map;

/**
 * Which decisions a change may touch: all that it does, and not many more.
 *
 * @param condition on the columns of {@code decision_input}; null if the change touches none
 * @param values    of the condition's parameters
 */
record Reach(String condition, Map<String, Object> values) {
    static final Reach NOWHERE = new Reach(null, Map.of());
    static final Reach EVERYWHERE = new Reach("true", Map.of());

    /** What either reaches; no value has the same name in both. */
    Reach or(Reach other) {
        if (isNowhere() || other.isNowhere()) {
            return isNowhere() ? other : this;
        }
        Map<String, Object> both = new HashMap<>(values);
        both.putAll(other.values);
        return new Reach("(" + condition + "\nor " + other.condition + ")", both);
    }

    boolean isNowhere() {
        return condition == null;
    }
}

package io.countersign.query.dryrun;

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

    boolean isNowhere() {
        return condition == null;
    }
}

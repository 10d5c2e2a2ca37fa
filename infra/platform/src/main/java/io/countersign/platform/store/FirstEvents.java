package io.countersign.platform.store;

import java.util.Collection;
import java.util.Map;

/** Finds the first events of many aggregates. */
public interface FirstEvents {
    /** The payload of each aggregate's first event, by aggregate; those that don't exist are absent. */
    Map<String, Object> find(Collection<String> aggregates);
}

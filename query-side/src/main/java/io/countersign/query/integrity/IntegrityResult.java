package io.countersign.query.integrity;

import java.time.Instant;
import java.util.List;

/**
 * The latest result of an integrity check.
 *
 * @param whole       whether all events were compared, or only the newest
 * @param position    the newest position at that time
 * @param differences one sentence each; empty if there are none
 */
public record IntegrityResult(String name, Instant checkedAt, boolean whole, long position, List<String> differences) {
    public boolean ok() {
        return differences.isEmpty();
    }
}

package io.countersign.query.integrity;

import java.time.Instant;
import java.util.List;

/**
 * What an integrity check found last.
 *
 * @param whole       whether all events were compared, or only the newest
 * @param position    the newest position at that time
 * @param differences a sentence each; empty if the record is what it should be
 */
public record IntegrityResult(String name, Instant checkedAt, boolean whole, long position, List<String> differences) {
    public boolean ok() {
        return differences.isEmpty();
    }
}

package io.countersign.query.dryrun;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Keeps the items with the lowest positions, in whatever order they are added. */
final class FirstByPosition<T> {
    private final TreeMap<Long, T> kept = new TreeMap<>();
    private final int limit;

    FirstByPosition(int limit) {
        this.limit = limit;
    }

    void add(long position, T item) {
        if (kept.size() < limit) {
            kept.put(position, item);
        } else if (position < kept.lastKey()) {
            kept.pollLastEntry();
            kept.put(position, item);
        }
    }

    Set<Long> positions() {
        return kept.keySet();
    }

    /** The kept items by position. */
    Map<Long, T> all() {
        return kept;
    }
}

package io.countersign.query.dryrun;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Keeps what has the lowest positions of much more, in whatever order it comes. */
final class Earliest<T> {
    private final TreeMap<Long, T> kept = new TreeMap<>();
    private final int most;

    Earliest(int most) {
        this.most = most;
    }

    void add(long position, T what) {
        if (kept.size() < most) {
            kept.put(position, what);
        } else if (position < kept.lastKey()) {
            kept.pollLastEntry();
            kept.put(position, what);
        }
    }

    Set<Long> positions() {
        return kept.keySet();
    }

    /** By position. */
    Map<Long, T> all() {
        return kept;
    }
}

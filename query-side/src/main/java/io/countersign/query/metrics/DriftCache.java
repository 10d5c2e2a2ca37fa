package io.countersign.query.metrics;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Caches drift indices. Decisions are only added and never change their day, vendor or amount. So as long as both windows contain the same number of decisions, they contain the same decisions and the cached index is exact.
 */
final class DriftCache {
    private static final int MAX_ENTRIES = 1_000;

    /** @param earlier the number of decisions in the window before; now is that of this window */
    record Key(MetricsScope scope, Window window, long earlier, long now) {
        /** Whether there are enough decisions for an index. */
        boolean hasEnoughDecisions() {
            return earlier >= Drift.MIN_DECISIONS && now >= Drift.MIN_DECISIONS;
        }
    }

    /** Null if there are too few decisions. */
    record Indices(BigDecimal vendor, BigDecimal amount) {
        static final Indices NONE = new Indices(null, null);
    }

    private final Map<Key, Indices> cache = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Indices> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    Indices get(Key key, Supplier<Indices> compute) {
        if (!key.hasEnoughDecisions()) {
            return Indices.NONE;
        }
        Indices known = known(key);
        if (known == null) {
            known = compute.get();
            keep(key, known);
        }
        return known;
    }

    private synchronized Indices known(Key key) {
        return cache.get(key);
    }

    private synchronized void keep(Key key, Indices indices) {
        cache.put(key, indices);
    }
}

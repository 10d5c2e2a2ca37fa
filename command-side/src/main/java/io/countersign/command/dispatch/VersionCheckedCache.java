package io.countersign.command.dispatch;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.AggregateCacheEntry;

/**
 * Aggregates that were used of late, so that those with a long history needn't be loaded for every command. One is handed
 * out only while the event store holds nothing newer, so with several nodes, too, a command meets the newest state. An
 * aggregate's weight isn't known; so they are held softly, and given back before memory runs out.
 */
public final class VersionCheckedCache implements Cache {
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final com.github.benmanes.caffeine.cache.Cache<Object, Object> entries =
            Caffeine.newBuilder().softValues().expireAfterAccess(KEPT).build();
    private final Function<String, Long> newest;

    /** @param newest the newest sequence number of an aggregate in the event store; null if it holds none */
    public VersionCheckedCache(Function<String, Long> newest) {
        this.newest = newest;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <K, V> V get(K key) {
        Object entry = entries.getIfPresent(key);
        if (entry == null || Objects.equals(version((AggregateCacheEntry<?>) entry), newest.apply(key.toString()))) {
            return (V) entry;
        }
        entries.invalidate(key);
        return null;
    }

    /** Entries that never left memory give their aggregate as it is. */
    private static Long version(AggregateCacheEntry<?> entry) {
        return entry.recreateAggregate(null, null, null).version();
    }

    /** An aggregate that nothing has happened to has no identifier, and isn't kept. */
    @Override
    public void put(Object key, Object value) {
        if (key != null) {
            entries.put(key, value);
        }
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return entries.asMap().putIfAbsent(key, value) == null;
    }

    @Override
    public boolean remove(Object key) {
        return entries.asMap().remove(key) != null;
    }

    @Override
    public void removeAll() {
        entries.invalidateAll();
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        throw new UnsupportedOperationException("Nobody is told when an aggregate is forgotten");
    }
}

package io.countersign.command.dispatch;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.AggregateCacheEntry;

/**
 * A cache of aggregates. An entry is used only while the event store holds no newer event of the aggregate, so a command meets
 * the newest state on every node. Entries are softly referenced, as their size isn't known.
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
        throw new UnsupportedOperationException("This cache has no listeners");
    }
}

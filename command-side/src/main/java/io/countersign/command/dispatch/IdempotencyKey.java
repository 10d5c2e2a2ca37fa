package io.countersign.command.dispatch;

import java.util.Map;
import java.util.Optional;
import org.axonframework.messaging.MetaData;

/**
 * A caller's name for a request that may be sent more than once.
 *
 * @param requestHash tells the same request from another under the same key
 */
public record IdempotencyKey(String caller, String key, String requestHash) {
    private static final String CALLER = "idempotency_caller";
    private static final String KEY = "idempotency_key";
    private static final String HASH = "idempotency_request";

    /** The caller, whose id has no space, and the key. */
    String name() {
        return caller + " " + key;
    }

    public Map<String, String> metaData() {
        return Map.of(CALLER, caller, KEY, key, HASH, requestHash);
    }

    public static Optional<IdempotencyKey> in(MetaData metaData) {
        return metaData.containsKey(KEY)
                ? Optional.of(new IdempotencyKey(
                        (String) metaData.get(CALLER), (String) metaData.get(KEY), (String) metaData.get(HASH)))
                : Optional.empty();
    }
}

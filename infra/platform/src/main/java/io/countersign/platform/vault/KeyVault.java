package io.countersign.platform.vault;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores keys of 256 bits in a schema of their own. A key is created once; concurrent callers get the same key. */
@Component
class KeyVault {
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;

    KeyVault(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<byte[]> findUserKey(String userId) {
        return jdbc.sql("select key from key_vault.user_key where user_id = :user")
                .param("user", userId)
                .query(byte[].class)
                .optional();
    }

    /** The keys of those users who have one. */
    Map<String, byte[]> findUserKeys(Collection<String> userIds) {
        Map<String, byte[]> keys = new HashMap<>();
        jdbc.sql("select user_id, key from key_vault.user_key where user_id = any (:users)")
                .param("users", userIds.toArray(String[]::new))
                .query(row -> {
                    keys.put(row.getString("user_id"), row.getBytes("key"));
                });
        return keys;
    }

    byte[] makeUserKey(String userId) {
        return findUserKey(userId).orElseGet(() -> {
            jdbc.sql("insert into key_vault.user_key (user_id, key) values (:user, :key) on conflict do nothing")
                    .param("user", userId)
                    .param("key", random())
                    .update();
            return findUserKey(userId).orElseThrow();
        });
    }

    byte[] makeServiceKey(String name) {
        jdbc.sql("insert into key_vault.service_key (name, key) values (:name, :key) on conflict do nothing")
                .param("name", name)
                .param("key", random())
                .update();
        return jdbc.sql("select key from key_vault.service_key where name = :name")
                .param("name", name)
                .query(byte[].class)
                .single();
    }

    private static byte[] random() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return key;
    }
}

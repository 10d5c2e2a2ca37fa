package io.countersign.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;

/** Remembers accounts for half a second: a user who is deactivated is locked out within one, and the database is spared. */
final class KnownAccounts {
    private static final Duration MEMORY = Duration.ofMillis(500);

    private final Accounts accounts;
    private final Cache<String, Optional<Account>> known =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(MEMORY).build();

    KnownAccounts(Accounts accounts) {
        this.accounts = accounts;
    }

    /** As it is now: for those who ask to see what they have just changed. */
    Optional<Account> findActiveNow(String userId) {
        known.invalidate(userId);
        return findActive(userId);
    }

    Optional<Account> findActive(String userId) {
        return known.get(userId, accounts::find).filter(Account::active);
    }
}

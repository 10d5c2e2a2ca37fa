package io.countersign.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;

/**
 * Who callers are now. Remembers accounts for half a second: a user who is deactivated, or whose session has ended, is
 * locked out within one, and the database is spared.
 */
public final class AccountCache {
    private static final Duration MEMORY = Duration.ofMillis(500);

    private final AccountLookup accounts;
    private final Cache<String, Optional<Account>> known =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(MEMORY).build();

    AccountCache(AccountLookup accounts) {
        this.accounts = accounts;
    }

    /** As it is now: for those who ask to see what they have just changed. */
    Optional<Caller> findCallerNow(Session session) {
        known.invalidate(session.userId());
        return findCaller(session);
    }

    /** Who sends requests in a session; empty unless it counts. */
    Optional<Caller> findCaller(Session session) {
        return known.get(session.userId(), accounts::find)
                .filter(account -> account.admits(session))
                .map(account -> Caller.of(account, session));
    }
}

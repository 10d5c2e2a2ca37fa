package io.countersign.platform.security;

import java.util.Optional;

/** Finds users. Each side implements it with its own tables. */
public interface AccountLookup {
    Optional<Account> find(String userId);
}

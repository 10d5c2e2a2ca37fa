package io.countersign.platform.security;

import java.util.Optional;

/** The service's own users. Each side answers from its own tables. */
public interface AccountLookup {
    Optional<Account> find(String userId);
}

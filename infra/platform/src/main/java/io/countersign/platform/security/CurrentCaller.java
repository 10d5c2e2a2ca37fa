package io.countersign.platform.security;

import java.util.Optional;

/** Finds out again who sent a request, for an answer that takes longer than a moment. Cheap enough to ask for every line. */
public interface CurrentCaller {
    /**
     * The caller with the role and assignments that hold now, at most half a second old; empty when the token or the account
     * doesn't hold any more.
     */
    Optional<Caller> find();
}

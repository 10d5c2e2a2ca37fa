package io.countersign.platform.security;

import java.util.Optional;

/** Looks the caller up again during a long request. Cheap enough for every line of a stream. */
public interface CurrentCaller {
    /**
     * The caller with the role and assignments that hold now, at most half a second old; empty when the token or the account
     * doesn't hold any more.
     */
    Optional<Caller> find();
}

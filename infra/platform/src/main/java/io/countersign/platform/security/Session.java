package io.countersign.platform.security;

import java.time.Instant;

/**
 * What a sound token proves. Whether it still counts is for the user's account to say.
 *
 * @param userId    of the user it speaks for
 * @param id        a digest of what was signed, so that tokens of other issuers, which may have no id, can be ended too
 * @param issuedAt  null if the token doesn't tell
 * @param expiresAt from when on it is void in any case
 */
public record Session(String userId, String id, Instant issuedAt, Instant expiresAt, Origin.Auth auth) {}

package io.countersign.events.user;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * A user ended a session; its token is void from here on.
 *
 * @param session   a digest of the token, from which the token can't be had
 * @param expiresAt when the token would have expired
 */
@Revision("1")
public record UserSignedOut(String userId, String session, Instant expiresAt) implements UserEvent {}

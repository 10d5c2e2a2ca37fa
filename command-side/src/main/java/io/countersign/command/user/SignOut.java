package io.countersign.command.user;

import java.time.Instant;

/** Makes a session's token void. */
record SignOut(String userId, String session, Instant expiresAt) implements UserCommand {}

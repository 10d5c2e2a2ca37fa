package io.countersign.command.user;

/** What a user signs in with, as it is kept. */
record Credentials(String userId, byte[] emailHmac, PasswordHash password, boolean active) {}

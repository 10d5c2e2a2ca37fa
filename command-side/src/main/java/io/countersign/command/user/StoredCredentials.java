package io.countersign.command.user;

import io.countersign.policy.Role;

/** What a user signs in with, as it is kept. */
record StoredCredentials(String userId, byte[] emailHmac, PasswordHash password, Role role, boolean active) {}

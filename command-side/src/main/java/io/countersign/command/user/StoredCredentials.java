package io.countersign.command.user;

import io.countersign.policy.Role;

/** The stored credentials of a user. */
record StoredCredentials(String userId, byte[] emailHmac, PasswordHash password, Role role, boolean active) {}

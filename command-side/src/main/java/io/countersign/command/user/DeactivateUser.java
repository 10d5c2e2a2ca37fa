package io.countersign.command.user;

/** Locks a user out for good. */
record DeactivateUser(String userId) implements UserCommand {}

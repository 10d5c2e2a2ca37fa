package io.countersign.command.user;

/**
 * Puts on record that a user gave the right password.
 *
 * @param password that was given, which must still be the present one
 */
record RecordSignIn(String userId, PasswordHash password) implements UserCommand {}

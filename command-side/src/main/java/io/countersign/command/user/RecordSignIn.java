package io.countersign.command.user;

/** Puts on record that a user gave the right password. */
record RecordSignIn(String userId) implements UserCommand {}

package io.countersign.command.user;

/**
 * Replaces a user's password.
 *
 * @param old what the present password must still hash to; null if the user didn't know it
 */
public record ChangePassword(String userId, PasswordHash old, PasswordHash replacement) implements UserCommand {}

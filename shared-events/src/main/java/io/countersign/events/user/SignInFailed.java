package io.countersign.events.user;

import org.axonframework.serialization.Revision;

/**
 * A wrong password was given, or an unknown e-mail address.
 *
 * @param count how many such attempts this stands for: since the entry before it, from the same place, for the same user
 */
@Revision("1")
public record SignInFailed(
        String attemptId, String userId, String typed, Purpose purpose, int count, EncryptedText address)
        implements SignInEvent {}

package io.countersign.events.user;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A wrong password was given, or an unknown e-mail address.
 *
 * @param count how many such attempts this stands for: since the entry before it, from the same place, for the same user
 */
@Revision("1")
public record SignInFailed(
        String attemptId,
        @Nullable String userId,
        @Nullable String typed,
        Purpose purpose,
        int count,
        @Nullable EncryptedText address)
        implements SignInEvent {}

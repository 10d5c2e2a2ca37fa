package io.countersign.events.user;

import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * There were so many wrong passwords that no more are looked at for a while.
 *
 * @param count how many attempts this stands for, as in {@link SignInFailed}
 * @param until when attempts are looked at again
 */
@Revision("1")
public record SignInBlocked(
        String attemptId,
        @Nullable String userId,
        @Nullable String typed,
        Purpose purpose,
        int count,
        Instant until,
        @Nullable EncryptedText address)
        implements SignInEvent {}

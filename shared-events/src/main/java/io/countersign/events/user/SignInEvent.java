package io.countersign.events.user;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.countersign.policy.WireName;
import org.jspecify.annotations.Nullable;

/**
 * What came of attempts that didn't know the password. Who made them is not proved; each names the user that they were for,
 * or else stands for the text that no user has as an e-mail address.
 */
public sealed interface SignInEvent permits SignInFailed, SignInBlocked {
    String attemptId();

    /** Null if there is no such user. */
    @Nullable
    String userId();

    /** HMAC-SHA-256 of the e-mail address that was typed, in hex; null if there is such a user. */
    @Nullable
    String typed();

    /** What the password was needed for. */
    Purpose purpose();

    /** Where the newest attempt came from; null if there is no such user, or no key to seal it under. */
    @Nullable
    EncryptedText address();

    /** What a password is asked for. */
    enum Purpose implements WireName {
        @JsonProperty("sign_in")
        SIGN_IN,
        @JsonProperty("password_change")
        PASSWORD_CHANGE;
    }
}

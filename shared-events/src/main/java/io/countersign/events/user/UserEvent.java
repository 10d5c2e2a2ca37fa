package io.countersign.events.user;

/** What happened to a user's account. E-mail addresses are in it only as {@link EncryptedText}. */
public sealed interface UserEvent
        permits UserCreated,
                UserSignedIn,
                UserSignedOut,
                PasswordChanged,
                StaffAssigned,
                StaffUnassigned,
                UserDeactivated {
    String userId();
}

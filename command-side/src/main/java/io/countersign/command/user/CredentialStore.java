package io.countersign.command.user;

import io.countersign.command.user.UserCommand.ChangePassword;
import io.countersign.command.user.UserCommand.CreateUser;
import org.axonframework.eventhandling.EventMessage;

/** Keeps of a user what no event may hold. */
public interface CredentialStore {
    /** Keeps aside, before a command's transaction, what belongs to an event that may come of it. */
    void stage(byte[] emailHmac, PasswordHash password);

    /** Reserves a user's id and e-mail address; false if either has an account already. */
    boolean reserve(CreateUser create);

    /** Replaces the password; false if the old one isn't the present one. */
    boolean replace(ChangePassword change);

    /** Takes up what belongs to an event; of use where the event didn't share a transaction with it. */
    void follow(EventMessage<?> event);
}

package io.countersign.command.user;

import io.countersign.command.user.UserCommand.CreateUser;
import io.countersign.platform.vault.PersonalData;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import org.springframework.stereotype.Component;

/**
 * Prepares commands that make users. Here, before and outside of the command's transaction, the password is hashed and
 * the e-mail address sealed; of a user who is then refused there remains a key that opens nothing.
 */
@Component
public class UserPreparation {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Passwords passwords;
    private final PersonalData personal;
    private final EmailIndex emails;
    private final CredentialStore credentials;

    UserPreparation(Passwords passwords, PersonalData personal, EmailIndex emails, CredentialStore credentials) {
        this.passwords = passwords;
        this.personal = personal;
        this.emails = emails;
        this.credentials = credentials;
    }

    /** A user id that nobody has. */
    public static String freshId() {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        return "user-" + HexFormat.of().formatHex(random);
    }

    /** The command that makes this user. Sent again with the same id, address and role it changes nothing. */
    public CreateUser prepare(
            String userId, Email email, Role role, NewPassword password, Collection<TenantId> tenants) {
        byte[] emailHmac = emails.of(email.value());
        PasswordHash hash = passwords.hash(password);
        credentials.stage(emailHmac, hash);
        return new CreateUser(
                userId,
                personal.encrypt(userId, email.value()),
                personal.commitment(userId),
                emailHmac,
                hash,
                role,
                new LinkedHashSet<>(tenants));
    }
}

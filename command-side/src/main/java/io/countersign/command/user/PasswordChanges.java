package io.countersign.command.user;

import io.countersign.command.dispatch.Answer;
import io.countersign.command.dispatch.CommandContext;
import io.countersign.command.dispatch.Commands;
import io.countersign.platform.web.Refusal;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Changes the password of whoever knows the present one. A wrong guess counts as a failed sign-in; whether a guess is
 * refused is for the command to say, as a request that is repeated under its key no longer knows the present one.
 */
@Component
class PasswordChanges {
    private final UserDirectory directory;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final Commands commands;
    private final CredentialStore credentials;

    PasswordChanges(
            UserDirectory directory,
            Passwords passwords,
            SignInThrottle throttle,
            Commands commands,
            CredentialStore credentials) {
        this.directory = directory;
        this.passwords = passwords;
        this.throttle = throttle;
        this.commands = commands;
        this.credentials = credentials;
    }

    /**
     * Changes the caller's own password.
     *
     * @param address where the attempt comes from
     * @throws Refusal a wrong old password, or too many attempts
     */
    Answer<String> change(String old, NewPassword replacement, CommandContext context, String address) {
        String userId = context.caller().userId();
        Credentials known = directory.findCredentials(userId).orElseThrow(() -> AcrossUsers.unknown(userId));
        throttle.mustBeOpen(address, known.emailHmac());
        boolean isRight = passwords.inTurn(() -> passwords.matches(old, Optional.of(known.password())));
        PasswordHash present = isRight ? known.password() : null;
        try {
            PasswordHash hash = passwords.hash(replacement);
            if (isRight) {
                credentials.stage(known.emailHmac(), hash);
            }
            return commands.send(new ChangePassword(userId, present, hash), context);
        } catch (Refusal refusal) {
            if (!isRight) {
                throttle.failed(address, known.emailHmac());
            }
            throw refusal;
        }
    }
}

package io.countersign.command.user;

import io.countersign.command.dispatch.CommandAnswer;
import io.countersign.command.dispatch.Commands;
import io.countersign.command.http.CommandContext;
import io.countersign.command.user.UserCommand.ChangePassword;
import io.countersign.platform.web.Refusal;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Changes the password of a user who knows the present one. Wrong guesses are counted for each user, wherever they come from,
 * and one after the other, so that no rush of them outruns the count; at several nodes, by no more than there are nodes.
 * Whether a guess is refused is for the command to say, as a request that is repeated under its key no longer knows the
 * present one.
 */
@Component
class PasswordChanger {
    /** Not a network address, so that failures to sign in count by themselves. */
    private static final String PLACE = "password change";

    private final UserDirectory directory;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final FailedSignInLog failures;
    private final Commands commands;
    private final CredentialStore credentials;

    PasswordChanger(
            UserDirectory directory,
            Passwords passwords,
            SignInThrottle throttle,
            FailedSignInLog failures,
            Commands commands,
            CredentialStore credentials) {
        this.directory = directory;
        this.passwords = passwords;
        this.throttle = throttle;
        this.failures = failures;
        this.commands = commands;
        this.credentials = credentials;
    }

    /**
     * Changes the caller's own password.
     *
     * @param address where the attempt comes from
     * @throws Refusal a wrong old password, or too many attempts
     */
    CommandAnswer<String> change(String old, NewPassword replacement, CommandContext context, String address) {
        String userId = context.caller().userId();
        return passwords.oneByOne(userId.hashCode(), () -> changeNext(userId, old, replacement, context, address));
    }

    private CommandAnswer<String> changeNext(
            String userId, String old, NewPassword replacement, CommandContext context, String address) {
        StoredCredentials known = directory.findCredentials(userId).orElseThrow(() -> UserInvariants.unknown(userId));
        throttle.mustBeOpen(PLACE, known.emailHmac());
        boolean isRight = passwords.inTurn(() -> passwords.matches(old, Optional.of(known.password())));
        PasswordHash present = isRight ? known.password() : null;
        try {
            PasswordHash hash = passwords.hash(replacement);
            if (isRight) {
                credentials.stage(known.emailHmac(), hash);
            }
            CommandAnswer<String> answer = commands.send(new ChangePassword(userId, present, hash), context);
            throttle.succeeded(PLACE, known.emailHmac());
            return answer;
        } catch (Refusal refusal) {
            if (!isRight) {
                failures.count(FailedSignInLog.Attempt.toChangePassword(
                        PLACE, known, address, context.caller().origin()));
            }
            throw refusal;
        }
    }
}

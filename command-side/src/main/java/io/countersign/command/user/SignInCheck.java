package io.countersign.command.user;

import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds out whether someone knows a password. An unknown address, a wrong password and a deactivated user are answered
 * alike, and take as long. Guesses at one e-mail address from one place go one after the other, so that no rush of them
 * outruns the count; at several nodes, by no more than there are nodes.
 */
@Component
class SignInCheck {
    private final UserDirectory directory;
    private final EmailIndex emails;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final FailedSignInLog failures;

    SignInCheck(
            UserDirectory directory,
            EmailIndex emails,
            Passwords passwords,
            SignInThrottle throttle,
            FailedSignInLog failures) {
        this.directory = directory;
        this.emails = emails;
        this.passwords = passwords;
        this.throttle = throttle;
        this.failures = failures;
    }

    static Refusal wrongCredentials() {
        return ErrorCode.WRONG_CREDENTIALS.because("The e-mail address or the password is wrong");
    }

    /**
     * The user whose e-mail address and password these are.
     *
     * @param address where the attempt comes from
     * @throws Refusal wrong credentials, or too many attempts
     */
    StoredCredentials check(String email, String password, String address) {
        byte[] emailHmac = emails.of(email);
        int pair = Objects.hash(address, Arrays.hashCode(emailHmac));
        return passwords.oneByOne(pair, () -> checkNext(email, emailHmac, password, address));
    }

    private StoredCredentials checkNext(String email, byte[] emailHmac, String password, String address) {
        throttle.mustBeOpen(address, emailHmac);
        Optional<StoredCredentials> known = directory.findCredentials(emailHmac);
        Optional<StoredCredentials> usable = known.filter(StoredCredentials::active);
        if (!passwords.inTurn(() -> passwords.matches(password, usable.map(StoredCredentials::password)))) {
            failures.count(FailedSignInLog.Attempt.toSignIn(email, emailHmac, known, address));
            throw wrongCredentials();
        }
        throttle.succeeded(address, emailHmac);
        return usable.orElseThrow();
    }
}

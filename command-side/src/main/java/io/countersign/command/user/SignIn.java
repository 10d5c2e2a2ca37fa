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
class SignIn {
    private final UserDirectory directory;
    private final EmailIndex emails;
    private final Passwords passwords;
    private final SignInThrottle throttle;

    SignIn(UserDirectory directory, EmailIndex emails, Passwords passwords, SignInThrottle throttle) {
        this.directory = directory;
        this.emails = emails;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    static Refusal wrongCredentials() {
        return ErrorCode.WRONG_CREDENTIALS.because("The e-mail address or the password is wrong");
    }

    /**
     * The id of the user whose e-mail address and password these are.
     *
     * @param address where the attempt comes from
     * @throws Refusal wrong credentials, or too many attempts
     */
    String check(String email, String password, String address) {
        byte[] emailHmac = emails.of(email);
        int pair = Objects.hash(address, Arrays.hashCode(emailHmac));
        return passwords.oneByOne(pair, () -> checkNext(emailHmac, password, address));
    }

    private String checkNext(byte[] emailHmac, String password, String address) {
        throttle.mustBeOpen(address, emailHmac);
        Optional<Credentials> known = directory.findCredentials(emailHmac).filter(Credentials::active);
        if (!passwords.matches(password, known.map(Credentials::password))) {
            throttle.failed(address, emailHmac);
            throw wrongCredentials();
        }
        throttle.succeeded(address, emailHmac);
        return known.orElseThrow().userId();
    }
}

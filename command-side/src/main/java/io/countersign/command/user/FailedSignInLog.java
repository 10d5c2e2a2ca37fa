package io.countersign.command.user;

import io.countersign.command.dispatch.Commands;
import io.countersign.command.user.SignInAttemptCommand.RecordBlockedSignIn;
import io.countersign.command.user.SignInAttemptCommand.RecordFailedSignIns;
import io.countersign.events.user.EncryptedText;
import io.countersign.events.user.SignInBlocked;
import io.countersign.events.user.SignInEvent.Purpose;
import io.countersign.events.user.SignInFailed;
import io.countersign.platform.security.Origin;
import io.countersign.platform.vault.BlindIndex;
import io.countersign.platform.vault.BlindIndexes;
import io.countersign.platform.vault.PersonalData;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts wrong passwords, and makes entries of them: on a block, and on failures at most one a minute for each user and
 * place. Neither the log nor an entry tells in the clear what was typed or where it came from.
 */
@Component
class FailedSignInLog {
    private static final Logger log = LoggerFactory.getLogger(FailedSignInLog.class);

    private final SignInThrottle throttle;
    private final PersonalData personal;
    private final Commands commands;
    private final BlindIndex typedTexts;

    FailedSignInLog(SignInThrottle throttle, PersonalData personal, Commands commands, BlindIndexes indexes) {
        this.throttle = throttle;
        this.personal = personal;
        this.commands = commands;
        this.typedTexts = indexes.open("unknown_sign_in");
    }

    /**
     * An attempt that failed.
     *
     * @param place   by which the throttle counts
     * @param address of the network
     * @param user    whose password it should have been; empty if the text that was typed is nobody's e-mail address
     * @param typed   what was typed; null where the user is known without it
     * @param origin  who is known to have made it
     */
    record Attempt(
            Purpose purpose,
            String place,
            byte[] emailHmac,
            String address,
            Optional<StoredCredentials> user,
            String typed,
            Origin origin) {
        /** An attempt to sign in: nothing shows that it is the user's; where nobody is meant, the service speaks. */
        static Attempt toSignIn(String typed, byte[] emailHmac, Optional<StoredCredentials> user, String address) {
            Origin origin = user.map(known -> Origin.of(known.userId(), known.role(), Origin.Auth.NONE))
                    .orElse(Origin.SYSTEM);
            return new Attempt(Purpose.SIGN_IN, address, emailHmac, address, user, typed, origin);
        }

        /** An attempt of a user who is signed in, to change the own password. */
        static Attempt toChangePassword(String place, StoredCredentials user, String address, Origin origin) {
            return new Attempt(
                    Purpose.PASSWORD_CHANGE, place, user.emailHmac(), address, Optional.of(user), null, origin);
        }

        private String userId() {
            return user.map(StoredCredentials::userId).orElse(null);
        }
    }

    void count(Attempt attempt) {
        Optional<Instant> blockedUntil = throttle.failed(
                attempt.place(), attempt.emailHmac(), attempt.user().isPresent());
        throttle.takeEntry(attempt.place(), attempt.emailHmac(), blockedUntil.isPresent())
                .ifPresent(count -> blockedUntil.ifPresentOrElse(
                        until -> recordBlock(attempt, count, until), () -> recordFailures(attempt, count)));
    }

    private void recordFailures(Attempt attempt, int count) {
        log.warn("Wrong passwords ({}) for {}: {}", attempt.purpose().wireName(), nameOf(attempt), count);
        record(
                attempt,
                new RecordFailedSignIns(new SignInFailed(
                        freshId(),
                        attempt.userId(),
                        typed(attempt),
                        attempt.purpose(),
                        count,
                        sealedAddress(attempt))));
    }

    private void recordBlock(Attempt attempt, int count, Instant until) {
        log.warn("Blocked until {} ({}): {}", until, attempt.purpose().wireName(), nameOf(attempt));
        record(
                attempt,
                new RecordBlockedSignIn(new SignInBlocked(
                        freshId(),
                        attempt.userId(),
                        typed(attempt),
                        attempt.purpose(),
                        count,
                        until,
                        sealedAddress(attempt))));
    }

    /** Whoever failed is answered in any case: they count, though nobody can read of them. */
    private void record(Attempt attempt, Object command) {
        try {
            commands.send(command, attempt.origin());
        } catch (RuntimeException e) {
            log.warn("A failed sign-in can't be put on record", e);
        }
    }

    private static String freshId() {
        return UUID.randomUUID().toString();
    }

    private static String nameOf(Attempt attempt) {
        return attempt.user().map(StoredCredentials::userId).orElse("somebody unknown");
    }

    private String typed(Attempt attempt) {
        return attempt.user().isPresent()
                ? null
                : HexFormat.of().formatHex(typedTexts.of(attempt.typed().strip().toLowerCase(Locale.ROOT)));
    }

    private EncryptedText sealedAddress(Attempt attempt) {
        return attempt.user()
                .flatMap(known -> personal.encryptUnderKnownKey(known.userId(), attempt.address()))
                .orElse(null);
    }
}

package io.countersign.command.user;

import io.countersign.platform.web.ErrorCode;
import java.text.Normalizer;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and checks passwords with Argon2id, 19 MiB and two passes (OWASP Password Storage Cheat Sheet). No more at once
 * than there are processors: a rush of sign-ins waits for its turn and can't take all memory.
 */
@Component
class Passwords {
    private static final int LINES = 256;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final long PATIENCE_SECONDS = 10;

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final Semaphore[] lines =
            Stream.generate(() -> new Semaphore(1, true)).limit(LINES).toArray(Semaphore[]::new);
    private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private final PasswordHash nobodys = hash(new NewPassword(UUID.randomUUID().toString()));

    PasswordHash hash(NewPassword password) {
        return inTurn(() -> new PasswordHash(argon2.encode(normalized(password.value()))));
    }

    /** Whether the password is the one that was hashed; takes as long if there is no hash. To be called in turn. */
    boolean matches(String password, Optional<PasswordHash> hash) {
        boolean matches =
                argon2.matches(normalized(password), hash.orElse(nobodys).value());
        return matches && hash.isPresent();
    }

    /**
     * After whatever else goes on in the same line. Not to be called in turn: who waits in line would keep others' turns.
     *
     * @param line any number; few have one in common
     * @throws io.countersign.platform.web.Refusal unavailable, if its turn doesn't come in time
     */
    <R> R oneByOne(int line, Supplier<R> work) {
        return after(lines[Math.floorMod(line, LINES)], work);
    }

    /** @throws io.countersign.platform.web.Refusal unavailable, if its turn doesn't come in time */
    <R> R inTurn(Supplier<R> work) {
        return after(turns, work);
    }

    private static <R> R after(Semaphore others, Supplier<R> work) {
        if (!comes(others)) {
            throw ErrorCode.UNAVAILABLE.because("Too many are signing in at the moment; try again");
        }
        try {
            return work.get();
        } finally {
            others.release();
        }
    }

    private static boolean comes(Semaphore others) {
        try {
            return others.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The same letters typed on another keyboard are the same password (NIST SP 800-63B §5.1.1.2). */
    private static String normalized(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }
}

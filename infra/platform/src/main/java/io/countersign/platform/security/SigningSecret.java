package io.countersign.platform.security;

import io.countersign.platform.start.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the HS256 secret: the configured one if it is strong enough, otherwise one that is generated once and stored with mode
 * 0600.
 */
final class SigningSecret {
    static final int MIN_BYTES = 32;
    private static final int MIN_DISTINCT = 8;
    private static final Set<String> WELL_KNOWN = Set.of(
            "your-256-bit-secret",
            "a-string-secret-at-least-256-bits-long",
            "your-secret-key-change-in-production",
            "dev-secret-key-change-in-production",
            "dev-secret-change-me-in-production",
            "change-this-secret-in-production",
            "change-me-change-me-change-me-change-me",
            "changemechangemechangemechangeme",
            "this-is-a-secret-key-for-jwt-tokens",
            "secretsecretsecretsecretsecretsecret",
            "supersecretsupersecretsupersecret",
            "0123456789abcdef0123456789abcdef",
            "01234567890123456789012345678901",
            "12345678901234567890123456789012",
            "abcdefghijklmnopqrstuvwxyz123456",
            "abcdefghijklmnopqrstuvwxyz012345",
            "404e635266556a586e3272357538782f413f4428472b4b6250645367566b5970");

    private static final Logger log = LoggerFactory.getLogger(SigningSecret.class);

    private SigningSecret() {}

    /** @throws IllegalStateException with a sentence that tells what to set, if the configured secret is unfit */
    static byte[] find(String configured, Path dataDir) {
        if (configured != null && !configured.isBlank()) {
            return fit(configured);
        }
        warnIfOpen(dataDir);
        return kept(dataDir.resolve("jwt-secret"));
    }

    /** A directory that was there before is as open as somebody made it, perhaps for other things that are in it. */
    private static void warnIfOpen(Path dataDir) {
        try {
            if (Files.isDirectory(dataDir)) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(dataDir));
                if (!mode.endsWith("------")) {
                    log.warn("Other users of this machine can enter {} ({}): close it with chmod 700", dataDir, mode);
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            log.debug("The mode of {} can't be read", dataDir, e);
        }
    }

    private static byte[] fit(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_BYTES) {
            throw new StartRefused(
                    "countersign.jwt.secret has %s bytes; set one of at least %s, or none to have one made."
                            .formatted(bytes.length, MIN_BYTES));
        }
        if (WELL_KNOWN.contains(secret.strip().toLowerCase(Locale.ROOT))
                || secret.chars().distinct().count() < MIN_DISTINCT) {
            throw new StartRefused(
                    "countersign.jwt.secret is one that everybody knows or guesses; set a random one, or none to have one made.");
        }
        return bytes;
    }

    private static byte[] kept(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return fit(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("Can't keep the token secret in " + file, e);
        }
    }

    /** Written whole under another name first, so that whoever finds the file finds all of it. */
    private static void make(Path file) throws IOException {
        byte[] random = new byte[48];
        new SecureRandom().nextBytes(random);
        Path dir = file.toAbsolutePath().getParent();
        Files.createDirectories(
                dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path fresh = Files.createTempFile(
                dir,
                "jwt-secret",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // Another process was first; its secret is as good.
        } finally {
            Files.delete(fresh);
        }
    }
}

package io.countersign.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;

/** The password of the superuser: 256 random bits, generated before the cluster and stored beside it with mode 0600. */
final class SuperuserPassword {

    private SuperuserPassword() {}

    static String keptIn(DataDirectory directory) {
        try {
            if (!Files.exists(directory.password())) {
                generate(directory);
            }
            return Files.readString(directory.password()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void generate(DataDirectory directory) {
        if (Files.exists(directory.cluster())) {
            throw new EmbeddedPostgresException(
                    "The file %s is missing, and only it opens the database beside it: put it back from a backup"
                            .formatted(directory.password()));
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        PrivateFiles.write(
                directory.password(), Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
    }
}

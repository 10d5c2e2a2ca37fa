package io.countersign.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The archive of the PostgreSQL programs for one kind of machine, as {@code io.zonky.test.postgres} publishes it: a .txz
 * at the root of the class path.
 */
final class BinariesArchive {

    private final URL url;

    private BinariesArchive(URL url) {
        this.url = url;
    }

    static BinariesArchive forThisMachine() {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch");
        String name = switch (system + " " + machine) {
            case "Linux amd64", "Linux x86_64" -> "postgres-linux-x86_64.txz";
            case "Linux aarch64" -> "postgres-linux-arm_64.txz";
            default -> throw missing(system, machine);
        };
        URL url = BinariesArchive.class.getClassLoader().getResource(name);
        if (url == null) {
            throw missing(system, machine);
        }
        return new BinariesArchive(url);
    }

    /** SHA-256 of the archive, in hex. */
    String hash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(url.openStream(), sha256)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void unpackInto(Path directory) throws IOException {
        Files.createDirectory(directory, PrivateFiles.DIRECTORY);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(url.openStream())))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = directory.resolve(entry.getName()).normalize();
                if (!path.startsWith(directory)) {
                    throw new IOException("%s leads out of the archive".formatted(entry.getName()));
                }
                unpack(entry, tar, path);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path, PrivateFiles.DIRECTORY);
            return;
        }
        Files.createDirectories(path.getParent(), PrivateFiles.DIRECTORY);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, path);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(path, (program ? PrivateFiles.PROGRAM : PrivateFiles.FILE).value());
        }
    }

    private static EmbeddedPostgresException missing(String system, String machine) {
        return new EmbeddedPostgresException(
                ("No PostgreSQL for %s on %s comes with this program: run it on Linux (x86_64 or aarch64),"
                                + " or give it a PostgreSQL server to use")
                        .formatted(system, machine));
    }
}

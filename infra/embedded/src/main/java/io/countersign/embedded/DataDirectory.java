package io.countersign.embedded;

import java.nio.file.Path;

/**
 * The places within a data directory. Everything is in its folder {@code postgresql}, which belongs to the current user
 * and is closed to all others; the data directory itself is only created, because it may hold other things.
 */
final class DataDirectory {

    private static final String HOME = "postgresql";

    private final Path path;
    private final Path home;

    private DataDirectory(Path path) {
        this.path = path;
        this.home = OwnerOnly.directory(path.resolve(HOME));
    }

    static DataDirectory at(Path path) {
        OwnerOnly.createDirectory(path);
        return new DataDirectory(path);
    }

    static Path binariesIn(Path path) {
        return path.resolve(HOME).resolve("binaries");
    }

    Path home() {
        return home;
    }

    Path cluster() {
        return home.resolve("cluster");
    }

    Path log() {
        return home.resolve("log");
    }

    Path password() {
        return home.resolve("password");
    }

    Path lock() {
        return home.resolve("lock");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

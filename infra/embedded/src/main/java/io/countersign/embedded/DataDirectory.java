package io.countersign.embedded;

import java.nio.file.Path;

/**
 * The paths in a data directory. All files are in its folder {@code postgresql}, which only the current user can open. The data directory itself is created if absent, but its permissions are not changed, because it may contain other files.
 */
final class DataDirectory {

    private static final String HOME = "postgresql";

    private final Path path;
    private final Path home;

    private DataDirectory(Path path) {
        this.path = path;
        this.home = PrivateFiles.directory(path.resolve(HOME));
    }

    static DataDirectory at(Path path) {
        PrivateFiles.createDirectory(path);
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

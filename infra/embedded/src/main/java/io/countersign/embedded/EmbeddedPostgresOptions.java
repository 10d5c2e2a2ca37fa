package io.countersign.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where and how a server runs.
 *
 * @param dataDir      contains all files of the server in a folder {@code postgresql}; created if absent
 * @param port         the TCP port on 127.0.0.1, or 0 for any free one
 * @param binariesDir  where the PostgreSQL programs are unpacked, 75 MB per version; may be shared by several servers of one user
 * @param settings     server settings that add to or replace the defaults, such as {@code work_mem}; settings that control connections are refused
 * @param startTimeout how long a start may take, including recovery after a crash
 * @param stopTimeout  how long an orderly shutdown may take
 */
public record EmbeddedPostgresOptions(
        Path dataDir,
        int port,
        Path binariesDir,
        Map<String, String> settings,
        Duration startTimeout,
        Duration stopTimeout) {

    private static final Set<String> OURS = Set.of(
            "port",
            "listen_addresses",
            "unix_socket_directories",
            "password_encryption",
            "data_directory",
            "hba_file",
            "ident_file");

    public EmbeddedPostgresOptions {
        dataDir = dataDir.toAbsolutePath().normalize();
        binariesDir = binariesDir.toAbsolutePath().normalize();
        settings = Map.copyOf(settings);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException(
                    "The port of the embedded PostgreSQL is %s; it must be 1 to 65535, or 0 for any free one"
                            .formatted(port));
        }
        settings.forEach(EmbeddedPostgresOptions::mustBeASetting);
    }

    /** Any free port, programs unpacked within the data directory, 5 minutes to start and 30 seconds to stop. */
    public static EmbeddedPostgresOptions in(Path dataDir) {
        return new EmbeddedPostgresOptions(
                dataDir, 0, DataDirectory.binariesIn(dataDir), Map.of(), Duration.ofMinutes(5), Duration.ofSeconds(30));
    }

    public EmbeddedPostgresOptions onPort(int port) {
        return new EmbeddedPostgresOptions(dataDir, port, binariesDir, settings, startTimeout, stopTimeout);
    }

    public EmbeddedPostgresOptions withBinariesIn(Path binariesDir) {
        return new EmbeddedPostgresOptions(dataDir, port, binariesDir, settings, startTimeout, stopTimeout);
    }

    /**
     * Unpacks into one folder per user below {@code java.io.tmpdir}, so that many short-lived data directories unpack
     * once.
     */
    public EmbeddedPostgresOptions withSharedBinaries() {
        return withBinariesIn(
                Path.of(System.getProperty("java.io.tmpdir"), "countersign-postgresql-" + PrivateFiles.currentUser()));
    }

    public EmbeddedPostgresOptions withSetting(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(name, value);
        return new EmbeddedPostgresOptions(dataDir, port, binariesDir, more, startTimeout, stopTimeout);
    }

    private static void mustBeASetting(String name, String value) {
        if (OURS.contains(name)) {
            throw new IllegalArgumentException(
                    "The setting %s of the embedded PostgreSQL can't be changed".formatted(name));
        }
        if (!name.matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)?")
                || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("'%s = %s' can't be a PostgreSQL setting".formatted(name, value));
        }
    }
}

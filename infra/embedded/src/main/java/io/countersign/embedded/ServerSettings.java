package io.countersign.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes the configuration files of the server before every start, so that earlier edits have no effect.
 */
final class ServerSettings {

    private ServerSettings() {}

    static void writeTo(Path cluster, Path log, int port, Map<String, String> more) {
        StringBuilder settings = new StringBuilder(template("postgresql.conf"));
        append(settings, "port", String.valueOf(port));
        append(settings, "log_directory", log.toString());
        more.forEach((name, value) -> append(settings, name, value));
        PrivateFiles.write(cluster.resolve("postgresql.conf"), settings.toString());
        PrivateFiles.write(cluster.resolve("postgresql.auto.conf"), "");
        PrivateFiles.write(cluster.resolve("pg_hba.conf"), template("pg_hba.conf"));
    }

    /** If a setting has several lines, the last one counts. */
    private static void append(StringBuilder settings, String name, String value) {
        settings.append(
                "%s = '%s'%n".formatted(name, value.replace("\\", "\\\\").replace("'", "''")));
    }

    private static String template(String name) {
        try (InputStream in = ServerSettings.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

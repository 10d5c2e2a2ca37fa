package io.countersign.bench.system;

import io.countersign.embedded.EmbeddedPostgres;
import io.countersign.embedded.EmbeddedPostgresOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The PostgreSQL under test, with the settings of the all-in-one program, and its client programs psql and pgbench for comparisons.
 */
public final class Database implements AutoCloseable {
    private static final String NAME = "countersign";

    private final EmbeddedPostgres server;

    private Database(EmbeddedPostgres server) {
        this.server = server;
    }

    /** The only setting that differs from the all-in-one program is the statement length in pg_stat_activity. */
    public static Database startIn(Path directory) throws IOException, InterruptedException {
        Database database = new Database(EmbeddedPostgres.start(
                EmbeddedPostgresOptions.in(directory).withSetting("track_activity_query_size", "16kB")));
        if (database.psql("postgres", List.of("-c", "select 1 from pg_database where datname = '" + NAME + "'"))
                .isEmpty()) {
            database.psql("postgres", List.of("-c", "create database " + NAME));
        }
        return database;
    }

    /** The environment variables with which the program uses this database. Arguments would be visible to other users. */
    Map<String, String> forProgram() {
        return Map.of(
                "COUNTERSIGN_DATABASE_URL", server.jdbcUrl(NAME),
                "COUNTERSIGN_DATABASE_USERNAME", server.username(),
                "COUNTERSIGN_DATABASE_PASSWORD", server.password());
    }

    /** Runs SQL; returns unaligned rows without headings. */
    public String sql(String sql) throws IOException, InterruptedException {
        return psql(NAME, List.of("-c", sql));
    }

    public long number(String sql) throws IOException, InterruptedException {
        return Long.parseLong(sql(sql));
    }

    /** Runs SQL and passes on the output of psql, such as the rows of a {@code copy … to stdout}. */
    public <T> T sql(String sql, Shell.Output<T> output) throws IOException, InterruptedException {
        return Shell.run(environment(NAME), output, psqlCommand(List.of("-c", sql)));
    }

    ProcessHandle postmaster() throws IOException, InterruptedException {
        String pid = sql("select (string_to_array(pg_read_file('postmaster.pid'), chr(10)))[1]");
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** Runs pgbench on a script; returns its report. */
    public String pgbench(Path script, int clients, int seconds) throws IOException, InterruptedException {
        return Shell.run(
                environment(NAME),
                Shell::textOf,
                List.of(
                        "pgbench",
                        "-n",
                        "-M",
                        "prepared",
                        "-c",
                        String.valueOf(clients),
                        "-j",
                        "2",
                        "-T",
                        String.valueOf(seconds),
                        "-f",
                        script.toString(),
                        "-r"));
    }

    private String psql(String database, List<String> arguments) throws IOException, InterruptedException {
        return Shell.run(environment(database), Shell::textOf, psqlCommand(arguments));
    }

    private static List<String> psqlCommand(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"));
        command.addAll(arguments);
        return command;
    }

    private Map<String, String> environment(String database) {
        return Map.of(
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                String.valueOf(server.port()),
                "PGUSER",
                server.username(),
                "PGPASSWORD",
                server.password(),
                "PGDATABASE",
                database,
                "PGOPTIONS",
                "-c client_min_messages=warning");
    }

    @Override
    public void close() {
        server.close();
    }
}

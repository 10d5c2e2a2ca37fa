package io.countersign.standalone.process;

import io.countersign.testkit.EmbeddedDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.flywaydb.core.Flyway;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * A database as the build before issue 12 left it: the demonstration data, and the tenant {@link #TENANT} with accounts,
 * departments and names whose spelling later builds normalise. The file has, for each table, a line
 * {@code copy table (columns)}, the rows as PostgreSQL's COPY writes them, and a line {@code \.}.
 */
final class DatabaseOfPreviousBuild {
    static final String TENANT = "old-books";

    /** The newest migration of each schema in that build. */
    private static final Map<String, String> VERSIONS = new LinkedHashMap<>();

    static {
        VERSIONS.put("event_store", "2");
        VERSIONS.put("key_vault", "1");
        VERSIONS.put("command_side", "6");
        VERSIONS.put("read_model", "15");
    }

    private DatabaseOfPreviousBuild() {}

    static EmbeddedDatabase loaded() throws IOException, SQLException {
        EmbeddedDatabase database = EmbeddedDatabase.empty();
        VERSIONS.forEach((schema, version) -> Flyway.configure()
                .dataSource(database.dataSource())
                .schemas(schema)
                .defaultSchema(schema)
                .locations("classpath:db/" + schema)
                .placeholders(Map.of("reader", ""))
                .target(version)
                .load()
                .migrate());
        try (Connection connection = database.dataSource().getConnection();
                InputStream file = DatabaseOfPreviousBuild.class.getResourceAsStream("/previous-build.copy.gz");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            connection.setAutoCommit(false);
            copy(connection, lines);
            connection.commit();
        }
        return database;
    }

    private static void copy(Connection connection, BufferedReader lines) throws IOException, SQLException {
        try (Statement statement = connection.createStatement()) {
            // Neither triggers nor foreign keys run: the rows are there as they were.
            statement.execute("set local session_replication_role = replica");
            CopyManager manager = connection.unwrap(BaseConnection.class).getCopyAPI();
            for (String header = lines.readLine(); header != null; header = lines.readLine()) {
                statement.execute("delete from " + header.split(" ")[1]);
                CopyIn copy = manager.copyIn(header + " from stdin");
                for (String row = lines.readLine(); !row.equals("\\."); row = lines.readLine()) {
                    byte[] bytes = (row + "\n").getBytes(StandardCharsets.UTF_8);
                    copy.writeToCopy(bytes, 0, bytes.length);
                }
                copy.endCopy();
            }
            statement.execute(
                    "select setval('event_store.event_global_index_seq', (select max(global_index) from event_store.event))");
        }
    }
}

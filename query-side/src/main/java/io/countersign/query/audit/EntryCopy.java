package io.countersign.query.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Copies entries from PostgreSQL to an output stream with COPY, oldest first. A copy reads one snapshot and holds one connection and one line in memory. However it ends, the query is stopped and the connection is back in the pool.
 */
@Component
class EntryCopy {
    private static final Logger log = LoggerFactory.getLogger(EntryCopy.class);
    private static final String SETTING = "countersign.audit_";

    private final DataSource dataSource;

    EntryCopy(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Is called for each entry that was written. */
    interface Progress {
        void handed();
    }

    /**
     * @param upTo the position of the last entry to copy
     * @throws IOException  if the output stream fails
     * @throws SQLException if the database fails
     */
    void send(AuditFilter filter, long upTo, ExportFormat form, OutputStream out, Progress progress)
            throws IOException, SQLException {
        EntryQuery query = EntryQuery.of(filter);
        String copy = form.copy(query.where("position", EntryCopy::reference) + "\n  and position <= " + upTo);
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                snapshot(connection, query.values());
                stream(connection.unwrap(PGConnection.class), copy, form.headerLines(), out, progress);
            } catch (IOException | SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            }
            connection.rollback();
        }
    }

    /**
     * COPY takes no parameters, so the values are set as settings of the transaction, which the query reads. Nothing that a caller sent becomes part of an SQL command.
     */
    private static void snapshot(Connection connection, Map<String, String> values) throws SQLException {
        try (Statement begin = connection.createStatement()) {
            begin.execute("set transaction isolation level repeatable read, read only");
        }
        try (PreparedStatement setting = connection.prepareStatement("select set_config(?, ?, true)")) {
            for (Map.Entry<String, String> value : values.entrySet()) {
                setting.setString(1, SETTING + value.getKey());
                setting.setString(2, value.getValue());
                setting.execute();
            }
        }
    }

    private static String reference(String name) {
        return "current_setting('%s%s')".formatted(SETTING, name);
    }

    private static void stream(PGConnection postgres, String command, int header, OutputStream out, Progress progress)
            throws IOException, SQLException {
        CopyOut copy = postgres.getCopyAPI().copyOut(command);
        try {
            int seen = 0;
            for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                out.write(line);
                if (++seen > header) {
                    progress.handed();
                }
            }
        } finally {
            if (copy.isActive()) {
                stop(postgres, copy);
            }
        }
    }

    /**
     * Cancels a copy and reads the rows that were already on the way, so that the connection can be reused. CopyOut.cancelCopy alone would leave them in the connection.
     */
    private static void stop(PGConnection postgres, CopyOut copy) {
        try {
            postgres.cancelQuery();
            while (copy.readFromCopy() != null) {
                // Discard the row.
            }
        } catch (SQLException cancelled) {
            log.debug("A copy was stopped: {}", cancelled.getMessage());
        }
        if (copy.isActive()) {
            release(copy);
        }
    }

    /** Ends a copy on a broken connection, where the driver would otherwise wait forever. */
    private static void release(CopyOut copy) {
        try {
            copy.cancelCopy();
        } catch (SQLException dead) {
            log.debug("A copy couldn't be stopped: {}", dead.getMessage());
        }
    }

    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}

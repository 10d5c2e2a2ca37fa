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
 * Copies entries from the database to a stream, oldest first, as PostgreSQL writes them. One copy is one snapshot,
 * however long it takes, and holds one connection and one line in memory; when it ends for any reason the database has
 * stopped working on it and the connection is back in the pool.
 */
@Component
class EntryCopy {
    private static final Logger log = LoggerFactory.getLogger(EntryCopy.class);
    private static final String SETTING = "countersign.audit_";

    private final DataSource dataSource;

    EntryCopy(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Is told of each entry that was handed over. */
    interface Progress {
        void handed();
    }

    /**
     * @param upTo the position of the last entry to copy
     * @throws IOException  if the stream takes no more
     * @throws SQLException if the database gives no more
     */
    void send(AuditFilter filter, long upTo, ExportForm form, OutputStream out, Progress progress)
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
     * COPY takes no parameters. The values are bound to settings of the transaction, which its query reads: so nothing
     * that a caller sent is ever part of a command, and nothing needs to be escaped.
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
     * Stops a copy and reads what was on its way, which leaves the connection in order. CopyOut.cancelCopy alone leaves
     * the rest of the rows in the connection for whoever uses it next.
     */
    private static void stop(PGConnection postgres, CopyOut copy) {
        try {
            postgres.cancelQuery();
            while (copy.readFromCopy() != null) {
                // Nobody wants it any more.
            }
        } catch (SQLException cancelled) {
            log.debug("A copy was stopped: {}", cancelled.getMessage());
        }
        if (copy.isActive()) {
            release(copy);
        }
    }

    /** Lets go of a connection that is dead: the driver would wait for the copy's end for ever. */
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

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
import org.springframework.stereotype.Component;

/**
 * Copies entries from the database to a stream, oldest first, as PostgreSQL writes them. One copy is one snapshot,
 * however long it takes, and holds one connection and one line in memory; when it ends for any reason the database has
 * stopped working on it and the connection is back in the pool.
 */
@Component
class EntryCopy {
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
     * @throws IOException  if the stream takes no more
     * @throws SQLException if the database gives no more
     */
    void send(AuditFilter filter, ExportForm form, OutputStream out, Progress progress) throws IOException, SQLException {
        EntryQuery query = EntryQuery.of(filter);
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                snapshot(connection, query.values());
                String copy = form.copy(query.where("position", EntryCopy::reference));
                stream(connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy), form, out, progress);
            } finally {
                // The pool doesn't see that COPY began a transaction.
                connection.rollback();
            }
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

    private static void stream(CopyOut copy, ExportForm form, OutputStream out, Progress progress)
            throws IOException, SQLException {
        try {
            int header = form.headerLines();
            for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                out.write(line);
                if (header == 0) {
                    progress.handed();
                } else {
                    header--;
                }
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}

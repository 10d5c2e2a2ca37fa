package io.countersign.query.projection;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.postgresql.PGConnection;

/** Rows for one table, in COPY's text format (PostgreSQL documentation, COPY, "Text Format"). */
final class CopyBuffer {
    private final String command;
    private final List<String> rows = new ArrayList<>();

    CopyBuffer(String tableAndColumns) {
        this.command = "copy %s from stdin".formatted(tableAndColumns);
    }

    void add(Object... values) {
        StringBuilder row = new StringBuilder(values.length * 16);
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                row.append('\t');
            }
            append(row, values[i]);
        }
        rows.add(row.append('\n').toString());
    }

    void writeAll(Connection connection) throws SQLException {
        write(connection, String.join("", rows));
    }

    void writeSingly(Connection connection) throws SQLException {
        for (String row : rows) {
            write(connection, row);
        }
    }

    private void write(Connection connection, String text) throws SQLException {
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(command, new StringReader(text));
        } catch (IOException e) {
            throw new SQLException("Can't send rows", e);
        }
    }

    private static void append(StringBuilder row, Object value) {
        if (value == null) {
            row.append("\\N");
        } else if (value instanceof BigDecimal number) {
            row.append(number.toPlainString());
        } else if (value instanceof Collection<?> elements) {
            appendArray(row, elements);
        } else {
            appendEscaped(row, value.toString());
        }
    }

    private static void appendArray(StringBuilder row, Collection<?> elements) {
        StringBuilder array = new StringBuilder("{");
        for (Object element : elements) {
            array.append(array.length() == 1 ? "\"" : ",\"")
                    .append(element.toString().replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        appendEscaped(row, array.append('}').toString());
    }

    /** Most text needs no escape, and is much faster to append whole. */
    private static void appendEscaped(StringBuilder row, String text) {
        if (needsNoEscape(text)) {
            row.append(text);
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> row.append("\\\\");
                case '\t' -> row.append("\\t");
                case '\n' -> row.append("\\n");
                case '\r' -> row.append("\\r");
                default -> row.append(c);
            }
        }
    }

    private static boolean needsNoEscape(String text) {
        return text.indexOf('\\') < 0 && text.indexOf('\t') < 0 && text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
    }
}

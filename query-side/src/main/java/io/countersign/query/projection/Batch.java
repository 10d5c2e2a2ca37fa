package io.countersign.query.projection;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a batch of events comes to in SQL, gathered while the events are handled and written together before their
 * transaction commits: first new rows by COPY, then sums, then updates in the order in which they were asked for, alike ones in one
 * JDBC batch as long as no other stands between. A write that fails is tried again row by row, so that the error names the
 * row at fault. What takes much memory is written sooner, between two events, as if it were a batch of its own.
 */
public final class Batch {
    private static final long MOST_CHARACTERS = 4 * 1024 * 1024;

    private final Map<String, CopyBuffer> rows = new LinkedHashMap<>();
    private final Map<Sums, Map<List<Object>, BigDecimal[]>> sums = new LinkedHashMap<>();
    private final List<Updates> updates = new ArrayList<>();
    private long characters;
    private Object event;

    Batch() {}

    /** Whether what was gathered should be written before another event is handled, as it takes much memory. */
    boolean isFullBefore(Object next) {
        boolean isAnother = event != null && event != next;
        event = next;
        return isAnother && characters > MOST_CHARACTERS;
    }

    /**
     * Adds a row.
     *
     * @param tableAndColumns such as {@code tenant (tenant_id, name)}
     * @param values          text, numbers, booleans, times, collections for arrays; null for NULL
     */
    public void insert(String tableAndColumns, Object... values) {
        characters += length(values);
        rows.computeIfAbsent(tableAndColumns, CopyBuffer::new).add(values);
    }

    /** Adds amounts to the sums under a key; what a batch adds to one key is written once. */
    public void add(Sums table, List<Object> key, Number... amounts) {
        BigDecimal[] total = sums.computeIfAbsent(table, t -> new LinkedHashMap<>())
                .computeIfAbsent(key, k -> new BigDecimal[amounts.length]);
        for (int i = 0; i < amounts.length; i++) {
            BigDecimal amount = new BigDecimal(amounts[i].toString());
            total[i] = total[i] == null ? amount : total[i].add(amount);
        }
    }

    /** Adds an update (or an upsert, or a delete) with {@code ?} for each value; PostgreSQL must know each one's type. */
    public void update(String sql, Object... values) {
        if (updates.isEmpty() || !updates.get(updates.size() - 1).sql.equals(sql)) {
            updates.add(new Updates(sql, new ArrayList<>()));
        }
        characters += length(values);
        updates.get(updates.size() - 1).values.add(values);
    }

    private static long length(Object[] values) {
        long length = 0;
        for (Object value : values) {
            length += value instanceof String text
                    ? text.length()
                    : value instanceof Object[] several ? length(several) : 8;
        }
        return length;
    }

    void write(JdbcTemplate jdbc, String schema) {
        jdbc.execute((Connection connection) -> {
            begin(connection, schema);
            for (CopyBuffer buffer : rows.values()) {
                attempt(connection, () -> buffer.writeAll(connection), () -> buffer.writeSingly(connection));
            }
            for (Updates update : inOrder()) {
                attempt(connection, () -> update.writeAll(connection), () -> update.writeSingly(connection));
            }
            return null;
        });
        rows.clear();
        sums.clear();
        updates.clear();
        characters = 0;
    }

    private static void begin(Connection connection, String schema) throws SQLException {
        try (PreparedStatement settings = connection.prepareStatement("select set_config('search_path', ?, true)")) {
            settings.setString(1, schema);
            settings.execute();
        }
    }

    private List<Updates> inOrder() {
        List<Updates> all = new ArrayList<>();
        sums.forEach((table, keys) -> all.add(new Updates(
                table.upsert(),
                keys.entrySet().stream()
                        .map(e -> Stream.concat(e.getKey().stream(), Stream.of(e.getValue()))
                                .toArray())
                        .toList())));
        all.addAll(updates);
        return all;
    }

    private static void attempt(Connection connection, Write together, Write singly) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            together.run();
        } catch (SQLException e) {
            connection.rollback(before);
            singly.run();
        }
        connection.releaseSavepoint(before);
    }

    private interface Write {
        void run() throws SQLException, DataAccessException;
    }

    private record Updates(String sql, List<Object[]> values) {
        private void writeAll(Connection connection) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (Object[] row : values) {
                    bind(statement, row);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }

        private void writeSingly(Connection connection) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (Object[] row : values) {
                    bind(statement, row);
                    statement.executeUpdate();
                }
            }
        }

        private static void bind(PreparedStatement statement, Object[] row) throws SQLException {
            for (int i = 0; i < row.length; i++) {
                statement.setObject(i + 1, row[i]);
            }
        }
    }
}

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
 * Collects the database writes for a batch of events and executes them together before the transaction commits: first new rows by COPY, then sums, then updates in their order, where consecutive equal statements form one JDBC batch. A failed write is repeated row by row, so that the error names the row. A batch that grows large in memory is written earlier, between two events.
 */
public final class Batch {
    private static final long MOST_CHARACTERS = 4 * 1024 * 1024;

    private final Map<String, CopyBuffer> rows = new LinkedHashMap<>();
    private final Map<SumTable, Map<List<Object>, BigDecimal[]>> sums = new LinkedHashMap<>();
    private final List<Updates> updates = new ArrayList<>();
    private long characters;
    private Object event;

    Batch() {}

    /** Whether the batch is so large that it should be written before the next event. */
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

    /** Adds amounts to the sums of a key. Each key is written once per batch. */
    public void add(SumTable table, List<Object> key, Number... amounts) {
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

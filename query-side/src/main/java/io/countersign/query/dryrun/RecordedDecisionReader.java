package io.countersign.query.dryrun;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads decisions with their inputs. Must be called in a transaction, which provides the snapshot and allows streaming. */
@Component
class RecordedDecisionReader {
    private static final int FETCH = 4_000;
    private static final String OF_TENANTS = "(:tenants::text[] is null or tenant_id = any (:tenants::text[]))";
    private static final String OF_POPULATION = OF_TENANTS + """

            and decided_at >= coalesce(:from::timestamptz, '-infinity')
            and decided_at <= coalesce(:to::timestamptz, 'infinity')
            """;

    private final NamedParameterJdbcTemplate jdbc;

    RecordedDecisionReader(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The number of decisions by first reason; the empty text stands for auto-posted. */
    Map<String, Long> counts(DecisionSelection selection) {
        String sql = selection.isBounded() ? """
                  select coalesce(not_auto_post_reason, '') as reason, count(*) as count
                  from read_model.decision_input
                  where %s
                  group by 1
                  """.formatted(OF_POPULATION) : """
                  select reason, sum(count) as count
                  from read_model.decision_reason_day
                  where %s
                  group by reason
                  """.formatted(OF_TENANTS);
        Map<String, Long> counts = new TreeMap<>();
        jdbc.query(sql, selection.values(), row -> {
            counts.put(row.getString("reason"), row.getLong("count"));
        });
        return counts;
    }

    /** All normalised vendor names. For one tenant the query jumps from name to name along the index. */
    List<String> vendors(DecisionSelection selection) {
        String sql = selection.isOfOneTenant()
                ? """
                  with recursive vendor (name) as (
                      select min(vendor_normalized)
                      from read_model.decision_input
                      where tenant_id = (:tenants::text[])[1]
                      union all
                      select (
                          select min(vendor_normalized)
                          from read_model.decision_input
                          where tenant_id = (:tenants::text[])[1] and vendor_normalized > vendor.name
                      )
                      from vendor
                      where vendor.name is not null
                  )
                  select name from vendor where name is not null
                  """
                : "select distinct vendor_normalized from read_model.decision_input where " + OF_TENANTS;
        return jdbc.queryForList(sql, selection.values(), String.class);
    }

    List<Integer> versions(DecisionSelection selection, boolean ofFirm) {
        String sql = "select distinct %s from read_model.decision_input where %s"
                .formatted(ofFirm ? "firm_version" : "tenant_version", OF_POPULATION);
        return jdbc.queryForList(sql, selection.values(), Integer.class);
    }

    /** Passes the affected decisions to a consumer, in any order. */
    void forEach(DecisionSelection selection, AffectedDecisions affected, Consumer<RecordedDecision> consumer) {
        String sql = "select %s\nfrom read_model.decision_input\nwhere %s\nand %s"
                .formatted(RecordedDecisionRow.COLUMNS, OF_POPULATION, affected.condition());
        Map<String, Object> values = new HashMap<>(selection.values());
        values.putAll(affected.values());
        jdbc.execute(sql, values, statement -> {
            stream(statement, consumer);
            return null;
        });
    }

    /** A prepare threshold of -1 makes the driver transfer numbers in binary form from the first execution. */
    private static void stream(PreparedStatement statement, Consumer<RecordedDecision> consumer) throws SQLException {
        statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
        statement.setFetchSize(FETCH);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                consumer.accept(RecordedDecisionRow.read(rows));
            }
        }
    }

    /** The transactions at these positions. */
    Map<Long, TransactionSummary> transactions(Collection<Long> positions) {
        String sql = """
                select position, txn_id, vendor, amount, currency
                from read_model.decision
                where position = any (:positions::bigint[])
                """;
        Map<Long, TransactionSummary> transactions = new HashMap<>();
        jdbc.query(sql, Map.of("positions", positions.toArray(Long[]::new)), row -> {
            transactions.put(
                    row.getLong("position"),
                    new TransactionSummary(
                            row.getString("txn_id"),
                            row.getString("vendor"),
                            row.getBigDecimal("amount"),
                            row.getString("currency")));
        });
        return transactions;
    }
}

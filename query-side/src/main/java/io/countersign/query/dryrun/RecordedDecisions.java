package io.countersign.query.dryrun;

import io.countersign.events.EventJson;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectReader;

/** Reads decisions with what they were made from. */
@Component
class RecordedDecisions {
    private static final ObjectReader INPUTS = EventJson.mapper().readerFor(DecisionInputs.class);
    private static final int FETCH = 5_000;

    private final JdbcClient jdbc;

    RecordedDecisions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many decisions had which reason; the empty text stands for auto-posted. */
    Map<String, Long> counts(Population population) {
        String sql = population.isBounded()
                ? """
                  select coalesce(not_auto_post_reason, '') as reason, count(*) as count
                  from read_model.decision
                  where tenant_id = :tenant
                    and action <> 'imported'
                    and decided_at >= coalesce(:from, '-infinity'::timestamptz)
                    and decided_at <= coalesce(:to, 'infinity'::timestamptz)
                  group by 1
                  """
                : """
                  select reason, sum(count) as count
                  from read_model.decision_reason_day
                  where tenant_id = :tenant
                  group by reason
                  """;
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql(sql)
                .param("tenant", population.tenant().value())
                .param("from", population.fromTime())
                .param("to", population.toTime())
                .query(row -> {
                    counts.put(row.getString("reason"), row.getLong("count"));
                });
        return counts;
    }

    /** Every normalised vendor that any decision has, from one to the next along the index. */
    List<String> vendors() {
        return jdbc.sql("""
                        with recursive vendor (name) as (
                            (select vendor_normalized from read_model.decision order by vendor_normalized limit 1)
                            union all
                            select (
                                select d.vendor_normalized
                                from read_model.decision d
                                where d.vendor_normalized > vendor.name
                                order by d.vendor_normalized
                                limit 1
                            )
                            from vendor
                            where vendor.name is not null
                        )
                        select name from vendor where name is not null
                        """)
                .query(String.class)
                .list();
    }

    /**
     * Hands over decisions in the order in which they were made; must run in a transaction, which streams them.
     *
     * @param vendors only of these; null for all
     */
    void forEach(Population population, List<String> vendors, Consumer<Recorded> consumer) {
        jdbc.sql("""
                        select tenant_id, txn_id, action, not_auto_post_reason, account, inputs
                        from read_model.decision
                        where tenant_id = :tenant
                          and action <> 'imported'
                          and (:vendors::text[] is null or vendor_normalized = any (:vendors::text[]))
                          and decided_at >= coalesce(:from, '-infinity'::timestamptz)
                          and decided_at <= coalesce(:to, 'infinity'::timestamptz)
                        order by position
                        """)
                .withFetchSize(FETCH)
                .param("tenant", population.tenant().value())
                .param("vendors", vendors == null ? null : vendors.toArray(String[]::new))
                .param("from", population.fromTime())
                .param("to", population.toTime())
                .query(row -> {
                    consumer.accept(recorded(row));
                });
    }

    private static Recorded recorded(ResultSet row) throws SQLException {
        return new Recorded(
                new TenantId(row.getString("tenant_id")),
                new TxnId(row.getString("txn_id")),
                row.getString("action"),
                row.getString("not_auto_post_reason"),
                row.getString("account"),
                INPUTS.readValue(row.getString("inputs")));
    }
}

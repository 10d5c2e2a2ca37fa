package io.countersign.query.decisions;

import static io.countersign.query.sql.SqlValues.ids;
import static io.countersign.query.sql.SqlValues.time;

import io.countersign.events.decision.TransactionDecided;
import io.countersign.platform.store.OrderedEventSource;
import io.countersign.platform.web.Page;
import io.countersign.platform.web.Paging;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads decisions. */
@Component
class DecisionView {
    private final JdbcClient jdbc;
    private final OrderedEventSource events;

    DecisionView(JdbcClient jdbc, OrderedEventSource events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** @param only the tenants to choose from; empty for all */
    Page<DecisionRow> list(DecisionFilter filter, Optional<Set<TenantId>> only, Paging paging) {
        List<String> conditions = new ArrayList<>(List.of("action <> 'imported'", "position < :before"));
        if (filter.tenant() != null) {
            conditions.add("tenant_id = :tenant");
        } else if (only.isPresent()) {
            conditions.add("tenant_id = any (:only)");
        }
        addIf(filter.action() != null, "action = :action", conditions);
        addIf(filter.reason() != null, "reasons @> array[:reason]::text[]", conditions);
        addIf(filter.vendor() != null, "translate(vendor_normalized, 'ςı', 'σi') like :vendor", conditions);
        addIf(filter.outcome() != null, "outcome = :outcome", conditions);
        addIf(filter.from() != null, "decided_at >= :from", conditions);
        addIf(filter.to() != null, "decided_at <= :to", conditions);
        String sql = "select %s\nfrom read_model.decision\nwhere %s\norder by position desc\nlimit :limit"
                .formatted(DecisionRow.COLUMNS, String.join("\n  and ", conditions));
        return paging.page(
                jdbc.sql(sql)
                        .param("before", paging.before())
                        .param(
                                "tenant",
                                filter.tenant() == null ? null : filter.tenant().value())
                        .param("only", ids(only))
                        .param("action", filter.actionName())
                        .param("reason", filter.reasonName())
                        .param("vendor", filter.vendorPattern())
                        .param("outcome", filter.outcomeName())
                        .param("from", time(filter.from()))
                        .param("to", time(filter.to()))
                        .param("limit", paging.limit() + 1)
                        .query(DecisionRow::from)
                        .list(),
                DecisionRow::position);
    }

    Optional<DecisionRow> find(TenantId tenant, TxnId txn) {
        return jdbc.sql("select %s from read_model.decision where tenant_id = :tenant and txn_id = :txn"
                        .formatted(DecisionRow.COLUMNS))
                .param("tenant", tenant.value())
                .param("txn", txn.value())
                .query(DecisionRow::from)
                .optional();
    }

    /** The inputs of the decision, read from its event; empty for an import. */
    Optional<DecisionInputs> inputs(DecisionRow row) {
        return events.at(row.position())
                .map(EventMessage::getPayload)
                .filter(TransactionDecided.class::isInstance)
                .map(event -> ((TransactionDecided) event).inputs());
    }

    /** The events of a transaction, oldest first. */
    List<DecisionEventRow> story(TenantId tenant, TxnId txn) {
        return jdbc.sql("""
                        select position, timestamp, action, user_id, account, reason_text, event_id, correlation_id,
                               actor, auth, build, decision_function
                        from read_model.audit_entry
                        where tenant_id = :tenant and txn_id = :txn
                        order by position
                        """)
                .param("tenant", tenant.value())
                .param("txn", txn.value())
                .query(DecisionEventRow::from)
                .list();
    }

    private static void addIf(boolean asked, String condition, List<String> conditions) {
        if (asked) {
            conditions.add(condition);
        }
    }
}

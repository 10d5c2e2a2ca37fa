package io.countersign.command.decision.memory;

import io.countersign.command.decision.memory.MemoryChanges.LabelKey;
import io.countersign.command.decision.memory.MemoryChanges.Settlement;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.platform.store.FirstEvents;
import io.countersign.policy.TenantId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/** Every transaction's newest label, written with the events. */
@Component
public class LabelStore {
    private static final int PAGE = 5_000;

    private final JdbcTemplate jdbc;
    private final FirstEvents firstEvents;

    LabelStore(DataSource dataSource, FirstEvents firstEvents) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.jdbc.setFetchSize(PAGE);
        this.firstEvents = firstEvents;
    }

    /** Hands on the labels of one tenant, or of all for null, in no particular order; at once, inside of a transaction only. */
    public void read(TenantId tenant, Consumer<Label> labels) {
        RowCallbackHandler row = found -> labels.accept(new Label(
                found.getString("tenant_id"),
                found.getString("vendor"),
                found.getObject("date", LocalDate.class),
                found.getString("account"),
                found.getBigDecimal("amount"),
                found.getString("department"),
                found.getBigDecimal("calibrated_p")));
        String select = """
                select tenant_id, vendor, date, account, amount, department, calibrated_p
                from command_side.label
                """;
        if (tenant == null) {
            jdbc.query(select, row);
        } else {
            jdbc.query(select + "where tenant_id = ?", row, tenant.value());
        }
    }

    void write(MemoryChanges changes) {
        Map<LabelKey, Label> labels = new HashMap<>(changes.imported);
        labels.putAll(settled(changes.settled));
        if (!labels.isEmpty()) {
            upsert(labels);
        }
    }

    private Map<LabelKey, Label> settled(Map<LabelKey, Settlement> settlements) {
        Map<LabelKey, Label> labels = new HashMap<>();
        if (!settlements.isEmpty()) {
            Map<String, Object> first = firstEvents.find(
                    settlements.values().stream().map(Settlement::decision).toList());
            settlements.forEach((key, settlement) -> {
                TransactionDecided decided = (TransactionDecided) first.get(settlement.decision());
                labels.put(
                        key,
                        Label.of(
                                key.tenant().value(),
                                decided.inputs().transaction(),
                                settlement.account(),
                                settlement.calibratedP()));
            });
        }
        return labels;
    }

    private void upsert(Map<LabelKey, Label> labels) {
        List<LabelKey> keys = new ArrayList<>(labels.keySet());
        List<Label> rows = keys.stream().map(labels::get).toList();
        jdbc.update(
                """
                insert into command_side.label
                    (tenant_id, txn_id, date, vendor, account, amount, department, calibrated_p)
                select tenant_id, txn_id, date, vendor, account, amount, department, calibrated_p
                from unnest(?::text[], ?::text[], ?::date[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::numeric[])
                    as told (tenant_id, txn_id, date, vendor, account, amount, department, calibrated_p)
                on conflict (tenant_id, txn_id) do update
                    set account = excluded.account, calibrated_p = excluded.calibrated_p
                """,
                texts(keys, key -> key.tenant().value()),
                texts(keys, key -> key.txn().value()),
                texts(rows, label -> label.date().toString()),
                texts(rows, Label::vendorNormalized),
                texts(rows, Label::account),
                texts(rows, label -> label.amount().toPlainString()),
                texts(rows, Label::department),
                texts(
                        rows,
                        label -> label.calibratedP() == null
                                ? null
                                : label.calibratedP().toPlainString()));
    }

    private static <T> String[] texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }
}

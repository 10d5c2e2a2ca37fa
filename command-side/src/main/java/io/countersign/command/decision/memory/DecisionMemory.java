package io.countersign.command.decision.memory;

import io.countersign.command.dispatch.MemorySync;
import io.countersign.platform.security.Caller;
import io.countersign.platform.store.EventSubscriptions;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What deciding needs to know without loading aggregates. It is written with the events, in their transaction, and under
 * the tenant's lock, so a decision sees everything that was answered before it was sent, with one node or several.
 */
@Component
public class DecisionMemory implements EventDerivedTables {
    private final JdbcTemplate jdbc;
    private final MemoryReader reader;
    private final LabelStore labels;
    private final MemorySync sync;

    DecisionMemory(JdbcTemplate jdbc, LabelStore labels, MemorySync sync, EventSubscriptions followers) {
        this.jdbc = jdbc;
        this.reader = new MemoryReader(jdbc);
        this.labels = labels;
        this.sync = sync;
        followers.add(this::remember);
    }

    /** The settings of these tenants; those that don't exist are absent. */
    public Map<TenantId, Settings> settings(Collection<TenantId> tenants) {
        return reader.settings(tenants);
    }

    /** What is read from now on holds everything that was answered before; for readers who lock nothing. */
    public void see() {
        sync.catchUp();
    }

    /** @throws io.countersign.platform.web.Refusal not found, if there is no such tenant */
    public void mustExist(TenantId tenant) {
        sync.catchUp();
        if (!reader.exists(tenant)) {
            throw Caller.unknown(tenant);
        }
    }

    /** What is remembered of the vendors of these transactions; changes to it stay with the caller. */
    public BatchMemory recall(Collection<MemoryLookup> subjects) {
        return reader.recall(subjects);
    }

    @Override
    public void remember(List<? extends EventMessage<?>> events) {
        MemoryChanges changes = new MemoryChanges();
        events.forEach(changes::add);
        write(changes);
    }

    @Override
    public void forget() {
        jdbc.batchUpdate(
                "delete from command_side.tenant_memory",
                "delete from command_side.label_memory",
                "delete from command_side.amount_memory",
                "delete from command_side.spend_memory",
                "delete from command_side.label");
    }

    private void write(MemoryChanges changes) {
        jdbc.batchUpdate("""
                insert into command_side.tenant_memory
                    (tenant_id, autopost_enabled, autopost_threshold, llm_tenant_cap_usd, cold_start_min_labels)
                values (?, ?, ?, ?, ?)
                on conflict (tenant_id) do update
                    set autopost_enabled = excluded.autopost_enabled,
                        autopost_threshold = excluded.autopost_threshold,
                        llm_tenant_cap_usd = excluded.llm_tenant_cap_usd,
                        cold_start_min_labels = excluded.cold_start_min_labels
                """, rows(changes.settings, (tenant, s) -> new Object[] {
            tenant.value(), s.autopostEnabled(), s.autopostThreshold(), s.llmTenantCapUsd(), s.coldStartMinLabels()
        }));
        jdbc.batchUpdate("""
                insert into command_side.label_memory (tenant_id, vendor, account, length)
                values (?, ?, ?, ?)
                on conflict (tenant_id, vendor) do update
                    set account = excluded.account,
                        length = excluded.length
                            + case when label_memory.account = excluded.account then label_memory.length else 0 end
                """, runs(changes, false));
        jdbc.batchUpdate("""
                insert into command_side.label_memory (tenant_id, vendor, account, length)
                values (?, ?, ?, ?)
                on conflict (tenant_id, vendor) do update
                    set account = excluded.account, length = excluded.length
                """, runs(changes, true));
        jdbc.batchUpdate("""
                insert into command_side.amount_memory (tenant_id, vendor, currency, count, sum, sum_of_squares)
                values (?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, vendor, currency) do update
                    set count = amount_memory.count + excluded.count,
                        sum = amount_memory.sum + excluded.sum,
                        sum_of_squares = amount_memory.sum_of_squares + excluded.sum_of_squares
                """, rows(changes.amounts, (key, sums) -> new Object[] {
            key.tenant().value(), key.vendor(), key.currency(), sums.count(), sums.sum(), sums.sumOfSquares()
        }));
        jdbc.batchUpdate("""
                insert into command_side.spend_memory (tenant_id, month, usd)
                values (?, ?, ?)
                on conflict (tenant_id, month) do update set usd = spend_memory.usd + excluded.usd
                """, rows(changes.spend, (key, usd) ->
                new Object[] {key.tenant().value(), key.month(), usd}));
        labels.write(changes);
    }

    private static List<Object[]> runs(MemoryChanges changes, boolean broken) {
        return changes.labels.entrySet().stream()
                .filter(change -> change.getValue().broken() == broken)
                .map(change -> new Object[] {
                    change.getKey().tenant().value(),
                    change.getKey().vendor(),
                    change.getValue().run().account(),
                    change.getValue().run().length()
                })
                .toList();
    }

    private static <K, V> List<Object[]> rows(Map<K, V> changes, BiFunction<K, V, Object[]> row) {
        return changes.entrySet().stream()
                .map(e -> row.apply(e.getKey(), e.getValue()))
                .toList();
    }
}

package io.countersign.command.decision.memory;

import io.countersign.command.decision.memory.MemoryChanges.AmountKey;
import io.countersign.command.decision.memory.MemoryChanges.AmountSums;
import io.countersign.command.decision.memory.MemoryChanges.SpendKey;
import io.countersign.command.decision.memory.MemoryChanges.VendorKey;
import io.countersign.platform.web.Times;
import io.countersign.policy.LabelRun;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads decision memory, a question a table. */
final class MemoryReader {
    private final JdbcTemplate jdbc;

    MemoryReader(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Map<TenantId, Settings> settings(Collection<TenantId> tenants) {
        Map<TenantId, Settings> found = new HashMap<>();
        jdbc.query(
                """
                select tenant_id, autopost_enabled, autopost_threshold, llm_tenant_cap_usd, cold_start_min_labels
                from command_side.tenant_memory
                where tenant_id = any (?)
                """,
                row -> {
                    found.put(
                            new TenantId(row.getString("tenant_id")),
                            new Settings(
                                    row.getBoolean("autopost_enabled"),
                                    row.getBigDecimal("autopost_threshold"),
                                    row.getBigDecimal("llm_tenant_cap_usd"),
                                    row.getInt("cold_start_min_labels")));
                },
                (Object) texts(tenants, TenantId::value));
        return found;
    }

    boolean exists(TenantId tenant) {
        Boolean found = jdbc.queryForObject(
                "select exists (select 1 from command_side.tenant_memory where tenant_id = ?)",
                Boolean.class,
                tenant.value());
        return Boolean.TRUE.equals(found);
    }

    BatchMemory recall(Collection<MemoryLookup> subjects) {
        Set<AmountKey> keys = subjects.stream()
                .map(subject -> AmountKey.of(subject.tenant(), subject.transaction()))
                .collect(Collectors.toSet());
        Set<VendorKey> vendors = keys.stream()
                .map(key -> new VendorKey(key.tenant(), key.vendor()))
                .collect(Collectors.toSet());
        Set<TenantId> tenants = keys.stream().map(AmountKey::tenant).collect(Collectors.toSet());
        return new BatchMemory(labels(vendors), amounts(keys), spend(tenants));
    }

    private Map<VendorKey, LabelRun> labels(Set<VendorKey> vendors) {
        Map<VendorKey, LabelRun> found = new HashMap<>();
        List<VendorKey> keys = new ArrayList<>(vendors);
        jdbc.query(
                """
                select tenant_id, vendor, account, length
                from unnest(?::text[], ?::text[]) as wanted (tenant_id, vendor)
                join command_side.label_memory using (tenant_id, vendor)
                """,
                row -> {
                    found.put(
                            new VendorKey(new TenantId(row.getString("tenant_id")), row.getString("vendor")),
                            new LabelRun(row.getString("account"), row.getInt("length")));
                },
                texts(keys, key -> key.tenant().value()),
                texts(keys, VendorKey::vendor));
        return found;
    }

    private Map<AmountKey, AmountSums> amounts(Set<AmountKey> wanted) {
        Map<AmountKey, AmountSums> found = new HashMap<>();
        List<AmountKey> keys = new ArrayList<>(wanted);
        jdbc.query(
                """
                select tenant_id, vendor, currency, count, sum, sum_of_squares
                from unnest(?::text[], ?::text[], ?::text[]) as wanted (tenant_id, vendor, currency)
                join command_side.amount_memory using (tenant_id, vendor, currency)
                """,
                row -> {
                    found.put(
                            new AmountKey(
                                    new TenantId(row.getString("tenant_id")),
                                    row.getString("vendor"),
                                    row.getString("currency")),
                            new AmountSums(
                                    row.getLong("count"),
                                    row.getBigDecimal("sum"),
                                    row.getBigDecimal("sum_of_squares")));
                },
                texts(keys, key -> key.tenant().value()),
                texts(keys, AmountKey::vendor),
                texts(keys, AmountKey::currency));
        return found;
    }

    private Map<SpendKey, BigDecimal> spend(Set<TenantId> tenants) {
        Map<SpendKey, BigDecimal> found = new HashMap<>();
        jdbc.query(
                """
                select tenant_id, month, usd
                from command_side.spend_memory
                where tenant_id = any (?) and month >= ?
                """,
                row -> {
                    found.put(
                            new SpendKey(
                                    new TenantId(row.getString("tenant_id")), row.getObject("month", LocalDate.class)),
                            row.getBigDecimal("usd"));
                },
                texts(tenants, TenantId::value),
                Times.today().minusDays(1).withDayOfMonth(1));
        return found;
    }

    private static <T> String[] texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }
}

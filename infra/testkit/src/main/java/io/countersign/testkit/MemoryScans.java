package io.countersign.testkit;

import java.util.List;

/** What decision memory must hold: a fold over the events, in the one order. */
public final class MemoryScans {
    private static final Scan TENANT = new Scan(
            "command_side.tenant_memory",
            "tenant_id, autopost_enabled, autopost_threshold, llm_tenant_cap_usd, cold_start_min_labels",
            """
            select p ->> 'tenantId', (s ->> 'autopostEnabled')::boolean, (s ->> 'autopostThreshold')::numeric,
                   (s ->> 'llmTenantCapUsd')::numeric, (s ->> 'coldStartMinLabels')::int
            from (select distinct on (p ->> 'tenantId') p, coalesce(p -> 'settings', p -> 'after') as s
                  from e
                  where type in ('TenantCreated', 'TenantSettingsChanged')
                  order by p ->> 'tenantId', position desc) newest
            """);

    private static final Scan LABEL = new Scan(
            "command_side.label_memory",
            "tenant_id, vendor, account, length::bigint",
            """
            select tenant_id, vendor, newest, count(*)
            from (select tenant_id, vendor, newest,
                         bool_and(account = newest) over (partition by tenant_id, vendor order by position desc) as unbroken
                  from (select tenant_id, vendor, account, position,
                               first_value(account) over (partition by tenant_id, vendor order by position desc) as newest
                        from (select p ->> 'tenantId' as tenant_id, p ->> 'account' as account, position,
                                     coalesce(p ->> 'vendorNormalized', p #>> '{transaction,vendorNormalized}') as vendor
                              from e
                              where type in ('TransactionImported', 'DecisionApproved', 'DecisionCorrected')) label) run) back
            where unbroken
            group by tenant_id, vendor, newest
            """);

    private static final String TRANSACTIONS = """
            (select p ->> 'tenantId' as tenant_id, at, p #>> '{inputs,proposal,llmCostUsd}' as cost,
                    coalesce(p -> 'transaction', p #> '{inputs,transaction}') as t
             from e
             where type in ('TransactionImported', 'TransactionDecided')) x""";

    private static final Scan AMOUNT = new Scan(
            "command_side.amount_memory",
            "tenant_id, vendor, currency, count, sum, sum_of_squares",
            """
            select tenant_id, t ->> 'vendorNormalized', t ->> 'currency', count(*), sum((t ->> 'amount')::numeric),
                   sum((t ->> 'amount')::numeric * (t ->> 'amount')::numeric)
            from %s
            group by 1, 2, 3
            """.formatted(TRANSACTIONS));

    private static final Scan SPEND = new Scan(
            "command_side.spend_memory",
            "tenant_id, month, usd",
            """
            select tenant_id, date_trunc('month', at at time zone 'UTC')::date, sum(cost::numeric)
            from %s
            where cost::numeric <> 0
            group by 1, 2
            """.formatted(TRANSACTIONS));

    private MemoryScans() {}

    public static List<Scan> all() {
        return List.of(TENANT, LABEL, AMOUNT, SPEND);
    }
}

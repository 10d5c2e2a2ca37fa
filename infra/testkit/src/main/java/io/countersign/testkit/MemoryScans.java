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

    private static final Scan LABEL_RUN =
            new Scan("command_side.label_memory", "tenant_id, vendor, account, length::bigint", """
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
            "command_side.amount_memory", "tenant_id, vendor, currency, count, sum, sum_of_squares", """
            select tenant_id, t ->> 'vendorNormalized', t ->> 'currency', count(*), sum((t ->> 'amount')::numeric),
                   sum((t ->> 'amount')::numeric * (t ->> 'amount')::numeric)
            from %s
            group by 1, 2, 3
            """.formatted(
                            TRANSACTIONS));

    private static final Scan SPEND =
            new Scan("command_side.spend_memory", "tenant_id, month, usd", """
            select tenant_id, date_trunc('month', at at time zone 'UTC')::date, sum(cost::numeric)
            from %s
            where cost::numeric <> 0
            group by 1, 2
            """.formatted(TRANSACTIONS));

    private static final Scan LABEL = new Scan(
            "command_side.label",
            "tenant_id, txn_id, date, vendor, account, amount, department, calibrated_p",
            """
            select tenant_id, txn_id, (t ->> 'date')::date, t ->> 'vendorNormalized', account, (t ->> 'amount')::numeric,
                   nullif(btrim(t ->> 'department'), ''), calibrated_p
            from (select distinct on (tenant_id, txn_id) tenant_id, txn_id, account, calibrated_p
                  from (select p ->> 'tenantId' as tenant_id, coalesce(p ->> 'txnId', p #>> '{transaction,txnId}') as txn_id,
                               p ->> 'account' as account, (p ->> 'calibratedP')::numeric as calibrated_p, position
                        from e
                        where type in ('TransactionImported', 'DecisionApproved', 'DecisionCorrected')) named
                  order by tenant_id, txn_id, position desc) newest
            join (select tenant_id, t ->> 'txnId' as txn_id, t from %s) transaction using (tenant_id, txn_id)
            """.formatted(TRANSACTIONS));

    private static final String VERSIONS = """
            (select distinct on (p ->> 'scope') p ->> 'scope' as scope, (p ->> 'version')::int as version
             from e
             where type in ('RulePromoted', 'RulesRolledBack', 'RulesImported')
             order by p ->> 'scope', position desc)""";

    private static final Scan BOOK = new Scan("command_side.book_memory", "scope, version", """
            select scope, version from %1$s newest
            union all
            select 'firm', 0 where not exists (select from %1$s newest where scope = 'firm')
            """.formatted(VERSIONS));

    private static final Scan RULE = new Scan("command_side.rule_memory", "scope, rule_id, rule", """
            select scope, rule_id, rule
            from (select distinct on (scope, rule_id) scope, rule_id, rule
                  from (select p ->> 'scope' as scope, p -> 'rule' as rule, p #>> '{rule,ruleId}' as rule_id, position
                        from e
                        where type = 'RulePromoted'
                        union all
                        select p ->> 'scope', null, jsonb_array_elements_text(p -> 'replaced'), position - 0.5
                        from e
                        where type = 'RulePromoted'
                        union all
                        select p ->> 'scope', rule, rule ->> 'ruleId', position
                        from e, jsonb_array_elements(p -> 'rules') rule
                        where type in ('RulesRolledBack', 'RulesImported')) word
                  where position >= coalesce((select max(whole.position)
                                              from e whole
                                              where whole.type in ('RulesRolledBack', 'RulesImported')
                                                and whole.p ->> 'scope' = scope), 0)
                  order by scope, rule_id, position desc) last_word
            where rule is not null
            """);

    private static final Scan CANDIDATE = new Scan(
            "command_side.candidate_scope",
            "candidate_id, scope",
            "select p #>> '{candidate,candidateId}', p ->> 'scope' from e where type = 'CandidateProposed'");

    private MemoryScans() {}

    public static List<Scan> all() {
        return List.of(TENANT, LABEL_RUN, AMOUNT, SPEND, LABEL, BOOK, RULE, CANDIDATE);
    }
}

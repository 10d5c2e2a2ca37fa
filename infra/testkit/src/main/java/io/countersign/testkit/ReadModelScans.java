package io.countersign.testkit;

import java.util.List;
import java.util.stream.Stream;

/** What the projections' tables must hold. */
public final class ReadModelScans {
    private static final String SETTINGS = """
            (%1$s ->> 'autopostEnabled')::boolean, (%1$s ->> 'autopostThreshold')::numeric,
            (%1$s ->> 'llmTenantCapUsd')::numeric, (%1$s ->> 'coldStartMinLabels')::int""";

    private static final Scan TENANT =
            new Scan("read_model.tenant", """
            tenant_id, name, tier, autopost_enabled, autopost_threshold, llm_tenant_cap_usd, cold_start_min_labels,
            version, last_export_at, created_at, updated_at, updated_by, position""", """
            select c.p ->> 'tenantId', c.p ->> 'name', c.p ->> 'tier', %s,
                   newest.number + 1,
                   (select f.at
                    from e f
                    join e x on x.type = 'AuditExported' and x.p ->> 'exportId' = f.p ->> 'exportId'
                    where f.type = 'AuditExportFinished' and f.position > c.position
                      and coalesce(coalesce(nullif(x.p #> '{filters,tenant_id}', '[]'), x.p -> 'tenants')
                                       @> (c.p -> 'tenantId'), true)
                    order by f.position desc
                    limit 1),
                   c.at, newest.at, newest.m ->> 'user_id', c.position
            from e c
            join (select distinct on (p ->> 'tenantId') p ->> 'tenantId' as tenant_id, number, at, m,
                         coalesce(p -> 'settings', p -> 'after') as settings
                  from e
                  where type in ('TenantCreated', 'TenantSettingsChanged')
                  order by p ->> 'tenantId', position desc) newest
              on newest.tenant_id = c.p ->> 'tenantId'
            where c.type = 'TenantCreated'
            """.formatted(SETTINGS.formatted("newest.settings")));

    private static final Scan TENANT_VERSION = new Scan("read_model.tenant_version", """
            tenant_id, position, reached_at, timestamp, event_id, user_id, action, reason, changes, autopost_enabled,
            autopost_threshold, llm_tenant_cap_usd, cold_start_min_labels, version""", """
            select p ->> 'tenantId', position, reached_at, at, event_id, m ->> 'user_id',
                   case type when 'TenantCreated' then 'tenant_created' else 'settings_update' end,
                   p ->> 'reason',
                   coalesce(
                       (select jsonb_object_agg(
                                   wire, jsonb_build_object('from', p -> 'before' -> name, 'to', p -> 'after' -> name))
                        from (values ('autopost_enabled', 'autopostEnabled'), ('autopost_threshold', 'autopostThreshold'),
                                     ('llm_tenant_cap_usd', 'llmTenantCapUsd'),
                                     ('cold_start_min_labels', 'coldStartMinLabels')) field (wire, name)
                        where p -> 'before' -> name <> p -> 'after' -> name),
                       '{}'),
                   %s, number + 1
            from e
            where type in ('TenantCreated', 'TenantSettingsChanged')
            """.formatted(
                    SETTINGS.formatted("coalesce(p -> 'settings', p -> 'after')")));

    private static final Scan TENANT_EXPORT = new Scan("read_model.tenant_export", "export_id, to_jsonb(tenants)", """
            select p ->> 'exportId', coalesce(nullif(p #> '{filters,tenant_id}', '[]'), p -> 'tenants')
            from e begun
            where type = 'AuditExported'
              and not exists (select 1 from e done
                              where done.type in ('AuditExportFinished', 'AuditExportAborted')
                                and done.p ->> 'exportId' = begun.p ->> 'exportId')
            """);

    private static final String SETTLEMENTS = """
            (select p, at, case type when 'DecisionApproved' then 'approved'
                                     when 'DecisionCorrected' then 'corrected'
                                     else 'rejected' end as outcome
             from e
             where type in ('DecisionApproved', 'DecisionCorrected', 'DecisionRejected')) s
              on s.p ->> 'tenantId' = d.p ->> 'tenantId' and s.p ->> 'txnId' = d.p #>> '{inputs,transaction,txnId}'""";

    private static final Scan DECISION = new Scan("read_model.decision", """
            tenant_id, txn_id, position, decided_at, date, vendor, vendor_normalized, amount, currency, department, action,
            not_auto_post_reason, reasons, account, calibrated_p, threshold_used, labels, rule_id, rule_scope,
            rule_version, outcome, settled_account, settled_at""", """
            select d.p ->> 'tenantId', t ->> 'txnId', position, d.at, (t ->> 'date')::date, t ->> 'vendor',
                   t ->> 'vendorNormalized', (t ->> 'amount')::numeric, t ->> 'currency', t ->> 'department',
                   coalesce(o ->> 'action', 'imported'), o #>> '{reasons,0}',
                   array(select jsonb_array_elements_text(o -> 'reasons')),
                   coalesce(o, d.p) ->> 'account', (coalesce(o, d.p) ->> 'calibratedP')::numeric,
                   (o ->> 'thresholdUsed')::numeric, (o ->> 'labels')::int,
                   d.p #>> '{inputs,match,rule,ruleId}', d.p #>> '{inputs,match,scope}',
                   (d.p #>> '{inputs,match,version}')::int,
                   case type when 'TransactionImported' then 'imported' else coalesce(s.outcome, 'open') end,
                   case when type = 'TransactionImported' then d.p ->> 'account'
                        when s.outcome <> 'rejected' then s.p ->> 'account' end,
                   s.at
            from (select e.*, coalesce(p -> 'transaction', p #> '{inputs,transaction}') as t, p -> 'outcome' as o
                  from e
                  where type in ('TransactionDecided', 'TransactionImported')) d
            left join %s
            """.formatted(SETTLEMENTS));

    private static final Scan DECISION_INPUT = new Scan("read_model.decision_input", """
            tenant_id, position, decided_at, vendor_normalized, amount, department, memo, mcc, proposal_account, proposal_p,
            proposal_source, proposal_cost_usd, journal_difference, autopost_enabled, autopost_threshold,
            llm_tenant_cap_usd, cold_start_min_labels, label_account, label_run, llm_spend_usd, amount_count, amount_mean,
            amount_deviation, firm_version, tenant_version, rule_of_firm, rule_confidence, rule_evidence_count,
            rule_contested, account, calibrated_p, labels, not_auto_post_reason, date, currency""", """
            select p ->> 'tenantId', position, at, i #>> '{transaction,vendorNormalized}',
                   (i #>> '{transaction,amount}')::numeric, i #>> '{transaction,department}', i #>> '{transaction,memo}',
                   i #>> '{transaction,mcc}', i #>> '{proposal,account}', (i #>> '{proposal,calibratedP}')::numeric,
                   i #>> '{proposal,source}', (i #>> '{proposal,llmCostUsd}')::numeric,
                   (i #>> '{journal,debits}')::numeric - (i #>> '{journal,credits}')::numeric,
                   (s ->> 'autopostEnabled')::boolean, (s ->> 'autopostThreshold')::numeric,
                   (s ->> 'llmTenantCapUsd')::numeric, (s ->> 'coldStartMinLabels')::int, i #>> '{newestLabels,account}',
                   (i #>> '{newestLabels,length}')::int, (i ->> 'llmSpendUsd')::numeric,
                   (i #>> '{amounts,count}')::bigint, (i #>> '{amounts,mean}')::numeric,
                   (i #>> '{amounts,standardDeviation}')::numeric, (i ->> 'firmVersion')::int,
                   (i ->> 'tenantVersion')::int, i #>> '{match,scope}' = 'firm',
                   (i #>> '{match,rule,confidence}')::numeric, (i #>> '{match,rule,evidenceCount}')::int,
                   (i #>> '{match,contested}')::boolean, o ->> 'account', (o ->> 'calibratedP')::numeric,
                   (o ->> 'labels')::int, o #>> '{reasons,0}', (i #>> '{transaction,date}')::date,
                   i #>> '{transaction,currency}'
            from (select e.*, p -> 'inputs' as i, p #> '{inputs,settings}' as s, p -> 'outcome' as o from e) decided
            where type = 'TransactionDecided'
            """);

    private static final Scan DECISION_DAY =
            new Scan("read_model.decision_day", "tenant_id, day, auto_posted, reviewed, open, llm_usd", """
            select d.p ->> 'tenantId', (d.at at time zone 'UTC')::date,
                   count(*) filter (where d.p #>> '{outcome,action}' = 'auto_posted'),
                   count(*) filter (where d.p #>> '{outcome,action}' = 'reviewed'),
                   count(*) filter (where d.p #>> '{outcome,action}' = 'reviewed' and s.outcome is null),
                   coalesce(sum((d.p #>> '{inputs,proposal,llmCostUsd}')::numeric), 0)
            from e d
            left join %s
            where d.type = 'TransactionDecided'
            group by 1, 2
            """.formatted(
                            SETTLEMENTS));

    private static final Scan DECISION_REASON_DAY =
            new Scan("read_model.decision_reason_day", "tenant_id, day, reason, count", """
            select p ->> 'tenantId', (at at time zone 'UTC')::date, coalesce(p #>> '{outcome,reasons,0}', ''), count(*)
            from e
            where type = 'TransactionDecided'
            group by 1, 2, 3
            """);

    private static final Scan DECISION_REASON_DATE =
            new Scan("read_model.decision_reason_date", "tenant_id, date, reason, count", """
            select p ->> 'tenantId', (p #>> '{inputs,transaction,date}')::date, coalesce(p #>> '{outcome,reasons,0}', ''),
                   count(*)
            from e
            where type = 'TransactionDecided'
            group by 1, 2, 3
            """);

    private static final Scan DECISION_VERDICT_DAY = new Scan(
            "read_model.decision_verdict_day",
            "tenant_id, day, date, action, bin, verdicts, approved, predicted, squared_error",
            """
            select tenant_id, day, date, action,
                   case when account is null then -1 when chance = 1 then 9 else trunc(chance, 1) * 10 end,
                   count(*), sum(approved), sum(chance), sum((chance - approved) * (chance - approved))
            from (select d.p ->> 'tenantId' as tenant_id, (d.at at time zone 'UTC')::date as day,
                         (d.p #>> '{inputs,transaction,date}')::date as date, d.p #>> '{outcome,action}' as action,
                         d.p #>> '{outcome,account}' as account, (d.p #>> '{outcome,calibratedP}')::numeric as chance,
                         (s.outcome = 'approved')::int as approved
                  from e d
                  join %s
                  where d.type = 'TransactionDecided') judged
            group by 1, 2, 3, 4, 5
            """.formatted(SETTLEMENTS));

    private static final Scan USER_ACCOUNT = new Scan(
            "read_model.user_account",
            "user_id, email, role, active, created_at, last_login_at, position, tokens_valid_from, key_commitment",
            """
            select p ->> 'userId', p ->> 'email', p ->> 'role',
                   not exists (select 1 from e d where d.type = 'UserDeactivated' and d.p ->> 'userId' = c.p ->> 'userId'),
                   at,
                   (select s.at from e s
                    where s.type = 'UserSignedIn' and s.p ->> 'userId' = c.p ->> 'userId'
                    order by s.position desc
                    limit 1),
                   position,
                   (select max(v.at) from e v
                    where v.type in ('PasswordChanged', 'UserDeactivated') and v.p ->> 'userId' = c.p ->> 'userId'),
                   p ->> 'keyCommitment'
            from e c
            where type = 'UserCreated'
            """);

    private static final Scan ENDED_SESSION = new Scan("read_model.ended_session", "user_id, session, expires_at", """
            select distinct p ->> 'userId', p ->> 'session', (p ->> 'expiresAt')::timestamptz
            from e ended
            where type = 'UserSignedOut'
              and not exists (select 1 from e later
                              where later.type = 'UserSignedOut' and later.p ->> 'userId' = ended.p ->> 'userId'
                                and later.position > ended.position and later.at > (ended.p ->> 'expiresAt')::timestamptz)
            """);

    private static final Scan USER_TENANT = new Scan("read_model.user_tenant", "user_id, tenant_id", """
            select user_id, tenant_id
            from (select distinct on (user_id, tenant_id) user_id, tenant_id, assigned
                  from (select p ->> 'userId' as user_id, p ->> 'tenantId' as tenant_id, position,
                               type = 'StaffAssigned' as assigned
                        from e
                        where type in ('StaffAssigned', 'StaffUnassigned')
                        union all
                        select p ->> 'userId', jsonb_array_elements_text(p -> 'tenants'), position, true
                        from e
                        where type = 'UserCreated') word
                  order by user_id, tenant_id, position desc) last_word
            where assigned
            """);

    private static final Scan AUDIT_ENTRY = new Scan("read_model.audit_entry", """
            position, event_id, timestamp, tenant_id, txn_id, vendor_normalized, action, not_auto_post_reason, reasons,
            calibrated_p, threshold_used, account, amount, currency, rule_id, rule_version, user_id, reason_text,
            correlation_id, actor, auth, build, decision_function""", """
            select position, event_id, at,
                   coalesce(p ->> 'tenantId', nullif(p ->> 'scope', 'firm'),
                            (select start.p #>> '{filters,tenant_id,0}'
                             from e start
                             where start.type = 'AuditExported' and start.p ->> 'exportId' = entry.p ->> 'exportId')),
                   coalesce(p ->> 'txnId', t ->> 'txnId'),
                   coalesce(p ->> 'vendorNormalized', t ->> 'vendorNormalized'), coalesce(o ->> 'action', action), o #>> '{reasons,0}',
                   case when o is not null then array(select jsonb_array_elements_text(o -> 'reasons')) end,
                   coalesce(coalesce(o, p) ->> 'calibratedP', p #>> '{candidate,evidence,precision}',
                            p #>> '{rule,confidence}')::numeric,
                   (o ->> 'thresholdUsed')::numeric,
                   coalesce(coalesce(o, p) ->> 'account', p #>> '{candidate,account}', p #>> '{rule,account}'),
                   (coalesce(p ->> 'amount', t ->> 'amount'))::numeric, coalesce(p ->> 'currency', t ->> 'currency'),
                   coalesce(p #>> '{inputs,match,rule,ruleId}', p #>> '{rule,ruleId}'),
                   coalesce(p #>> '{inputs,match,version}', p ->> 'version')::int, m ->> 'user_id', p ->> 'reason', m ->> 'correlation_id',
                   m ->> 'actor', m ->> 'auth', m ->> 'build', (m ->> 'decision_function')::int
            from (select e.*, coalesce(p -> 'transaction', p #> '{inputs,transaction}') as t, p -> 'outcome' as o, action
                  from e
                  join (values ('TransactionDecided', null), ('TransactionImported', 'imported'),
                               ('DecisionApproved', 'approved'), ('DecisionCorrected', 'corrected'),
                               ('DecisionRejected', 'rejected'), ('TenantCreated', 'tenant_created'),
                               ('TenantSettingsChanged', 'settings_update'), ('UserCreated', 'user_created'),
                               ('UserSignedIn', 'user_signed_in'), ('UserSignedOut', 'user_signed_out'),
                               ('SignInFailed', 'sign_in_failed'), ('SignInBlocked', 'sign_in_blocked'), ('PasswordChanged', 'password_changed'),
                               ('StaffAssigned', 'staff_assigned'), ('StaffUnassigned', 'staff_unassigned'),
                               ('UserDeactivated', 'user_deactivated'), ('AuditExported', 'audit_exported'),
                               ('AuditExportFinished', 'audit_export_finished'),
                               ('AuditExportAborted', 'audit_export_aborted'), ('CandidateProposed', 'candidate_proposed'),
                               ('CandidateRejected', 'rule_rejected'), ('RulePromoted', 'rule_promoted'),
                               ('RulesRolledBack', 'rule_rollback'), ('RulesImported', 'rules_imported')) name (type, action) using (type)) entry
            """);

    private static final Scan AUDIT_VENDOR = new Scan("read_model.audit_vendor", "vendor_normalized", """
            select distinct coalesce(p ->> 'vendorNormalized', p #>> '{transaction,vendorNormalized}',
                                     p #>> '{inputs,transaction,vendorNormalized}') as vendor
            from e
            where type like 'Transaction%' or type like 'Decision%'
            """);

    private static final Scan AUDIT_PERIOD = new Scan(
            "read_model.audit_period",
            "block, first_at, last_at",
            "select position / 4096, min(at), max(at) from e group by 1");

    private static final Scan AUDIT_EXPORT = new Scan("read_model.audit_export", "export_id, tenant_id", """
            select p ->> 'exportId', p #>> '{filters,tenant_id,0}'
            from e
            where type = 'AuditExported' and p #>> '{filters,tenant_id,0}' is not null
            """);

    private ReadModelScans() {}

    public static List<Scan> tenants() {
        return List.of(TENANT, TENANT_VERSION, TENANT_EXPORT);
    }

    public static List<Scan> decisions() {
        return List.of(
                DECISION,
                DECISION_INPUT,
                DECISION_DAY,
                DECISION_REASON_DAY,
                DECISION_REASON_DATE,
                DECISION_VERDICT_DAY);
    }

    public static List<Scan> users() {
        return List.of(USER_ACCOUNT, USER_TENANT, ENDED_SESSION);
    }

    public static List<Scan> audit() {
        return List.of(AUDIT_ENTRY, AUDIT_VENDOR, AUDIT_PERIOD, AUDIT_EXPORT);
    }

    public static List<Scan> all() {
        return Stream.of(tenants(), decisions(), users(), RuleScans.all(), audit())
                .flatMap(List::stream)
                .toList();
    }
}

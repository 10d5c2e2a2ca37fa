-- What each decision was made from, as far as rules and the decision function look at it, and what came of it: narrow, so
-- that a million can be decided again while somebody waits. Rows only come in. Null without a proposal, a journal, labels
-- or a rule are the columns that begin with these words.
create table decision_input (
    -- First what decisions are chosen by: a row is read from its beginning up to the last column that is needed.
    tenant_id             text collate "C" not null,
    position              bigint           not null,
    decided_at            timestamptz      not null,
    vendor_normalized     text collate "C" not null,
    calibrated_p          numeric          not null,
    autopost_threshold    numeric          not null,
    labels                int              not null,
    cold_start_min_labels int              not null,
    autopost_enabled      boolean          not null,
    rule_contested        boolean,
    not_auto_post_reason  text collate "C",
    proposal_p            numeric,
    proposal_source       text collate "C",
    proposal_cost_usd     numeric,
    llm_spend_usd         numeric          not null,
    llm_tenant_cap_usd    numeric          not null,
    firm_version          int              not null,
    tenant_version        int              not null,
    mcc                   text collate "C",
    memo                  text,
    amount                numeric          not null,
    amount_count          bigint           not null,
    amount_mean           numeric,
    amount_deviation      numeric,
    department            text,
    account               text,
    proposal_account      text,
    journal_difference    numeric,
    label_account         text,
    label_run             int,
    rule_of_firm          boolean,
    rule_confidence       numeric,
    rule_evidence_count   int
);

insert into decision_input
    (tenant_id, position, decided_at, vendor_normalized, amount, department, memo, mcc, proposal_account, proposal_p,
     proposal_source, proposal_cost_usd, journal_difference, autopost_enabled, autopost_threshold, llm_tenant_cap_usd,
     cold_start_min_labels, label_account, label_run, llm_spend_usd, amount_count, amount_mean, amount_deviation,
     firm_version, tenant_version, rule_of_firm, rule_confidence, rule_evidence_count, rule_contested, account,
     calibrated_p, labels, not_auto_post_reason)
select d.tenant_id, d.position, d.decided_at, d.vendor_normalized, d.amount, d.department,
       d.inputs #>> '{transaction,memo}', d.inputs #>> '{transaction,mcc}', d.inputs #>> '{proposal,account}',
       (d.inputs #>> '{proposal,calibratedP}')::numeric, d.inputs #>> '{proposal,source}',
       (d.inputs #>> '{proposal,llmCostUsd}')::numeric,
       (d.inputs #>> '{journal,debits}')::numeric - (d.inputs #>> '{journal,credits}')::numeric,
       (d.inputs #>> '{settings,autopostEnabled}')::boolean, (d.inputs #>> '{settings,autopostThreshold}')::numeric,
       (d.inputs #>> '{settings,llmTenantCapUsd}')::numeric, (d.inputs #>> '{settings,coldStartMinLabels}')::int,
       d.inputs #>> '{newestLabels,account}', (d.inputs #>> '{newestLabels,length}')::int,
       (d.inputs ->> 'llmSpendUsd')::numeric, (d.inputs #>> '{amounts,count}')::bigint,
       (d.inputs #>> '{amounts,mean}')::numeric, (d.inputs #>> '{amounts,standardDeviation}')::numeric,
       (d.inputs ->> 'firmVersion')::int, (d.inputs ->> 'tenantVersion')::int, d.rule_scope = 'firm',
       (d.inputs #>> '{match,rule,confidence}')::numeric, (d.inputs #>> '{match,rule,evidenceCount}')::int,
       (d.inputs #>> '{match,contested}')::boolean, d.account, d.calibrated_p, d.labels, d.not_auto_post_reason
from decision d
where d.inputs is not null
order by d.position;

-- Leads to a tenant's decisions, to those of some vendors, and from one vendor to the next. Many rows share an entry.
create index decision_input_of_vendor on decision_input (tenant_id, vendor_normalized);
drop index decision_of_vendor;

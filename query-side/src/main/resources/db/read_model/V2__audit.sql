create extension if not exists pg_trgm with schema public;

-- The audit log: every event an entry, at the event's position. Rows only come in, in that order, and never change.
create table audit_entry (
    position             bigint primary key,
    event_id             text             not null,
    timestamp            timestamptz      not null,
    tenant_id            text collate "C",
    txn_id               text collate "C",
    vendor_normalized    text collate "C",
    action               text collate "C" not null,
    not_auto_post_reason text collate "C",
    reasons              text[],
    calibrated_p         numeric,
    threshold_used       numeric,
    account              text,
    amount               numeric,
    currency             text,
    rule_id              text,
    rule_version         int,
    user_id              text collate "C",
    -- Written as they are read: json keeps the order of fields, and jsonb would not.
    before               json,
    after                json,
    reason_text          text,
    correlation_id       text
);
-- Filtered lists sort by (position + 0), which the primary key can't serve: the planner would otherwise walk the whole log
-- down for the entries of a tenant or an action that has none lately.
create index audit_entry_tenant on audit_entry (tenant_id, (position + 0));
create index audit_entry_txn on audit_entry (txn_id);
create index audit_entry_vendor on audit_entry (vendor_normalized, (position + 0)) where vendor_normalized is not null;
create index audit_entry_action on audit_entry (action, (position + 0));
create index audit_entry_reason on audit_entry (not_auto_post_reason, (position + 0))
    where not_auto_post_reason is not null;
create index audit_entry_user on audit_entry (user_id, (position + 0));

-- Every vendor that occurs in the log: a part of a name leads to whole names here, and these to entries.
create table audit_vendor (
    vendor_normalized text collate "C" primary key
);
create index audit_vendor_part on audit_vendor using gin (vendor_normalized public.gin_trgm_ops);

-- The earliest and the latest event time in each block of positions (block = position / 4096). Times follow positions
-- only roughly, so this, and not the order of entries, tells between which positions a range of dates lies.
create table audit_period (
    block    bigint primary key,
    first_at timestamptz not null,
    last_at  timestamptz not null
);

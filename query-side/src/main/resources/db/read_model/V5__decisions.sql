-- One row a transaction, imported or decided; inputs are those of the event, in its form.
create table decision (
    tenant_id            text        not null,
    txn_id               text        not null,
    position             bigint      not null,
    decided_at           timestamptz not null,
    date                 date        not null,
    vendor               text        not null,
    vendor_normalized    text        not null,
    amount               numeric     not null,
    currency             text        not null,
    department           text,
    action               text        not null,
    not_auto_post_reason text,
    reasons              text[]      not null,
    account              text,
    calibrated_p         numeric,
    threshold_used       numeric,
    labels               int,
    rule_id              text,
    rule_scope           text,
    rule_version         int,
    outcome              text        not null,
    settled_account      text,
    settled_at           timestamptz,
    inputs               json,
    primary key (tenant_id, txn_id)
);
create unique index decision_by_position on decision (position);
create index decision_of_tenant on decision (tenant_id, position);
create index decision_open on decision (tenant_id, position) where action = 'reviewed' and outcome = 'open';

-- What a tenant's decisions of a day (UTC) add up to; open are the reviewed ones that wait for a person.
create table decision_day (
    tenant_id   text    not null,
    day         date    not null,
    auto_posted bigint  not null,
    reviewed    bigint  not null,
    open        bigint  not null,
    llm_usd     numeric not null,
    primary key (tenant_id, day)
);

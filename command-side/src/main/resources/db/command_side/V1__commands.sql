-- What was answered to a command that carried an Idempotency-Key; written with its events, in one transaction.
create table idempotency (
    caller       text        not null,
    key          text        not null,
    request_hash text        not null,
    result_type  text,
    result       jsonb,
    refusal      jsonb,
    event        text,
    created_at   timestamptz not null default now(),
    primary key (caller, key)
);
create index idempotency_age on idempotency (created_at);

-- Decision memory: what deciding needs to know, and nothing that can't be had from the events again.
create table tenant_memory (
    tenant_id             text primary key,
    autopost_enabled      boolean       not null,
    autopost_threshold    numeric(5, 4) not null,
    llm_tenant_cap_usd    numeric(7, 2) not null,
    cold_start_min_labels int           not null
);

create table label_memory (
    tenant_id text not null,
    vendor    text not null,
    account   text not null,
    length    int  not null,
    primary key (tenant_id, vendor)
);

create table amount_memory (
    tenant_id      text    not null,
    vendor         text    not null,
    currency       text    not null,
    count          bigint  not null,
    sum            numeric not null,
    sum_of_squares numeric not null,
    primary key (tenant_id, vendor, currency)
);

create table spend_memory (
    tenant_id text    not null,
    month     date    not null,
    usd       numeric not null,
    primary key (tenant_id, month)
);

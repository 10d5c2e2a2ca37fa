create table tenant (
    tenant_id             text primary key,
    name                  text          not null,
    tier                  text          not null,
    autopost_enabled      boolean       not null,
    autopost_threshold    numeric(5, 4) not null,
    llm_tenant_cap_usd    numeric(7, 2) not null,
    cold_start_min_labels int           not null,
    version               bigint        not null,
    last_export_at        timestamptz,
    created_at            timestamptz   not null,
    updated_at            timestamptz   not null,
    updated_by            text          not null,
    position              bigint        not null unique
);

-- Each state of a tenant's settings. It holds from reached_at on, the time of its position in the one order.
create table tenant_version (
    tenant_id             text          not null,
    position              bigint        not null,
    reached_at            timestamptz   not null,
    timestamp             timestamptz   not null,
    event_id              text          not null,
    user_id               text          not null,
    action                text          not null,
    reason                text,
    changes               jsonb         not null,
    autopost_enabled      boolean       not null,
    autopost_threshold    numeric(5, 4) not null,
    llm_tenant_cap_usd    numeric(7, 2) not null,
    cold_start_min_labels int           not null,
    version               bigint        not null,
    primary key (tenant_id, position)
);

-- Exports that are under way, with the tenants that they were narrowed to; null for all.
create table tenant_export (
    export_id text primary key,
    tenants   text[]
);

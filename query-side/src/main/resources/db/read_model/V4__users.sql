create table user_account (
    user_id       text primary key,
    email         text        not null,
    role          text        not null,
    active        boolean     not null,
    created_at    timestamptz not null,
    last_login_at timestamptz,
    position      bigint      not null unique
);

create table user_tenant (
    user_id   text not null,
    tenant_id text not null,
    primary key (user_id, tenant_id)
);

-- How far each projection has come; written in the transaction of its rows.
create table token (
    processor  varchar(255) not null,
    segment    int          not null,
    token      bytea,
    token_type varchar(255),
    updated_at varchar(255),
    owner      varchar(255),
    primary key (processor, segment)
);

-- Projections that are being built anew beside the old tables, in a schema of their own.
create table rebuild (
    projection text primary key,
    started_at timestamptz not null default now()
);

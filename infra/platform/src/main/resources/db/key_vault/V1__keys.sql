-- A user's own key, which opens what is personal to them in events. Deleting the row erases that for good.
create table user_key (
    user_id    text        primary key,
    key        bytea       not null check (octet_length(key) = 32),
    created_at timestamptz not null default now()
);

-- Keys of the service, by what they are for.
create table service_key (
    name       text        primary key,
    key        bytea       not null check (octet_length(key) = 32),
    created_at timestamptz not null default now()
);

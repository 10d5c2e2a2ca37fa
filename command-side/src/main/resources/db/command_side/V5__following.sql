-- Where events are in Axon Server, they can't share a transaction with the tables that are written from them. Those follow
-- instead; this says up to which position they have everything, and is written with them.
create table followed (
    only_row boolean primary key default true check (only_row),
    position bigint  not null
);
insert into followed (position) values (0);

-- The decisions that have begun, so that looking for repetitions asks the server for those alone.
create table begun (
    decision text primary key
);

-- What no event may hold of a user, committed before the event that it belongs to; orphans go after a week.
create table staged_credential (
    id            text        primary key,
    email_hmac    bytea       not null,
    password_hash text        not null,
    staged_at     timestamptz not null default now()
);

-- The users as they stand, written with their events in one transaction. What no event may hold is only here: the
-- password's hash, and the e-mail address as an HMAC, by which it is found and held by one user alone.
create table user_account (
    user_id       text    primary key,
    email_hmac    bytea   not null unique,
    email         text    not null, -- under the user's own key
    password_hash text    not null,
    role          text    not null check (role in ('owner', 'staff', 'auditor', 'service')),
    active        boolean not null
);
create index user_account_owner on user_account (user_id) where role = 'owner' and active;

create table user_tenant (
    user_id   text not null references user_account,
    tenant_id text not null,
    primary key (user_id, tenant_id)
);

-- Failed sign-ins of late, so that guessing is slow whichever node it is tried on.
create table login_failure (
    address       text          not null,
    email_hmac    bytea         not null,
    failed_at     timestamptz[] not null,
    blocked_until timestamptz,
    primary key (address, email_hmac)
);

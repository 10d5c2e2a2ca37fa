-- What ends tokens before they expire: a time, before which no token of the user counts, and single sessions.
alter table user_account add column tokens_valid_from timestamptz;
create table ended_session (
    user_id    text        not null references user_account,
    session    text        not null,
    expires_at timestamptz not null,
    primary key (user_id, session)
);
create index ended_session_by_expiry on ended_session (expires_at);

-- What only the user's key gives; null for users who were made before there was one.
alter table user_account add column key_commitment text;

-- Failures become entries, but not each one: when the newest entry was made, and how many came since.
alter table login_failure
    add column is_known    boolean not null default false,
    add column entered_at  timestamptz,
    add column not_entered int     not null default 0;
create index login_failure_of_user on login_failure (email_hmac, entered_at);
create index login_failure_of_nobody on login_failure (entered_at) where not is_known;

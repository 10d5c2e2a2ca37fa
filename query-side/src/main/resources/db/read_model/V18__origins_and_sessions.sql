-- Who caused an event and how they showed who they are, and which program and decision function recorded it; null for
-- events of builds that didn't say.
alter table audit_entry
    add column actor             text,
    add column auth              text,
    add column build             text,
    add column decision_function int;

-- What ends tokens before they expire, and what only the user's key gives.
alter table user_account
    add column tokens_valid_from timestamptz,
    add column key_commitment    text;
create table ended_session (
    user_id    text        not null,
    session    text        not null,
    expires_at timestamptz not null,
    primary key (user_id, session)
);

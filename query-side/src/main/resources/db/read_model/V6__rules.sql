create table rule_candidate (
    candidate_id   text primary key,
    scope          text        not null,
    type           text        not null,
    pattern        text        not null,
    account        text        not null,
    amount_min     numeric,
    amount_max     numeric,
    department     text,
    evidence_count int         not null,
    precision      numeric     not null,
    std_dev        numeric,
    explanation    text,
    reviewed       text        not null,
    reviewed_by    text,
    reviewed_at    timestamptz,
    review_reason  text,
    created_by     text        not null,
    created_at     timestamptz not null,
    position       bigint      not null unique
);
create index rule_candidate_of_scope on rule_candidate (scope, position);

create table rule_version (
    scope         text        not null,
    version       int         not null,
    change        text        not null,
    candidate_id  text,
    restored_from int,
    reason        text,
    created_by    text        not null,
    created_at    timestamptz not null,
    reached_at    timestamptz not null,
    position      bigint      not null unique,
    primary key (scope, version)
);

-- A rule is in the versions from from_version on and before until_version; null while it is in the newest.
create table rule_version_rule (
    scope         text  not null,
    rule_id       text  not null,
    from_version  int   not null,
    until_version int,
    candidate_id  text,
    rule          jsonb not null,
    primary key (scope, rule_id, from_version)
);
create index rule_version_rule_of_candidate on rule_version_rule (candidate_id) where candidate_id is not null;
create index rule_version_rule_active on rule_version_rule (scope) where until_version is null;

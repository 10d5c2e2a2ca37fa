-- The active rules of every scope. The firm's row is there from the start, so that it can be locked.
create table book_memory (
    scope   text primary key,
    version int not null
);
insert into book_memory (scope, version) values ('firm', 0);

create table rule_memory (
    scope   text  not null,
    rule_id text  not null,
    rule    jsonb not null,
    primary key (scope, rule_id)
);

create table candidate_scope (
    candidate_id text primary key,
    scope        text not null
);

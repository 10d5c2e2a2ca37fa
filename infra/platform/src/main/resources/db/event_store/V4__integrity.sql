-- Events and their order only grow. The owner of the tables can lift this; it stops accidents and other users.
create function refuse_change() returns trigger
    language plpgsql as
$$
begin
    raise exception '% on %.% is refused: events are only ever added', tg_op, tg_table_schema, tg_table_name
        using errcode = 'restrict_violation';
end
$$;

create trigger event_is_never_changed
    before update or delete or truncate
    on event
    for each statement
execute function refuse_change();

create trigger order_is_never_changed
    before update or delete or truncate
    on event_order
    for each statement
execute function refuse_change();

-- One hash over the events of a block of positions, taken once and compared later.
create table integrity_block (
    first_position bigint      primary key,
    last_position  bigint      not null unique,
    digest         bytea       not null,
    taken_at       timestamptz not null default now()
);

create trigger block_is_never_changed
    before update or delete or truncate
    on integrity_block
    for each statement
execute function refuse_change();

-- The newest result of each integrity check; without differences, the record is what it should be.
create table integrity_result (
    name        text        primary key,
    checked_at  timestamptz not null,
    whole       boolean     not null, -- false if only recent blocks were compared
    position    bigint      not null, -- the newest one at that time
    differences text[]      not null  -- sentences, the first hundred
);

-- SHA-256 over every column of an event and its position, each part with its length before it.
create function event_digest(event event_store.event, place bigint) returns bytea
    language sql
    immutable
return sha256(
    int8send(place)
    || int8send((extract(epoch from event.time_stamp) * 1000000)::bigint)
    || int8send(event.sequence_number)
    || int4send(octet_length(event.aggregate_identifier)) || convert_to(event.aggregate_identifier, 'UTF8')
    || int4send(coalesce(octet_length(event.type), -1)) || convert_to(coalesce(event.type, ''), 'UTF8')
    || int4send(octet_length(event.event_identifier)) || convert_to(event.event_identifier, 'UTF8')
    || int4send(octet_length(event.payload_type)) || convert_to(event.payload_type, 'UTF8')
    || int4send(coalesce(octet_length(event.payload_revision), -1)) || convert_to(coalesce(event.payload_revision, ''), 'UTF8')
    || int4send(octet_length(event.payload)) || event.payload
    || int4send(coalesce(octet_length(event.meta_data), -1)) || coalesce(event.meta_data, ''::bytea));

-- What the query side's user may do here: read. Where both sides are one program there is no such user.
-- Run at every start, so that a user who is made anew has it again; under a lock, as grants at the same time fail.
do
$$
begin
    perform pg_advisory_xact_lock(hashtextextended('countersign grants', 0));
    if exists (select from pg_roles where rolname = '${reader}' and rolname <> current_user) then
        execute format('grant usage on schema event_store to %I', '${reader}');
        execute format(
            'grant select on event_store.event, event_store.event_order, event_store.integrity_result, event_store.flyway_schema_history to %I',
            '${reader}');
    end if;
end
$$;

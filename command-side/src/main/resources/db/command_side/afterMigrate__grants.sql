-- What the query side's user may do here: see whether events are in an Axon Server. Where both sides are one program there is
-- no such user. Run at every start, so that a user who is made anew has it again; under a lock, as grants at the same time
-- fail.
do
$$
begin
    perform pg_advisory_xact_lock(hashtextextended('countersign grants', 0));
    if exists (select from pg_roles where rolname = '${reader}' and rolname <> current_user) then
        execute format('grant usage on schema command_side to %I', '${reader}');
        execute format('grant select on command_side.followed to %I', '${reader}');
    end if;
end
$$;

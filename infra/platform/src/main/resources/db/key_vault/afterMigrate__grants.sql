-- What the query side's user may do here: read the keys to users' e-mail addresses, but not those of the service.
do
$$
begin
    perform pg_advisory_xact_lock(hashtextextended('countersign grants', 0));
    if exists (select from pg_roles where rolname = '${reader}' and rolname <> current_user) then
        execute format('grant usage on schema key_vault to %I', '${reader}');
        execute format('grant select on key_vault.user_key, key_vault.flyway_schema_history to %I', '${reader}');
    end if;
end
$$;

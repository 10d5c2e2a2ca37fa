-- Run once by an administrator, in the database that a command side and a query side share:
--   psql -d countersign -f infra/postgres/roles.sql
-- Neither user can sign in before it has a password (psql: \password countersign_command).
create role countersign_command login;
create role countersign_query login;

-- A schema belongs to its writer, who migrates it. What the query side may read of the others, the command side grants.
create schema event_store authorization countersign_command;
create schema key_vault authorization countersign_command;
create schema command_side authorization countersign_command;
create schema read_model authorization countersign_query;

-- Projections are built anew beside the old ones, in schemas of their own.
do
$$
begin
    execute format('grant create on database %I to countersign_query', current_database());
end
$$;

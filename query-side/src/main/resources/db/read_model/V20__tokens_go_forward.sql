-- A batch that was in flight while its projection's tables were changed must not set the token back: the events after it
-- would be written twice.
create function token_goes_forward() returns trigger
    language plpgsql as
$$
declare
    old_position bigint := convert_from(old.token, 'UTF8')::jsonb ->> 'globalIndex';
    new_position bigint := convert_from(new.token, 'UTF8')::jsonb ->> 'globalIndex';
begin
    if new_position < old_position then
        raise exception 'the token of % is at position % and is not set back to %', old.processor, old_position, new_position
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

create trigger token_goes_forward
    before update of token
    on token
    for each row
    when (old.token is distinct from new.token)
execute function token_goes_forward();

-- A reason finds the entries that it held for, whether or not it was the first. Each reason has an index of its own: one over
-- all of them, such as GIN, couldn't give the newest first.
drop index audit_entry_reason;
create index audit_entry_cold_start on audit_entry ((position + 0)) where reasons @> array['cold_start'];
create index audit_entry_below_threshold on audit_entry ((position + 0)) where reasons @> array['below_threshold'];
create index audit_entry_imbalance on audit_entry ((position + 0)) where reasons @> array['imbalance'];
create index audit_entry_budget_fallback on audit_entry ((position + 0)) where reasons @> array['budget_fallback'];
create index audit_entry_anomaly on audit_entry ((position + 0)) where reasons @> array['anomaly'];
create index audit_entry_rule_conflict on audit_entry ((position + 0)) where reasons @> array['rule_conflict'];
create index audit_entry_autopost_disabled on audit_entry ((position + 0)) where reasons @> array['autopost_disabled'];

-- The tenant that an export's filters name, for the entry of its end.
create table audit_export (
    export_id text primary key,
    tenant_id text collate "C" not null
);
insert into audit_export (export_id, tenant_id)
select after ->> 'export_id', after #>> '{filters,tenant_id,0}'
from audit_entry
where action = 'audit_exported' and after #>> '{filters,tenant_id,0}' is not null;
update audit_entry
set tenant_id = export.tenant_id
from audit_export export
where audit_entry.action in ('audit_exported', 'audit_export_finished', 'audit_export_aborted')
  and audit_entry.after ->> 'export_id' = export.export_id;

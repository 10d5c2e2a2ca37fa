-- The entries of one kind in one tenant may be few among many of either.
create index audit_entry_tenant_action on audit_entry (tenant_id, action, (position + 0));

-- Leads to the state before a position, whose time the next one's must not be before.
alter table tenant_version add constraint tenant_version_position unique (position);

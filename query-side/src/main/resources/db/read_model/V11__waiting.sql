-- What waits for a person: of a tenant, or of all in their order; and what it waits for, without a look at the wide rows.
drop index decision_open;
create index decision_open on decision (tenant_id, position) include (vendor_normalized, reasons)
    where action = 'reviewed' and outcome = 'open';
create index decision_open_by_position on decision (position) include (tenant_id, vendor_normalized, reasons)
    where action = 'reviewed' and outcome = 'open';

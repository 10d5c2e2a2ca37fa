-- Counts of a tenant's decisions of a day (UTC) by what was done and why; the reason is empty for auto-posted ones.
create table decision_reason_day (
    tenant_id text   not null,
    day       date   not null,
    reason    text   not null,
    count     bigint not null,
    primary key (tenant_id, day, reason)
);

-- For finding the decisions of a vendor, and the vendors that there are.
create index decision_of_vendor on decision (vendor_normalized, tenant_id, position);

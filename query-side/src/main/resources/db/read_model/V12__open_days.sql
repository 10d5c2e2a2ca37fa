-- The backlog of a tenant is on few of its days.
create index decision_day_open on decision_day (tenant_id) include (open) where open > 0;

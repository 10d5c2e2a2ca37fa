-- Which event that position is, so that another server's events are never taken for the ones that come after it. Not known
-- until the first one is written.
alter table followed add column event_id text;

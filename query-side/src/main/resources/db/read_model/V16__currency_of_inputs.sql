-- A decision's currency beside its amount, so that dry-runs can add amounts up; in new rows rather than in a second copy
-- of every old one.
create table decision_input_with_currency (like decision_input);
alter table decision_input_with_currency add column currency text collate "C" not null;
insert into decision_input_with_currency
select i.*, d.currency
from decision_input i
join decision d using (position)
order by position;
drop table decision_input;
alter table decision_input_with_currency rename to decision_input;

-- As they were before.
create index decision_input_of_vendor on decision_input (tenant_id, vendor_normalized);
create index decision_input_of_date on decision_input (tenant_id, date, decided_at)
    include (vendor_normalized, amount, not_auto_post_reason);

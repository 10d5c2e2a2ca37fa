-- A decision's own date beside the time at which it was made, in new rows rather than in a second copy of every old one.
create table decision_input_with_date (like decision_input);
alter table decision_input_with_date add column date date not null;
insert into decision_input_with_date
select i.*, d.date
from decision_input i
join decision d using (position)
order by position;
drop table decision_input;
alter table decision_input_with_date rename to decision_input;

-- Leads to a tenant's decisions, to those of some vendors, and from one vendor to the next. Many rows share an entry.
create index decision_input_of_vendor on decision_input (tenant_id, vendor_normalized);
-- Has all that is counted over days, of transactions (date) or of decisions (decided_at: there are few dates to skip).
create index decision_input_of_date on decision_input (tenant_id, date, decided_at)
    include (vendor_normalized, amount, not_auto_post_reason);

-- What people made of a tenant's decisions of a day (UTC) on transactions of a date, by the tenth (bin) of the
-- probability that they had: how many were looked at and approved, the sums of the probabilities and of the squares of
-- their errors. The bin of decisions without an account is -1.
create table decision_verdict_day (
    tenant_id     text     not null,
    day           date     not null,
    date          date     not null,
    action        text     not null,
    bin           smallint not null,
    verdicts      bigint   not null,
    approved      bigint   not null,
    predicted     numeric  not null,
    squared_error numeric  not null,
    primary key (tenant_id, day, date, action, bin)
);
insert into decision_verdict_day
select tenant_id, (decided_at at time zone 'UTC')::date, date, action,
       case when account is null then -1 else least(floor(calibrated_p * 10), 9) end,
       count(*), count(*) filter (where outcome = 'approved'), sum(calibrated_p),
       sum((calibrated_p - (outcome = 'approved')::int) * (calibrated_p - (outcome = 'approved')::int))
from decision
where outcome in ('approved', 'corrected', 'rejected')
group by 1, 2, 3, 4, 5;

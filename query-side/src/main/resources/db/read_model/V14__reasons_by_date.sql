-- Decisions on a tenant's transactions of a date by the reason that counted; '' where auto-posted.
create table decision_reason_date (
    tenant_id text   not null,
    date      date   not null,
    reason    text   not null,
    count     bigint not null,
    primary key (tenant_id, date, reason)
);
-- For everyone's.
create index decision_reason_date_of_all on decision_reason_date (date);
insert into decision_reason_date
select tenant_id, date, coalesce(not_auto_post_reason, ''), count(*)
from decision_input
group by 1, 2, 3;

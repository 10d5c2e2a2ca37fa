-- The accounts that people gave to transactions, each transaction's newest: what rules are mined from.
create table label (
    tenant_id    text    not null,
    txn_id       text    not null,
    date         date    not null,
    vendor       text    not null,
    account      text    not null,
    amount       numeric not null,
    department   text,
    calibrated_p numeric,
    primary key (tenant_id, txn_id)
);

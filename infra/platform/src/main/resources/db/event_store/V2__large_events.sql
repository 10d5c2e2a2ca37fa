-- What is too large for a row (all rules of a book) is stored as it is: compressing it took most of a rollback's time.
alter table event alter column payload set storage external;
alter table snapshot alter column payload set storage external;

-- What is too large for a row (all rules of a book) is stored as it is: compressing megabytes costs a command more than their room is worth.
alter table event alter column payload set storage external;
alter table snapshot alter column payload set storage external;

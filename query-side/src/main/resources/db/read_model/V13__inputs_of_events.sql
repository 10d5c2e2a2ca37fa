-- What a decision was made from is read in its event: a second copy was half of what a rebuild wrote.
alter table decision drop column inputs;

-- Present while decision memory is to be written anew from the events; the next start does so, or a rebuild on request.
create table outdated_memory (
    only_row boolean primary key default true check (only_row),
    reason   text not null
);

-- Decision memory has names in the form that they are compared in. Earlier builds wrote them as they came: accounts and
-- departments that are not in NFC or have other white space than single spaces within, and vendors with letters that
-- folding changes (dotless i, final sigma, and Cyrillic letters of old prints). Two rows may have been one, so only the
-- events can tell what the run of labels is.
insert into outdated_memory (reason)
select 'names in several forms'
where exists (
        select 1
        from label
        where account is not nfc normalized
           or account ~ U&'^ | $|  |[\00A0\1680\2000-\200A\2028\2029\202F\205F\3000]'
           or department is not nfc normalized
           or department ~ U&'^ | $|  |[\00A0\1680\2000-\200A\2028\2029\202F\205F\3000]'
           or vendor ~ U&'[\0131\03C2\1C80-\1C88]'
    )
   or exists (select 1 from amount_memory where vendor ~ U&'[\0131\03C2\1C80-\1C88]');

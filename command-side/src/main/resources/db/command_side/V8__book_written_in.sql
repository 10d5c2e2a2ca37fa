-- Which transaction wrote a book. Programs keep books at hand by version and by this, so that once memory is written anew
-- none of them goes on with what it had before.
alter table book_memory add column written_in xid8 not null default pg_current_xact_id();

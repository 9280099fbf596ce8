-- Whoever brings a customer claims its exact keys first, so that two who bring one person at once come one after the
-- other. The row stands no longer than the transaction that makes it: who carries a document is told by record_key.

create table ecif.exact_key (
    digest bytea not null,
    constraint exact_key_pk primary key (digest)
);
comment on table ecif.exact_key is 'The exact keys of customers that are being brought at this moment: whoever brings one of them too waits for that transaction. Always empty for others. Distributed by digest. Retention: none, a row goes with the transaction that made it.';
comment on column ecif.exact_key.digest is 'The keyed digest by which record_key knows the key.';
alter table ecif.exact_key enable row level security;
create policy sees_all on ecif.exact_key
    using ((select guiyi.sees_all())) with check ((select guiyi.sees_all()));
grant select, insert, delete on ecif.exact_key to guiyi_app;

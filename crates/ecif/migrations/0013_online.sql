-- Writes that came on line under an idempotency key: kept by the write's own transaction, so that a write whose answer
-- was lost is not made again.

create table ecif.online_write (
    key_digest bytea not null,
    content_digest bytea not null,
    record_id uuid not null,
    created boolean not null,
    change_id bigint not null,
    written_at timestamptz not null,
    constraint online_write_pk primary key (key_digest)
);
comment on table ecif.online_write is 'What became of each write under an idempotency key, for 24 hours. Distributed by key_digest. Retention: 24 hours.';
comment on column ecif.online_write.key_digest is 'Keyed digest of the caller and the key.';
comment on column ecif.online_write.content_digest is 'SHA-256 of method, path and body: the same key with other content is refused.';
comment on column ecif.online_write.record_id is 'The record that was written; its party answers.';
create index online_write_by_time on ecif.online_write (written_at);
alter table ecif.online_write enable row level security;
create policy sees_all on ecif.online_write
    using ((select guiyi.sees_all())) with check ((select guiyi.sees_all()));
grant select, insert, delete on ecif.online_write to guiyi_app;

-- Writes on line: what became of each idempotency key.

--! find_write
select content_digest, record_id, created
from ecif.online_write
where key_digest = :key_digest and written_at > :since;

--! insert_write
insert into ecif.online_write (key_digest, content_digest, record_id, created, change_id, written_at)
values (:key_digest, :content_digest, :record_id, :created, :change_id, :written_at);

--! forget_writes
delete from ecif.online_write
where written_at <= :before;

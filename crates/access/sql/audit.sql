-- The audit trail.

--! append (targets[?])
insert into access.audit_entry (
    chain_id, sequence, at, actor, actor_kind, purpose, cause, action, object, target, outcome, detail, hash)
select :chain_id, e.sequence, e.at, e.actor, e.actor_kind, e.purpose, e.cause, e.action, e.object, e.target, e.outcome,
    e.detail, e.hash
from unnest(:sequences::bigint[], :ats::timestamptz[], :actors::text[], :actor_kinds::text[], :purposes::text[],
    :causes::text[], :actions::text[], :objects::text[], :targets::text[], :outcomes::text[], :details::jsonb[],
    :hashes::bytea[])
    as e (sequence, at, actor, actor_kind, purpose, cause, action, object, target, outcome, detail, hash);

--: EntryRow(target?)

--! entries_of_chains : EntryRow
select chain_id, sequence, at, actor, actor_kind, purpose, cause, action, object, target, outcome, detail, hash
from access.audit_entry order by chain_id, sequence;

--! entries (actor?, target?, action?, object?, from?, until?) : EntryRow
select chain_id, sequence, at, actor, actor_kind, purpose, cause, action, object, target, outcome, detail, hash
from access.audit_entry
where (at, chain_id, sequence) < (:before_at, :before_chain, :before_sequence)
    and (:actor::text is null or actor = :actor::text)
    and (:target::text is null or target = :target::text)
    and (:action::text is null or action = :action::text)
    and (:object::text is null or object = :object::text)
    and (:from::timestamptz is null or at >= :from::timestamptz)
    and (:until::timestamptz is null or at < :until::timestamptz)
order by at desc, chain_id desc, sequence desc
limit :rows;

--! insert_chain
insert into access.audit_chain (chain_id, started_at, program) values (:chain_id, :at, :program);

--! chains
select chain_id, started_at, program from access.audit_chain order by started_at, chain_id;

--! heads_since
select c.chain_id, e.sequence, e.hash
from access.audit_chain c
join lateral (
    select sequence, hash, at from access.audit_entry
    where chain_id = c.chain_id order by sequence desc limit 1) e
    on true
where e.at >= :since
order by c.chain_id;

--: AnchorRow()

--! last_anchor : AnchorRow
select number, at, heads, hash from access.audit_anchor order by number desc limit 1;

--! anchors : AnchorRow
select number, at, heads, hash from access.audit_anchor order by number;

--! insert_anchor
insert into access.audit_anchor (number, at, heads, hash) values (:number, :at, :heads, :hash)
on conflict (number) do nothing;

--! names_of
select user_id::text as id, name from access.user_account where user_id::text = any(:ids::text[])
union all
select key_id::text, name from access.service_key where key_id::text = any(:ids::text[]);

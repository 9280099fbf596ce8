-- Parties, memberships, numbers.

--! parties : (merged_into?, due_on?, golden?)
select party_id, number, kind, version, opened_by, changed_by, merged_into, due_on, golden
from ecif.party
where party_id = any(:party_ids);

--! members
select party_id, record_id, since, cause
from ecif.membership
where party_id = any(:party_ids) and until is null;

--! insert_parties (merged_into[?], due_on[?], golden[?])
-- A party's tokens come as one text: an array of arrays must be square.
insert into ecif.party
    (party_id, number, kind, version, opened_by, changed_by, merged_into, due_on, golden, visible_to)
select party_id, number, kind, version, :change_id, :change_id, merged_into, due_on, golden,
    string_to_array(visible_to, E'\x1f')
from unnest(
    :party_id::uuid[], :number::bigint[], :kind::smallint[], :version::bigint[], :merged_into::uuid[],
    :due_on::date[], :golden::bytea[], :visible_to::text[])
    as row (party_id, number, kind, version, merged_into, due_on, golden, visible_to);

--! update_parties (merged_into[?], due_on[?], golden[?], visible_to[?])
update ecif.party old
set kind = row.kind, version = row.version, changed_by = :change_id, merged_into = row.merged_into,
    due_on = row.due_on, golden = coalesce(row.golden, old.golden),
    visible_to = coalesce(string_to_array(row.visible_to, E'\x1f'), old.visible_to)
from unnest(
    :party_id::uuid[], :kind::smallint[], :version::bigint[], :merged_into::uuid[], :due_on::date[],
    :golden::bytea[], :visible_to::text[])
    as row (party_id, kind, version, merged_into, due_on, golden, visible_to)
where old.party_id = row.party_id;

--! sights
select party_id, visible_to
from ecif.party
where party_id = any(:party_ids);

--! set_sights
update ecif.party old
set visible_to = string_to_array(row.visible_to, E'\x1f')
from unnest(:party_id::uuid[], :visible_to::text[]) as row (party_id, visible_to)
where old.party_id = row.party_id and old.visible_to <> string_to_array(row.visible_to, E'\x1f');

--! insert_memberships
insert into ecif.membership (party_id, record_id, since, cause)
select party_id, record_id, :change_id, cause
from unnest(:party_id::uuid[], :record_id::uuid[], :cause::text[]) as row (party_id, record_id, cause)
-- One act may take a record out of a party and back again.
on conflict on constraint membership_pk do update set until = null;

--! close_memberships
update ecif.membership old
set until = :change_id
from unnest(:party_id::uuid[], :record_id::uuid[]) as row (party_id, record_id)
where old.party_id = row.party_id and old.record_id = row.record_id and old.until is null;

--! insert_former_memberships
insert into ecif.former_membership (record_id, until, since, party_id)
select record_id, :change_id, since, party_id
from unnest(:record_id::uuid[], :since::bigint[], :party_id::uuid[]) as row (record_id, since, party_id);

--! numbers
select number, party_id, record_id, change_id
from ecif.customer_number
where number = any(:numbers);

--! insert_numbers
insert into ecif.customer_number (number, party_id, record_id, change_id)
select number, party_id, record_id, :change_id
from unnest(:number::bigint[], :party_id::uuid[], :record_id::uuid[]) as row (number, party_id, record_id);

--! take_serials
update ecif.number_block
set next_serial = next_serial + :count
where block = 0
returning next_serial - :count as first_serial;

--! delete_similar_of_others
-- The other end of each pair first; by index on both sides, however many pairs there are.
delete from ecif.similar other
using ecif.similar mine
where mine.record_id = any(:record_ids) and other.record_id = mine.other_id and other.other_id = mine.record_id
    and other.rule = mine.rule;

--! delete_similar
delete from ecif.similar
where record_id = any(:record_ids);

--! insert_similar
insert into ecif.similar (record_id, other_id, rule, change_id)
select record_id, other_id, rule, :change_id
from unnest(:record_id::uuid[], :other_id::uuid[], :rule::text[]) as row (record_id, other_id, rule)
on conflict do nothing;

--! similar_of
select other_id, rule, change_id
from ecif.similar
where record_id = any(:record_ids)
order by other_id, rule;

--! insert_tasks (record_id[?])
insert into ecif.task (task_id, kind, party_id, record_id, detail, state, change_id)
select task_id, kind, party_id, record_id, detail, 'open', :change_id
from unnest(:task_id::uuid[], :kind::text[], :party_id::uuid[], :record_id::uuid[], :detail::jsonb[])
    as row (task_id, kind, party_id, record_id, detail)
on conflict do nothing;

--! insert_events (party_id[?], party_version[?])
insert into ecif.outbox (kind, party_id, party_version, body, change_id)
select kind, party_id, party_version, body, :change_id
from unnest(:kind::text[], :party_id::uuid[], :party_version::bigint[], :body::jsonb[])
    as row (kind, party_id, party_version, body);

--! due_parties
select party_id
from ecif.party
where due_on <= :day and merged_into is null and party_id > :after
order by party_id
limit :many;

--! open_parties_after
select party_id
from ecif.party
where merged_into is null and party_id > :after
order by party_id
limit :many;

--! parties_after : (golden?)
select party_id, golden
from ecif.party
where party_id > :party_id
order by party_id
limit :many;

--! reseal_parties
update ecif.party old
set golden = row.golden
from unnest(:party_id::uuid[], :before::bytea[], :golden::bytea[]) as row (party_id, before, golden)
where old.party_id = row.party_id and old.golden = row.before;

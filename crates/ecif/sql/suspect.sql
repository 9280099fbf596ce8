-- Customers who may be one.

--! delete_match_keys
delete from ecif.match_key
where party_id = any(:party_ids);

--! insert_match_keys
insert into ecif.match_key (key, party_id)
select key, party_id
from unnest(:key::bigint[], :party_id::uuid[]) as row (key, party_id)
on conflict do nothing;

--! meeting
-- Who meets whom: of each key a few more than are looked at, so that a crowd shows.
select asked.key, met.party_id
from unnest(:keys::bigint[]) as asked (key)
cross join lateral (
    select m.party_id from ecif.match_key m where m.key = asked.key order by m.party_id limit :most) met;

--: SuspectRow(assigned_to?, decided_at?, decided_by?)

--! of_parties : SuspectRow
select suspect_id, one_id, other_id, kind, category, bits, rules, agreeing, differing, one_record, other_record,
    model, status, reopened, fingerprint, assigned_to, found_at, scored_at, decided_at, decided_by
from ecif.suspect
where one_id = any(:party_ids) or other_id = any(:party_ids);

--! suspects : SuspectRow
select suspect_id, one_id, other_id, kind, category, bits, rules, agreeing, differing, one_record, other_record,
    model, status, reopened, fingerprint, assigned_to, found_at, scored_at, decided_at, decided_by
from ecif.suspects_of(:suspect_ids);

--! list_suspects (units?, assigned?, kind?, category?, after_bits?, after_time?)
select suspect_id, one_seen, other_seen, one_branches, other_branches
from ecif.list_suspects(
    :by_age, :statuses, :units, :assigned, :kind, :category, :after_bits, :after_time, :after_id, :most);

--! count_suspects (units?)
select status, category, suspects
from ecif.count_suspects(:units);

--! unjudged_after
select suspect_id, one_id, other_id, bits, category
from ecif.suspect
where status = 'suspect' and suspect_id > :after
order by suspect_id
limit :many;

--! delete_suspects
delete from ecif.suspect
where suspect_id = any(:suspect_ids);

--! put_suspects (decided_at[?], decided_by[?])
insert into ecif.suspect
    (suspect_id, one_id, other_id, kind, category, bits, rules, agreeing, differing, one_record, other_record, model,
    status, reopened, fingerprint, found_at, scored_at, decided_at, decided_by, visible_to)
select suspect_id, one_id, other_id, kind, category, bits, string_to_array(rules, E'\x1f'),
    string_to_array(agreeing, E'\x1f'), string_to_array(differing, E'\x1f'), one_record, other_record, model, status,
    reopened, fingerprint, :now, :now, decided_at, decided_by, string_to_array(visible_to, E'\x1f')
from unnest(
    :suspect_id::uuid[], :one_id::uuid[], :other_id::uuid[], :kind::smallint[], :category::text[], :bits::real[],
    :rules::text[], :agreeing::text[], :differing::text[], :one_record::uuid[], :other_record::uuid[],
    :model::integer[], :status::text[], :reopened::boolean[], :fingerprint::bytea[], :decided_at::timestamptz[],
    :decided_by::text[], :visible_to::text[])
    as row (suspect_id, one_id, other_id, kind, category, bits, rules, agreeing, differing, one_record, other_record,
        model, status, reopened, fingerprint, decided_at, decided_by, visible_to)
on conflict (suspect_id) do update
set category = excluded.category, bits = excluded.bits, rules = excluded.rules, agreeing = excluded.agreeing,
    differing = excluded.differing, one_record = excluded.one_record, other_record = excluded.other_record,
    model = excluded.model, status = excluded.status, reopened = excluded.reopened,
    fingerprint = excluded.fingerprint, scored_at = excluded.scored_at, decided_at = excluded.decided_at,
    decided_by = excluded.decided_by, visible_to = excluded.visible_to;

--! assign (assigned_to?)
update ecif.suspect
set assigned_to = :assigned_to
where suspect_id = any(:suspect_ids);

--! insert_verdict (note?)
insert into ecif.verdict
    (verdict_id, suspect_id, one_id, other_id, one_record, other_record, status, note, picks, levels, bits, model,
    fingerprint, actor, given_at)
values (:verdict_id, :suspect_id, :one_id, :other_id, :one_record, :other_record, :status, :note, :picks, :levels,
    :bits, :model, :fingerprint, :actor, :given_at);

--: VerdictRow(note?)

--! verdicts_of_records : VerdictRow
select verdict_id, suspect_id, one_id, other_id, one_record, other_record, status, note, picks, levels, bits, model,
    fingerprint, actor, given_at
from ecif.verdict
where one_record = any(:record_ids) or other_record = any(:record_ids)
order by given_at, verdict_id;

--! verdicts_after : VerdictRow
select verdict_id, suspect_id, one_id, other_id, one_record, other_record, status, note, picks, levels, bits, model,
    fingerprint, actor, given_at
from ecif.verdict
where (given_at, verdict_id) > (:after, :after_id)
order by given_at, verdict_id
limit :many;

--! reseal_note
update ecif.verdict
set note = :note
where suspect_id = :suspect_id and verdict_id = :verdict_id and note = :before;

--! given_since
-- What somebody has judged since a moment.
select count(*) as verdicts
from ecif.verdict
where given_at >= :since and actor = :actor;

--! insert_job
insert into ecif.match_job
    (job_id, what, kind, state, stage, after_id, done, total, found, detail, started_by, started_at, changed_at)
values (:job_id, :what, :kind, 'running', :stage, '00000000-0000-0000-0000-000000000000', 0, :total, 0, :detail,
    :started_by, :now, :now);

--: JobRow(problem?)

--! jobs : JobRow
select job_id, what, kind, state, stage, after_id, done, total, found, detail, problem, started_by, started_at,
    changed_at
from ecif.match_job
order by started_at desc, job_id
limit :many;

--! job : JobRow
select job_id, what, kind, state, stage, after_id, done, total, found, detail, problem, started_by, started_at,
    changed_at
from ecif.match_job
where job_id = :job_id;

--! next_job : JobRow
-- The oldest under way, taken by one worker at a time.
select job_id, what, kind, state, stage, after_id, done, total, found, detail, problem, started_by, started_at,
    changed_at
from ecif.match_job
where state = 'running'
order by started_at, job_id
limit 1
for update skip locked;

--! move_job (problem?)
update ecif.match_job
set state = :state, stage = :stage, after_id = :after_id, done = :done, found = :found, detail = :detail,
    problem = :problem, changed_at = :now
where job_id = :job_id;

--! set_job_state
update ecif.match_job
set state = :state, changed_at = :now
where job_id = :job_id and state = any(:from);

--! open_parties_of_kind_after
select party_id
from ecif.party
where merged_into is null and party_id > :after and (kind = 0) = :persons
order by party_id
limit :many;

--! count_open_parties
select count(*) as parties
from ecif.party
where merged_into is null;

--! carriers_of_digest
-- How many customers carry each of these numbers now.
select whole, count(distinct party_id) as parties
from ecif.search_digest
where whole = any(:wholes) and not earlier
group by whole;

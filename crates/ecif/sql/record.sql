-- Source records: current versions, history, keys, sightings.

--! heads : (gone_on?, party_id?, number?)
select record_id, part, about, source_id, business_date, sequence, change_id, digest, gone_on, party_id, number
from ecif.record
where record_id = any(:record_ids);

--! contents : (gone_on?, party_id?, number?)
select record_id, part, about, source_id, business_date, sequence, change_id, digest, gone_on, party_id, number,
    content
from ecif.record
where record_id = any(:record_ids);

--! holder_rows
select record_id, part, source_id, content
from ecif.record
where record_id = any(:record_ids) and about = 2;

--! former_versions
select record_id, part, business_date, sequence, change_id, digest, content
from ecif.record_version
where record_id = any(:record_ids)
order by record_id, part, business_date, sequence, change_id;

--! insert_records (gone_on[?], unit[?], party_id[?], number[?])
insert into ecif.record
    (record_id, part, about, source_id, feed, business_date, sequence, change_id, digest, gone_on, unit, party_id,
    number, content)
select record_id, part, about, :source_id, :feed, business_date, sequence, :change_id, digest, gone_on, unit,
    party_id, number, content
from unnest(
    :record_id::uuid[], :part::smallint[], :about::smallint[], :business_date::date[], :sequence::bigint[],
    :digest::bytea[], :gone_on::date[], :unit::text[], :party_id::uuid[], :number::bigint[], :content::bytea[])
    as row (record_id, part, about, business_date, sequence, digest, gone_on, unit, party_id, number, content);

--! keep_versions
-- The current versions of these records step back into history.
insert into ecif.record_version (record_id, part, business_date, sequence, change_id, digest, content)
select old.record_id, old.part, old.business_date, old.sequence, old.change_id, old.digest, old.content
from ecif.record old
join unnest(:record_id::uuid[], :part::smallint[]) as row (record_id, part) using (record_id, part);

--! insert_versions
insert into ecif.record_version (record_id, part, business_date, sequence, change_id, digest, content)
select record_id, part, business_date, sequence, :change_id, digest, content
from unnest(
    :record_id::uuid[], :part::smallint[], :business_date::date[], :sequence::bigint[], :digest::bytea[],
    :content::bytea[])
    as row (record_id, part, business_date, sequence, digest, content);

--! replace_records (gone_on[?], unit[?])
-- A version that stays current (only derived parts of it are told anew) keeps the act it came by.
update ecif.record old
set business_date = row.business_date, sequence = row.sequence, digest = row.digest, gone_on = row.gone_on,
    unit = row.unit, content = row.content, change_id = case when row.supersedes then :change_id else old.change_id end
from unnest(
    :record_id::uuid[], :part::smallint[], :business_date::date[], :sequence::bigint[], :digest::bytea[],
    :gone_on::date[], :unit::text[], :content::bytea[], :supersedes::boolean[])
    as row (record_id, part, business_date, sequence, digest, gone_on, unit, content, supersedes)
where old.record_id = row.record_id and old.part = row.part;

--! set_parties (number[?])
update ecif.record old
set party_id = row.party_id, number = coalesce(row.number, old.number)
from unnest(:record_id::uuid[], :party_id::uuid[], :number::bigint[]) as row (record_id, party_id, number)
where old.record_id = row.record_id;

--! present : (unit?)
-- Those of these records that their source still has.
select record_id, about, unit
from ecif.record
where record_id = any(:record_ids) and gone_on is null;

--! homes : (party_id?)
select distinct party_id
from ecif.record
where record_id = any(:record_ids) and party_id is not null;

--! set_units (unit[?])
update ecif.record old
set unit = row.unit
from unnest(:record_id::uuid[], :part::smallint[], :unit::text[]) as row (record_id, part, unit)
where old.record_id = row.record_id and old.part = row.part;

--! set_gone (gone_on?)
update ecif.record
set gone_on = :gone_on
where record_id = any(:record_ids) and part = :part;

--! note_absences
-- Written before the records are: only what changes is a word.
insert into ecif.absence (record_id, part, change_id, business_date, gone)
select row.record_id, row.part, :change_id, row.business_date, row.gone
from unnest(:record_id::uuid[], :part::smallint[], :business_date::date[], :gone::boolean[])
    as row (record_id, part, business_date, gone)
join ecif.record old on old.record_id = row.record_id and old.part = row.part
where (old.gone_on is not null) <> row.gone;

--! absences
select record_id, part, change_id, business_date, gone
from ecif.absence
where record_id = any(:record_ids) and change_id <= :change_id and business_date <= :day
order by record_id, part, business_date, change_id;

--! key_holders
select digest, record_id
from ecif.record_key
where digest = any(:digests);

--! insert_keys
insert into ecif.record_key (digest, record_id)
select digest, record_id
from unnest(:digest::bytea[], :record_id::uuid[]) as row (digest, record_id)
on conflict do nothing;

--! claim_keys
-- Whoever else claims one of these waits until this transaction has ended.
insert into ecif.exact_key (digest)
select digest
from unnest(:digests::bytea[]) as claim (digest)
order by digest;

--! release_keys
delete from ecif.exact_key
where digest = any(:digests);

--! insert_sightings
insert into ecif.sighting (change_id, bucket, run, seen)
select :change_id, bucket, :run, seen
from unnest(:bucket::smallint[], :seen::bytea[]) as row (bucket, seen);

--! sightings_of_load
select bucket, run, seen
from ecif.sighting
where change_id = :change_id and bucket >= :first_bucket and bucket < :end_bucket
order by bucket, run;

--! sightings_in_bucket
select change_id, seen
from ecif.sighting
where change_id = any(:change_ids) and bucket = :bucket
order by change_id, run;

--! reseal_records
update ecif.record old
set content = row.content
from unnest(:record_id::uuid[], :part::smallint[], :before::bytea[], :content::bytea[])
    as row (record_id, part, before, content)
where old.record_id = row.record_id and old.part = row.part and old.content = row.before;

--! records_after
select record_id, part, content
from ecif.record
where (record_id, part) > (:record_id, :part)
order by record_id, part
limit :many;

--! versions_after
select record_id, part, business_date, sequence, change_id, content
from ecif.record_version
where (record_id, part, business_date, sequence, change_id)
    > (:record_id, :part, :business_date, :sequence, :change_id)
order by record_id, part, business_date, sequence, change_id
limit :many;

--! reseal_versions
update ecif.record_version old
set content = row.content
from unnest(
    :record_id::uuid[], :part::smallint[], :business_date::date[], :sequence::bigint[], :change_id::bigint[],
    :content::bytea[])
    as row (record_id, part, business_date, sequence, change_id, content)
where old.record_id = row.record_id and old.part = row.part and old.business_date = row.business_date
    and old.sequence = row.sequence and old.change_id = row.change_id;

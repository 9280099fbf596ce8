-- Sources, mappings, policies, changes.

--! sources
select s.source_id, s.name, s.title_zh, s.title_en, m.version, m.sha256, m.trust, m.change_id
from ecif.source s
join lateral (
    select version, sha256, trust, change_id from ecif.mapping
    where source_id = s.source_id and change_id <= :change_id order by version desc limit 1) m
    on true
order by s.source_id;

--! insert_source
insert into ecif.source (source_id, name, title_zh, title_en)
values (:source_id, :name, :title_zh, :title_en);

--! insert_mapping
insert into ecif.mapping (source_id, version, sha256, body, trust, change_id)
values (:source_id, :version, :sha256, :body, :trust, :change_id);

--! mapping
select body
from ecif.mapping
where source_id = :source_id and version = :version;

--! mappings_of
select m.version, m.sha256, m.trust, m.change_id, c.recorded_at
from ecif.mapping m
join ecif.change c using (change_id)
where m.source_id = :source_id
order by m.version;

--! policy
select version, body
from ecif.policy
where kind = :kind and change_id <= :change_id
order by version desc
limit 1;

--! policy_versions
select p.version, c.recorded_at, c.actor
from ecif.policy p
join ecif.change c using (change_id)
where p.kind = :kind
order by p.version desc;

--! policy_version
select body
from ecif.policy
where kind = :kind and version = :version;

--! insert_policy
insert into ecif.policy (kind, version, body, change_id)
values (:kind, :version, :body, :change_id);

--! last_change
select coalesce(max(change_id), 0)::bigint as change_id
from ecif.change;

--! anything_carried
-- Whether any rows have come yet, by file or by message.
select exists (select from ecif.change where kind in ('load', 'message')) as anything;

--! change_at
select coalesce(max(change_id), 0)::bigint as change_id
from ecif.change
where recorded_at <= :instant;

--! changes_by_id : (source_id?, feed?, business_date?, file_name?)
select change_id, kind, actor, purpose, source_id, feed, business_date, file_name, recorded_at
from ecif.change
where change_id = any(:change_ids);

--! insert_change (source_id?, feed?, mapping_version?, mode?, strategy?, business_date?, file_name?, file_sha256?)
insert into ecif.change
    (change_id, kind, actor, purpose, source_id, feed, mapping_version, mode, strategy, business_date, file_name,
    file_sha256, report, recorded_at)
values
    (:change_id, :kind, :actor, :purpose, :source_id, :feed, :mapping_version, :mode, :strategy, :business_date,
    :file_name, :file_sha256, :report, :recorded_at);

--! source_figures
select source_id, count(*) filter (where about = 0) as customers, count(*) filter (where about = 1) as agreements
from ecif.record
where gone_on is null
group by source_id;

--! last_acts : (source_id?, last_at?, last_day?)
select source_id, max(recorded_at) as last_at, max(business_date) as last_day
from ecif.change
where kind in ('load', 'message') and source_id is not null
group by source_id;

--! same_file
select change_id, report, recorded_at
from ecif.change
where kind = 'load' and source_id = :source_id and feed = :feed and business_date = :business_date
    and file_sha256 = :file_sha256 and mapping_version = :mapping_version;

--! loads_of_feed : (mode?, business_date?)
select change_id, business_date, mode
from ecif.change
where source_id = :source_id and feed = :feed and business_date is not null
order by change_id;

--! acts_since : (business_date?)
select change_id, business_date
from ecif.change
where source_id = :source_id and feed = any(:feeds) and business_date >= :day
order by change_id;

--! loads : (feed?, business_date?, file_name?)
select c.change_id, s.name as source, c.feed, c.business_date, c.file_name, c.report, c.recorded_at
from ecif.change c
join ecif.source s using (source_id)
where c.kind = 'load'
order by c.change_id;

--! followed
select change_id
from ecif.follower
where name = :name;

--! set_followed
insert into ecif.follower (name, change_id)
values (:name, :change_id)
on conflict on constraint follower_pk do update set change_id = excluded.change_id;

--! take_turn
-- house: advisory, because acts are numbered and committed on the coordinator alone, one after the other
select pg_try_advisory_xact_lock(7232117) as taken;

--! bound_waiting
select set_config('lock_timeout', :patience, true) as patience;

--! prefer_indexes
-- A load, and the cards after it, look up thousands of keys at once in tables that grow under them: what the planner
-- last heard of their sizes would make it read them from end to end, or start helpers that take longer to come than
-- the look-up takes.
select set_config('enable_seqscan', 'off', true) as seqscan, set_config('enable_hashjoin', 'off', true) as hashjoin,
    set_config('enable_mergejoin', 'off', true) as mergejoin,
    set_config('max_parallel_workers_per_gather', '0', true) as helpers;

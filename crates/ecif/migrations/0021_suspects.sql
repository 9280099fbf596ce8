-- Customers who may be one: where they meet, what the linkage engine says of them, what stewards say, and the work on
-- the whole stock.

alter table ecif.policy drop constraint policy_kind_known;
alter table ecif.policy add constraint policy_kind_known
    check (kind in ('identity', 'survivorship', 'match_persons', 'match_organisations'));
comment on table ecif.policy is 'The rules in force, one row a version: identity (who is the same customer), survivorship (which value wins), match_persons and match_organisations (how two are weighed). Reference.';

create table ecif.match_key (
    key bigint not null,
    party_id uuid not null,
    constraint match_key_pk primary key (key, party_id)
);
comment on table ecif.match_key is 'Where customers that may be one meet: keyed digests of parts of what their records say. Derived. Distributed by key. Retention: as record.';
create index match_key_by_party on ecif.match_key (party_id);

create table ecif.suspect (
    suspect_id uuid not null,
    one_id uuid not null,
    other_id uuid not null,
    kind smallint not null,
    category text not null,
    bits real not null,
    rules text[] not null,
    agreeing text[] not null,
    differing text[] not null,
    one_record uuid not null,
    other_record uuid not null,
    model integer not null,
    status text not null,
    reopened boolean not null,
    fingerprint bytea not null,
    assigned_to text,
    found_at timestamptz not null,
    scored_at timestamptz not null,
    decided_at timestamptz,
    decided_by text,
    visible_to text[] not null,
    constraint suspect_pk primary key (suspect_id),
    constraint suspect_status_known check (status in ('suspect', 'same', 'different', 'unsure', 'same_kept')),
    constraint suspect_category_known check (category in ('priority', 'review', 'rule'))
);
comment on table ecif.suspect is 'Two customers who may be one, with what is thought of them now. Names fields and rules, never values. Distributed by suspect_id. Retention: as record.';
comment on column ecif.suspect.suspect_id is 'Made from the two parties: the same two are the same suspect.';
comment on column ecif.suspect.category is 'priority: over the upper limit; review: over the lower; rule: a rule names them, whatever the weight.';
comment on column ecif.suspect.bits is 'Weight over even odds, in bits: 0 is as likely as not.';
comment on column ecif.suspect.agreeing is 'Fields that speak for it, strongest first, as field:level.';
comment on column ecif.suspect.differing is 'Fields that speak against it, strongest first, as field:level.';
comment on column ecif.suspect.one_record is 'The record of the one that was compared; with other_record it gave the weight.';
comment on column ecif.suspect.model is 'The version of the matching policy that weighed them.';
comment on column ecif.suspect.reopened is 'Judged once, and key data have changed since.';
comment on column ecif.suspect.fingerprint is 'Keyed digest of the key data of both: what a judgement "different" lasts as long as.';
comment on column ecif.suspect.visible_to is 'The tokens of either party: where to look, not what is shown; that the cards decide.';
create index suspect_by_one on ecif.suspect (one_id);
create index suspect_by_other on ecif.suspect (other_id);
create index suspect_by_bits on ecif.suspect (status, bits, suspect_id);
create index suspect_by_age on ecif.suspect (status, found_at, suspect_id);
create index suspect_by_sight on ecif.suspect using gin (visible_to) with (fastupdate = off);

create table ecif.verdict (
    verdict_id uuid not null,
    suspect_id uuid not null,
    one_id uuid not null,
    other_id uuid not null,
    one_record uuid not null,
    other_record uuid not null,
    status text not null,
    note bytea,
    picks jsonb not null,
    levels text[] not null,
    bits real not null,
    model integer not null,
    fingerprint bytea not null,
    actor text not null,
    given_at timestamptz not null,
    constraint verdict_pk primary key (suspect_id, verdict_id)
);
comment on table ecif.verdict is 'What stewards said of two customers, and when. Append-only. Distributed by suspect_id. Retention: as record.';
comment on column ecif.verdict.one_record is 'Judgements are about records: after a merge or a split they hold for whichever parties these are in.';
comment on column ecif.verdict.note is 'Why, as the steward wrote it, sealed.';
comment on column ecif.verdict.picks is 'Values picked by hand: for an attribute the record whose value is to stand.';
comment on column ecif.verdict.levels is 'How the fields stood, as field:level: what the model learns from.';
create index verdict_by_one on ecif.verdict (one_record);
create index verdict_by_other on ecif.verdict (other_record);
create index verdict_by_time on ecif.verdict (given_at);

create table ecif.match_job (
    job_id uuid not null,
    what text not null,
    kind smallint not null,
    state text not null,
    stage text not null,
    after_id uuid not null,
    done bigint not null,
    total bigint not null,
    found bigint not null,
    detail jsonb not null,
    problem text,
    started_by text not null,
    started_at timestamptz not null,
    changed_at timestamptz not null,
    constraint match_job_pk primary key (job_id),
    constraint match_job_what_known check (what in ('search', 'learn', 'trial')),
    constraint match_job_state_known check (state in ('running', 'paused', 'done', 'stopped', 'failed'))
);
comment on table ecif.match_job is 'Work on the whole stock: a search for suspects, learning a model, trying one. Local. Retention: 1 year.';
comment on column ecif.match_job.after_id is 'The last party done in this stage: where it goes on after a pause or a kill.';
comment on column ecif.match_job.detail is 'What is tried or learned, and the figures so far; numbers and names of fields, and of samples the customer numbers.';
create index match_job_by_time on ecif.match_job (started_at);

do $$
declare
    t text;
begin
    foreach t in array array['match_key', 'suspect', 'verdict', 'match_job']
    loop
        execute format('alter table ecif.%I enable row level security', t);
        execute format(
            'create policy sees_all on ecif.%I using ((select guiyi.sees_all())) with check ((select guiyi.sees_all()))',
            t);
    end loop;
end $$;
grant select, insert, delete on ecif.match_key to guiyi_app;
grant select, insert, update, delete on ecif.suspect to guiyi_app;
grant select, insert on ecif.verdict to guiyi_app;
grant update (note) on ecif.verdict to guiyi_app;
grant select, insert, update on ecif.match_job to guiyi_app;
grant select on ecif.suspect to guiyi_search;
create policy reading on ecif.suspect for select to guiyi_search using (true);

create function ecif.suspects_that(
    sighted boolean, statuses text[], unit text[], assigned text, kind smallint, category text) returns text
    language sql immutable parallel safe
    return concat(
        'from ecif.suspect s where s.status = any($2)',
        case when sighted then ' and s.visible_to && $1' end,
        case when unit is not null then ' and s.visible_to && $3' end,
        case when assigned = '' then ' and s.assigned_to is null'
            when assigned is not null then ' and s.assigned_to = $4' end,
        case when kind is not null then ' and s.kind = $5' end,
        case when category is not null then ' and s.category = $6' end);
comment on function ecif.suspects_that is 'The part of a statement that says which suspects.';

create function ecif.list_suspects(
    by_age boolean, statuses text[], units text[], assigned text, kind smallint, category text, after_bits real,
    after_time timestamptz, after_id uuid, most bigint)
    returns table (suspect_id uuid, one_seen boolean, other_seen boolean, one_branches text[], other_branches text[])
    language plpgsql stable security definer set search_path = pg_catalog as $$
declare
    everything boolean := guiyi.sees_all();
    place text := case
        when after_time is not null then ' and (s.found_at, s.suspect_id) > ($8, $9)'
        when after_bits is not null then ' and (s.bits, s.suspect_id) < ($7, $9)' else '' end;
    sorting text := case when by_age then 'found_at, suspect_id' else 'bits desc, suspect_id desc' end;
begin
    if guiyi.actor() is null then
        return;
    end if;
    return query execute format(
        'select p.suspect_id, one.seen, other.seen,
            case when one.seen then ''{}'' else ecif.branches_of(one.visible_to) end,
            case when other.seen then ''{}'' else ecif.branches_of(other.visible_to) end
        from (select s.* %s %s order by %s limit $10) p
        join lateral (
            select c.visible_to, $11 or c.visible_to && $1 as seen from ecif.card c where c.party_id = p.one_id)
            one on true
        join lateral (
            select c.visible_to, $11 or c.visible_to && $1 as seen from ecif.card c where c.party_id = p.other_id)
            other on true
        order by %s',
        ecif.suspects_that(not everything, statuses, units, assigned, kind, category), place, sorting, sorting)
        using guiyi.sight(), statuses, units, assigned, kind, category, after_bits, after_time, after_id, most,
            everything;
end $$;
comment on function ecif.list_suspects is 'A page of the suspects of which a party is in sight, by weight or by age; of a party out of sight only the branches that keep it.';

create function ecif.suspects_of(suspect_ids uuid[]) returns setof ecif.suspect
    language sql stable security definer set search_path = pg_catalog as $$
    select s.* from ecif.suspect s
    where s.suspect_id = any(suspects_of.suspect_ids) and guiyi.actor() is not null
        and (guiyi.sees_all() or s.visible_to && guiyi.sight())
$$;
comment on function ecif.suspects_of is 'Suspects of which a party is in sight.';

create function ecif.count_suspects(units text[]) returns table (status text, category text, suspects bigint)
    language plpgsql stable security definer set search_path = pg_catalog as $$
begin
    if guiyi.actor() is null then
        return;
    end if;
    return query select s.status, s.category, count(*) from ecif.suspect s
        where (guiyi.sees_all() or s.visible_to && guiyi.sight())
            and (units is null or s.visible_to && units)
        group by s.status, s.category;
end $$;
comment on function ecif.count_suspects is 'How many suspects of which a party is in sight, by status and category.';

revoke all on function ecif.list_suspects, ecif.suspects_of, ecif.count_suspects from public;
grant execute on function ecif.list_suspects, ecif.suspects_of, ecif.count_suspects to guiyi_app;
grant create on schema ecif to guiyi_search;
alter function ecif.list_suspects owner to guiyi_search;
alter function ecif.suspects_of owner to guiyi_search;
alter function ecif.count_suspects owner to guiyi_search;
revoke create on schema ecif from guiyi_search;

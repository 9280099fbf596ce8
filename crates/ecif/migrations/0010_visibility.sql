-- Who may see which customer: the units that keep a current record or agreement of it and the managers who look after
-- it, as tokens beside the party. A policy compares them with the actor's own and asks no other table.

alter table ecif.record add column unit text;
comment on column ecif.record.unit is 'The unit that keeps the record; of an agreement its branch. Its content says so too, sealed.';

alter table ecif.party add column visible_to text[] not null default '{}';
comment on column ecif.party.visible_to is 'Who sees the customer, sorted: m:<staff number> of each current manager, u:<unit> of each unit that keeps a current record or agreement of it. Empty while another party answers for it. Derived.';

create table ecif.follower (
    name text not null,
    change_id bigint not null,
    constraint follower_pk primary key (name)
);
comment on table ecif.follower is 'How far what is derived after an act has followed: the last change it knows. Local.';
-- Records of before were written without their units: the program reads them once more.
insert into ecif.follower (name, change_id)
    select 'visibility', case when exists (select from ecif.record) then -1 else 0 end;
alter table ecif.follower enable row level security;
create policy acting on ecif.follower
    using ((select guiyi.actor()) is not null) with check ((select guiyi.sees_all()));
grant select, insert, update on ecif.follower to guiyi_app;

-- An actor with a scope reads parties it may see and nothing else of any customer; whoever sees all is not held up.
drop policy acting on ecif.party;
create policy in_sight on ecif.party
    using ((select guiyi.sees_all()) or visible_to && (select guiyi.sight()))
    with check ((select guiyi.sees_all()));
do $$
declare
    t text;
begin
    foreach t in array array[
        'record', 'record_version', 'record_key', 'sighting', 'link', 'balance', 'absence', 'membership',
        'former_membership', 'customer_number', 'number_block', 'similar', 'task', 'outbox']
    loop
        execute format('drop policy acting on ecif.%I', t);
        execute format(
            'create policy sees_all on ecif.%I using ((select guiyi.sees_all())) with check ((select guiyi.sees_all()))',
            t);
    end loop;
    -- What names no customer is read by every actor, and written by those who see all.
    foreach t in array array['source', 'mapping', 'policy', 'change']
    loop
        execute format('drop policy acting on ecif.%I', t);
        execute format(
            'create policy acting on ecif.%I using ((select guiyi.actor()) is not null) with check ((select guiyi.sees_all()))',
            t);
    end loop;
end $$;

-- What belongs to a customer in sight is read through these functions. Each begins with the question whether the
-- party is in sight; they run as a role of their own that may read these tables and do nothing else.
grant usage on schema ecif, guiyi to guiyi_reader;
grant execute on function guiyi.actor(), guiyi.sees_all(), guiyi.sight() to guiyi_reader;
do $$
declare
    t text;
begin
    foreach t in array array[
        'party', 'record', 'record_version', 'record_key', 'link', 'balance', 'absence', 'membership',
        'former_membership', 'customer_number', 'similar']
    loop
        execute format('grant select on ecif.%I to guiyi_reader', t);
        execute format('create policy reading on ecif.%I for select to guiyi_reader using (true)', t);
    end loop;
end $$;

create function ecif.branches_of(visible_to text[]) returns text[]
    language sql immutable parallel safe
    return array(select substr(token, 3) from unnest(visible_to) as token where token like 'u:%' order by token);
comment on function ecif.branches_of is 'The units among the tokens of a party: all that is said of a customer out of sight.';

create function ecif.is_seen(party uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog as $$
    -- A party that forwards is seen as the one that answers for it: where the record is that founded its number.
    select guiyi.sees_all() or exists (
        select from ecif.party asked
        join ecif.customer_number n on n.number = asked.number
        join ecif.record founder on founder.record_id = n.record_id
        join ecif.party answers on answers.party_id = founder.party_id
        where asked.party_id = is_seen.party and answers.visible_to && guiyi.sight())
$$;

create function ecif.find_numbers(numbers bigint[])
    returns table (
        asked bigint, given_by bigint, founder uuid, party_id uuid, number bigint, seen boolean, branches text[])
    language plpgsql stable security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
    -- In plpgsql, which keeps the plan from one call to the next: this is what every reading begins with.
    return query
    select n.number, n.change_id, case when s.seen then n.record_id end, case when s.seen then p.party_id end,
        case when s.seen then p.number end, s.seen, case when s.seen then '{}' else ecif.branches_of(p.visible_to) end
    from ecif.customer_number n
    join lateral (
        select r.party_id from ecif.record r
        where r.record_id = n.record_id and r.party_id is not null
        limit 1) founder on true
    join ecif.party p on p.party_id = founder.party_id
    cross join lateral (select guiyi.sees_all() or p.visible_to && guiyi.sight() as seen) s
    where n.number = any(find_numbers.numbers) and guiyi.actor() is not null;
end $$;
comment on function ecif.find_numbers is 'The customers that answer to numbers, whichever were ever given; of one out of sight only the branches that keep it.';

create function ecif.find_records(record_ids uuid[])
    returns table (record_id uuid, party_id uuid, number bigint, seen boolean, branches text[])
    language sql stable security definer set search_path = pg_catalog as $$
    select r.record_id, case when s.seen then p.party_id end, case when s.seen then p.number end, s.seen,
        case when s.seen then '{}' else ecif.branches_of(p.visible_to) end
    from (
        select distinct on (record.record_id) record.record_id, record.party_id
        from ecif.record
        where record.record_id = any(find_records.record_ids) and record.party_id is not null) r
    join ecif.party p on p.party_id = r.party_id
    cross join lateral (select guiyi.sees_all() or p.visible_to && guiyi.sight() as seen) s
    where guiyi.actor() is not null
$$;
comment on function ecif.find_records is 'The customers that records belong to; of one out of sight only the branches that keep it.';

create function ecif.find_keys(digests bytea[])
    returns table (digest bytea, record_id uuid, party_id uuid, number bigint, seen boolean, branches text[])
    language sql stable security definer set search_path = pg_catalog as $$
    select k.digest, case when f.seen then f.record_id end, f.party_id, f.number, f.seen, f.branches
    from (
        select known.digest, known.record_id from ecif.record_key known
        where known.digest = any(find_keys.digests)) k
    cross join lateral ecif.find_records(array[k.record_id]) f
$$;
comment on function ecif.find_keys is 'The records that carry identity keys, or ever did, and their customers; of one out of sight only the branches that keep it.';

create function ecif.memberships_of(party uuid)
    returns table (party_id uuid, record_id uuid, since bigint, until bigint, cause text)
    language sql stable security definer set search_path = pg_catalog as $$
    -- The parties that the records here ever made, and of these the records whose customer is in sight.
    with here as (
        select m.record_id from ecif.membership m
        where m.party_id = memberships_of.party and m.until is null and ecif.is_seen(memberships_of.party)
    ), parties as (
        select memberships_of.party as party_id where ecif.is_seen(memberships_of.party)
        union
        select f.party_id from ecif.former_membership f where f.record_id in (select here.record_id from here)
    )
    select m.party_id, m.record_id, m.since, m.until, m.cause
    from ecif.membership m
    where m.party_id in (select parties.party_id from parties)
        and (guiyi.sees_all() or exists (
            select from ecif.record r join ecif.party p on p.party_id = r.party_id
            where r.record_id = m.record_id and p.visible_to && guiyi.sight()))
$$;
comment on function ecif.memberships_of is 'Which records made this party, and which parties its records made before, from which change until which.';

create function ecif.reach(party uuid) returns uuid[]
    language plpgsql stable security definer set search_path = pg_catalog as $$
declare
    reached uuid[];
    frontier uuid[];
begin
    select coalesce(array_agg(distinct m.record_id), '{}') into reached from ecif.memberships_of(reach.party) m;
    frontier := reached;
    -- What it holds, through holder rows and through what it holds, three steps at most, and who states a relation.
    for step in 0..3 loop
        select coalesce(array_agg(distinct held.record_id), '{}') into frontier
        from (
            select l.other_id as record_id, l.kind, l.forward from ecif.link l where l.record_id = any(frontier)
            union all
            select l.stated_by, case l.kind when 2 then 0 else l.kind end, l.forward or l.kind = 2
            from ecif.link l where l.record_id = any(frontier)) held
        where held.forward and held.kind = least(step, 1) and held.record_id <> all(reached);
        exit when frontier = '{}';
        reached := reached || frontier;
    end loop;
    return reached;
end $$;
comment on function ecif.reach is 'The records that belong to a party in sight: its own, the agreements it holds and the rows that say so, its relations.';

create function ecif.records_of(party uuid) returns setof ecif.record
    language sql stable security definer set search_path = pg_catalog as $$
    select r.* from ecif.record r where r.record_id = any(ecif.reach(records_of.party))
$$;
comment on function ecif.records_of is 'Current versions of what belongs to a party in sight.';

create function ecif.versions_of(party uuid) returns setof ecif.record_version
    language sql stable security definer set search_path = pg_catalog as $$
    select v.* from ecif.record_version v where v.record_id = any(ecif.reach(versions_of.party))
$$;
comment on function ecif.versions_of is 'Former versions of what belongs to a party in sight.';

create function ecif.absences_of(party uuid) returns setof ecif.absence
    language sql stable security definer set search_path = pg_catalog as $$
    select a.* from ecif.absence a where a.record_id = any(ecif.reach(absences_of.party))
$$;
comment on function ecif.absences_of is 'When records that belong to a party in sight went and came back.';

create function ecif.links_of(party uuid) returns setof ecif.link
    language sql stable security definer set search_path = pg_catalog as $$
    select l.* from ecif.link l where l.record_id = any(ecif.reach(links_of.party))
$$;
comment on function ecif.links_of is 'Edges of what belongs to a party in sight.';

create function ecif.balances_of(party uuid, day date) returns setof ecif.balance
    language sql stable security definer set search_path = pg_catalog as $$
    select distinct on (b.account_id, b.kind, b.currency) b.*
    from ecif.balance b
    where b.account_id = any(ecif.reach(balances_of.party)) and b.business_date <= balances_of.day
    order by b.account_id, b.kind, b.currency, b.business_date desc
$$;
comment on function ecif.balances_of is 'The latest balances on a day of the agreements that a party in sight holds.';

create function ecif.similar_of(party uuid) returns setof ecif.similar
    language sql stable security definer set search_path = pg_catalog as $$
    select s.* from ecif.similar s
    where s.record_id in (
        select m.record_id from ecif.memberships_of(similar_of.party) m
        where m.party_id = similar_of.party and m.until is null)
$$;
comment on function ecif.similar_of is 'Records that a rule names as similar to those of a party in sight.';

grant create on schema ecif to guiyi_reader;
do $$
declare
    f regprocedure;
begin
    for f in
        select oid::regprocedure from pg_proc
        where pronamespace = 'ecif'::regnamespace and prosecdef
            and proname in ('is_seen', 'find_numbers', 'find_records', 'find_keys', 'memberships_of', 'reach',
                'records_of', 'versions_of', 'absences_of', 'links_of', 'balances_of', 'similar_of')
    loop
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to guiyi_app', f);
        execute format('alter function %s owner to guiyi_reader', f);
    end loop;
end $$;
revoke create on schema ecif from guiyi_reader;

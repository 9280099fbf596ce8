-- What other systems ask all day, in one statement each. In plpgsql, whose plans a connection keeps; for many keys at
-- once, because look-ups that come together are taken together.

create function ecif.golden_of(numbers bigint[])
    returns table (
        asked bigint, seen boolean, branches text[], party_id uuid, number bigint, version bigint,
        visible_to text[], golden bytea, records bigint, sources text[], other_numbers bigint[], policy integer)
    language plpgsql stable security definer set search_path = pg_catalog as $$
begin
    return query
    select n.number, s.seen, case when s.seen then '{}' else ecif.branches_of(p.visible_to) end,
        case when s.seen then p.party_id end, case when s.seen then p.number end,
        case when s.seen then p.version end, case when s.seen then p.visible_to end,
        case when s.seen then p.golden end, made.records, made.sources, made.other_numbers,
        (select max(policy.version) from ecif.policy where policy.kind = 'survivorship')
    from ecif.customer_number n
    join lateral (
        select r.party_id from ecif.record r
        where r.record_id = n.record_id and r.party_id is not null
        limit 1) founder on true
    join ecif.party p on p.party_id = founder.party_id
    cross join lateral (select guiyi.sees_all() or p.visible_to && guiyi.sight() as seen) s
    left join lateral (
        select count(distinct m.record_id) as records,
            array_agg(distinct source.name order by source.name) as sources,
            array_agg(distinct r.number order by r.number) filter (where r.number <> p.number) as other_numbers
        from ecif.membership m
        join ecif.record r on r.record_id = m.record_id
        join ecif.source on source.source_id = r.source_id
        where m.party_id = p.party_id and m.until is null) made on s.seen
    where n.number = any(golden_of.numbers) and guiyi.actor() is not null;
end $$;
comment on function ecif.golden_of is 'The customers that answer to numbers, as they stand now; of one out of sight only the branches that keep it.';

create function ecif.carriers_of(digests bytea[])
    returns table (
        digest bytea, seen boolean, branches text[], number bigint, record_id uuid, part smallint, content bytea)
    language plpgsql stable security definer set search_path = pg_catalog as $$
begin
    return query
    select k.digest, s.seen, case when s.seen then '{}' else ecif.branches_of(p.visible_to) end,
        case when s.seen then p.number end, case when s.seen then r.record_id end,
        case when s.seen then r.part end, case when s.seen then r.content end
    from ecif.record_key k
    join ecif.record r on r.record_id = k.record_id and r.party_id is not null
    join ecif.party p on p.party_id = r.party_id
    cross join lateral (select guiyi.sees_all() or p.visible_to && guiyi.sight() as seen) s
    where k.digest = any(carriers_of.digests) and guiyi.actor() is not null;
end $$;
comment on function ecif.carriers_of is 'The records that carry identity keys, or ever did, with what they say; of a customer out of sight only the branches that keep it.';

grant create on schema ecif to guiyi_reader;
grant select on ecif.policy, ecif.source to guiyi_reader;
do $$
declare
    f regprocedure;
begin
    for f in
        select oid::regprocedure from pg_proc
        where pronamespace = 'ecif'::regnamespace and proname in ('golden_of', 'carriers_of')
    loop
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to guiyi_app', f);
        execute format('alter function %s owner to guiyi_reader', f);
    end loop;
end $$;
revoke create on schema ecif from guiyi_reader;

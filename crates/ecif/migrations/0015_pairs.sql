-- Pairs of parties that a rule names as similar, one row a pair, for the bank-wide list: derived after the act as cards
-- are, from the pairs of records that the act wrote down.

create table ecif.pair (
    pair_id uuid not null,
    change_id bigint not null,
    one_id uuid not null,
    other_id uuid not null,
    rules text[] not null,
    one_records uuid[] not null,
    other_records uuid[] not null,
    visible_to text[] not null,
    constraint pair_pk primary key (pair_id)
);
comment on table ecif.pair is 'Two parties that a rule names as similar and does not join. Derived. Distributed by pair_id. Retention: as record.';
comment on column ecif.pair.pair_id is 'Made from the two parties: the same two are the same pair.';
comment on column ecif.pair.change_id is 'The act that named them last.';
comment on column ecif.pair.rules is 'The rules that name them, each once; beside it a record of each party that the rule compared.';
comment on column ecif.pair.visible_to is 'The tokens of either party: where to look, not what is shown; that the cards decide.';
create index pair_by_change on ecif.pair (change_id, pair_id);
create index pair_by_sight on ecif.pair using gin (visible_to, rules) with (fastupdate = off);
create index pair_by_one on ecif.pair (one_id);
create index pair_by_other on ecif.pair (other_id);

alter table ecif.pair enable row level security;
create policy sees_all on ecif.pair
    using ((select guiyi.sees_all())) with check ((select guiyi.sees_all()));
grant select, insert, update, delete on ecif.pair to guiyi_app;
grant select on ecif.pair to guiyi_search;
create policy reading on ecif.pair for select to guiyi_search using (true);

-- Pairs of before: they are made with all cards.
update ecif.follower set change_id = -1 where name = 'card' and exists (select from ecif.similar);

create function ecif.pairs_that(sighted boolean, unit text[], rule text) returns text
    language sql immutable parallel safe
    -- Only what is asked for is in the statement, as in list_cards.
    return concat(
        'from ecif.pair where true',
        case when sighted then ' and visible_to && $1' end,
        case when unit is not null then ' and visible_to && $2' end,
        case when rule is not null then ' and rules @> array[$3]' end);
comment on function ecif.pairs_that is 'The part of a statement that says which pairs.';

create function ecif.list_pairs(units text[], rule text, after_change bigint, after_pair uuid, most bigint)
    returns table (
        pair_id uuid, change_id bigint, rules text[], one_id uuid, other_id uuid, one_records uuid[],
        other_records uuid[], one_branches text[], other_branches text[])
    language plpgsql stable security definer set search_path = pg_catalog as $$
declare
    everything boolean := guiyi.sees_all();
    place text := case when after_change is not null then ' and (change_id, pair_id) < ($4, $5)' else '' end;
begin
    if guiyi.actor() is null then
        return;
    end if;
    return query execute format(
        'select p.pair_id, p.change_id, p.rules, case when one.seen then p.one_id end,
            case when other.seen then p.other_id end, case when one.seen and other.seen then p.one_records end,
            case when one.seen and other.seen then p.other_records end,
            case when one.seen then ''{}'' else ecif.branches_of(one.visible_to) end,
            case when other.seen then ''{}'' else ecif.branches_of(other.visible_to) end
        from (select * %s %s order by change_id desc, pair_id desc limit $6) p
        join lateral (
            select c.visible_to, $7 or c.visible_to && $1 as seen from ecif.card c where c.party_id = p.one_id)
            one on true
        join lateral (
            select c.visible_to, $7 or c.visible_to && $1 as seen from ecif.card c where c.party_id = p.other_id)
            other on true
        order by p.change_id desc, p.pair_id desc',
        ecif.pairs_that(not everything, units, rule), place)
        using guiyi.sight(), units, rule, after_change, after_pair, most, everything;
end $$;
comment on function ecif.list_pairs is 'A page of the pairs of which a party is in sight, the last named first; of a party out of sight only the branches that keep it.';

create function ecif.count_pairs(units text[]) returns table (rule text, pairs bigint)
    language plpgsql stable security definer set search_path = pg_catalog as $$
begin
    if guiyi.actor() is null then
        return;
    end if;
    return query execute format(
        'select named.rule, count(*) from (select pair_id, rules %s) p
        cross join lateral (select unnest(p.rules) union all select '''') named (rule)
        group by named.rule', ecif.pairs_that(not guiyi.sees_all(), units, null))
        using guiyi.sight(), units;
end $$;
comment on function ecif.count_pairs is 'How many pairs each rule names of which a party is in sight; under no rule''s name all of them, each once.';

create function ecif.said_by(record_ids uuid[]) returns table (record_id uuid, part smallint, content bytea)
    language sql stable security definer set search_path = pg_catalog as $$
    select r.record_id, r.part, r.content
    from ecif.record r
    join ecif.party p on p.party_id = r.party_id
    where r.record_id = any(said_by.record_ids) and guiyi.actor() is not null
        and (guiyi.sees_all() or p.visible_to && guiyi.sight())
$$;
comment on function ecif.said_by is 'What records say now whose customer is in sight.';

revoke all on function ecif.list_pairs, ecif.count_pairs, ecif.said_by from public;
grant execute on function ecif.list_pairs, ecif.count_pairs, ecif.said_by to guiyi_app;
grant create on schema ecif to guiyi_search, guiyi_reader;
alter function ecif.list_pairs owner to guiyi_search;
alter function ecif.count_pairs owner to guiyi_search;
alter function ecif.said_by owner to guiyi_reader;
revoke create on schema ecif from guiyi_search, guiyi_reader;

-- Cards and what parties are found by.

--! touch
insert into ecif.touched (party_id, change_id)
select party_id, :change_id
from unnest(:party_ids::uuid[]) as row (party_id)
on conflict do nothing;

--! touched
select party_id, change_id
from ecif.touched
order by party_id
limit :many;

--! untouch
delete from ecif.touched old
using unnest(:party_id::uuid[], :change_id::bigint[]) as row (party_id, change_id)
where old.party_id = row.party_id and old.change_id = row.change_id;

--! take_follower
-- house: advisory, because one follower at a time is enough, and it waits on the coordinator for the other
select pg_try_advisory_xact_lock(7232118) as taken;

--! mark_rebuild
update ecif.follower
set change_id = -1
where name = 'card';

--! has_versions
select exists (select from ecif.record_version) as anything;

--! set_card_sights
update ecif.card old
set visible_to = string_to_array(row.visible_to, E'\x1f')
from unnest(:party_id::uuid[], :visible_to::text[]) as row (party_id, visible_to)
where old.party_id = row.party_id and old.visible_to <> string_to_array(row.visible_to, E'\x1f');

--! delete_cards
delete from ecif.card
where party_id = any(:party_ids);

--! delete_search_names
delete from ecif.search_name
where party_id = any(:party_ids);

--! delete_search_digests
delete from ecif.search_digest
where party_id = any(:party_ids);

--! insert_cards (level[?], opened_on[?], expires_on[?])
insert into ecif.card
    (party_id, number, kind, name, name_key, level, visible_to, units, managers, sources, records, accounts,
    opened_on, expires_on, balance_cny, owed_cny, changed_at)
select party_id, number, kind, name, name_key, level, string_to_array(visible_to, E'\x1f'),
    string_to_array(units, E'\x1f'), string_to_array(managers, E'\x1f'), string_to_array(sources, E'\x1f'), records,
    accounts, opened_on, expires_on, balance_cny, owed_cny, changed_at
from unnest(
    :party_id::uuid[], :number::bigint[], :kind::smallint[], :name::text[], :name_key::text[], :level::text[],
    :visible_to::text[], :units::text[], :managers::text[], :sources::text[], :records::integer[],
    :accounts::integer[], :opened_on::date[], :expires_on::date[], :balance_cny::numeric[],
    :owed_cny::numeric[], :changed_at::timestamptz[])
    as row (party_id, number, kind, name, name_key, level, visible_to, units, managers, sources, records, accounts,
        opened_on, expires_on, balance_cny, owed_cny, changed_at);

--! insert_search_names
insert into ecif.search_name (party_id, ordinal, earlier, match_key, pinyin, initials, parts, visible_to)
select party_id, ordinal, earlier, match_key, pinyin, initials, string_to_array(parts, E'\x1f'),
    string_to_array(visible_to, E'\x1f')
from unnest(
    :party_id::uuid[], :ordinal::smallint[], :earlier::boolean[], :match_key::text[], :pinyin::text[],
    :initials::text[], :parts::text[], :visible_to::text[])
    as row (party_id, ordinal, earlier, match_key, pinyin, initials, parts, visible_to);

--! insert_search_digests
insert into ecif.search_digest (whole, kind, party_id, ending, earlier)
select whole, kind, party_id, ending, earlier
from unnest(:whole::bigint[], :kind::smallint[], :party_id::uuid[], :ending::integer[], :earlier::boolean[])
    as row (whole, kind, party_id, ending, earlier)
on conflict do nothing;

--: CardRow(level?, opened_on?, expires_on?)

--! cards : CardRow
select party_id, number, kind, name, name_key, level, units, managers, sources, records, accounts, opened_on,
    expires_on, balance_cny, owed_cny, changed_at
from ecif.card
where party_id = any(:party_ids);

--! card_of_number : CardRow
select party_id, number, kind, name, name_key, level, units, managers, sources, records, accounts, opened_on,
    expires_on, balance_cny, owed_cny, changed_at
from ecif.card
where number = :number;

--! list (units?, manager?, kind?, level?, source?, among?, expiring_before?, after_key?) : CardRow
select c.party_id, c.number, c.kind, c.name, c.name_key, c.level, c.units, c.managers, c.sources, c.records,
    c.accounts, c.opened_on, c.expires_on, c.balance_cny, c.owed_cny, c.changed_at
from ecif.list_cards(
    :sorting, :descending, :units, :manager, :kind, :level, :source, :among, :expiring_before, :after_key, :after_id,
    :most)
    with ordinality as found (party_id, place)
join ecif.card c on c.party_id = found.party_id
order by found.place;

--! search (low?, high?, parts?, digests?, ending?) : (party_id?)
select party_id, kind, earlier, seen, branches
from ecif.search(:how, :low, :high, :parts, :digests, :ending, :most);

--! count_by (units?) : (unit?, kind?, level?)
-- Each customer counts for every unit that keeps it, so units do not add up to the whole.
select unit, kind, level, count(*) as customers, sum(accounts)::bigint as accounts, sum(balance_cny) as balance_cny,
    sum(owed_cny) as owed_cny
from (
    select token as unit, case when :by_kind then card.kind end as kind,
        case when :by_level then coalesce(card.level, '') end as level, card.accounts, card.balance_cny,
        card.owed_cny
    from ecif.card
    left join lateral unnest(case when :by_unit then card.visible_to end) as token on token like 'u:%'
    where :units::text[] is null or visible_to && :units) counted
where not :by_unit or :units::text[] is null or unit = any(:units)
group by unit, kind, level
order by unit, kind, level;

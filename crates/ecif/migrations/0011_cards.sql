-- Narrow rows for lists and for finding: derived from parties after the act that changed them, and made again at will.

create table ecif.touched (
    party_id uuid not null,
    change_id bigint not null,
    constraint touched_pk primary key (party_id, change_id)
);
comment on table ecif.touched is 'Parties whose card is to be told anew, and the act that changed them; gone once it is. Distributed by party_id.';

create table ecif.card (
    party_id uuid not null,
    number bigint not null,
    kind smallint not null,
    name text not null,
    name_key text collate "C" not null,
    level text,
    visible_to text[] not null,
    units text[] not null,
    managers text[] not null,
    sources text[] not null,
    records integer not null,
    accounts integer not null,
    opened_on date,
    balance_cny numeric not null,
    owed_cny numeric not null,
    changed_at timestamptz not null,
    constraint card_pk primary key (party_id)
);
comment on table ecif.card is 'What a list shows of a party that answers for itself. Derived. Distributed by party_id. Retention: as record.';
comment on column ecif.card.name_key is 'The pinyin of the name, a blank, the name: what lists are sorted by.';
comment on column ecif.card.units is 'The units that keep a current record of it.';
comment on column ecif.card.accounts is 'Current agreements of which it is the first holder; so each is counted once over all parties.';
comment on column ecif.card.balance_cny is 'The latest balances in CNY of these agreements, without what is owed.';
comment on column ecif.card.owed_cny is 'What is outstanding on them in CNY.';
create index card_by_name on ecif.card (name_key, party_id);
create index card_by_number on ecif.card (number, party_id);
create index card_by_opening on ecif.card ((coalesce(opened_on, date '9999-12-31')), party_id);
create index card_by_balance on ecif.card (balance_cny, party_id);
create index card_by_sight on ecif.card using gin (visible_to, sources) with (fastupdate = off);

create table ecif.search_name (
    party_id uuid not null,
    ordinal smallint not null,
    earlier boolean not null,
    match_key text collate "C" not null,
    pinyin text collate "C" not null,
    initials text collate "C" not null,
    parts text[] not null,
    visible_to text[] not null,
    constraint search_name_pk primary key (party_id, ordinal)
);
comment on table ecif.search_name is 'The names a party is and was called, in the forms people search by. Derived. Distributed by party_id. Retention: as record.';
comment on column ecif.search_name.earlier is 'No source calls it so any more.';
comment on column ecif.search_name.parts is 'Each two neighbouring characters of the match key.';
create index search_name_by_key on ecif.search_name (match_key);
create index search_name_by_pinyin on ecif.search_name (pinyin);
create index search_name_by_initials on ecif.search_name (initials);
create index search_name_by_sight on ecif.search_name using gin (visible_to) with (fastupdate = off);
create index search_name_by_part on ecif.search_name using gin (parts) with (fastupdate = off);

create table ecif.search_digest (
    whole bigint not null,
    kind smallint not null,
    party_id uuid not null,
    ending integer not null,
    earlier boolean not null,
    constraint search_digest_pk primary key (whole, kind, party_id)
);
comment on table ecif.search_digest is 'What identifies a party or did, as keyed digests: the whole, and its last four characters. Derived. Distributed by whole. Retention: as record.';
comment on column ecif.search_digest.kind is '0 document, 1 phone, 2 account, 3 card, 4 customer number.';
create index search_digest_by_ending on ecif.search_digest (ending);
create index search_digest_by_party on ecif.search_digest (party_id);

do $$
declare
    t text;
begin
    foreach t in array array['touched', 'search_name', 'search_digest'] loop
        execute format('alter table ecif.%I enable row level security', t);
        execute format(
            'create policy sees_all on ecif.%I using ((select guiyi.sees_all())) with check ((select guiyi.sees_all()))',
            t);
        execute format('grant select, insert, update, delete on ecif.%I to guiyi_app', t);
    end loop;
end $$;
alter table ecif.card enable row level security;
create policy in_sight on ecif.card
    using ((select guiyi.sees_all()) or visible_to && (select guiyi.sight()))
    with check ((select guiyi.sees_all()));
grant select, insert, update, delete on ecif.card to guiyi_app;

-- Parties of before have no cards yet: the program makes them all.
insert into ecif.follower (name, change_id)
    select 'card', case when exists (select from ecif.party) then -1 else 0 end;

grant usage on schema ecif, guiyi to guiyi_search;
grant execute on function guiyi.actor(), guiyi.sees_all(), guiyi.sight() to guiyi_search;
do $$
declare
    t text;
begin
    foreach t in array array['card', 'search_name', 'search_digest'] loop
        execute format('grant select on ecif.%I to guiyi_search', t);
        execute format('create policy reading on ecif.%I for select to guiyi_search using (true)', t);
    end loop;
end $$;

create function ecif.search(how text, low text, high text, parts text[], digests bigint[], ending integer, most integer)
    returns table (party_id uuid, kind smallint, earlier boolean, seen boolean, branches text[])
    language plpgsql stable security definer set search_path = pg_catalog
    -- A manager's three hundred names and a whole bank's want different plans.
    set plan_cache_mode = force_custom_plan as $$
declare
    everything boolean := guiyi.sees_all();
    tokens text[] := guiyi.sight();
begin
    if guiyi.actor() is null then
        return;
    end if;
    case how
    -- Only what identifies exactly is told of one out of sight, and of it only who keeps it.
    when 'whole' then
        return query
            select case when s.seen then d.party_id end, d.kind, d.earlier, s.seen,
                case when s.seen then '{}' else ecif.branches_of(c.visible_to) end
            from ecif.search_digest d
            join ecif.card c on c.party_id = d.party_id
            cross join lateral (select everything or c.visible_to && tokens as seen) s
            where d.whole = any(search.digests)
            order by d.earlier
            limit most;
    when 'ending' then
        return query
            select d.party_id, d.kind, d.earlier, true, '{}'::text[]
            from ecif.search_digest d
            join ecif.card c on c.party_id = d.party_id
            where d.ending = search.ending and (everything or c.visible_to && tokens)
            order by d.earlier, d.party_id
            limit most;
    when 'name' then
        return query
            select n.party_id, 0::smallint, n.earlier, true, '{}'::text[]
            from ecif.search_name n
            where n.match_key >= low and n.match_key < high and (everything or n.visible_to && tokens)
            order by n.match_key
            limit most;
    when 'part' then
        return query
            select n.party_id, 0::smallint, n.earlier, true, '{}'::text[]
            from ecif.search_name n
            where n.parts @> search.parts and strpos(n.match_key, low) > 1 and (everything or n.visible_to && tokens)
            limit most;
    when 'pinyin' then
        return query
            select n.party_id, 1::smallint, n.earlier, true, '{}'::text[]
            from ecif.search_name n
            where n.pinyin >= low and n.pinyin < high and (everything or n.visible_to && tokens)
            order by n.pinyin
            limit most;
    when 'initials' then
        return query
            select n.party_id, 2::smallint, n.earlier, true, '{}'::text[]
            from ecif.search_name n
            where n.initials >= low and n.initials < high and (everything or n.visible_to && tokens)
            order by n.initials
            limit most;
    end case;
end $$;
comment on function ecif.search is 'Who is called so, or identified so: parties in sight; of one out of sight, found by the whole of what identifies it, only the branches that keep it.';

create function ecif.identify(wholes bigint[], match_keys text[])
    returns table (party_id uuid, number bigint, seen boolean, branches text[])
    language plpgsql stable security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
    everything boolean := guiyi.sees_all();
    tokens text[] := guiyi.sight();
begin
    if guiyi.actor() is null then
        return;
    end if;
    return query
        select distinct case when s.seen then c.party_id end, case when s.seen then c.number end, s.seen,
            case when s.seen then '{}' else ecif.branches_of(c.visible_to) end
        from ecif.search_digest d
        join ecif.card c on c.party_id = d.party_id
        cross join lateral (select everything or c.visible_to && tokens as seen) s
        where d.whole = any(identify.wholes) and not d.earlier
            and (identify.match_keys is null or exists (
                select from ecif.search_name n
                where n.party_id = d.party_id and not n.earlier and n.match_key = any(identify.match_keys)));
end $$;
comment on function ecif.identify is 'Whom the whole of what identifies it identifies now, under one of these names if any are given; of one out of sight only the branches that keep it.';

create function ecif.list_cards(
        sorting text, descending boolean, units text[], manager text, kind smallint, level text, source text,
        after_key text, after_id uuid, most bigint)
    returns setof uuid
    language plpgsql stable security definer set search_path = pg_catalog as $$
declare
    -- What a list is sorted by, and of which type; a place in it is that and the party.
    key text := case sorting
        when 'name' then 'name_key'
        when 'number' then 'number'
        when 'opened_on' then 'coalesce(opened_on, date ''9999-12-31'')'
        when 'balance' then 'balance_cny'
    end;
    type text := case sorting
        when 'name' then 'text' when 'number' then 'bigint' when 'opened_on' then 'date' when 'balance' then 'numeric'
    end;
    way text := case when descending then ' desc' else '' end;
    query text := 'select party_id from ecif.card where true';
begin
    if guiyi.actor() is null or key is null then
        return;
    end if;
    -- Only what is asked for is in the statement, and it is planned with what it asks for: a row of the table itself
    -- would be looked at by its policy before any index could be used.
    if not guiyi.sees_all() then
        query := query || ' and visible_to && $1';
    end if;
    if units is not null then
        query := query || ' and visible_to && $2';
    end if;
    if manager is not null then
        query := query || ' and visible_to @> array[$3]';
    end if;
    if kind is not null then
        query := query || ' and kind = $4';
    end if;
    if level is not null then
        query := query || ' and coalesce(level, '''') = $5';
    end if;
    if source is not null then
        query := query || ' and sources @> array[$6]';
    end if;
    if after_key is not null then
        query := query || format(
            ' and (%s, party_id) %s ($7::%s, $8)', key, case when descending then '<' else '>' end, type);
    end if;
    query := query || format(' order by %s%s, party_id%s limit $9', key, way, way);
    return query execute query
        using guiyi.sight(), units, manager, kind, level, source, after_key, after_id, most;
end $$;
comment on function ecif.list_cards is 'A page of the parties in sight that a filter leaves, in order; their cards are then read under row security.';
revoke all on function ecif.search, ecif.identify, ecif.list_cards from public;
grant execute on function ecif.search, ecif.identify, ecif.list_cards to guiyi_app;
grant create on schema ecif to guiyi_search;
alter function ecif.search owner to guiyi_search;
alter function ecif.identify owner to guiyi_search;
alter function ecif.list_cards owner to guiyi_search;
revoke create on schema ecif from guiyi_search;

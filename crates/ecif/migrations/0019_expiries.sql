-- Whose document expires: a day on the card, to filter and sort lists by.

alter table ecif.card add column expires_on date;
comment on column ecif.card.expires_on is 'The day the first document of the golden record expires; none where all are long-term or nobody says.';
create index card_by_expiry on ecif.card ((coalesce(expires_on, date '9999-12-31')), party_id);

-- Cards of before do not know the day: the program makes them all anew.
update ecif.follower set change_id = -1 where name = 'card' and exists (select from ecif.party);

drop function ecif.list_cards(text, boolean, text[], text, smallint, text, text, uuid[], text, uuid, bigint);
create function ecif.list_cards(
        sorting text, descending boolean, units text[], manager text, kind smallint, level text, source text,
        among uuid[], expiring_before date, after_key text, after_id uuid, most bigint)
    returns setof uuid
    language plpgsql stable security definer set search_path = pg_catalog as $$
declare
    -- What a list is sorted by, and of which type; a place in it is that and the party.
    key text := case sorting
        when 'name' then 'name_key'
        when 'number' then 'number'
        when 'opened_on' then 'coalesce(opened_on, date ''9999-12-31'')'
        when 'expires_on' then 'coalesce(expires_on, date ''9999-12-31'')'
        when 'balance' then 'balance_cny'
    end;
    type text := case sorting
        when 'name' then 'text' when 'number' then 'bigint' when 'opened_on' then 'date' when 'expires_on' then 'date'
        when 'balance' then 'numeric'
    end;
    way text := case when descending then ' desc' else '' end;
    asked text := '';
    place text := '';
    common boolean := true;
begin
    if guiyi.actor() is null or key is null then
        return;
    end if;
    -- Only what is asked for is in the statement, and it is planned with what it asks for: a row of the table itself
    -- would be looked at by its policy before any index could be used.
    if not guiyi.sees_all() then
        asked := asked || ' and visible_to && $1';
    end if;
    if units is not null then
        asked := asked || ' and visible_to && $2';
    end if;
    if manager is not null then
        asked := asked || ' and visible_to @> array[$3]';
    end if;
    if kind is not null then
        asked := asked || ' and kind = $4';
    end if;
    if level is not null then
        asked := asked || ' and coalesce(level, '''') = $5';
    end if;
    if source is not null then
        asked := asked || ' and sources @> array[$6]';
    end if;
    if among is not null then
        asked := asked || ' and party_id = any($10)';
    end if;
    -- Two conditions: the index is on the first, and the second keeps out those of whom nobody knows a day.
    if expiring_before is not null then
        asked := asked || ' and coalesce(expires_on, date ''9999-12-31'') < $11 and expires_on is not null';
    end if;
    if after_key is not null then
        place := format(
            ' and (%s, party_id) %s ($7::%s, $8)', key, case when descending then '<' else '>' end, type);
    end if;
    -- What a handful of pages shows is common, and soon met in the order asked for. What it does not show may be met
    -- nowhere, and the planner cannot know: such rows are taken together first, and then put in order.
    if asked <> '' then
        execute 'select exists (select from ecif.card tablesample system (0.2) repeatable (1) where true' || asked || ')'
            into common
            using guiyi.sight(), units, manager, kind, level, source, null, null, null, among,
                expiring_before;
    end if;
    return query execute format(
        case when common then
            'select party_id from ecif.card where true%1$s%2$s order by %3$s%4$s, party_id%4$s limit $9'
        else
            'with found as materialized (select party_id, %3$s as key from ecif.card where true%1$s%2$s)
            select party_id from found order by key%4$s, party_id%4$s limit $9'
        end, asked, place, key, way)
        using guiyi.sight(), units, manager, kind, level, source, after_key, after_id, most, among,
            expiring_before;
end $$;
comment on function ecif.list_cards is 'A page of the parties in sight that a filter leaves, in order; their cards are then read under row security.';
revoke all on function ecif.list_cards from public;
grant execute on function ecif.list_cards to guiyi_app;
grant create on schema ecif to guiyi_search;
alter function ecif.list_cards owner to guiyi_search;
revoke create on schema ecif from guiyi_search;

-- How far the actor of a transaction sees: everything, or what bears one of its tokens. The setting is local to the
-- transaction like the actor; unset it shows nothing. A policy compares a column with it and asks no table:
--     using ((select guiyi.sees_all()) or visible_to && (select guiyi.sight()))

create function guiyi.sees_all() returns boolean
    language sql stable parallel safe
    return guiyi.actor() is not null and coalesce(current_setting('guiyi.sight', true), '') = '*';
comment on function guiyi.sees_all() is 'whether the actor of this transaction sees every row: a load, a job, a command, a role of the whole bank';

create function guiyi.sight() returns text[]
    language sql stable parallel safe
    return case
        when guiyi.actor() is null or coalesce(current_setting('guiyi.sight', true), '') in ('', '*') then '{}'::text[]
        else current_setting('guiyi.sight', true)::text[]
    end;
comment on function guiyi.sight() is 'the tokens of which a row must bear one to be seen; empty for one who sees all, and for nobody';

grant execute on function guiyi.sees_all(), guiyi.sight() to guiyi_app;

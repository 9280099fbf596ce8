-- Values that a bank adds to the shipped code tables and to its sources' translations; and what other services say of
-- a customer, apart from what the sources say.

create table ecif.code_value (
    table_id text not null,
    code text not null,
    version integer not null,
    zh text not null,
    en text not null,
    parent text,
    means text,
    retired boolean not null,
    change_id bigint not null,
    constraint code_value_pk primary key (table_id, code, version)
);
comment on table ecif.code_value is 'Values added to or changed in code tables, one row a version: the latest stands over what is shipped. Append-only. Reference.';
comment on column ecif.code_value.table_id is 'A shipped table, as education; or SOURCE.TABLE, a translation of a source''s mapping.';
comment on column ecif.code_value.means is 'In a translation: our code for this one of the source''s.';

create table ecif.extension (
    number bigint not null,
    namespace text not null,
    name text not null,
    version integer not null,
    value bytea not null,
    said_by text not null,
    purpose text not null,
    recorded_at timestamptz not null,
    constraint extension_pk primary key (number, namespace, name, version)
);
comment on table ecif.extension is 'What a service says of a customer beside the sources, sealed, one row a version, under the number it was said of: a merge moves nothing. Append-only. Distributed by number. Retention: as record.';

alter table ecif.change drop constraint change_kind_known;
alter table ecif.change add constraint change_kind_known
    check (kind in ('load', 'message', 'policy', 'due', 'code', 'mapping'));

alter table ecif.code_value enable row level security;
create policy acting on ecif.code_value
    using ((select guiyi.actor()) is not null) with check ((select guiyi.sees_all()));
alter table ecif.extension enable row level security;
create policy sees_all on ecif.extension using ((select guiyi.sees_all())) with check ((select guiyi.sees_all()));
create policy reading on ecif.extension for select to guiyi_reader using (true);
grant select, insert on ecif.code_value, ecif.extension to guiyi_app;
-- Re-sealing under a new key changes the envelope and nothing in it.
grant update (value) on ecif.extension to guiyi_app;
grant select on ecif.extension to guiyi_reader;

create function ecif.extensions_of(party uuid) returns setof ecif.extension
    language sql stable security definer set search_path = pg_catalog as $$
    select e.* from ecif.extension e
    where e.number in (
        select r.number from ecif.record r
        where r.number is not null and r.record_id in (
            select m.record_id from ecif.memberships_of(extensions_of.party) m
            where m.party_id = extensions_of.party and m.until is null))
$$;
comment on function ecif.extensions_of is 'What services said of a party in sight, under whichever of its numbers.';
revoke all on function ecif.extensions_of from public;
grant execute on function ecif.extensions_of to guiyi_app;
grant create on schema ecif to guiyi_reader;
alter function ecif.extensions_of owner to guiyi_reader;
revoke create on schema ecif from guiyi_reader;

-- Links take a large share of a load's time: their key becomes of fixed size and their only index. Who replaces a
-- statement knows what it said, so nobody looks for it by stated_by. A holder row has no edge of its own any more:
-- it is what states the edge of its customer.

alter table ecif.link rename to link_before;
alter table ecif.link_before rename constraint link_pk to link_before_pk;

create table ecif.link (
    record_id uuid not null,
    stated_by uuid not null,
    other_id uuid not null,
    part smallint not null,
    ordinal smallint not null,
    kind smallint not null,
    forward boolean not null,
    role text not null,
    share numeric,
    constraint link_pk primary key (record_id, stated_by, part, ordinal)
);
comment on table ecif.link is 'Edges between records: holder to agreement, agreement to agreement, customer to customer. Stored twice, once under each end. Distributed by record_id. Derived from current versions.';
comment on column ecif.link.stated_by is 'The record whose current version says so: the agreement, the holder row or the relation. What is held through a holder row is held by whom its edge names.';
comment on column ecif.link.part is 'The part of that record.';
comment on column ecif.link.ordinal is 'Numbers the ends of the edges that one statement makes.';
comment on column ecif.link.kind is
    '0 holds an agreement, 1 an agreement held through another, 2 a relation of two customers, 3 an agreement that hangs on another.';

-- The part was not told: it is the one whose current version came by the same act.
insert into ecif.link (record_id, stated_by, other_id, part, ordinal, kind, forward, role, share)
select record_id, stated_by, other_id, part,
    row_number() over (
        partition by record_id, stated_by, part order by forward desc, kind, role, other_id) - 1,
    kind, forward, role, share
from (
    select link.record_id, link.stated_by, link.other_id, link.kind, link.forward, link.role, link.share,
        (select record.part
         from ecif.record
         where record.record_id = link.stated_by
         order by record.change_id <> link.change_id, record.part
         limit 1) as part
    from ecif.link_before link
    where not exists (
        select from ecif.record
        where record.record_id = link.stated_by and record.about = 2
            and link.stated_by in (link.record_id, link.other_id))
) said
order by record_id, stated_by, part;
drop table ecif.link_before;

alter table ecif.link enable row level security;
create policy acting on ecif.link
    using ((select guiyi.actor()) is not null) with check ((select guiyi.actor()) is not null);
grant select, insert, delete on ecif.link to guiyi_app;

-- When a record was gone from its source and when it came back, so that any past moment can be told.

create table ecif.absence (
    record_id uuid not null,
    part smallint not null,
    change_id bigint not null,
    business_date date not null,
    gone boolean not null,
    constraint absence_pk primary key (record_id, part, change_id)
);
comment on table ecif.absence is 'Each time a record went from its source (deleted, or missing from a full file) or came back, by the business date of it. record.gone_on is the latest word. Append-only. Distributed by record_id. Retention: as record.';
insert into ecif.absence (record_id, part, change_id, business_date, gone)
    select record_id, part, change_id, gone_on, true from ecif.record where gone_on is not null;

alter table ecif.absence enable row level security;
create policy acting on ecif.absence
    using ((select guiyi.actor()) is not null) with check ((select guiyi.actor()) is not null);
grant select, insert on ecif.absence to guiyi_app;

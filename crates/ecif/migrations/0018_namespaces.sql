-- Whose a namespace of extension data is: what one service says, another does not say otherwise.

create table ecif.extension_namespace (
    namespace text not null,
    owner text not null,
    since timestamptz not null,
    constraint extension_namespace_pk primary key (namespace)
);
comment on table ecif.extension_namespace is 'The role that first wrote in a namespace of extension data: it alone does, and stewards. Reference.';
alter table ecif.extension_namespace enable row level security;
create policy acting on ecif.extension_namespace
    using ((select guiyi.actor()) is not null) with check ((select guiyi.sees_all()));
grant select, insert on ecif.extension_namespace to guiyi_app;

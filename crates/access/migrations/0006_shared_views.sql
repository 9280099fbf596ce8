-- Views of lists that their owners share with others: conditions, order and columns, never what they find.

create table access.shared_view (
    view_id uuid not null,
    since timestamptz not null,
    until timestamptz,
    user_id uuid not null,
    list text not null,
    name text not null,
    content jsonb not null,
    shared_with text not null,
    unit text,
    actor text not null,
    constraint shared_view_pk primary key (view_id, since),
    constraint shared_view_user_fk foreign key (user_id) references access.user_account (user_id),
    constraint shared_view_ends_after check (until > since),
    constraint shared_view_reach_known check (shared_with in ('unit', 'unit_and_below', 'bank')),
    constraint shared_view_unit_given check (shared_with = 'bank' or unit is not null)
);
comment on table access.shared_view is 'A view of a list that its owner shares, one row for each form it has had; the current row has no until. Reference.';
comment on column access.shared_view.unit is 'the owner''s unit when it was shared so: who moves takes no view away from those who were left';
create unique index shared_view_current_once on access.shared_view (view_id) where until is null;
create unique index shared_view_name_once on access.shared_view (user_id, list, name) where until is null;

alter table access.shared_view enable row level security;
create policy acting on access.shared_view
    using ((select guiyi.actor()) is not null) with check ((select guiyi.actor()) is not null);
grant select, insert on access.shared_view to guiyi_app;
grant update (until) on access.shared_view to guiyi_app;

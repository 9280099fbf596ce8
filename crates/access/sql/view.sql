-- Views of lists that are shared.

--: ViewRow(unit?)

--! views_for (home?) : ViewRow
-- Bank-wide, of the unit itself, of a unit above that shares with those below, and one's own wherever one is.
select v.view_id, v.since, v.user_id, v.list, v.name, v.content, v.shared_with, v.unit, u.name as owner,
    u.ended_at is not null as owner_left
from access.shared_view v
join access.user_account u on u.user_id = v.user_id
where v.until is null and (v.shared_with = 'bank' or v.user_id = :user_id or v.unit = :home
    or v.shared_with = 'unit_and_below' and v.unit = any(:above::text[]))
order by v.list, v.name, v.view_id;

--! find_view : ViewRow
select v.view_id, v.since, v.user_id, v.list, v.name, v.content, v.shared_with, v.unit, u.name as owner,
    u.ended_at is not null as owner_left
from access.shared_view v
join access.user_account u on u.user_id = v.user_id
where v.until is null and v.view_id = :view_id and v.user_id = :user_id;

--! count_views
select count(*) as views from access.shared_view where until is null and user_id = :user_id;

--! insert_view (unit?)
insert into access.shared_view (view_id, since, user_id, list, name, content, shared_with, unit, actor)
values (:view_id, :at, :user_id, :list, :name, :content, :shared_with, :unit, :actor);

--! close_view
update access.shared_view set until = :at where view_id = :view_id and until is null;

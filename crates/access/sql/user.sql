-- Users, where they are, what they hold.

--! insert_user
insert into access.user_account (user_id, login, name, preferences, created_at, actor)
values (:user_id, :login, :name, :preferences, :at, :actor);

--: UserRow(phone?, ended_at?, locked_until?, unit?, staff_number?, confirmed_at?)

--! find_user : UserRow
select u.user_id, u.login, u.name, u.phone, u.preferences, u.created_at, u.ended_at, l.locked_until,
    p.unit, p.staff_number,
    array(select r.role from access.user_role r where r.user_id = u.user_id and r.until is null order by r.role) as roles,
    coalesce((select c.one_time from access.credential c where c.user_id = u.user_id and c.until is null), false) as one_time,
    t.confirmed_at
from access.user_account u
left join access.user_place p on p.user_id = u.user_id and p.until is null
left join access.totp t on t.user_id = u.user_id
left join access.login_try l on l.digest = sha256(convert_to(u.login, 'UTF8'))
where u.user_id = :user_id;

--! find_login : UserRow
select u.user_id, u.login, u.name, u.phone, u.preferences, u.created_at, u.ended_at, l.locked_until,
    p.unit, p.staff_number,
    array(select r.role from access.user_role r where r.user_id = u.user_id and r.until is null order by r.role) as roles,
    coalesce((select c.one_time from access.credential c where c.user_id = u.user_id and c.until is null), false) as one_time,
    t.confirmed_at
from access.user_account u
left join access.user_place p on p.user_id = u.user_id and p.until is null
left join access.totp t on t.user_id = u.user_id
left join access.login_try l on l.digest = sha256(convert_to(u.login, 'UTF8'))
where u.login = :login;

--! list_users (units?, roles?, word?) : UserRow
select u.user_id, u.login, u.name, u.phone, u.preferences, u.created_at, u.ended_at, l.locked_until,
    p.unit, p.staff_number,
    array(select r.role from access.user_role r where r.user_id = u.user_id and r.until is null order by r.role) as roles,
    coalesce((select c.one_time from access.credential c where c.user_id = u.user_id and c.until is null), false) as one_time,
    t.confirmed_at
from access.user_account u
left join access.user_place p on p.user_id = u.user_id and p.until is null
left join access.totp t on t.user_id = u.user_id
left join access.login_try l on l.digest = sha256(convert_to(u.login, 'UTF8'))
where u.login > :after
    and (:units::text[] is null or p.unit = any(:units::text[]))
    and (:roles::text[] is null or exists (
        select from access.user_role r where r.user_id = u.user_id and r.until is null and r.role = any(:roles::text[])))
    and (:word::text is null or strpos(u.login, lower(:word::text)) > 0 or strpos(u.name, :word::text) > 0
        or strpos(coalesce(p.staff_number, ''), :word::text) > 0)
order by u.login
limit :rows;

--! lock_user
select user_id from access.user_account where user_id = :user_id for update;

--! set_name
update access.user_account set name = :name where user_id = :user_id;

--! set_phone (phone?)
update access.user_account set phone = :phone where user_id = :user_id;

--! set_preferences
update access.user_account set preferences = :preferences where user_id = :user_id;

--! end_user (at?)
update access.user_account set ended_at = :at where user_id = :user_id;

--! make_try
insert into access.login_try (digest, tries, tried_at) values (:digest, 0, :at) on conflict (digest) do nothing;

--! find_try : (locked_until?)
select tries, locked_until from access.login_try where digest = :digest;

--! lock_try : (locked_until?)
select tries, locked_until from access.login_try where digest = :digest for update;

--! set_tries (locked_until?)
update access.login_try set tries = :tries, locked_until = :locked_until, tried_at = :at where digest = :digest;

--! clear_tries
delete from access.login_try where digest = :digest;

--! forget_tries
delete from access.login_try where tried_at < :before;

--! close_place
update access.user_place set until = :at where user_id = :user_id and until is null;

--! insert_place (staff_number?)
insert into access.user_place (user_id, since, unit, staff_number, actor)
values (:user_id, :at, :unit, :staff_number, :actor);

--! close_role
update access.user_role set until = :at where user_id = :user_id and role = :role and until is null;

--! insert_role
insert into access.user_role (user_id, role, since, actor) values (:user_id, :role, :at, :actor);

--! roles_of : (until?)
select role, since, until, actor from access.user_role where user_id = :user_id order by since, role;

--! places_of : (until?, staff_number?)
select unit, staff_number, since, until, actor from access.user_place where user_id = :user_id order by since;

--! people_on : (staff_number?)
select u.user_id, u.login, u.name, p.unit, p.staff_number,
    array(select r.role from access.user_role r
          where r.user_id = u.user_id and r.since <= :on and (r.until is null or r.until > :on) order by r.role) as roles
from access.user_account u
join access.user_place p on p.user_id = u.user_id and p.since <= :on and (p.until is null or p.until > :on)
where u.created_at <= :on and (u.ended_at is null or u.ended_at > :on)
order by u.login;

--! phones_after : (phone?)
select user_id, phone
from access.user_account
where user_id > :user_id and phone is not null
order by user_id
limit :page;

--! reseal_phone
update access.user_account set phone = :phone where user_id = :user_id and phone = :before;

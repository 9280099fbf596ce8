-- Passwords and second factors.

--! current_password
select hash, one_time from access.credential where user_id = :user_id and until is null;

--! last_passwords
select hash from access.credential where user_id = :user_id order by since desc limit 5;

--! close_password
update access.credential set until = :at where user_id = :user_id and until is null;

--! insert_password
insert into access.credential (user_id, since, hash, one_time) values (:user_id, :at, :hash, :one_time);

--! totp : (confirmed_at?, last_step?)
select secret, confirmed_at, last_step from access.totp where user_id = :user_id;

--! put_totp
insert into access.totp (user_id, secret, created_at) values (:user_id, :secret, :at)
on conflict (user_id) do update set secret = excluded.secret, created_at = excluded.created_at, last_step = null
where access.totp.confirmed_at is null;

--! confirm_totp
update access.totp set confirmed_at = :at, last_step = :step where user_id = :user_id and confirmed_at is null;

--! take_step
update access.totp set last_step = :step
where user_id = :user_id and confirmed_at is not null and (last_step is null or last_step < :step);

--! remove_totp
delete from access.totp where user_id = :user_id;

--! totps_after
select user_id, secret
from access.totp
where user_id > :user_id
order by user_id
limit :page;

--! reseal_totp
update access.totp set secret = :secret where user_id = :user_id and secret = :before;

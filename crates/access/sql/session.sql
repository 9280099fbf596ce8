-- Sessions and service keys.

--! insert_session
insert into access.session (session_id, digest, user_id, created_at, seen_at, expires_at, agent, method)
values (:session_id, :digest, :user_id, :at, :at, :expires_at, :agent, :method);

--! who_by_session (idle) : (unit?, staff_number?)
select session_id, user_id, unit, staff_number, roles, one_time, seen_at, policy_version, units
from access.who_by_session(:digest, :at, make_interval(secs => :idle));

--! touch_session
update access.session set seen_at = :at where session_id = :session_id and ended_at is null;

--! end_session
update access.session set ended_at = :at where session_id = :session_id and user_id = :user_id and ended_at is null;

--! end_sessions (but?)
update access.session set ended_at = :at
where user_id = :user_id and ended_at is null and (:but::uuid is null or session_id <> :but::uuid);

--! sessions_of
select session_id, created_at, seen_at, expires_at, agent, method
from access.session
where user_id = :user_id and ended_at is null and expires_at > :at and seen_at > :seen_after
order by created_at desc;

--! insert_key (unit?, expires_at?)
insert into access.service_key (key_id, name, digest, role, unit, created_at, expires_at, actor)
values (:key_id, :name, :digest, :role, :unit, :at, :expires_at, :actor);

--! who_by_key : (unit?, used_at?)
select key_id, role, unit, used_at, policy_version, units from access.who_by_key(:digest, :at);

--! touch_key
update access.service_key set used_at = :at where key_id = :key_id;

--! keys : (unit?, expires_at?, revoked_at?, used_at?)
select key_id, name, role, unit, created_at, expires_at, revoked_at, used_at, actor
from access.service_key order by created_at;

--! revoke_key
update access.service_key set revoked_at = :at where key_id = :key_id and revoked_at is null;

-- Nothing is read or written without an actor. What was is not changed: closing a row is all that is granted.

do $$
declare
    t text;
begin
    foreach t in array array[
        'state', 'unit', 'user_account', 'login_try', 'user_place', 'user_role', 'credential', 'totp', 'session', 'service_key',
        'policy_version', 'audit_chain', 'audit_entry', 'audit_anchor']
    loop
        execute format('alter table access.%I enable row level security', t);
        execute format(
            'create policy acting on access.%I using ((select guiyi.actor()) is not null) with check ((select guiyi.actor()) is not null)',
            t);
    end loop;
end $$;

grant usage on schema access to guiyi_app;
grant select, insert on
    access.unit, access.user_account, access.login_try, access.user_place, access.user_role, access.credential,
    access.totp, access.session, access.service_key, access.policy_version, access.audit_chain, access.audit_entry,
    access.audit_anchor
    to guiyi_app;
grant select on access.state to guiyi_app;
grant update (units) on access.state to guiyi_app;
grant update (until) on access.unit, access.user_place, access.user_role, access.credential to guiyi_app;
grant update, delete on access.login_try to guiyi_app;
grant update (name, phone, preferences, ended_at) on access.user_account to guiyi_app;
grant update (secret, created_at, confirmed_at, last_step), delete on access.totp to guiyi_app;
grant update (seen_at, ended_at) on access.session to guiyi_app;
grant update (revoked_at, used_at) on access.service_key to guiyi_app;

-- Who is behind a session or a key is asked before there is an actor. These functions read as their owner and give
-- one row at most, to whoever shows the digest of the whole secret.

create function access.who_by_session(shown bytea, asked_at timestamptz, idle interval)
    returns table (
        session_id uuid, user_id uuid, unit text, staff_number text, roles text[], one_time boolean,
        seen_at timestamptz, policy_version integer, units bigint)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    as $$
        select s.session_id, s.user_id, p.unit, p.staff_number,
            array(select r.role from access.user_role r
                  where r.user_id = s.user_id and r.until is null order by r.role),
            coalesce((select c.one_time from access.credential c where c.user_id = s.user_id and c.until is null), false),
            s.seen_at,
            coalesce((select max(v.version) from access.policy_version v), 0),
            (select t.units from access.state t where t.one = 1)
        from access.session s
        join access.user_account u on u.user_id = s.user_id
        left join access.user_place p on p.user_id = s.user_id and p.until is null
        where s.digest = shown and s.ended_at is null and s.expires_at > asked_at and s.seen_at > asked_at - idle
            and u.ended_at is null
    $$;
comment on function access.who_by_session is 'who holds the session with this digest, if it is neither ended nor expired';

create function access.who_by_key(shown bytea, asked_at timestamptz)
    returns table (
        key_id uuid, role text, unit text, used_at timestamptz, policy_version integer, units bigint)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    as $$
        select k.key_id, k.role, k.unit, k.used_at,
            coalesce((select max(v.version) from access.policy_version v), 0),
            (select t.units from access.state t where t.one = 1)
        from access.service_key k
        where k.digest = shown and k.revoked_at is null and (k.expires_at is null or k.expires_at > asked_at)
    $$;
comment on function access.who_by_key is 'which system holds the key with this digest, if it is neither revoked nor expired';

revoke all on function access.who_by_session(bytea, timestamptz, interval), access.who_by_key(bytea, timestamptz) from public;
grant execute on function access.who_by_session(bytea, timestamptz, interval), access.who_by_key(bytea, timestamptz) to guiyi_app;

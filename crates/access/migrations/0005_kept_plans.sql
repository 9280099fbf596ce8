-- Who is behind a token is asked on every request. A function in SQL with rights of its own is planned at every call;
-- in PL/pgSQL its plan is made once a connection.

create or replace function access.who_by_session(shown bytea, asked_at timestamptz, idle interval)
    returns table (
        session_id uuid, user_id uuid, unit text, staff_number text, roles text[], one_time boolean,
        seen_at timestamptz, policy_version integer, units bigint)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan
    as $$
begin
    return query
        select s.session_id, s.user_id, p.unit, p.staff_number,
            array(select r.role from access.user_role r
                  where r.user_id = s.user_id and r.until is null order by r.role),
            s.method = 'password' and coalesce(
                (select c.one_time from access.credential c where c.user_id = s.user_id and c.until is null), false),
            s.seen_at,
            coalesce((select max(v.version) from access.policy_version v), 0),
            (select t.units from access.state t where t.one = 1)
        from access.session s
        join access.user_account u on u.user_id = s.user_id
        left join access.user_place p on p.user_id = s.user_id and p.until is null
        where s.digest = shown and s.ended_at is null and s.expires_at > asked_at and s.seen_at > asked_at - idle
            and u.ended_at is null;
end $$;

create or replace function access.who_by_key(shown bytea, asked_at timestamptz)
    returns table (
        key_id uuid, role text, unit text, used_at timestamptz, policy_version integer, units bigint)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan
    as $$
begin
    return query
        select k.key_id, k.role, k.unit, k.used_at,
            coalesce((select max(v.version) from access.policy_version v), 0),
            (select t.units from access.state t where t.one = 1)
        from access.service_key k
        where k.digest = shown and k.revoked_at is null and (k.expires_at is null or k.expires_at > asked_at);
end $$;

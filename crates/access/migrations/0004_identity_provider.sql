-- Signing in through the bank's identity provider (OpenID Connect).

create table access.identity_link (
    link_id uuid not null,
    issuer text not null,
    subject text not null,
    user_id uuid not null,
    since timestamptz not null,
    until timestamptz,
    actor text not null,
    constraint identity_link_pk primary key (link_id),
    constraint identity_link_user_fk foreign key (user_id) references access.user_account (user_id),
    constraint identity_link_subject_form check (length(subject) between 1 and 255),
    constraint identity_link_ends_after check (until > since)
);
comment on table access.identity_link is 'Which user somebody is whom an identity provider vouches for: by issuer and subject, which never change, not by a name, which may be given to another. The current row has no until. Reference.';
comment on column access.identity_link.actor is 'who linked them: a security administrator, or the provider where the access policy lets the first sign-in do it';
create unique index identity_link_subject_once on access.identity_link (issuer, subject) where until is null;
create unique index identity_link_user_once on access.identity_link (user_id, issuer) where until is null;

create table access.sign_in_attempt (
    digest bytea not null,
    browser bytea not null,
    step text not null,
    sealed bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    constraint sign_in_attempt_pk primary key (digest),
    constraint sign_in_attempt_step_known check (step in ('provider', 'code'))
);
comment on table access.sign_in_attempt is 'A sign-in between two requests: with the identity provider, or waiting for a code of the second factor. Taken out when it is used, which happens once. Local to the coordinator.';
comment on column access.sign_in_attempt.digest is 'SHA-256 of what names it: the state sent to the provider, or the cookie';
comment on column access.sign_in_attempt.browser is 'SHA-256 of the cookie of the browser it was begun in';
comment on column access.sign_in_attempt.sealed is 'nonce, verifier and the page wanted, or who is to show a code';

alter table access.session add column method text not null default 'password';
alter table access.session add constraint session_method_known check (method in ('password', 'identity_provider'));
alter table access.session alter column method drop default;
comment on column access.session.method is 'how it was begun';

do $$
declare
    t text;
begin
    foreach t in array array['identity_link', 'sign_in_attempt']
    loop
        execute format('alter table access.%I enable row level security', t);
        execute format(
            'create policy acting on access.%I using ((select guiyi.actor()) is not null) with check ((select guiyi.actor()) is not null)',
            t);
    end loop;
end $$;

grant select, insert on access.identity_link, access.sign_in_attempt to guiyi_app;
grant update (until) on access.identity_link to guiyi_app;
grant delete on access.sign_in_attempt to guiyi_app;

-- Whoever holds a password that somebody else gave may do nothing but change it; a session that was not begun with that
-- password is nobody else's.
create or replace function access.who_by_session(shown bytea, asked_at timestamptz, idle interval)
    returns table (
        session_id uuid, user_id uuid, unit text, staff_number text, roles text[], one_time boolean,
        seen_at timestamptz, policy_version integer, units bigint)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    as $$
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
            and u.ended_at is null
    $$;

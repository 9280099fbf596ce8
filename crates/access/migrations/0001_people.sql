-- Units, users, and what they hold, each with since and until: "who could see this customer last March" is asked of
-- these rows as they stood on that day.

create table access.state (
    one smallint not null,
    units bigint not null,
    constraint state_pk primary key (one),
    constraint state_is_one check (one = 1)
);
comment on table access.state is 'One row: how often the tree of units has changed, so that a copy of it in memory knows when it is old. Reference.';
insert into access.state (one, units) values (1, 0);

create table access.unit (
    code text not null,
    since timestamptz not null,
    until timestamptz,
    name text not null,
    parent text,
    actor text not null,
    constraint unit_pk primary key (code, since),
    constraint unit_code_form check (code ~ '^[A-Za-z0-9_-]{1,20}$'),
    constraint unit_ends_after check (until > since),
    constraint unit_not_below_itself check (parent <> code)
);
comment on table access.unit is 'A unit of the bank, one row for each name and place in the tree it has had; the current row has no until. Reference.';
create unique index unit_current_once on access.unit (code) where until is null;

create table access.user_account (
    user_id uuid not null,
    login text not null,
    name text not null,
    phone bytea,
    preferences jsonb not null,
    created_at timestamptz not null,
    ended_at timestamptz,
    actor text not null,
    constraint user_account_pk primary key (user_id),
    constraint user_login_once unique (login),
    constraint user_login_form check (login ~ '^[a-z0-9][a-z0-9._@-]{1,63}$')
);
comment on table access.user_account is 'Somebody who signs in. Never deleted: an ended user stays, because the audit trail names them. Reference.';
comment on column access.user_account.phone is 'the user''s own telephone, sealed';

create table access.login_try (
    digest bytea not null,
    tries integer not null,
    locked_until timestamptz,
    tried_at timestamptz not null,
    constraint login_try_pk primary key (digest)
);
comment on table access.login_try is 'Wrong passwords in a row, by the SHA-256 of the login that was typed, whether there is such a user or not: so a lock does not tell who exists. Local to the coordinator.';

create table access.user_place (
    user_id uuid not null,
    since timestamptz not null,
    until timestamptz,
    unit text not null,
    staff_number text,
    actor text not null,
    constraint user_place_pk primary key (user_id, since),
    constraint user_place_user_fk foreign key (user_id) references access.user_account (user_id),
    constraint user_place_ends_after check (until > since)
);
comment on table access.user_place is 'A user''s home unit and staff number, one row for each they have had. Reference.';
create unique index user_place_current_once on access.user_place (user_id) where until is null;
create unique index user_staff_number_once on access.user_place (staff_number) where until is null;

create table access.user_role (
    user_id uuid not null,
    role text not null,
    since timestamptz not null,
    until timestamptz,
    actor text not null,
    constraint user_role_pk primary key (user_id, role, since),
    constraint user_role_user_fk foreign key (user_id) references access.user_account (user_id),
    constraint user_role_ends_after check (until > since)
);
comment on table access.user_role is 'A role a user holds or held. Reference.';
create unique index user_role_current_once on access.user_role (user_id, role) where until is null;

create table access.credential (
    user_id uuid not null,
    since timestamptz not null,
    until timestamptz,
    hash text not null,
    one_time boolean not null,
    constraint credential_pk primary key (user_id, since),
    constraint credential_user_fk foreign key (user_id) references access.user_account (user_id),
    constraint credential_is_argon2id check (hash like '$argon2id$%')
);
comment on table access.credential is 'Passwords as argon2id digests; the current one has no until, the others are kept so that they are not taken again. Local to the coordinator.';
comment on column access.credential.one_time is 'given by somebody else: nothing but changing it can be done with it';
create unique index credential_current_once on access.credential (user_id) where until is null;

create table access.totp (
    user_id uuid not null,
    secret bytea not null,
    created_at timestamptz not null,
    confirmed_at timestamptz,
    last_step bigint,
    constraint totp_pk primary key (user_id),
    constraint totp_user_fk foreign key (user_id) references access.user_account (user_id)
);
comment on table access.totp is 'The second factor (RFC 6238), sealed; asked for at sign-in once confirmed. Local to the coordinator.';
comment on column access.totp.last_step is 'the step of the last code taken: no code is taken twice';

create table access.session (
    session_id uuid not null,
    digest bytea not null,
    user_id uuid not null,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    agent text not null,
    constraint session_pk primary key (session_id),
    constraint session_digest_once unique (digest),
    constraint session_user_fk foreign key (user_id) references access.user_account (user_id)
);
comment on table access.session is 'Who is signed in. Only the SHA-256 of a session''s token is kept. Local to the coordinator.';
comment on column access.session.seen_at is 'last used, to the minute: an idle session expires';
create index session_of_user on access.session (user_id, created_at);

create table access.service_key (
    key_id uuid not null,
    name text not null,
    digest bytea not null,
    role text not null,
    unit text,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    used_at timestamptz,
    actor text not null,
    constraint service_key_pk primary key (key_id),
    constraint service_key_digest_once unique (digest)
);
comment on table access.service_key is 'Another system''s key. Shown once; only its SHA-256 is kept. Reference.';

create table access.policy_version (
    version integer not null,
    body text not null,
    note text not null,
    created_at timestamptz not null,
    actor text not null,
    constraint policy_version_pk primary key (version)
);
comment on table access.policy_version is 'The policy table word for word, one row a version; the highest is in force since its created_at. Reference.';

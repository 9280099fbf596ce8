-- Signing in through the bank's identity provider.

--! insert_attempt
insert into access.sign_in_attempt (digest, browser, step, sealed, created_at, expires_at)
select :digest, :browser, :step, :sealed, :at, :expires_at
where (select count(*) from access.sign_in_attempt) < :most;

--! take_attempt
delete from access.sign_in_attempt where digest = :digest and step = :step
returning browser, sealed, created_at, expires_at;

--! find_attempt
select browser, sealed, created_at, expires_at from access.sign_in_attempt
where digest = :digest and step = :step;

--! forget_attempts
delete from access.sign_in_attempt where expires_at <= :at;

--! linked_user
select user_id from access.identity_link where issuer = :issuer and subject = :subject and until is null;

--! insert_link
insert into access.identity_link (link_id, issuer, subject, user_id, since, actor)
values (:link_id, :issuer, :subject, :user_id, :at, :actor);

--! links_of
select link_id, issuer, subject, since, actor from access.identity_link
where user_id = :user_id and until is null order by since;

--! close_link
update access.identity_link set until = :at where link_id = :link_id and user_id = :user_id and until is null;

--! end_provider_sessions
update access.session set ended_at = :at
where user_id = :user_id and method = 'identity_provider' and ended_at is null;

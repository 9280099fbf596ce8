-- Versions of the policy table.

--: VersionRow()

--! current_version : VersionRow
select version, body, note, created_at, actor from access.policy_version order by version desc limit 1;

--! find_version : VersionRow
select version, body, note, created_at, actor from access.policy_version where version = :version;

--! version_on : VersionRow
select version, body, note, created_at, actor from access.policy_version
where created_at <= :on order by version desc limit 1;

--! versions : VersionRow
select version, body, note, created_at, actor from access.policy_version order by version desc;

--! insert_version
insert into access.policy_version (version, body, note, created_at, actor)
values (:version, :body, :note, :at, :actor);

--! current_number
select coalesce(max(version), 0) as version from access.policy_version;

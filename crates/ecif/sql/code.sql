-- Code tables, and what services say of customers.

--! code_values : (parent?, means?)
-- The latest version of each value as known at a change.
select distinct on (table_id, code) table_id, code, version, zh, en, parent, means, retired, change_id
from ecif.code_value
where change_id <= :change_id
order by table_id, code, version desc;

--! code_value_versions : (parent?, means?)
select v.version, v.zh, v.en, v.parent, v.means, v.retired, c.actor, c.recorded_at
from ecif.code_value v
join ecif.change c using (change_id)
where v.table_id = :table_id and v.code = :code
order by v.version;

--! insert_code_value (parent?, means?)
insert into ecif.code_value (table_id, code, version, zh, en, parent, means, retired, change_id)
values (:table_id, :code, :version, :zh, :en, :parent, :means, :retired, :change_id);

--! extensions_of
select number, namespace, name, version, value, said_by, purpose, recorded_at
from ecif.extensions_of(:party_id)
order by namespace, name, recorded_at, version;

--! claim_namespace
insert into ecif.extension_namespace (namespace, owner, since)
values (:namespace, :owner, :since)
on conflict (namespace) do nothing;

--! namespace_owner
select owner
from ecif.extension_namespace
where namespace = :namespace;

--! insert_extension
insert into ecif.extension (number, namespace, name, version, value, said_by, purpose, recorded_at)
values (:number, :namespace, :name, :version, :value, :said_by, :purpose, :recorded_at);

--! extensions_after
select number, namespace, name, version, value
from ecif.extension
where (number, namespace, name, version) > (:number, :namespace, :name, :version)
order by number, namespace, name, version
limit :many;

--! reseal_extension
update ecif.extension
set value = :value
where number = :number and namespace = :namespace and name = :name and version = :version and value = :before;

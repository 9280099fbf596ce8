-- The tree of units.

--: UnitRow(parent?)

--! units : UnitRow
select code, name, parent, since from access.unit where until is null order by code;

--! units_on : UnitRow
select code, name, parent, since from access.unit
where since <= :on and (until is null or until > :on)
order by code;

--! lock_units
select units from access.state where one = 1 for update;

--! units_revision
select units from access.state where one = 1;

--! count_change
update access.state set units = units + 1 where one = 1;

--! close_unit
update access.unit set until = :at where code = :code and until is null;

--! insert_unit (parent?)
insert into access.unit (code, since, name, parent, actor) values (:code, :at, :name, :parent, :actor);

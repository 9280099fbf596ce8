-- A file that comes late may bring a record back on its day and show that a later file lacks it again: two words of
-- one act, told apart by their days.

alter table ecif.absence drop constraint absence_pk;
alter table ecif.absence add constraint absence_pk primary key (record_id, part, business_date, change_id);

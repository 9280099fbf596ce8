-- What the sources said: the current version of each record apart from its history, so that history never slows
-- a current read. Contents are sealed; beside them stand only keyed digests.

create table ecif.record (
    record_id uuid not null,
    part smallint not null,
    about smallint not null,
    source_id smallint not null,
    feed text not null,
    business_date date not null,
    sequence bigint not null,
    change_id bigint not null,
    digest bytea not null,
    gone_on date,
    party_id uuid,
    number bigint,
    content bytea not null,
    constraint record_pk primary key (record_id, part)
);
comment on table ecif.record is 'The current version of each source record. Distributed by record_id. Retention: as long as the customer relationship and 10 years after (AML Law).';
comment on column ecif.record.part is 'A source may tell of one customer in several feeds; each feed''s share is a part of the record.';
comment on column ecif.record.about is '0 party, 1 agreement, 2 holder, 3 relation.';
comment on column ecif.record.digest is 'Keyed digest of what the row said, to see whether a row says anything new.';
comment on column ecif.record.gone_on is 'Business date on which the source deleted the record or a full file no longer had it.';
comment on column ecif.record.number is 'The customer number whose party this record founded; the number goes where this record goes.';

create table ecif.record_version (
    record_id uuid not null,
    part smallint not null,
    business_date date not null,
    sequence bigint not null,
    change_id bigint not null,
    digest bytea not null,
    content bytea not null,
    constraint record_version_pk primary key (record_id, part, business_date, sequence, change_id)
);
comment on table ecif.record_version is 'Every version that is not the current one: earlier ones, and what arrived late. Append-only. Distributed by record_id. Retention: as record.';

create table ecif.record_key (
    digest bytea not null,
    record_id uuid not null,
    constraint record_key_pk primary key (digest, record_id)
);
comment on table ecif.record_key is 'Every identity key a record has ever carried, as a keyed digest: the way from a document number to its records. Distributed by digest.';

create table ecif.sighting (
    change_id bigint not null,
    bucket smallint not null,
    run integer not null,
    seen bytea not null,
    constraint sighting_pk primary key (change_id, bucket, run)
);
comment on table ecif.sighting is 'Which records a load saw, changed or not: 24 bytes a record (id, sequence), sorted, by first byte of the id. Tells late rows where they belong and full files what is missing. Local.';

create table ecif.link (
    record_id uuid not null,
    other_id uuid not null,
    kind smallint not null,
    role text not null,
    stated_by uuid not null,
    forward boolean not null,
    share numeric,
    change_id bigint not null,
    constraint link_pk primary key (record_id, other_id, kind, role, stated_by, forward)
);
comment on table ecif.link is 'Edges between records: holder to agreement, agreement to agreement, customer to customer. Stored twice, once under each end. Distributed by record_id. Derived from current versions.';
comment on column ecif.link.kind is '0 holds an agreement, 1 an agreement held through another, 2 a relation of two customers.';
create index link_stated_by on ecif.link (stated_by);
comment on column ecif.link.stated_by is 'The record whose current version says so.';

create table ecif.balance (
    account_id uuid not null,
    business_date date not null,
    kind text not null,
    currency text not null,
    amount numeric not null,
    change_id bigint not null,
    constraint balance_pk primary key (account_id, business_date, kind, currency)
) partition by range (business_date);
comment on table ecif.balance is 'Balances by account and day, by month of the day; never in a version. Distributed by account_id, which is the agreement''s record_id. Retention: 10 years.';

create function ecif.open_balance_month(day date) returns void
    language plpgsql security definer set search_path = pg_catalog as $$
declare
    first_day date := date_trunc('month', day)::date;
    partition_name text := 'balance_' || to_char(first_day, 'YYYY_MM');
begin
    if to_regclass('ecif.' || partition_name) is null then
        execute format(
            'create table ecif.%I partition of ecif.balance for values from (%L) to (%L)',
            partition_name, first_day, (first_day + interval '1 month')::date);
    end if;
end $$;
comment on function ecif.open_balance_month is 'Makes the partition of one month of balances if it is not there yet.';

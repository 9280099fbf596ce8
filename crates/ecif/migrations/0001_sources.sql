-- Who tells the bank about its customers, and how what they say is read. All versioned, nothing is edited.

create table ecif.source (
    source_id smallint not null,
    name text not null,
    title_zh text not null,
    title_en text not null,
    constraint source_pk primary key (source_id),
    constraint source_name_once unique (name)
);
comment on table ecif.source is 'A system of the bank that knows customers. Reference.';

create table ecif.mapping (
    source_id smallint not null,
    version integer not null,
    sha256 bytea not null,
    body text not null,
    trust smallint not null,
    change_id bigint not null,
    constraint mapping_pk primary key (source_id, version),
    constraint mapping_source_fk foreign key (source_id) references ecif.source (source_id)
);
comment on table ecif.mapping is 'How a source''s files are read: its TOML, word for word, one row a version. Reference.';

create table ecif.policy (
    kind text not null,
    version integer not null,
    body text not null,
    change_id bigint not null,
    constraint policy_pk primary key (kind, version),
    constraint policy_kind_known check (kind in ('identity', 'survivorship'))
);
comment on table ecif.policy is 'The rules in force, one row a version: identity (who is the same customer) and survivorship (which value wins). Reference.';

create table ecif.change (
    change_id bigint not null,
    kind text not null,
    actor text not null,
    purpose text not null,
    source_id smallint,
    feed text,
    mapping_version integer,
    mode text,
    strategy text,
    business_date date,
    file_name text,
    file_sha256 bytea,
    report jsonb not null,
    recorded_at timestamptz not null,
    constraint change_pk primary key (change_id),
    constraint change_kind_known check (kind in ('load', 'message', 'policy', 'due'))
);
comment on table ecif.change is 'One committed act that changed what the bank knows: a load, a message, a new policy. Its number is the unit of recorded time. Local to the coordinator.';
comment on column ecif.change.recorded_at is 'When the act took hold. Acts are numbered in this order.';
create unique index change_file_once
    on ecif.change (source_id, feed, business_date, file_sha256, mapping_version) where kind = 'load';

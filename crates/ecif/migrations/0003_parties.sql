-- Who the records are: the current grouping, its past, and the numbers that answer for it.

create table ecif.party (
    party_id uuid not null,
    number bigint not null,
    kind smallint not null,
    version bigint not null,
    opened_by bigint not null,
    changed_by bigint not null,
    merged_into uuid,
    due_on date,
    golden bytea,
    constraint party_pk primary key (party_id)
);
comment on table ecif.party is 'A customer as the bank knows it now, with its golden values, sealed. Distributed by party_id. The golden values are derived and can be dropped and rebuilt. Retention: as record.';
comment on column ecif.party.version is 'Raised by one with every event of this party.';
comment on column ecif.party.merged_into is 'Set while another party answers for this one.';
comment on column ecif.party.due_on is 'The day on which a value or a document expires and the party is derived again.';

create table ecif.membership (
    party_id uuid not null,
    record_id uuid not null,
    since bigint not null,
    until bigint,
    cause text not null,
    constraint membership_pk primary key (party_id, record_id, since)
);
comment on table ecif.membership is 'Which records made which party, from which change until which. Rows are added, and closed once. Distributed by party_id.';

create table ecif.former_membership (
    record_id uuid not null,
    until bigint not null,
    since bigint not null,
    party_id uuid not null,
    constraint former_membership_pk primary key (record_id, until)
);
comment on table ecif.former_membership is 'Closed memberships once more, by record; the present one stands in record.party_id. Distributed by record_id.';

create table ecif.customer_number (
    number bigint not null,
    party_id uuid not null,
    record_id uuid not null,
    change_id bigint not null,
    constraint customer_number_pk primary key (number)
);
comment on table ecif.customer_number is 'Every customer number ever given (CUST-01), the party it was given to and the record that founded it. Append-only. Distributed by number.';

create table ecif.number_block (
    block smallint not null,
    next_serial bigint not null,
    constraint number_block_pk primary key (block)
);
comment on table ecif.number_block is 'The next serial to be granted; taken in blocks of 1,000. Local.';
insert into ecif.number_block values (0, 10000000001);

create table ecif.similar (
    record_id uuid not null,
    other_id uuid not null,
    rule text not null,
    change_id bigint not null,
    constraint similar_pk primary key (record_id, other_id, rule)
);
comment on table ecif.similar is 'Pairs of records that a rule names as similar and does not join; a pair whose records are one party by another rule is not shown. Stored under both ends. Derived. Distributed by record_id.';

create table ecif.task (
    task_id uuid not null,
    kind text not null,
    party_id uuid not null,
    record_id uuid,
    detail jsonb not null,
    state text not null,
    change_id bigint not null,
    constraint task_pk primary key (task_id),
    constraint task_state_known check (state in ('open', 'done'))
);
comment on table ecif.task is 'Work for a steward. The detail names records, rules and dates, never values. Local.';

create table ecif.outbox (
    event_id bigint generated always as identity,
    transaction_id xid8 not null default pg_current_xact_id(),
    kind text not null,
    party_id uuid,
    party_version bigint,
    body jsonb not null,
    change_id bigint not null,
    constraint outbox_pk primary key (event_id)
);
comment on table ecif.outbox is 'Events, written in the transaction that made them true. Readers stop before the oldest open transaction. Bodies carry numbers and names of attributes, never values. Local.';

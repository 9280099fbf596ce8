-- The audit trail: lines chained by their digests, one chain a process, and anchors over all chains.

create table access.audit_chain (
    chain_id uuid not null,
    started_at timestamptz not null,
    program text not null,
    constraint audit_chain_pk primary key (chain_id)
);
comment on table access.audit_chain is 'One run of a program that wrote lines: a service, a command. Local to the coordinator.';

create table access.audit_entry (
    chain_id uuid not null,
    sequence bigint not null,
    at timestamptz not null,
    actor text not null,
    actor_kind text not null,
    purpose text not null,
    cause text not null,
    action text not null,
    object text not null,
    target text,
    outcome text not null,
    detail jsonb not null,
    hash bytea not null,
    constraint audit_entry_pk primary key (chain_id, sequence),
    constraint audit_entry_chain_fk foreign key (chain_id) references access.audit_chain (chain_id),
    constraint audit_outcome_known check (outcome in ('done', 'refused', 'failed'))
);
comment on table access.audit_entry is 'Who did what to which customer, for what and with what end. hash = SHA-256(hash of the line before || canonical form of this one). Nothing is ever changed or removed. Local to the coordinator.';
comment on column access.audit_entry.cause is 'what made it happen: a request''s trace number, a change, a command';
comment on column access.audit_entry.detail is 'names of fields, counts and codes; never a customer''s value';
create index audit_by_time on access.audit_entry (at, chain_id, sequence);
create index audit_by_target on access.audit_entry (target, at) where target is not null;
create index audit_by_actor on access.audit_entry (actor, at);

create table access.audit_anchor (
    number bigint not null,
    at timestamptz not null,
    heads jsonb not null,
    hash bytea not null,
    constraint audit_anchor_pk primary key (number)
);
comment on table access.audit_anchor is 'The last line of each chain at a moment, chained like lines: lines that go missing from the end of a chain, or a whole chain, are noticed. Local to the coordinator.';

-- Who acts, and what for. Every row policy of every product asks these two functions; outside a
-- transaction begun as somebody they answer null, and a policy that asks for an actor then shows no rows.

create function guiyi.actor() returns text
    language sql stable parallel safe
    return nullif(current_setting('guiyi.actor', true), '');
comment on function guiyi.actor() is 'who acts in this transaction, or null; write (select guiyi.actor()) in a policy so that it is asked once a statement';

create function guiyi.purpose() returns text
    language sql stable parallel safe
    return nullif(current_setting('guiyi.purpose', true), '');
comment on function guiyi.purpose() is 'what the actor acts for in this transaction, or null';

grant execute on function guiyi.actor(), guiyi.purpose() to guiyi_app;

-- The keys that values of this database may be sealed with: never the keys, only what recognises them, so
-- that a lost or a foreign key file is noticed at the start and not at the first unreadable customer.
create table guiyi.sealing_key (
    key_id bigint not null,
    algorithm text not null,
    fingerprint bytea not null,
    recorded_at timestamptz not null default now(),
    constraint sealing_key_pk primary key (key_id)
);
comment on table guiyi.sealing_key is 'fingerprints of the keys in the key file; key_id 0 is the lookup key of the digests';

grant select, insert on guiyi.sealing_key to guiyi_app;

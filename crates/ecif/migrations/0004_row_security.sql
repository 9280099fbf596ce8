-- Nothing is read or written without an actor: where none is set, the application's role sees no row.

do $$
declare
    t text;
begin
    foreach t in array array[
        'source', 'mapping', 'policy', 'change', 'record', 'record_version', 'record_key', 'sighting', 'link',
        'balance', 'party', 'membership', 'former_membership', 'customer_number', 'number_block', 'similar',
        'task', 'outbox']
    loop
        execute format('alter table ecif.%I enable row level security', t);
        execute format(
            'create policy acting on ecif.%I using ((select guiyi.actor()) is not null) with check ((select guiyi.actor()) is not null)',
            t);
    end loop;
end $$;

grant usage on schema ecif to guiyi_app;
grant select, insert on all tables in schema ecif to guiyi_app;
-- Ground state is append-only; only what is current, closed once or derived may be changed.
grant update on ecif.record, ecif.party, ecif.number_block, ecif.task, ecif.link, ecif.balance to guiyi_app;
grant update (until) on ecif.membership to guiyi_app;
grant delete on ecif.link, ecif.similar to guiyi_app;
-- Re-sealing under a new key changes the envelope and nothing in it.
grant update (content) on ecif.record_version to guiyi_app;

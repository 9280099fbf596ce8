-- Links between records, and balances.

--! insert_links (share[?])
insert into ecif.link (record_id, stated_by, other_id, part, ordinal, kind, forward, role, share)
select record_id, stated_by, other_id, part, ordinal, kind, forward, role, share
from unnest(
    :record_id::uuid[], :stated_by::uuid[], :other_id::uuid[], :part::smallint[], :ordinal::smallint[],
    :kind::smallint[], :forward::boolean[], :role::text[], :share::numeric[])
    as row (record_id, stated_by, other_id, part, ordinal, kind, forward, role, share);

--! delete_links
delete from ecif.link old
using unnest(:record_id::uuid[], :stated_by::uuid[], :part::smallint[]) as row (record_id, stated_by, part)
where old.record_id = row.record_id and old.stated_by = row.stated_by and old.part = row.part;

--! links_of : (share?)
select record_id, stated_by, other_id, kind, forward, role, share
from ecif.link
where record_id = any(:record_ids)
order by record_id, kind, role, other_id;

--! put_balances
insert into ecif.balance (account_id, business_date, kind, currency, amount, change_id)
select account_id, business_date, kind, currency, amount, :change_id
from unnest(:account_id::uuid[], :business_date::date[], :kind::text[], :currency::text[], :amount::numeric[])
    as row (account_id, business_date, kind, currency, amount)
on conflict on constraint balance_pk
    do update set amount = excluded.amount, change_id = excluded.change_id
    where ecif.balance.amount <> excluded.amount;

--! open_balance_month
select ecif.open_balance_month(:day)::text as opened;

--! latest_balances
select distinct on (account_id, kind, currency) account_id, business_date, kind, currency, amount
from ecif.balance
where account_id = any(:account_ids) and business_date <= :day
order by account_id, kind, currency, business_date desc;

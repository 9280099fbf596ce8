-- Links between records, and balances.

--! insert_links (share[?])
insert into ecif.link (record_id, other_id, kind, role, stated_by, forward, share, change_id)
select record_id, other_id, kind, role, stated_by, forward, share, :change_id
from unnest(
    :record_id::uuid[], :other_id::uuid[], :kind::smallint[], :role::text[], :stated_by::uuid[], :forward::boolean[],
    :share::numeric[])
    as row (record_id, other_id, kind, role, stated_by, forward, share)
on conflict on constraint link_pk do update set share = excluded.share, change_id = excluded.change_id;

--! delete_links_stated_by
delete from ecif.link
where stated_by = any(:record_ids);

--! links_of : (share?)
select record_id, other_id, kind, role, stated_by, forward, share
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

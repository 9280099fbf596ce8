-- What belongs to a customer in the actor's sight. Every one of these asks the database's own functions, which hold
-- to the sight whoever asks; nothing that answers a person reads records in another way.

--! find_numbers : (founder?, party_id?, number?)
select asked, given_by, founder, party_id, number, seen, branches
from ecif.find_numbers(:numbers);

--! find_records : (party_id?, number?)
select record_id, party_id, number, seen, branches
from ecif.find_records(:record_ids);

--! find_keys : (record_id?, party_id?, number?)
select digest, record_id, party_id, number, seen, branches
from ecif.find_keys(:digests);

--! memberships_of : (until?)
select party_id, record_id, since, until, cause
from ecif.memberships_of(:party_id);

--! records_of : (gone_on?, unit?, party_id?, number?)
select record_id, part, about, source_id, business_date, sequence, change_id, digest, gone_on, unit, party_id,
    number, content
from ecif.records_of(:party_id);

--! versions_of
select record_id, part, business_date, sequence, change_id, digest, content
from ecif.versions_of(:party_id)
order by record_id, part, business_date, sequence, change_id;

--! absences_of
select record_id, part, change_id, business_date, gone
from ecif.absences_of(:party_id)
where change_id <= :change_id and business_date <= :day
order by record_id, part, business_date, change_id;

--! links_of : (share?)
select record_id, stated_by, other_id, kind, forward, role, share
from ecif.links_of(:party_id)
order by record_id, kind, role, other_id;

--! balances_of
select account_id, business_date, kind, currency, amount
from ecif.balances_of(:party_id, :day);

--! similar_of
select other_id, rule, change_id
from ecif.similar_of(:party_id)
order by other_id, rule;

--! identify (match_keys?) : (party_id?, number?)
select party_id, number, seen, branches
from ecif.identify(:wholes, :match_keys);

--: CarriersOf(number?, record_id?, part?, content?)

--! carriers_of : CarriersOf
select digest, seen, branches, number, record_id, part, content
from ecif.carriers_of(:digests);

-- Asked thousands of times a second: each is a transaction of its own, begun as the actor.

--! golden_as (tokens?) : (party_id?, number?, version?, visible_to?, golden?, records?, sources?, other_numbers?)
select asked, seen, branches, party_id, number, version, visible_to, golden, records, sources, other_numbers, policy
from guiyi.acting(:actor, :purpose, :tokens) acting
cross join lateral ecif.golden_of(case when acting then :numbers::bigint[] end);

--! carriers_as (tokens?) : CarriersOf
select digest, seen, branches, number, record_id, part, content
from guiyi.acting(:actor, :purpose, :tokens) acting
cross join lateral ecif.carriers_of(case when acting then :digests::bytea[] end);

-- Pairs of parties that a rule names as similar.

--! named
-- Both ends of a pair of records are stored under both.
select record_id, other_id, rule, change_id
from ecif.similar
where record_id = any(:record_ids);

--! homes_of : (party_id?)
select distinct record_id, party_id
from ecif.record
where record_id = any(:record_ids) and party_id is not null;

--! delete_pairs
delete from ecif.pair
where one_id = any(:party_ids) or other_id = any(:party_ids);

--! insert_pairs
insert into ecif.pair
    (pair_id, change_id, one_id, other_id, rules, one_records, other_records, visible_to)
select pair_id, change_id, one_id, other_id, string_to_array(rules, E'\x1f'),
    string_to_array(one_records, E'\x1f')::uuid[], string_to_array(other_records, E'\x1f')::uuid[],
    string_to_array(visible_to, E'\x1f')
from unnest(
    :pair_id::uuid[], :change_id::bigint[], :one_id::uuid[], :other_id::uuid[], :rules::text[],
    :one_records::text[], :other_records::text[], :visible_to::text[])
    as row (pair_id, change_id, one_id, other_id, rules, one_records, other_records, visible_to);

--! list (units?, rule?, after_change?) : (one_id?, other_id?, one_records?, other_records?)
select pair_id, change_id, rules, one_id, other_id, one_records, other_records, one_branches, other_branches
from ecif.list_pairs(:units, :rule, :after_change, :after_pair, :most);

--! count (units?)
select rule, pairs
from ecif.count_pairs(:units);

--! said_by
select record_id, part, content
from ecif.said_by(:record_ids);

--! when_changed
select change_id, recorded_at
from ecif.change
where change_id = any(:change_ids);

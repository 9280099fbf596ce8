"""Links a file with Splink on DuckDB and prints its figures as one line of JSON: the other side of bench/linkage.py.

Columns are told by their names, as somebody who sets Splink up would tell them. The threshold is the one the truth
likes best, which no user could know.
"""

import collections
import itertools
import json
import logging
import sys

import duckdb
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

# Parts of a column's name, and how such a column is compared; the first that is met decides.
COMPARED = [
    ("given", lambda name: cl.JaroWinklerAtThresholds(name, [0.92, 0.8])),
    ("first_name", lambda name: cl.JaroWinklerAtThresholds(name, [0.92, 0.8])),
    ("surname", lambda name: cl.JaroWinklerAtThresholds(name, [0.92, 0.8])),
    ("birth_place", cl.ExactMatch),
    ("birth", lambda name: cl.LevenshteinAtThresholds(name, [1, 2])),
    ("dob", lambda name: cl.LevenshteinAtThresholds(name, [1, 2])),
    ("id_no", lambda name: cl.LevenshteinAtThresholds(name, [1, 2])),
    ("soc_sec_id", lambda name: cl.LevenshteinAtThresholds(name, [1, 2])),
    ("mobile", lambda name: cl.LevenshteinAtThresholds(name, [1])),
    ("email", lambda name: cl.LevenshteinAtThresholds(name, [2])),
    ("address", lambda name: cl.LevenshteinAtThresholds(name, [2, 6])),
    ("postcode", lambda name: cl.LevenshteinAtThresholds(name, [1])),
    ("name", lambda name: cl.JaroWinklerAtThresholds(name, [0.92, 0.8])),
]
EXACT = ("sex", "gender", "occupation", "suburb", "city", "state", "phone", "employer")
# What names rows or holds other columns' values once more.
LEFT_OUT = ("rec_id", "unique_id", "full_name", "first_and_surname", "source_system", "source_id", "id_type", "open_date")
PAIRS_MAX_PER_ROW = 20


def comparison(name):
    for part, make in COMPARED:
        if part in name:
            return make(name)
    return cl.ExactMatch(name) if any(part in name for part in EXACT) else None


def main():
    file, truth = sys.argv[1:3]
    logging.getLogger("splink").setLevel(logging.ERROR)
    connection = duckdb.connect()
    read = "read_parquet" if file.endswith(".parquet") else "read_csv"
    options = "" if file.endswith(".parquet") else ", all_varchar = true"
    described = connection.sql(f"select * from {read}('{file}'{options}) limit 0").columns
    names = [name.strip() for name in described]
    chosen = [name for name in names if name not in LEFT_OUT and name != truth and not name.startswith("_")]
    columns = ", ".join(f'nullif(trim("{raw}"), \'\') as "{name}"' for raw, name in zip(described, names, strict=True))
    connection.execute(f"create table record as select {columns}, row_number() over () as row_id from {read}('{file}'{options})")
    compared = {name: comparison(name) for name in chosen}
    compared = {name: made for name, made in compared.items() if made is not None}
    rules = blocking(connection, list(compared))
    settings = SettingsCreator(
        link_type="dedupe_only", unique_id_column_name="row_id", comparisons=list(compared.values()),
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in rules],
        retain_matching_columns=False, retain_intermediate_calculation_columns=False,
    )
    api = DuckDBAPI(connection)
    linker = Linker(api.register("record"), settings)
    linker.training.estimate_probability_two_random_records_match([block_on(*rules[0])], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    # Each pass leaves its own columns out, so a second one on others is needed.
    second = next((rule for rule in rules if not set(rule) & set(rules[0])), rules[-1])
    for rule in (rules[0], second):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
    predictions = linker.inference.predict(threshold_match_weight=-2)
    edges = connection.sql(
        f"select row_id_l, row_id_r, match_weight from {predictions.physical_name} order by match_weight desc").fetchall()
    truths = dict(connection.sql(f'select row_id, "{truth}" from record').fetchall())
    print(json.dumps({"rows": len(truths), "pairs_scored": len(edges)} | best_clusters(edges, truths)))


def blocking(connection, names):
    """Pairs of columns that bring few pairs together, the cheapest first, at most ten."""
    rows = connection.sql("select count(*) from record").fetchall()[0][0]
    rules = []
    for one, other in itertools.combinations(names, 2):
        count = connection.sql(
            f'select sum(n * (n - 1) / 2) from (select count(*) n from record where "{one}" is not null and '
            f'"{other}" is not null group by "{one}", "{other}")').fetchall()[0][0] or 0
        if 0 < count < PAIRS_MAX_PER_ROW * rows:
            rules.append((float(count), (one, other)))
    # Those that bring most, of those that cost little.
    return [rule for _, rule in sorted(rules, reverse=True)[:10]]


def best_clusters(edges, truths):
    """The clusters of the threshold with the best F1, joining edge by edge."""
    root = {record: record for record in truths}
    members = {record: collections.Counter([truth]) for record, truth in truths.items()}
    sizes = collections.Counter(truths.values())
    total = sum(size * (size - 1) // 2 for size in sizes.values())
    found = right = 0
    best = {"f1": 0.0}

    def find(record):
        while root[record] != record:
            root[record] = root[root[record]]
            record = root[record]
        return record

    for one, other, weight in edges:
        a, b = find(one), find(other)
        if a == b:
            continue
        if len(members[a]) < len(members[b]):
            a, b = b, a
        found += members[a].total() * members[b].total()
        right += sum(count * members[a][truth] for truth, count in members[b].items())
        members[a].update(members.pop(b))
        root[b] = a
        f1 = 2 * right / (found + total)
        if f1 > best["f1"]:
            best = {"precision": right / found, "recall": right / total, "f1": f1, "threshold": weight}
    return best


if __name__ == "__main__":
    main()

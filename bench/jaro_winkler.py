"""Compares the values of a column with each other by rapidfuzz's Jaro-Winkler and prints pairs a CPU second as one line
of JSON: the fastest that one comparison of one column is done elsewhere."""

import csv
import json
import sys
import time

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

VALUES = 3_000
SECONDS = 3.0


def main(file, column):
    """The rate over distinct values spread over the file, matrix by matrix until the time is up."""
    with open(file, encoding="utf-8-sig", newline="") as lines:
        values = sorted({row[column] for row in csv.DictReader(lines) if row[column]})
    values = values[:: max(1, len(values) // VALUES)][:VALUES]
    pairs, since = 0, time.process_time()
    while time.process_time() - since < SECONDS:
        process.cdist(values, values, scorer=JaroWinkler.similarity, workers=1)
        pairs += len(values) ** 2
    used = time.process_time() - since
    length = sum(map(len, values)) / max(1, len(values))
    print(json.dumps({"pairs_per_cpu_s": pairs / used, "values": len(values), "characters": length}))


if __name__ == "__main__":
    main(*sys.argv[1:])

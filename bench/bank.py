"""The input: a synthetic bank's files in the formats its five systems deliver, and the same rows as plain CSV."""

import csv
import datetime
import os
import pathlib
import re
import subprocess
import tomllib

import guiyi

SEED = 20261121
# The first number a fresh data directory grants (CUST-01).
FIRST_NUMBER = "100000000017"
# How many companies come with how many persons.
PERSONS_PER_COMPANY = 20


class Files:
    """The files of one bank, by the mappings that read them."""

    def __init__(self, folder):
        self.folder = folder
        self.feeds = []  # (mapping, feed's name, its files, whether it brings changes only)
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        for mapping in (path for path in paths if path.suffix == ".toml"):
            source = tomllib.loads(mapping.read_text(encoding="utf-8"))
            for name, feed in source["feed"].items():
                patterns = [_pattern(pattern) for pattern in feed["files"]]
                found = [path for path in paths if any(pattern.fullmatch(path.name) for pattern in patterns)]
                self.feeds.append((mapping, name, found, feed.get("mode") == "delta"))

    def by_source(self):
        """Each mapping with its full files, in the order a bank would load them."""
        sources = {}
        for mapping, _, paths, delta in self.feeds:
            if not delta:
                sources.setdefault(mapping, []).extend(paths)
        return sources.items()

    def change_file(self):
        """The mapping and file of the day after."""
        for mapping, _, paths, delta in self.feeds:
            if delta and paths:
                return mapping, paths[0]
        raise guiyi.Failed(f"no feed with changes in {self.folder}")

    def size(self):
        return sum(path.stat().st_size for _, _, paths, delta in self.feeds for path in paths if not delta)

    def as_csv(self):
        """Every full file recoded to UTF-8 CSV by the reader guiyi uses itself; with its columns. Not timed."""
        tables = []
        for mapping, feed, paths, delta in self.feeds:
            for path in [] if delta else paths:
                target = self.folder / "csv" / f"{mapping.stem}-{feed}-{path.stem}.csv"
                target.parent.mkdir(exist_ok=True)
                _recode(mapping, path, target)
                with open(target, newline="", encoding="utf-8") as rows:
                    tables.append((target, next(csv.reader(rows))))
        return tables


def make(records, changes=0):
    """A bank whose five systems hold about that many rows in all."""
    sample = _deliver("sample", 5_000, 0)
    per_person = _rows(sample) / 5_000
    return _deliver(f"bank-{records}", round(records / per_person), changes)


def one_customer(versions):
    """A source of one customer, whose phone changes every day: a mapping, and a file for each day."""
    folder = guiyi.fresh_dir("one-customer")
    mapping = folder / "counter.toml"
    mapping.write_text(ONE_CUSTOMER, encoding="utf-8")
    first = datetime.date(2026, 1, 1)
    days = []
    for day in range(versions):
        path = folder / f"COUNTER_{first + datetime.timedelta(days=day):%Y%m%d}.csv"
        path.write_text(f"no,name,id_no,mobile\n1,张三,11010519491231002X,138{day:08d}\n", encoding="utf-8")
        days.append(path)
    return mapping, days


ONE_CUSTOMER = """\
name = "counter"
title = { zh = "柜面", en = "Counter" }
trust = 50

[feed.customer]
about = "party"
files = ["COUNTER_{date}.csv"]
mode = "delta"
strategy = "merge"
key = ["no"]
kind = "individual"

[feed.customer.format]
type = "delimited"
encoding = "utf-8"
delimiter = ","
header = true

[[feed.customer.field]]
column = "name"
to = "name"

[[feed.customer.field]]
column = "mobile"
to = "mobile"

[[feed.customer.identification]]
type = "resident_id"
number = "id_no"
primary = true
"""


def _deliver(name, people, changes):
    folder = guiyi.fresh_dir(name)
    guiyi.run(["sim", "files", "--people", people, "--companies", people // PERSONS_PER_COMPANY, "--seed", SEED,
               "--changes", changes, "--out", folder])
    return Files(folder)


def _rows(files):
    """Rows of all full files: counted in the recoded files, where no row holds a line break."""
    return sum(sum(1 for _ in csv.reader(open(path, newline="", encoding="utf-8"))) - 1 for path, _ in files.as_csv())


def _pattern(text):
    parts = re.split(r"(\{date\}|\*)", text)
    return re.compile("".join({"{date}": r"\d{8}", "*": ".*"}.get(part, re.escape(part)) for part in parts))


def _recode(mapping, path, target):
    command = ["cargo", "run", "--release", "--quiet", "-p", "feed", "--example", "recode", "--", mapping, path, target]
    env = {**os.environ, "CARGO_TARGET_DIR": str(guiyi.TARGET)}
    done = subprocess.run(list(map(str, command)), cwd=guiyi.ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise guiyi.Failed(f"recoding {pathlib.Path(path).name}: {done.stderr.strip()[-2000:]}")

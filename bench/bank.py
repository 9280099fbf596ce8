"""The input: a synthetic bank's files in the formats its five systems deliver, and the same rows as plain CSV."""

import csv
import datetime
import pathlib
from dataclasses import dataclass

import guiyi

SEED = 20261121
# The first number a fresh data directory grants (CUST-01).
FIRST_NUMBER = "100000000017"
# How many persons come with one company.
PERSONS_PER_COMPANY = 20
# Feeds whose rows are customers; the others bring their accounts, holdings and relations.
CUSTOMER_FEEDS = {"customer", "organisation", "bank", "holder/card", "user", "institution"}


@dataclass
class File:
    """One delivered file."""

    source: str
    feed: str
    rows: int
    mapping: pathlib.Path
    path: pathlib.Path

    def holds_customers(self):
        return self.feed in CUSTOMER_FEEDS or f"{self.feed}/{self.source}" in CUSTOMER_FEEDS


class Bank:
    """The files of one bank, in the order in which they are to be loaded."""

    def __init__(self, folder, full, changes):
        self.folder = folder
        self.files = {"full": full, "changes": changes}

    def by_source(self, edition="full"):
        """Each mapping with its files."""
        sources = {}
        for file in self.files[edition]:
            sources.setdefault(file.mapping, []).append(file.path)
        return sources.items()

    def rows(self):
        return sum(file.rows for file in self.files["full"])

    def customer_rows(self):
        return sum(file.rows for file in self.files["full"] if file.holds_customers())

    def size(self):
        return sum(file.path.stat().st_size for file in self.files["full"])

    def as_csv(self):
        """Every full file recoded to UTF-8 CSV by the reader guiyi uses itself; with its columns. Not timed."""
        tables = []
        for file in self.files["full"]:
            target = self.folder / "csv" / f"{file.source}-{file.path.stem}.csv"
            target.parent.mkdir(exist_ok=True)
            guiyi.example("feed", "recode", file.mapping, file.path, target)
            with open(target, newline="", encoding="utf-8") as rows:
                tables.append((target, next(csv.reader(rows))))
        return tables


def make(records, changes=0):
    """A bank whose five systems hold about that many rows in all; about so many rows tell of changes the day after."""
    share = 0.2
    # Small banks deliver twelve months of balances too; this one is just too large for that.
    sample = _deliver("sample", 25_000, share)
    per_person = sample.rows() / 25_000
    # Only two of the systems tell changes apart from the rest, so fewer rows come than records change.
    told = sum(file.rows for file in sample.files["changes"]) / (share * sample.rows())
    guiyi.remove(sample.folder)
    return _deliver(f"bank-{records}", round(records / per_person), changes / records / told)


def _deliver(name, people, changed):
    folder = guiyi.fresh_dir(name)
    day = ["--people", people, "--companies", people // PERSONS_PER_COMPANY, "--seed", SEED,
           "--business-date", "2026-11-20"]
    full = _files(["sim", "bank", "--out", folder / "full", *day])
    changes = _files(["sim", "bank", "--out", folder / "changes", *day, "--changed", changed]) if changed else []
    return Bank(folder, full, changes)


def _files(arguments):
    out, _ = guiyi.run(arguments)
    files = []
    for line in out.splitlines():
        source, feed, rows, path = line.split("\t")
        path = pathlib.Path(path)
        files.append(File(source, feed, int(rows), path.parent / f"{source}.toml", path))
    return files


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

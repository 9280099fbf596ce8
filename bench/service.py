"""The running services, and what pgbench gets from the same database with the statements one request needs."""

import contextlib
import csv
import json
import os
import random
import statistics
import subprocess
import tomllib
import urllib.error
import urllib.request

import guiyi

SEED = 20261121
# How many customers are asked for in turn, by both sides.
CUSTOMERS = 100
CONNECTIONS = 32
TURNS = 5
PURPOSE = "service"


@contextlib.contextmanager
def serving(data, url):
    """The services of a loaded store on a free port; yields address and key of a steward's system."""
    env = {**os.environ, "DATABASE_URL": url}
    out, _ = guiyi.run(["key", "create", "bench", "--role", "steward", "--data-dir", data], env={"DATABASE_URL": url})
    key = next(word for word in out.split() if word.startswith("gyk_"))
    log = open(data / "serve.log", "wb")
    server = subprocess.Popen([guiyi.BINARY, "serve", "--data-dir", str(data), "--listen", "127.0.0.1:0"],
                              stdout=subprocess.PIPE, stderr=log, text=True, env=env)
    try:
        line = server.stdout.readline().strip()
        if not line.startswith("http://"):
            raise guiyi.Failed(f"guiyi serve did not start: {(data / 'serve.log').read_text()[-2000:]}")
        address = line.removeprefix("http://")
        rest(address, key)
        yield address, key
    finally:
        server.terminate()
        server.wait(timeout=60)
        log.close()


def customers(files, address, key):
    """(document number, name, customer number) of some customers of the core system, as the services identify them."""
    mapping = next(file.mapping for file in files.files["full"] if file.source == "core")
    feed = tomllib.loads(mapping.read_text(encoding="utf-8"))["feed"]["customer"]
    number = next(one["number"] for one in feed["identification"] if one.get("primary"))
    name = next(field["column"] for field in feed["field"] if field["to"] == "name")
    path = next(path for path, columns in files.as_csv() if number in columns and name in columns)
    with open(path, newline="", encoding="utf-8") as rows:
        rows = [(row[number], row[name]) for row in csv.DictReader(rows) if row["id_type"] == "01"]
    random.Random(SEED).shuffle(rows)
    found = []
    for document, called in rows:
        told = ask(address, key, "/api/v1/customers/identify", identify(document, called))
        if told.get("result") == "one":
            found.append((document, called, told["number"]))
        if len(found) == CUSTOMERS:
            return found
    raise guiyi.Failed("too few customers of the core system are identified")


def identify(document, name):
    return {"document_type": "resident_id", "document_number": document, "name": name}


def rest(address, key):
    """The first cards of a stock begin a search of it; what is measured here is not measured beside that."""
    for job in ask(address, key, "/api/v1/matching/jobs")["items"]:
        if job["state"] == "running":
            ask(address, key, f"/api/v1/matching/jobs/{job['id']}", {"state": "paused"}, method="PATCH")


def ask(address, key, path, body=None, method=None):
    request = urllib.request.Request(f"http://{address}{path}", None if body is None else json.dumps(body).encode(),
                                     {"authorization": f"Bearer {key}", "content-type": "application/json"},
                                     method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise guiyi.Failed(f"{path}: {error.code} {error.read().decode()[:500]}") from error


def hammer(data, address, key, requests, seconds, rate=None):
    """What the load client says of these requests, sent in turn."""
    path = data / "requests.jsonl"
    path.write_text("".join(json.dumps(request) + "\n" for request in requests), encoding="utf-8")
    words = [address, path, "--header", f"authorization: Bearer {key}", "--header", f"purpose: {PURPOSE}",
             "--connections", CONNECTIONS, "--seconds", seconds]
    told = json.loads(guiyi.example("web", "hammer", *words, *(["--rate", rate] if rate else [])))
    if told["refused"]:
        raise guiyi.Failed(f"{told['refused']} of {told['requests']} requests were refused")
    return told


def pgbench(data, url, key, functions, seconds):
    """What one request asks of the database, as often a second as it goes: whose key it is, and the look-up as its actor."""
    scripts = []
    digest = f"sha256(convert_to('{key}', 'utf8'))"
    for at, function in enumerate(functions):
        path = data / f"request-{at}.sql"
        path.write_text(
            f"select * from access.who_by_key({digest}, now());\n"
            f"select told.* from guiyi.acting('bench', '{PURPOSE}', null) acting cross join lateral {function} told;\n",
            encoding="utf-8")
        scripts += ["-f", str(path)]
    host = url.split("host=")[1]
    words = ["pgbench", "-n", "-M", "prepared", "-h", host, "-U", "guiyi_app", "-c", "16", "-j", "2",
             "-T", str(round(seconds)), *scripts, "guiyi"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise guiyi.Failed(f"pgbench: {done.stderr[-2000:]}")
    return next(float(line.split()[2]) for line in done.stdout.splitlines() if line.startswith("tps"))


def measure(files, data, url, seconds):
    """Read by number and identify: as fast as it goes, at half of that, and pgbench, in turns; medians, and the worst."""
    results = []
    with serving(data, url) as (address, key):
        known = customers(files, address, key)
        digests = _digests(url, known)
        kinds = {
            "read": ([{"method": "GET", "path": f"/api/v1/customers/{number}"} for _, _, number in known],
                     [f"ecif.golden_of(case when acting then array[{number}::bigint] end)" for _, _, number in known]),
            "identify": ([{"method": "POST", "path": "/api/v1/customers/identify", "body": identify(document, name)}
                          for document, name, _ in known],
                         [f"ecif.carriers_of(case when acting then array['\\x{digest}'::bytea] end)" for digest in digests]),
        }
        for kind, (requests, functions) in kinds.items():
            rounds = []
            for _ in range(TURNS):
                # Half of what the machine carried a moment ago: what else is on it changes from minute to minute.
                full = hammer(data, address, key, requests, seconds / 2)
                half = hammer(data, address, key, requests, seconds / 2, rate=full["per_second"] / 2)
                bare = pgbench(data, url, key, functions, seconds / 2)
                rounds.append({"per_second": full["per_second"], "pgbench_per_second": bare,
                               "ratio": full["per_second"] / bare, "p99_ms_full": full["p99_ms"],
                               "p50_ms_half": half["p50_ms"], "p99_ms_half": half["p99_ms"]})
            medians = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
            worst = {"ratio_worst": min(one["ratio"] for one in rounds),
                     "p99_ms_half_worst": max(one["p99_ms_half"] for one in rounds)}
            results.append({"what": kind} | medians | worst)
    return results


def _digests(url, known):
    """A key that records of these customers carry, as the database keeps it."""
    numbers = ", ".join(number for _, _, number in known)
    words = ["psql", "-X", "-q", "-A", "-t", url, "-c",
             "select distinct on (p.number) encode(k.digest, 'hex') from ecif.party p "
             "join ecif.record r on r.party_id = p.party_id join ecif.record_key k on k.record_id = r.record_id "
             f"where p.number in ({numbers}) order by p.number"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return done.stdout.split()

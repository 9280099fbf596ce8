"""Runs the binary and watches it: wall time, peak memory, what it reports, and the PostgreSQL it starts."""

import datetime
import json
import os
import pathlib
import platform
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass, field

ROOT = pathlib.Path(__file__).resolve().parent.parent
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "guiyi"
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", CACHE / "target"))
BINARY = os.environ.get("GUIYI", str(TARGET / "release" / "guiyi"))
# Not below the home: under root the private PostgreSQL runs as another user, who cannot enter a closed home.
WORK = pathlib.Path(os.environ.get("BENCH_DIR", "/var/tmp/guiyi-bench"))


class Failed(Exception):
    """A run that cannot be measured."""


@dataclass
class Run:
    """One finished run of the binary."""

    seconds: float
    peak_bytes: int
    report: dict = field(default_factory=dict)
    postgres: list = field(default_factory=list)


def fresh_dir(name):
    """An empty folder of that name to work in."""
    path = WORK / name
    remove(path)
    path.mkdir(parents=True, mode=0o755)
    return path


def remove(path):
    shutil.rmtree(path, ignore_errors=True)


def size_of(path):
    """Bytes on disk below a folder."""
    total = 0
    for folder, _, files in os.walk(path):
        for name in files:
            try:
                total += os.lstat(os.path.join(folder, name)).st_blocks * 512
            except FileNotFoundError:
                pass
    return total


def run(arguments, env=None):
    """Runs the binary to its end; fails with what it said when it fails."""
    began = time.perf_counter()
    child = subprocess.Popen([BINARY, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             text=True, env={**os.environ, **(env or {})})
    # Looking for the server among all processes takes a share of a core: not where it is known.
    seen = {"peak": 0, "postgres": None if (env or {}).get("DATABASE_URL") else []}
    watcher = threading.Thread(target=_watch, args=(child.pid, seen), daemon=True)
    watcher.start()
    out, err = child.communicate()
    seconds = time.perf_counter() - began
    if child.returncode != 0:
        raise Failed(f"guiyi {' '.join(map(str, arguments))} ended with {child.returncode}: {err.strip()[-2000:]}")
    return out, Run(seconds, seen["peak"], postgres=seen["postgres"])


def load(sources, data, url=None):
    """Loads the files of each source, given with its mapping, into the private server or one that is already there;
    the report is the last line's object."""
    words = [word for mapping, files in sources for word in (mapping, *files)]
    out, result = run(["load", *words, "--data-dir", data, "--json"], env={"DATABASE_URL": url} if url else None)
    result.report = json.loads(out.strip().splitlines()[-1])
    if result.report["difference"] != 0:
        raise Failed(f"a load does not add up: {result.report}")
    return result


def example(crate, name, *words, env=None):
    """Runs an example of a crate, built for release; what it printed."""
    command = ["cargo", "run", "--release", "--quiet", "-p", crate, "--example", name, "--", *map(str, words)]
    env = {**os.environ, "CARGO_TARGET_DIR": str(TARGET), **(env or {})}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(f"{name} {' '.join(map(str, words))}: {done.stderr.strip()[-2000:]}")
    return done.stdout


def in_node(script):
    """Runs one of the console's scripts in the Node that the bootstrap brought, else the machine's; what it printed."""
    tools = pathlib.Path(os.environ.get("GUIYI_TOOLS", CACHE / "tools"))
    path = f"{tools / 'node' / 'bin'}:{os.environ['PATH']}"
    done = subprocess.run(["node", ROOT / script], cwd=ROOT / "web", capture_output=True, text=True, check=False,
                          env={**os.environ, "PATH": path, "GUIYI": BINARY})
    if done.returncode != 0:
        raise Failed(f"{script}: {done.stderr.strip()[-2000:]}")
    return done.stdout


def timed(arguments, url):
    """Wall seconds of one run against a server that is already there."""
    _, result = run(arguments, env={"DATABASE_URL": url})
    return result.seconds


def now():
    return datetime.datetime.now(datetime.UTC).isoformat().replace("+00:00", "Z")


def _watch(pid, seen):
    """Reads the kernel's own high-water mark until the process is gone, and how it started PostgreSQL."""
    while True:
        try:
            for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    seen["peak"] = max(seen["peak"], int(line.split()[1]) * 1024)
            if seen["postgres"] == []:
                seen["postgres"] = _postgres_of(pid)
        except (FileNotFoundError, ProcessLookupError):
            return
        time.sleep(0.02)


def _postgres_of(pid):
    """The command line of the server that a process started, if it has."""
    for status in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = status.read_text().rsplit(")", 1)[1].split()[1]
            words = (status.parent / "cmdline").read_bytes().decode().split("\0")[:-1]
        except (FileNotFoundError, ProcessLookupError, IndexError):
            continue
        if parent == str(pid) and words and words[0].endswith("postgres") and "-D" in words and "--single" not in words:
            return words
    return []


def megabytes(size):
    return round(size / 1e6, 1)


def machine():
    """What the figures were taken on."""
    with open("/proc/meminfo", encoding="ascii") as meminfo:
        memory = int(meminfo.readline().split()[1]) * 1024
    return {"cores": os.cpu_count(), "memory_gb": round(memory / 1e9, 1), "system": platform.platform(),
            "load_before": os.getloadavg()[0]}


def say(what, figures):
    """One line of figures, rounded for reading."""
    rounded = {name: round(value, 3) if isinstance(value, float) else value for name, value in figures.items()}
    print(f"{what}: {json.dumps(rounded, ensure_ascii=False)}", flush=True)

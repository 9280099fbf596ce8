"""PostgreSQL for what the loads are compared with: the same program, settings and disk as guiyi's own server."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

import guiyi


@contextlib.contextmanager
def running(data, command):
    """Starts the server of a data directory with the settings guiyi gave it; yields its URL."""
    if not command:
        raise guiyi.Failed("guiyi was never seen to start PostgreSQL, so there are no settings to run with")
    home = pathlib.Path(data) / "postgres" / "data"
    owner = os.stat(home)
    drop = {} if os.geteuid() != 0 else {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
    sockets = tempfile.mkdtemp(prefix="guiyi-bench-")
    os.chown(sockets, owner.st_uid, owner.st_gid)
    words = [word for word in command if not word.startswith("unix_socket_directories=")]
    words = _without_dangling_option(words)
    words[words.index("-D") + 1] = str(home)
    log = tempfile.TemporaryFile()
    server = subprocess.Popen([*words, "-c", f"unix_socket_directories={sockets}"], cwd=home, **drop,
                              stdout=subprocess.DEVNULL, stderr=log)
    try:
        url = f"postgresql://guiyi_admin@/guiyi?host={sockets}"
        for _ in range(600):
            if subprocess.run(["psql", "-X", "-q", url, "-c", "select 1"], capture_output=True, check=False).returncode == 0:
                break
            if server.poll() is not None:
                log.seek(0)
                raise guiyi.Failed(f"PostgreSQL did not start: {log.read().decode()[-2000:]}")
            time.sleep(0.05)
        yield url
    finally:
        server.send_signal(subprocess.signal.SIGINT)
        server.wait(timeout=60)
        log.close()
        shutil.rmtree(sockets, ignore_errors=True)


def checkpoint(url):
    """Everything on disk: what follows logs whole pages anew, as after any checkpoint."""
    _psql(url, ["-c", "checkpoint"])


def settle(url):
    """What autovacuum would do of itself in the minutes after a load, on a core that look-ups would then lack."""
    _psql(url, ["-c", "vacuum (analyze)"])
    checkpoint(url)


def copy_times(tables, command):
    """Seconds to COPY the same rows into plain tables: as any table is, and unlogged by minimal WAL."""
    data = guiyi.fresh_dir("copy")
    guiyi.run(["migrate", "--data-dir", data])
    seconds = {}
    with running(data, command) as url:
        for kind, one_transaction in (("copy_s", False), ("copy_unlogged_s", True)):
            seconds[kind] = sum(_copy(url, path, columns, one_transaction) for path, columns in tables)
    guiyi.remove(data)
    return seconds


def _copy(url, path, columns, one_transaction):
    """COPY of one file. A table made in the same transaction needs no log under `wal_level = minimal`."""
    create = "create table bare ({})".format(", ".join(f'"{column}" text' for column in columns))
    copy = "copy bare from stdin with (format csv, header true)"
    before, timed = ([], ["-1", "-c", create, "-c", copy]) if one_transaction else (["-c", create], ["-c", copy])
    if before:
        _psql(url, before)
    with open(path, "rb") as rows:
        began = time.perf_counter()
        _psql(url, timed, stdin=rows)
        took = time.perf_counter() - began
    _psql(url, ["-c", "drop table bare", "-c", "checkpoint"])
    return took


def _psql(url, words, stdin=None):
    done = subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", url, *words], stdin=stdin,
                          capture_output=True, check=False)
    if done.returncode != 0:
        raise guiyi.Failed(f"psql: {done.stderr.decode()[-2000:]}")


def _without_dangling_option(words):
    """Drops a `-c` whose setting was taken out."""
    kept = []
    for at, word in enumerate(words):
        follows = words[at + 1] if at + 1 < len(words) else "-"
        if word == "-c" and follows.startswith("-"):
            continue
        kept.append(word)
    return kept

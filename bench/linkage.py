"""Links a file with guiyi and with Splink, each in a process of its own, and compares CPU, memory and how right they are."""

import json
import os
import pathlib
import subprocess
import sys

import guiyi

HERE = pathlib.Path(__file__).resolve().parent
# A Python that has Splink; it is none of ours.
SPLINK_PYTHON = os.environ.get("SPLINK_PYTHON", sys.executable)


def measure(file, truth):
    """The figures of both on one file, and their ratios; guiyi's alone where there is no Splink."""
    ours = guiyi_link(file, truth)
    guiyi.say("guiyi", ours)
    kernel(file, truth)
    theirs = splink_link(file, truth)
    if theirs is None:
        guiyi.say("splink", {"missing": f"{SPLINK_PYTHON} has no Splink; name one that has by SPLINK_PYTHON"})
        return
    guiyi.say("splink", theirs)
    guiyi.say("splink to guiyi", {
        "cpu": theirs["cpu_s"] / ours["cpu_s"],
        "peak": theirs["peak_mb"] / ours["peak_mb"],
        "f1_difference": ours["f1"] - theirs["f1"],
    })


def kernel(file, truth):
    """Pairs of whole records that are weighed in a CPU second, against pairs of one column in rapidfuzz."""
    if not file.endswith(".csv"):
        return
    out, _ = watched([guiyi.BINARY, "link", file, "--truth", truth, "--json", "--threads", "1", "--output", os.devnull])
    told = json.loads(out)
    ours = told["pairs_scored"] / told["seconds"]["score"]
    names = ("full name", "organisation name", "surname", "given name")
    column = next((known["column"] for kind in names for known in told["columns"] if known["kind"] == kind), None)
    command = [SPLINK_PYTHON, HERE / "jaro_winkler.py", file, column or ""]
    if column is None or subprocess.run([SPLINK_PYTHON, "-c", "import numpy, rapidfuzz"], capture_output=True, check=False).returncode != 0:
        guiyi.say("jaro-winkler", {"missing": f"{SPLINK_PYTHON} has no rapidfuzz with numpy, or the file no names"})
        return
    raw = json.loads(watched(command)[0])
    compared = sum(known["kind"] not in ("context", "record id") for known in told["columns"])
    guiyi.say("jaro-winkler", {
        "records_per_cpu_s": ours,
        "columns": compared,
        "strings_per_cpu_s": raw["pairs_per_cpu_s"],
        "record_to_string": ours / raw["pairs_per_cpu_s"],
        "column_to_string": ours * compared / raw["pairs_per_cpu_s"],
    })


def guiyi_link(file, truth):
    """One command, nothing configured, its own threshold."""
    out, used = watched([guiyi.BINARY, "link", file, "--truth", truth, "--json", "--output", os.devnull])
    told = json.loads(out)
    return used | told["pairwise"] | {"rows": told["rows"], "pairs_scored": told["pairs_scored"],
                                      "clusters": told["clusters"], "threshold": told["threshold"]}


def splink_link(file, truth):
    """Splink with a model for the file's columns and the threshold that the truth likes best."""
    if subprocess.run([SPLINK_PYTHON, "-c", "import splink"], capture_output=True, check=False).returncode != 0:
        return None
    out, used = watched([SPLINK_PYTHON, HERE / "splink_model.py", file, truth])
    return used | json.loads(out.strip().splitlines()[-1])


def watched(command):
    """What a process printed, its CPU seconds and its peak memory, its children's included."""
    child = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True)
    out = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise guiyi.Failed(f"{command[0]} ended with {child.returncode}")
    return out, {"cpu_s": used.ru_utime + used.ru_stime, "peak_mb": guiyi.megabytes(used.ru_maxrss * 1024)}

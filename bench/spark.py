"""Links a file in shares on Spark, and holds what comes of it against the single run, byte for byte."""

import filecmp
import json
import os
import subprocess
import sys

import guiyi

# A Python that has PySpark, with a Java beside it; neither is ours.
SPARK_PYTHON = os.environ.get("SPARK_PYTHON", sys.executable)


def measure(records, shares):
    """Learns once, links alone, links in shares on two workers, and compares."""
    folder = guiyi.fresh_dir("spark")
    file, model = folder / "records.csv", folder / "learned.toml"
    guiyi.run(["sim", "records", "--rows", records, "--seed", 7, "--out", file])
    _, learning = guiyi.run(["link", file, "--save-model", model])

    def outputs(name):
        return ["--output", folder / f"{name}.csv", "--pairs", folder / f"{name}-pairs.csv"]

    _, single = guiyi.run(["link", file, "--model", model, *outputs("single")])
    parts = [folder / f"part-{number}" for number in range(1, shares + 1)]
    task = subprocess.run(
        [SPARK_PYTHON, guiyi.ROOT / "bench" / "spark_tasks.py", guiyi.BINARY, file, model, folder, str(shares)],
        capture_output=True, text=True, check=False)
    if task.returncode != 0:
        raise guiyi.Failed(f"{SPARK_PYTHON} with PySpark (SPARK_PYTHON names another): {task.stderr.strip()[-2000:]}")
    tasks = json.loads(task.stdout.strip().splitlines()[-1])
    guiyi.run(["link", "merge", file, *parts, "--model", model, *outputs("merged")])
    for name in ("", "-pairs"):
        if not filecmp.cmp(folder / f"single{name}.csv", folder / f"merged{name}.csv", shallow=False):
            raise guiyi.Failed(f"merged{name}.csv differs from single{name}.csv, in {folder}")
    scored = sum(task["pairs_scored"] for task in tasks)
    guiyi.say("spark", {
        "rows": records,
        "shares": shares,
        "worker_processes": len({task["worker"] for task in tasks}),
        "shares_of_each": [sum(task["worker"] == worker for task in tasks)
                           for worker in sorted({task["worker"] for task in tasks})],
        "pairs_scored": scored,
        "largest_share": max(task["pairs_scored"] for task in tasks) / scored,
        "part_bytes": sum(part.stat().st_size for part in parts),
        "identical_bytes": sum((folder / f"single{name}.csv").stat().st_size for name in ("", "-pairs")),
        "learning_s": learning.seconds,
        "single_s": single.seconds,
        "peak_mb_of_a_task": max(task["peak_rss_mb"] for task in tasks),
    })
    guiyi.remove(folder)

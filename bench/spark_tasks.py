"""Runs the shares of a run as the tasks of a Spark cluster of two worker processes, and prints what each said."""

import json
import os
import subprocess
import sys

from pyspark.sql import SparkSession

binary, file, model, folder, shares = sys.argv[1:]


def look(number):
    """One share: the binary, on whichever worker the task fell to."""
    out = subprocess.run(
        [binary, "link", file, "--model", model, "--partition", f"{number}/{shares}",
         "--pairs-out", f"{folder}/part-{number}", "--threads", "1", "--json"],
        capture_output=True, text=True, check=True).stdout
    # An executor works in a folder of its own.
    return json.loads(out) | {"worker": os.getcwd()}


spark = (SparkSession.builder.master("local-cluster[2,1,1024]").appName("guiyi link")
         .config("spark.ui.enabled", "false").getOrCreate())
numbers = range(1, int(shares) + 1)
done = spark.sparkContext.parallelize(numbers, int(shares)).map(look).collect()
spark.stop()
print(json.dumps(done))

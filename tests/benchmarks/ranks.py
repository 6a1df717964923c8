#!/usr/bin/env python3
"""Strong and weak scaling of a sweep over ranks that mpirun starts, one thread each.

ranks.py VEGHE SOURCE [--units 96] [--ranks 1 2 4] [--weeks 104]

A unit is one run of Tulcea. Strong: the same units on more ranks. Weak: as many units a rank. For each: wall seconds, CPU seconds of all
ranks, units a second. The population is built before the clock starts, since all ranks of a machine share it. More ranks than cores show that
results do not change, and no speed: the same units must come to the same merged digest, or the end is 1. Without mpirun it is 77.
"""

import argparse
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

SKIPPED = 77  # exit status that CTest reads as skipped
MPIRUN = ["mpirun", "--allow-run-as-root", "--oversubscribe", "--bind-to", "none"]
BASELINE = """\
format = 1
title = "Tulcea, for measuring"
[run]
start = 2022-01-03
end = {end}
counties = ["TL"]
[population]
data = "{data}"
"""
DESIGN = """\
format = 1
title = "Scaling"
baseline = "town.toml"
[run]
seed = 1
replicates = {units}
[design]
kind = "declared"
"""


def plan(veghe, source, folder, units, end):
    folder.mkdir()
    (folder / "town.toml").write_text(BASELINE.format(end=end, data=source / "scenarios" / "data"), encoding="utf-8")
    (folder / "design.toml").write_text(DESIGN.format(units=units), encoding="utf-8")
    subprocess.run([veghe, "sweep", "plan", folder / "design.toml", "-o", folder / "s", "--quiet"], check=True, capture_output=True)
    return folder / "s"


def measure(veghe, sweep, ranks, units):
    # One unit beforehand, so that the population is there; the others are open, which is status 3.
    subprocess.run([veghe, "sweep", "run", sweep, "--units", "1", "--threads", "1", "--quiet"], check=False, capture_output=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    subprocess.run([*MPIRUN, "-np", str(ranks), veghe, "sweep", "run", sweep, "--threads", "1", "--quiet"], check=True, capture_output=True)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    merged = subprocess.run([veghe, "sweep", "merge", sweep, "-o", sweep.parent / "merged"], check=True, capture_output=True, text=True)
    digest = re.search(r"\b[0-9a-f]{64}\b", merged.stdout + merged.stderr)
    if not digest:
        raise SystemExit(f"no digest in what merge says:\n{merged.stdout}{merged.stderr}")
    return wall, cpu, digest.group()


def main():
    if shutil.which(MPIRUN[0]) is None:
        print(f"Skipped: {MPIRUN[0]} is not installed", flush=True)
        sys.exit(SKIPPED)
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("veghe", type=pathlib.Path)
    options.add_argument("source", type=pathlib.Path)
    options.add_argument("--units", type=int, default=96)
    options.add_argument("--ranks", type=int, nargs="+", default=[1, 2, 4])
    options.add_argument("--end", default="2024-01-01", help="of a run that begins on 2022-01-03")
    asked = options.parse_args()
    source = asked.source.resolve()
    print(f"{'':8}{'ranks':>6}{'units':>7}{'wall s':>9}{'CPU s':>9}{'units/s':>9}{'to one':>8}  digest")
    digests = {}  # by number of units
    for kind in ("strong", "weak"):
        first = None
        for ranks in asked.ranks:
            units = asked.units if kind == "strong" else asked.units * ranks // max(asked.ranks)
            with tempfile.TemporaryDirectory(prefix="veghe-scaling-") as name:
                sweep = plan(asked.veghe.resolve(), source, pathlib.Path(name) / "w", units + 1, asked.end)
                wall, cpu, digest = measure(asked.veghe.resolve(), sweep, ranks, units)
            rate = units / wall
            first = first or rate
            digests.setdefault(units, set()).add(digest)
            print(f"{kind:8}{ranks:6}{units:7}{wall:9.2f}{cpu:9.2f}{rate:9.2f}{rate / first:8.2f}  {digest[:12]}", flush=True)
    differing = [units for units, seen in digests.items() if len(seen) > 1]
    if differing:
        raise SystemExit(f"the merged digest of {differing[0]} units hangs on the number of ranks: {sorted(digests[differing[0]])}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""What it costs that every unit of a sweep is a file of its own, on the disk before it counts: against the same runs of `veghe run`.

sweep.py VEGHE SOURCE [--units 1000] [--end 2026-12-28] [--times 2] [--threads 2]

A unit is one run of Tulcea from 2022-01-03 on. Sweep and run in turn, each so often; the population is built before. For each: wall and CPU
seconds, units a second; of the sweep what its journal says of keeping: seconds in fsync and fdatasync, calls, and how often
simulating waited for the disk.
"""

import argparse
import pathlib
import re
import resource
import subprocess
import tempfile
import time

import ranks


def timed(*command):
    """\\return wall and CPU seconds"""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    subprocess.run([*map(str, command)], check=True, capture_output=True)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def kept(sweep):
    """What the journal of the one process says of keeping."""
    for journal in (sweep / "journal").glob("*.log"):
        for line in journal.read_text(encoding="utf-8").splitlines():
            what, _, _, seconds, text, *_ = [*line.split("\t"), "", "", "", "", ""]
            if what == "kept":
                return {"keeping_s": float(seconds), **{key: float(value) for key, value in re.findall(r"(\w+)=(\S+)", text)}}
    raise RuntimeError(f"{sweep}: no journal tells of keeping")


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("veghe", type=pathlib.Path)
    options.add_argument("source", type=pathlib.Path)
    options.add_argument("--units", type=int, default=1000)
    options.add_argument("--end", default="2026-12-28")
    options.add_argument("--times", type=int, default=2)
    options.add_argument("--threads", type=int, default=2)
    asked = options.parse_args()
    veghe, common = asked.veghe.resolve(), ["--threads", asked.threads, "--quiet"]
    with tempfile.TemporaryDirectory(prefix="veghe-sweep-") as name:
        folder = pathlib.Path(name)
        for turn in range(asked.times):
            place = folder / f"turn{turn}"
            sweep = ranks.plan(veghe, asked.source.resolve(), place, asked.units, asked.end)
            people = folder / "people.h5"
            if turn == 0:
                timed(veghe, "population", place / "town.toml", "-o", people, "--quiet")
            for what, command in [("sweep", ["sweep", "run", sweep, "--population", people]),
                                  ("run", ["run", place / "town.toml", "--seed", 1, "--replicates", asked.units, "--population", people,
                                           "-o", place / "r.h5"])]:
                wall, cpu = timed(veghe, *command, *common)
                print(f"{what:6} {wall:8.1f} s wall {cpu:8.1f} s CPU {asked.units / wall:7.2f} a second", flush=True)
            told = kept(sweep)
            print(f"       keeping {told['keeping_s']:.2f} s, of it {told['sync_s']:.2f} s in {told['sync_calls']:.0f} calls of fsync and "
                  f"fdatasync: {1000 * told['sync_s'] / told['units']:.2f} ms a unit; simulating waited {told['waits']:.0f} times, "
                  f"{told['waited_s']:.2f} s", flush=True)


if __name__ == "__main__":
    main()

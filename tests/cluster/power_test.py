#!/usr/bin/env python3
"""The power goes at every instant of a sweep (P9): whatever was not brought to the disk is lost, and under every name stands the old or the
new, never a part; what a journal calls done is there; and the same commands go on.

power_test.py VEGHE SOURCE FAULTS
"""

import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

import power
import sweeps

VEGHE, SOURCE, FAULTS = map(os.path.abspath, sys.argv[1:4])
LEVELS, REPLICATES = 3, 2
RECOVERIES = 12  # instants from which a sweep is gone on with, for each of the two file systems


class Power(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-power-")).resolve()
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.short = sweeps.Short(VEGHE, SOURCE, self.folder)
        self.design = self.short.design(LEVELS, REPLICATES)
        self.luck = random.Random(9)

    def veghe(self, *arguments, env=None):
        return subprocess.run([VEGHE, "sweep", *map(str, arguments)], capture_output=True, text=True, check=False,
                              env={**os.environ, **(env or {})})

    def commands(self, place):
        run = ("run", place / "s", "--population", self.short.population, "--threads", "2", "--quiet")
        return [("plan", self.design, "-o", place / "s"), run, ("merge", place / "s", "-o", place / "m", "--quiet")]

    def traced(self):
        """Plans, runs and merges a sweep. \\return the lines of the trace, and the model of the disk before all of it"""
        place, trace = self.folder / "place", self.folder / "trace.txt"
        place.mkdir()
        disk = power.Disk(place)
        for command in self.commands(place):
            done = self.veghe(*command, env={"LD_PRELOAD": FAULTS, "VEGHE_FAULT_UNDER": str(place), "VEGHE_FAULT_TRACE": str(trace)})
            self.assertEqual(done.returncode, 0, done.stderr)
        return trace.read_text(encoding="utf-8").splitlines(), disk

    def expect_whole(self, found, final, what):
        """Under every name that counts stands what stands there in the end; who has the plan has all of it."""
        for path, data in found.items():
            hidden = any(part.startswith(".") for part in path.split("/"))
            if not hidden and (path.startswith(("s/units/", "s/scenarios/", "m/")) or path.count("/") == 1):
                self.assertEqual(data, final[path], f"{what}: {path}")
        if "s/sweep.toml" in found:
            for path in final:
                if path.startswith("s/scenarios/") or path in ("s/points.csv", "s/units.csv", "s/data.csv"):
                    self.assertIn(path, found, what)

    def expect_nothing_lost(self, disk, found, what):
        for path, data in disk.after_power(early=True).items():
            if path.startswith("s/journal/"):
                for line in data.decode().splitlines():
                    fields = line.split("\t")
                    if fields[0] in ("done", "same"):
                        self.assertIn(f"s/units/{fields[1][:2]}/{fields[1]}.unit", found, what)

    def recover(self, found, final):
        """Goes on from what was on the disk when the power went."""
        place = self.folder / "place"  # where it was: the plan names its design
        shutil.rmtree(place)
        for path, data in found.items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(data)
        place.mkdir(exist_ok=True)
        for command in self.commands(place):
            more = {"run": ["--lease", "1"], "merge": ["--force"]}  # a lease that lost its name is waited for
            done = self.veghe(*command, *more.get(command[0], []))
            self.assertEqual(done.returncode, 0, done.stderr)
        for path in final:
            if path.startswith(("s/units/", "m/")):
                self.assertEqual((place / path).read_bytes(), final[path], path)

    def test_p9_the_power_goes_at_any_instant(self):
        lines, disk = self.traced()
        place = self.folder / "place"
        final = {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}
        chosen = set(self.luck.sample(range(1, len(lines) + 1), RECOVERIES))
        states = {True: [], False: []}
        for instant, line in enumerate(lines, 1):
            disk.call(line)
            for early in (True, False):
                found, what = disk.after_power(early), f"instant {instant} ({line[:60]}), names {'early' if early else 'late'}"
                self.expect_whole(found, final, what)
                self.expect_nothing_lost(disk, found, what)
                if instant in chosen:
                    states[early].append(found)
        for early in (True, False):  # in the end all of it is on the disk
            self.assertLessEqual({path for path in final if path.startswith(("s/units/", "m/"))}, set(disk.after_power(early)))
            for found in states[early]:
                self.recover(found, final)
        print(f"{len(lines)} instants, each of them twice; {2 * RECOVERIES} gone on from", flush=True)


class Model(unittest.TestCase):
    """The model itself, by hand."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-power-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.disk = power.Disk(self.folder)

    def after(self, *lines):
        for line in lines:
            self.disk.call("\t".join(str(self.folder / part[1:]) if part.startswith("@") else part for part in line.split()))
        return self.disk.after_power(early=True), self.disk.after_power(early=False)

    def test_a_name_without_its_data_is_torn(self):
        self.assertEqual(self.after("create 1 @.a.tmp", "write 1 0 6162", "rename @.a.tmp @a"), ({"a": b""}, {}))
        self.assertEqual(self.after("sync 1 @a"), ({"a": b"ab"}, {}))
        self.assertEqual(self.after("sync_folder 0 @"), ({"a": b"ab"}, {"a": b"ab"}))

    def test_a_folder_that_is_not_synced_is_lost_with_what_is_in_it(self):
        self.assertEqual(self.after("mkdir 5 @f", "create 1 @f/a", "write 1 0 61", "sync 1 @f/a", "sync_folder 5 @f"), ({"f/a": b"a"}, {}))
        self.assertEqual(self.after("sync_folder 0 @")[1], {"f/a": b"a"})

    def test_the_old_stands_until_the_new_is_whole(self):
        self.after("create 1 @a", "write 1 0 61", "sync 1 @a", "sync_folder 0 @")
        self.assertEqual(self.after("create 2 @.b", "write 2 0 62", "sync 2 @.b", "rename @.b @a"), ({"a": b"b"}, {"a": b"a"}))
        self.assertEqual(self.after("write 2 0 63", "truncate 2 1", "unlink @a"), ({}, {"a": b"a"}))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]], verbosity=2)

#!/usr/bin/env python3
"""The Slurm that the cluster tests run on: it starts, runs an array, and leaves nothing behind, however it ends.

slurm_test.py
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

import room

room.enter()

import slurm  # noqa: E402  (inside the room)

DAEMONS = {"munged", "slurmctld", "slurmd"}
HOLD = "--hold"


def running(names=None):
    """Names of processes that the room sees, of these or of all."""
    found = []
    for entry in pathlib.Path("/proc").glob("[0-9]*/comm"):
        try:
            name = entry.read_text(encoding="utf-8").strip()
        except OSError:
            continue  # it ended meanwhile
        if names is None or name in names:
            found.append(name)
    return found


class ARoom(unittest.TestCase):
    def test_nothing_outside_is_seen(self):
        self.assertLess(len(running()), 10)
        self.assertFalse(pathlib.Path("/run/munge").exists())


class ASlurm(unittest.TestCase):
    def test_an_array_runs_and_its_statuses_are_told(self):
        with slurm.Slurm() as cluster, tempfile.TemporaryDirectory() as folder:
            script = pathlib.Path(folder) / "job.sh"
            script.write_text("#!/bin/bash\nhostname\nexit $((SLURM_ARRAY_TASK_ID % 2 * 3))\n", encoding="utf-8")
            job = cluster.submit("--array=0-3", f"--output={folder}/%a.out", script)
            records = cluster.wait_over(job, 30)
            self.assertEqual(sorted((r["ArrayTaskId"], r["JobState"], r["ExitCode"]) for r in records),
                             [("0", "COMPLETED", "0:0"), ("1", "FAILED", "3:0"), ("2", "COMPLETED", "0:0"),
                              ("3", "FAILED", "3:0")])
            self.assertEqual((pathlib.Path(folder) / "2.out").read_text(encoding="utf-8"), room.HOST + "\n")
        self.assertEqual(running(DAEMONS), [])

    def test_a_killed_test_leaves_nothing(self):
        """Another room inside this one, whose first process is killed while a job runs in it."""
        outside = {name: value for name, value in os.environ.items() if name != room.INSIDE}
        with subprocess.Popen([sys.executable, __file__, HOLD], env=outside, stdout=subprocess.PIPE, text=True) as test:
            self.assertEqual(test.stdout.readline(), "a job runs\n")
            self.assertEqual(set(running(DAEMONS)), DAEMONS)
            self.assertIn("slurmstepd", running())
            test.kill()
        slurm.wait_until(lambda: not running({*DAEMONS, "slurmstepd", "sleep"}), 10, "nothing runs")
        self.assertFalse(pathlib.Path("/run/munge").exists())


def hold():
    with slurm.Slurm() as cluster:
        job = cluster.submit("--wrap=sleep 600", "--output=/dev/null")
        slurm.wait_until(lambda: cluster.states(job) == ["RUNNING"], 20, "the job runs")
        print("a job runs", flush=True)
        time.sleep(600)


if __name__ == "__main__":
    if slurm.missing():
        room.skip("not installed: " + ", ".join(slurm.missing()))
    if HOLD in sys.argv:
        hold()
    unittest.main(verbosity=2)

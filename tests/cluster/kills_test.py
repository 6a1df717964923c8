#!/usr/bin/env python3
"""A sweep of 200 units killed at random instants and gone on with: nothing finished is lost, made again or counted twice (P5).

kills_test.py VEGHE SOURCE

VEGHE_KILLS says how often; 500 when it is not set.
"""

import os
import pathlib
import random
import shutil
import sys
import tempfile
import time
import unittest

import sweeps

VEGHE, SOURCE = map(os.path.abspath, sys.argv[1:3])
KILLS = int(os.environ.get("VEGHE_KILLS", "500"))
LEVELS, REPLICATES = 20, 10
UNITS = LEVELS * REPLICATES


class Kills(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-kills-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.short = sweeps.Short(VEGHE, SOURCE, self.folder)
        self.luck = random.Random(5)

    def kill_one(self, sweep, within_s, works):
        """\\param works  the instant is one after its work has begun  \\return whether it was killed, and had not ended before"""
        before = len(list((sweep.folder / "journal").glob("*.log")))
        process = sweep.start("--threads", "2", "--quiet")
        while works and process.poll() is None and len(list((sweep.folder / "journal").glob("*.log"))) == before:
            time.sleep(0.001)
        time.sleep(self.luck.random() * within_s)
        process.kill()
        process.communicate()
        return process.returncode != 0

    def expect_whole(self, sweep):
        done = sweep.run()
        self.assertEqual((done.returncode, len(sweep.files())), (0, UNITS), done.stdout + done.stderr)
        self.assertEqual((sweep.files(), sweep.digest()), (self.reference.files(), self.reference.digest()))
        self.assertEqual([name for name in sweep.left_over() if name.startswith("units")], [])
        made = sweep.done()  # a kill between a unit's name and its line leaves no line
        self.assertEqual({unit: n for unit, n in made.items() if n > 1}, {})
        self.assertGreaterEqual(len(made), UNITS - self.killed)

    def test_p5_killed_at_random_instants(self):
        self.reference = self.short.sweep("whole", LEVELS, REPLICATES)
        begin = time.monotonic()
        self.assertEqual(self.reference.run().returncode, 0)
        whole_s = time.monotonic() - begin
        trial = self.short.sweep("trial", LEVELS, REPLICATES)
        begin = time.monotonic()
        trial.run("--units", "6")
        within_s = time.monotonic() - begin
        killed, total, sweeps_done, begun = 0, 0, 0, time.monotonic()
        sweep, met, self.killed = self.short.sweep("0", LEVELS, REPLICATES), {}, 0
        while killed < KILLS:
            was_killed = self.kill_one(sweep, within_s, works=killed % 2 == 1)
            killed += was_killed
            self.killed += was_killed
            now = sweep.born()
            self.assertEqual({unit: now.get(unit) for unit in met}, met)  # as it was: neither lost nor made again
            total += len(now) - len(met)
            met = now
            if len(met) == UNITS:
                self.expect_whole(sweep)
                shutil.rmtree(sweep.folder)
                sweeps_done += 1
                sweep, met, self.killed = self.short.sweep(str(sweeps_done), LEVELS, REPLICATES), {}, 0
        self.expect_whole(sweep)
        print(f"{killed} kills within {within_s:.2f} s of a start or of its first unit, {sweeps_done + 1} sweeps of {UNITS} units ({whole_s:.1f} s alone), "
              f"{total} units finished between kills, {time.monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]], verbosity=2)

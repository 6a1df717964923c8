"""SIGKILL at random instants: no torn file under a final name, and nothing left after the next call.

kill_test.py VEGHE SOURCE_FOLDER KILLS
"""

import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

VEGHE = os.path.abspath(sys.argv.pop(1))
SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
KILLS = int(sys.argv.pop(1))
PLAN = """format = 1
title = "Tiny"
scenario = "{scenario}"
[budget]
waves = [8]
particles = 400
checks = 2
[free]
"detection.scale" = {{ }}
[[target]]
table = "years.csv"
measure = "victims_children"
error = "count"
spread = 0.2
"""
STRAY = re.compile(r"\.[pr]\.h5\.[0-9a-f]+-\d+-[0-9a-f]+\.tmp")


class Kill(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-kill-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.scenario = SOURCE / "scenarios" / "tiny.toml"
        self.luck = random.Random(7)

    def start(self, *arguments):
        return subprocess.Popen([VEGHE, *map(str, arguments), "--quiet"], cwd=self.folder, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)

    def veghe(self, *arguments):
        return subprocess.run([VEGHE, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True, check=False)

    def names(self):
        return {entry.name for entry in self.folder.iterdir()}

    def kill_again_and_again(self, command, target, whole):
        """Half of the kills fall at any instant of the work, half while the file is being written."""
        begin = time.monotonic()
        self.assertEqual(self.start(*command).wait(), 0)
        duration = time.monotonic() - begin
        (self.folder / target).unlink()
        met = {"nothing": 0, "a stray": 0, "a whole file": 0}
        most = KILLS + 60  # on a busy machine a file can be whole before the kill comes: then once more
        for kill in range(most):
            if kill >= KILLS and (met["a stray"] > 0 or kill % 2 == 0):
                continue
            before = self.names()
            process = self.start(*command)
            if kill % 2 == 0:
                time.sleep(self.luck.random() * duration)
            else:
                while process.poll() is None and self.names() <= before and not (self.folder / target).exists():
                    time.sleep(0.001)
                time.sleep(self.luck.random() * 0.03)
            process.kill()
            process.wait()
            left = self.names()
            self.assertLessEqual(sum(bool(STRAY.fullmatch(name)) for name in left), 1, left)  # earlier ones were swept
            if target in left:
                self.assertEqual(whole(), 0)
                met["a whole file"] += 1
                (self.folder / target).unlink()
            else:
                met["a stray" if any(map(STRAY.fullmatch, left)) else "nothing"] += 1
        print(command[0], met, flush=True)
        self.assertGreater(met["a stray"], 0, "no kill met a file that was being written")
        self.assertEqual(self.start(*command).wait(), 0)
        self.assertEqual(whole(), 0)
        self.assertFalse([name for name in self.names() if STRAY.fullmatch(name)])

    def test_population(self):
        self.kill_again_and_again(["population", self.scenario, "-o", "p.h5"], "p.h5",
                                  lambda: self.veghe("population", "--verify", "p.h5").returncode)

    def test_run(self):
        self.assertEqual(self.veghe("population", self.scenario, "-o", "people.h5").returncode, 0)
        self.kill_again_and_again(["run", self.scenario, "-o", "r.h5", "--population", "people.h5", "--fresh"], "r.h5",
                                  lambda: self.veghe("info", "r.h5").returncode)

    def test_nothing_finished_is_lost(self):
        """A run of twelve replicates is killed and gone on with, again and again: what was finished stays finished."""
        self.assertEqual(self.veghe("population", self.scenario, "-o", "people.h5").returncode, 0)
        command = ["run", self.scenario, "--population", "people.h5", "--replicates", "12", "--threads", "2"]
        begin = time.monotonic()
        self.assertEqual(self.start(*command, "-o", "whole.h5").wait(), 0)
        duration = time.monotonic() - begin
        expected = self.veghe("info", "whole.h5", "--digest").stdout
        self.assertRegex(expected, "^[0-9a-f]{64}\n$")
        states = self.folder / "r.h5.checkpoints"
        finished, results = set(), 0
        resumed = [*command, "-o", "r.h5", "--checkpoint-every", "4", "--resume"]
        for _ in range(KILLS):
            process = self.start(*resumed)
            time.sleep(self.luck.random() * duration / 2)
            process.kill()
            process.wait()
            if (self.folder / "r.h5").exists():
                self.assertEqual(self.veghe("info", "r.h5", "--digest").stdout, expected)
                (self.folder / "r.h5").unlink()
                shutil.rmtree(states, ignore_errors=True)  # a kill may fall between the result's name and their end
                finished, results = set(), results + 1
                continue
            now = {state.name for state in states.glob("*-done.h5")}
            self.assertLessEqual(finished, now)
            finished = now
        last = self.veghe(*resumed)
        self.assertEqual((last.returncode, "damaged" in last.stderr), (0, False), last.stderr)
        self.assertEqual(self.veghe("info", "r.h5", "--digest").stdout, expected)
        print("run --resume", {"whole results": results, "finished at the last kill": len(finished)}, flush=True)

    def kept(self, folder):
        """Runs that are whole, and what a kill left of one that was being written."""
        names = {entry.name for entry in folder.iterdir()} if folder.exists() else set()
        whole = {name for name in names if re.fullmatch(r"run_\d+_[0-9a-f]{8}\.h5", name)}
        return whole, names - whole

    def kill_calibration(self, command, wait):
        process = self.start(*command)
        wait(process)
        process.kill()
        process.wait()

    def test_calibrate(self):
        """RELIABILITY C9: killed at any instant, while a run is written, between two runs or in the sampler, it goes on to the same
        posterior, and no run that was whole is lost or torn."""
        (self.folder / "years.csv").write_text("year,measure,value\n2020,victims_children,60\n2021,victims_children,75\n", encoding="utf-8")
        plan = self.folder / "tiny.plan.toml"
        plan.write_text(PLAN.format(scenario=self.scenario), encoding="utf-8")
        self.assertEqual(self.veghe("population", self.scenario, "-o", "people.h5").returncode, 0)
        command = ["calibrate", plan, "--population", "people.h5"]
        begin = time.monotonic()
        self.assertEqual(self.start(*command, "-o", "whole.h5").wait(), 0)
        duration = time.monotonic() - begin
        expected = self.veghe("info", "whole.h5", "--digest").stdout
        self.assertRegex(expected, "^[0-9a-f]{64}\n$")
        command += ["-o", "p.h5"]
        folder = self.folder / "p.h5.runs"
        met = {"nothing": 0, "a stray": 0, "a whole file": 0}

        def at_any_instant(process):
            time.sleep(self.luck.random() * duration)

        def while_a_run_is_written(process):
            while process.poll() is None and not self.kept(folder)[1] - strays:
                time.sleep(0.0005)

        def in_the_sampler(process):
            while process.poll() is None and len(self.kept(folder)[0]) < 8:
                time.sleep(0.0005)

        ways = [at_any_instant, while_a_run_is_written, in_the_sampler]
        kills = max(KILLS // 4, 4)  # a calibration takes longer than a run
        for kill in range(kills + 60):
            if kill >= kills and met["a stray"] > 0:
                break
            runs, strays = self.kept(folder)
            self.kill_calibration(command, ways[kill % len(ways)])
            now, left = self.kept(folder)
            self.assertLessEqual(runs, now)
            if (self.folder / "p.h5").exists():
                self.assertEqual(self.veghe("info", "p.h5", "--digest").stdout, expected)
                (self.folder / "p.h5").unlink()
                met["a whole file"] += 1
            else:
                met["a stray" if left - strays else "nothing"] += 1
            if len(now) == 10 or kill % 4 == 3:
                shutil.rmtree(folder)  # else nothing would be left to kill
        print("calibrate", met, flush=True)
        self.assertGreater(met["a stray"], 0, "no kill met a run that was being written")
        self.assertEqual(self.start(*command).wait(), 0)
        self.assertEqual(self.veghe("info", "p.h5", "--digest").stdout, expected)
        runs, left = self.kept(folder)
        self.assertEqual((len(runs), left), (10, set()))


if __name__ == "__main__":
    unittest.main(verbosity=2)

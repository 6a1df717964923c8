#!/usr/bin/env python3
"""Sweeps on a real Slurm: whatever ends their tasks, nothing that was finished is lost and the result is that of an
uninterrupted run (K2, K3).

sweep_slurm_test.py VEGHE SOURCE FAULTS REFERENCE_FILE [TEST...]
"""

import os
import pathlib
import signal
import subprocess
import sys
import time
import unittest

import room

room.enter()

import slurm  # noqa: E402  (inside the room)
import sweeps  # noqa: E402

VEGHE, SOURCE, FAULTS, KEPT = map(os.path.abspath, sys.argv[1:5])
FOLDER = pathlib.Path("/run/sweeps")
SLOW = {"LD_PRELOAD": FAULTS, "VEGHE_FAULT_KEEP_MS": "400"}  # so that there is something to interrupt on any machine
STARTED_S = 60  # in which a task surely makes its first unit, on a busy machine
OVER_S = 500  # in which a sweep is surely done, one unit after the other on a machine with much else to do


class OnSlurm(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.reference = sweeps.reference(VEGHE, SOURCE, KEPT)

    def sweep(self, options):
        self.addCleanup(lambda before=dict(os.environ): (os.environ.clear(), os.environ.update(before)))
        os.environ.update(SLOW)  # handed on by sbatch
        return sweeps.Sweep(VEGHE, SOURCE, FOLDER / f"{self._testMethodName} 1", options)

    def wait_for_units(self, sweep, least):
        return slurm.wait_until(lambda: len(sweep.files()) >= least and sweep.files(), STARTED_S, f"{least} units are done")

    def kept_so_far(self, sweep):
        """What was finished when something has just ended its tasks: some of the sweep, and not all."""
        kept = sweep.born()
        self.assertGreater(len(kept), 0)
        self.assertLess(len(kept), sweeps.UNITS, "there was nothing left to interrupt")
        return kept

    def expect_whole(self, sweep, kept=None):
        """All that an uninterrupted run gives, and what was finished before was not made again: neither its file nor, by the journals, the unit."""
        self.assertEqual((sweep.status()[0], len(sweep.files())), (0, sweeps.UNITS), sweep.status()[1])
        self.assertEqual(sweep.digest(), self.reference)
        born = sweep.born()
        self.assertEqual({unit: born[unit] for unit in kept or {}}, kept or {})
        self.assertEqual({unit: made for unit, made in sweep.done().items() if made > 1}, {})  # a kill may leave a unit without its line

    def logs(self, sweep):
        return "".join(f"-- {log.name}\n{log.read_text(errors='replace')}" for log in sorted((sweep.folder / "slurm").glob("*.log")))

    def test_array(self):
        """Forty units, eight tasks, four at once: each unit once, by several tasks."""
        sweep = self.sweep("tasks = 8\nat_once = 4\n")
        with slurm.Slurm() as cluster:
            job = sweep.submit()
            records = cluster.wait_over(job, OVER_S)
            self.assertEqual([record["JobState"] for record in records], ["COMPLETED"] * 8, self.logs(sweep))
        self.expect_whole(sweep)
        self.assertEqual(set(sweep.done().values()), {1})
        self.assertGreater(sum(log.read_text().count("done\t") > 0 for log in (sweep.folder / "journal").glob("*.log")), 1)

    def test_cancelled(self):
        """scancel while units are being made: what is finished stays, what is not is no unit; submitted again, it goes on."""
        sweep = self.sweep("tasks = 4\n")
        with slurm.Slurm() as cluster:
            job = sweep.submit()
            self.wait_for_units(sweep, 3)
            slurm.ask("scancel", str(job))
            cluster.wait_over(job, 60)
            self.assertEqual(set(cluster.states(job)), {"CANCELLED"}, self.logs(sweep))
            kept = self.kept_so_far(sweep)
            self.assertEqual(sweep.status()[0], 3)
            time.sleep(3)
            self.assertTrue(cluster.is_over(job))  # no task called itself back
            self.assertEqual(cluster.wait_over(sweep.submit(), OVER_S)[0]["JobState"], "COMPLETED")
        self.expect_whole(sweep, kept)
        self.assertEqual(sweep.left_over(), [])

    def test_time_limit(self):
        """A task whose time ends is warned, keeps what it has, is queued again by itself and goes on."""
        sweep = self.sweep("tasks = 1\nminutes = 1\ngrace_seconds = 50\n")
        os.environ["VEGHE_FAULT_KEEP_MS"] = "1500"  # forty units take a minute and more
        with slurm.Slurm() as cluster:
            job = sweep.submit()
            slurm.wait_until(lambda: sweep.files() and any(int(task["Restarts"]) >= 1 for task in cluster.show(job)), 180, "the task is queued again")
            kept = self.kept_so_far(sweep)
            record = cluster.wait_over(job, OVER_S)[0]
            self.assertEqual(record["JobState"], "COMPLETED", self.logs(sweep))
        self.expect_whole(sweep, kept)
        self.assertEqual(set(sweep.done().values()), {1})

    def test_node_daemon_killed(self):
        """The daemon alone: its jobs go on as if nothing had been."""
        sweep = self.sweep("tasks = 2\n")
        with slurm.Slurm() as cluster:
            job = sweep.submit()
            self.wait_for_units(sweep, 2)
            cluster.kill_node()
            kept = self.kept_so_far(sweep)
            time.sleep(2)
            cluster.start_node()
            records = cluster.wait_over(job, OVER_S)
            self.assertEqual([(r["JobState"], r["Restarts"]) for r in records], [("COMPLETED", "0")] * 2, self.logs(sweep))
        self.expect_whole(sweep, kept)
        self.assertEqual(set(sweep.done().values()), {1})

    def test_node_lost(self):
        """The node with all that runs on it: its tasks are queued again and lose no more than the units they were making."""
        sweep = self.sweep("tasks = 2\n")
        with slurm.Slurm() as cluster:
            job = sweep.submit()
            self.wait_for_units(sweep, 2)
            cluster.lose_node()
            kept = self.kept_so_far(sweep)
            cluster.start_node()
            records = cluster.wait_over(job, OVER_S)
            self.assertEqual([(r["JobState"], r["Restarts"]) for r in records], [("COMPLETED", "1")] * 2, self.logs(sweep))
        self.expect_whole(sweep, kept)

    def of_ones_own(self, sweep, cluster, ranks, *options):
        """A script that a user writes, without `submit`: ranks of one step that take units. \\return job, and where its step's status stands"""
        script, status = FOLDER / f"{self._testMethodName}.sbatch", FOLDER / f"{self._testMethodName}.status"
        script.write_text("#!/bin/bash\n" + "".join(f"#SBATCH {option}\n" for option in options) +
                          f"srun --ntasks={ranks} '{VEGHE}' sweep run '{sweep.folder}' --threads 1\necho $? > '{status}'\n", encoding="utf-8")
        return cluster.submit(f"--ntasks={ranks}", f"--output={FOLDER}/own.log", script), status

    def wait_for_status(self, status):
        return int(slurm.wait_until(lambda: status.exists() and status.read_text(encoding="utf-8"), OVER_S, "the step is over"))

    def test_ranks(self):
        """srun with four tasks, as of an MPI program: each takes units, and the result is that of one process."""
        sweep = self.sweep(None)
        with slurm.Slurm() as cluster:
            _, status = self.of_ones_own(sweep, cluster, 4)
            self.assertEqual(self.wait_for_status(status), 0)
        self.expect_whole(sweep)
        self.assertEqual(set(sweep.done().values()), {1})
        made = [log.read_text(encoding="utf-8").count("\ndone\t") for log in (sweep.folder / "journal").glob("*.log")]
        self.assertEqual(len(made), 4)
        self.assertGreater(min(made), 0)

    def test_a_killed_rank(self):
        """The others of its step go on, make what it left, and the step tells of the death (K1)."""
        sweep = self.sweep(None)
        with slurm.Slurm() as cluster:
            _, status = self.of_ones_own(sweep, cluster, 4)
            self.wait_for_units(sweep, 4)
            before = sweep.born()
            ranks = [int(entry.name) for entry in pathlib.Path("/proc").glob("[0-9]*") if slurm.is_rank(entry, 2)]
            self.assertEqual(len(ranks), 1)
            os.kill(ranks[0], signal.SIGKILL)
            self.assertEqual(self.wait_for_status(status), 128 + signal.SIGKILL)
        self.expect_whole(sweep, before)
        self.assertEqual(set(sweep.done().values()), {1})

    def test_warned_by_usr1(self):
        """Of a script of one's own, with the signal that many use: it ends with 138, and what it made is kept (K1)."""
        sweep = self.sweep(None)
        os.environ["VEGHE_FAULT_KEEP_MS"] = "1500"
        with slurm.Slurm() as cluster:
            _, status = self.of_ones_own(sweep, cluster, 1, "--time=1", "--signal=USR1@45")
            self.assertEqual(self.wait_for_status(status), 128 + signal.SIGUSR1)
        kept = self.kept_so_far(sweep)
        self.assertEqual((sweep.status()[0], list((sweep.folder / "leases").iterdir())), (3, []))
        os.environ["VEGHE_FAULT_KEEP_MS"] = "0"
        sweep.run().check_returncode()
        self.expect_whole(sweep, kept)

    def preempt(self, sweep, grace):
        """Somebody more urgent takes the node. \\return the task's record when all is over, and what was finished when it had lost the node"""
        with slurm.Slurm(grace=grace) as cluster:
            job = sweep.submit()
            self.wait_for_units(sweep, 2)
            urgent = cluster.submit("--partition=urgent", "--exclusive", "--wrap=sleep 2", "--output=/dev/null")
            slurm.wait_until(lambda: cluster.states(urgent) != ["PENDING"], STARTED_S, "the urgent job has the node")
            kept = self.kept_so_far(sweep)
            return cluster.wait_over(job, OVER_S)[0], kept

    def test_preempted(self):
        """With grace: it stops, is queued again by itself and goes on."""
        sweep = self.sweep("tasks = 1\npartition = \"spare\"\n")
        record, kept = self.preempt(sweep, 20)
        self.assertEqual((record["JobState"], record["Restarts"]), ("COMPLETED", "1"), self.logs(sweep))
        self.assertIn("143", self.logs(sweep))
        self.expect_whole(sweep, kept)
        self.assertEqual(set(sweep.done().values()), {1})

    def test_preempted_without_grace(self):
        """Killed at once, it is Slurm that queues it again."""
        sweep = self.sweep("tasks = 1\npartition = \"spare\"\n")
        record, kept = self.preempt(sweep, 0)
        self.assertEqual((record["JobState"], record["Restarts"]), ("COMPLETED", "1"), self.logs(sweep))
        self.expect_whole(sweep, kept)

    def test_a_script_that_only_ends_in_its_grace_is_caught(self):
        """What these tests are for: without its requeue the task leaves the queue with the sweep undone."""
        sweep = self.sweep("tasks = 1\npartition = \"spare\"\n")
        script = sweep.call("submit", sweep.folder, "--slurm", "--dry-run").stdout
        self.assertEqual(script.count("143"), 2)  # once in its comment
        mutant = FOLDER / "mutant.sbatch"
        mutant.write_text(script.replace("$status -eq 143", "$status -eq 999").replace('exit "$status"', "exit 0"))
        (sweep.folder / "slurm").mkdir()
        with slurm.Slurm(grace=20) as cluster:
            job = cluster.submit(mutant)
            self.wait_for_units(sweep, 2)
            cluster.submit("--partition=urgent", "--exclusive", "--wrap=sleep 2", "--output=/dev/null")
            record = cluster.wait_over(job, OVER_S)[0]
            self.assertEqual((record["JobState"], record["Restarts"]), ("COMPLETED", "0"))
        self.assertEqual(sweep.status()[0], 3)


if __name__ == "__main__":
    if slurm.missing():
        room.skip("not installed: " + ", ".join(slurm.missing()))
    unittest.main(argv=[sys.argv[0], *[f"OnSlurm.{name}" for name in sys.argv[5:]]], verbosity=2)

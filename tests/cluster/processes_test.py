#!/usr/bin/env python3
"""Sweeps by many processes that die, sleep, disagree about the time and see folders late (K1, K3, K4, K6, K8, K9).

processes_test.py VEGHE SOURCE FAULTS REFERENCE_FILE [TEST...]
"""

import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import sweeps

VEGHE, SOURCE, FAULTS, KEPT = map(os.path.abspath, sys.argv[1:5])
SLOW = {"LD_PRELOAD": FAULTS, "VEGHE_FAULT_KEEP_MS": "300"}
ALONE = ["--threads", "1"]
STOPPED_S = 5  # after which a process that was asked to stop is gone, whatever it was doing
MPIRUN = ["mpirun", "--allow-run-as-root", "--oversubscribe"]


def wait_until(holds, limit_s, what):
    end = time.monotonic() + limit_s
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {limit_s} s")
        time.sleep(0.02)


class Processes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.reference = sweeps.reference(VEGHE, SOURCE, KEPT)

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-processes-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.luck = random.Random(11)
        self.sweep = sweeps.Sweep(VEGHE, SOURCE, self.folder / "s")
        self.started = []
        self.addCleanup(self.end_all)

    def end_all(self):
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.wait()
            process.stdout.close()

    def start(self, *arguments, env=None):
        self.started.append(self.sweep.start(*ALONE, *arguments, env=env))
        return self.started[-1]

    def wait_for_units(self, least):
        wait_until(lambda: len(self.sweep.files()) >= least, 60, f"{least} units are done")

    def expect_whole(self):
        self.assertEqual((self.sweep.status()[0], len(self.sweep.files())), (0, sweeps.UNITS), self.sweep.status()[1])
        self.assertEqual(self.sweep.digest(), self.reference)

    def expect_same(self, before):
        """What was finished is as it was, and was not made again."""
        after = self.sweep.born()
        self.assertEqual({unit: after[unit] for unit in before}, before)


class Stopping(Processes):
    def test_asked_to_stop_at_any_instant(self):
        """TERM while it begins, simulates or writes, once or twice: gone within five seconds, status 143, nothing torn or lost."""
        begin = time.monotonic()
        self.sweep.run("--units", "6", env=SLOW)
        duration = time.monotonic() - begin
        met = set()
        for attempt in range(25):
            before = self.sweep.born()
            if len(before) == sweeps.UNITS:
                break
            process = self.start(env=SLOW)
            time.sleep(self.luck.random() * (duration if attempt % 2 else 0.4))
            process.send_signal(signal.SIGTERM)
            asked = time.monotonic()
            if attempt % 3 == 0:
                time.sleep(self.luck.random() * 1.5)
                process.send_signal(signal.SIGTERM)
            status = process.wait(60)
            self.assertLess(time.monotonic() - asked, STOPPED_S)
            self.assertIn(status, [143, -signal.SIGTERM])  # the latter before it can answer
            met.add(status)
            self.expect_same(before)
            self.assertEqual(list((self.sweep.folder / "leases").glob("*")) if status == 143 else [], [])
        self.assertIn(143, met)
        self.assertEqual(self.sweep.run().returncode, 0)
        self.expect_whole()
        self.assertEqual([name for name in self.sweep.left_over() if name.startswith("units")], [])

    def test_a_limit_of_minutes(self):
        """It begins no unit after a minute, keeps what it has, gives nothing back half done, and says by code 3 that more is to be had."""
        done = self.sweep.run(*ALONE, "--minutes", "1", env={**SLOW, "VEGHE_FAULT_KEEP_MS": "5000"})
        kept = self.sweep.born()
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertGreater(len(kept), 0)
        self.assertLess(len(kept), sweeps.UNITS)
        self.assertEqual(list((self.sweep.folder / "leases").iterdir()), [])
        self.assertEqual(self.sweep.run().returncode, 0)
        self.expect_same(kept)
        self.expect_whole()


class Leases(Processes):
    def elsewhere(self, env=None):
        """A worker whose process number means nothing here, as that of another machine."""
        self.started.append(subprocess.Popen(
            ["unshare", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc", VEGHE, "sweep", "run",
             str(self.sweep.folder), "--threads", "3"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, **(env or {})}))
        return self.started[-1]

    def setUp(self):
        super().setUp()
        if subprocess.run(["unshare", "--pid", "--fork", "--mount-proc", "true"], capture_output=True, check=False).returncode:
            self.skipTest("this system gives no process spaces")

    def held(self):
        return {lease.name.split(".")[0] for lease in (self.sweep.folder / "leases").glob("*.*")}

    def test_k4_one_that_dies_elsewhere_with_three_units(self):
        """Nobody here can know that it died: its units are made by others when its heart has been still for a lease."""
        dying = self.elsewhere(SLOW)
        self.wait_for_units(2)
        wait_until(lambda: len(self.held() - set(self.sweep.files())) >= 3, 60, "it holds three units")
        dying.kill()
        dying.wait()
        lost = self.held() - set(self.sweep.files())
        self.assertGreaterEqual(len(lost), 3)
        before = self.sweep.born()
        self.assertEqual(self.sweep.run("--lease", "3").returncode, 0)
        self.expect_same(before)
        self.expect_whole()
        self.assertEqual([self.sweep.done()[unit] for unit in lost], [1] * len(lost))

    def test_k4_one_that_was_slow_and_not_dead(self):
        """Put to sleep elsewhere and taken for dead, it wakes and brings what others have made: to the same bytes, counted once."""
        slow = self.elsewhere(SLOW)
        self.wait_for_units(2)
        wait_until(lambda: len(self.held() - set(self.sweep.files())) >= 3, 60, "it holds three units")
        inside = subprocess.run(["pgrep", "-P", str(slow.pid)], capture_output=True, text=True, check=True).stdout.split()
        os.kill(int(inside[0]), signal.SIGSTOP)
        asleep = self.held() - set(self.sweep.files())
        self.assertEqual(self.sweep.run("--lease", "3").returncode, 0)
        whole = self.sweep.born()
        self.assertEqual(len(whole), sweeps.UNITS)
        os.kill(int(inside[0]), signal.SIGCONT)
        said = slow.communicate(timeout=60)[0]
        self.assertEqual(slow.returncode, 0, said)
        self.assertGreaterEqual(max(self.sweep.done()[unit] for unit in asleep), 2)  # it did bring some
        # Asleep between its last look and the name, it puts the same bytes under it again
        self.expect_same({unit: born for unit, born in whole.items() if unit not in asleep})
        self.expect_whole()


class Population(Processes):
    """The population and the ties, which all units share, are built by one of several processes that begin at once."""

    BUILDS, WAITS, MAPPED = "Building the population", "Waiting for the population", "Mapped the population"

    @classmethod
    def setUpClass(cls):
        """Few and short units, which are not what these tests are about."""
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix="veghe-population-"))
        cls.addClassCleanup(shutil.rmtree, cls.shared, ignore_errors=True)
        short = sweeps.Short(VEGHE, SOURCE, cls.shared)
        cls.design = short.design(2, 2)
        whole = sweeps.Sweep(VEGHE, None, cls.shared / "whole", design=cls.design)
        whole.run().check_returncode()
        cls.whole = whole.files()

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-processes-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.sweep = sweeps.Sweep(VEGHE, None, self.folder / "s", design=self.design)
        self.started = []
        self.addCleanup(self.end_all)
        self.said = []
        self.hold = self.folder / "hold"  # while it is there, whoever builds does not come to an end
        self.hold.touch()

    def begin(self, *before):
        """A process whose words can be read while it works. \\return its place among those"""
        log = self.folder / f"{len(self.said)}.txt"
        self.said.append(log)
        with open(log, "w", encoding="utf-8") as file:
            self.started.append(subprocess.Popen(
                [*before, VEGHE, "sweep", "run", str(self.sweep.folder), *ALONE, "--lease", "3"], stdout=subprocess.PIPE, stderr=file,
                text=True, env={**os.environ, "LD_PRELOAD": FAULTS, "VEGHE_FAULT_HOLD": f"{self.hold}:population.h5"}))
        return len(self.said) - 1

    def begin_elsewhere(self):
        unshare = ["unshare", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc"]
        if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode:
            self.skipTest("this system gives no process spaces")
        return self.begin(*unshare)

    def words(self, which):
        return self.said[which].read_text(encoding="utf-8")

    def wait_for_words(self, which, words):
        wait_until(lambda: words in self.words(which), 60, f"process {which} says {words}")

    def wait_for_a_builder_and_who_waits(self, number):
        """\\return who builds, and who waits for it"""
        def told():
            return [k for k in range(number) if self.BUILDS in self.words(k) or self.WAITS in self.words(k)]
        wait_until(lambda: len(told()) == number, 60, "all build or wait")
        builders = [k for k in range(number) if self.BUILDS in self.words(k)]
        self.assertEqual(len(builders), 1, [self.words(k) for k in range(number)])
        return builders[0], [k for k in range(number) if k not in builders]

    def let_end(self):
        self.hold.unlink()

    def expect_end(self, which):
        self.started[which].communicate(timeout=300)
        self.assertEqual(self.started[which].returncode, 0, self.words(which))

    def populations_begun(self):
        return [name for name in self.sweep.left_over() if "population" in name]

    def expect_tidy(self, elsewhere=()):
        """\\param elsewhere  what died on another machine: whether it still lives there nobody here can know, so it stays"""
        self.assertEqual(self.sweep.files(), self.whole)
        self.assertEqual(list((self.sweep.folder / "building").iterdir()), [])
        self.assertEqual(self.populations_begun(), list(elsewhere))

    def test_of_three_at_once_one_builds(self):
        for _ in range(3):
            self.begin()
        _, others = self.wait_for_a_builder_and_who_waits(3)
        self.assertFalse((self.sweep.folder / "population.h5").exists())
        self.let_end()
        for which in range(3):
            self.expect_end(which)
        for which in others:
            self.assertIn(self.MAPPED, self.words(which))
            self.assertNotIn(self.BUILDS, self.words(which))
        self.assertEqual(sum(self.words(k).count(self.BUILDS) for k in range(3)), 1)
        self.expect_tidy()

    def test_a_killed_builder_is_followed_by_one_that_waited(self):
        for _ in range(3):
            self.begin()
        builder, others = self.wait_for_a_builder_and_who_waits(3)
        self.started[builder].kill()
        wait_until(lambda: any(self.BUILDS in self.words(k) for k in others), 60, "another builds")
        self.let_end()
        for which in others:
            self.expect_end(which)
        self.assertEqual(sorted(self.words(k).count(self.BUILDS) for k in others), [0, 1])
        self.expect_tidy()

    def test_a_builder_that_dies_on_another_machine_is_followed_after_a_lease(self):
        dying = self.begin_elsewhere()
        self.wait_for_words(dying, self.BUILDS)
        waiting = self.begin()
        self.wait_for_words(waiting, self.WAITS)
        time.sleep(4)  # longer than a lease: its heart beats, so nobody follows
        self.assertNotIn(self.BUILDS, self.words(waiting))
        wait_until(self.populations_begun, 60, "a population is written, and held before it has its name")
        begun = self.populations_begun()
        self.started[dying].kill()
        self.wait_for_words(waiting, self.BUILDS)
        self.let_end()
        self.expect_end(waiting)
        self.expect_tidy(begun)

    def test_one_that_waits_is_asked_to_stop(self):
        builder = self.begin()
        self.wait_for_words(builder, self.BUILDS)
        waiting = self.begin()
        self.wait_for_words(waiting, self.WAITS)
        self.started[waiting].send_signal(signal.SIGTERM)
        self.assertEqual(self.started[waiting].wait(STOPPED_S), 143)
        self.let_end()
        self.expect_end(builder)
        self.expect_tidy()

    def test_a_builder_that_is_asked_to_stop_leaves_it_to_another(self):
        builder = self.begin()
        self.wait_for_words(builder, self.BUILDS)
        waiting = self.begin()
        self.wait_for_words(waiting, self.WAITS)
        self.started[builder].send_signal(signal.SIGTERM)  # ended by force: the file does not get its name
        self.assertEqual(self.started[builder].wait(2 * STOPPED_S), 143)
        self.wait_for_words(waiting, self.BUILDS)
        self.let_end()
        self.expect_end(waiting)
        self.expect_tidy()


class Views(Processes):
    def test_k6_two_missing_units_are_named(self):
        self.assertEqual(self.sweep.run().returncode, 0)
        units = [line.split(",") for line in (self.sweep.folder / "units.csv").read_text().splitlines()[1:]]
        for index in (7, 13):
            next((self.sweep.folder / "units").glob(f"*/{units[index][0]}.unit")).unlink()
        code, said = self.sweep.status()
        self.assertEqual(code, 3)
        missing = [line for line in said.splitlines() if "missing" in line]
        self.assertEqual(missing, [f"  missing: point {units[i][1]}, replicate {units[i][2]}, unit {units[i][0]}" for i in (7, 13)])
        self.assertEqual(self.sweep.run().returncode, 0)
        self.expect_whole()
        self.assertEqual(sorted(self.sweep.done().values()), [1] * 38 + [2] * 2)

    def test_k8_clocks_an_hour_apart_and_listings_two_seconds_late(self):
        if shutil.which("faketime") is None:
            self.skipTest("faketime is not installed")
        late = {"VEGHE_FAULT_HIDE_MS": "2000", "VEGHE_FAULT_KEEP_MS": "100", "DONT_FAKE_MONOTONIC": "1",
                "NO_FAKE_STAT": "1"}
        for shift in ("-1h", "+1h", "+0"):
            self.started.append(subprocess.Popen(
                ["faketime", "-f", shift, VEGHE, "sweep", "run", str(self.sweep.folder), *ALONE, "--lease", "3"],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                env={**os.environ, **late, "LD_PRELOAD": FAULTS}))
        said = [process.communicate(timeout=300)[0] for process in self.started]
        self.assertEqual([process.returncode for process in self.started], [0, 0, 0], said)
        self.expect_whole()
        self.assertEqual(set(self.sweep.done().values()), {1})  # leases hold although nobody sees them in a listing

    def test_k9_no_locks(self):
        for number, error in enumerate(["ENOSYS", "ENOLCK"]):
            with self.subTest(error):
                sweep = sweeps.Sweep(VEGHE, SOURCE, self.folder / f"locks{number}")
                done = sweep.run(env={"LD_PRELOAD": FAULTS, "VEGHE_FAULT_LOCKS": error})
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn("takes no locks", done.stderr)
                self.assertEqual(sweep.digest(), self.reference)
                done = subprocess.run([VEGHE, "run", f"{SOURCE}/scenarios/tiny.toml", "-o", self.folder / f"{error}.h5", "--quiet"],
                                      env={**os.environ, "LD_PRELOAD": FAULTS, "VEGHE_FAULT_LOCKS": error},
                                      capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn("takes no locks", done.stderr)
        done = subprocess.run([VEGHE, "info", self.folder / "ENOLCK.h5"], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))  # where locks are taken nothing is said of them


class Ranks(Processes):
    def setUp(self):
        super().setUp()
        if shutil.which("mpirun") is None:
            self.skipTest("mpirun is not installed")

    def mpirun(self, ranks, *options, env=None):
        self.started.append(subprocess.Popen(
            [*MPIRUN, "-np", str(ranks), *options, VEGHE, "sweep", "run", str(self.sweep.folder), *ALONE],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, **(env or {})}))
        return self.started[-1]

    def ranks_of(self, launcher):
        children = subprocess.run(["pgrep", "-P", str(launcher.pid), "-x", "veghe"], capture_output=True, text=True, check=False)
        return [int(number) for number in children.stdout.split()]

    def test_one_two_and_four_ranks(self):
        """Independent processes that take units: however many, each unit once, and the same result."""
        for ranks in (1, 2, 4):
            with self.subTest(ranks=ranks):
                self.sweep = sweeps.Sweep(VEGHE, SOURCE, self.folder / f"ranks{ranks}")
                said = self.mpirun(ranks).communicate(timeout=300)[0]
                self.assertEqual(self.started[-1].returncode, 0, said)
                self.expect_whole()
                self.assertEqual(set(self.sweep.done().values()), {1})
                self.assertEqual(len(list((self.sweep.folder / "journal").glob("*.log"))), ranks)

    def killed(self, options, kill):
        """Ends one of four ranks, or their launcher. \\return exit status of the launcher"""
        launcher = self.mpirun(4, *options, env=SLOW)
        self.wait_for_units(4)
        time.sleep(self.luck.random())
        before = self.sweep.born()
        ranks = self.ranks_of(launcher)
        self.assertEqual(len(ranks), 4)
        kill(launcher, ranks)
        launcher.communicate(timeout=300)
        for rank in ranks:  # those of a killed launcher end by themselves
            wait_until(lambda rank=rank: not pathlib.Path(f"/proc/{rank}").exists(), 120, f"rank {rank} ends")
        self.expect_same(before)
        return launcher.returncode

    def goes_on(self):
        self.assertEqual(self.sweep.run().returncode, 0)
        self.expect_whole()

    def test_k1_a_killed_rank_ends_the_others_and_loses_only_what_was_being_made(self):
        self.assertEqual(self.killed([], lambda _, ranks: os.kill(ranks[2], signal.SIGKILL)), 137)
        self.assertLess(len(self.sweep.files()), sweeps.UNITS)
        self.goes_on()

    def test_k1_an_aborted_rank(self):
        self.assertEqual(self.killed([], lambda _, ranks: os.kill(ranks[1], signal.SIGABRT)), 134)
        self.goes_on()

    def test_k1_a_rank_that_is_asked_to_stop(self):
        self.assertEqual(self.killed([], lambda _, ranks: os.kill(ranks[1], signal.SIGTERM)), 143)
        self.goes_on()

    def test_k1_the_launcher_is_killed(self):
        self.assertEqual(self.killed([], lambda launcher, _: launcher.kill()), -signal.SIGKILL)
        self.goes_on()

    def test_k1_a_rank_that_ends_by_itself_with_a_fault(self):
        self.assertEqual(self.one_that_exits("7:2"), 7)
        self.assertLess(len(self.sweep.files()), sweeps.UNITS)
        self.goes_on()

    def test_k1_a_rank_that_ends_by_itself_with_0(self):
        """Open MPI takes it for done; the others make what it left."""
        self.assertEqual(self.one_that_exits("0:2"), 0)
        self.expect_whole()
        self.assertEqual(set(self.sweep.done().values()), {1})

    def test_k1_all_ranks_end_with_0_before_the_work_does(self):
        """The status of mpirun says nothing of it: that of veghe sweep status does."""
        self.mpirun(4, env={**SLOW, "VEGHE_FAULT_EXIT": "0:2"}).communicate(timeout=300)
        self.assertEqual(self.started[-1].returncode, 0)
        self.assertEqual(self.sweep.status()[0], 3)
        self.goes_on()

    def one_that_exits(self, how):
        """Three ranks, and a fourth that ends by itself. \\return exit status of the launcher"""
        rank = [VEGHE, "sweep", "run", str(self.sweep.folder), *ALONE]
        self.started.append(subprocess.Popen(
            [*MPIRUN, "-np", "3", *rank, ":", "-np", "1", "env", f"VEGHE_FAULT_EXIT={how}", *rank],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, **SLOW}))
        self.started[-1].communicate(timeout=300)
        return self.started[-1].returncode

    def test_with_recovery_the_other_ranks_make_what_a_killed_one_left(self):
        """Open MPI then says nothing of the death by its status; that of the sweep is asked of veghe sweep status."""
        self.killed(["--enable-recovery"], lambda _, ranks: os.kill(ranks[2], signal.SIGKILL))
        self.expect_whole()
        self.assertEqual(set(self.sweep.done().values()), {1})


if __name__ == "__main__":
    sweeps.run_tests(sys.argv[5:])

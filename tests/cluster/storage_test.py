#!/usr/bin/env python3
"""Disks that fill, fail, or may no longer be written to while a sweep is planned, run and merged (P7): code 5, what is finished as it was,
nothing wrong under a name, journals whole; and the same command goes on when all is well again.

storage_test.py VEGHE SOURCE FAULTS [TEST...]
"""

import collections
import errno
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import sweeps

VEGHE, SOURCE, FAULTS = map(os.path.abspath, sys.argv[1:4])
INSIDE = "VEGHE_MOUNTS"  # of a test that runs where its mounts are seen by nobody else
PAGE = 4096
NOBODY = 65534
POSITIONS = 30  # at which a disk is full: pages that are left, then files that are


class Storage(unittest.TestCase):
    levels, replicates = 3, 2

    @classmethod
    def setUpClass(cls):
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix="veghe-storage-")).resolve()
        cls.addClassCleanup(shutil.rmtree, cls.shared, ignore_errors=True)
        cls.shared.chmod(0o755)
        cls.short = sweeps.Short(VEGHE, SOURCE, cls.shared)
        cls.units = cls.levels * cls.replicates
        cls.whole = cls.short.sweep("whole", cls.levels, cls.replicates)
        cls.whole.run().check_returncode()
        cls.begun = cls.short.sweep("begun", cls.levels, cls.replicates)  # one unit is finished before anything goes wrong
        cls.begun.run("--units", "1", "--threads", "1")
        assert len(cls.begun.files()) == 1

    def copy(self, name):
        """Another sweep like the one that was begun. \\param name  of a folder beside it, from where its plan sees the same"""
        folder = self.shared / name
        shutil.copytree(self.begun.folder, folder)
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        return self.at(folder)

    def at(self, folder):
        sweep = object.__new__(sweeps.Sweep)
        sweep.__dict__.update(self.begun.__dict__, folder=folder)
        return sweep

    def run_sweep(self, sweep, **more):
        return subprocess.run([VEGHE, "sweep", "run", str(sweep.folder), *sweep.more, "--quiet", "--threads", "1"], capture_output=True,
                              text=True, check=False, timeout=300, **more)

    def expect_unharmed(self, sweep, before, done, what, codes=(0, 5)):
        """After a fault: what stands under a name is right, and what was finished is as it was."""
        files = sweep.files()
        self.assertEqual(files, {unit: self.whole.files()[unit] for unit in files}, what)
        born = sweep.born()
        self.assertEqual({unit: born.get(unit) for unit in before}, before, what)
        for journal in (sweep.folder / "journal").glob("*.log"):
            text = journal.read_text(encoding="utf-8")
            self.assertTrue(all(line.count("\t") == 5 for line in text.splitlines()[1:]), what)
            self.assertTrue(text.endswith("\n") or not text, what)
        self.assertIn(done.returncode, codes, (what, done.stdout, done.stderr))
        if done.returncode == 0:
            self.assertEqual(len(files), self.units, what)

    def expect_goes_on(self, sweep, what):
        before = sweep.born()
        done = self.run_sweep(sweep)
        self.assertEqual((done.returncode, sweep.files()), (0, self.whole.files()), (what, done.stderr))
        born = sweep.born()
        self.assertEqual({unit: born[unit] for unit in before}, before, what)
        self.assertEqual(list((sweep.folder / "leases").iterdir()), [], what)


class Calls(Storage):
    def every_call(self, kind, error, most="", allowed=(0, 5)):
        """Lets the first, the second, ... of the calls of a kind fail, until no more are made. \\return of each run the file of the call
        that failed, as seen from the sweep's folder, and the code. Threads make calls in no order, so one may be met twice and another never."""
        codes = []
        for first in range(1, 200):
            sweep = self.copy(f"{kind}{error}{first}")
            before, trace = sweep.born(), self.shared / f"{kind}{error}{first}.trace"
            done = self.run_sweep(sweep, env={**os.environ, "LD_PRELOAD": FAULTS, "VEGHE_FAULT_UNDER": str(sweep.folder),
                                              "VEGHE_FAULT_FAIL": f"{kind}:{first}:{error}{most}", "VEGHE_FAULT_TRACE": str(trace)})
            what = f"{kind} {first} {error}"
            self.expect_unharmed(sweep, before, done, what, allowed)
            failed = [line.split("\t")[1] for line in trace.read_text(encoding="utf-8").splitlines() if line.startswith("failed\t")]
            if not failed:
                self.assertEqual(done.returncode, 0, what)
                break
            codes.append((os.path.relpath(failed[0], sweep.folder), done.returncode))
            self.expect_goes_on(sweep, what)
            shutil.rmtree(sweep.folder)
            trace.unlink()
        print(f"{kind}, {error}: {len(codes)} calls, {sum(code == 5 for _, code in codes)} of them end with 5", flush=True)
        return codes

    def expect_all_5(self, codes):
        self.assertGreater(len(codes), 0)
        self.assertEqual([(file, code) for file, code in codes if code != 5], [])

    def test_write(self):
        self.expect_all_5(self.every_call("write", "EIO", ":1"))

    def test_quota(self):
        """From one write on nothing more is taken."""
        self.expect_all_5(self.every_call("write", "EDQUOT"))

    def test_fsync(self):
        self.expect_all_5(self.every_call("fsync", "EIO", ":1"))

    def test_rename(self):
        self.expect_all_5(self.every_call("rename", "EIO", ":1"))

    def test_close(self):
        """One that fails without anything being lost, such as that of a journal whose lines are on the disk, is no fault."""
        codes = self.every_call("close", "EIO", ":1")
        leases = [code for file, code in codes if file.startswith("leases/")]
        self.assertGreater(len(leases), 0)
        self.assertEqual(set(leases), {5})
        self.assertIn(5, [code for file, code in codes if file.startswith("units/")])  # written, and not only made

    def test_open(self):
        """The heart of a process can do without its file: others would make its units again, to the same bytes."""
        codes = self.every_call("open", "EACCES", ":1")
        self.assertEqual([(file, code) for file, code in codes if code != 5 and not file.endswith(".beat")], [])
        self.assertGreater([code for _, code in codes].count(5), self.units)

    def test_read(self):
        """A finished unit, a lease or a part of the plan (code 4, as of any input) that cannot be read: nothing is taken for damaged
        or changed that is not."""
        codes = self.every_call("read", "EIO", ":1", (0, 4, 5))
        self.assertGreaterEqual([code for _, code in codes].count(5), self.units)  # each unit is read once more at the end


class Written(Storage):
    """What is written at once, and not unit by unit: a plan and a merged sweep, in a folder of which each call that changes it fails once."""

    def every_call(self, command, expect_after):
        """\\param command  of `veghe sweep`, with `{into}` for its folder  \\param expect_after  looks at that folder after a fault"""
        place, trace = self.shared / "place", self.shared / "trace.txt"
        into = place / "into"
        asked = [VEGHE, "sweep", *(str(part).format(into=into) for part in command)]
        met = collections.Counter()
        for kind, error in [("write", "ENOSPC"), ("write", "EIO:1"), ("fsync", "EIO:1"), ("rename", "EIO:1"), ("open", "EACCES:1")]:
            for first in range(1, 300):
                shutil.rmtree(place, ignore_errors=True)
                place.mkdir()
                trace.unlink(missing_ok=True)
                done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=300, env={
                    **os.environ, "LD_PRELOAD": FAULTS, "VEGHE_FAULT_UNDER": str(place), "VEGHE_FAULT_FAIL": f"{kind}:{first}:{error}",
                    "VEGHE_FAULT_TRACE": str(trace)})
                what = f"{kind} {first} {error}: {done.stderr}"
                if "\nfailed\t" not in "\n" + trace.read_text(encoding="utf-8"):
                    self.assertEqual(done.returncode, 0, what)
                    break
                if done.returncode == 0 and kind == "open":  # to see whether locks are given: a data set does without
                    self.assertEqual(self.files_in(into), self.expected, what)
                    continue
                self.assertEqual(done.returncode, 5, what)
                expect_after(into, what)
                beside = [path for path in place.iterdir() if path.name != "into"]
                if kind == "rename" and beside:  # of what takes its name as a whole and did not: it is finished, and told why
                    self.assertIn(os.strerror(errno.EIO), done.stderr)
                    self.assertIn(f"lies in {beside[0]}", done.stderr)
                    self.assertEqual((into.exists(), self.files_in(*beside)), (False, self.expected), what)
                else:
                    self.assertEqual(beside, [], what)
                again = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=300)
                self.assertEqual((again.returncode, self.files_in(into)), (0, self.expected), what + again.stderr)
                met[kind, error] += 1
        print(f"{command[0]}: {sum(met.values())} of the calls end with 5: {dict(met)}", flush=True)
        self.assertEqual(len(met), 5, met)
        self.assertGreaterEqual(min(met.values()), len(self.expected))  # of each file at least one

    def files_in(self, folder):
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def test_a_merge(self):
        """All of it under its name, or nothing; all of it only where what failed came after the name."""
        self.whole.call("merge", self.whole.folder, "-o", self.shared / "m", "--quiet").check_returncode()
        self.expected = self.files_in(self.shared / "m")

        def after(into, what):
            self.assertIn(self.files_in(into), [{}, self.expected], what)

        self.every_call(["merge", self.whole.folder, "-o", "{into}", "--force", "--quiet"], after)

    def test_a_plan(self):
        """File by file, the one that makes it a sweep last: each is whole, and a sweep has all."""
        design = self.short.design(self.levels, self.replicates)
        (self.shared / "as").mkdir()
        sweeps.Sweep(VEGHE, None, self.shared / "as" / "into", design=design)
        self.expected = self.files_in(self.shared / "as" / "into")

        def after(into, what):
            found = self.files_in(into)
            self.assertLessEqual(found.items(), self.expected.items(), what)
            if "sweep.toml" in found:
                self.assertEqual(found, self.expected, what)

        self.every_call(["plan", design, "-o", "{into}"], after)


class Mounts(Storage):
    levels = 10

    def setUp(self):
        if os.environ.get(INSIDE) != "begun":
            self.skipTest("only root may mount, in a space of mounts of its own")
        self.disk = self.shared / "disk"
        self.disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m,mode=755", "tmpfs", self.disk], check=True)
        self.addCleanup(self.disk.rmdir)
        self.addCleanup(subprocess.run, ["umount", self.disk], check=True)

    def on_disk(self):
        """The begun sweep on the small disk, which lies where its plan sees the design."""
        for entry in self.disk.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        shutil.copytree(self.begun.folder, self.disk, dirs_exist_ok=True)
        return self.at(self.disk)

    def leave_pages(self, pages):
        free = os.statvfs(self.disk).f_bavail
        with open(self.disk / "filler", "wb") as file:
            file.write(bytes((free - pages) * PAGE))
        self.assertEqual(os.statvfs(self.disk).f_bavail, pages)

    def leave_files(self, files):
        about = os.statvfs(self.disk)
        subprocess.run(["mount", "-o", f"remount,nr_inodes={about.f_files - about.f_favail + files}", self.disk], check=True)
        self.assertEqual(os.statvfs(self.disk).f_favail, files)

    def make_room(self):
        (self.disk / "filler").unlink(missing_ok=True)
        subprocess.run(["mount", "-o", "remount,nr_inodes=10000", self.disk], check=True)

    def full_at(self, leave, what):
        """\\return the codes with which a sweep ended, by how much was left"""
        codes = []
        for left in range(POSITIONS):
            sweep = self.on_disk()
            before = sweep.born()
            leave(left)
            done = self.run_sweep(sweep)
            self.expect_unharmed(sweep, before, done, f"{left} {what}")
            codes.append(done.returncode)
            self.make_room()
            self.expect_goes_on(sweep, f"{left} {what}")
        print(f"{POSITIONS} positions [{what}], {codes.count(5)} of them end with 5", flush=True)
        return codes

    def test_a_disk_that_has_room_for_so_many_pages(self):
        codes = self.full_at(self.leave_pages, "pages")
        self.assertEqual(codes, sorted(codes, reverse=True))  # once there is room, there is
        self.assertGreaterEqual(codes.count(5), self.units - 1)  # a page for each unit that was open

    def test_a_disk_that_takes_so_many_files(self):
        codes = self.full_at(self.leave_files, "files")
        self.assertEqual(codes, sorted(codes, reverse=True))
        self.assertGreaterEqual(codes.count(5), self.units - 1)

    def test_a_disk_that_can_only_be_read(self):
        sweep = self.on_disk()
        before = sweep.born()
        subprocess.run(["mount", "-o", "remount,ro", self.disk], check=True)
        done = self.run_sweep(sweep)
        self.assertEqual(done.returncode, 5, done.stderr)
        self.expect_unharmed(sweep, before, done, "read-only")
        self.assertEqual(sweep.status()[0], 3)
        verified = subprocess.run([VEGHE, "sweep", "verify", sweep.folder, *sweep.more], capture_output=True, text=True, check=False)
        self.assertEqual(verified.returncode, 3, verified.stderr)  # looks and writes nothing
        self.assertIn("1 unit made once more: the same", verified.stdout)
        subprocess.run(["mount", "-o", "remount,rw", self.disk], check=True)
        self.expect_goes_on(sweep, "read-only")


class Rights(Storage):
    def setUp(self):
        if os.geteuid() != 0:
            self.skipTest("only root can run a sweep as somebody else, who may not do everything")

    def owned_by_nobody(self, name):
        sweep = self.copy(name)
        for path in [sweep.folder, *sweep.folder.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
        return sweep

    def test_a_folder_that_may_no_longer_be_written_to(self):
        for name in ("workers", "leases", "journal", "units"):
            with self.subTest(name):
                sweep = self.owned_by_nobody(f"no_{name}")
                before = sweep.born()
                closed = [sweep.folder / name, *(path for path in (sweep.folder / name).iterdir() if path.is_dir())]
                for path in closed:
                    path.chmod(0o555)
                done = self.run_sweep(sweep, user=NOBODY, group=NOBODY)
                self.assertEqual(done.returncode, 5, done.stderr)
                self.expect_unharmed(sweep, before, done, name)
                for path in closed:
                    path.chmod(0o755)
                self.expect_goes_on(sweep, name)

    def test_a_finished_unit_that_may_not_be_read_is_not_made_again(self):
        sweep = self.owned_by_nobody("unreadable")
        self.expect_goes_on(sweep, "before")
        before = sweep.born()
        unit = next((sweep.folder / "units").glob("*/*.unit"))
        unit.chmod(0)
        for command in (["run"], ["verify", "--again", "0"], ["merge", "-o", self.shared / "m"]):
            done = subprocess.run([VEGHE, "sweep", command[0], sweep.folder, *command[1:]], user=NOBODY, group=NOBODY,
                                  capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 5, (command, done.stdout, done.stderr))
            self.assertIn("[file.unreadable]", done.stderr)
        self.assertEqual(sweep.born(), before)
        unit.chmod(0o644)
        self.expect_goes_on(sweep, "after")


def enter():
    """Begins this script again in a space of mounts of its own, where that is possible."""
    tried = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False) if shutil.which("unshare") else None
    if os.environ.get(INSIDE) is None and os.geteuid() == 0 and tried and tried.returncode == 0:
        os.environ[INSIDE] = "begun"
        os.execvp("unshare", ["unshare", "--mount", sys.executable, *sys.argv])


if __name__ == "__main__":
    enter()
    sweeps.run_tests(sys.argv[4:])

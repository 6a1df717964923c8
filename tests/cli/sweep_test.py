"""veghe sweep as its users meet it: plan, run, kill, go on, change something, look.

sweep_test.py VEGHE SOURCE_FOLDER KILLS [unittest options]
"""

import csv
import errno
import hashlib
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import h5py

VEGHE = os.path.abspath(sys.argv.pop(1))
SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
KILLS = int(sys.argv.pop(1))

BASELINE = """format = 1
title = "A few weeks in one county, for tests"
test_only = true
[run]
start = 2022-01-03
end = 2022-02-28
counties = ["TL"]
[population]
data = "{data}"
[parameters]
"offenders.per_100k" = 2000
"lover_boy.approach" = 100
"""
STRATEGY = """format = 1
title = "Lessons"
[[intervention]]
kind = "curriculum"
name = "lessons"
start = 2022-01-17
coverage = 0.5
hours_per_year = 10
"""
DESIGN = """format = 1
title = "For tests"
baseline = "base.toml"
strategies = ["lessons.toml"]
[run]
seed = 7
replicates = {replicates}
[design]
kind = "grid"
[parameters]
"lover_boy.approach" = {{ values = [{values}] }}
"""



class Folder(unittest.TestCase):
    """A folder of its own for each test, with a population that is built once."""

    population = None

    @classmethod
    def setUpClass(cls):
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix="veghe-sweep-shared-"))
        cls.addClassCleanup(shutil.rmtree, cls.shared, ignore_errors=True)
        base = cls.shared / "base.toml"
        base.write_text(BASELINE.format(data=SOURCE / "scenarios" / "data"), encoding="utf-8")
        cls.population = cls.shared / "people.h5"
        subprocess.run([VEGHE, "population", base, "-o", cls.population, "--quiet"], check=True, capture_output=True)

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-sweep-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.write("base.toml", BASELINE.format(data=SOURCE / "scenarios" / "data"))
        self.write("lessons.toml", STRATEGY)
        self.luck = random.Random(7)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def design(self, values="50, 100", replicates=2):
        return self.write("d.sweep.toml", DESIGN.format(values=values, replicates=replicates))

    def veghe(self, *arguments, **more):
        return subprocess.run([VEGHE, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True,
                              timeout=300, check=False, **more)

    def good(self, *arguments, code=0, **more):
        done = self.veghe(*arguments, **more)
        self.assertIn(done.returncode, code if isinstance(code, tuple) else (code,), done.stdout + done.stderr)
        return done

    def run_sweep(self, *more, folder="s", code=0, **options):
        return self.good("sweep", "run", folder, "--population", self.population, *more, code=code, **options)

    def start(self, folder, *more, **options):
        return subprocess.Popen([VEGHE, "sweep", "run", folder, "--population", str(self.population), "--quiet", *more],
                                cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)

    def faulty(self, **wishes):
        """The environment of a process whose calls of the system go as is wished (tests/cluster/faults.c)."""
        asan = os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"  # the sanitizer asks to be loaded first
        return {**os.environ, "LD_PRELOAD": os.environ["VEGHE_FAULTS"], "ASAN_OPTIONS": asan, **wishes}

    def until(self, holds, what, limit_s=60):
        end = time.monotonic() + limit_s
        while not holds():
            self.assertLess(time.monotonic(), end, what)
            time.sleep(0.01)

    def plan(self, folder="s", **more):
        self.design(**more)
        return self.good("sweep", "plan", "d.sweep.toml", "-o", folder)

    def finished(self, folder="s"):
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
                for path in (self.folder / folder / "units").glob("*/*.unit")}

    def refused(self, done, name, code=4):
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(f"[{name}]", done.stderr)


class SweepPlanning(Folder):
    def test_a_design_from_a_table(self):
        self.write("points.csv", "point,lover_boy.approach\n0,50\n1,100\n2,50\n")
        self.write("d.sweep.toml", DESIGN.format(values="1", replicates=1).split("[design]")[0] +
                   "[design]\nkind = \"csv\"\nfile = \"points.csv\"\n")
        self.good("sweep", "plan", "d.sweep.toml", "-o", "s")
        self.assertIn("2 of 2 units finished", self.run_sweep().stdout)  # two points are the same: so is their unit
        self.write("points.csv", "lover_boy.aproach\n50\n")
        self.refused(self.veghe("sweep", "plan", "d.sweep.toml", "-o", "t"), "sweep.column")
        (self.folder / "points.csv").unlink()
        (self.folder / "points.csv").mkdir()  # can be opened, and fails where it is read
        self.refused(self.veghe("sweep", "plan", "d.sweep.toml", "-o", "t"), "table.unreadable")
        (self.folder / "points.csv").rmdir()
        self.write("points.csv", "lover_boy.approach\n-1\n")
        self.refused(self.veghe("sweep", "plan", "d.sweep.toml", "-o", "t"), "sweep.range")

    def test_bad_designs_are_refused_with_everything_that_is_wrong(self):
        self.write("d.sweep.toml", "format = 1\ntitle = \"x\"\nbaseline = \"base.toml\"\n[design]\nkind = \"sobol\"\n")
        done = self.veghe("sweep", "plan", "d.sweep.toml", "-o", "s")
        self.refused(done, "sweep.no-points")
        self.assertIn("[sweep.no-axis]", done.stderr)
        self.assertFalse((self.folder / "s").exists())
        self.design(values=", ".join(str(50 + k) for k in range(150)), replicates=100)
        self.refused(self.veghe("sweep", "plan", "d.sweep.toml", "-o", "s"), "sweep.budget")
        self.design()
        self.write("lessons.toml", STRATEGY + "[parameters]\n\"lover_boy.approach\" = 90\n")
        self.refused(self.veghe("sweep", "plan", "d.sweep.toml", "-o", "s"), "sweep.strategy-changes")
        (self.folder / "full").mkdir()
        self.write("full/mine.txt", "x")
        self.write("lessons.toml", STRATEGY)
        self.refused(self.veghe("sweep", "plan", "d.sweep.toml", "-o", "full"), "sweep.folder")
        self.refused(self.veghe("sweep", "status", "nowhere"), "sweep.none")
        self.refused(self.veghe("sweep", "run", "s", "--thread", "2"), "usage.unknown")
        self.refused(self.veghe("sweep"), "usage.no-command")

    def test_a_slip_is_told_and_not_what_follows_from_it(self):
        scenario = pathlib.Path(SOURCE) / "scenarios" / "tiny.toml"
        done = self.veghe("sweep", "plan", str(scenario), "-o", "s")
        self.refused(done, "sweep.scenario")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.design()
        text = (self.folder / "d.sweep.toml").read_text()
        self.write("d.sweep.toml", re.sub('kind = "[a-z]*"', 'kind = "sobl"', text))
        done = self.veghe("sweep", "plan", "d.sweep.toml", "-o", "s")
        self.assertEqual(done.returncode, 4)
        self.assertIn("sobl", done.stderr)
        self.assertNotIn("sweep.idle", done.stderr)
        self.assertFalse((self.folder / "s").exists())

    def test_what_changes_under_a_sweep_is_refused(self):
        self.plan()
        self.run_sweep("--units", "1", "--threads", "1", code=3)
        self.design(values="50, 120")
        self.refused(self.veghe("sweep", "run", "s"), "sweep.design-changed")
        self.refused(self.veghe("sweep", "plan", "d.sweep.toml", "-o", "s"), "sweep.planned")
        self.design()
        self.write("lessons.toml", STRATEGY.replace("0.5", "0.6"))
        changed = self.veghe("sweep", "run", "s")
        self.refused(changed, "sweep.design-changed")
        self.assertIn("a scenario says something else", changed.stderr)
        self.assertEqual(len(self.finished()), 1)
        self.run_sweep("--as-planned")
        before = self.finished()
        self.assertEqual(len(before), 4)
        stored = self.folder / "s" / "scenarios" / "1.toml"
        stored.write_text(stored.read_text(encoding="utf-8").replace("coverage = 0.5", "coverage = 0.7"), encoding="utf-8")
        self.refused(self.veghe("sweep", "run", "s", "--as-planned"), "sweep.tampered", 5)
        self.assertEqual(self.finished(), before)

    def test_a_changed_file_of_the_plan_is_told_by_every_command(self):
        """Each with the same id and code, also where nothing that moves a result was changed, and before anything is simulated."""
        self.plan()
        commands = [("run", "s"), ("run", "s", "--as-planned", "--unit", "0" * 64), ("status", "s"), ("verify", "s"), ("merge", "s", "-o", "m"),
                    ("submit", "s", "--slurm", "--dry-run"), ("plan", "d.sweep.toml", "-o", "s")]
        for name, change in (("data.csv", b"\n"), ("scenarios/0.toml", b"# a note\n"), ("scenarios/1.toml", b"["), ("points.csv", b"2,0,x\n"),
                             ("units.csv", b"\n"), ("sweep.toml", b"[")):
            path = self.folder / "s" / name
            whole = path.read_bytes()
            for bytes_now in (whole + change, whole[:len(whole) // 2]):
                path.write_bytes(bytes_now)
                for command in commands:
                    done = self.veghe("sweep", *command)
                    self.refused(done, "sweep.tampered", 5)
                    self.assertIn(f"s/{name}: [sweep.tampered]", done.stderr, command)
                    self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
            path.unlink()
            for command in commands if name != "sweep.toml" else []:
                self.assertEqual(self.veghe("sweep", *command).returncode, 5, (name, command))
            path.write_bytes(whole)
        self.assertEqual(self.finished(), {})
        self.assertFalse((self.folder / "s" / "population.h5").exists())
        (self.folder / "s" / "data.csv").write_bytes(b"")
        self.assertIn("0 of 4 units finished", self.veghe("sweep", "status", "s").stdout)  # how far it is stands there all the same

    def test_changed_data_are_refused(self):
        shutil.copytree(SOURCE / "scenarios" / "data", self.folder / "data")
        self.write("base.toml", BASELINE.format(data="data"))
        self.plan()
        table = next((self.folder / "data").glob("county_adjacency.csv"))
        table.write_bytes(table.read_bytes() + b"\n")
        done = self.veghe("sweep", "run", "s", "--as-planned")
        self.refused(done, "sweep.changed")
        self.assertIn("data tables", done.stderr)

    def test_refusals_are_told_in_romanian(self):
        done = self.veghe("sweep", "status", "nowhere", "--language", "ro")
        self.assertEqual(done.returncode, 4)
        self.assertIn("[sweep.none] nu conține", done.stderr)

    def test_the_designs_that_are_shipped_can_be_planned(self):
        designs = sorted((SOURCE / "scenarios" / "sweeps").glob("*.sweep.toml"))
        self.assertTrue(designs)
        for design in designs:
            self.good("sweep", "plan", design, "-o", design.stem)


class SweepSubmitting(Folder):
    def stand_in(self, text):
        """Something called sbatch that is found before anything else."""
        sbatch = self.write("sbatch", "#!/bin/sh\n" + text)
        sbatch.chmod(0o755)
        return {**os.environ, "PATH": f"{self.folder}:{os.environ['PATH']}"}

    def ask(self, slurm):
        self.design()
        with open(self.folder / "d.sweep.toml", "a", encoding="utf-8") as file:
            file.write(f"[slurm]\n{slurm}")
        return self.good("sweep", "plan", "d.sweep.toml", "-o", "s")

    def test_the_script_is_what_the_design_asks_for(self):
        self.ask("tasks = 40\ncpus = 2\npartition = \"short\"\n")
        script = self.good("sweep", "submit", "s/", "--slurm", "--dry-run").stdout
        for line in ["--array=0-3", "--cpus-per-task=2", "--partition=short"]:  # no more tasks than units
            self.assertIn(f"#SBATCH {line}\n", script)
        self.assertIn(f"'{VEGHE}' sweep run '{self.folder.resolve() / 's'}' --threads 2 --unchecked\n", script)
        self.assertFalse((self.folder / "s" / "slurm").exists())
        self.ask("tasks = 2\n")  # another time, another cluster: the plan stays
        self.write("other.toml", "tasks = 3\n")
        self.assertIn("--array=0-1\n", self.good("sweep", "submit", "s", "--slurm", "--dry-run").stdout)
        other = self.good("sweep", "submit", "s", "--slurm", "--dry-run", "--options", "other.toml")
        self.assertIn("--array=0-2\n", other.stdout)

    def test_it_is_handed_to_sbatch(self):
        self.ask("tasks = 2\n")
        done = self.good("sweep", "submit", "s", "--slurm", env=self.stand_in("cp \"$2\" \"$0.got\"; echo 4711\n"))
        self.assertIn("job 4711, 4 units open", done.stdout)
        self.assertEqual((self.folder / "sbatch.got").read_bytes(), (self.folder / "s" / "slurm" / "job.sbatch").read_bytes())
        refused = self.veghe("sweep", "submit", "s", "--slurm", env=self.stand_in("echo Invalid account >&2; exit 1\n"))
        self.refused(refused, "slurm.refused")
        self.assertIn("Invalid account", refused.stderr)
        nowhere = self.stand_in("echo 'sbatch: fatal: Could not establish a configuration source' >&2; exit 1\n")
        self.refused(self.veghe("sweep", "submit", "s", "--slurm", env=nowhere), "slurm.unreachable")
        self.refused(self.veghe("sweep", "submit", "s", "--slurm", env={**os.environ, "PATH": "/nowhere"}), "slurm.absent")

    def test_what_every_task_would_refuse_is_refused_before(self):
        self.plan()
        self.refused(self.veghe("sweep", "submit", "s"), "usage.required")
        self.write("o.toml", "image = \"veghe.sif\"\nbind = []\n")
        self.refused(self.veghe("sweep", "submit", "s", "--slurm", "--options", "o.toml"), "scenario.unknown-key")
        stored = self.folder / "s" / "scenarios" / "1.toml"
        kept = stored.read_text(encoding="utf-8")
        stored.write_text(kept.replace("coverage = 0.5", "coverage = 0.7"), encoding="utf-8")
        self.refused(self.veghe("sweep", "submit", "s", "--slurm", "--dry-run"), "sweep.tampered", 5)
        stored.write_text(kept, encoding="utf-8")
        self.run_sweep()
        self.refused(self.veghe("sweep", "submit", "s", "--slurm", "--dry-run"), "slurm.nothing")


class SweepWorking(Folder):
    def test_a_folder_behind_a_link(self):
        """Planned through a link and gone on with where it leads, or the other way round."""
        (self.folder / "far" / "away" / "real").mkdir(parents=True)
        (self.folder / "link").symlink_to(self.folder / "far" / "away" / "real")
        self.plan("link")
        self.run_sweep("--units", "1", "--threads", "1", folder="far/away/real", code=3)
        self.write("lessons.toml", STRATEGY.replace("0.5", "0.6"))
        self.refused(self.veghe("sweep", "run", "far/away/real"), "sweep.design-changed")
        self.write("lessons.toml", STRATEGY)
        self.run_sweep(folder="link")
        self.assertEqual(len(self.finished("link")), 4)

    def test_an_unreadable_journal_stops_nothing(self):
        """It is an index, and no more: what cannot be read of it does not keep a sweep from being made, or from saying how it ended."""
        self.plan()
        self.run_sweep("--units", "1", "--threads", "1", code=3)
        journal = next((self.folder / "s" / "journal").glob("*.log"))
        journal.unlink()
        journal.mkdir()  # as good as unreadable, and for root too
        self.run_sweep()
        self.assertEqual(len(self.finished()), 4)

    def test_a_sweep_from_plan_to_end(self):
        told = self.plan()
        self.assertIn("grid, 2 points of 1 parameter x 2 replicates = 4 units of 2 scenarios", told.stdout)
        with open(self.folder / "s" / "units.csv", encoding="utf-8") as file:
            units = list(csv.DictReader(file))
        self.assertEqual([(u["point"], u["replicate"]) for u in units], [("0", "0"), ("1", "0"), ("0", "1"), ("1", "1")])
        self.assertIn("0 of 4 units finished", self.good("sweep", "status", "s", code=3).stdout)
        self.assertIn("4 of 4 units finished, 4 by this process", self.run_sweep().stdout)
        self.assertEqual({name[:64] for name in self.finished()}, {u["unit"] for u in units})
        self.assertIn("4 of 4 units finished, 0 running", self.good("sweep", "status", "s").stdout)
        self.assertIn("the same again", self.run_sweep("--unit", units[2]["unit"]).stdout)
        self.assertIn("planned before", self.good("sweep", "plan", "d.sweep.toml", "-o", "s").stdout)

    def test_code_0_says_that_all_was_read_again_and_unchecked_that_all_is_there(self):
        self.plan()
        self.run_sweep("--units", "3", "--threads", "1", code=3)
        damaged = next((self.folder / "s" / "units").glob("*/*.unit"))
        damaged.write_bytes(damaged.read_bytes()[:-1])
        told = self.run_sweep("--unchecked").stdout  # makes what is open, and looks at nothing else
        self.assertIn("4 of 4 units finished, 1 by this process", told)
        self.assertIn("no file was read again: veghe sweep verify does", told)
        self.refused(self.veghe("sweep", "verify", "s", "--again", "0"), "sweep.damaged", 5)
        self.assertEqual(self.veghe("sweep", "merge", "s", "-o", "m").returncode, 5)
        other = next(path for path in (self.folder / "s" / "units").glob("*/*.unit") if path != damaged)
        other.unlink()
        told = self.run_sweep("--units", "1", "--threads", "1", code=3).stdout  # the limit comes with the last that is open
        self.assertIn("3 of 4 units finished", told)
        self.assertNotIn("read again", self.run_sweep().stdout)
        self.good("sweep", "verify", "s", "--again", "0")

    def test_units_differ_by_point_and_replicate_and_not_by_threads(self):
        self.plan()
        self.plan("t")
        self.run_sweep("--threads", "1")
        self.run_sweep("--threads", "3", folder="t")
        self.assertEqual(self.finished(), self.finished("t"))
        self.assertEqual(len(set(self.finished().values())), 4)

    def test_a_unit_is_the_run_of_its_scenario(self):
        """The digests that a sweep keeps are those of veghe run with the point's value in the file."""
        self.plan(values="50", replicates=1)
        self.run_sweep()
        text = next((self.folder / "s" / "units").glob("*/*.unit")).read_text(encoding="utf-8")
        cores = [line.split("\t")[1] for line in text.splitlines() if line.startswith("scenario\t")]
        alone = (self.folder / "base.toml").read_text(encoding="utf-8").replace("approach\" = 100", "approach\" = 50")
        self.write("base.toml", alone)
        self.good("compare", "base.toml", "lessons.toml", "-o", "c", "--seed", "7", "--replicates", "1", "--population",
                  self.population, "--quiet")
        for name, core in zip(["base", "lessons"], cores):
            # The digest of a result is over those of its runs: here one
            of_result = self.good("info", f"c/{name}.h5", "--digest").stdout.strip()
            self.assertEqual(of_result, hashlib.sha256((64).to_bytes(8, "little") + core.encode()).hexdigest())

    def test_p6_two_processes_share_the_work(self):
        """Each unit once and by one of them, to the bytes that one process gives; and no temporary name that could be the other's. No unit gets
        its name before both have made one, so that they meet on any machine."""
        self.plan(values="50, 60, 70, 80", replicates=3)
        hold, trace, sweep = self.write("hold", ""), self.folder / "trace.txt", self.folder.resolve() / "s"
        wishes = self.faulty(VEGHE_FAULT_HOLD=f"{hold}:.unit", VEGHE_FAULT_UNDER=str(sweep), VEGHE_FAULT_TRACE=str(trace))
        two = [self.start("s", "--threads", "1", env=wishes) for _ in range(2)]
        self.addCleanup(lambda: [process.kill() for process in two])
        self.until(lambda: len(list((sweep / "units").glob("*/.*"))) == 2, "each has a unit to name")
        self.assertEqual(self.finished(), {})
        hold.unlink()
        self.assertEqual([process.wait(60) for process in two], [0, 0])
        self.plan("t", values="50, 60, 70, 80", replicates=3)
        self.run_sweep(folder="t")
        self.assertEqual(self.finished(), self.finished("t"))
        journals = [[line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()] for path in (sweep / "journal").glob("*.log")]
        made = [[fields[1] for fields in lines if fields[0] in ("done", "same", "other")] for lines in journals]
        self.assertEqual(sorted(made[0] + made[1]), sorted(name[:64] for name in self.finished()))  # twelve, none twice
        self.assertTrue(made[0] and made[1], made)
        calls = [line.split("\t") for line in trace.read_text(encoding="utf-8").splitlines()]
        named = [pathlib.Path(call[2]).name for call in calls if call[0] == "rename" and call[2].endswith(".unit")]
        self.assertEqual(sorted(named), sorted(self.finished()))
        hidden = [pathlib.Path(call[2]).name for call in calls if call[0] == "create" and pathlib.Path(call[2]).name.startswith(".")]
        self.assertGreaterEqual(len(hidden), 12)
        self.assertEqual(len(set(hidden)), len(hidden))
        whose = [re.fullmatch(r"\..+\.[0-9a-f]+-(\d+)-[0-9a-f]+\.tmp", name) for name in hidden]
        self.assertNotIn(None, whose, hidden)
        self.assertEqual({int(name[1]) for name in whose}, {process.pid for process in two})


class SweepViews(Folder):
    """Each view of one merged sweep, which is made once: the data set, the tables beside it, and those who read them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        maker = Folder("run_sweep")
        maker.population = cls.population
        maker.setUp()
        cls.addClassCleanup(maker.doCleanups)
        maker.plan()
        maker.run_sweep("--threads", "1")
        maker.told = maker.good("sweep", "merge", "s", "-o", "m").stdout
        cls.made = maker

    def setUp(self):
        self.folder, self.merged = self.made.folder, self.made.folder / "m"

    def rows(self, name):
        with open(self.merged / name, encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def true_cases(self, kind):
        """Those of whole strata of a kind, by the rest of their keys."""
        sums = {}
        for row in self.rows("values.csv"):
            if row["ledger"] == "true" and row["stratum"].split("=")[0] == kind:
                key = (row["point"], row["replicate"], row["strategy"], row["year"])
                sums[key] = sums.get(key, 0) + int(row["value"])
        return sums

    def test_the_files_of_a_merged_sweep(self):
        self.assertEqual({path.name for path in self.merged.iterdir()},
                         {"sweep.h5", "values.csv", "points.csv", "parameters.csv", "units.csv"})

    def test_the_long_table_adds_up_over_a_stratum(self):
        whole = self.true_cases("all")
        self.assertGreater(sum(whole.values()), 0)
        for kind in ("sex", "age_band"):
            self.assertEqual(self.true_cases(kind), whole, kind)

    def test_the_long_table_holds_cases_and_costs(self):
        self.assertEqual({row["measure"] for row in self.rows("values.csv")}, {"cases", "cost"})  # differences of true cases are none

    def test_the_long_table_holds_nothing_true_by_county_pathway_or_form(self):
        rows = self.rows("values.csv")
        self.assertTrue([row for row in rows if row["ledger"] == "registered" and row["stratum"].startswith("pathway=")])
        self.assertFalse([row for row in rows if row["ledger"] == "true" and
                          row["stratum"].startswith(("county=", "pathway=", "form="))])

    def test_the_long_table_holds_what_the_data_set_does(self):
        with h5py.File(self.merged / "sweep.h5") as file:
            strategies = list(file["axes/strategy"].asstr())
            years = list(file["axes/year"].asstr())
            for ledger in ("true", "registered"):
                table, met = file[f"{ledger}/all"][:], 0
                for row in self.rows("values.csv"):
                    if row["ledger"] == ledger and row["stratum"] == "all":
                        at = int(row["point"]), int(row["replicate"]), strategies.index(row["strategy"]), years.index(row["year"])
                        self.assertEqual(float(row["value"]), table[at], row)
                        met += 1
                self.assertEqual(met, table.size)

    def test_the_tables_of_points_units_and_parameters_are_those_of_the_data_set(self):
        with h5py.File(self.merged / "sweep.h5") as file:
            parameters = list(file["axes/parameter"].asstr())
            self.assertEqual([row["parameter"] for row in self.rows("parameters.csv")], parameters)
            self.assertEqual([row["unit"] for row in self.rows("parameters.csv")], list(file["design/unit"].asstr()))
            self.assertEqual([[float(row[name]) for name in parameters] for row in self.rows("points.csv")],
                             file["design/value"][:].tolist())
            finished = file["runs/finished"]
            for row in self.rows("units.csv"):
                self.assertEqual(int(row["finished"]), finished[int(row["point"]), int(row["replicate"])])
            self.assertEqual(len(self.rows("units.csv")), finished.size)

    def test_of_one_county_every_view_is_internal(self):
        self.assertEqual({row["disclosure"] for row in self.rows("values.csv")}, {"internal"})  # it is its own level
        with h5py.File(self.merged / "sweep.h5") as file:
            self.assertEqual(file.attrs["disclosure"], b"internal")
        self.assertIn("disclosure = internal", self.made.told)

    def facts(self, name="m/sweep.h5"):
        with h5py.File(self.folder / name) as file:
            return dict(zip(file["axes/fact"].asstr(), file["provenance/facts"].asstr()))

    def test_p12_the_build_that_made_the_units_is_that_of_a_run(self):
        """Compiler, version and flags, as a result file has them of the same program."""
        self.good("run", "base.toml", "-o", "r.h5", "--seed", "7", "--replicates", "1", "--population", self.population, "--quiet")
        of_a_run, here = self.facts("r.h5"), self.facts()
        self.assertEqual(list(here), ["version", "commit", "compiler", "flags", "build_type"])
        self.assertEqual(here, {name: of_a_run[name] for name in here})
        self.assertRegex(here["compiler"], r"^(GNU|Clang|AppleClang) \d+\.\d+")
        self.assertIn("-std=c++20", here["flags"])
        for name in ("compiler", "flags"):
            self.assertIn(here[name], self.good("info", "m/sweep.h5").stdout)

    def test_rank_reads_the_long_table(self):
        ranked = self.good("rank", "m/values.csv", "--points", "m/points.csv").stdout
        self.assertIn("Fewer than three counties", ranked)
        self.assertIn("percent of the baseline", ranked)
        self.assertNotIn("RON", ranked)

    def test_a_finished_view_is_not_overwritten(self):
        before = {path: path.read_bytes() for path in self.merged.iterdir()}
        self.refused(self.veghe("sweep", "merge", "s", "-o", "m"), "output.finished")
        self.assertEqual({path: path.read_bytes() for path in self.merged.iterdir()}, before)


class SweepMerging(Folder):
    def digest(self, folder="s", code=0, more=()):
        told = self.good("sweep", "merge", folder, "-o", folder + "_merged", "--force", *more, code=code).stdout
        return told.rsplit(" ", 1)[1]

    def test_merged_it_is_one_data_set_whoever_made_it(self):
        self.plan()
        self.plan("t")
        self.run_sweep("--threads", "1")
        for _ in range(4):  # one unit each, by four processes
            self.run_sweep("--units", "1", "--threads", "1", folder="t", code=(0, 3))
        self.assertEqual(self.digest(), self.digest("t"))
        merged, other = self.folder / "s_merged", self.folder / "t_merged"
        for path in merged.iterdir():
            self.assertEqual(path.read_bytes(), (other / path.name).read_bytes(), path.name)

    def test_a_part_is_merged_only_when_asked_for(self):
        self.plan()
        self.run_sweep("--units", "1", "--threads", "1", code=3)
        self.refused(self.veghe("sweep", "merge", "s", "-o", "m"), "sweep.incomplete")
        self.assertFalse((self.folder / "m").exists())
        told = self.good("sweep", "merge", "s", "-o", "m", "--partial", code=3).stdout
        self.assertIn("1 of 4 results, a part", told)
        with open(self.folder / "m" / "units.csv", encoding="utf-8") as file:
            self.assertEqual(sorted(row["finished"] for row in csv.DictReader(file)), ["0", "0", "0", "1"])

    def test_k6_two_missing_units_are_named_and_a_part_says_that_it_is_one(self):
        self.plan(values="50, 60, 70, 80", replicates=4)
        self.run_sweep()
        with open(self.folder / "s" / "units.csv", encoding="utf-8") as file:
            units = list(csv.DictReader(file))
        missing = [units[7], units[13]]
        for unit in missing:
            next((self.folder / "s" / "units").glob(f"*/{unit['unit']}.unit")).unlink()
        told = self.good("sweep", "status", "s", code=3).stdout
        self.assertIn("14 of 16 units finished, 0 running, 0 put aside, 2 open", told)
        self.assertEqual([line for line in told.splitlines() if "missing" in line],
                         [f"  missing: point {unit['point']}, replicate {unit['replicate']}, unit {unit['unit']}" for unit in missing])
        self.refused(self.veghe("sweep", "merge", "s", "-o", "m"), "sweep.incomplete")
        self.assertFalse((self.folder / "m").exists())
        self.assertIn("14 of 16 results, a part", self.good("sweep", "merge", "s", "-o", "m", "--partial", code=3).stdout)
        lost = {(unit["point"], unit["replicate"]) for unit in missing}
        there = {(unit["point"], unit["replicate"]) for unit in units} - lost
        with open(self.folder / "m" / "units.csv", encoding="utf-8") as file:
            self.assertEqual({(row["point"], row["replicate"]) for row in csv.DictReader(file) if row["finished"] == "0"}, lost)
        with open(self.folder / "m" / "values.csv", encoding="utf-8") as file:
            self.assertEqual({(row["point"], row["replicate"]) for row in csv.DictReader(file)}, there)
        with h5py.File(self.folder / "m" / "sweep.h5") as file:
            self.assertEqual(file.attrs["results"], b"2 of 16 are missing and stand as NaN")
            for table in (file["true/all"][:], file["registered/by_county"][:]):
                for point, replicate in ((int(unit["point"]), int(unit["replicate"])) for unit in units):
                    cells = [value != value for value in table[point, replicate].flat]  # NaN is not itself
                    self.assertEqual(set(cells), {(str(point), str(replicate)) in lost})
        told = self.good("rank", "m", code=3).stdout  # three points with three replicates are more than two points with all four
        self.assertIn("Points left out, since something of them is missing: 1.", told)
        self.assertIn("Replicates left out, since too few points have them: 1.", told)
        self.assertIn("A part of a sweep: 2 of 16 results are missing", told)

    def test_draws_of_a_posterior_are_points_and_say_what_they_gave(self):
        posterior = SOURCE / "scenarios" / "baselines" / "romania_2018_2021.posterior.h5"
        base = BASELINE.format(data=SOURCE / "scenarios" / "data").split("[parameters]")[0]
        self.write("base.toml", base + f'[posterior]\nfile = "{posterior}"\n')
        text = DESIGN.format(values="1", replicates=1).split("[design]")[0] + '[design]\nkind = "posterior"\npoints = 2\n'
        self.write("d.sweep.toml", text)
        self.good("sweep", "plan", "d.sweep.toml", "-o", "s")
        self.run_sweep()
        self.good("sweep", "merge", "s", "-o", "m")
        with open(self.folder / "m" / "points.csv", encoding="utf-8") as file:
            points = list(csv.DictReader(file))
        with h5py.File(posterior) as file:
            names = [name.decode() for name in file["axes/parameter"]]
            for point in points:
                given = file["parameters/draws"][int(point["draw"]) - 1]
                self.assertEqual([float(point[name]) for name in names], list(given))
            digest = file.attrs["digest"].decode()
        self.assertEqual(len({point["draw"] for point in points}), 2)
        self.assertNotEqual(points[0]["curriculum.components"], points[1]["curriculum.components"])
        with h5py.File(self.folder / "m" / "sweep.h5") as file:
            facts = dict(zip(file["axes/fact"].asstr(), file["provenance/facts"].asstr()))
        self.assertEqual((facts["posterior"], facts["posterior_sha256"]), (posterior.name, digest))
        drawn = self.folder / "s" / "drawn.csv"
        drawn.write_text(drawn.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        self.refused(self.veghe("sweep", "merge", "s", "-o", "m", "--force"), "sweep.tampered", 5)

    def test_p12_from_the_merged_file_alone_a_unit_is_run_again(self):
        """The recipe of docs/sweeps.md: the scenario's text beside the tables, the point's values, the seed."""
        self.plan()
        self.run_sweep()
        self.good("sweep", "merge", "s", "-o", "m")
        merged = self.folder / "sweep.h5"
        shutil.move(self.folder / "m" / "sweep.h5", merged)
        for path in ("s", "m"):
            shutil.rmtree(self.folder / path)
        for path in ("base.toml", "lessons.toml", "d.sweep.toml"):
            (self.folder / path).unlink()
        (self.folder / "data").symlink_to(SOURCE / "scenarios" / "data")
        with h5py.File(merged) as file:
            tables = dict(zip(file["axes/data_file"].asstr(), file["provenance/data"].asstr()))
            names = list(file["axes/strategy"].asstr())
            texts = list(file["provenance/scenarios"].asstr())
            runs = dict(zip(file["axes/run"].asstr(), file["runs/core_digest"].asstr()))
            parameter, value = file["axes/parameter"].asstr()[0], float(file["design/value"][1, 0])
            seed, program = file.attrs["seed"].decode(), file.attrs["program"].decode()
            data, data_tables = file.attrs["data"].decode(), file.attrs["data_tables"].decode()
        self.assertIn(self.good("--version").stdout.split()[1], program)
        self.assertEqual({name: hashlib.sha256((self.folder / "data" / name).read_bytes()).hexdigest() for name in tables}, tables)
        self.assertEqual(data_tables, "".join(f"{digest}  {name}\n" for name, digest in tables.items()))
        check = ["sha256sum", "--check", "--strict", "--quiet"]
        subprocess.run(check, input=data_tables, cwd=self.folder / "data", text=True, check=True, capture_output=True)

        def field(text):
            return len(text).to_bytes(8, "little") + text.encode()

        counted = field("TL") + (1).to_bytes(8, "little") + field("2022-01-03")  # as docs/sweeps.md says
        counted += b"".join(field(name) + field(digest) for name, digest in tables.items())
        self.assertEqual(data, hashlib.sha256(counted).hexdigest())
        for name, text in zip(names, texts):
            self.assertNotIn(str(SOURCE), text)
            stated = [line for line in text.splitlines() if line.startswith(f'"{parameter}" = ')]
            self.assertEqual(len(stated), 1)
            self.write(f"{name}.toml", text.replace(stated[0], f'"{parameter}" = {value!r}'))
            self.good("run", f"{name}.toml", "-o", f"{name}.h5", "--seed", seed, "--replicates", "2", "--population", self.population,
                      "--quiet")
            with h5py.File(self.folder / f"{name}.h5") as file:
                self.assertEqual(file["digests/core"].asstr()[1], runs[f"1 1 {name}"])  # point 1, replicate 1

    def test_info_tells_what_was_merged(self):
        self.plan()
        self.run_sweep("--units", "1", "--threads", "1", code=3)
        self.good("sweep", "merge", "s", "-o", "part", "--partial", code=3)
        self.assertIn("\nresults: 3 of 4 are missing and stand as NaN\n", self.good("info", "part/sweep.h5").stdout)
        self.run_sweep()
        digest = self.good("sweep", "merge", "s", "-o", "m").stdout.split()[-1]
        told = self.good("info", "m/sweep.h5").stdout
        self.assertNotIn("data_tables", told)  # listed under the facts, a table a line
        for part in ("\nresults: all 4\n", f"\ndigest: {digest}\n", "ledger: registered", "county_adjacency.csv"):
            self.assertIn(part, told)
        self.assertEqual(self.good("info", "m/sweep.h5", "--digest=all").stdout.strip(), digest)
        self.assertNotEqual(self.good("info", "m/sweep.h5", "--digest").stdout, self.good("info", "part/sweep.h5", "--digest").stdout)

    def test_p8_a_merged_file_in_which_a_bit_was_flipped_is_told(self):
        self.plan()
        self.run_sweep()
        self.good("sweep", "merge", "s", "-o", "m")
        verify = ("sweep", "verify", "s", "--again", "0", "--merged", "m")
        self.assertIn("m: what its units give", self.good(*verify).stdout)
        for path in sorted((self.folder / "m").iterdir()):
            whole = path.read_bytes()
            places = [self.luck.randrange(len(whole)) for _ in range(4)]
            spoilt = [whole[:at] + bytes([whole[at] ^ 1 << self.luck.randrange(8)]) + whole[at + 1:] for at in places]
            for bytes_now in [*spoilt, whole[:-1], whole[:len(whole) // 2], b"", whole + b"\n"]:
                path.write_bytes(bytes_now)
                done = self.veghe(*verify)
                self.assertIn(done.returncode, (4, 5), (path.name, done.stdout))
            path.write_bytes(whole)
        self.good(*verify)
        self.plan("t", values="50, 101")
        self.run_sweep(folder="t")
        self.refused(self.veghe("sweep", "verify", "t", "--again", "0", "--merged", "m"), "sweep.merged-other", 5)

    def test_a_merge_does_not_touch_the_plan(self):
        self.plan()
        self.run_sweep()
        before = {path: path.read_bytes() for path in (self.folder / "s").glob("*.csv")}
        self.refused(self.veghe("sweep", "merge", "s", "-o", "s", "--force"), "output.sweep")
        self.assertEqual({path: path.read_bytes() for path in before}, before)

    def test_a_unit_with_two_results_is_told_by_whoever_meets_it(self):
        self.plan()
        self.run_sweep()
        name = next((self.folder / "s" / "units").glob("*/*.unit"))
        shutil.copy(name, f"{name}.other-0123456789abcdef")
        self.refused(self.run_sweep(code=5), "sweep.contradictions", 5)
        self.refused(self.veghe("sweep", "merge", "s", "-o", "m"), "sweep.contradiction", 5)
        self.refused(self.veghe("sweep", "verify", "s"), "sweep.contradiction", 5)
        self.assertFalse((self.folder / "m").exists())

    def test_looking_changes_nothing(self):
        self.plan()
        self.run_sweep()
        unit = next((self.folder / "s" / "units").glob("*/*.unit")).name[:64]
        before = {path: path.stat().st_mtime_ns for path in (self.folder / "s").rglob("*")}
        self.assertIn("made once more: the same", self.good("sweep", "verify", "s").stdout)  # builds a population for itself
        self.good("sweep", "run", "s", "--unit", unit)
        self.good("sweep", "status", "s")
        self.assertEqual({path: path.stat().st_mtime_ns for path in (self.folder / "s").rglob("*")}, before)

    def test_a_damaged_population_or_plan_is_told(self):
        self.plan()
        self.run_sweep()
        shutil.copy(self.population, self.folder / "s" / "population.h5")
        self.good("sweep", "verify", "s")
        with open(self.folder / "s" / "population.h5", "r+b") as file:  # in a column that is mapped, not read
            file.seek(-4096, os.SEEK_END)
            byte = file.read(1)[0]
            file.seek(-4096, os.SEEK_END)
            file.write(bytes([byte ^ 1]))
        self.refused(self.veghe("sweep", "verify", "s"), "sweep.population", 5)
        (self.folder / "s" / "population.h5").unlink()
        for name in ("data.csv", "scenarios/1.toml"):
            path = self.folder / "s" / name
            whole = path.read_bytes()
            path.write_bytes(whole + b"\n")
            self.refused(self.veghe("sweep", "verify", "s"), "sweep.tampered", 5)
            self.assertEqual(self.veghe("sweep", "merge", "s", "-o", "m").returncode, 5)
            path.write_bytes(whole)
        self.good("sweep", "merge", "s", "-o", "m")

    def test_verify_finds_what_is_damaged_and_run_mends_it(self):
        self.plan()
        self.assertIn("4 missing", self.good("sweep", "verify", "s", code=3).stdout)
        self.run_sweep()
        self.assertIn("4 of 4 units whole", self.good("sweep", "verify", "s", "--population", self.population).stdout)
        before = self.finished()
        name = sorted((self.folder / "s" / "units").glob("*/*.unit"))[1]
        data = bytearray(name.read_bytes())
        data[len(data) // 2] ^= 4
        name.write_bytes(data)
        self.refused(self.veghe("sweep", "verify", "s"), "sweep.damaged", 5)
        self.assertEqual(self.veghe("sweep", "merge", "s", "-o", "m").returncode, 5)
        self.run_sweep()
        self.assertEqual(self.finished(), before)

    def test_what_is_damaged_is_not_finished(self):
        self.plan()
        self.run_sweep()
        first, second = sorted((self.folder / "s" / "units").glob("*/*.unit"))[:2]
        first.write_bytes(b"")
        second.write_bytes(second.read_bytes()[:100])
        told = self.good("sweep", "status", "s", code=5).stdout
        self.assertIn("2 of 4 units finished", told)
        self.assertIn(f"damaged, and made again by veghe sweep run: point", told)
        self.assertIn(first.stem, told)
        done = self.veghe("sweep", "verify", "s")
        self.assertTrue(done.stderr.endswith("2 problems\n"), done.stderr)
        self.run_sweep()
        self.assertIn("4 of 4 units finished", self.good("sweep", "status", "s").stdout)

    def test_the_code_of_status_tells_a_script_that_somebody_must_look(self):
        """5 outweighs 3: what is open goes by itself, what is put aside, damaged, unreadable or made twice does not."""
        self.plan()
        self.run_sweep("--units", "3", "--threads", "1", code=3)
        self.good("sweep", "status", "s", code=3)
        with open(self.folder / "s" / "units.csv", encoding="utf-8") as file:
            units = [row["unit"] for row in csv.DictReader(file)]
        there = {path.stem: path for path in (self.folder / "s" / "units").glob("*/*.unit")}
        missing = next(unit for unit in units if unit not in there)
        aside = self.write(f"s/aside/{missing}.toml", "")
        self.assertIn("  put aside: point", self.good("sweep", "status", "s", code=5).stdout)
        aside.unlink()
        first = next(iter(there.values()))
        whole = first.read_bytes()
        first.unlink()
        first.symlink_to(first.name)  # leads to itself: nobody can read it, nor root
        told = self.good("sweep", "status", "s", code=5).stdout
        self.assertIn(f"  cannot be read: point", told)
        self.assertIn("3 of 4 units finished", told)  # it may be: what cannot be read is not damaged
        first.unlink()
        first.write_bytes(whole)
        self.good("sweep", "status", "s", code=3)
        self.run_sweep()
        self.good("sweep", "status", "s")
        other = pathlib.Path(f"{first}.other-0123456789abcdef")
        shutil.copy(first, other)
        self.assertIn("  made twice, and gave two results: unit " + first.stem, self.good("sweep", "status", "s", code=5).stdout)
        other.unlink()
        self.good("sweep", "status", "s")

    def test_verify_makes_units_once_more(self):
        """A result that was forged, checksum, journal and all, is told by making it again."""
        self.plan(values="50", replicates=1)
        self.run_sweep()
        name = next((self.folder / "s" / "units").glob("*/*.unit"))
        body = name.read_text(encoding="utf-8").rsplit("sha256\t", 1)[0].replace("cost_ron\t0", "cost_ron\t1")
        name.write_text(body + "sha256\t" + hashlib.sha256(body.encode()).hexdigest() + "\n", encoding="utf-8")
        shutil.rmtree(self.folder / "s" / "journal")
        done = self.veghe("sweep", "verify", "s", "--population", self.population)
        self.refused(done, "sweep.contradiction", 5)
        self.good("sweep", "verify", "s", "--again", "0")


class SweepFaults(Folder):
    def test_what_is_finished_and_cannot_take_its_name_is_said_to_lie_somewhere(self):
        """Whoever merged for an hour need not look for it: in a folder beside the name, or within the one that is there already."""
        self.plan(values="50", replicates=1)
        self.run_sweep()
        self.good("sweep", "merge", "s", "-o", "m")
        expected = {path.name: path.read_bytes() for path in (self.folder / "m").iterdir()}
        for there in (False, True):
            place = self.folder / f"place_{there}"
            (place / "into" if there else place).mkdir(parents=True)
            for first in range(1, 20):  # until it is not a file that fails to take its name in the folder of what is not finished
                environment = self.faulty(VEGHE_FAULT_UNDER=str(place), VEGHE_FAULT_FAIL=f"rename:{first}:EIO:1")
                done = self.good("sweep", "merge", "s", "-o", place / "into", "--force", code=5, env=environment)
                if "cannot take this name" in done.stderr:
                    break
            self.assertIn(os.strerror(errno.EIO), done.stderr)
            lies = pathlib.Path(done.stderr.split(" and lies in ")[1].split(" (")[0].split(";")[0])
            self.assertIn(place, lies.parents)
            self.assertEqual({path.name: path.read_bytes() for path in lies.iterdir()}, expected)

    def test_p5_sigkill_at_random_instants(self):
        """Killed and gone on with, again and again: nothing finished is lost or made again, and the end is the same."""
        self.plan("whole", values="50, 60, 70, 80", replicates=2)
        begin = time.monotonic()
        self.run_sweep(folder="whole")
        duration = time.monotonic() - begin
        self.plan(values="50, 60, 70, 80", replicates=2)
        met, kills = {}, 0
        while kills < KILLS:
            process = self.start("s", "--threads", "2")
            time.sleep(self.luck.random() * duration)
            process.kill()
            process.wait()
            kills += 1
            now = self.finished()
            self.assertLessEqual(met.items(), now.items())
            met = now
            if len(met) == 8:
                shutil.rmtree(self.folder / "s")
                self.plan(values="50, 60, 70, 80", replicates=2)
                met = {}
        self.run_sweep()
        self.assertEqual(self.finished(), self.finished("whole"))
        strays = list((self.folder / "s" / "units").glob("*/.*"))
        self.assertFalse(strays)

    def test_a_stop_keeps_what_is_finished(self):
        """By whatever asks for it, and code 128 with its number; by a limit, and code 3: more is to be had."""
        self.plan(values=", ".join(str(50 + k) for k in range(20)), replicates=20)
        for number, code in [(signal.SIGTERM, 143), (signal.SIGUSR1, 138), (signal.SIGINT, 130), (signal.SIGHUP, 129)]:
            before = self.finished()
            process = subprocess.Popen([VEGHE, "sweep", "run", "s", "--population", str(self.population), "--threads", "1"],
                                       cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            while process.poll() is None and len(self.finished()) < len(before) + 2:
                time.sleep(0.01)
            process.send_signal(number)
            _, said = process.communicate()
            self.assertEqual(process.returncode, code, said)
            self.assertRegex(said, r"\d+ of 400 units finished; the same command goes on")
            self.assertFalse(list((self.folder / "s" / "leases").iterdir()))
            self.assertGreaterEqual(len(self.finished()), len(before) + 2)
            self.assertLessEqual(before.items(), self.finished().items())
        before = self.finished()
        self.run_sweep("--units", "2", "--threads", "1", code=3)
        self.assertEqual(len(self.finished()), len(before) + 2)

    def stopped(self, process, signals=1):
        """Asks it to stop, and again after more than a second. \return  how long it took after the last time [s], code and what it said"""
        for left in range(signals, 0, -1):
            process.send_signal(signal.SIGTERM)
            asked = time.monotonic()
            if left > 1:
                time.sleep(1.5)
                self.assertIsNone(process.poll(), "it has ended before it was asked again")
        _, said = process.communicate(timeout=60)
        return time.monotonic() - asked, process.returncode, said

    def begin(self, *more, **options):
        """A run of the sweep whose words are read when it has ended."""
        process = subprocess.Popen([VEGHE, "sweep", "run", "s", "--threads", "1", *map(str, more)], cwd=self.folder, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True, **options)
        self.addCleanup(process.kill)
        return process

    def left(self, *folders):
        """What lies in folders of the sweep, hidden or not."""
        return [str(path) for folder in folders for path in (self.folder / "s" / folder).rglob("*") if path.is_file()]

    def test_a_stop_in_the_middle_of_a_long_unit(self):
        """It does not wait for the end of what it simulates: the unit is given back, and made from its beginning by whoever comes next."""
        self.write("base.toml", BASELINE.format(data=SOURCE / "scenarios" / "data").replace("2022-02-28", "2023-12-25"))
        self.plan("whole", values="50", replicates=1)
        self.run_sweep(folder="whole")
        journal = next((self.folder / "whole" / "journal").glob("*.log")).read_text(encoding="utf-8")
        took_s = next(float(line.split("\t")[3]) for line in journal.splitlines() if line.startswith("done\t"))
        self.plan(values="50", replicates=1)
        process = self.begin("--population", self.population)
        self.until(lambda: self.left("leases"), "it has taken the unit")
        time.sleep(took_s / 3)
        self.assertEqual((process.poll(), self.left("units")), (None, []))
        stopping_s, code, said = self.stopped(process)
        self.assertEqual(code, 143, said)
        self.assertLess(stopping_s, 5)
        self.assertIn("0 of 1 unit finished; the same command goes on", said)
        self.assertEqual(self.left("units", "leases", "workers", "failures"), [])
        self.good("sweep", "status", "s", code=3)
        self.run_sweep()
        self.assertEqual(self.finished(), self.finished("whole"))

    def test_asked_twice_it_waits_for_no_disk(self):
        """A result on its way to the disk is waited for, since it would be lost; but not by who asks again."""
        self.plan()
        hold = self.write("hold", "")
        process = self.begin("--population", self.population, env=self.faulty(VEGHE_FAULT_HOLD=f"{hold}:.unit"))
        self.until(lambda: self.left("units"), "a result is on its way")
        stopping_s, code, said = self.stopped(process, signals=2)
        self.assertEqual(code, 143, said)
        self.assertLess(stopping_s, 10)  # of the 25 that it would wait for the disk
        self.assertIn("veghe: stopping; what has been simulated is kept", said)
        self.assertIn("veghe: ended by force", said)
        self.assertEqual(self.finished(), {})
        self.assertEqual(len(self.left("units")), 1)  # under no name that counts
        hold.unlink()
        self.run_sweep()
        self.plan("whole")
        self.run_sweep(folder="whole")
        self.assertEqual(self.finished(), self.finished("whole"))
        self.assertEqual(len(self.left("units")), 4)

    def test_a_stop_while_the_population_is_built(self):
        self.plan(values="50", replicates=1)
        begin = time.monotonic()
        self.good("sweep", "run", "s")
        whole, whole_s = self.finished(), time.monotonic() - begin
        shutil.rmtree(self.folder / "s")
        self.plan(values="50", replicates=1)
        process = self.begin()
        self.until(lambda: self.left("building"), "it builds")
        time.sleep(whole_s / 4)
        self.assertIsNone(process.poll())
        stopping_s, code, said = self.stopped(process)
        self.assertEqual(code, 143, said)
        self.assertLess(stopping_s, 5)
        self.assertFalse((self.folder / "s" / "population.h5").exists())
        self.assertEqual(self.left("units", "leases"), [])
        if "ended by force" not in said:  # as on a machine that is so busy that four seconds are not enough
            self.assertEqual(self.left("building", "workers"), [])
        self.good("sweep", "run", "s")
        self.assertEqual(self.finished(), whole)
        self.assertEqual([path.name for path in (self.folder / "s").glob(".*")] + self.left("building"), [])

    def test_k9_where_no_lock_is_given(self):
        self.plan("whole", values="50", replicates=1)
        self.assertNotIn("locks", self.run_sweep(folder="whole").stderr)
        for error in ("ENOSYS", "ENOLCK"):
            self.plan(error, values="50", replicates=1)
            done = self.run_sweep(folder=error, env=self.faulty(VEGHE_FAULT_LOCKS=error))
            self.assertEqual(done.stderr.count("takes no locks"), 1, done.stderr)
            self.assertEqual(self.finished(error), self.finished("whole"))

    def test_p7_a_disk_that_takes_no_more(self):
        """No file may grow beyond a few hundred bytes: as on a full disk, results do not fit."""
        self.plan()

        def full():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))

        done = self.run_sweep("--quiet", code=5, preexec_fn=full)
        self.assertIn("0 of 4 units finished; the same command goes on", done.stderr)
        self.assertEqual(self.finished(), {})
        self.run_sweep()
        self.assertEqual(len(self.finished()), 4)

    def test_p7_a_merge_that_finds_no_room(self):
        self.plan(values="50", replicates=1)
        self.run_sweep()
        self.good("sweep", "merge", "s", "-o", "whole")
        expected = {path.name: path.read_bytes() for path in (self.folder / "whole").iterdir()}
        names = {path.name for path in self.folder.iterdir()}
        for most in (1000, max(map(len, expected.values())) - 1):  # none of it fits, and all but the longest
            def full():
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

            done = self.veghe("sweep", "merge", "s", "-o", "m", preexec_fn=full)
            self.assertEqual(done.returncode, 5, done.stderr)
            self.assertEqual({path.name for path in self.folder.iterdir()}, names)
        self.good("sweep", "merge", "s", "-o", "m")
        self.assertEqual({path.name: path.read_bytes() for path in (self.folder / "m").iterdir()}, expected)

    def test_a_plan_that_finds_no_room_leaves_no_empty_folder(self):
        def full():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16))

        self.design()
        self.refused(self.veghe("sweep", "plan", "d.sweep.toml", "-o", "s", preexec_fn=full), "file.unwritten", 5)
        self.assertFalse((self.folder / "s").exists())
        self.good("sweep", "plan", "d.sweep.toml", "-o", "s")

    def test_p7_a_folder_that_may_not_be_written_to(self):
        self.plan()
        units = self.folder / "s" / "units"
        units.write_text("a file where a folder is wanted", encoding="utf-8")  # as good as read-only, and for root too
        self.refused(self.veghe("sweep", "run", "s", "--population", self.population, "--quiet"), "file.unwritten", 5)
        units.unlink()
        self.run_sweep()


if __name__ == "__main__":
    unittest.main(verbosity=2)

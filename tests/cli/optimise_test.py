"""veghe optimise as its users meet it: find, go on after a kill, refuse, compare what was found.

optimise_test.py VEGHE SOURCE_FOLDER [unittest options]
"""

import csv
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

VEGHE = os.path.abspath(sys.argv.pop(1))
SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()

BASELINE = """format = 1
title = "Some weeks in one county, for tests"
test_only = true
[run]
start = 2022-01-03
end = 2022-06-27
counties = [{counties}]
[population]
data = "{data}"
[parameters]
"observation.varies" = 0
"offenders.per_100k" = 2000
"lover_boy.approach" = 100
"online_grooming.approach" = 200
"family_complicity.base" = 2e-4
"""
PLAN = """format = 1
title = "For tests"
title_ro = "Pentru teste"
baseline = "base.toml"
budgets = ["1 million RON"]
[search]
seed = 7
replicates = 4
levels = 1
explore = 1
rounds = 1
proposals = 1
finalists = 2
confirm = 4
[[measure]]
kind = "curriculum"
[[measure]]
kind = "school_counsellors"
"""
TABLES = ["finalists.csv", "frontier.csv", "groups.csv", "portfolios.csv", "responses.csv"]


class Optimise(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix="veghe-optimise-"))
        (cls.shared / "base.toml").write_text(BASELINE.format(counties='"TL"', data=SOURCE / "scenarios/data"))
        cls.population = cls.shared / "people.h5"
        subprocess.run([VEGHE, "population", str(cls.shared / "base.toml"), "-o", str(cls.population), "--quiet"],
                       check=True, capture_output=True)
        (cls.shared / "plan.toml").write_text(PLAN)  # one search that nothing disturbs, for those who compare
        subprocess.run([VEGHE, "optimise", "plan.toml", "-o", "whole", "--population", str(cls.population), "--threads", "2", "--quiet"],
                       cwd=cls.shared, check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.shared)

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-optimise-"))
        shutil.copy(self.shared / "base.toml", self.folder)
        (self.folder / "plan.toml").write_text(PLAN)

    def tearDown(self):
        shutil.rmtree(self.folder)

    def command(self, out, *options):
        return [VEGHE, "optimise", "plan.toml", "-o", out, "--population", str(self.population), *options]

    def run_it(self, out, *options, code=0, **more):
        done = subprocess.run(self.command(out, *options), cwd=self.folder, capture_output=True, text=True, **more)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def tables(self, out):
        return {name: (self.folder / out / name).read_bytes() for name in TABLES + ["portfolio_1000000.toml"]}

    def whole(self):
        return self.tables(self.shared / "whole")

    def test_finds_a_portfolio_that_compare_takes(self):
        said = self.run_it("found/", "--threads", "2").stdout
        self.assertTrue((self.folder / "found.runs").is_dir())  # true totals, beside what is shared and not in it
        self.assertFalse((self.folder / "found/.runs").exists())
        self.assertIn("1,000,000 RON a year", said)
        self.assertIn("for tests only", said)
        self.assertIn("Fewer than three counties", said)
        with open(self.folder / "found/finalists.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(rows[0]["origin"], "nothing")
        self.assertEqual(sum(row["recommended"] == "true" for row in rows), 1)
        for row in rows:
            self.assertLessEqual(float(row["ron_dearest_year"]), 1e6)
            self.assertEqual(row["ron_per_case"], "", "one county: no cost by case")
            self.assertTrue(row["unit"].startswith("percent"))
        with open(self.folder / "found/groups.csv", newline="") as file:
            self.assertEqual({row["group"] for row in csv.DictReader(file)} >= {"girls", "boys", "rural", "foster"}, True)
        taken = (self.folder / "found/portfolio_1000000.toml").read_text()
        if "[[intervention]]" in taken:
            subprocess.run([VEGHE, "validate", "base.toml", "found/portfolio_1000000.toml"], cwd=self.folder, check=True,
                           capture_output=True)

    def test_is_the_same_on_one_thread_and_as_json(self):
        told = json.loads(self.run_it("one", "--threads", "1", "--json").stdout)
        self.assertEqual(self.tables("one"), self.whole())
        self.assertEqual(told["budgets"][0]["budget_ron"], 1e6)
        self.assertTrue(told["test_only"])
        self.assertEqual(set(told["budgets"][0]["rises"]) >= {"all", "girls", "rural"}, True)

    def test_goes_on_after_a_kill(self):
        runs = self.folder / "killed.runs"
        kept = 0
        for kill in range(3):
            process = subprocess.Popen(self.command("killed", "--quiet"), cwd=self.folder)
            deadline = time.monotonic() + 120
            while time.monotonic() < deadline and process.poll() is None:
                now = len(list(runs.glob("*.run"))) if runs.exists() else 0
                if now > kept:
                    break
                time.sleep(0.02)
            process.send_signal(signal.SIGKILL if kill < 2 else signal.SIGTERM)
            code = process.wait(timeout=120)
            self.assertIn(code, [-signal.SIGKILL, 128 + signal.SIGTERM, 0])
            kept = len(list(runs.glob("*.run")))
        self.assertGreater(kept, 0)
        before = {file.name: file.stat().st_mtime_ns for file in runs.glob("*.run")}
        self.run_it("killed", "--quiet", "--force")
        self.assertEqual(self.tables("killed"), self.whole())
        for name, when in before.items():
            self.assertEqual((runs / name).stat().st_mtime_ns, when, "run again")

    def test_p7_a_disk_that_takes_no_more(self):
        """No file may grow beyond so many bytes, as on a full disk: no run can be kept; all runs, and no table; and then there is room again."""
        def full_at(most):
            def limit():
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            return {"preexec_fn": limit}

        runs = self.folder / "out.runs"
        self.assertIn("[file.unwritten]", self.run_it("out", "--quiet", code=5, **full_at(100)).stderr)
        self.assertEqual(list(runs.iterdir()), [])
        shutil.copytree(self.shared / "whole.runs", runs, dirs_exist_ok=True)
        before = {file.name: (file.stat().st_mtime_ns, file.read_bytes()) for file in runs.iterdir()}
        longest = max(len(data) for _, data in before.values())
        self.assertGreater(max(map(len, self.whole().values())), longest)
        self.assertIn("[file.unwritten]", self.run_it("out", "--quiet", code=5, **full_at(longest)).stderr)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["base.toml", "out.runs", "plan.toml"])
        self.run_it("out", "--quiet")
        self.assertEqual(self.tables("out"), self.whole())
        self.assertEqual({file.name: (file.stat().st_mtime_ns, file.read_bytes()) for file in runs.iterdir()}, before)  # nothing was run again

    def test_few_cases_are_refused_before_the_search(self):
        base = self.folder / "base.toml"
        nobody = re.sub(r'"(offenders|lover_boy|online_grooming|family_complicity)\..*\n', "", base.read_text())
        base.write_text(nobody + "[model]\npathways = []\n")
        self.assertIn("[optimise.few-cases]", self.run_it("few", code=4).stderr)
        self.assertEqual(len(list((self.folder / "few.runs").glob("*.run"))), 4, "the baseline's, and no portfolio's")

    def test_romanian(self):
        said = self.run_it("gasit", "--language", "ro").stdout
        self.assertIn("1.000.000 RON pe an", said)
        self.assertIsNone(re.search(r"\{[a-z]+\}", said))

    def test_refuses(self):
        def refused(plan, text, *options):
            (self.folder / "plan.toml").write_text(plan)
            self.assertIn(text, self.run_it("refused", *options, code=4).stderr)
            self.assertFalse((self.folder / "refused").exists())

        refused(PLAN + '[aim]\nobjective = "registered_cases_averted"\n', "[optimise.aim]")
        refused(PLAN.replace("curriculum", "school_closure"), "[optimise.shock]")
        refused(PLAN.replace("[search]", "[search]\nruns = 10"), "[optimise.runs]")
        refused(PLAN.replace("curriculum", "curiculum"), "nearest is curriculum")
        refused(PLAN.replace('"1 million RON"', '"1 million EUR"'), "budgets")
        (self.folder / "plan.toml").write_text(PLAN)
        (self.folder / "there").mkdir()
        (self.folder / "there/frontier.csv").write_text("mine\n")
        self.assertIn("[output.finished]", self.run_it("there", code=4).stderr)
        self.assertEqual((self.folder / "there/frontier.csv").read_text(), "mine\n")


if __name__ == "__main__":
    unittest.main()

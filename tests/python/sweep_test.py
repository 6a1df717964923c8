"""A sweep read in Python: a folder made by hand, and one that the program made, against a comparison of the same runs.

sweep_test.py VEGHE [unittest options]
"""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import needs

needs.need("h5py", "pandas")

import numpy as np

import veghe

VEGHE = os.path.abspath(sys.argv.pop(1))
PLAN = """format = 1
title = "By hand"
kind = "csv"
scenarios = ["base", "more"]
replicates = 2
parameters = ["a.x"]
units_of_measurement = ["1/year"]
[identity]
seed = 1
"""
UNIT = """veghe sweep unit 1
id\t{id}
replicate\t{replicate}
multiplier\t4.5
disclosure\tshared
years\t2022\t2023
scenario\tdigest
cost_ron\t0
cases\ttrue\tall\t\t{base}\t20
cases\tregistered\tall\t\t3\t4
cases\tregistered\tcounty\tDJ\t3\t4
scenario\tdigest
cost_ron\t1000.5
cases\ttrue\tall\t\t9\t{more}
cases\tregistered\tall\t\t3\t6
cases\tregistered\tcounty\tDJ\t3\t6
event\tmore.lessons\t12
"""
SCENARIO = """format = 1
title = "A winter in one county, for tests"
test_only = true
[run]
start = 2022-09-05
end = 2023-02-27
seed = 1
replicates = 2
counties = ["TL"]
[population]
data = "{data}"
[parameters]
"offenders.per_100k" = 2000
"lover_boy.approach" = 100
"""
STRATEGY = 'format = 1\ntitle = "More"\n[[intervention]]\nkind = "school_counsellors"\npupils_per_counsellor = 100\n'
DESIGN = 'format = 1\ntitle = "As they are"\nbaseline = "half.toml"\nstrategies = ["more.toml"]\n[run]\nseed = 1\nreplicates = 2\n'


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-sweep-"))
        self.addCleanup(shutil.rmtree, self.folder)


class ByHand(Folder):
    def setUp(self):
        super().setUp()
        self.plan(PLAN)
        (self.folder / "points.csv").write_text("point,draw,a.x\n0,0,0.1\n1,0,0.30000000000000004\n")
        self.ids = ["dd" * 32, "aa" * 32, "bb" * 32, "cc" * 32]
        places = [(0, 0), (1, 0), (0, 1), (1, 1)]
        (self.folder / "units.csv").write_text("unit,point,replicate\n" + "".join(
            f"{id},{point},{replicate}\n" for id, (point, replicate) in zip(self.ids, places)))
        (self.folder / "scenarios").mkdir()
        (self.folder / "scenarios" / "0.toml").write_text("[run]\nstart = 2022-01-03\nend = 2024-01-01\n")
        for id, (_, replicate), base, more in zip(self.ids[:3], places, (10, 15, 12), (18, 18, 18)):
            self.write(id, UNIT.format(id=id, replicate=replicate, base=base, more=more))

    def plan(self, text):
        (self.folder / "sweep.toml").write_text(f'{text}sha256 = "{hashlib.sha256(text.encode()).hexdigest()}"\n')

    def path(self, id):
        return self.folder / "units" / id[:2] / f"{id}.unit"

    def write(self, id, text):
        self.path(id).parent.mkdir(parents=True, exist_ok=True)
        self.path(id).write_text(text + "sha256\t" + hashlib.sha256(text.encode()).hexdigest() + "\n")

    def test_counts(self):
        sweep = veghe.open_sweep(self.folder)
        self.assertEqual((sweep.complete, sweep.units["done"].tolist()), (False, [True, True, True, False]))
        self.assertEqual(sweep.points.loc[1, "a.x"], 0.1 + 0.2)
        self.assertEqual(sweep.true.by()[0, 1, "base"], 32)  # 12 and 20
        self.assertEqual(sweep.true.by("all", "year")[0, 1, "more", "2022"], 9)
        self.assertEqual(sweep.true.paired()[0, 0, "more"], -3)  # 9 + 18 less 10 + 20
        self.assertEqual(sweep.registered.paired("all", "year")[1, 0, "more", "2023"], 2)
        self.assertEqual(sweep.costs[0, 0, "more"], 1000.5)
        self.assertTrue(sweep.costs.index.is_monotonic_increasing)
        self.assertEqual(sweep.events.iloc[0].tolist(), [0, 0, "more", "more.lessons", 12])
        self.assertEqual(sweep.true.paired().attrs, {"unit": "person", "ledger": "true"})
        self.assertRaises(veghe.LedgerError, lambda: sweep.true.by() + sweep.registered.by())

    def test_nothing_true_is_told_by_county(self):
        sweep = veghe.open_sweep(self.folder)
        self.assertEqual(sweep.registered.by("county")[0, 0, "more", "DJ"], 9)
        self.assertEqual(sweep.true.strata, ["all"])
        for ask in (sweep.true.by, sweep.true.paired, sweep.true.differences):
            for stratum in ("county", "pathway", "form"):
                self.assertRaisesRegex(veghe.VegheError, "where, or of what, detection is weakest", ask, stratum)
        self.assertRaisesRegex(veghe.VegheError, "nearest is 'county'", sweep.registered.paired, "countty")

    def test_differences(self):
        frame = veghe.open_sweep(self.folder).true.differences()
        self.assertEqual(frame["point"].tolist(), [0, 1])
        self.assertEqual(frame["runs"].tolist(), [2, 1])
        years = 104 * 7 / 365.25
        self.assertAlmostEqual(float(frame["true_mean"][0]), (-3 - 5) / 2 / years)
        self.assertAlmostEqual(float(frame["true_mean"][1]), -8 / years)
        self.assertEqual(veghe.publishable(frame)["kept_back"].tolist(), [False, False])
        percent = veghe.open_sweep(self.folder).true.differences(per="percent")
        self.assertAlmostEqual(float(percent["true_mean"][0]), 100 * -4 / 31)  # of 30 and 32
        self.assertAlmostEqual(float(percent["true_mean"][1]), 100 * -8 / 35)
        self.assertRaisesRegex(veghe.DisclosureError, "working folder", veghe.publishable, veghe.open_sweep(self.folder).registered.differences("county"))

    def test_small_points_are_kept_back(self):
        text = UNIT.format(id=self.ids[1], replicate=0, base=11, more=18)
        self.write(self.ids[1], text.replace("registered\tall\t\t3\t6", "registered\tall\t\t1\t2"))
        sweep = veghe.open_sweep(self.folder)
        self.assertEqual(veghe.publishable(sweep.registered.differences())["kept_back"].tolist(), [False, True])
        self.write(self.ids[2], UNIT.format(id=self.ids[2], replicate=1, base=12, more=18).replace("shared", "internal"))
        sweep = veghe.open_sweep(self.folder)
        self.assertRaisesRegex(veghe.DisclosureError, "fewer than three counties", veghe.publishable, sweep.true.differences())
        self.assertFalse(veghe.publishable(sweep.true.differences(per="percent"))["kept_back"].any())

    def test_refusals(self):
        path = self.path(self.ids[0])
        text = path.read_text()
        for broken in (text[:-1], text.replace("\t10\t", "\t11\t"), "", text + "x"):
            path.write_text(broken)
            self.assertRaisesRegex(veghe.VegheError, r"unit: \[file.damaged\]", veghe.open_sweep, self.folder)
        self.write(self.ids[0], text.replace("unit 1", "unit 2").rpartition("sha256")[0])
        self.assertRaisesRegex(veghe.VegheError, "file.schema-version", veghe.open_sweep, self.folder)
        (self.folder / "sweep.toml").write_text((self.folder / "sweep.toml").read_text().replace("base", "bass"))
        self.assertRaisesRegex(veghe.VegheError, r"sweep.toml: \[sweep.tampered\]", veghe.open_sweep, self.folder)
        (self.folder / "sweep.toml").write_text(PLAN)
        self.assertRaisesRegex(veghe.VegheError, r"sweep.toml: \[sweep.tampered\]", veghe.open_sweep, self.folder)
        (self.folder / "sweep.toml").write_text(PLAN.replace("format = 1", "format = 2"))
        self.assertRaisesRegex(veghe.VegheError, "file.schema-version", veghe.open_sweep, self.folder)
        (self.folder / "sweep.toml").write_text("title = 1")
        self.assertRaisesRegex(veghe.VegheError, "file.foreign", veghe.open_sweep, self.folder)
        self.assertRaisesRegex(veghe.VegheError, r"none: \[file.missing\]", veghe.open_sweep, self.folder / "none")
        (self.folder / "sweep.toml").unlink()
        self.assertRaisesRegex(veghe.VegheError, "veghe sweep plan wrote", veghe.open_sweep, self.folder)


class Real(Folder):
    def require_merged(self, sweep, merged):
        """The merged file says what the units say."""
        self.assertEqual((merged.complete, merged.scenarios, merged.title), (True, sweep.scenarios, sweep.title))
        self.assertTrue(merged.points.equals(sweep.points))
        self.assertTrue(merged.costs.equals(sweep.costs))
        self.assertEqual(list(merged.facts), ["version", "commit", "compiler", "flags", "build_type"])
        self.assertEqual(merged.facts, sweep.facts)
        self.assertIn("-std=c++20", merged.facts["flags"])
        for ledger in ("true", "registered"):
            ours, theirs = getattr(merged, ledger), getattr(sweep, ledger)
            self.assertEqual(ours.strata, theirs.strata)
            self.assertGreater(len(ours.strata), 2)
            for stratum in ours.strata:
                self.assertTrue(ours.paired(stratum, "year").equals(theirs.paired(stratum, "year")), (ledger, stratum))
            self.assertTrue(ours.by("sex", "year").equals(theirs.by("sex", "year")))
            self.assertEqual(int(merged.dataset()[f"{ledger}_all"].sum()), int(theirs.by().sum()))
        self.assertRaises(veghe.LedgerError, lambda: merged.dataset()["true_all"] + merged.dataset()["registered_all"])

    def require_tables(self):
        """A table in which a digit was changed is told of with the folder; the file by itself is whole."""
        for name in ("values.csv", "points.csv", "units.csv", "parameters.csv"):
            path = self.folder / "m" / name
            whole = path.read_text()
            path.write_text(whole.replace("a", "b", 1) if name == "parameters.csv" else whole.replace("0", "1", 1))
            self.assertNotEqual(path.read_text(), whole)
            self.assertRaisesRegex(veghe.VegheError, rf"m/{name}: \[dataset.changed\]", veghe.open_sweep, self.folder / "m")
            self.assertTrue(veghe.open_sweep(self.folder / "m" / "sweep.h5").complete)
            path.write_text(whole)
        (self.folder / "m" / "parameters.csv").unlink()  # what is not there misleads nobody
        self.assertTrue(veghe.open_sweep(self.folder / "m").complete)

    def require_plan(self):
        """A digit of the design that was changed by hand: points that nobody ran."""
        for name in ("points.csv", "units.csv", "data.csv", "scenarios/0.toml"):
            path = self.folder / "s" / name
            whole = path.read_text()
            path.write_text(whole.replace("0", "1", 1))
            self.assertRaisesRegex(veghe.VegheError, rf"s/{name}: \[sweep.tampered\]", veghe.open_sweep, self.folder / "s")
            path.write_text(whole)

    def require_part(self):
        """A merged file with a gap says so, and counts what is there."""
        next((self.folder / "s" / "units").rglob("*.unit")).unlink()
        done = subprocess.run([VEGHE, "sweep", "merge", "s", "-o", "part", "--partial"], cwd=self.folder, check=False, capture_output=True)
        self.assertEqual(done.returncode, 3)
        sweep, merged = veghe.open_sweep(self.folder / "s"), veghe.open_sweep(self.folder / "part" / "sweep.h5")
        self.assertEqual((merged.complete, merged.units["done"].sum()), (False, 1))
        self.assertTrue(merged.true.paired("age_band").equals(sweep.true.paired("age_band")))
        self.assertTrue(merged.costs.equals(sweep.costs))
        self.assertEqual(merged.true.differences()["runs"].tolist(), [1])

    def test_a_sweep_of_one_point_is_the_comparison(self):
        (self.folder / "half.toml").write_text(SCENARIO.format(data=needs.SOURCE / "scenarios" / "data"))
        (self.folder / "more.toml").write_text(STRATEGY)
        (self.folder / "design.toml").write_text(DESIGN)
        for call in (["sweep", "plan", "design.toml", "-o", "s"], ["sweep", "run", "s"], ["sweep", "merge", "s", "-o", "m"], ["compare", "half.toml", "more.toml", "-o", "c"]):
            done = subprocess.run([VEGHE, *call], cwd=self.folder, check=False, capture_output=True, text=True, timeout=300)
            self.assertEqual(done.returncode, 0, done.stderr)
        sweep, comparison = veghe.open_sweep(self.folder / "s"), veghe.open_comparison(self.folder / "c")
        self.assertTrue(sweep.complete)
        self.require_merged(sweep, veghe.open_sweep(self.folder / "m"))
        self.assertAlmostEqual(sweep.run_years, comparison.baseline.years)
        merged = veghe.open_sweep(self.folder / "m").true.differences()
        self.assertEqual(merged.attrs["unit"], "person/year")
        self.assertTrue(merged.equals(sweep.true.differences()))
        self.assertIn("internal", repr(sweep))
        for ledger in ("true", "registered"):
            swept = getattr(sweep, ledger)
            for name in comparison.scenarios:
                counts = getattr(comparison.run(name), ledger).by("sex", "year")
                ours = swept.by("sex", "year").xs((0, name), level=("point", "scenario"))
                self.assertGreater(int(counts.sum()), 10)
                for place, count in counts.items():
                    self.assertEqual(ours[place], count)
            for per in ("case", "percent"):
                frame, told = swept.differences(per=per), getattr(comparison, ledger).differences(per=per)
                for part in ("mean", "low_5", "high_95", "standard_error"):
                    self.assertTrue(np.isclose(frame[f"{ledger}_{part}"][0], told[f"{ledger}_{part}"][0]), (per, part))
                self.assertEqual(frame.attrs["unit"], told.attrs["unit"])
        self.require_tables()
        self.require_plan()
        self.require_part()
        np.testing.assert_allclose(sweep.costs.xs("more", level="scenario") / sweep.run_years, comparison.run("more").cost)


if __name__ == "__main__":
    unittest.main(verbosity=2)

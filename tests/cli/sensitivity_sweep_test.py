"""From a design to what an answer hangs on, as users go: sweep plan, run, merge, then veghe sensitivity and rank. What must matter leads, and
what cannot matter does not, for a Saltelli and for a Morris design.

sensitivity_sweep_test.py VEGHE SOURCE_FOLDER [unittest options]
"""

import csv
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py

VEGHE = os.path.abspath(sys.argv.pop(1))
SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()

# Six weeks of a small county in which families alone exploit, with raised rates. Their hazard must lead; what a RON that is paid out costs
# is read by the comparison and never by a run, so no case can hang on it.
BASELINE = """format = 1
title = "A few weeks in one county, for tests"
test_only = true
[run]
start = 2022-01-03
end = 2022-02-14
warmup_weeks = 2
counties = ["TL"]
[population]
data = "{data}"
[model]
pathways = ["family_complicity"]
[parameters]
"observation.varies" = 0
"""
MONEY = """format = 1
title = "Money for deprived households"
[[intervention]]
kind = "income_support"
name = "money"
start = 2022-01-10
coverage = 1.0
ron_per_month = 400
"""
DESIGN = """format = 1
title = "For tests"
baseline = "base.toml"
strategies = ["money.toml"]
[run]
seed = 7
replicates = 2
[design]
kind = "{kind}"
points = {points}
[parameters]
"family_complicity.base" = {{ low = 0.001, high = 0.04 }}
"income_support.payment" = {{ low = 1.0, high = 1.3 }}
"""
HAZARD, PAYMENT = "family_complicity.base", "income_support.payment"
BASES, TRAJECTORIES = 64, 8


class Swept(unittest.TestCase):
    """One sweep of each kind for all tests, merged, and looked at from many sides."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-sensitivity-sweep-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        (cls.folder / "base.toml").write_text(BASELINE.format(data=SOURCE / "scenarios" / "data"), encoding="utf-8")
        (cls.folder / "money.toml").write_text(MONEY, encoding="utf-8")
        cls.good("population", "base.toml", "-o", "people.h5", "--quiet")
        for kind, points in (("saltelli", BASES), ("morris", TRAJECTORIES)):
            (cls.folder / f"{kind}.sweep.toml").write_text(DESIGN.format(kind=kind, points=points), encoding="utf-8")
            cls.good("sweep", "plan", f"{kind}.sweep.toml", "-o", kind)
            cls.good("sweep", "run", kind, "--population", "people.h5", "--quiet")
            cls.good("sweep", "merge", kind, "-o", f"{kind}_merged")

    @classmethod
    def veghe(cls, *arguments):
        return subprocess.run([VEGHE, *map(str, arguments)], cwd=cls.folder, capture_output=True, text=True, timeout=300, check=False)

    @classmethod
    def good(cls, *arguments):
        done = cls.veghe(*arguments)
        if done.returncode != 0:
            raise AssertionError(f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def sensitivity(self, merged, *more):
        """What is said, and the table: by index and parameter the value with its bounds."""
        said = self.good("sensitivity", merged, *more, "-o", "out", "--force").stdout
        with open(self.folder / "out" / "sensitivity.csv", encoding="utf-8", newline="") as file:
            self.lines = list(csv.DictReader(file))
        number = lambda text: float(text) if text else None
        return said, {(row["index"], row["parameter"]): tuple(number(row[name]) for name in ("value", "low_5", "high_95")) for row in self.lines}

    def leading(self, said):
        """The first of the list that is told."""
        return next(line for line in said.splitlines() if line.startswith("  ")).split()[0]

    def assert_whole(self, table, indices):
        """Every parameter has every index, each within its bounds."""
        self.assertEqual({key for key in table if key[1]}, {(index, name) for index in indices for name in (HAZARD, PAYMENT)})
        for key, (value, low, high) in table.items():
            self.assertIsNotNone(value, key)
            if low is not None:
                self.assertTrue(low <= value <= high, (key, value, low, high))

    def test_a_level_hangs_on_the_hazard(self):
        said, table = self.sensitivity("saltelli_merged", "--of", "level")
        self.assertIn(f"Points: {BASES * 4}; replicates of each: 2", said)
        self.assertIn("The number of true cases with base hangs on", said)
        self.assert_whole(table, {"first", "total"})
        self.assertEqual(self.leading(said), HAZARD)
        self.assertGreater(table["total", HAZARD][1], 0.7)
        self.assertGreater(table["first", HAZARD][1], 0.5)
        for index in ("first", "total"):
            self.assertEqual(table[index, PAYMENT], (0.0, 0.0, 0.0))  # no run reads it: not a bit of any run moves
        self.assertEqual({(row["strategy"], row["quantity"], row["ledger"], row["unit"]) for row in self.lines}, {("base", "level", "true", "1")})

    def test_what_money_averts_hangs_on_the_hazard_too(self):
        said, table = self.sensitivity("saltelli_merged")
        self.assertIn("What money averts hangs on", said)
        self.assert_whole(table, {"first", "total"})
        self.assertEqual(self.leading(said), HAZARD)
        for index in ("first", "total"):
            _, low, high = table[index, PAYMENT]
            self.assertTrue(low <= 0.0 <= high, table)
        self.assertEqual({(row["strategy"], row["quantity"]) for row in self.lines}, {("money", "difference")})

    def test_costs_hang_on_what_a_payment_costs(self):
        for of in (["--of", "level", "--strategy", "money"], []):
            said, table = self.sensitivity("saltelli_merged", "--measure", "cost", *of)
            self.assertEqual(self.leading(said), PAYMENT)
            self.assertGreater(table["total", PAYMENT][1], 0.7)
            self.assertEqual(table["total", HAZARD], (0.0, 0.0, 0.0))

    def test_a_screening_finds_the_same(self):
        said, table = self.sensitivity("morris_merged", "--of", "level")
        self.assertIn(f"Points: {TRAJECTORIES * 3}; replicates of each: 2", said)
        self.assert_whole(table, {"mean_effect", "absolute_effect", "spread", "effect_of_luck"})
        self.assertEqual(self.leading(said), HAZARD)
        self.assertEqual(table["absolute_effect", PAYMENT], (0.0, 0.0, 0.0))
        # Cases are in proportion to the hazard, 0.001 to 0.04 about 0.0205: from end to end they rise by 1.90 of their mean.
        value, low, high = table["mean_effect", HAZARD]
        self.assertAlmostEqual(value, 190.0, delta=12.0)
        self.assertTrue(100.0 < low < value < high < 210.0, (value, low, high))
        self.assertFalse((self.folder / "out" / "information.csv").exists())
        self.assertEqual({row["unit"] for row in self.lines}, {"percent of baseline"})  # one county

    def test_a_screening_of_costs_has_its_sign(self):
        """A dearer payment costs more, beyond the baseline as in all: the baseline pays nobody. Each RON paid has 0.3 RON from end to end."""
        _, level = self.sensitivity("morris_merged", "--measure", "cost", "--of", "level", "--strategy", "money")
        said, beyond = self.sensitivity("morris_merged", "--measure", "cost")
        self.assertIn("What money costs beyond the baseline hangs on", said)
        self.assertGreater(level["mean_effect", PAYMENT][1], 0.0)
        for ours, whole in zip(beyond["mean_effect", PAYMENT], level["mean_effect", PAYMENT]):
            self.assertAlmostEqual(ours, whole, delta=1.0)

    def test_the_folder_is_read_by_its_tables(self):
        tables = ("saltelli_merged/values.csv", "--points", "saltelli_merged/points.csv")
        for command in ("rank", "sensitivity"):
            self.assertEqual(self.good(command, "saltelli_merged").stdout, self.good(command, *tables).stdout)

    def test_p8_a_table_in_which_a_digit_was_changed_is_refused(self):
        """Of what was merged, its data set holds the SHA-256: nothing that anybody changed is read as what was simulated."""
        merged = self.folder / "changed"
        shutil.copytree(self.folder / "morris_merged", merged)
        with h5py.File(merged / "sweep.h5") as file:
            said = file.attrs["tidy_tables"].decode()
        self.assertEqual({line.split("  ")[1] for line in said.splitlines()}, {"values.csv", "points.csv", "parameters.csv", "units.csv"})
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet"], input=said, cwd=merged, text=True, check=True)
        luck = random.Random(8)
        for name in ("values.csv", "points.csv", "parameters.csv", "units.csv"):
            whole = (merged / name).read_bytes()
            digits = [at for at, byte in enumerate(whole) if chr(byte).isdigit()]  # of a name, too
            for at in luck.sample(digits, min(5, len(digits))):
                other = b"%d" % ((whole[at] - ord("0") + luck.randrange(1, 10)) % 10)
                (merged / name).write_bytes(whole[:at] + other + whole[at + 1:])
                for command in ("rank", "sensitivity"):
                    refused = self.veghe(command, "changed", "-o", "never")
                    self.assertEqual((refused.returncode, refused.stdout), (5, ""), (name, at, refused.stderr))
                    self.assertIn(f"changed/{name}: [dataset.changed]", refused.stderr)
            (merged / name).write_bytes(whole)
        (merged / "parameters.csv").write_bytes((merged / "parameters.csv").read_bytes().replace(b"1", b"RON"))
        self.assertIn("changed/parameters.csv: [dataset.changed]", self.veghe("rank", "changed").stderr)
        (merged / "parameters.csv").unlink()  # what is not there misleads nobody
        self.assertFalse((self.folder / "never").exists())
        self.good("sensitivity", "changed")

    def test_a_file_of_a_merged_sweep_that_is_missing_is_named(self):
        """With the command that makes it again, and not as a comparison that lacks results."""
        merged = self.folder / "lacking"
        shutil.copytree(self.folder / "saltelli_merged", merged)
        for lost in (["sweep.h5"], ["values.csv"], ["points.csv"], ["sweep.h5", "values.csv"]):
            kept = {name: (merged / name).read_bytes() for name in lost}
            for name in lost:
                (merged / name).unlink()
            for command, *more in (("rank",), ("sensitivity",), ("rank", "--stratum", "sex=female"), ("sensitivity", "--measure", "cost")):
                refused = self.veghe(command, "lacking", *more, "-o", "never")
                self.assertEqual((refused.returncode, refused.stdout), (4, ""), refused.stderr)
                for name in lost:
                    self.assertIn(f"lacking/{name}: [dataset.lacks]", refused.stderr)
                self.assertIn("merge again: veghe sweep merge FOLDER -o lacking --force", refused.stderr)
            for name, whole in kept.items():
                (merged / name).write_bytes(whole)
        (merged / "points.csv").unlink()
        self.good("rank", "lacking", "--points", "saltelli_merged/points.csv")
        self.assertFalse((self.folder / "never").exists())

    def test_a_table_that_was_changed_on_purpose_is_named(self):
        merged = self.folder / "mine"
        shutil.copytree(self.folder / "saltelli_merged", merged)
        values = (merged / "values.csv").read_text(encoding="utf-8")
        (merged / "values.csv").write_text(values + "\n", encoding="utf-8")
        self.assertIn("name it: mine/values.csv --points mine/points.csv", self.veghe("rank", "mine").stderr)
        named = self.good("rank", "mine/values.csv", "--points", "mine/points.csv").stdout
        self.assertIn("Read as it stands, and not as veghe sweep merge is known to have written it: mine/values.csv.", named)
        self.assertIn("mean rank", named)
        (merged / "values.csv").write_text(values, encoding="utf-8")
        points = merged / "points.csv"
        points.write_text(points.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        self.assertIn("known to have written it: mine/points.csv.", self.good("rank", "mine", "--points", "mine/points.csv").stdout)

    def part(self, name, lost):
        """The sweep of base points without these units, by point and replicate, which failed and were put aside; merged."""
        shutil.copytree(self.folder / "saltelli", self.folder / name)
        with open(self.folder / name / "units.csv", encoding="utf-8") as file:
            units = {(int(row["point"]), int(row["replicate"])): row["unit"] for row in csv.DictReader(file)}
        for at in lost:
            next((self.folder / name / "units").glob(f"*/{units[at]}.unit")).unlink()
            (self.folder / name / "aside").mkdir(exist_ok=True)
            (self.folder / name / "aside" / f"{units[at]}.toml").write_text("", encoding="utf-8")
        merged = self.veghe("sweep", "merge", name, "-o", f"{name}_merged", "--partial")
        self.assertEqual(merged.returncode, 3, merged.stderr)
        return f"{name}_merged"

    def without(self, name, dropped):
        """The tables of the whole sweep, but for rows that `dropped` (of point and replicate) is true of."""
        (self.folder / name).mkdir()
        for table in ("values.csv", "points.csv"):
            head, *rows = (self.folder / "saltelli_merged" / table).read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [row for row in rows if not dropped(int(row.split(",")[0]), row.split(",")[1] if table == "values.csv" else None)]
            (self.folder / name / table).write_text(head + "".join(kept), encoding="utf-8")
        return f"{name}/values.csv", "--points", f"{name}/points.csv"

    def tables(self, command, *data, code=0):
        done = self.veghe(command, *data, "-o", "told", "--force")
        self.assertEqual(done.returncode, code, done.stderr)
        names = {"rank": ["ranking.csv"], "sensitivity": ["sensitivity.csv", "information.csv"]}[command]
        return done.stdout, [(self.folder / "told" / name).read_text(encoding="utf-8").splitlines() for name in names]

    def test_k7_of_base_points_in_which_a_unit_failed_the_whole_ones_are_told(self):
        """Three units of two base points are lost: indices and order are those of the other base points, told with how many these are, and
        code 3 says that it is a part."""
        part = self.part("aside", [(13, 0), (14, 1), (40, 0)])
        whole = self.without("whole_blocks", lambda point, _: point // 4 in (3, 10))
        for command in ("sensitivity", "rank"):
            said, tables = self.tables(command, part, code=3)
            expected, complete = self.tables(command, *whole)
            notes = [f"Points: {4 * (BASES - 2)}; replicates of each: 2;", "something of them is missing: 8.",
                     f"of which alone this is told: {BASES - 2} of {BASES}.", f"A part of a sweep: 3 of {8 * BASES} results are missing"]
            for note in notes:
                self.assertIn(note, said)
            self.assertEqual([line for line in said.splitlines() if not any(note in line for note in notes[1:])], expected.splitlines())
            for ours, theirs in zip(tables, complete):
                self.assertEqual(ours[:len(theirs)], theirs)
                more = "\n".join(ours[len(theirs):])
                for fact in (f"points,{4 * (BASES - 2)}", "points_left_out,8", "replicates_left_out,0", "results_missing,3"):
                    self.assertIn(fact, more.replace(",,,", ","))

    def test_of_a_sweep_that_was_stopped_a_replicate_is_left_out_rather_than_the_points(self):
        part = self.part("stopped", [(point, 1) for point in range(10, 4 * BASES)])
        once = self.without("once", lambda _, replicate: replicate == "1")
        for command in ("sensitivity", "rank"):
            said, tables = self.tables(command, part, code=3)
            _, complete = self.tables(command, *once)
            for note in (f"Points: {4 * BASES}; replicates of each: 1;", "since too few points have them: 1.", "A part of a sweep: 246 of 512 results"):
                self.assertIn(note, said)
            self.assertNotIn("Points left out", said)
            for ours, theirs in zip(tables, complete):
                self.assertEqual(ours[:len(theirs)], theirs)

    def test_what_is_no_sample_of_a_design_is_refused(self):
        part = self.part("one_left", [(point, replicate) for point in range(4, 4 * BASES, 4) for replicate in range(2)])
        for command in ("sensitivity", "rank"):
            refused = self.veghe(command, part)
            self.assertEqual((refused.returncode, refused.stdout), (4, ""), refused.stderr)
            self.assertIn(f"[dataset.no-sample] of {BASES} points, or base points, or trajectories 1 alone is whole", refused.stderr)

    def test_a_choice_needs_a_sample_of_the_prior(self):
        refused = self.veghe("rank", "morris_merged")
        self.assertEqual(refused.returncode, 4)
        self.assertIn("[dataset.screening]", refused.stderr)
        self.assertIn("mean rank", self.good("rank", "saltelli_merged").stdout)


if __name__ == "__main__":
    unittest.main()

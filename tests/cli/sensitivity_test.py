"""`veghe sensitivity` and `veghe rank` as their users meet them: data sets of designs, a comparison, refusals, both languages.

sensitivity_test.py VEGHE SOURCE_FOLDER [unittest options]
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

VEGHE = os.path.abspath(sys.argv.pop(1))
SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
NAMES = ["observation.hidden_multiplier", "a.effect", "b.nothing"]


def saltelli(luck, bases):
    points = []
    for _ in range(bases):
        a, b = [[luck.random() for _ in NAMES] for _ in range(2)]
        points += [a, *([b[k] if k == axis else a[k] for k in range(3)] for axis in range(3)), b]
    return points


def morris(luck, trajectories):
    points = []
    for _ in range(trajectories):
        at = [luck.randrange(4) for _ in NAMES]
        points.append([(k + 0.5) / 4 for k in at])
        for axis in luck.sample(range(3), 3):
            at[axis] = (at[axis] + 2) % 4
            points.append([(k + 0.5) / 4 for k in at])
    return points


def averted(u):
    """What the strategies avert at a point: lessons 200 by their effect, teams 30 and 100 by the multiplier."""
    return {"baseline": 0.0, "lessons": 200 * u[1], "teams": 30 + 100 * u[0]}


class Sensitivity(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-sensitivity-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def veghe(self, *arguments):
        return subprocess.run([VEGHE, *map(str, arguments)], capture_output=True, text=True, timeout=300, cwd=self.folder,
                              check=False)

    def data_set(self, points, lost=(), disclosure="shared"):
        luck = random.Random(5)
        with open(self.folder / "points.csv", "w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["point", "draw", *NAMES])
            rows.writerows([p, 0, 2.5 + 7.5 * u[0], u[1], u[2]] for p, u in enumerate(points))
        with open(self.folder / "values.csv", "w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["point", "replicate", "strategy", "ledger", "measure", "stratum", "year", "value", "unit", "disclosure"])
            for p, u in enumerate(points):
                for r in range(2):
                    level = 1000 * (0.5 + u[0]) + 20 * random.Random(r).gauss(0, 1)
                    for name, cases in averted(u).items():
                        if (p, name) in lost:
                            continue
                        level_here = level - cases - (0 if name == "baseline" else 5 * luck.gauss(0, 1))
                        for year in (2024, 2025):
                            rows.writerow([p, r, name, "true", "cases", "all", year, level_here / 2, "person", disclosure])
                            rows.writerow([p, r, name, "registered", "cases", "all", year, level_here / 10, "person", disclosure])
                        cost = {"baseline": 1e6, "lessons": 3e6, "teams": 2.5e6}[name]
                        rows.writerow([p, r, name, "", "cost", "", "", cost, "RON", disclosure])

    def rows(self, name):
        with open(self.folder / "out" / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def table(self, name, key, quantity, value="value"):
        return {row[key]: float(row[value]) for row in self.rows(name) if row[quantity[0]] == quantity[1]}

    def test_shares_and_worth(self):
        self.data_set(saltelli(random.Random(1), 256))
        call = self.veghe("sensitivity", "values.csv", "--points", "points.csv", "-o", "out")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertIn("Points: 1280; replicates of each: 2; strategies beside baseline: 2.", call.stdout)
        total = self.table("sensitivity.csv", "parameter", ("index", "total"))
        self.assertEqual(set(total), set(NAMES))
        self.assertAlmostEqual(total["a.effect"], 1.0, delta=0.15)
        self.assertAlmostEqual(total["b.nothing"], 0.0, delta=0.05)
        worth = self.table("information.csv", "parameter", ("quantity", "worth"))
        # Of the effect: teams avert 80 on average, lessons 200 u: E max(80, 200 u) - 100 = 16.
        self.assertAlmostEqual(worth["a.effect"], 16.0, delta=5.0)
        turns = self.table("information.csv", "parameter", ("quantity", "turns_at"))
        self.assertAlmostEqual(turns["a.effect"], 0.4, delta=0.05)
        self.assertEqual(self.veghe("sensitivity", "values.csv", "--points", "points.csv", "-o", "out").returncode, 4)
        before = [self.rows(name) for name in ("sensitivity.csv", "information.csv")]
        again = self.veghe("sensitivity", "values.csv", "--points", "points.csv", "-o", "out", "--force")
        self.assertEqual((again.returncode, again.stdout), (0, call.stdout))
        self.assertEqual([self.rows(name) for name in ("sensitivity.csv", "information.csv")], before)

    def test_levels(self):
        """The baseline has 500 + 1,000 u0 true cases; with lessons there are 200 u1 fewer, a variance of 200^2 beside 1,000^2."""
        self.data_set(saltelli(random.Random(1), 256))
        call = self.veghe("sensitivity", "values.csv", "--points", "points.csv", "--of", "level", "-o", "out")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertIn("The number of true cases with baseline hangs on", call.stdout)
        self.assertNotIn("worth", call.stdout)
        self.assertFalse((self.folder / "out" / "information.csv").exists())  # a level is no choice
        total = self.table("sensitivity.csv", "parameter", ("index", "total"))
        self.assertAlmostEqual(total["observation.hidden_multiplier"], 1.0, delta=0.1)
        self.assertEqual((total["a.effect"], total["b.nothing"]), (0.0, 0.0))
        self.assertEqual({(row["strategy"], row["quantity"], row["measure"], row["ledger"], row["stratum"])
                          for row in self.rows("sensitivity.csv")}, {("baseline", "level", "cases", "true", "all")})
        call = self.veghe("sensitivity", "values.csv", "--points", "points.csv", "--of", "level", "--strategy", "lessons", "-o", "out", "--force")
        self.assertIn("The number of true cases with lessons hangs on", call.stdout)
        total = self.table("sensitivity.csv", "parameter", ("index", "total"))
        self.assertAlmostEqual(total["a.effect"], 200**2 / (200**2 + 1000**2), delta=0.02)
        self.assertGreater(total["a.effect"], 0.02)
        registered = self.veghe("sensitivity", "values.csv", "--points", "points.csv", "--of", "level", "--ledger", "registered", "--language", "ro")
        self.assertIn("Cazurile înregistrate cu baseline depind de", registered.stdout)
        self.assertIn("What teams costs in all hangs on", self.veghe(
            "sensitivity", "values.csv", "--points", "points.csv", "--of", "level", "--measure", "cost", "--strategy", "teams").stdout)

    def test_screening_and_what_it_does_not_tell(self):
        self.data_set(morris(random.Random(1), 20))
        call = self.veghe("sensitivity", "values.csv", "--points", "points.csv", "--strategy", "teams", "-o", "out", "--language", "ro")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertIn("nu sunt un eșantion", call.stdout)
        effect = self.table("sensitivity.csv", "parameter", ("index", "mean_effect"))
        self.assertAlmostEqual(effect["observation.hidden_multiplier"], 100.0, delta=10.0)
        self.assertFalse((self.folder / "out" / "information.csv").exists())
        refused = self.veghe("rank", "values.csv", "--points", "points.csv")
        self.assertEqual(refused.returncode, 4)
        self.assertIn("[dataset.screening]", refused.stderr)

    def test_any_points_some_lost(self):
        luck = random.Random(1)
        self.data_set([[luck.random() for _ in NAMES] for _ in range(200)], lost={(3, "teams"), (9, "lessons")})
        call = self.veghe("sensitivity", "values.csv", "--points", "points.csv", "--threshold", 30000)
        self.assertEqual(call.returncode, 3, call.stderr)  # of a part
        self.assertIn("Points: 198;", call.stdout)
        self.assertIn("is missing: 2.", call.stdout)
        self.assertIn("at 30000 RON", call.stdout)

    def test_a_ranking(self):
        luck = random.Random(1)
        self.data_set([[luck.random() for _ in NAMES] for _ in range(300)])
        call = self.veghe("rank", "values.csv", "--points", "points.csv", "-o", "out")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertIn("not distinguishable", call.stdout)
        best = self.table("ranking.csv", "strategy", ("quantity", "probability_best"))
        self.assertAlmostEqual(best["lessons"], 0.6, delta=0.12)  # 200 v > 30 + 100 u in 0.6 of the square
        averts = self.table("ranking.csv", "strategy", ("quantity", "mean_averted"))
        self.assertAlmostEqual(averts["teams"], 80.0, delta=8.0)
        regret = self.table("ranking.csv", "strategy", ("quantity", "greatest_regret"))
        self.assertGreater(regret["baseline"], regret["teams"])
        curve = self.rows("acceptability.csv")
        chosen = {float(row["threshold_ron_per_case"]): row["strategy"] for row in curve if row["on_frontier"] == "1"}
        self.assertEqual(chosen[0.0], "baseline")
        self.assertEqual(chosen[max(chosen)], "lessons")  # 20,000 RON a case: 1.5 million for 80, 0.5 million for 20 more
        self.assertEqual(call.stdout, self.veghe("rank", "values.csv", "--points", "points.csv").stdout)

    def test_a_stratum_is_named_wherever_it_is_told_of(self):
        luck = random.Random(1)
        self.data_set([[luck.random() for _ in NAMES] for _ in range(60)])
        table = self.folder / "values.csv"
        text = table.read_text(encoding="utf-8")
        girls = [line.replace(",all,", ",sex=female,") for line in text.splitlines(keepends=True) if ",cases,all," in line]
        table.write_text(text + "".join(girls), encoding="utf-8")
        tables = ("values.csv", "--points", "points.csv", "-o", "out", "--force")
        of_all = self.veghe("rank", *tables)
        self.assertEqual(of_all.returncode, 0, of_all.stderr)
        self.assertNotIn("all alone", of_all.stdout)
        self.assertEqual({row["stratum"] for row in self.rows("ranking.csv")}, {"all"})
        told = self.veghe("rank", *tables, "--stratum", "sex=female")
        self.assertEqual(told.returncode, 0, told.stderr)
        bare = told.stdout.replace("Of sex=female alone.\n", "").replace("Costs are everybody's: they know no stratum.\n", "")
        self.assertEqual(bare, of_all.stdout)
        self.assertIn("Of sex=female alone.\n", told.stdout)
        self.assertIn("Numai despre sex=female.\n", self.veghe("rank", *tables, "--stratum", "sex=female", "--language", "ro").stdout)
        self.assertEqual({(row["quantity"] == "mean_cost", row["stratum"]) for row in self.rows("ranking.csv")},
                         {(True, "all"), (False, "sex=female")})
        self.assertIn("Of sex=female alone.\n", self.veghe("sensitivity", *tables, "--stratum", "sex=female").stdout)

    def test_what_tells_no_stratum_apart_answers_for_none(self):
        """A table without the column, and costs, which have none: they are of everybody."""
        luck = random.Random(1)
        self.data_set([[luck.random() for _ in NAMES] for _ in range(60)])
        with open(self.folder / "values.csv", encoding="utf-8", newline="") as file:
            rows = [{key: value for key, value in row.items() if key != "stratum"} for row in csv.DictReader(file)]
        with open(self.folder / "bare.csv", "w", encoding="utf-8", newline="") as file:
            bare = csv.DictWriter(file, rows[0])
            bare.writeheader()
            bare.writerows(rows)
        for command in ("rank", "sensitivity"):
            refused = self.veghe(command, "bare.csv", "--points", "points.csv", "--stratum", "sex=female", "-o", "out")
            self.assertEqual((refused.returncode, refused.stdout), (4, ""), refused.stderr)
            self.assertIn("bare.csv: [dataset.no-stratum] has no column stratum, so that nothing is of sex=female alone; leave --stratum out", refused.stderr)
            self.assertEqual(self.veghe(command, "bare.csv", "--points", "points.csv").returncode, 0)
        refused = self.veghe("sensitivity", "values.csv", "--points", "points.csv", "--measure", "cost", "--stratum", "sex=female")
        self.assertEqual((refused.returncode, refused.stdout), (4, ""), refused.stderr)
        self.assertIn("[dataset.nothing]", refused.stderr)

    def test_a_data_set_of_few_counties_is_in_percent(self):
        luck = random.Random(1)
        self.data_set([[luck.random() for _ in NAMES] for _ in range(60)], disclosure="internal")
        call = self.veghe("rank", "values.csv", "--points", "points.csv", "-o", "out")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertIn("Fewer than three counties: true cases are given in percent of the baseline only", call.stdout)
        self.assertFalse((self.folder / "out" / "acceptability.csv").exists())
        self.assertEqual({row["unit"] for row in self.rows("ranking.csv")}, {"1", "percent of baseline"})
        mean = self.table("ranking.csv", "strategy", ("quantity", "mean_utility"))
        self.assertAlmostEqual(mean["teams"], 8.0, delta=1.5)  # 80 of 1,000
        refused = self.veghe("rank", "values.csv", "--points", "points.csv", "--threshold", 30000)
        self.assertIn("[dataset.no-costs]", refused.stderr)
        for word in ("RON", "mean_cost", "mean_averted"):
            self.assertNotIn(word, (self.folder / "out" / "ranking.csv").read_text(encoding="utf-8"))
            self.assertNotIn(word, call.stdout)
        alone = self.veghe("sensitivity", "values.csv", "--points", "points.csv", "--measure", "cost")
        self.assertEqual(alone.returncode, 0, alone.stderr)  # by themselves, as a comparison tells them
        self.assertIn("costs beyond the baseline", alone.stdout)
        self.assertIn("Mai puțin de trei județe", self.veghe("sensitivity", "values.csv", "--points", "points.csv", "--language", "ro").stdout)

    def test_a_missing_year_is_missing(self):
        luck = random.Random(1)
        self.data_set([[luck.random() for _ in NAMES] for _ in range(60)])
        table = self.folder / "values.csv"
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        table.write_text("".join(line for line in lines if not line.startswith("0,0,baseline,true,cases,all,2024,")), encoding="utf-8")
        call = self.veghe("rank", "values.csv", "--points", "points.csv")
        self.assertEqual(call.returncode, 3, call.stderr)
        self.assertIn("Points: 59;", call.stdout)
        self.assertIn("is missing: 1.", call.stdout)

    def test_the_folder_of_a_merged_sweep(self):
        luck = random.Random(1)
        self.data_set([[luck.random() for _ in NAMES] for _ in range(60)])
        by_table = self.veghe("rank", "values.csv", "--points", "points.csv")
        refused = self.veghe("rank", ".")
        self.assertIn("./sweep.h5: [dataset.lacks]", refused.stderr)  # no folder of a sweep yet
        (self.folder / "sweep.h5").touch()  # damaged: nothing tells whether the tables are what was merged
        refused = self.veghe("rank", ".")
        self.assertEqual((refused.returncode, refused.stdout), (5, ""), refused.stderr)
        self.assertIn("sweep.h5: [file.damaged]", refused.stderr)
        named = self.veghe("rank", "values.csv", "--points", "points.csv")
        self.assertEqual(named.returncode, 0, named.stderr)
        note = "Read as it stands, and not as veghe sweep merge is known to have written it: values.csv, points.csv.\n"
        self.assertEqual(named.stdout.replace(note, ""), by_table.stdout)
        self.assertIn(note, named.stdout)

    def test_a_folder_in_which_a_sweep_is_worked_on(self):
        (self.folder / "design.toml").write_text(
            f'format = 1\ntitle = "t"\nbaseline = "{SOURCE}/scenarios/tiny.toml"\n', encoding="utf-8")
        planned = self.veghe("sweep", "plan", "design.toml", "-o", "s", "--quiet")
        self.assertEqual(planned.returncode, 0, planned.stderr)
        before = sorted(self.folder.rglob("*"))
        refused = self.veghe("rank", "s")
        self.assertEqual(refused.returncode, 4)
        self.assertIn("s: [dataset.not-merged]", refused.stderr)
        self.assertIn("veghe sweep merge s -o", refused.stderr)
        tiny = SOURCE / "scenarios" / "tiny.toml"
        self.data_set([[0.5, 0.1 * k, 0.2] for k in range(5)])
        for arguments in (["compare", tiny, SOURCE / "scenarios" / "strategies" / "curriculum.toml", "-o", "s", "--force"],
                          ["run", tiny, "-o", "s/r.h5"], ["rank", "values.csv", "--points", "points.csv", "-o", "s"],
                          ["sensitivity", "values.csv", "--points", "points.csv", "-o", "s/", "--force"]):
            refused = self.veghe(*arguments)
            self.assertEqual(refused.returncode, 4, arguments)
            self.assertIn("s: [output.sweep]", refused.stderr)
        self.assertEqual([path for path in sorted(self.folder.rglob("*")) if path.parent != self.folder or path.name == "s"],
                         [path for path in before if path.parent != self.folder or path.name == "s"])

    def test_refusals(self):
        self.data_set([[0.5, 0.1 * k, 0.2] for k in range(5)])
        (self.folder / "empty").mkdir()
        for arguments, told in [(["rank", "values.csv", "--measure", "deaths"], "[dataset.no-aim]"),
                                (["sensitivity", "values.csv", "--ledger", "registered"], "[dataset.no-parameters]"),
                                (["sensitivity", "values.csv", "--points", "points.csv"], "[design.too-few-points]"),
                                (["sensitivity", "values.csv", "--points", "points.csv", "--strategy", "lesson"], "[dataset.no-strategy]"),
                                (["sensitivity", "values.csv", "--stratum", "sex=none"], "[dataset.nothing]"),
                                (["rank", "values.csv", "--threshold", "-1"], "[usage.out-of-range]"),
                                (["sensitivity", "values.csv", "--of", "levels"], "[usage.quantity]"),
                                (["sensitivity", "values.csv", "--of", "level", "--threshold", "9"], "[dataset.no-choice]"),
                                (["rank", "values.csv", "--stratum", "county=DJ"], "[dataset.register-alone]"),
                                (["rank", "empty", "--stratum", "sex=female"], "[dataset.whole-comparison]"),
                                (["rank", "empty"], "[dataset.one-result]"), (["rank", "."], "[dataset.lacks]"), (["rank", "none.csv"], "[file.missing]")]:
            call = self.veghe(*arguments)
            self.assertEqual((call.returncode, call.stdout), (4, ""), arguments)
            self.assertIn(told, call.stderr)

    def test_a_place_is_what_was_named(self):
        luck = random.Random(1)
        self.data_set([[luck.random() for _ in NAMES] for _ in range(40)])
        (self.folder / "bad").mkdir()
        for name, text in [("semicolons.csv", "point;replicate;strategy;measure;value\n0;0;a;cases;1,5\n"),
                           ("empty.csv", "point,replicate,strategy,measure,value\n"), ("bare.csv", "point,draw\n0,0\n"),
                           ("short.csv", "point,replicate,strategy,measure,value\n0,0\n")]:
            (self.folder / "bad" / name).write_text(text, encoding="utf-8")
        for arguments, told in [(["bad/semicolons.csv"], "bad/semicolons.csv:1: [table.semicolons]"),
                                (["bad/empty.csv"], "bad/empty.csv: [dataset.no-rows]"),
                                (["bad/short.csv"], "bad/short.csv:2: [table.fields]"),
                                (["values.csv", "--points", "bad/none.csv"], "bad/none.csv: [file.missing]"),
                                (["values.csv", "--points", "bad/bare.csv"], "bad/bare.csv: [dataset.no-parameters]")]:
            call = self.veghe("sensitivity", *arguments)
            self.assertEqual((call.returncode, call.stderr.count("\n")), (4, 1), call.stderr)
            self.assertIn(told, call.stderr)
        self.assertIn("Nothing on what is forgone", self.veghe("rank", "values.csv", "--points", "bad/bare.csv").stdout)

    def test_few_points_are_told_to_be_few(self):
        self.data_set(saltelli(random.Random(4), 10))
        call = self.veghe("sensitivity", "values.csv", "--points", "points.csv")
        self.assertEqual(call.returncode, 0, call.stderr)
        worth = call.stdout[call.stdout.index("What measuring"):]
        self.assertNotRegex(worth, r"[\[ ]-\d")  # nothing is worth less than nothing
        costs = self.veghe("sensitivity", "values.csv", "--points", "points.csv", "--measure", "cost").stdout
        self.assertIn("What lessons costs beyond the baseline hangs on", costs)
        self.assertIn("It is the same in every run", costs)
        registered = self.veghe("sensitivity", "values.csv", "--points", "points.csv", "--ledger", "registered").stdout
        self.assertIn("How many fewer are registered with lessons hangs on", registered)

    def test_a_comparison(self):
        """Its one county is too small a selection for true levels: percent, and no costs."""
        compared = self.veghe("compare", SOURCE / "scenarios" / "tiny.toml", SOURCE / "scenarios" / "strategies" / "curriculum.toml",
                              "-o", "compared", "--replicates", 2, "--seed", 4, "--quiet")
        self.assertEqual(compared.returncode, 0, compared.stderr)
        call = self.veghe("rank", "compared", "-o", "out")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertIn("percent of the baseline", call.stdout)
        self.assertIn("not distinguishable", call.stdout)  # two runs
        self.assertFalse((self.folder / "out" / "acceptability.csv").exists())
        self.assertNotIn("mean_cost", (self.folder / "out" / "ranking.csv").read_text(encoding="utf-8"))
        self.assertIn("[dataset.no-parameters]", self.veghe("sensitivity", "compared").stderr)  # no posterior
        shutil.copy(self.folder / "compared" / "curriculum.h5", self.folder / "compared" / "an_older_one.h5")
        self.assertEqual(self.veghe("rank", "compared").stdout, call.stdout)  # it is in no summary.csv
        refused = self.veghe("rank", "compared/curriculum.h5")
        self.assertIn("[dataset.not-a-table] is a veghe result file", refused.stderr)
        self.assertIn("[dataset.no-costs]", self.veghe("rank", "compared", "--threshold", 1000).stderr)
        (self.folder / "compared" / "curriculum.h5").unlink()
        self.assertIn("compared/curriculum.h5: [dataset.no-result]", self.veghe("rank", "compared").stderr)


if __name__ == "__main__":
    unittest.main()

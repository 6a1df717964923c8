"""Paired differences as Python works them out against the program's own summary.csv, digit by digit.

comparison_test.py VEGHE [--three FOLDER] [unittest options]

Half a year of one small county is compared on the spot; FOLDER is a comparison of three counties (small.toml), where true levels are
shown.
"""

import atexit
import functools
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import needs

needs.need("h5py", "pandas", "xarray")

import numpy as np
import pandas as pd

import veghe
from veghe import statistics

VEGHE = os.path.abspath(sys.argv.pop(1))
THREE = pathlib.Path(sys.argv.pop(2)) if sys.argv[1:2] == ["--three"] else None
if THREE:
    sys.argv.remove("--three")
SCENARIO = """format = 1
title = "Half a year in one county, for tests"
test_only = true
[run]
start = 2022-01-03
end = 2022-07-04
seed = 1
replicates = 4
counties = ["TL"]
[population]
data = "{data}"
[parameters]
"offenders.per_100k" = 2000
"lover_boy.approach" = 100
"online_grooming.approach" = 200
"""
STRATEGY = """format = 1
title = "More counsellors"
[[intervention]]
kind = "school_counsellors"
pupils_per_counsellor = 100
"""
STRATA = [("all", None), ("sex", None), ("age_band", None), ("settlement", None), ("care", None), ("pathway", None), ("county", None), ("region", None), ("all", "year")]
MEASURES = {"difference": "case", "difference_percent": "percent", "difference_per_100k": "per_100k"}


@functools.cache
def compared():
    """Of this process, and removed at its end."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-python-"))
    atexit.register(shutil.rmtree, folder)
    (folder / "half.toml").write_text(SCENARIO.format(data=needs.SOURCE / "scenarios" / "data"))
    (folder / "more.toml").write_text(STRATEGY)
    subprocess.run([VEGHE, "compare", "half.toml", "more.toml", "-o", "out", "--quiet"], cwd=folder, check=True, timeout=300)
    return folder / "out"


class Agreement(unittest.TestCase):
    """Every row of summary.csv that the result files hold."""

    @classmethod
    def setUpClass(cls):
        cls.comparison = veghe.open_comparison(THREE or compared())
        cls.rows = cls.comparison.summary.set_index(["scenario", "ledger", "stratum", "value", "measure"]).sort_index()

    def summary_row(self, ledger, stratum, measure, row):
        value = "" if stratum == "all" else row[stratum]
        return self.rows.loc[[(row["scenario"], f"{ledger}_simulated", stratum, value, measure)]].iloc[0]

    def require_alike(self, ledger, frame, stratum, measure):
        """Rounded alike; what the summary keeps back is kept back. Returns how many rows were compared."""
        compared_rows, shares = 0, ["runs_below_zero", "runs_above_zero"] if measure != "level" else []
        for _, row in frame.iterrows():
            told = self.summary_row(ledger, stratum, measure, row)
            if np.isnan(told["mean"]):
                continue
            ours = {part: row[f"{ledger}_{part}"] for part in statistics.PARTS} | {"degrees": row["degrees"]} | {share: row[share] for share in shares}
            ours = statistics.rounded(ours)
            for part in ["mean", "low_5", "high_95", *shares]:
                self.assertEqual(ours[part], told[part], (ledger, stratum, measure, part, dict(row)))
            if measure != "level":
                self.assertEqual(row["finding"], told["finding"])
                self.assertTrue(np.isclose(row["variance_ratio"], told["variance_ratio"], rtol=1e-12), (row, told))
            compared_rows += 1
        return compared_rows

    def test_levels_and_differences(self):
        found = {"true": 0, "registered": 0}
        for ledger in found:
            cases = getattr(self.comparison, ledger)
            for stratum, time in STRATA:
                if stratum in cases.strata:
                    column = time or stratum
                    found[ledger] += self.require_alike(ledger, cases.levels(stratum, time), column, "level")
                    for measure, per in MEASURES.items():
                        if (stratum, per) != ("region", "per_100k"):
                            found[ledger] += self.require_alike(ledger, cases.differences(stratum, time, per), column, measure)
        self.assertGreater(found["true"], 50 if THREE else 5)
        self.assertGreater(found["registered"], 50)

    def test_publishable_keeps_back_what_the_program_does(self):
        seen = 0
        for ledger in ("true", "registered"):
            cases = getattr(self.comparison, ledger)
            for stratum, time in STRATA:
                if stratum not in cases.strata:
                    continue
                try:
                    frame = veghe.publishable(cases.differences(stratum, time, "percent"))
                except veghe.DisclosureError:
                    continue
                for _, row in frame.iterrows():
                    told = self.summary_row(ledger, time or stratum, "difference_percent", row)
                    seen += 1
                    if np.isnan(told["mean"]):
                        self.assertTrue(np.isnan(row[f"{ledger}_mean"]), dict(row))
                    elif not row["kept_back"]:
                        self.assertEqual(row[f"{ledger}_mean"], told["mean"])
        self.assertGreater(seen, 10)

    def test_what_is_open(self):
        """Of pairs with the baseline what summary.csv gives no order for; of grades what its rows say, by hand."""
        comparison, base = self.comparison, self.comparison.baseline.scenario
        found = veghe.open_findings(comparison)
        rows = found[(found["kind"] == "not_told_apart") & (found["against"] == base)]
        told = comparison.summary[(comparison.summary["stratum"] == "all") & (comparison.summary["measure"] == "difference_percent")]
        self.assertEqual({(row["about"], f"{row['ledger']}_simulated", row["finding"]) for _, row in rows.iterrows()},
                         {(row["scenario"], row["ledger"], row["finding"]) for _, row in told.iterrows()
                          if row["finding"] not in ("fewer", "more", "unchanged")})
        names = comparison.scenarios
        others = found[(found["kind"] == "not_told_apart") & (found["against"] != base)]
        self.assertTrue(all(names.index(row["about"]) > names.index(row["against"]) for _, row in others.iterrows()))
        weak = found[found["kind"] == "weak_evidence"]
        self.assertEqual(weak["finding"].tolist(), ["too_few_draws"] if comparison.baseline.draws is not None else [])
        measures = ["explained", "explained_by_grades_d_e", "explained_by_others"]
        bounds = {"first": [(0.8, None, None), (0.6, 0.5, 0.7), (0.2, 0.1, 0.3)], "second": [(0.8, None, None), (0.5, 0.2, 0.7), (0.4, 0.1, 0.6)]}
        more = pd.DataFrame([{"scenario": name, "ledger": "true_simulated", "stratum": "pair", "value": "other", "measure": measure, "mean": mean,
                              "low_5": low, "high_95": high} for name, of in bounds.items() for measure, (mean, low, high) in zip(measures, of)])
        copy = veghe.open_comparison(comparison.path)
        copy.summary = pd.concat([copy.summary, more], ignore_index=True)
        weak = veghe.open_findings(copy).query("kind == 'weak_evidence'")
        self.assertEqual(weak[["about", "against", "finding", "value"]].values.tolist(), [["first", "other", "grades_d_e", 0.6]])

    def test_costs(self):
        for _, row in self.comparison.costs.iterrows():
            told = self.rows.loc[[(row["scenario"], "", "all", "", "cost")]].iloc[0]
            ours = statistics.rounded({part: row[f"cost_{part}"] for part in statistics.PARTS} | {"degrees": row["degrees"]})
            self.assertEqual([ours[part] for part in ("mean", "low_5", "high_95")], [told[part] for part in ("mean", "low_5", "high_95")])
        for _, row in self.comparison.cost_per_case.iterrows() if THREE else []:
            told = self.rows.loc[[(row["scenario"], "true_simulated", "all", "", "cost_per_case_averted")]].iloc[0]
            if np.isfinite(told["mean"]):
                ours = statistics.rounded({part: row[f"cost_per_case_{part}"] for part in ("mean", "low_5", "high_95")})
                self.assertEqual(ours["mean"], told["mean"])

    def test_spending(self):
        for name, run in self.comparison.strategies.items():
            for _, row in [] if run.spending is None else run.spending.iterrows():
                which = f"{row['intervention']}, {row['year']}"
                for measure in ("wanted", "spent", "discounted", "budget_share", "staff_share", "coverage_wanted", "coverage_had"):
                    told = self.rows.loc[[(name, "", "spending", which, measure)]].iloc[0]["mean"]
                    ours = float(np.floor(row[measure] + 0.5)) if measure in ("wanted", "spent", "discounted") else row[measure]
                    self.assertEqual(ours, told, (which, measure))

    def test_levels_of_few_counties_are_not_published(self):
        levels = self.comparison.true.levels()
        if THREE:
            self.assertFalse(veghe.publishable(levels)["kept_back"].any())
        else:
            self.assertRaisesRegex(veghe.DisclosureError, "fewer than three counties", veghe.publishable, levels)
            self.assertRaisesRegex(veghe.DisclosureError, "fewer than three counties", veghe.publishable, self.comparison.true.differences())
            self.assertRaisesRegex(veghe.DisclosureError, "fewer than three counties", lambda: self.comparison.cost_per_case)
            self.assertIn("internal", repr(self.comparison))
        paired = self.comparison.true.paired(self.comparison.scenarios[1])
        self.assertRaisesRegex(veghe.DisclosureError, "single replicates", veghe.publishable, paired)

    def test_what_others_left_in_the_folder_is_not_taken(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copytree(self.comparison.path, pathlib.Path(folder) / "copy")
            (copy / "a_foreign_one.h5").write_bytes(b"\x89HDF\r\n\x1a\nof another program")
            shutil.copy(copy / f"{self.comparison.scenarios[1]}.h5", copy / "zz_older.h5")
            self.assertEqual(veghe.open_comparison(copy).scenarios, self.comparison.scenarios)
            (copy / f"{self.comparison.scenarios[0]}.h5").write_bytes(b"cut")
            self.assertRaisesRegex(veghe.VegheError, "file\\.", veghe.open_comparison, copy)

    def test_the_example_of_the_documentation(self):
        script = needs.SOURCE / "docs" / "examples" / "read_results.py"
        with tempfile.TemporaryDirectory() as folder:
            result = pathlib.Path(folder) / "r.h5"
            shutil.copy(self.comparison.baseline.path, result)
            call = subprocess.run([sys.executable, script, result], capture_output=True, text=True, check=True)
            self.assertIn("registered cases", call.stdout)
            self.assertEqual("true cases" in call.stdout, THREE is not None)
            self.assertEqual("disclosure = internal" in call.stdout, THREE is None)
            whole = bytearray(result.read_bytes())
            whole[len(whole) // 2] ^= 4
            for damaged in (bytes(whole), b"", bytes(whole[:5000])):
                result.write_bytes(damaged)
                call = subprocess.run([sys.executable, script, result], capture_output=True, text=True, check=False)
                self.assertEqual((call.returncode, call.stdout), (1, ""), call.stderr)
                self.assertNotIn("Traceback", call.stderr)

    def test_the_scenarios_stand_side_by_side(self):
        data = self.comparison.dataset("true/all", "registered/all")
        self.assertEqual(data["true_all"].dims, ("scenario", "replicate", "month"))
        for k, name in enumerate(self.comparison.scenarios):
            own = self.comparison.run(name).true.by()
            self.assertEqual(data["true_all"].sel(scenario=name).values.ravel().tolist(), own.tolist())
            self.assertEqual(int(data["true_all"].isel(scenario=k, replicate=0, month=0)), own.iloc[0])
        self.assertRaises(veghe.LedgerError, lambda: data["true_all"] - data["registered_all"])

    def test_luck_and_parameters(self):
        shares = self.comparison.shares.dropna(subset=["share_mean"])
        if not THREE:
            self.assertTrue(shares.empty)  # no posterior is named
            return
        self.assertGreater(len(shares), 3)
        draws = self.comparison.baseline.draws.to_numpy()
        for _, row in shares.iterrows():
            cases = getattr(self.comparison, row["of"])
            sample = cases.paired(row["scenario"], against=row["against"]) if row["against"] else \
                getattr(self.comparison.baseline, row["of"]).rates()
            share = statistics.share_of_parameters(sample.to_numpy(), draws)
            told = {part: row[f"share_{part}"] for part in ("mean", "low_5", "high_95")}
            step = statistics.rounding_step(told["low_5"], told["high_95"])
            self.assertLessEqual(abs(share - told["mean"]), max(step, 0.005), dict(row))

    def test_draws(self):
        run = self.comparison.baseline
        if not THREE:
            self.assertIsNone(run.draws)
            return
        posterior = veghe.open_posterior(needs.SOURCE / "scenarios" / "baselines" / "romania_2018_2021.posterior.h5")
        taken = posterior.taken_by(run)
        self.assertEqual(taken.index.tolist(), list(run.replicates))
        self.assertEqual(taken.iloc[0].tolist(), posterior.draws.iloc[run.draws.iloc[0] - 1].tolist())
        if run.drawn is not None:
            for name in set(run.drawn.columns) & set(taken.columns):
                self.assertEqual(run.drawn.loc[run.draws, name].tolist(), taken[name].tolist(), name)

    def test_who_is_not_there(self):
        self.assertRaisesRegex(veghe.VegheError, "nearest is", self.comparison.run, self.comparison.scenarios[1] + "s")
        self.assertRaisesRegex(veghe.VegheError, "python.per", self.comparison.true.differences, "all", None, "head")


class Folders(unittest.TestCase):
    @unittest.skipIf(THREE, "of the comparison made on the spot alone")
    def test_what_does_not_fit_together(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-python-"))
        self.addCleanup(shutil.rmtree, folder)
        out = shutil.copytree(compared(), folder / "out")
        subprocess.run([VEGHE, "run", compared().parent / "half.toml", "-o", out / "half.h5", "--replicates", "2", "--force", "--quiet"],
                       check=True, timeout=300)
        self.assertRaisesRegex(veghe.VegheError, "compare.no-pair", veghe.open_comparison, out)
        (out / "more.h5").unlink()
        self.assertRaisesRegex(veghe.VegheError, "has no result of more", veghe.open_comparison, out)


if __name__ == "__main__":
    unittest.main(verbosity=2)

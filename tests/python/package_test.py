"""The parts of the package whose answers are known by hand: statistics, seals, small cells, ledgers, the calendar.

package_test.py [unittest options]
"""

import datetime
import re
import sys
import tomllib
import unittest
import unittest.mock

import needs

needs.need("h5py", "pandas")

import numpy as np
import pandas as pd

import veghe
from veghe import periods, seal, small_cells, statistics
from veghe.ledgers import CaseFrame, RegisteredCases, TrueCases


class Statistics(unittest.TestCase):
    def test_quantiles_are_of_type_7(self):
        self.assertAlmostEqual(float(statistics.quantile([4, 1, 3, 2], 0.05)), 1.15)  # h = 3 * 0.05: 1 + 0.15 (2 - 1)
        self.assertAlmostEqual(float(statistics.quantile([4, 1, 3, 2], 0.95)), 3.85)
        self.assertTrue(np.isnan(statistics.quantile([], 0.5)))

    def test_standard_error_is_that_of_batches(self):
        self.assertAlmostEqual(float(statistics.standard_error([1, 2, 3, 4])), (5 / 3 / 4) ** 0.5)
        # 18 values: nine batches of two, with means 1.5, 3.5, ... 17.5 of variance 4 * 7.5
        self.assertAlmostEqual(float(statistics.standard_error(range(1, 19))), (30 / 9) ** 0.5)
        # 17 values: eight batches of two, the last value left out
        self.assertAlmostEqual(float(statistics.standard_error([*range(1, 17), 1000])), (4 * 6 / 8) ** 0.5)
        self.assertTrue(np.isnan(statistics.standard_error([1.0])))

    def test_standard_error_by_draw(self):
        # draws of 1, 3 and 5, 9: means 2 and 7, spread 5 / sqrt(2), over the root of two draws
        self.assertAlmostEqual(float(statistics.standard_error([1, 5, 3, 9], [1, 2, 1, 2])), 2.5)
        self.assertEqual(float(statistics.standard_error([1, 2, 3, 4], [7, 7, 7, 7])), float(statistics.standard_error([1, 2, 3, 4])))
        self.assertEqual([statistics.degrees(4, [1, 2, 1, 2]), statistics.degrees(4), statistics.degrees(18), statistics.degrees(1)], [1, 3, 8, 0])

    def test_quantiles_of_student(self):
        for freedom, known in {1: 6.313752, 2: 2.919986, 3: 2.353363, 4: 2.131847, 5: 2.015048, 10: 1.812461, 15: 1.753050, 31: 1.695519}.items():
            self.assertAlmostEqual(statistics.student(freedom), known, places=6)

    def test_paired_luck(self):
        self.assertEqual(float(statistics.variance_ratio([1, 2, 3], [2, 2, 5])), 4.0)  # (1 + 3) over the variance of 1, 0, 2
        self.assertEqual(float(statistics.variance_ratio([1, 1], [1, 1])), 1.0)
        self.assertEqual(float(statistics.variance_ratio([1, 2], [2, 3])), np.inf)

    def test_luck_and_parameters(self):
        # draws of 1, 3 and 5, 7: means 2 and 6 about 4; between 2 (4 + 4) = 16, within (1 + 1 + 1 + 1) / 2 = 2; (16 - 2) / 2 = 7 of 9
        self.assertAlmostEqual(statistics.share_of_parameters([1, 5, 3, 7], [1, 2, 1, 2]), 7 / 9)
        # 0, 2, 4 of one draw and 6 of another: means 2 and 6 about 3; between 3 + 9 = 12, within 8 / 2 = 4; n0 = 4 - 10 / 4 = 1.5
        self.assertAlmostEqual(statistics.share_of_parameters([0, 2, 4, 6], [1, 1, 1, 2]), (8 / 1.5) / (8 / 1.5 + 4))
        self.assertEqual(statistics.share_of_parameters([1, 2, 2, 1], [1, 2, 1, 2]), 0.0)
        for draws in ([1, 1, 1, 1], [1, 2, 3, 4]):
            self.assertTrue(np.isnan(statistics.share_of_parameters([1, 2, 3, 4], draws)))

    def test_cost_per_case(self):
        cost = statistics.cost_per_case({"mean": 1000.0}, {"mean": -4.0, "low_5": -5.0, "high_95": -2.0})
        self.assertEqual([cost["mean"], cost["low_5"], cost["high_95"]], [250.0, 200.0, 500.0])
        unsure = statistics.cost_per_case({"mean": 1000.0}, {"mean": -4.0, "low_5": -5.0, "high_95": 1.0})
        self.assertEqual(unsure["mean"], 250.0)
        self.assertTrue(np.isnan(unsure["high_95"]))

    def test_scaled_by_less_than_zero(self):
        value = statistics.scaled(statistics.estimate([-3.0, -1.0, 1.0]), -2.0)
        self.assertAlmostEqual(float(value["low_5"]), -1.6)  # of -2.8 and 0.8
        self.assertAlmostEqual(float(value["high_95"]), 5.6)
        self.assertAlmostEqual(float(value["runs_below_zero"]), 1 / 3)

    def test_digits_follow_the_interval(self):
        def rounded(mean, low, high):
            value = statistics.rounded({"mean": mean, "low_5": low, "high_95": high})
            return [value["mean"], value["low_5"], value["high_95"]]

        self.assertEqual(rounded(12.345, 10.1, 14.9), [12.3, 10.1, 14.9])  # half a width of 2.4 has two digits
        self.assertEqual(rounded(12.345, 8.0, 16.0), [12.0, 8.0, 16.0])  # of 4.0 it has one
        self.assertEqual(rounded(-2.5, -6.5, 1.5), [-3.0, -7.0, 2.0])  # halves go away from zero
        self.assertEqual(rounded(123456.0, 123456.0, 123456.0), [123000.0] * 3)  # no width: three digits
        equal = {"mean": 1996846.8228200374, "low_5": 1996846.8228200371, "high_95": 1996846.8228200371, "standard_error": 1.3e-10, "degrees": 3}
        self.assertEqual(statistics.rounded(equal)["mean"], 2e6)  # equal runs, whose sum was rounded
        few = {"mean": 64.32, "low_5": 64.31, "high_95": 64.33, "standard_error": 1.0, "degrees": 1}  # two runs: off by 6.3
        self.assertEqual(statistics.rounded(few)["mean"], 64.0)
        self.assertEqual(statistics.rounded(few | {"low_5": 64.32, "high_95": 64.32, "standard_error": np.nan})["mean"], 64.0)  # one run
        self.assertEqual(statistics.rounded({"mean": 1.0, "low_5": 0.0, "high_95": 2.0, "runs_above_zero": 0.999})["runs_above_zero"],
                         0.99)

    def test_findings(self):
        one = lambda **parts: str(statistics.finding({name: np.array([value]) for name, value in parts.items()})[0])
        base = {"mean": -2.0, "low_5": -3.0, "high_95": -1.0, "standard_error": 0.1, "runs_below_zero": 0.95, "runs_above_zero": 0.0}
        self.assertEqual(one(**base), "fewer")
        self.assertEqual(one(**base | {"runs_below_zero": 0.9}), "not_distinguishable")
        self.assertEqual(one(**base | {"standard_error": 0.21}), "too_few_runs")
        self.assertEqual(one(**base | {"standard_error": 0.2004}), "fewer")  # as shown it is 0.20, a tenth of the width
        few = base | {"degrees": 2}  # three draws: the error may be 0.2 x 1.6449 / 2.919986 = 0.1127
        self.assertEqual([one(**few | {"standard_error": error}) for error in (0.11, 0.12)], ["fewer", "too_few_runs"])
        self.assertEqual(one(**base | {"mean": np.nan}), "kept_back")
        self.assertEqual(one(**dict.fromkeys(base, 0.0)), "unchanged")


class Seals(unittest.TestCase):
    def test_the_checksum_is_xxh64(self):
        known = {b"": 0xEF46DB3751D8E999, b"a": 0xD24EC4F1A98C6E5B, b"abc": 0x44BC2CF5AD770999,
                 b"Call me Ishmael. Some years ago--never mind how long precisely-": 0x02A2E85470D6FD96}
        for data, expected in known.items():
            self.assertEqual(seal._plain_checksum(data), expected, data)
            self.assertEqual(seal.checksum(data), expected, data)


class SmallCells(unittest.TestCase):
    def test_one_small_cell_takes_another_with_it(self):
        # 3 of 40 would come back from the total; the smaller of the others goes with it
        self.assertEqual(small_cells.kept_back({"a": [3], "b": [12], "c": [25]}), {"a", "b"})

    def test_what_is_hidden_is_enough(self):
        # 2 + 2 = 4 is small itself; with 5 it is 9 of three cells: at least 3 + 3
        self.assertEqual(small_cells.kept_back({"a": [2], "b": [2], "c": [5], "d": [50]}), {"a", "b", "c"})
        # 3 + 1 + 1 = 5 of three cells that are known not to be empty leaves too little to guess: six are wanted
        self.assertEqual(small_cells.kept_back({"a": [3], "b": [1], "c": [1], "d": [50]}), {"a", "b", "c", "d"})
        # one cell that is kept back whatever its size would come back from the total
        self.assertEqual(small_cells.kept_back({"a": [50], "b": [60]}, always=["a"]), {"a", "b"})

    def test_all_goes_where_nothing_else_helps(self):
        self.assertEqual(small_cells.kept_back({"a": [1], "b": [2]}), {"a", "b"})

    def test_every_scenario_counts(self):
        self.assertEqual(small_cells.kept_back({"a": [9, 4], "b": [9, 9], "c": [20, 20]}), {"a", "b"})
        self.assertEqual(small_cells.kept_back({"a": [9, 0], "b": [9, 9]}), set())

    def test_series(self):
        self.assertFalse(small_cells.small_series({"2024-Q1": 9, "2024-Q2": 7}, {"2024": 16}))
        self.assertTrue(small_cells.small_series({"2024-Q1": 9, "2024-Q2": 3}, {"2024": 12}))
        self.assertTrue(small_cells.small_series({"2024-Q1": 9}, {"2024": 12}))  # 3 are left of the year


class Ledgers(unittest.TestCase):
    def setUp(self):
        index = pd.Index(["DJ", "IS"], name="county")
        self.true = TrueCases([10.0, 20.0], index=index, name="true_cases")
        self.registered = RegisteredCases([2.0, 5.0], index=index, name="registered_cases")

    def test_sums_and_comparisons_are_refused(self):
        t, r = self.true, self.registered
        ways = {"+": lambda: t + r, "-": lambda: r - t, "add": lambda: t.add(r), "rsub": lambda: t.rsub(r), "sum": lambda: sum([t, r]),
                "<": lambda: t < r, "==": lambda: t == r, "concat": lambda: pd.concat([t, r]), "np.add": lambda: np.add(t, r),
                "np.maximum": lambda: np.maximum(t, r), "+=": lambda: t.__iadd__(r), "fillna": lambda: t.fillna(r),
                "combine_first": lambda: t.combine_first(r)}
        for name, way in ways.items():
            with self.assertRaises(veghe.LedgerError, msg=name) as refused:
                way()
            self.assertIn("[python.ledgers]", str(refused.exception))
            self.assertIn("most prevention raises the share that is recorded", str(refused.exception))

    def test_within_a_ledger_all_is_as_in_pandas(self):
        self.assertEqual((self.true + self.true).tolist(), [20.0, 40.0])
        for made in (self.true - 1, self.true * 2, self.true.groupby(level=0).sum(), self.true.sort_values(), self.true[self.true > 10]):
            self.assertIs(type(made), TrueCases)

    def test_the_multiplier_is_a_quotient(self):
        self.assertEqual((self.true / self.registered).tolist(), [5.0, 4.0])

    def test_columns_know_their_ledger(self):
        frame = CaseFrame({"true_mean": [1.0, 2.0], "registered_mean": [3.0, 4.0], "county": ["DJ", "IS"]})
        self.assertIs(type(frame["true_mean"]), TrueCases)
        self.assertIs(type(frame["registered_mean"]), RegisteredCases)
        self.assertIs(type(frame["county"]), pd.Series)
        ways = {"+": lambda: frame["true_mean"] + frame["registered_mean"], "sum": lambda: frame[["true_mean", "registered_mean"]].sum(axis=1),
                "mean": lambda: frame[["true_mean", "registered_mean"]].mean(axis="columns"), "eval": lambda: frame.eval("true_mean - registered_mean"),
                "label": lambda: frame.assign(true_x=frame["registered_mean"]),
                "frames": lambda: frame[["true_mean"]] + frame[["registered_mean"]]}
        for name, way in ways.items():
            with self.subTest(name):
                self.assertRaises(veghe.LedgerError, way)
        self.assertEqual(frame[["true_mean"]].sum(axis=1).tolist(), [1.0, 2.0])
        self.assertEqual(frame[["true_mean", "registered_mean"]].sum().tolist(), [3.0, 7.0])


class Calendar(unittest.TestCase):
    SCENARIO = "[run]\nstart = 2022-01-03\nend = 2022-02-21\n"  # seven weeks: five begin in January, two in February

    def test_cover(self):
        cover = periods.cover(self.SCENARIO, "here")
        self.assertEqual(list(cover), ["2022-01", "2022-02"])
        self.assertAlmostEqual(cover["2022-01"][0], 5 * 7 / 365.25)
        self.assertAlmostEqual(cover["2022-02"][0], 2 * 7 / 365.25)
        self.assertEqual([whole for _, whole in cover.values()], [True, False])  # 3 January is the first Monday; 14 is not the last

    def test_whole_periods(self):
        cover = {f"2024-{month:02}": (1 / 12, month > 1) for month in range(1, 13)}
        self.assertEqual(list(periods.whole_periods(cover, "quarter")), ["2024-Q2", "2024-Q3", "2024-Q4"])
        self.assertEqual(list(periods.whole_periods(cover, "half_year")), ["2024-H2"])
        self.assertEqual(list(periods.whole_periods(cover, "year")), [])

    def test_dates_are_of_toml(self):
        self.assertEqual(tomllib.loads(self.SCENARIO)["run"]["start"], datetime.date(2022, 1, 3))
        self.assertRaises(veghe.VegheError, periods.cover, "title = 'no run'", "here")


class Publishing(unittest.TestCase):
    def test_only_what_is_known(self):
        self.assertRaisesRegex(veghe.DisclosureError, "not-ours", veghe.publishable, pd.DataFrame({"a": [1]}))
        self.assertRaisesRegex(veghe.DisclosureError, "replicates", veghe.publishable, TrueCases([1]))


class Package(unittest.TestCase):
    def test_its_version_is_that_of_the_program(self):
        program = re.search(r"project\(veghe VERSION ([0-9.]+)", (needs.SOURCE / "CMakeLists.txt").read_text())[1]
        project = tomllib.loads((needs.PACKAGE / "pyproject.toml").read_text())["project"]
        self.assertEqual([project["version"], veghe.__version__], [program, program])

    def test_what_it_says_with_an_id_of_the_program_the_program_knows(self):
        known = set(re.findall(r"^\| `([a-z0-9.-]+)` \|", (needs.SOURCE / "docs" / "messages.md").read_text(encoding="utf-8"), re.M))
        page = (needs.SOURCE / "docs" / "python.md").read_text(encoding="utf-8")
        said = {id for file in sorted((needs.PACKAGE).rglob("*.py")) for id in re.findall(r'"([a-z]+\.[a-z-]+)", *\n?\s*f?"', file.read_text())}
        self.assertGreater(len(said), 15)
        for id in said:
            self.assertTrue(f"`{id}`" in page if id.startswith("python.") else id in known, id)

    def test_without_xarray_all_but_data_sets(self):
        with unittest.mock.patch.dict(sys.modules, {"xarray": None, "veghe.arrays": None}):
            from veghe import files

            self.assertRaisesRegex(veghe.VegheError, "python3-xarray", files.arrays, "here")


if __name__ == "__main__":
    unittest.main(verbosity=2)

"""Files of veghe, whole and broken: what is read of them, and what is said of those that cannot be read.

files_test.py RESULT POSTERIOR [unittest options]

RESULT is the small result of the C++ tests (tests/support/ensembles.hpp), whose sums can be counted by hand; POSTERIOR is one made by
hand (tests/support/write_posterior.cpp).
"""

import collections
import os
import pathlib
import shutil
import struct
import sys
import tempfile
import unittest

import needs

needs.need("h5py", "pandas", "xarray")

import h5py
import numpy as np

import veghe
from veghe import seal

ENDS = ["numbers", "other numbers", "refused"]  # of a process that reads
RESULT, POSTERIOR = (pathlib.Path(sys.argv.pop(1)).resolve() for _ in range(2))


def sealed_again(path, change):
    """Changes a copy through HDF5 and seals it as whoever wrote it would: all of it is frame."""
    with h5py.File(path, "r+") as file:
        change(file)
    data = bytearray(path.read_bytes())
    words = list(struct.unpack_from("<512Q", data))
    words[2], words[3] = len(data), 0
    pieces = [seal.checksum(bytes(data[at:at + seal.PIECE])) for at in range(seal.BLOCK, len(data), seal.PIECE)]
    words[4] = seal.checksum(struct.pack(f"<{len(pieces)}Q", *pieces))
    block = struct.pack("<511Q", *words[:511])
    path.write_bytes(block + struct.pack("<Q", seal.checksum(block)) + data[seal.BLOCK:])


class Copies(unittest.TestCase):
    def setUp(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-python-"))
        self.addCleanup(shutil.rmtree, folder)
        self.copy, self.folder = folder / "result.h5", folder
        shutil.copy(RESULT, self.copy)

    def refused(self, path, *parts, opener=veghe.open_run, **more):
        with self.assertRaises(veghe.VegheError) as said:
            opener(path, **more)
        for part in (str(path), *parts):
            self.assertIn(part, str(said.exception))
        self.assertNotIn("Traceback", str(said.exception))


class Refusals(Copies):
    def test_no_file_of_veghe(self):
        self.refused(self.folder / "none.h5", "[file.missing]")
        self.refused(self.folder, "[file.unreadable]")
        for content in (b"", b"seed = 1", b"\x89HDF\r\n\x1a\n" + bytes(5000)):
            self.copy.write_bytes(content)
            self.refused(self.copy, "[file.not-ours]", "name a file that veghe run, compare or calibrate wrote")

    def test_cut_short_at_any_length(self):
        data = RESULT.read_bytes()
        for length in (8, 100, 4095, 4096, 5000, len(data) // 2, len(data) - 1):
            self.copy.write_bytes(data[:length])
            self.refused(self.copy, "[file.damaged]", "take a copy that is whole", verify=False)
        self.copy.write_bytes(data + b"x")
        self.refused(self.copy, f"has {len(data) + 1} bytes of {len(data)}")

    def test_any_flipped_bit(self):
        data = RESULT.read_bytes()
        for at in [*range(0, 64, 7), 4088, 4095, *range(4096, len(data), 997)]:
            self.copy.write_bytes(data[:at] + bytes([data[at] ^ 16]) + data[at + 1:])
            self.refused(self.copy, "[file.damaged]")

    def read_apart(self):
        """What another process makes of the copy without its seal: "numbers", "other numbers", "refused", or the signal that ended it."""
        child = os.fork()
        if child == 0:
            made = "other numbers"
            try:
                made = "numbers" if veghe.open_run(self.copy, verify=False).true.by().sum() == 19 else made
            except veghe.VegheError:
                made = "refused"
            finally:
                os._exit(ENDS.index(made))
        status = os.waitpid(child, 0)[1]
        return ENDS[os.WEXITSTATUS(status)] if os.WIFEXITED(status) else f"signal {os.WTERMSIG(status)}"

    def test_flipped_bits_that_nobody_looked_for(self):
        data, ends = RESULT.read_bytes(), collections.Counter()
        for at in range(4096, len(data), 211):
            self.copy.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1:])
            ends[self.read_apart()] += 1
        # HDF5's own checksums guard the numbers. Over some flips the library itself ends the process: why the seal comes first.
        self.assertEqual(ends["other numbers"], 0, ends)
        self.assertGreater(ends["numbers"], 20, ends)
        self.assertGreater(ends["refused"], 20, ends)
        self.assertLess(sum(ends.values()) - ends["numbers"] - ends["refused"], sum(ends.values()) / 10, ends)

    def test_a_younger_schema(self):
        sealed_again(self.copy, lambda file: file.attrs.modify("schema_version", 2))
        self.refused(self.copy, "[file.schema-version]", "has schema version 2; this package reads up to 1", "use a newer veghe package")

    def test_unfinished(self):
        sealed_again(self.copy, lambda file: file.attrs.modify("complete", 0))
        self.refused(self.copy, "[file.unfinished]")

    def test_other_kinds(self):
        self.refused(POSTERIOR, "is veghe posterior; a veghe result file is expected, as veghe run or compare writes it")
        self.refused(RESULT, "a veghe posterior file is expected", opener=veghe.open_posterior)
        sealed_again(self.copy, lambda file: file.attrs.create("format", np.bytes_(b"veghe population")))
        self.refused(self.copy, "is internal, and no reader of results takes it")

    def test_replaced_while_open(self):
        run = veghe.open_run(self.copy)
        self.copy.write_bytes(RESULT.read_bytes()[:-1])
        self.assertRaisesRegex(veghe.VegheError, "python.replaced", run.true.by)

    def test_folders(self):
        self.refused(self.folder, "[file.missing]", "veghe compare", opener=veghe.open_comparison)
        self.refused(self.folder, "[file.missing]", "veghe check-fit", opener=veghe.open_check)
        (self.folder / "summary.csv").write_text("a,b\n1,2\n")
        self.refused(self.folder, "[file.foreign]", "lacks the columns", opener=veghe.open_comparison)
        (self.folder / "check.json").write_text('{"format": "veghe check-fit", "version"')
        self.refused(self.folder, "[file.damaged]", opener=veghe.open_check)
        (self.folder / "check.json").write_text('{"format": "veghe check-fit", "version": 2, "posterior": "", "digest": "", "verdict": []}')
        self.refused(self.folder, "[file.schema-version]", opener=veghe.open_check)


def with_draws(file):
    """Adds what a run has that took its parameters from a posterior: draws 2 and 5 of two parameters."""
    def add(name, axes, values, unit="1"):
        data = file.create_dataset(name, data=values)
        data.attrs["axes"] = np.array(axes, "S9")
        for key, text in {"unit": unit, "ledger": "", "doc": "By hand."}.items():
            data.attrs[key] = np.bytes_(text.encode())

    file["axes"].create_dataset("draw", data=np.array([b"2", b"5"]))
    file["axes"].create_dataset("parameter", data=np.array([b"a.x", b"b.y"]))
    add("posterior/draw", ["replicate"], [5, 2])
    add("posterior/values", ["draw", "parameter"], [[0.1, 7.0], [0.2, 8.0]], "see /posterior/unit")
    add("posterior/unit", ["parameter"], np.array([b"1", b"1/year"]))
    add("posterior/grade", ["parameter"], np.array([b"B", b"E"]))
    add("posterior/origin", ["parameter"], np.array([b"fitted", b"prior"]))


class Drawn(Copies):
    def test_values_of_the_draws(self):
        sealed_again(self.copy, with_draws)
        run = veghe.open_run(self.copy)
        self.assertEqual(run.draws.to_dict(), {0: 5, 1: 2})
        self.assertEqual(run.drawn.loc[run.draws, "b.y"].tolist(), [8.0, 7.0])
        self.assertEqual(run.drawn.attrs, {"units": {"a.x": "1", "b.y": "1/year"}, "grades": {"a.x": "B", "b.y": "E"},
                                           "origins": {"a.x": "fitted", "b.y": "prior"}})
        self.assertRaisesRegex(veghe.VegheError, "python.other-posterior", veghe.open_posterior(POSTERIOR).taken_by, run)

    def test_people_of_the_figures(self):
        copy = self.folder / "posterior.h5"
        shutil.copy(POSTERIOR, copy)
        self.assertEqual(veghe.open_posterior(copy).people_factor, 1.0)
        sealed_again(copy, lambda file: file.attrs.update({"people": np.bytes_(b"21000000"), "people_simulated": np.bytes_(b"20000000")}))
        self.assertEqual(veghe.open_posterior(copy).people_factor, 1.05)


class Results(unittest.TestCase):
    def setUp(self):
        self.run_ = veghe.open_run(RESULT)

    def test_counts_by_hand(self):
        months = ["2024-11", "2024-12", "2025-01", "2025-02"]
        true = self.run_.true.by()
        self.assertEqual([true[0, month] for month in months], [4, 5, 0, 1])
        self.assertEqual([true[1, month] for month in months], [4, 5, 0, 0])
        self.assertEqual(true.attrs, {"unit": "person", "ledger": "true"})
        self.assertEqual(self.run_.true.by("sex", "year")[0, "female", "2024"], 7)
        self.assertEqual(self.run_.true.by("sex", "quarter")[0, "male", "2024-Q4"], 2)
        self.assertEqual(self.run_.true.by("settlement", "year")[0, "rural", "2024"], 6)
        self.assertEqual(self.run_.true.by("care", "year")[0, "in_care", "2024"], 5)
        registered = self.run_.registered.by("county", None)
        self.assertEqual(registered[registered > 0].to_dict(), {(0, "NA"): 2, (1, "NA"): 2})

    def test_rates(self):
        self.assertEqual(self.run_.true.rates().tolist(), [30.0, 27.0])  # 10 and 9 cases in a third of a year
        frame = self.run_.true.estimate()
        self.assertAlmostEqual(float(frame["true_mean"][0]), 28.5)
        self.assertAlmostEqual(float(frame["true_low_5"][0]), 27.15)
        self.assertAlmostEqual(float(frame["true_standard_error"][0]), 1.5)
        rate = self.run_.registered.estimate("sex", per_100k=True)
        self.assertAlmostEqual(float(rate["registered_mean"][1]), 6.0 * 1e5 / 5400)  # 6 a year of 6 times 900 women
        self.assertEqual(rate.attrs["unit"], "person/100000/year")
        rate = self.run_.registered.estimate("care", per_100k=True)
        self.assertAlmostEqual(float(rate["registered_mean"][0]), 6.0 * 1e5 / 615)  # 100 to 105 boys in care in the six counties
        rate = self.run_.true.estimate("settlement", per_100k=True)
        self.assertAlmostEqual(float(rate["true_mean"][1]), 18.0 * 1e5 / 5400)  # 6 in a third of a year, in either replicate

    def test_what_is_not_in_it(self):
        for stratum in ("county", "pathway", "form"):
            self.assertRaisesRegex(veghe.VegheError, "where, or of what, detection is weakest", self.run_.true.by, stratum)
        self.assertRaisesRegex(veghe.VegheError, "nearest is 'county'", self.run_.registered.by, "countty")
        self.assertRaisesRegex(veghe.VegheError, "is no period", self.run_.true.by, "all", "week")
        self.assertRaisesRegex(veghe.VegheError, "python.no-dates", self.run_.true.rates, "all", "year")

    def test_money_and_events(self):
        self.assertEqual(self.run_.resources.loc[0, ["resource", "used", "unit", "unit_cost", "cost_grade"]].tolist(),
                         ["counsellors.hours", 12.5, "hour", 90.0, "D"])
        self.assertEqual(self.run_.cost.tolist(), [12.5 * 90 * 3] * 2)
        self.assertEqual(self.run_.spending.loc[0, ["intervention", "year", "wanted", "spent"]].tolist(), ["counsellors", "2024", 3000.0, 1125.0])
        self.assertEqual(self.run_.events.loc[0, ["event", "count", "unit"]].tolist(), ["recruited", 10, "person"])
        self.assertIsNone(self.run_.draws)

    def test_small_cells_are_kept_back(self):
        with self.assertRaisesRegex(veghe.DisclosureError, "every cell is kept back"):
            veghe.publishable(self.run_.registered.estimate())  # 2 and 2
        shown = veghe.publishable(self.run_.true.estimate("sex"))  # 5 male, 14 female over both replicates
        self.assertEqual(shown["kept_back"].tolist(), [False, False])
        ages = veghe.publishable(self.run_.true.estimate("age_band"))  # 4, 14 and 1: the 5 of the first and third tell nothing more
        self.assertEqual(ages["kept_back"].tolist(), [True, False, True])
        self.assertTrue(np.isnan(ages["true_mean"][0]))

    def test_every_table_says_what_it_is(self):
        tables = self.run_.tables.set_index("name")
        self.assertEqual(set(tables.loc[["true/all", "true/by_sex"], "ledger"]), {"true"})
        self.assertEqual(tables.loc["registered/by_county", "unit"], "person")
        data = self.run_.dataset()
        for name, array in data.data_vars.items():
            self.assertEqual({"unit", "ledger", "doc"} - set(array.attrs), set(), name)
        self.assertEqual(int(data["true_all"].sum()), 19)
        self.assertEqual(int(data["true_by_age_band"].sel(age_band="14-17", month="2024-12")[0]), 3)

    def test_data_sets_read_what_is_looked_at(self):
        data = self.run_.dataset("true/by_region")
        self.assertEqual(list(data.data_vars), ["true_by_region"])
        self.assertEqual(data["true_by_region"].dims, ("replicate", "region", "month"))
        self.assertFalse(data.variables["true_by_region"]._in_memory)
        backwards = data["true_by_region"].isel(month=slice(None, None, -1), replicate=0)
        self.assertEqual(backwards.values.tolist(), [[1, 0, 5, 0]])
        self.assertRaisesRegex(veghe.VegheError, "nearest is 'true/by_region'", self.run_.dataset, "true/by_regoin")

    def test_arrays_do_not_mix(self):
        data = self.run_.dataset()
        true, registered = data["true_all"], data["registered_all"]
        self.assertIsInstance(true.sum("month") + 1, type(true))
        ways = {"+": lambda: true + registered, "-": lambda: registered.sum("month") - true.sum("month"), "attribute": lambda: data.true_all - registered,
                "chosen": lambda: data.isel(month=0)["true_all"] + registered, "np.add": lambda: np.add(true, registered),
                "<": lambda: true < registered, "to_array": data.to_array, "fillna": lambda: true.fillna(registered)}
        for name, way in ways.items():
            with self.subTest(name):
                self.assertRaises(veghe.LedgerError, way)
        self.assertEqual(float((true.sum() / registered.sum())), 19 / 4)


class Posteriors(unittest.TestCase):
    SHIPPED = needs.SOURCE / "scenarios" / "baselines" / "romania_2018_2021.posterior.h5"

    def test_by_hand(self):
        posterior = veghe.open_posterior(POSTERIOR)
        self.assertEqual((posterior.names, posterior.years), (("offenders.per_100k",), (2018, 2021)))
        self.assertEqual(posterior.parameters.loc[0, ["prior_median", "prior_spread", "prior_scale"]].tolist(), [20.0, 0.7, "log"])
        counts = posterior.table("checks/minors_by_year")
        self.assertEqual((counts.ledger, counts.attrs["unit"]), ("registered", "person"))
        self.assertRaisesRegex(veghe.VegheError, "nearest is 'offenders.per_100k'", posterior.prior_density, "offenders.per_100", 1)

    def test_the_shipped_one(self):
        posterior = veghe.open_posterior(self.SHIPPED, needs.SOURCE / "docs" / "parameters.md")
        frame = posterior.parameters.set_index("name")
        self.assertEqual(posterior.draws.shape, (500, 13))
        self.assertEqual(set(frame["grade"]) - set("ABCDE"), set())
        self.assertTrue(((frame["prior_low"] <= frame["low_5"]) & (frame["low_5"] < frame["median"])
                         & (frame["median"] < frame["high_95"]) & (frame["high_95"] <= frame["prior_high"])).all())
        self.assertEqual(posterior.counties.shape[1], 42)
        for name, row in frame.iterrows():  # a density, on the scale on which it is smooth
            x = np.exp(np.linspace(np.log(max(row["prior_low"], 1e-12)), np.log(row["prior_high"]), 20001))
            density = posterior.prior_density(name, x)
            self.assertAlmostEqual(float(np.trapz(density, x)), 1.0, places=4, msg=name)
            low, high = posterior.prior_interval(name)
            self.assertAlmostEqual(float(np.trapz(np.where((x >= low) & (x <= high), density, 0), x)), 0.9, places=2, msg=name)


if __name__ == "__main__":
    unittest.main(verbosity=2)

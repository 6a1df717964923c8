"""The example in R on a result whose sums are known by hand, and on a comparison. Skipped where R or hdf5r is missing.

r_test.py RESULT [unittest options]
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import needs

needs.need_program("Rscript")
needs.skip_where(subprocess.run(["Rscript", "-e", "quit(status = !requireNamespace('hdf5r', quietly = TRUE))"], check=False,
                                capture_output=True).returncode, "apt-get install r-cran-hdf5r")

RESULT = pathlib.Path(sys.argv.pop(1)).resolve()
EXAMPLE = needs.SOURCE / "analysis" / "r" / "read_results.R"
SUMMARY = """scenario,ledger,stratum,value,measure,unit,mean,low_5,high_95,runs_below_zero,runs_above_zero,finding,variance_ratio
more,true_simulated,all,,difference_percent,percent of baseline,-2.5,-4,-1,1,0,fewer,20
more,registered_simulated,all,,difference_percent,percent of baseline,,,,,,kept_back,
"""


class Example(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-r-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def call(self, *arguments):
        return subprocess.run(["Rscript", EXAMPLE, *arguments], capture_output=True, text=True, timeout=120, check=False)

    def test_sums_by_hand(self):
        call = self.call(RESULT)
        self.assertEqual(call.returncode, 0, call.stderr)
        # True cases of 2024: 9 in both replicates; of 2025: 1 and 0. Registered: none, then 2.
        self.assertRegex(call.stdout, r"2024 +9\.0 +9\.00 +9\.00\n2025 +0\.5 +0\.05 +0\.95\n")
        self.assertRegex(call.stdout, r"2024 +0 +0 +0\n2025 +2 +2 +2\n")
        self.assertIn("no measure of how many cases there are", call.stdout)

    def test_a_comparison(self):
        (self.folder / "summary.csv").write_text(SUMMARY)
        call = self.call(RESULT, self.folder, self.folder / "picture.png")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertRegex(call.stdout, r"more +true_simulated +-2\.5 +-4 +-1 +fewer\n")
        self.assertRegex(call.stdout, r"more +registered_simulated +NA +NA +NA +kept_back\n")
        self.assertGreater((self.folder / "picture.png").stat().st_size, 3000)

    def sweep(self, disclosure):
        """Two points of two replicates and two years: the strategy has 2 and 4 fewer true cases at point 0, 6 fewer at point 1; of 20."""
        rows = ["point,replicate,strategy,measure,ledger,stratum,year,unit,value,disclosure"]
        for point, replicate, fewer in [(0, 0, 2), (0, 1, 4), (1, 0, 6), (1, 1, 6)]:
            for strategy, cases in (("base", 20), ("more", 20 - fewer)):
                for year in (2024, 2025):
                    rows += [f"{point},{replicate},{strategy},cases,{ledger},all,{year},person,{cases // part},{disclosure}"
                             for ledger, part in (("true", 2), ("registered", 20))]
                rows.append(f"{point},{replicate},{strategy},cases,true,sex=female,2024,person,7,{disclosure}")
                rows.append(f"{point},{replicate},{strategy},cost,,all,,RON,9,{disclosure}")
        (self.folder / "values.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        (self.folder / "points.csv").write_text("point,draw,a.b\n0,0,1.5\n1,0,2.5\n", encoding="utf-8")
        return self.call("--sweep", self.folder)

    def test_a_sweep(self):
        call = self.sweep("shared")
        self.assertEqual(call.returncode, 0, call.stderr)
        # Points have -3 and -6: mean -4.5, quantiles of type 7 a twentieth of the way from either. Registered: 2 in the baseline, none with more.
        self.assertIn("over 2 points (simulated)", call.stdout)
        self.assertIn("more, true cases: -4.50 [-5.85, -3.15] person\n", call.stdout)
        self.assertIn("more, registered cases: -2.00 [-2.00, -2.00] person\n", call.stdout)

    def test_a_part_of_a_sweep_says_so(self):
        (self.folder / "units.csv").write_text("unit,point,replicate,finished,hidden_multiplier\na,0,0,1,4\nb,1,0,1,4\nc,0,1,1,4\nd,1,1,1,4\n")
        self.assertNotIn("A part", self.sweep("shared").stdout)
        with open(self.folder / "units.csv", "a", encoding="utf-8") as file:
            file.write("e,2,0,0,\n")
        self.assertIn("A part of a sweep: 1 of 5 results are missing", self.sweep("shared").stdout)

    def test_a_sweep_of_few_counties_is_in_percent(self):
        call = self.sweep("internal")
        self.assertIn("more, true cases: -22.50 [-29.25, -15.75] percent of baseline\n", call.stdout)
        self.assertIn("more, registered cases: -2.00 [-2.00, -2.00] person\n", call.stdout)

    def test_refusals(self):
        (self.folder / "none.h5").write_text("nothing")
        for arguments in ([], ["--sweep"], ["--sweep", self.folder], [self.folder / "none.h5"], [RESULT, self.folder / "nowhere"]):
            call = self.call(*arguments)
            self.assertEqual(call.returncode, 4, arguments)
            self.assertEqual(len(call.stderr.splitlines()), 1, call.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)

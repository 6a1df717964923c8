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

    def test_refusals(self):
        (self.folder / "none.h5").write_text("nothing")
        for arguments in ([], [self.folder / "none.h5"], [RESULT, self.folder / "nowhere"]):
            call = self.call(*arguments)
            self.assertEqual(call.returncode, 4, arguments)
            self.assertEqual(len(call.stderr.splitlines()), 1, call.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)

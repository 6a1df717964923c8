"""Every script of the gallery on files that the program has just written: called as its users call it, its picture looked at.

gallery_test.py FOLDER [unittest options]

FOLDER has a comparison of three small counties, a check of the shipped posterior, a sweep of one county, and what answers of two more hang on
(write_files.py).
"""

import functools
import importlib.util
import itertools
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import needs

needs.need("h5py", "pandas", "xarray", "matplotlib")

import matplotlib.image
import matplotlib.text
import numpy as np

import veghe
from veghe import plots

FOLDER = pathlib.Path(sys.argv.pop(1)).resolve()
GALLERY = needs.PACKAGE / "gallery"
POSTERIOR = needs.SOURCE / "scenarios" / "baselines" / "romania_2018_2021.posterior.h5"
COMPARISON, CHECK, SWEEP = FOLDER / "three", FOLDER / "check", FOLDER / "town" / "sweep"
SCREENING, SHARES = FOLDER / "weeks" / "morris_matters", FOLDER / "weeks" / "saltelli_matters"
OF = {"time_series": COMPARISON, "paired_differences": COMPARISON, "differences_by_age": COMPARISON, "cost_effectiveness": COMPARISON,
      "convergence": COMPARISON, "multiplier_averted": COMPARISON, "what_the_money_buys": COMPARISON, "luck_and_parameters": COMPARISON,
      "counties_registered": COMPARISON / "small.h5", "posterior_pairs": POSTERIOR, "prior_posterior": POSTERIOR,
      "response_to_a_parameter": SWEEP, "predictive_by_year": CHECK, "counties_check": CHECK,
      "morris_screening": SCREENING, "sobol_shares": SHARES}


@functools.cache
def drawn(name):
    """What the script draws, as an object, in the look of the gallery."""
    spec = importlib.util.spec_from_file_location(name, GALLERY / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    openers = {COMPARISON: veghe.open_comparison, CHECK: veghe.open_check, POSTERIOR: veghe.open_posterior, SWEEP: veghe.open_sweep,
               SCREENING: veghe.open_sensitivity, SHARES: veghe.open_sensitivity}
    opener = openers.get(OF[name], veghe.open_run)
    with plots.style():
        return module.draw(opener(OF[name]))


class Gallery(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-gallery-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def call(self, name, file, *more):
        return subprocess.run([sys.executable, "-W", "error::RuntimeWarning", GALLERY / f"{name}.py", file, "-o", self.folder / "picture.png", *more],
                              capture_output=True, text=True, timeout=120, check=False, cwd=self.folder,
                              env=dict(os.environ, PYTHONPATH=str(needs.PACKAGE)))

    def test_no_script_is_left_out(self):
        self.assertEqual(sorted(OF), sorted(path.stem for path in GALLERY.glob("*.py")))
        page = (needs.SOURCE / "docs" / "python.md").read_text(encoding="utf-8")
        for name in OF:
            self.assertIn(f"gallery/{name}.py", page)

    def test_pictures_show_something(self):
        for name, file in OF.items():
            with self.subTest(name):
                call = self.call(name, file)
                self.assertEqual((call.returncode, call.stdout, call.stderr), (0, "", ""))
                pixels = (matplotlib.image.imread(self.folder / "picture.png")[..., :3] * 255).astype(int)
                inked = (pixels < 250).any(axis=-1)
                coloured = pixels.max(axis=-1) - pixels.min(axis=-1) > 40
                self.assertGreater(min(pixels.shape[:2]), 300)
                self.assertGreater(inked.mean(), 0.01, "blank")
                self.assertGreater(coloured.mean(), 0.001, "nothing is drawn but axes and words")
                self.assertFalse(inked[:, -1].any() or inked[0].any(), "something is cut off")

    def test_pictures_say_that_they_are_simulated(self):
        for name in OF:
            with self.subTest(name):
                figure = drawn(name)
                words = " ".join(" ".join(text.get_text() for text in figure.findobj(matplotlib.text.Text)).split())
                self.assertRegex(words, r"\(simulated\)|of a simulation")
                self.assertRegex(words, "nine (of|in) ten|hold 50, 80|50 %|no interval|standard error|confidence interval")

    def test_true_and_registered_never_share_an_axis(self):
        for name in OF:
            for axes in drawn(name).axes:
                words = " ".join([axes.get_title(), axes.get_xlabel(), axes.get_ylabel(), *axes.get_legend_handles_labels()[1]])
                self.assertFalse("true cases (" in words.lower() and "registered cases (" in words.lower(), name)

    def test_words_do_not_run_into_each_other(self):
        for name in OF:
            with self.subTest(name), plots.style():
                figure = drawn(name)
                figure.canvas.draw()
                texts = [text for axes in figure.axes for text in (axes.title, axes.xaxis.label, axes.yaxis.label)
                         if text.get_text() and axes.axison] + figure.texts
                boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
                for word, box in boxes:
                    inside = box.x0 > -1 and box.y0 > -1 and box.x1 < figure.bbox.x1 + 1 and box.y1 < figure.bbox.y1 + 1
                    self.assertTrue(inside, f"cut off: {word}")
                for (one, a), (other, b) in itertools.combinations(boxes, 2):
                    self.assertFalse(a.overlaps(b), f"{one!r} runs into {other!r}")

    def test_what_cannot_be_drawn_is_one_line(self):
        wrong = self.call("time_series", POSTERIOR)
        self.assertEqual(wrong.returncode, 4)
        self.assertEqual(len(wrong.stderr.splitlines()), 1, wrong.stderr)
        self.assertEqual(self.call("counties_registered", POSTERIOR).returncode, 4)
        unknown = self.call("time_series", COMPARISON, "--strategy", "curiculum")
        self.assertIn("nearest is 'curriculum'", unknown.stderr)
        self.assertIn("is no screening", self.call("morris_screening", SHARES).stderr)
        self.assertIn("is a screening", self.call("sobol_shares", SCREENING).stderr)
        self.assertFalse((self.folder / "picture.png").exists())


class Page(unittest.TestCase):
    def test_the_tour_can_be_gone(self):
        page = (needs.SOURCE / "docs" / "python.md").read_text(encoding="utf-8")
        tour = re.search(r"```python\n(.*?)```", page, re.S)[1]
        places = {'"out/what_matters"': SHARES, '"out/three"': COMPARISON, '"out/fit"': CHECK, '"out/lessons"': SWEEP, '"scenarios/baselines/romania_2018_2021.posterior.h5"': POSTERIOR,
                  '"docs/parameters.md"': needs.SOURCE / "docs" / "parameters.md"}
        for name, path in places.items():
            self.assertIn(name, tour)
            tour = tour.replace(name, repr(str(path)))
        known = {}
        for line in tour.replace('"DJ"', '"TL"').splitlines():
            exec(line, known)  # pylint: disable=exec-used; it is our own page
        self.assertEqual(known["run"].scenario, "small")
        self.assertEqual(known["posterior"].taken_by(known["run"]).shape, (len(known["run"].replicates), 13))


class Sums(unittest.TestCase):
    def test_the_map_is_of_42_counties(self):
        paths, attribution = plots.county_paths()
        self.assertEqual(len(paths), 42)
        self.assertIn("CC BY 4.0", attribution)
        west, east = paths["TM"].get_extents(), paths["CT"].get_extents()
        self.assertTrue(west.x1 < east.x0)  # Timiș is west of Constanța, Botoșani north of both
        self.assertGreater(paths["BT"].get_extents().y0, max(west.y1, east.y1))

    def test_a_mean_beside_its_interval_has_no_reach_on_that_side(self):
        below, above = plots.reach([2.0, 5.0], [1.0, 1.0], [4.0, 4.0])
        self.assertEqual((below.tolist(), above.tolist()), ([1.0, 4.0], [2.0, 0.0]))

    def test_the_mean_settles_as_computed(self):
        spec = importlib.util.spec_from_file_location("convergence", GALLERY / "convergence.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        counts, means, errors = module.settling(np.array([1.0, 3.0, 2.0]))
        self.assertEqual((counts.tolist(), means.tolist()), ([2, 3], [2.0, 2.0]))
        np.testing.assert_allclose(errors, [2 * 1.0, 2 / 3 ** 0.5])


if __name__ == "__main__":
    unittest.main(verbosity=2)

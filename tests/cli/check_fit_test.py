"""`veghe check-fit` as its users meet it: the shipped tables and tables that nobody has seen, refusals, what is left.

check_fit_test.py VEGHE SOURCE_FOLDER POSTERIOR [unittest options]
"""

import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

VEGHE = os.path.abspath(sys.argv.pop(1))
SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
POSTERIOR = pathlib.Path(sys.argv.pop(1)).resolve()
DATA = SOURCE / "scenarios" / "data"
WRITTEN = ["check.html", "check.json", "misfits.csv", "verificare.html"]


class CheckFit(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-check-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def veghe(self, *arguments):
        return subprocess.run([VEGHE, *map(str, arguments)], capture_output=True, text=True, timeout=300, cwd=self.folder,
                              check=False)

    def table(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def beside_tables(self, *names):
        """The posterior with its tables in a folder beside it."""
        folder = self.folder / "baselines"
        (folder / "data").mkdir(parents=True)
        shutil.copy(POSTERIOR, folder / "p.h5")
        for name in names:
            shutil.copy(DATA / name, folder / "data")
        return folder / "p.h5"

    def rows(self, folder="out"):
        with open(self.folder / folder / "misfits.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_the_shipped_tables(self):
        call = self.veghe("check-fit", POSTERIOR, *sorted(DATA.glob("anitp_*.csv")), "-o", "out")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertEqual(sorted(os.listdir(self.folder / "out")), WRITTEN)
        self.assertIn("no better than the running mean", call.stdout)
        rows = self.rows()
        data = json.loads((self.folder / "out" / "check.json").read_text(encoding="utf-8"))
        self.assertEqual(len(data["figures"]), len(rows))
        self.assertEqual({row["measure"] for row in rows if row["verdict"] == "not_in_the_model"},
                         {"hotline_calls_leading_to_investigation", "expert_max_share_of_cases_registered"})
        for row in rows:  # RELIABILITY R2
            if row["kind"] in ("count", "interval", "split") and row["published_low"] != "":
                self.assertTrue(float(row["published_low"]) >= 10 or (row["published_low"], row["published_high"]) == ("0", "9"), row)
        self.assertEqual({conflict["measure"] for conflict in data["conflicts_known"]},
                         {"victims_total", "victims_children", "new_investigations", "recruitment_mode", "education_age_14_17", "age"})
        for name in ("check.html", "verificare.html"):
            conflicts = (self.folder / "out" / name).read_text(encoding="utf-8").partition('id="conflicts"')[2]
            for figure in ("756", "757", "970", "972", "425", "443", "927"):  # RELIABILITY C1
                self.assertRegex(conflicts, rf"\b{figure}\b")
            page = (self.folder / "out" / name).read_text(encoding="utf-8")
            self.assertFalse("<script" in page or "://" in page, name)
            for cell in re.findall(r"data-register>([^<]*)<", page):
                self.assertNotRegex(cell, r"^[1-9]( |$)")

    def test_the_tables_of_the_docs_are_what_is_foretold(self):
        shipped = SOURCE / "scenarios" / "baselines" / "romania_2018_2021.posterior.h5"
        self.assertEqual(self.veghe("check-fit", shipped, "-o", "out").returncode, 0)
        held = subprocess.run([sys.executable, SOURCE / "tests" / "cli" / "fit_table.py", self.folder / "out" / "check.json",
                               SOURCE / "docs" / "calibration.md"], capture_output=True, text=True, check=False)
        self.assertEqual(held.returncode, 0, held.stdout)

    def test_again_is_the_same_and_replaces_nothing(self):
        table = DATA / "anitp_national_by_year.csv"
        self.assertEqual(self.veghe("check-fit", POSTERIOR, table, "-o", "out").returncode, 0)
        first = {name: (self.folder / "out" / name).read_bytes() for name in WRITTEN}
        refused = self.veghe("check-fit", POSTERIOR, table, "-o", "out")
        self.assertEqual(refused.returncode, 4)
        self.assertIn("[output.finished]", refused.stderr)
        self.assertEqual(self.veghe("check-fit", POSTERIOR, table, "-o", "out", "--force", "--quiet").stdout, "")
        self.assertEqual({name: (self.folder / "out" / name).read_bytes() for name in WRITTEN}, first)

    def test_tables_that_nobody_has_seen(self):
        years = self.table("years.csv", "year,measure,value\n2023,victims_children,300\n2023,dogs,3\n2022,victims_children,\n"
                                        "2024-H1,<script>alert(1)</script>,7\n2023,average_age,15.5\n")
        counties = self.table("counties.csv", "county_code,year,n_children,status,more\nDJ,2023,,censored_lt10,x\nIS,2023,20,reported,\n")
        places = self.table("places.csv", "county_code,period,measure,value\nDJ,2023,victims_women,12\nDJ,2023-H1,victims_total,30\n")
        splits = self.table("adults_2022_2023.csv", "dimension,group,category,n,denominator\nexploitation,women,sexual,200,300\n"
                                                    "destination,all,italy,40,100\nmood,all,good,3,9\n")
        call = self.veghe("check-fit", POSTERIOR, years, counties, places, splits, "-o", "out", "--language", "ro")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertIn("verificare.html", call.stdout)
        verdict = {(row["measure"], row["period"], row["category"]): (row["verdict"], row["reason"]) for row in self.rows()}
        self.assertEqual(len(self.rows()), 5 + 2 + 2 + 3)
        self.assertEqual(verdict["victims_children", "2022", ""][1], "nothing was published")
        self.assertIn("dogs", verdict["dogs", "2023", ""][1])
        self.assertIn("neither a count nor a share", verdict["average_age", "2023", ""][1])
        self.assertIn("by county", verdict["victims_women", "2023", ""][1])
        self.assertNotEqual(verdict["victims_total", "2023-H1", ""][0], "not_in_the_model")
        self.assertNotEqual(verdict["exploitation", "2022-2023", "sexual"][0], "not_in_the_model")
        self.assertIn("only together with others", verdict["destination", "2022-2023", "italy"][1])
        self.assertEqual(verdict["mood", "2022-2023", "good"][0], "not_in_the_model")
        self.assertEqual({row["standing"] for row in self.rows() if row["period"] == "2023"}, {"later"})
        self.assertFalse("<script" in (self.folder / "out" / "check.html").read_text(encoding="utf-8"))

    def test_a_breakdown_of_two_years_in_one_table(self):
        splits = self.table("modes.csv", "dimension,group,category,n,denominator,year\nrecruitment_mode,all,online,60,200,2022\n"
                                         "recruitment_mode,all,online,60,200,2023\nrecruitment_mode,all,in_person,,,2023\n")
        ages = self.table("ages.csv", "age,girls,boys,year\n15,50,12,2022\n16,60,11,2022\n15,48,13,2023\n16,62,10,2023\n")
        places = self.table("places.csv", "county_code,year,measure,value\nDJ,2022,victims_children,22\nIS,2022,victims_children,24\n")
        call = self.veghe("check-fit", POSTERIOR, splits, ages, places, "-o", "out")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertEqual({row["standing"] for row in self.rows()}, {"later"})
        self.assertEqual({row["verdict"] for row in self.rows() if row["published_low"] == ""}, {"not_in_the_model"})
        data = json.loads((self.folder / "out" / "check.json").read_text(encoding="utf-8"))
        self.assertEqual(data["conflicts"], [])
        self.assertEqual([statistic["published"] for statistic in data["statistics"] if statistic["name"] == "girls"],
                         [round(110 / 133, 4), round(110 / 133, 4)])

    def refused(self, *parts, tables):
        call = self.veghe("check-fit", POSTERIOR, *tables, "-o", "out")
        self.assertEqual(call.returncode, 4, call.stdout)
        for part in parts:
            self.assertIn(part, call.stderr)
        self.assertFalse((self.folder / "out").exists())

    def test_a_figure_counts_once_and_is_one(self):
        years = "year,measure,value\n2023,victims_total,480\n"
        one = self.table("one.csv", years)
        self.refused("one.csv: [check.twice]", tables=[one, self.folder / "." / "one.csv"])
        self.refused("more.csv:2: [targets.twice] victims_total 2023 stands in ", "one.csv:2",
                     tables=[one, self.table("more.csv", years)])
        self.refused("again.csv:3: [targets.twice]", tables=[self.table("again.csv", years + "2023,victims_total,480\n")])
        self.refused("bad.csv:2: [targets.no-count] victims_children = -5 is no count", "bad.csv:3: [targets.no-count]",
                     tables=[self.table("bad.csv", "year,measure,value\n2023,victims_children,-5\n2022,victims_children,1.5\n")])
        self.refused("head.csv: [check.no-rows]", tables=[self.table("head.csv", "year,measure,value\n")])
        self.refused('[policy.name] column "name" is refused: it may hold names of persons', "county_name",
                     tables=[DATA / "counties.csv"])
        conflict = self.table("conflict.csv", years + "2023,victims_total,490\n")
        self.assertEqual(self.veghe("check-fit", POSTERIOR, conflict, "-o", "out").returncode, 0)

    def test_the_verdict_of_later_years_alone(self):
        later = self.table("later.csv", "year,measure,value\n2023,victims_total,480\n2023,victims_totl,480\n")
        call = self.veghe("check-fit", self.beside_tables("anitp_national_by_year.csv"), later, "-o", "out")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertIn("Figures that the model has: 1.", call.stdout)
        self.assertIn("which it has never seen: 1.", call.stdout)
        self.assertNotIn("nothing was forecast", call.stdout)
        self.assertIn("All registered victims: no better than the running mean (years in which", call.stdout)
        self.assertIn("know the years before also from anitp_national_by_year.csv", call.stdout)
        self.assertIn("perhaps misspelt: “victims_totl” for “victims_total”", call.stdout)
        data = json.loads((self.folder / "out" / "check.json").read_text(encoding="utf-8"))
        self.assertEqual((len(data["figures"]), data["history"]), (2, ["anitp_national_by_year.csv"]))
        self.assertEqual([(score["year"], score["years_before"]) for score in data["national"]], [(2023, 8)])
        nothing = self.table("nothing.csv", "year,measure,value\n2023,dogs,3\n")
        call = self.veghe("check-fit", POSTERIOR, nothing, "-o", "none")
        self.assertIn("The model has none of the figures in these tables", call.stdout)

    def test_without_other_tables_there_is_no_running_mean(self):
        alone = self.folder / "alone"
        alone.mkdir()
        shutil.copy(POSTERIOR, alone / "p.h5")
        later = self.table("later.csv", "year,measure,value\n2023,victims_total,480\n")
        call = self.veghe("check-fit", alone / "p.h5", later, "-o", "out")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertIn("no running mean was there to beat", call.stdout)
        (alone / "anitp_broken.csv").write_text("a,b\n1,2\n", encoding="utf-8")
        (alone / "anitp_years.csv").write_text("year,measure,value\n2021,victims_total,500\n2022,victims_total,490\n", encoding="utf-8")
        call = self.veghe("check-fit", alone / "p.h5", later, "-o", "out", "--force")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertIn("know the years before also from anitp_years.csv", call.stdout)

    def test_counties_of_a_later_year_alone(self):
        codes = sorted({row.split(",")[0] for row in (DATA / "anitp_children_by_county_2018_2021.csv").read_text(encoding="utf-8").splitlines()[1:]})
        cells = self.table("counties.csv", "county_code,year,n_children,status\n" + "".join(f"{code},2022,12,reported\n" for code in codes))
        call = self.veghe("check-fit", self.beside_tables("anitp_children_by_county_2018_2021.csv"), cells, "-o", "out")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertIn("County-years (later, never seen): ", call.stdout)
        self.assertNotIn("no running mean was there to beat", call.stdout)
        data = json.loads((self.folder / "out" / "check.json").read_text(encoding="utf-8"))
        self.assertEqual([(scores["standing"], scores["cells"]) for scores in data["county_years"]], [("later", 42)])

    def test_what_is_refused(self):
        other = self.table("other.h5", "no posterior")
        self.assertIn(self.veghe("check-fit", other, "-o", "out").returncode, (4, 5))
        self.assertEqual(self.veghe("check-fit", POSTERIOR, self.table("bad.csv", "a,b\n1,2\n"), "-o", "out").returncode, 4)
        alone = self.folder / "alone"
        alone.mkdir()
        shutil.copy(POSTERIOR, alone / "p.h5")
        call = self.veghe("check-fit", alone / "p.h5", "-o", "out")
        self.assertEqual(call.returncode, 4)
        self.assertIn("[check.no-tables]", call.stderr)
        self.assertFalse((self.folder / "out").exists())
        shutil.copy(DATA / "anitp_county_other.csv", alone)
        self.assertEqual(self.veghe("check-fit", alone / "p.h5", "-o", "out").returncode, 0)
        self.assertIn("Example", self.veghe("check-fit", "--help").stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)

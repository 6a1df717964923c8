"""The JSON Schema of scenarios: fresh, right for every scenario of the repository, and of one mind with the program.

schema_test.py VEGHE SOURCE_FOLDER [unittest options]
"""

import datetime
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unittest

import jsonschema

VEGHE = os.path.abspath(sys.argv.pop(1))
SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
SCENARIOS = SOURCE / "scenarios"

WHOLE = """format = 1
title = "For tests"
{top}
[run]
start = 2022-01-03
end = 2022-07-04
{run}
counties = ["TL"]
[population]
data = "{data}"
{rest}
"""
LESSONS = '[[intervention]]\nkind = "curriculum"\n'
HUB = '[[intervention]]\nkind = "community_hub"\n'
POSTS = '[[intervention]]\nkind = "school_counsellors"\n'

# What the program and the schema must both take: where it stands, and its text.
GOOD = [
    ("run", 'warmup_weeks = "1 week"'), ("run", 'warmup_weeks = "14 days"'), ("run", "seed = 0"),
    ("top", 'measures = ["curriculum"]'), ("rest", "[model]\npathways = []"),
    ("rest", '[budget]\nper_year = "2 million RON"'), ("rest", '[budget]\nper_year = "5 thousand lei"'),
    ("rest", '[budget]\nper_year = "2.5 milioane de lei"'), ("rest", '[budget]\nper_year = "5 mii lei"'),
    ("rest", "[budget]\nper_year = 2e6"), ("rest", "[budget]\nper_year = 0"),
    ("rest", '[costs]\nprice_year = 2024\ndiscount_rate = "0.05 per year"\ndiscount_effects = true'),
    ("rest", HUB + 'centres = ["Constanța"]\nages = [10, 13]\ncare = ["foster"]\nboarding = false\nparents_abroad = true'),
    ("rest", LESSONS + 'ramp_weeks = "6 months"'), ("rest", LESSONS + 'ramp_weeks = " 1.5 years "'),
    ("rest", LESSONS + 'hours_per_year = "10 hours"\nlevels = ["upper"]\ngrades = [9, 10]'),
    ("rest", LESSONS + 'coverage = "$share"\n[variables]\nshare = 0.5'),
    ("rest", LESSONS + 'settlement = "$where"\nstart = "$when"\n[variables]\nwhere = "rural"\nwhen = 2022-02-01'),
    ("rest", POSTS + 'pupils_per_counsellor = "500 pupils"\nbudget_per_year = "90 RON"'),
    ("rest", POSTS + 'counties = ["Tulcea"]\nname = "posts"'), ("rest", POSTS + 'counties = "all"'),
    ("rest", '[[intervention]]\nkind = "rural_campaign"\nformat = "broadcast"\nvisits_per_year = "3 per year"'),
    ("rest", "[parameters]\nlover_boy.approach = 20"), ("rest", '[parameters]\n"lover_boy.approach" = "20 1/year"'),
    ("rest", '[parameters]\n"school_counsellors.post_cost" = "2000 RON per post week"'),
]
# What both must refuse.
BAD = [
    ("top", "formats = 1"), ("top", "description = 3"), ("top", "calibrated = 1"), ("top", 'measures = "curriculum"'),
    ("top", 'measures = ["curriculums"]'), ("top", 'measures = ["curriculum", "curriculum"]'),
    ("top", "[variables]\nb-c = 1\n"), ("top", "[variables]\nb = [1]\n"),
    ("run", "replicates = 0"), ("run", "replicates = 1.5"), ("run", 'replicates = "3"'), ("run", "seed = -1"),
    ("run", "replicats = 3"), ("run", "warmup_weeks = 521"), ("run", 'warmup_weeks = "3 pupils"'),
    ("run", "warmup_weeks = true"), ("run", "data = 1"),
    ("rest", '[model]\npathways = ["lover_boi"]'), ("rest", '[model]\npathways = ["lover_boy", "lover_boy"]'),
    ("rest", "[output]\nmonthly = 1"), ("rest", "[branch]"), ("rest", "[branch]\nat = true"), ("rest", "[budget]"),
    ("rest", "[costs]\nprice_year = 2020"), ("rest", "[costs]\ndiscount_rate = 0.2"), ("rest", "[costs]\nrate = 0.03"),
    ("rest", HUB + 'care = ["orphanage"]'), ("rest", HUB + "boarding = 1"), ("rest", HUB + "centres = []"),
    ("rest", HUB + "grades = [5]"), ("rest", LESSONS + "parents_abroad = true"),
    ("rest", "[budget]\nper_year = -1"), ("rest", '[budget]\nper_year = "2 million"'),
    ("rest", '[budget]\nper_year = "2 million EUR"'), ("rest", '[budget]\nper_year = "2,5 RON"'),
    ("rest", "[[intervention]]"), ("rest", "[intervention]\nkind = \"curriculum\""),
    ("rest", '[[intervention]]\nkind = "curriculums"'), ("rest", LESSONS + "coverage = 1.5"),
    ("rest", LESSONS + 'coverage = "0.5"'), ("rest", LESSONS + 'coverage = "60 %"'),
    ("rest", LESSONS + "pupils_per_counsellor = 500"), ("rest", POSTS + "hours_per_year = 8"),
    ("rest", POSTS + "grades = [5]"), ("rest", LESSONS + "ages = [10, 12]"), ("rest", LESSONS + "grades = []"),
    ("rest", LESSONS + "grades = [13]"), ("rest", LESSONS + "grades = [5, 5]"), ("rest", LESSONS + 'levels = ["high"]'),
    ("rest", LESSONS + "counties = []"), ("rest", LESSONS + 'counties = ["12"]'), ("rest", LESSONS + 'settlement = "town"'),
    ("rest", LESSONS + "hours_per_year = 41"), ("rest", LESSONS + 'hours_per_year = "2 years"'),
    ("rest", LESSONS + "start = true"), ("rest", LESSONS + 'start = "soon"'),
    ("rest", '[[intervention]]\nkind = "rural_campaign"\nformat = "leaflets"'),
    ("rest", "[parameters]\nlover_boy.aproach = 20"), ("rest", '[parameters]\n"lover_boy.approach" = -1'),
    ("rest", '[parameters]\n"lover_boy.approach" = "20 weeks"'), ("rest", "[parameters]\nlover_boy = 20"),
    ("rest", "[parameters]\nnetwork.online_ties = 3"), ("rest", "[extra]\nkey = 1"),
]


def as_json(value):
    """What an editor hands to the schema: dates as text, tables and lists as they are."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = (SCENARIOS / "veghe.schema.json").read_text(encoding="utf-8")
        jsonschema.Draft7Validator.check_schema(json.loads(cls.text))
        cls.validator = jsonschema.Draft7Validator(json.loads(cls.text))

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-schema-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def veghe(self, *arguments):
        return subprocess.run([VEGHE, *map(str, arguments)], capture_output=True, text=True, timeout=300, check=False,
                              cwd=self.folder)

    def findings(self, toml):
        return [f"{'.'.join(map(str, e.absolute_path))}: {e.message[:200]}"
                for e in self.validator.iter_errors(as_json(tomllib.loads(toml)))]

    def write(self, place, text):
        parts = dict({"top": "", "run": "", "rest": ""}, **{place: text})
        path = self.folder / "it.toml"
        path.write_text(WHOLE.format(data=SCENARIOS / "data", **parts), encoding="utf-8")
        return path

    def test_is_fresh(self):
        self.assertTrue(self.veghe("describe", "schema").stdout == self.text, "scenarios/veghe.schema.json is stale; "
                        "refresh it with\n  veghe describe schema > scenarios/veghe.schema.json")

    def test_takes_every_scenario_as_it_is_and_resolved(self):
        others = (".plan.toml", ".sweep.toml", ".exercise.toml", ".optimum.toml")
        files = sorted(file for file in SCENARIOS.rglob("*.toml") if not file.name.endswith(others))
        self.assertGreaterEqual(len(files), 7)
        baselines = sorted((SCENARIOS / "baselines").glob("*.toml"))
        for file in files:
            self.assertEqual(self.findings(file.read_text(encoding="utf-8")), [], file)
            whole = [file] if "[run]" in file.read_text(encoding="utf-8") else [baselines[0], file]
            call = self.veghe("validate", *whole, "--resolved")
            self.assertEqual(call.returncode, 0, call.stderr)
            last = re.split(r"^# \w+\n(?=format)", call.stdout, flags=re.MULTILINE)[-1]
            self.assertEqual(self.findings(last), [], file)

    def test_takes_the_examples_of_the_pages(self):
        for page in ["scenario-format.md", "interventions.md"]:
            text = (SOURCE / "docs" / page).read_text(encoding="utf-8")
            examples = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
            self.assertGreaterEqual(len(examples), 2)
            for example in examples:
                more = "" if "format = 1" in example or "=" not in example.split("#")[0] else "format = 1\n"
                if "replaces 32 of" not in example:  # lines of what --merge prints, out of their tables
                    self.assertEqual(self.findings(more + example), [], f"{page}: {example[:80]}")

    def test_takes_what_the_program_takes(self):
        for place, text in GOOD:
            file = self.write(place, text)
            call = self.veghe("validate", file)
            self.assertEqual(call.returncode, 0, f"{text}: {call.stderr}")
            self.assertEqual(self.findings(file.read_text(encoding="utf-8")), [], text)

    def test_refuses_what_the_program_refuses(self):
        for place, text in BAD:
            file = self.write(place, text)
            call = self.veghe("validate", file)
            self.assertEqual(call.returncode, 4, f"{text}: {call.stdout}")
            self.assertNotEqual(self.findings(file.read_text(encoding="utf-8")), [], text)

    def test_a_finding_points_at_its_place(self):
        for text, place in [(LESSONS + "coverage = 1.5", "intervention.0.coverage"),
                            (LESSONS + "hours_per_year = 41", "intervention.0.hours_per_year"),
                            ("[output]\nmonthly = 1", "output.monthly")]:
            found = self.findings(self.write("rest", text).read_text(encoding="utf-8"))
            self.assertTrue(any(f.startswith(place + ":") for f in found), found)

    def test_files_that_stand_alone_say_what_they_must(self):
        strategy = "format = 1\n" + LESSONS
        part = 'format = 1\nextends = "other.toml"\n[run]\nreplicates = 4\n'
        self.assertEqual(self.findings(strategy), [])
        self.assertEqual(self.findings(part), [])
        self.assertNotEqual(self.findings(part.replace('extends = "other.toml"\n', "")), [])
        self.assertNotEqual(self.findings(LESSONS), [])
        for line in ["start = 2022-01-03\n", "end = 2022-07-04\n", 'counties = ["TL"]\n', f'data = "{SCENARIOS / "data"}"\n']:
            whole = self.write("top", "").read_text(encoding="utf-8")
            self.assertIn(line, whole)
            self.assertNotEqual(self.findings(whole.replace(line, "")), [], line)

    def test_holds_the_ranges_of_every_parameter_and_setting(self):
        definitions = json.loads(self.text)["definitions"]
        parameters = re.findall(r"^\| `(\w+\.\w+)` \| \S+ \| (\S+) to (\S+) \|",
                                (SOURCE / "docs" / "parameters.md").read_text(encoding="utf-8"), re.MULTILINE)
        checked = 0
        for name, low, high in parameters:
            if not name.startswith(("population.", "network.", "costs.", "school_weeks.")):
                ways = definitions[f"parameters.{name}"]["anyOf"]
                self.assertEqual((ways[0]["minimum"], ways[0]["maximum"]), (float(low), float(high)), name)
                checked += 1
        self.assertGreater(checked, 300)

    def test_every_unit_may_be_written_as_it_is_declared(self):
        definitions = json.loads(self.text)["definitions"]
        units = {d["description"].split("one of: ")[1].rstrip("."): d for name, d in definitions.items() if name.startswith("in_")}
        self.assertGreater(len(units), 20)
        for names, definition in units.items():
            for name in names.split(", ") if "/" not in names else [names]:
                self.assertRegex(f"3 {name}", definition["pattern"])
                self.assertNotRegex(f"3 {name} of cheese", definition["pattern"])


if __name__ == "__main__":
    unittest.main()

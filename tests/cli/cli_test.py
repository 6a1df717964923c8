"""The command line as its users meet it: every command, a good call and a bad one, exit codes, messages, what is left.

cli_test.py VEGHE SOURCE_FOLDER [unittest options]
"""

import csv
import json
import os
import pathlib
import pty
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import h5py

VEGHE = os.path.abspath(sys.argv.pop(1))
SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
SCENARIOS = SOURCE / "scenarios"
BASELINE = SCENARIOS / "baselines" / "three_counties.toml"
STRATEGIES = sorted((SCENARIOS / "strategies").glob("*.toml"))
COMMANDS = ["run", "compare", "validate", "new", "explain", "describe", "population", "info", "check-fit"]

SMALL = """format = 1
title = "Half a year in one county, for tests"
test_only = true
[run]
start = 2022-01-03
end = 2022-07-04
{run}
counties = ["TL"]
[population]
data = "{data}"
{rest}
"""


class Folder(unittest.TestCase):
    """A folder of its own for each test; `veghe` calls the program there."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def veghe(self, *arguments, env=None, cwd=None, **more):
        environment = dict(os.environ, **(env or {}))
        return subprocess.run([VEGHE, *map(str, arguments)], capture_output=True, text=True, timeout=300,
                              env=environment, cwd=cwd or self.folder, check=False, **more)

    def write(self, name, run="seed = 1\nreplicates = 1", rest=""):
        path = self.folder / name
        path.write_text(SMALL.format(run=run, rest=rest, data=SCENARIOS / "data"), encoding="utf-8")
        return path

    def write_strategy(self, more=""):
        path = self.folder / "more.toml"
        path.write_text('format = 1\ntitle = "<b>More</b>"\n[[intervention]]\nkind = "school_counsellors"\n'
                        "pupils_per_counsellor = 500\n" + more, encoding="utf-8")
        return path

    def refused(self, call, *parts, code=4):
        self.assertEqual(call.returncode, code, call.stdout + call.stderr)
        plain = re.sub(r"\[[a-z]+\.[a-z0-9-]+\] ", "", call.stderr)
        for part in parts:
            self.assertIn(part, plain)
        self.assertEqual(call.stdout, "")

    def names(self):
        return sorted(entry.name for entry in self.folder.iterdir())


class Usage(Folder):
    def test_version(self):
        call = self.veghe("--version")
        self.assertEqual(call.returncode, 0)
        self.assertRegex(call.stdout, r"^veghe \d+\.\d+\.\d+ \(commit \S+, \w+, \S+ \S+\)\n$")

    def test_help_has_an_example(self):
        self.assertEqual(self.veghe("--help").returncode, 0)
        for command in COMMANDS:
            call = self.veghe(command, "--help")
            self.assertEqual(call.returncode, 0)
            self.assertRegex(call.stdout, r"Examples?:\n  veghe " + command)

    def test_unknown_words(self):
        self.refused(self.veghe("comapre"), "veghe: comapre is unknown; nearest is compare")
        self.refused(self.veghe("run", "a.toml", "-o", "b.h5", "--sead", "1"), "veghe run: --sead is unknown; nearest is --seed")
        self.refused(self.veghe(), "a command is expected")
        self.refused(self.veghe("run", "a.toml"), "--output is required")
        self.refused(self.veghe("run", "-o", "b.h5"), "SCENARIO is required")
        self.refused(self.veghe("compare", "a.toml", "-o", "b"), "STRATEGY is required")
        self.refused(self.veghe("validate"), "SCENARIO is required")
        self.refused(self.veghe("population"), "SCENARIO is required, or --verify FILE")
        self.refused(self.veghe("population", "a.toml"), "--output is required, or --verify FILE")
        self.refused(self.veghe("population", "-o", "p.h5"), "SCENARIO is required, or --verify FILE")
        self.refused(self.veghe("population", "-o", "p.h5", "--verify", "q.h5"), "leave --output out")
        self.refused(self.veghe("info"), "RESULT is required")
        self.assertEqual(self.names(), [])

    def test_a_refusal_has_one_id_and_the_words_of_the_language_asked_for(self):
        small = self.write("small.toml", rest="[parameters]\n\"lover_boy.approach\" = -1\n")
        said = {}
        for name, options, environment in [("en", [], {}), ("ro", ["--language", "ro"], {}),
                                           ("ro again", ["--language=ro"], {}), ("set", [], {"VEGHE_LANGUAGE": "ro"}),
                                           ("option first", ["--language", "en"], {"VEGHE_LANGUAGE": "ro"})]:
            call = self.veghe("validate", small, *options, env={"VEGHE_LANGUAGE": "", **environment})
            self.assertEqual(call.returncode, 4, call.stderr)
            said[name] = re.fullmatch(r"(\S+small.toml:\d+): \[([a-z]+\.[a-z0-9-]+)\] (.+)\n", call.stderr).groups()
        self.assertEqual(said["en"], said["option first"])
        self.assertEqual({said["ro"], said["ro again"], said["set"]}, {said["ro"]})
        self.assertEqual(said["en"][:2], said["ro"][:2])
        self.assertNotEqual(said["en"][2], said["ro"][2])
        self.assertRegex(said["ro"][2], "[ăâîșț]")
        for bad in ["de", "EN", "\u202ero"]:
            self.refused(self.veghe("validate", small, env={"VEGHE_LANGUAGE": bad}), "VEGHE_LANGUAGE: ", "en or ro is expected")

    def test_numbers(self):
        small = self.write("small.toml")
        for option, allowed in [("--seed", "from 0 to 9223372036854775807"), ("--replicates", "from 1 to 100000"),
                                ("--threads", "from 1 to 1024")]:
            for bad in ["-1", "1.5", "1e3", "nan", "inf", "text", "0,6", "99999999999999999999", " 1", "0x10", "+1"]:
                call = self.veghe("run", small, "-o", "r.h5", f"{option}={bad}")
                self.refused(call, f"{option}: ", f"a whole number {allowed} is expected")
        for option in ["--seed", "--replicates", "--threads", "--population", "--output"]:
            self.refused(self.veghe("run", small, "-o", "r.h5", option, ""), f"{option}: an empty value says nothing")
        for option in ["--replicates", "--threads"]:
            self.refused(self.veghe("run", small, "-o", "r.h5", f"{option}=0"), f"{option}: 0 is out of range")
        self.assertEqual(self.names(), ["small.toml"])

    def test_full_output_is_an_error(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            call = subprocess.run([VEGHE, "describe", "parameters"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(call.returncode, 5)


class Validate(Folder):
    def test_all_scenarios_of_the_repository(self):
        call = self.veghe("validate", BASELINE, *STRATEGIES, SCENARIOS / "tiny.toml")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertEqual(call.stdout.count(": valid ("), 2 + len(STRATEGIES))
        call = self.veghe("validate", SCENARIOS / "baselines" / "romania.toml", *STRATEGIES)
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertEqual(self.names(), [])

    def test_resolved_is_a_scenario(self):
        first = self.veghe("validate", self.write("small.toml"), "--resolved").stdout
        (self.folder / "again.toml").write_text(first, encoding="utf-8")
        self.assertEqual(self.veghe("validate", "again.toml", "--resolved").stdout, first)

    def test_exercises(self):
        exercises = sorted((SCENARIOS / "exercises").glob("*.exercise.toml"))
        self.assertGreaterEqual(len(exercises), 8)
        call = self.veghe("validate", SCENARIOS / "baselines" / "romania.toml", *exercises)
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertEqual(call.stdout.count(": a valid exercise ("), len(exercises))
        self.assertNotIn("veghe validate BASELINE", call.stdout)
        alone = self.veghe("validate", exercises[0])
        self.assertEqual(alone.returncode, 0, alone.stderr)
        self.assertIn(f"veghe validate BASELINE {exercises[0]}\n", alone.stdout)
        over_small = self.veghe("validate", self.write("small.toml"), exercises[0])
        self.refused(over_small, "setup.counties names DJ (Dolj), which the baseline does not run;")
        sheet = self.veghe("explain", exercises[0], "--language", "ro")
        self.assertEqual((sheet.returncode, sheet.stderr), (0, ""))
        self.assertTrue(sheet.stdout.startswith("Primul pe listă (25 de minute)\n"), sheet.stdout)
        self.refused(self.veghe("validate", exercises[0], "--resolved"), "is an exercise, and no scenario to print;")
        text = exercises[0].read_text(encoding="utf-8")
        (self.folder / "mine.exercise.toml").write_text(text.replace("intensity = 1.0", "intensity = 9"), encoding="utf-8")
        line = text[:text.index("intensity")].count("\n") + 1
        self.refused(self.veghe("validate", "mine.exercise.toml"), "no folder of measures was found")
        inside = self.folder / "scenarios" / "strategies"
        inside.mkdir(parents=True)
        measure = SCENARIOS / "strategies" / "proactive_screening.toml"
        (inside / measure.name).write_bytes(measure.read_bytes())
        self.refused(self.veghe("validate", "mine.exercise.toml"),
                     f"mine.exercise.toml:{line}: intervention.intensity = 9 is above 4;",
                     '"curriculum" is no measure of the library; veghe describe interventions names all\n')
        romanian = self.veghe("validate", "mine.exercise.toml", "--json", "--language", "ro")
        errors = json.loads(romanian.stdout)["errors"]
        self.assertEqual((romanian.returncode, errors[0]["file"], errors[0]["line"]), (4, "mine.exercise.toml", line))
        self.assertEqual(errors[2]["cause"], "„curriculum” nu este o măsură a bibliotecii")

    def test_everything_wrong_at_once(self):
        bad = self.write("bad.toml", run="replicats = 3", rest='[[intervention]]\nkind = "school_counselors"\n'
                         "coverage = 1.5\n[output]\nmonthly = 1\n")
        call = self.veghe("validate", "bad.toml")
        self.refused(call, "bad.toml:7: unknown key run.replicats; nearest is run.replicates\n",
                     "bad.toml:12: intervention.kind = \"school_counselors\" is unknown; nearest is school_counsellors\n",
                     "bad.toml:13: intervention.coverage = 1.5 is above 1; a share in [0, 1] is expected\n",
                     "bad.toml:15: output.monthly = 1 is a whole number; true or false is expected\n",
                     "4 problems; nothing was written\n")
        for command in (["run", bad, "-o", "r.h5"], ["compare", bad, STRATEGIES[0], "-o", "out"],
                        ["population", bad, "-o", "p.h5"]):
            self.refused(self.veghe(*command), "bad.toml:7: ")
        self.assertEqual(self.names(), ["bad.toml"])

    def test_validate_for_programs(self):
        def validated(*files, code=0):
            call = self.veghe("validate", *files, "--json")
            self.assertEqual((call.returncode, call.stderr), (code, ""))
            return json.loads(call.stdout)

        right = {"ok": True, "errors": []}
        self.assertEqual(validated(self.write("small.toml")), right)
        self.assertEqual(validated(BASELINE, *STRATEGIES), right)
        self.assertEqual(validated(STRATEGIES[0]), right)
        self.write("bad:file.toml", run="replicats = 3", rest='[[intervention]]\nkind = "curriculum"\ncoverage = 1.5\n')
        wrong = validated("bad:file.toml", code=4)
        self.assertFalse(wrong["ok"])
        self.assertEqual([(e["file"], e["line"]) for e in wrong["errors"]], [("bad:file.toml", 7), ("bad:file.toml", 13)])
        share = wrong["errors"][1]
        self.assertEqual(share, {"id": share["id"], "where": "bad:file.toml:13", "file": "bad:file.toml", "line": 13,
                                 "cause": "intervention.coverage = 1.5 is above 1", "remedy": "a share in [0, 1] is expected",
                                 "message": "intervention.coverage = 1.5 is above 1; a share in [0, 1] is expected"})
        self.assertIn("`" + share["id"] + "`", (SOURCE / "docs" / "messages.md").read_text(encoding="utf-8"))
        romanian = validated("bad:file.toml", "--language", "ro", code=4)["errors"]
        self.assertEqual([e["id"] for e in romanian], [e["id"] for e in wrong["errors"]])
        self.assertNotEqual(romanian[1]["cause"], share["cause"])
        nowhere = validated("small.toml", "--set", "share=1", code=4)["errors"]
        self.assertEqual([("file" in e, "line" in e) for e in nowhere], [(False, False)])
        self.refused(self.veghe("validate", "small.toml", "--json", "--merge"), "--merge excludes --json")

    def test_a_strategy_needs_its_baseline(self):
        for strategy in STRATEGIES:
            call = self.veghe("validate", strategy)
            self.assertEqual((call.returncode, call.stderr), (0, ""))
            self.assertRegex(call.stdout, "nothing is wrong by itself.*veghe validate BASELINE")
        self.refused(self.veghe("validate", STRATEGIES[0], "--resolved"), "has no [run]", "laid over a baseline")
        self.refused(self.veghe("validate", self.write_strategy("coverage = 2\n")), "more.toml:6: intervention.coverage = 2 is above 1")
        self.refused(self.veghe("run", STRATEGIES[0], "-o", "r.h5"), "has no [run]")

    def test_personal_codes_are_repeated_nowhere(self):  # R5
        digits = "501010112345"  # of nobody: the check digit is worked out here, so that no code is written down
        check = sum(int(a) * int(b) for a, b in zip(digits, "279146358279")) % 11
        code = digits + str(1 if check == 10 else check)
        bad = self.write("bad.toml", rest=f"# {code}\n[output]\nmonthly = {code}\n")
        for command in (["validate", bad], ["run", bad, "-o", "r.h5"], ["compare", bad, STRATEGIES[0], "-o", "out"],
                        ["population", bad, "-o", "p.h5"]):
            call = self.veghe(*command)
            self.refused(call, "personal numeric code (not shown here)")
            self.assertNotIn(code, call.stdout + call.stderr)
        self.assertEqual(self.names(), ["bad.toml"])

    def test_variables(self):
        small = self.write("small.toml", run='seed = 1\nreplicates = "$runs"', rest="[variables]\nruns = 2\n")
        strategy = self.write_strategy('coverage = "$share"\n[variables]\nshare = 0.5\n')
        call = self.veghe("validate", "--set", "runs=3", small, strategy, "--set", "share=0.25", "--resolved")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertEqual(call.stdout.count("replicates = 3\n"), 2)
        self.assertIn("coverage = 0.25\n", call.stdout)
        call = self.veghe("validate", small, strategy, "--set", "share=0.25", "--merge")
        self.assertRegex(call.stdout, r"coverage = 0.25 +# .*more.toml:6, \$share, by --set\n")
        self.refused(self.veghe("validate", small, "--set", "rums=3"), "--set: rums is no variable of these scenarios; nearest is runs")
        self.refused(self.veghe("validate", small, "--set", "share=3"), "--set: share is no variable")
        self.refused(self.veghe("run", small, "-o", "r.h5", "--set", "runs=0"), "run.replicates = 0 is out of range", "$runs, by --set")
        self.refused(self.veghe("compare", small, strategy, "-o", "out", "--set", "x=1"), "--set: x is no variable")
        self.refused(self.veghe("run", small, "-o", "r.h5", "--set", "runs"), "NAME=VALUE is expected")
        self.refused(self.veghe("validate", small, "--set", ""), "--set: an empty value says nothing")
        self.assertEqual(self.names(), ["more.toml", "small.toml"])

    def test_no_such_file(self):
        self.refused(self.veghe("validate", "none.toml"), "none.toml: no such file")


class Describe(Folder):
    def test_topics(self):
        for topic in ["parameters", "pathways", "interventions", "measures", "lover_boy", "school_counsellors"]:
            call = self.veghe("describe", topic)
            self.assertEqual(call.returncode, 0, call.stderr)
            self.assertGreater(len(call.stdout), 80)
        self.assertEqual(self.veghe("describe").returncode, 0)

    def test_unknown_name(self):
        self.refused(self.veghe("describe", "lover_boi"), 'describe: "lover_boi" is unknown; nearest is lover_boy')
        self.refused(self.veghe("describe", "pathways", "--markdown"), "--markdown")

    def test_parameters_page_is_fresh(self):
        page = (SOURCE / "docs" / "parameters.md").read_text(encoding="utf-8")
        fresh = self.veghe("describe", "parameters", "--markdown").stdout
        self.assertTrue(page == fresh, "docs/parameters.md is stale; refresh it with\n"
                        "  veghe describe parameters --markdown > docs/parameters.md")

    def test_interventions_page_is_fresh(self):
        page = (SOURCE / "docs" / "interventions.md").read_text(encoding="utf-8")
        fresh = self.veghe("describe", "interventions", "--markdown").stdout
        self.assertTrue(page == fresh, "docs/interventions.md is stale; refresh it with\n"
                        "  veghe describe interventions --markdown > docs/interventions.md")

    def test_every_example_of_an_intervention_runs(self):
        page = self.veghe("describe", "interventions", "--markdown").stdout
        examples = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
        kinds = re.findall(r"^## (\w+)$", page, re.MULTILINE)
        self.assertEqual([re.search(r'kind = "(\w+)"', e)[1] for e in examples], kinds)
        self.assertGreaterEqual(len(examples), 3)
        for kind, example in zip(kinds, examples):
            call = self.veghe("validate", self.write(f"{kind}.toml", rest=example))
            self.assertEqual(call.returncode, 0, f"{kind}: {call.stderr}")
        call = self.veghe("run", self.write("all.toml", rest="\n".join(examples)), "-o", "all.h5")
        self.assertEqual(call.returncode, 0, call.stderr)

    def test_page_names_every_fixed_assumption(self):
        page = self.veghe("describe", "parameters", "--markdown").stdout
        headers = ["models/population_assumptions.hpp", "models/population_households.hpp",
                   "models/population_traits.hpp", "models/networks/assumptions.hpp"]
        declared = re.findall(r'"((?:population|network)\.\w+)"', "".join((SOURCE / h).read_text() for h in headers))
        self.assertGreater(len(declared), 120)
        listed = re.findall(r"^\| `((?:population|network)\.\w+)` \|", page, re.MULTILINE)
        self.assertEqual(sorted(listed), sorted(declared))
        headings = [line for line in page.splitlines() if "not set by a scenario" in line]
        self.assertEqual([h.split(":")[0] for h in headings], ["## School weeks", "## Population", "## Networks"])
        call = self.veghe("describe", "network.neighbour_child_years")
        self.assertIn("not set by a scenario", call.stdout)

    def test_fixed_assumptions_are_refused(self):
        for name in ["population.abuse_female", "network.online_ties", "school_weeks.first_lessons"]:
            self.write("fixed.toml", rest=f"[parameters]\n{name} = 0.05\n")
            self.refused(self.veghe("validate", "fixed.toml"),
                         f"fixed.toml:13: parameters.{name} is fixed, so no scenario sets it")

    def test_declarations_are_complete(self):
        for line in self.veghe("describe", "parameters", "--markdown").stdout.splitlines():
            if line.startswith("| `"):
                cells = re.split(r"(?<!\\)\|", line)[1:-1]
                complete = all(cell.strip() for cell in cells) or len(cells) != 7  # a setting that is a word has no unit
                self.assertTrue(complete, line)


class New(Folder):
    def new(self, name, *arguments):
        return self.veghe("new", "-o", name, "--data", SCENARIOS / "data", *arguments)

    def kinds(self):
        return re.findall(r"^(\w+): ", self.veghe("describe", "interventions").stdout, re.MULTILINE)

    def unmarked(self, name):
        """The file with every example in force."""
        text = (self.folder / name).read_text(encoding="utf-8")
        text, examples = re.subn(r'^# ("?[a-z_.]+"? = |\[[a-z]+\]$)', r"\1", text, flags=re.MULTILINE)
        (self.folder / "unmarked.toml").write_text(text, encoding="utf-8")
        return examples

    def test_a_strategy_never_replaces_its_baseline(self):
        self.assertEqual(self.new("base.toml", "--counties", "TL").returncode, 0)
        before = (self.folder / "base.toml").read_bytes()
        call = self.new("base.toml", "--over", "base.toml", "--measures", "curriculum", "--force")
        self.refused(call, "base.toml: is the baseline that the measures are laid over")
        self.assertEqual((self.folder / "base.toml").read_bytes(), before)
        (self.folder / "below").mkdir()
        (self.folder / "below" / "middle.toml").write_text('format = 1\nextends = "../base.toml"\n', encoding="utf-8")
        (self.folder / "top.toml").write_text('format = 1\nextends = "below/middle.toml"\n', encoding="utf-8")
        for name in ["base.toml", "below/middle.toml", "top.toml"]:
            kept = (self.folder / name).read_bytes()
            call = self.new(name, "--over", "top.toml", "--measures", "curriculum", "--force")
            self.refused(call, f"{name}: is the baseline that the measures are laid over, or a file that it extends")
            self.assertEqual((self.folder / name).read_bytes(), kept)

    def test_what_is_written_is_valid_with_and_without_its_examples(self):
        for kind in self.kinds():
            call = self.new(f"{kind}.toml", "--counties", "TL, Bacău", "--measures", kind)
            self.assertEqual(call.returncode, 0, call.stderr)
            self.assertIn("written, and valid (BC, TL; ", call.stdout)
            resolved = self.veghe("validate", f"{kind}.toml", "--resolved")
            self.assertEqual(resolved.returncode, 0, resolved.stderr)
            self.assertIn(f'kind = "{kind}"', resolved.stdout)
            self.assertGreater(self.unmarked(f"{kind}.toml"), 9)
            call = self.veghe("validate", "unmarked.toml")
            self.assertEqual(call.returncode, 0, f"{kind}: {call.stderr}")

    def test_every_line_says_what_it_is_for(self):
        self.new("all.toml", "--counties", "all", "--measures", ",".join(self.kinds()), "--budget", "2 million RON")
        before = ""
        for line in (self.folder / "all.toml").read_text(encoding="utf-8").splitlines():
            setting = re.match(r"(# )?[\w\".]+ = ", line)
            told = "  # " in line or before.startswith("# ")
            self.assertTrue(not setting or told, line)
            self.assertTrue(len(line) <= 118 or setting, line)
            before = line

    def test_what_is_written_runs(self):
        self.new("all.toml", "--counties", "TL", "--measures", ",".join(self.kinds()), "--budget", "3 million RON")
        text = (self.folder / "all.toml").read_text(encoding="utf-8")
        short = text.replace("end = 2026-12-28", "end = 2022-07-04", 1).replace("warmup_weeks = 78", "warmup_weeks = 0")
        (self.folder / "short.toml").write_text(short, encoding="utf-8")
        call = self.veghe("run", "short.toml", "-o", "r.h5", "--replicates", "1")
        self.assertEqual(call.returncode, 0, call.stderr)

    def test_a_strategy_is_laid_over_a_baseline(self):
        self.assertEqual(self.new("base.toml", "--counties", "TL,VS").returncode, 0)
        call = self.veghe("new", "-o", "more.toml", "--over", "base.toml", "--measures", "curriculum,rural_campaign",
                          "--counties", "Vaslui", "--budget", "2 million RON")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertNotIn("[run]", (self.folder / "more.toml").read_text(encoding="utf-8"))
        resolved = self.veghe("validate", "base.toml", "more.toml", "--resolved").stdout
        self.assertIn("per_year = 2000000.0\n", resolved)
        self.assertEqual(resolved.count('counties = ["VS"]'), 2)
        self.assertEqual(resolved.count("budget_per_year = 1000000.0\n"), 2)  # an equal part for each
        self.assertLess(resolved.rindex('kind = "curriculum"'), resolved.rindex('kind = "rural_campaign"'))
        self.assertIn("veghe compare base.toml more.toml -o more\n", call.stdout)
        self.unmarked("more.toml")
        self.assertEqual(self.veghe("validate", "base.toml", "unmarked.toml").returncode, 0)

    def test_the_tables_are_found_from_where_the_file_is(self):
        (self.folder / "scenarios").mkdir()
        (self.folder / "scenarios" / "data").symlink_to(SCENARIOS / "data")
        (self.folder / "mine").mkdir()
        call = self.veghe("new", "-o", "mine/it.toml", "--counties", "TL")
        self.assertIn("  not calibrated: ", call.stdout)
        self.assertIn("A file of veghe calibrate", (self.folder / "mine" / "it.toml").read_text(encoding="utf-8"))
        self.assertNotIn("[posterior]\n", (self.folder / "mine" / "it.toml").read_text(encoding="utf-8"))
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertIn('data = "../scenarios/data"', (self.folder / "mine" / "it.toml").read_text(encoding="utf-8"))
        for counties, title, romanian in [("TL", "Tulcea as it is", "Tulcea așa cum este"),
                                          ("IS,VS", "Iași and Vaslui as they are", "Iași și Vaslui așa cum sunt"),
                                          ("IS,VS,BC,TL", "4 counties as they are", "4 județe așa cum sunt"),
                                          ("all", "Romania as it is", "România așa cum este")]:
            self.assertEqual(self.veghe("new", "-o", "mine/it.toml", "--counties", counties, "--force").returncode, 0)
            lines = (self.folder / "mine" / "it.toml").read_text(encoding="utf-8").splitlines()
            self.assertRegex(lines[3], f'^title = "{title}" +# ')
            self.assertRegex(lines[4], f'^title_ro = "{romanian}" +# ')
            self.assertEqual(lines[3].index("#"), 40)
        (self.folder / "scenarios" / "data").unlink()
        self.refused(self.veghe("new", "-o", "mine/no.toml", "--counties", "TL"), "--data: no folder of tables was found")

    def test_a_baseline_draws_from_the_shipped_posterior(self):
        (self.folder / "scenarios").symlink_to(SCENARIOS)
        (self.folder / "mine").mkdir()
        call = self.veghe("new", "-o", "mine/it.toml", "--counties", "TL")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertIn("  calibrated by ", call.stdout)
        text = (self.folder / "mine" / "it.toml").read_text(encoding="utf-8")
        named = '[posterior]\n# File of veghe calibrate, seen from the file that names it.\nfile = "../scenarios/baselines/romania_2018_2021.posterior.h5"'
        self.assertIn(named, text)
        self.assertIn("The baseline is calibrated by", self.veghe("explain", "mine/it.toml").stdout)
        without = text.replace(named, "\n".join("# " + line for line in named.splitlines()))
        (self.folder / "mine" / "declared.toml").write_text(without, encoding="utf-8")
        self.assertNotIn("calibrated", self.veghe("validate", "mine/declared.toml").stdout)

    def test_titles_are_in_both_languages(self):
        self.assertEqual(self.new("base.toml", "--counties", "TL").returncode, 0)
        call = self.veghe("new", "-o", "more.toml", "--over", "base.toml", "--counties", "TL", "--measures", "school_closure,curriculum")
        self.assertEqual(call.returncode, 0, call.stderr)
        text = (self.folder / "more.toml").read_text(encoding="utf-8")
        self.assertIn('title = "Closed schools and lessons in school in Tulcea"', text)
        self.assertIn('title_ro = "Închiderea școlilor și lecții în școală în Tulcea"', text)
        for key in ["description_ro", "question_ro"]:
            self.assertIn(f"# {key} = ", text)
        said = self.veghe("explain", "base.toml", "more.toml", "--language", "ro").stdout
        self.assertIn("Închiderea școlilor și lecții în școală în Tulcea\n", said)

    def test_nothing_is_replaced_without_force(self):
        self.assertEqual(self.new("it.toml", "--counties", "TL").returncode, 0)
        first = (self.folder / "it.toml").read_bytes()
        self.refused(self.new("it.toml", "--counties", "VS"), "it.toml: is there already", "--force")
        self.assertEqual((self.folder / "it.toml").read_bytes(), first)
        self.assertEqual(self.new("it.toml", "--counties", "VS", "--force").returncode, 0)
        self.assertNotEqual((self.folder / "it.toml").read_bytes(), first)
        for other in [b"a letter to a friend\n", b"\x89HDF\r\n", b"key = 1\n"]:
            (self.folder / "other").write_bytes(other)
            self.refused(self.new("other", "--counties", "VS", "--force"), "other: is no scenario")
            self.assertEqual((self.folder / "other").read_bytes(), other)
        self.assertEqual(self.names(), ["it.toml", "other"])

    def test_everything_wrong_is_told_at_once_and_nothing_written(self):
        self.refused(self.veghe("new", "-o", "it.toml", "--counties", "CLJ,VS,Vaslui,", "--measures", "curiculum,curriculum,curriculum",
                                "--budget", "2 million EUR", "--data", "nowhere"),
                     '--counties: "CLJ" is no county', "--counties: VS is named twice", "names nothing between two commas",
                     '--measures: "curiculum" is unknown; nearest is curriculum', "--measures: curriculum is named twice",
                     "--budget: ", "in RON", '--data: "nowhere" holds no counties.csv')
        self.refused(self.new("it.toml", "--counties", "TL", "--measures", "counsellors", "--budget", "2.000.000 RON"),
                     '--measures: "counsellors" is unknown; nearest is school_counsellors',
                     'has two points', 'write per_year = "2000000 RON"')
        self.refused(self.new("it.toml"), "--counties: is required")
        self.refused(self.new("it.toml", "--counties", "TL", "--budget", "-1"), "is below 0")
        self.refused(self.new("no/it.toml", "--counties", "TL"), "no")
        self.refused(self.veghe("new", "--counties", "TL"), "--output is required")
        self.new("base.toml", "--counties", "TL")
        self.refused(self.veghe("new", "-o", "it.toml", "--over", "base.toml"), "--measures: is required with --over")
        self.refused(self.veghe("new", "-o", "it.toml", "--over", "base.toml", "--measures", "curriculum", "--counties", "VS"),
                     "--counties: VS (Vaslui) is not in the run of the baseline")
        self.refused(self.veghe("new", "-o", "it.toml", "--over", "none.toml", "--measures", "curriculum"), "none.toml: no such file")
        self.assertEqual(self.names(), ["base.toml"])


class Explain(Folder):
    def test_both_languages_say_what_the_run_spends(self):
        small = self.write("small.toml")
        strategy = self.write_strategy("coverage = 0.5\n")
        people = self.folder / "people.h5"
        call = self.veghe("population", small, "-o", people, "--quiet")
        self.assertEqual((call.returncode, call.stdout), (0, ""))
        said = {}
        for language in ["en", "ro"]:
            call = self.veghe("explain", small, strategy, "--language", language, "--population", people, "--quiet")
            self.assertEqual((call.returncode, call.stderr), (0, ""))
            said[language] = re.sub(r"\s+", " ", call.stdout)
        self.assertIn("193,355 residents", said["en"])
        self.assertIn("193.355 de locuitori", said["ro"])
        self.assertIn("from 3 January 2022 to 4 July 2022", said["en"])
        total = re.search(r"school counsellors: ([\d,]+) RON in all", said["en"])[1]
        self.assertRegex(said["ro"], f"consilieri școlari: {total.replace(',', '[.]')} (de )?lei în total")
        call = self.veghe("compare", small, strategy, "-o", "out", "--population", people, "--quiet")
        self.assertEqual(call.returncode, 0, call.stderr)
        with open(self.folder / "out" / "summary.csv", encoding="utf-8", newline="") as file:
            spent = [float(row["mean"]) for row in csv.DictReader(file) if "spending" in row.values() and "spent" in row.values()]
        self.assertTrue(spent)
        self.assertAlmostEqual(sum(spent), float(total.replace(",", "")), delta=1.0)

    def test_bad_input(self):
        small = self.write("small.toml")
        self.refused(self.veghe("explain", small, "--language", "de"), '--language: "de" is unknown; en or ro is expected')
        self.refused(self.veghe("explain", "none.toml"), "none.toml: no such file")
        self.refused(self.veghe("explain", STRATEGIES[0]), "has no [run]")
        self.refused(self.veghe("explain", small, "--set", "x=1"), "--set: x is no variable")
        self.refused(self.veghe("explain"), "SCENARIO is required")
        self.assertEqual(self.names(), ["small.toml"])


class Calibrate(Folder):
    PLAN = """format = 1
title = "Tiny"
scenario = "{scenario}"
[budget]
waves = [8]
particles = 100
checks = 2
[free]
"detection.scale" = {{ }}
[[target]]
table = "years.csv"
measure = "victims_children"
error = "count"
spread = 0.2
"""

    def write_plan(self):
        (self.folder / "years.csv").write_text("year,measure,value\n2020,victims_children,60\n"
                                               "2021,victims_children,75\n", encoding="utf-8")
        plan = self.folder / "tiny.plan.toml"
        plan.write_text(self.PLAN.format(scenario=SCENARIOS / "tiny.toml"), encoding="utf-8")
        return plan

    def test_gives_the_same_posterior_again_from_the_same_runs(self):
        plan = self.write_plan()
        first = self.veghe("calibrate", plan, "-o", "first.h5")
        self.assertEqual(first.returncode, 0, first.stderr)
        self.assertIn("8 of 8 runs of wave 1", first.stderr)
        self.assertRegex(first.stderr, r"\n4 of 8 runs of wave 1 after .*, about .* left of all 10\n")
        kept = sorted((self.folder / "first.h5.runs").iterdir())
        self.assertEqual(len(kept), 10)
        times = [run.stat().st_mtime_ns for run in kept]
        kept[3].unlink()  # as if a kill had come before it was finished
        again = self.veghe("calibrate", plan, "-o", "again.h5", "--runs", "first.h5.runs", "--threads", "1")
        self.assertEqual(again.returncode, 0, again.stderr)
        digest = re.compile(r"digest ([0-9a-f]{64})")
        self.assertEqual(digest.search(first.stdout).group(1), digest.search(again.stdout).group(1))
        self.assertFalse((self.folder / "again.h5.runs").exists())
        self.assertEqual([t for i, t in enumerate(times) if i != 3],
                         [run.stat().st_mtime_ns for i, run in enumerate(kept) if i != 3])
        self.refused(self.veghe("calibrate", plan, "-o", "first.h5"), "is there already")
        with h5py.File(self.folder / "first.h5") as file:  # P12
            said = {name: file.attrs[name].decode() for name in ("compiler", "flags", "data_tables")}
        self.assertRegex(said["compiler"], r"^\w+ \d+\.\d+")
        self.assertIn("-std=c++20", said["flags"])
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet"], input=said["data_tables"], cwd=SCENARIOS / "data", text=True, check=True)
        self.assertEqual(said["data_tables"].count("\n"), len(list((SCENARIOS / "data").glob("*.csv"))))
        self.assertIn(f"\ncompiler: {said['compiler']}\n", self.veghe("info", "first.h5").stdout)
        checked = self.veghe("check-fit", "first.h5", "years.csv", "-o", "fit")
        self.assertEqual(checked.returncode, 0, checked.stderr)

    def test_refuses_runs_of_another_calibration(self):
        plan = self.write_plan()
        self.assertEqual(self.veghe("calibrate", plan, "-o", "first.h5", "--quiet").returncode, 0)
        plan.write_text(plan.read_text(encoding="utf-8").replace("particles", "seed = 9\nparticles"), encoding="utf-8")
        self.refused(self.veghe("calibrate", plan, "-o", "other.h5", "--runs", "first.h5.runs"),
                     "is of another calibration")
        self.assertFalse((self.folder / "other.h5").exists())


class Runs(Folder):
    """One population for all tests of this class, as `veghe population` stores it."""

    @classmethod
    def setUpClass(cls):
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix="veghe-cli-"))
        cls.addClassCleanup(shutil.rmtree, cls.shared, ignore_errors=True)
        scenario = cls.shared / "small.toml"
        scenario.write_text(SMALL.format(run="seed = 1\nreplicates = 1", rest="", data=SCENARIOS / "data"), encoding="utf-8")
        cls.people = cls.shared / "people.h5"
        cls.report = subprocess.run([VEGHE, "population", scenario, "-o", cls.people], capture_output=True,
                                    text=True, check=False)

    def digest(self, result, which="--digest"):
        call = self.veghe("info", result, which)
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertRegex(call.stdout, r"^[0-9a-f]{64}\n$")
        return call.stdout

    def run_small(self, name, *more, scenario=None, env=None, cwd=None):
        result = self.folder / name
        call = self.veghe("run", scenario or self.write("small.toml"), "-o", result, "--population", self.people, *more,
                          env=env, cwd=cwd)
        self.assertEqual(call.returncode, 0, call.stderr)
        return result

    def test_population_reports_its_misfit(self):
        self.assertEqual(self.report.returncode, 0, self.report.stderr)
        self.assertRegex(self.report.stdout, r"\d+ targets, \d+ missed\n")
        self.assertIn("synthetic residents", self.report.stdout)
        self.assertRegex(self.report.stdout, r"TL  residents, persons: achieved 193355, target 193355, error 0 \(exact\)\n")
        self.assertRegex(self.report.stdout, r"TL  friendship, pupils, .*: achieved .*, target .*, error .* of at most")

    def test_d7_stored_population_gives_the_same_result(self):
        direct = self.folder / "direct.h5"
        call = self.veghe("run", self.write("small.toml"), "-o", direct)
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertEqual(self.digest(direct), self.digest(self.run_small("stored.h5")))

    def test_foreign_population_is_refused(self):
        other = self.write("other.toml")
        other.write_text(other.read_text(encoding="utf-8").replace('"TL"', '"CV"'), encoding="utf-8")
        self.refused(self.veghe("run", other, "-o", "r.h5", "--population", self.people), "people.h5")
        self.refused(self.veghe("run", self.write("small.toml"), "-o", "r.h5", "--population", other), "other.toml")
        self.assertNotIn("r.h5", self.names())

    def test_d1_d9_threads_and_surroundings_change_no_bit(self):
        digest = self.digest(self.run_small("plain.h5"))
        for threads in ["1", "2", "3", "7"]:
            self.assertEqual(self.digest(self.run_small("t.h5", "--threads", threads, "--force")), digest)
        for env in [{"LC_ALL": "ro_RO.UTF-8", "TZ": "Europe/Bucharest"}, {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"},
                    {"LC_ALL": "C", "TZ": "UTC", "USER": "nobody", "HOME": "/"}]:
            self.assertEqual(self.digest(self.run_small("e.h5", "--force", env=env, cwd="/")), digest)

    def test_d6_outputs_change_nothing_in_the_core(self):
        silent = self.write("silent.toml", rest="[output]\nmonthly = false\nstrata = false\nresources = false\nevents = false\n")
        self.assertEqual(self.digest(self.run_small("silent.h5", scenario=silent)), self.digest(self.run_small("all.h5")))

    def test_d12_a_seed_is_chosen_told_and_stored(self):
        open_seed = self.write("open.toml", run="replicates = 1")
        call = self.veghe("run", open_seed, "-o", "first.h5", "--population", self.people)
        self.assertEqual(call.returncode, 0, call.stderr)
        seed = re.match(r"seed (\d+), chosen", call.stdout).group(1)
        self.assertIn(seed, self.veghe("info", "first.h5").stdout)
        again = self.run_small("again.h5", "--seed", seed, scenario=open_seed)
        self.assertEqual(self.digest(self.folder / "first.h5"), self.digest(again))
        other = self.run_small("other.h5", "--seed", str((int(seed) + 1) % 2**63), scenario=open_seed)
        self.assertNotEqual(self.digest(again), self.digest(other))

    def test_quiet_says_nothing(self):
        call = self.veghe("run", self.write("small.toml"), "-o", "q.h5", "--population", self.people, "--quiet")
        self.assertEqual((call.returncode, call.stdout, call.stderr), (0, "", ""))
        open_seed = self.write("open.toml", run="replicates = 1")
        call = self.veghe("run", open_seed, "-o", "s.h5", "--population", self.people, "--quiet")
        self.assertEqual((call.returncode, call.stdout, call.stderr), (0, "", ""))
        self.assertRegex(self.veghe("info", "s.h5").stdout, r"seed\s+\d+")

    def test_log_has_lines_and_no_control_characters(self):
        call = self.veghe("run", self.write("small.toml"), "-o", "l.h5", "--population", self.people, "--replicates", "3")
        self.assertIn("3 of 3 runs after", call.stderr)
        self.assertNotRegex(call.stdout + call.stderr, r"[\x00-\x09\x0b-\x1f]")
        self.assertRegex(call.stdout, r"^l\.h5: 3 runs in .* s, digest [0-9a-f]{64}\n$")

    def test_info(self):
        result = self.run_small("r.h5")
        text = self.veghe("info", result).stdout
        for part in ["registered", "/provenance", "Tulcea" if "Tulcea" in text else "TL"]:
            self.assertIn(part, text)
        self.assertNotEqual(self.digest(result), self.digest(result, "--digest=all"))
        self.refused(self.veghe("info", result, "--digest=some"), "--digest: \"some\" is unknown; core or all is expected")
        self.refused(self.veghe("info", self.people), "people.h5")
        self.refused(self.veghe("info", "none.h5"), "none.h5")

    def test_a_stored_population_is_verified(self):
        call = self.veghe("population", "--verify", self.people)
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertRegex(call.stdout, r"people\.h5: whole; 193355 synthetic residents of TL\n.*\n  digest [0-9a-f]{64}\n$")
        self.assertEqual(self.veghe("population", self.write("small.toml"), "--verify", self.people).stdout, call.stdout)
        other = self.write("other.toml")
        other.write_text(other.read_text(encoding="utf-8").replace('"TL"', '"CV"'), encoding="utf-8")
        self.refused(self.veghe("population", other, "--verify", self.people), "holds the counties TL; the scenario asks for CV")
        self.refused(self.veghe("population", "--verify", "none.h5"), "none.h5: no such file")
        self.refused(self.veghe("population", "--verify", self.run_small("r.h5")), "is a veghe result file")
        content = bytearray(self.people.read_bytes())
        content[len(content) // 2] ^= 1  # a value in the middle of a column: runs do not look, verification does
        damaged = self.folder / "damaged.h5"
        damaged.write_bytes(content)
        self.refused(self.veghe("population", "--verify", damaged), "damaged.h5: does not fit its checksum", code=5)
        content[-1] ^= 1  # what describes the columns: runs look
        damaged.write_bytes(content)
        self.refused(self.veghe("run", self.write("small.toml"), "-o", "d.h5", "--population", damaged),
                     "damaged.h5: does not fit its checksum", code=5)
        damaged.write_bytes(self.people.read_bytes()[:-1])
        self.refused(self.veghe("run", self.write("small.toml"), "-o", "d.h5", "--population", damaged),
                     "cut short or appended to: the file is damaged", code=5)

    def test_a_population_is_that_of_its_tables(self):
        tables = self.folder / "data"
        shutil.copytree(SCENARIOS / "data", tables)
        small = self.write("small.toml")
        small.write_text(small.read_text(encoding="utf-8").replace(str(SCENARIOS / "data"), "data"), encoding="utf-8")
        for name in ["target_definitions.csv", "anitp_county_other.csv", "county_adjacency.csv", "costs.csv"]:
            with (tables / name).open("a", encoding="utf-8") as table:
                table.write("another")
        self.assertEqual(self.veghe("population", small, "--verify", self.people).returncode, 0)
        with (tables / "localities.csv").open("a", encoding="utf-8") as table:
            table.write("another")
        call = self.veghe("population", small, "--verify", self.people)
        self.refused(call, "was built from another version of the data table localities.csv")
        self.assertEqual(call.stderr.count("data table"), 1)

    def test_a_population_that_is_there_is_not_built_again(self):
        small = self.write("small.toml")
        shutil.copy(self.people, self.folder / "p.h5")
        kept = (self.folder / "p.h5").stat().st_ino
        self.refused(self.veghe("population", small, "-o", "p.h5"), "p.h5: is there already, and nothing finished is replaced; "
                     "give -o another name, or add --force")
        self.assertEqual((self.folder / "p.h5").stat().st_ino, kept)
        self.assertEqual(self.veghe("population", small, "-o", "p.h5", "--force", "--quiet").returncode, 0)
        self.assertNotEqual((self.folder / "p.h5").stat().st_ino, kept)

    def test_a_population_that_is_cut_short_meanwhile_ends_the_run(self):
        self.cut_short_meanwhile("en", "veghe: the population file was cut short or became unreadable while it was used")
        self.cut_short_meanwhile("ro", "veghe: fișierul populației a fost scurtat sau nu a mai putut fi citit cât era folosit")

    def cut_short_meanwhile(self, language, says):
        people = self.folder / "people.h5"
        shutil.copy(self.people, people)
        long_run = self.write("long.toml", run="seed = 1\nreplicates = 100000")
        with subprocess.Popen([VEGHE, "run", str(long_run), "-o", "r.h5", "--population", str(people), "--language", language],
                              cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            while "residents" not in process.stderr.readline():
                pass
            os.truncate(people, 8192)
            _, messages = process.communicate(timeout=30)
            self.assertEqual(process.returncode, 5, messages)
            self.assertIn(says, messages)
        self.assertNotIn("r.h5", self.names())

    def test_p4_p8_damage_is_refused_and_crashes_nothing(self):
        whole = self.run_small("r.h5").read_bytes()
        luck = random.Random(4)
        damaged = self.folder / "damaged.h5"
        flips = [(5229, 1)] + [(luck.randrange(len(whole)), luck.randrange(8)) for _ in range(60)]
        for place, bit in flips:
            content = bytearray(whole)
            content[place] ^= 1 << bit
            damaged.write_bytes(content)
            self.refused(self.veghe("info", damaged), "damaged.h5: ", code=5)
        for length in [0, 1, 7, 8, 4095, 4096, 4097, len(whole) // 2, len(whole) - 1]:
            damaged.write_bytes(whole[:length])
            self.refused(self.veghe("info", damaged), "damaged.h5: ", code=5)
        damaged.write_bytes(whole[4096:])  # what an older version wrote
        self.refused(self.veghe("info", damaged), "an HDF5 file without a seal")

    def test_other_readers_open_the_files(self):
        reader = "import h5py, sys; f = h5py.File(sys.argv[1]); print(f.attrs['format'].decode(), f.userblock_size)"
        for path, kind in [(self.run_small("r.h5"), "veghe result"), (self.people, "veghe population")]:
            call = subprocess.run(["/usr/bin/python3", "-c", reader, path], capture_output=True, text=True, check=False)
            self.assertEqual((call.returncode, call.stdout), (0, kind + " 4096\n"), call.stderr)

    def test_targets_that_cannot_be_written(self):
        small = self.write("small.toml")
        (self.folder / "taken").mkdir()
        text = small.read_text(encoding="utf-8")
        self.refused(self.veghe("run", small, "-o", small), "small.toml: holds something else and will not be replaced")
        self.refused(self.veghe("population", small, "-o", small), "small.toml: holds something else")
        self.assertEqual(small.read_text(encoding="utf-8"), text)
        self.refused(self.veghe("run", small, "-o", self.people, "--population", self.people), "will not be replaced")
        result = self.run_small("r.h5")
        kept = result.read_bytes()
        self.refused(self.veghe("population", small, "-o", result), "r.h5: is a veghe result and will not be replaced by a "
                     "veghe population; give -o another name, or delete the file first")
        self.assertEqual(result.read_bytes(), kept)
        shutil.copy(self.people, self.folder / "p.h5")
        self.refused(self.veghe("run", small, "-o", "p.h5", "--population", self.people), "p.h5: is a veghe population and")
        again = ("run", small, "-o", "r.h5", "--population", self.people)
        for more in [[], ["--fresh"], ["--resume"]]:
            self.refused(self.veghe(*again, *more), "r.h5: is there already, and nothing finished is replaced; give -o another "
                         "name, or add --force")
        self.assertEqual(result.read_bytes(), kept)
        self.run_small("r.h5", "--force")
        self.assertEqual(self.digest(result), self.digest(self.run_small("other.h5")))
        (self.folder / "other.h5").unlink()
        # what is damaged is not finished
        (self.folder / "p.h5").write_bytes(kept[:5000])
        self.run_small("p.h5")
        for name in ["r.h5", "p.h5"]:
            (self.folder / name).unlink()
        self.assertEqual(self.veghe("run", small, "-o", "taken", "--population", self.people).returncode, 4)
        self.assertNotEqual(self.veghe("run", small, "-o", "/proc/r.h5", "--population", self.people).returncode, 0)
        self.refused(self.veghe("compare", small, self.write_strategy(), "-o", "small.toml"), "is a file; a folder is expected")
        self.assertEqual(self.names(), ["more.toml", "small.toml", "taken"])

    def test_compare_refuses_what_cannot_be_paired(self):
        small = self.write("small.toml")
        strategy = self.folder / "strategy.toml"
        strategy.write_text("format = 1\n[run]\ncounties = [\"CV\"]\nend = 2022-06-06\n", encoding="utf-8")
        call = self.veghe("compare", small, strategy, "-o", "out")
        self.refused(call, "strategy.toml: changes run.counties of the baseline", "strategy.toml: changes run.end")
        self.refused(self.veghe("compare", small, small, "-o", "out"), "another scenario is named small too")
        self.assertEqual(self.names(), ["small.toml", "strategy.toml"])

    def test_compare(self):
        small = self.write("small.toml", run="seed = 1\nreplicates = 4")
        strategy = self.write_strategy()
        null = self.folder / "null.toml"
        null.write_text(strategy.read_text(encoding="utf-8") + "coverage = 0\n", encoding="utf-8")
        for more in [[], ["--force"]]:  # the second finds the folder of the first
            call = self.veghe("compare", small, strategy, null, "-o", "out/", "--population", self.people, *more)
            self.assertEqual(call.returncode, 0, call.stderr)
            self.assertEqual(sorted(p.name for p in (self.folder / "out").iterdir()),
                             ["more.h5", "null.h5", "raport.html", "report.html", "small.h5", "summary.csv"])
        self.assertEqual(self.names(), ["more.toml", "null.toml", "out", "small.toml"])
        self.keeps_what_is_finished(small, strategy)
        refused = self.veghe("compare", small, strategy, "-o", "/proc/self", "--population", self.people)
        self.refused(refused, "/proc/self: no folder can be made in it", code=5)
        self.assertNotIn("runs after", refused.stderr)
        self.assertEqual(self.digest("out/null.h5"), self.digest("out/small.h5"))  # D4
        self.assertNotEqual(self.digest("out/more.h5"), self.digest("out/small.h5"))
        page = (self.folder / "out" / "report.html").read_text(encoding="utf-8")
        self.assertNotIn("<b>More</b>", page)
        for place in [str(self.folder), str(SCENARIOS)[1:]]:
            self.assertNotIn(place, page)
            for result in (self.folder / "out").glob("*.h5"):
                self.assertNotIn(place.encode(), result.read_bytes())

    def test_compare_spares_what_it_reads_and_what_is_not_ours(self):
        small = self.write("small.toml")
        strategy = self.write_strategy()
        out = self.folder / "out"
        out.mkdir()
        shutil.copy(self.people, out / "small.h5")
        (out / "more.h5").write_text("somebody's own", encoding="utf-8")
        before = (out / "small.h5").read_bytes()
        call = self.veghe("compare", small, strategy, "-o", "out", "--population", out / "small.h5", "--force")
        self.refused(call, "out/small.h5: is the population that is read and will not be replaced",
                     "out/more.h5: holds something else and will not be replaced")
        self.assertEqual((out / "small.h5").read_bytes(), before)
        self.assertEqual((out / "more.h5").read_text(encoding="utf-8"), "somebody's own")
        self.assertEqual(sorted(p.name for p in out.iterdir()), ["more.h5", "small.h5"])

    def test_what_a_killed_comparison_has_left_is_swept(self):
        small = self.write("small.toml", run="seed = 1\nreplicates = 1000")
        strategy = self.write_strategy()
        command = ["compare", small, strategy, "-o", "out", "--population", self.people, "--force", "--fresh"]
        for place in [self.folder, self.folder / "out"]:  # beside a folder that is to come, and in one that is there
            with subprocess.Popen([VEGHE, *map(str, command)], cwd=self.folder, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL) as process:
                while not (left := list(place.glob(".*.tmp"))) and process.poll() is None:
                    time.sleep(0.01)
                process.kill()
            self.assertEqual(len(left), 1)
            self.assertTrue(left[0].is_dir())
            call = self.veghe(*command, "--replicates", "1")
            self.assertEqual(call.returncode, 0, call.stderr)
            self.assertEqual([*self.folder.glob(".*"), *(self.folder / "out").glob(".*")], [])

    def test_words_of_others_do_not_move_the_terminal(self):
        title = self.write("title.toml")
        title.write_text(title.read_text(encoding="utf-8").replace('title = "Half', 'title = "\\u001b[31mHalf'), encoding="utf-8")
        self.assertEqual(self.veghe("run", title, "-o", "t.h5", "--quiet", "--population", self.people).returncode, 0)
        for call in (self.veghe("info", "t.h5"), self.veghe("explain", title, "--quiet", "--population", self.people),
                     self.veghe("describe", "x\x1b[31m" + "y" * 100000)):
            self.assertNotIn("\x1b", call.stdout + call.stderr)
            self.assertLess(len(call.stderr), 2000)

    def keeps_what_is_finished(self, small, strategy):
        page = (self.folder / "out" / "report.html").read_bytes()
        (self.folder / "out" / "summary.csv").unlink()
        (self.folder / "out" / "mine.txt").write_text("mine", encoding="utf-8")
        call = self.veghe("compare", small, strategy, "-o", "out", "--population", self.people)
        self.refused(call, "out/report.html: is there already", "out/raport.html: is there", "out/small.h5: is there",
                     "out/more.h5: is there", "or add --force", "4 problems; nothing was written")
        self.assertEqual((self.folder / "out" / "report.html").read_bytes(), page)
        call = self.veghe("compare", small, strategy, "-o", "out", "--population", self.people, "--force")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertNotEqual((self.folder / "out" / "report.html").read_bytes(), page)  # of one strategy less
        self.assertTrue((self.folder / "out" / "mine.txt").exists())

    def test_files_are_whole_though_nobody_reads_what_is_said_of_them(self):
        def closed():
            os.close(1)

        scenario = self.write("small.toml")
        call = self.veghe("run", scenario, "-o", "a.h5", preexec_fn=closed)
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertIn("standard output could not be written; the files are whole and in place", call.stderr)
        read, write = os.pipe()
        os.close(read)
        call = subprocess.run([VEGHE, "run", scenario, "-o", "b.h5"], stdout=write, stderr=write, cwd=self.folder, timeout=300, check=False)
        os.close(write)
        self.assertEqual(call.returncode, 0)
        self.assertEqual(self.veghe("info", "a.h5", "--digest").stdout, self.veghe("info", "b.h5", "--digest").stdout)
        self.assertEqual(self.veghe("describe", "pathways", preexec_fn=closed).returncode, 5)  # what is said is all there is

    def test_no_file_takes_the_number_of_a_closed_standard_error(self):
        call = self.veghe("run", self.write("small.toml"), "-o", "a.h5", preexec_fn=lambda: os.close(2))
        self.assertEqual(call.returncode, 0)
        self.assertEqual(self.veghe("info", "a.h5").returncode, 0)

    def test_a_lack_of_memory_is_no_fault_of_the_program(self):
        small = self.write("small.toml")
        mib = 1 << 20

        def within(most, *words):
            return self.veghe(*words, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)))

        starts = next(most for most in range(16 * mib, 512 * mib, 2 * mib) if within(most, "validate", small).returncode == 0)
        call = within(starts + 4 * mib, "run", small, "-o", "a.h5", "--threads", 1)  # starts, and cannot hold a county
        self.refused(call, "the machine has no more memory to give", code=5)

    def test_a_refusal_is_one_line(self):
        call = self.veghe("info", "a\nb\x1b[1m.h5")
        self.assertEqual(call.stderr.count("\n"), 1, call.stderr)
        self.assertTrue(call.stderr.startswith("a\\nb\\x1b[1m.h5: [file.missing]"), call.stderr)

    def test_a_folder_is_no_result(self):
        (self.folder / "out").mkdir()
        self.refused(self.veghe("run", self.write("small.toml"), "-o", "out"), "out: is a folder; the name of a file is expected")

    def test_b10_any_file_name(self):
        small = self.write("small.toml")
        strategies = []
        for name in ["=1+1", "<script>", "con", "\U0001F600", "a b"]:
            strategies.append(self.write_strategy().rename(self.folder / (name + ".toml")))
        call = self.veghe("compare", small, *strategies, "-o", "out", "--population", self.people)
        self.assertEqual(call.returncode, 0, call.stderr)
        for path in (self.folder / "out").iterdir():
            self.assertRegex(path.name, r"^[a-z0-9_.-]+$")
            self.assertNotEqual(path.stem, "con")
        self.assertEqual(len(list((self.folder / "out").iterdir())), 9)
        table = (self.folder / "out" / "summary.csv").read_text(encoding="utf-8")
        self.assertNotRegex(table, r'(^|,|\n)"?[=+@]')
        self.assertNotIn("<script>.toml", (self.folder / "out" / "report.html").read_text(encoding="utf-8"))

    def test_p7_a_disk_that_takes_no_more(self):
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        small = self.write("small.toml")
        run = self.veghe("run", small, "-o", "r.h5", "--population", self.people, preexec_fn=limit)
        self.assertEqual(run.returncode, 5, run.stderr)
        compare = self.veghe("compare", small, self.write_strategy(), "-o", "out", "--population", self.people,
                             preexec_fn=limit)
        self.assertEqual(compare.returncode, 5, compare.stderr)
        self.assertEqual(self.names(), ["more.toml", "small.toml"])

    def test_a_terminal_gets_a_bar(self):
        try:
            ours, theirs = pty.openpty()
        except OSError as error:
            self.skipTest(f'this machine has no terminal to try it on: {error}')
        call = subprocess.Popen([VEGHE, "run", str(self.write("small.toml")), "-o", "r.h5", "--population", str(self.people)],
                                cwd=self.folder, stdout=subprocess.DEVNULL, stderr=theirs)
        os.close(theirs)
        text = b""
        try:
            while piece := os.read(ours, 4096):
                text += piece
        except OSError:  # the other side is closed
            pass
        os.close(ours)
        self.assertEqual(call.wait(), 0)
        self.assertIn(b"[" + b"#" * 30 + b"] 1 of 1 runs", text)

    def stopped(self, number, *command, says="veghe: stopping"):
        """Starts a command, stops it two seconds later, and says with which code and words it ended."""
        with subprocess.Popen([VEGHE, *map(str, command), "--population", str(self.people)], cwd=self.folder,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            time.sleep(2)
            begin = time.monotonic()
            process.send_signal(number)
            _, messages = process.communicate(timeout=30)
            self.assertLess(time.monotonic() - begin, 5)
            self.assertIn(says, messages)
            return process.returncode, messages

    def test_signals_stop_a_comparison_within_five_seconds_and_leave_its_states(self):
        long_run = self.write("long.toml", run="seed = 1\nreplicates = 100000")
        for number, code in [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGUSR1, 138)]:
            returned, messages = self.stopped(number, "compare", long_run, self.write_strategy(), "-o", "out/", "--fresh",
                                              says="veghe: stopping; what has been simulated is kept")
            self.assertEqual(returned, code, messages)
            self.assertRegex(messages, r"of 200000 runs [1-9]\d* finished, \d+ on the way, "
                                       r"kept in out\.checkpoints; the same command with --resume instead")
            self.assertEqual(self.names(), ["long.toml", "more.toml", "out.checkpoints"])

    def test_a_stopped_comparison_goes_on_to_the_same_result(self):
        small = self.write("small.toml", run="replicates = 60")
        compared = ["compare", small, self.write_strategy(), "--population", self.people]
        whole = self.veghe(*compared, "-o", "whole", "--seed", "5")
        self.assertEqual((whole.returncode, self.names()), (0, ["more.toml", "small.toml", "whole"]), whole.stderr)
        states = self.folder / "out.checkpoints"
        with subprocess.Popen([VEGHE, *map(str, compared), "-o", "out", "--seed", "5"], cwd=self.folder,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            while len(list(states.glob("*/r*-done.h5"))) < 20 and process.poll() is None:
                time.sleep(0.001)
            process.send_signal(signal.SIGINT)
            _, messages = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 130, messages)
        self.assertRegex(messages, r"of 120 runs \d+ finished, \d+ on the way, kept in out\.checkpoints; "
                                   r"the same command with --resume goes on")
        self.assertEqual(self.names(), ["more.toml", "out.checkpoints", "small.toml", "whole"])
        finished = {state.name for state in states.glob("*/r*-done.h5")}
        self.assertGreaterEqual(len(finished), 10)
        again = [*compared, "-o", "out"]
        self.refused(self.veghe(*again, "--seed", "5"), "out.checkpoints: holds the states of a run that was stopped", "--resume")
        self.refused(self.veghe(*again, "--resume", "--seed", "6", "--quiet"), "was run with --seed 5, this is 6")
        strategy = self.folder / "more.toml"
        original = strategy.read_text(encoding="utf-8")
        strategy.write_text(original + "coverage = 0.5\n", encoding="utf-8")
        self.refused(self.veghe(*again, "--resume", "--quiet"), "out.checkpoints/more: is of another scenario")
        strategy.write_text(original, encoding="utf-8")
        self.assertEqual({state.name for state in states.glob("*/r*-done.h5")}, finished)  # no refusal takes any
        resumed = self.veghe(*again, "--resume")  # the seed is that of the states
        self.assertEqual((resumed.returncode, self.names()), (0, ["more.toml", "out", "small.toml", "whole"]), resumed.stderr)
        for name in ["small.h5", "more.h5"]:
            self.assertEqual(self.digest(self.folder / "out" / name), self.digest(self.folder / "whole" / name))
        self.assertEqual((self.folder / "out" / "summary.csv").read_bytes(), (self.folder / "whole" / "summary.csv").read_bytes())

    def test_states_of_other_strategies_stay(self):
        small = self.write("small.toml", run="seed = 5\nreplicates = 2000")
        out = self.folder / "out"
        out.mkdir()  # in a folder that is there: beside it nothing may be allowed
        strategy = self.write_strategy()
        other = self.folder / "other.toml"
        other.write_text(strategy.read_text(encoding="utf-8"), encoding="utf-8")
        self.stopped(signal.SIGTERM, "compare", small, strategy, "-o", "out", says="what has been simulated is kept")
        self.assertEqual([entry.name for entry in out.iterdir()], ["checkpoints"])
        compared = self.veghe("compare", small, other, "-o", "out", "--population", self.people, "--replicates", "4",
                              "--resume")
        self.assertEqual(compared.returncode, 0, compared.stderr)
        self.assertIn("out/checkpoints holds states of ", compared.stderr)
        self.assertTrue((out / "checkpoints" / "more").is_dir())
        self.assertFalse((out / "checkpoints" / "other").exists())

    def test_who_waits_is_told_in_the_language_asked_for(self):
        long_run = self.write("long.toml", run="seed = 1\nreplicates = 100000")
        _, messages = self.stopped(signal.SIGTERM, "compare", long_run, self.write_strategy(), "-o", "out", "--language", "ro",
                                   says="veghe: se oprește; ce s-a simulat se păstrează")
        self.assertNotIn("veghe: stopping", messages)

    def test_a_signal_that_arrives_twice_within_a_second_is_one(self):
        long_run = self.write("long.toml", run="seed = 1\nreplicates = 100000")
        with subprocess.Popen([VEGHE, "run", str(long_run), "-o", "r.h5", "--population", str(self.people)],
                              cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            time.sleep(1)
            process.send_signal(signal.SIGTERM)
            process.send_signal(signal.SIGHUP)  # another number: two of one that wait are merged by the system
            _, messages = process.communicate(timeout=30)
        self.assertIn(process.returncode, (128 + signal.SIGTERM, 128 + signal.SIGHUP), messages)
        self.assertEqual(messages.count("veghe: stopping"), 1, messages)
        self.assertNotIn("ended by force", messages)

    def stopped_run(self, number, *command):
        """Starts a run with no states, stops it when two of its first replicate are kept, and says how it ended."""
        states = self.folder / "r.h5.checkpoints"
        shutil.rmtree(states, ignore_errors=True)
        with subprocess.Popen([VEGHE, "run", *map(str, command), "-o", "r.h5", "--population", str(self.people),
                               "--checkpoint-every", "5"], cwd=self.folder, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True) as process:
            while len(list(states.glob("r00000-0*.h5"))) < 2 and process.poll() is None:
                time.sleep(0.005)
            begin = time.monotonic()
            process.send_signal(number)
            _, messages = process.communicate(timeout=30)
            self.assertLess(time.monotonic() - begin, 5)
            return process.returncode, messages

    def test_a_stopped_run_goes_on_to_the_same_result(self):
        scenario = self.write("long.toml", run="replicates = 40")
        scenario.write_text(scenario.read_text().replace("end = 2022-07-04", "end = 2049-12-31"), encoding="utf-8")
        whole = self.run_small("whole.h5", "--seed", "5", "--replicates", "1", scenario=scenario)
        for number, code in [(signal.SIGINT, 130), (signal.SIGTERM, 143)]:
            returned, messages = self.stopped_run(number, scenario, "--seed", "5")
            self.assertEqual(returned, code, messages)
            self.assertIn("veghe: stopping; what has been simulated is kept", messages)
            self.assertRegex(messages, r"of 40 runs 0 finished, \d+ on the way, kept in r\.h5\.checkpoints; "
                                       r"the same command with --resume")
            self.assertEqual(self.names(), ["long.toml", "r.h5.checkpoints", "whole.h5"])
        again = ("run", scenario, "-o", "r.h5", "--population", self.people)
        self.refused(self.veghe(*again, "--seed", "5"), "r.h5.checkpoints: holds the states of a run that was stopped",
                     "--resume", "--fresh")
        self.refused(self.veghe(*again, "--resume", "--seed", "6", "--quiet"), "was run with --seed 5, this is 6")
        original = scenario.read_text()
        scenario.write_text(original + '[parameters]\n"lover_boy.approach" = 3\n', encoding="utf-8")
        self.refused(self.veghe(*again, "--resume", "--quiet"), "is of another scenario")
        scenario.write_text(original, encoding="utf-8")
        states = sorted((self.folder / "r.h5.checkpoints").glob("r00000-0*.h5"))
        self.assertEqual(len(states), 2)
        states[1].write_bytes(states[1].read_bytes()[:-1])
        resumed = self.veghe(*again, "--resume", "--replicates", "1")  # the seed is that of the states
        self.assertEqual(resumed.returncode, 0, resumed.stderr)
        self.assertIn(f"{states[1].name}: ", resumed.stderr)
        self.assertIn("going on from the one before", resumed.stderr)
        self.assertEqual(self.digest(self.folder / "r.h5"), self.digest(whole))
        left = {state.name[:6] for state in (self.folder / "r.h5.checkpoints").glob("r*.h5")}
        self.assertNotIn("r00000", left)  # what another replicate has done is not thrown away

    def write_calibrated(self, name="small.toml"):
        written = subprocess.run([os.environ["VEGHE_WRITE_POSTERIOR"], self.folder / "p.h5"], check=False)
        self.assertEqual(written.returncode, 0)
        return self.write(name, run="seed = 1\nreplicates = 4",
                          rest='[parameters]\n"offenders.per_100k" = 30\n[posterior]\nfile = "p.h5"\n')

    def test_runs_draw_from_a_posterior(self):
        scenario = self.write_calibrated()
        drawn = self.run_small("drawn.h5", scenario=scenario)
        self.assertEqual(self.digest(self.run_small("one.h5", "--threads", "1", scenario=scenario)), self.digest(drawn))
        self.assertNotEqual(self.digest(self.run_small("four.h5", "--posterior-draws", "4", scenario=scenario)),
                            self.digest(drawn))
        info = self.veghe("info", drawn).stdout
        for fact in [r"posterior +p\.h5\n", r"posterior_sha256 +[0-9a-f]{64}\n", r"posterior_draws +2\n",
                     r"/posterior/draw +replicate 4"]:
            self.assertRegex(info, fact)
        self.assertNotIn(str(self.folder).encode(), drawn.read_bytes())
        again = self.folder / "again.toml"
        again.write_text(self.veghe("validate", scenario, "--resolved").stdout, encoding="utf-8")
        self.assertEqual(self.digest(self.run_small("again.h5", scenario=again)), self.digest(drawn))

    def test_declared_values_instead_of_a_posterior(self):
        declared = self.run_small("declared.h5", "--posterior-draws", "0", scenario=self.write_calibrated())
        plain = self.write("plain.toml", run="seed = 1\nreplicates = 4", rest='[parameters]\n"offenders.per_100k" = 30\n')
        self.assertEqual(self.digest(declared), self.digest(self.run_small("plain.h5", scenario=plain)))
        self.assertNotIn("posterior", self.veghe("info", declared).stdout.replace("--posterior-draws", ""))

    def test_what_measures_bring_is_drawn_unless_declared(self):
        scenario = self.write_calibrated()
        measure = self.write("measure.toml", run="seed = 1\nreplicates = 4",
                             rest='[parameters]\n"offenders.per_100k" = 30\n[posterior]\nfile = "p.h5"\n'
                                  '[[intervention]]\nkind = "curriculum"\n')
        drawn = self.run_small("drawn.h5", scenario=measure)
        measure.write_text(measure.read_text().replace('"p.h5"', '"p.h5"\neffects = "declared"'), encoding="utf-8")
        declared = self.run_small("declared.h5", scenario=measure)
        self.assertNotEqual(self.digest(drawn), self.digest(declared))
        self.assertRegex(self.veghe("info", drawn).stdout, r"/posterior/values +draw 2 x parameter \d{3}|/posterior/values")
        self.assertIn("what measures bring: as declared", self.veghe("validate", measure).stdout)
        self.refused(self.veghe("compare", scenario, measure, "-o", "no"), "changes posterior of the baseline")

    def test_a_comparison_draws_the_same_for_all(self):
        scenario = self.write_calibrated()
        null = self.write_strategy("coverage = 0\n")
        call = self.veghe("compare", scenario, null, "-o", "out", "--population", self.people, "--quiet")
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertEqual(self.digest("out/more.h5"), self.digest("out/small.h5"))
        other = self.folder / "other.toml"
        other.write_text('format = 1\n[posterior]\ndraws = 3\n', encoding="utf-8")
        self.refused(self.veghe("compare", scenario, other, "-o", "no"), "other.toml: changes posterior of the baseline")

    def test_what_is_drawn_is_said(self):
        scenario = self.write_calibrated()
        call = self.veghe("validate", scenario)
        self.assertEqual(call.returncode, 0, call.stderr)
        self.assertIn("calibrated by p.h5: each run takes one of 2 draws (of 4) of observation.hidden_multiplier, "
                      "recording.counts_online, recording.year_sd, and what counties have of their own", call.stdout)
        self.assertRegex(call.stdout, r"what measures bring: \d+ values, drawn as their grades leave open")
        self.assertIn("stated here, and so not drawn: offenders.per_100k", call.stdout)
        for language, said in [("en", "calibrated by “p.h5”"), ("ro", "calibrată după „p.h5”")]:
            call = self.veghe("explain", scenario, "--language", language, "--population", self.people, "--quiet")
            self.assertIn(said, re.sub(r"\s+", " ", call.stdout), call.stderr)
            self.assertIn("offenders.per_100k", call.stdout)
            text = re.sub(r"\s+", " ", call.stdout)
            self.assertNotIn("luck alone" if language == "en" else "numai din întâmplare se", text)
        self.assertIn("each with values of one draw (below)", re.sub(r"\s+", " ", self.veghe(
            "explain", scenario, "--population", self.people, "--quiet").stdout))

    def test_a_posterior_that_cannot_be_drawn_from(self):
        scenario = self.write_calibrated()
        run = ("run", scenario, "-o", "r.h5", "--population", self.people)
        self.refused(self.veghe(*run, "--posterior-draws", "5"), "p.h5: has 4 draws, and 5 are asked for")
        self.refused(self.veghe(*run, "--posterior-draws", "-1"), "--posterior-draws: -1 is out of range")
        plain = self.write("plain.toml")
        self.refused(self.veghe("run", plain, "-o", "r.h5", "--posterior-draws", "3"),
                     "--posterior-draws: plain names no posterior")
        whole = (self.folder / "p.h5").read_bytes()
        (self.folder / "p.h5").write_bytes(whole[:-1])
        self.refused(self.veghe(*run), "p.h5: ", code=5)
        self.refused(self.veghe("validate", scenario), "p.h5: ", code=5)
        (self.folder / "p.h5").write_bytes(self.people.read_bytes())
        self.refused(self.veghe(*run), "p.h5: ")
        self.assertEqual(self.names(), ["p.h5", "plain.toml", "small.toml"])

    def test_a_lock_keeps_a_second_run_away(self):
        scenario = self.write("long.toml", run="seed = 1\nreplicates = 100000")
        command = [VEGHE, "run", str(scenario), "-o", "r.h5", "--population", str(self.people)]
        with subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as first:
            while not (self.folder / "r.h5.checkpoints" / "lock").exists():
                time.sleep(0.01)
            self.refused(self.veghe(*command[1:], "--resume", "--quiet"), "is being written by another run")
            first.kill()

    def test_no_two_comparisons_write_one_folder(self):
        long_run = self.write("long.toml", run="seed = 1\nreplicates = 100000")
        command = [VEGHE, "compare", str(long_run), str(self.write_strategy()), "-o", "out", "--population", str(self.people)]
        small = self.write("small.toml", run="seed = 1")
        other = self.folder / "other.toml"
        other.write_text((self.folder / "more.toml").read_text(encoding="utf-8"), encoding="utf-8")
        with subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as first:
            while not (self.folder / "out.checkpoints" / "comparison.lock").exists():
                time.sleep(0.01)
            for more in [[], ["--resume"], ["--fresh"]]:  # no scenario is in both
                self.refused(self.veghe("compare", small, other, "-o", "./out/", "--population", self.people, "--quiet", *more),
                             "out.checkpoints: is being written by another run")
            first.kill()

    def test_a_file_has_the_name_of_the_states(self):
        small = self.write("small.toml", run="seed = 1")
        taken = self.folder / "out.checkpoints"
        taken.write_text("mine", encoding="utf-8")
        call = self.veghe("compare", small, self.write_strategy(), "-o", "out", "--population", self.people)
        self.refused(call, "out.checkpoints: is no folder, and states are kept in a folder of this name")
        self.assertEqual((self.names(), taken.read_text()), (["more.toml", "out.checkpoints", "small.toml"], "mine"))

    def test_resuming_replaces_no_other_comparison(self):
        long_run = self.write("long.toml", run="seed = 1\nreplicates = 100000")
        strategy = self.write_strategy()
        other = self.folder / "other.toml"
        other.write_text(strategy.read_text(encoding="utf-8"), encoding="utf-8")
        self.stopped(signal.SIGINT, "compare", long_run, strategy, "-o", "out", says="what has been simulated is kept")
        finished = self.veghe("compare", long_run, other, "-o", "out", "--population", self.people, "--replicates", "2", "--fresh")
        self.assertEqual(finished.returncode, 0, finished.stderr)
        self.assertIn("holds states of other strategies", finished.stderr)
        self.refused(self.veghe("compare", long_run, strategy, "-o", "out", "--population", self.people, "--replicates", "2",
                                "--resume"), "out/report.html: is there already, and nothing finished is replaced")

    def test_resume_begins_where_there_is_nothing(self):
        first = self.run_small("a.h5", "--resume")
        self.assertEqual(self.digest(first), self.digest(self.run_small("b.h5", "--checkpoint-every", "3")))
        self.refused(self.veghe("run", "small.toml", "-o", "c.h5", "--resume", "--fresh"), "excludes")
        self.refused(self.veghe("run", "small.toml", "-o", "c.h5", "--checkpoint-every", "0"), "--checkpoint-every")

    def test_a_branch_changes_no_bit(self):
        begin = "start = 2022-03-07\n"
        for name, rest in [("plain.toml", ""), ("branched.toml", '[branch]\nat = 2022-03-07\ncheckpoints = "past"\n')]:
            base = self.write(name, run="seed = 1\nreplicates = 3", rest=rest)
            folder = self.folder / name.replace(".toml", "")
            call = self.veghe("compare", base, self.write_strategy(begin), "-o", folder, "--population", self.people)
            self.assertEqual(call.returncode, 0, call.stderr)
        self.assertEqual(self.digest(self.folder / "plain" / "more.h5"), self.digest(self.folder / "branched" / "more.h5"))
        self.assertEqual(self.digest(self.folder / "plain" / "plain.h5"),
                         self.digest(self.folder / "branched" / "branched.h5"))
        self.assertEqual(len(list((self.folder / "past").glob("burn-in-*.h5"))), 3)
        early = self.write_strategy("start = 2022-02-07\n")
        call = self.veghe("compare", "branched.toml", early, "-o", "early", "--population", self.people)
        self.refused(call, "more.toml:3: \"school_counsellors\" begins on 2022-02-07", "branch.at = 2022-03-07")

    def test_a_reader_that_left_ends_no_work(self):
        small = self.write("small.toml")
        read, write = os.pipe()
        os.close(read)
        with subprocess.Popen([VEGHE, "compare", str(small), str(self.write_strategy()), "-o", "out", "--population",
                               str(self.people)], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=write) as process:
            os.close(write)
            self.assertEqual(process.wait(timeout=300), 0)
        self.assertEqual(self.names(), ["more.toml", "out", "small.toml"])


if __name__ == "__main__":
    unittest.main(verbosity=2)

"""Writes what the tests of the Python package read: a comparison of three small counties, a check of the shipped posterior, a sweep of one
county, and what the cases of two more, of Saltelli and of Morris, hang on.

write_files.py VEGHE FOLDER
"""

import pathlib
import shutil
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parents[2]
STRATEGIES = ["curriculum", "professional_training", "community_workers"]
BASELINES = SOURCE / "scenarios" / "baselines"


TOWN = """format = 1
title = "Half a year in one county with raised rates, for tests"
test_only = true
[run]
start = 2022-01-03
end = 2022-07-04
seed = 1
counties = ["TL"]
[population]
data = "{data}"
[parameters]
"offenders.per_100k" = 2000
"online_grooming.approach" = 200
"""
MORE = 'format = 1\ntitle = "More"\n[[intervention]]\nkind = "school_counsellors"\npupils_per_counsellor = 100\n'
DESIGN = """format = 1
title = "Over how often recruiters approach"
baseline = "town.toml"
strategies = ["more.toml"]
[run]
seed = 1
replicates = 3
[design]
kind = "grid"
[parameters]
"lover_boy.approach" = { values = [25.0, 50.0, 100.0, 200.0] }
"""
WEEKS = TOWN.replace("Half a year", "A few weeks").replace("end = 2022-07-04", "end = 2022-02-14\nwarmup_weeks = 2").split("[parameters]")[0] + """[model]
pathways = ["family_complicity"]
"""
MONEY = 'format = 1\ntitle = "Money"\n[[intervention]]\nkind = "income_support"\ncoverage = 1.0\nron_per_month = 400\n'
MATTERS = """format = 1
title = "Over how often families exploit, and what moves them to"
baseline = "weeks.toml"
strategies = ["money.toml"]
[run]
seed = 1
replicates = {replicates}
[design]
kind = "{kind}"
points = {points}
[parameters]
"family_complicity.base" = {{ low = 0.01, high = 0.03 }}
"family_complicity.complicity_effect" = {{ low = 0.0, high = 4.0 }}
"income_support.payment" = {{ low = 1.0, high = 1.3 }}
"""


def matters(program, folder, kind, points, replicates):
    """A sweep, merged, and what the level of its baseline hangs on."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"weeks.toml": WEEKS.format(data=SOURCE / "scenarios" / "data"), "money.toml": MONEY,
                       f"{kind}.toml": MATTERS.format(kind=kind, points=points, replicates=replicates)}.items():
        (folder / name).write_text(text)
    for part in ("", "_merged", "_matters"):
        shutil.rmtree(folder / f"{kind}{part}", ignore_errors=True)
    subprocess.run([program, "sweep", "plan", folder / f"{kind}.toml", "-o", folder / kind], check=True)
    subprocess.run([program, "sweep", "run", folder / kind], check=True)
    subprocess.run([program, "sweep", "merge", folder / kind, "-o", folder / f"{kind}_merged"], check=True)
    subprocess.run([program, "sensitivity", folder / f"{kind}_merged", "--of", "level", "-o", folder / f"{kind}_matters"], check=True)


def sweep(program, folder):
    folder.mkdir(exist_ok=True)
    for name, text in {"town.toml": TOWN.format(data=SOURCE / "scenarios" / "data"), "more.toml": MORE, "design.toml": DESIGN}.items():
        (folder / name).write_text(text)
    shutil.rmtree(folder / "sweep", ignore_errors=True)
    subprocess.run([program, "sweep", "plan", folder / "design.toml", "-o", folder / "sweep"], check=True)
    subprocess.run([program, "sweep", "run", folder / "sweep"], check=True)


def main(program, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    strategies = [SOURCE / "scenarios" / "strategies" / f"{name}.toml" for name in STRATEGIES]
    subprocess.run([program, "compare", SOURCE / "tests" / "python" / "small.toml", *strategies, "-o", folder / "three", "--force",
                    "--quiet"], check=True)
    tables = sorted((SOURCE / "scenarios" / "data").glob("anitp_*.csv"))
    subprocess.run([program, "check-fit", BASELINES / "romania_2018_2021.posterior.h5", *tables, "-o", folder / "check", "--force",
                    "--quiet"], check=True)
    sweep(program, folder / "town")
    matters(program, folder / "weeks", "saltelli", 64, 1)
    matters(program, folder / "weeks", "morris", 10, 2)


if __name__ == "__main__":
    main(*sys.argv[1:])

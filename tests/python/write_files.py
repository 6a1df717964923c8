"""Writes what the tests of the Python package read: a comparison of three small counties, a check of the shipped posterior, and a sweep of
one county.

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


if __name__ == "__main__":
    main(*sys.argv[1:])

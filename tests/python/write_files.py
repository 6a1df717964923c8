"""Writes what the tests of the Python package read: a comparison of three small counties, and a check of the shipped posterior.

write_files.py VEGHE FOLDER
"""

import pathlib
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parents[2]
STRATEGIES = ["curriculum", "professional_training", "community_workers"]
BASELINES = SOURCE / "scenarios" / "baselines"


def main(program, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    strategies = [SOURCE / "scenarios" / "strategies" / f"{name}.toml" for name in STRATEGIES]
    subprocess.run([program, "compare", SOURCE / "tests" / "python" / "small.toml", *strategies, "-o", folder / "three", "--force",
                    "--quiet"], check=True)
    tables = sorted((SOURCE / "scenarios" / "data").glob("anitp_*.csv"))
    subprocess.run([program, "check-fit", BASELINES / "romania_2018_2021.posterior.h5", *tables, "-o", folder / "check", "--force",
                    "--quiet"], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

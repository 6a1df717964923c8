"""C13: the engine and the independent minimal model tell the same numbers of the same scenario.

crosscheck.py BY_PATHWAY SOURCE_FOLDER

BY_PATHWAY simulates the country person by person; minimal_model.py is a chain of expected values that was written from
docs/model.md by somebody who had not read the engine (docs/crosscheck.md). For the three pathways that the requirement
names, and for all together, true and registered persons a year must agree within 0.8 to 1.25.
"""

import pathlib
import subprocess
import sys

LOW, HIGH = 0.8, 1.25
NAMED = ("lover_boy", "online_grooming", "family_complicity")


def table(command):
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = {}
    for line in out.splitlines():
        words = line.split()
        if len(words) >= 3 and words[0].islower() and words[0] not in ("pathway", "sources:"):
            rows[words[0]] = (float(words[1]), float(words[2]))
    rows["all"] = tuple(sum(row[i] for row in rows.values()) for i in (0, 1))
    return rows


def main():
    source = pathlib.Path(sys.argv[2])
    minimal = table([sys.executable, source / "tests" / "crosscheck" / "minimal_model.py"])
    engine = table([sys.argv[1], source / "scenarios" / "baselines" / "romania.toml"])
    missing = set(engine) ^ set(minimal)
    assert not missing, f"pathways that only one of the two has: {missing}"
    failures = 0
    print(f"{'':20} {'true':>24} {'registered':>24}   minimal / engine a year, ratio")
    for name, row in engine.items():
        cells = []
        for i in (0, 1):
            ratio = minimal[name][i] / row[i]
            wrong = not LOW <= ratio <= HIGH and (name in NAMED or name == "all")
            failures += wrong
            cells.append(f"{minimal[name][i]:7.0f} / {row[i]:5.0f}  {ratio:5.2f}{'!' if wrong else ' '}")
        print(f"{name:20} {cells[0]:>24} {cells[1]:>24}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

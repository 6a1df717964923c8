"""The tables of docs/calibration.md, "Every national target": what `veghe check-fit` says of the shipped posterior.

    fit_table.py CHECK.json                  prints them
    fit_table.py CHECK.json CALIBRATION.md   holds them against the page
"""

import json
import pathlib
import re
import sys

HEADING = "### Every national target"
TOLERANCE = 0.02  # of a number: outcomes are drawn, and compilers round differently


def amount(figure, value):
    if figure["kind"] == "share":
        return f"{100 * value:.0f} %"
    return f"{value:,.0f}" if value >= 20 or value == round(value) else f"{value:.1f}"


def published(figure):
    low, high = figure["published_low"], figure["published_high"]
    if low == high:
        return amount(figure, low)
    return f"< {high + 1:.0f}" if high < 10 else f"{low:,.0f} to {high:,.0f}"


def foretold(figure):
    if figure["expected"] is None:
        return "not in the model"
    said = f"{amount(figure, figure['expected'])} ({amount(figure, figure['low_95'])} to {amount(figure, figure['high_95'])})"
    return f"**{said}**" if figure["verdict"] != "inside_95" else said


def name(figure):
    words = ", ".join(figure[part].replace("_", " ") for part in ("measure", "group") if figure[part] not in ("", "all"))
    category = f": {figure['category']}".replace("_", " ") if figure["category"] else ""
    of = f", of {figure['whole']:,.0f}" if figure["whole"] is not None else ""
    return words + category + of + (f", as {figure['reading']}" if figure["reading"] else "")


def tables(check):
    national = [f for f in check["figures"] if not f["county"] and f["period"] != "2007-H1"]
    rows = ["| Figure | Period | Published | Foretold (95 %) | Standing |", "| --- | --- | --- | --- | --- |"]
    rows += [f"| {name(f)} | {f['period']} | {published(f)} | {foretold(f)} | {f['standing']} |" for f in national if f["measure"] != "age"]
    ages = {}
    for f in national:
        if f["measure"] == "age":
            ages.setdefault(f["category"], {})[f["group"]] = f
    rows += ["", "| Age, 2018-2022 | Girls | Foretold (95 %) | Boys | Foretold (95 %) |", "| --- | --- | --- | --- | --- |"]
    rows += [f"| {age} | " + " | ".join(f"{published(of[sex])} | {foretold(of[sex])}" for sex in ("girls", "boys")) + " |"
             for age, of in ages.items()]
    return rows


def numbers(row):
    return [float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\.?\d*", row)]


def differs(row, said):
    """Whether a row says something else: other words, or a number further off than drawing makes it."""
    if re.sub(r"[\d,.*]+", "#", row) != re.sub(r"[\d,.*]+", "#", said):
        return True
    return any(abs(a - b) > max(2.0, TOLERANCE * a) for a, b in zip(numbers(row), numbers(said), strict=True))


def against(rows, page):
    """Rows of the page that are not what was foretold, and of what was foretold that the page has not."""
    section = page.partition(HEADING)[2].partition("\n### ")[0]
    there = [line for line in section.splitlines() if line.startswith("|")]
    rows = [row for row in rows if row]
    if len(there) != len(rows):
        return [f"{len(there)} rows, where there are {len(rows)} figures"]
    return [f"{said}\n  instead of {row}" for row, said in zip(rows, there, strict=True) if differs(row, said)]


if __name__ == "__main__":
    made = tables(json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")))
    if len(sys.argv) == 2:
        print("\n".join(made))
    else:
        wrong = against(made, pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
        print("\n".join(wrong))
        sys.exit(1 if wrong else 0)

"""What `veghe sensitivity -o FOLDER` wrote: what an answer hangs on, and what it would be worth to measure a parameter."""

import pathlib

import pandas as pd

from .errors import VegheError
from .posterior import grades

INDICES = "sensitivity.csv"
INFORMATION = "information.csv"
NUMBERS = ["value", "low_5", "high_95"]
ABOUT = ["strategy", "quantity", "measure", "ledger", "stratum"]
PART = ("points", "points_left_out", "replicates_left_out", "results_missing")
WEIGHTS = {"shares": "total", "screening": "absolute_effect", "curves": "first"}  # by which parameters are ordered
REMEDY = "name a folder that veghe sensitivity -o wrote"


def _table(path, columns):
    """Texts but for the numbers; what is not known is NaN."""
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
    except FileNotFoundError:
        raise VegheError(path, "file.missing", "no such file", REMEDY) from None
    except (OSError, ValueError) as error:
        raise VegheError(path, "file.damaged", f"is no table of veghe sensitivity ({error})", "run veghe sensitivity again") from None
    lacking = [name for name in columns if name not in table]
    if lacking:
        raise VegheError(path, "file.foreign", f"lacks the columns {', '.join(lacking)}", "run veghe sensitivity again")
    for name in NUMBERS:
        texts, table[name] = table[name], pd.to_numeric(table[name], errors="coerce")
        if (table[name].isna() & (texts != "")).any():
            raise VegheError(path, "file.damaged", f"holds what is no number in the column {name}", "run veghe sensitivity again")
    return table


class Sensitivity:
    """`indices` and `information` are the tables as they are, already rounded and disclosed; `parameters` has one row a parameter.

    strategy, quantity (`difference` to the baseline, or `level`), measure, ledger, stratum say of what; method how the points lay:
    `shares` (Saltelli), `screening` (Morris) or `curves` (any points)."""

    def __init__(self, folder, declarations=None):
        self.path = pathlib.Path(folder)
        self.indices = _table(self.path / INDICES, [*ABOUT, "parameter", "other", "index", *NUMBERS, "unit"])
        if not (self.indices["parameter"] != "").any():
            raise VegheError(self.path / INDICES, "file.damaged", "has a header and no parameter", "run veghe sensitivity again")
        self.strategy, self.quantity, self.measure, self.ledger, self.stratum = self.indices.loc[0, ABOUT]
        met = set(self.indices["index"])
        self.method = "screening" if "absolute_effect" in met else "shares" if "total" in met else "curves"
        self._grades = grades(declarations) if declarations else {}
        self.indices["grade"] = self.indices["parameter"].map(self._grades).fillna("")
        self.information = None
        if (self.path / INFORMATION).exists():
            self.information = _table(self.path / INFORMATION, ["parameter", "quantity", *NUMBERS, "option", "unit"])
            self.information["grade"] = self.information["parameter"].map(self._grades).fillna("")
        self.indices.attrs = {"ledger": self.ledger, "unit": "see column unit"}

    @property
    def unit(self):
        """Of a screening: the measure's. Shares have 1."""
        own = self.indices[self.indices["index"] == WEIGHTS[self.method]]
        return own["unit"].iloc[0]

    @property
    def parameters(self):
        """One row a parameter, the one that matters most first: for each index its value and bounds, `total`, `total_low_5`, `total_high_95`;
        and the grade of its evidence. NaN where luck hides it."""
        own = self.indices[(self.indices["parameter"] != "") & (self.indices["other"] == "")]
        names = list(dict.fromkeys(own["parameter"]))
        frame = pd.DataFrame(index=pd.Index(names, name="parameter"))
        for index, rows in own.groupby("index", sort=False):
            rows = rows.set_index("parameter")
            for column in NUMBERS:
                frame[index if column == "value" else f"{index}_{column}"] = rows[column]
        frame["grade"] = [self._grades.get(name, "") for name in names]
        frame = frame.sort_values(WEIGHTS[self.method], ascending=False, kind="stable", na_position="last")
        frame.attrs = {"ledger": self.ledger, "unit": self.unit}
        return frame

    @property
    def luck(self):
        """Its share of the variance of a single run, with bounds, of Saltelli's points; None otherwise, or where one replicate tells none."""
        rows = self.indices[self.indices["index"] == "luck"]
        return None if rows.empty or rows["value"].isna().all() else tuple(rows[NUMBERS].iloc[0])

    @property
    def part(self):
        """Of a part of a design: points told of, and how many points, replicates and results are missing. Else empty."""
        rows = self.indices[self.indices["index"].isin(PART)]
        return dict(zip(rows["index"], rows["value"].astype(int)))

    @property
    def judged(self):
        """Whether indices are told at all: not where luck hides which share goes through which parameter."""
        return not self.parameters[WEIGHTS[self.method]].isna().all()

    @property
    def said(self):
        """Of what, in words."""
        counted = (f"{self.ledger} cases" if self.measure.startswith("cases") else self.measure) + (
            "" if self.stratum == "all" else f" ({self.stratum})")
        if self.quantity == "level":
            return f"{counted} with {self.strategy}"
        if self.measure == "cost":
            return f"what {self.strategy} costs beyond the baseline"
        averted = self.ledger == "true" and self.measure.startswith("cases")
        return f"{counted} averted by {self.strategy}" if averted else f"how many fewer {counted} there are with {self.strategy}"

    def __repr__(self):
        part = ", of a part of its design" if self.part else ""
        return f"<veghe sensitivity of {self.said}: {len(self.parameters)} parameters by {self.method}{part} (simulated)>"


def open_sensitivity(folder, declarations=None):
    """The folder that `veghe sensitivity -o` wrote. declarations: docs/parameters.md, for the grades."""
    return Sensitivity(folder, declarations)

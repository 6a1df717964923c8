"""A posterior of `veghe calibrate`: draws of the fitted parameters, what was believed before, and what checks them."""

import functools
import math
import pathlib
import re

import numpy as np
import pandas as pd

from . import frames, statistics
from .errors import VegheError, nearest
from .files import File, arrays

ROW = re.compile(r"^\| `([^`]+)` \|.*\| ([A-E]) \|")


class Posterior:
    """`draws` and `parameters` are frames; `tables` names those that judge them. `note` is what is said about it; counts of a run times
    `people_factor` are those of the figures, where these are of more or fewer people than were simulated."""

    def __init__(self, path, declarations=None, verify=True):
        self.file = File(path, "veghe posterior", verify)
        facts = self.file.attributes
        self.path, self.title, self.digest = self.file.path, facts["title"], facts["digest"]
        self.years = (int(facts["years_from"]), int(facts["years_until"]))
        self.note = facts.get("note", "")
        self.people_factor = float(facts["people"]) / float(facts["people_simulated"]) if facts.get("people") else 1.0  # empty: as simulated
        self.plan, self.scenario_text = facts["plan"], facts["resolved"]
        self.names = self.file.table("parameters/draws").labels[1]
        self._grades = grades(declarations) if declarations else {}

    def __repr__(self):
        return (f"<veghe posterior {self.title!r}: {len(self.draws)} draws of {len(self.names)} parameters, "
                f"fitted to {self.years[0]}-{self.years[1]}>")

    def _parameter_values(self, what):
        return self.file.values(f"parameters/{what}")

    @functools.cached_property
    def draws(self):
        """Equally weighted draws, one row each, one column a parameter; attrs["units"] has their units."""
        frame = pd.DataFrame(self._parameter_values("draws"), columns=list(self.names),
                             index=frames.index_of({"draw": self.file.table("parameters/draws").labels[0]}))
        frame.attrs = {"ledger": "", "units": dict(zip(self.names, self._parameter_values("unit")))}
        return frame

    @functools.cached_property
    def parameters(self):
        """One row a parameter: unit, prior (median, spread on its scale, bounds, scale, why), posterior (median, 5 and 95 %), grade.

        `narrowed` is how much narrower the interval of nine in ten is than the prior's, on the prior's scale: 0 is not at all.
        The grade is of the declaration; it is empty where neither the file nor `declarations` has it."""
        frame = pd.DataFrame({"name": self.names})
        for what in ("unit", "prior_median", "prior_spread", "prior_low", "prior_high", "prior_scale", "prior_reason"):
            frame[what] = self._parameter_values(what)
        values = self.draws.to_numpy()
        frame["median"] = statistics.quantile(values, 0.5)
        frame["low_5"], frame["high_95"] = statistics.quantile(values, 0.05), statistics.quantile(values, 0.95)
        frame["narrowed"] = [1 - self._width(k, *frame.loc[k, ["low_5", "high_95"]]) / self._width(k, *self.prior_interval(name))
                             for k, name in enumerate(self.names)]
        grade = dict(zip(self.names, self._parameter_values("grade"))) if "parameters/grade" in self.file else self._grades
        frame["grade"] = [grade.get(name, "") for name in self.names]
        frame.attrs = {"ledger": "", "units": {"median": "see column unit", "narrowed": "1"}}
        return frame

    def _position(self, name):
        if name not in self.names:
            raise VegheError(self.path, "python.no-parameter", f"has no parameter {name!r}", nearest(name, self.names))
        return self.names.index(name)

    def _scaled(self, k, x):
        """A value on the scale on which the prior is normal."""
        x = np.asarray(x, float)
        return np.log(x) if self._law[k]["scale"] == "log" else np.log(x / (1 - x))

    @functools.cached_property
    def _law(self):
        parts = {what: self._parameter_values(f"prior_{what}") for what in ("scale", "median", "spread", "low", "high")}
        return [{what: values[k] for what, values in parts.items()} for k in range(len(self.names))]

    def _width(self, k, low, high):
        return float(self._scaled(k, high) - self._scaled(k, low))

    def prior_density(self, name, x):
        """Density of the prior at values x [1 / unit of the parameter]: (logistic-)normal, as cut to its range; 0 outside."""
        k = self._position(name)
        law, x = self._law[k], np.asarray(x, float)
        inside = (x >= law["low"]) & (x <= law["high"]) & (x > 0) & ((law["scale"] == "log") | (x < 1))
        safe = np.where(inside, x, law["median"])
        z = (self._scaled(k, safe) - self._scaled(k, law["median"])) / law["spread"]
        slope = 1 / safe if law["scale"] == "log" else 1 / (safe * (1 - safe))
        return np.where(inside, np.exp(-z * z / 2) / math.sqrt(2 * math.pi) / law["spread"] * slope / self._inside(k), 0.0)

    def _z(self, k, bound):
        """The standard normal coordinate of a bound of the prior; infinite where the scale ends."""
        if bound <= 0:
            return -math.inf
        if self._law[k]["scale"] == "logit" and bound >= 1:
            return math.inf
        return float(self._scaled(k, bound) - self._scaled(k, self._law[k]["median"])) / self._law[k]["spread"]

    def _inside(self, k):
        """The part of the law that its bounds leave."""
        return _normal(self._z(k, self._law[k]["high"])) - _normal(self._z(k, self._law[k]["low"]))

    def prior_interval(self, name):
        """5 and 95 % of the prior of a parameter, as cut to its range; by bisection."""
        k = self._position(name)
        law = self._law[k]
        low, high = _normal(self._z(k, law["low"])), _normal(self._z(k, law["high"]))
        ends = []
        for p in (statistics.LOW, statistics.HIGH):
            a, b, wanted = -12.0, 12.0, low + p * (high - low)
            for _ in range(80):
                a, b = ((a + b) / 2, b) if _normal((a + b) / 2) < wanted else (a, (a + b) / 2)
            t = float(self._scaled(k, law["median"])) + law["spread"] * a
            ends.append(math.exp(t) if law["scale"] == "log" else 1 / (1 + math.exp(-t)))
        return ends

    def taken_by(self, run):
        """The draws that the replicates of a run took, by replicate."""
        if run.draws is None or run.facts.get("posterior_sha256") != self.digest:
            raise VegheError(run.path, "python.other-posterior", "took no draws from this posterior", "open the one that its scenario names")
        frame = self.draws.iloc[run.draws.to_numpy() - 1].set_axis(run.draws.index)
        frame.attrs = self.draws.attrs
        return frame

    @functools.cached_property
    def counties(self):
        """Draws of each county's product of incidence and detection, over what the model expects there [1]; the split is in no file."""
        table = self.file.table("counties/product")
        frame = pd.DataFrame(self.file.values("counties/product"), columns=list(table.labels[1]),
                             index=frames.index_of({"county_draw": table.labels[0]}))
        frame.attrs = {"unit": "1", "ledger": "", "doc": table.doc}
        return frame

    @functools.cached_property
    def year_size(self):
        """Of each draw the size s of a year's common factor: mean 1, variance 1 / s [1]."""
        return pd.Series(self._parameter_values("year_size"), index=self.draws.index, name="year_size")

    @property
    def tables(self):
        """Names of the tables under checks and diagnostics, each with what it holds."""
        return {name: table.doc for name, table in self.file.tables.items() if name.split("/")[0] in ("checks", "diagnostics")}

    def table(self, name):
        """A table under checks or diagnostics as a tidy series; what counts simulated persons of the register is of that ledger."""
        table = self.file.table(name)
        labels, values = dict(zip(table.axes, table.labels)), self.file.values(name)
        short = name.strip("/").split("/")[-1]
        if name.strip("/").startswith("checks/") and table.unit == "person":
            return frames.cases("registered", labels, values, "person", f"registered_{short}")
        series = pd.Series(values.ravel(), index=frames.index_of(labels), name=short)
        series.attrs = table.attributes
        return series

    def dataset(self, *names):
        """Tables of the file as a data set of xarray, read when they are looked at."""
        return arrays(self.path).dataset(self.file, names)


def _normal(z):
    return 0.5 * math.erfc(-z / math.sqrt(2))


def grades(page):
    """The grade of each declared parameter, from docs/parameters.md (`veghe describe parameters --markdown`)."""
    try:
        text = pathlib.Path(page).read_text(encoding="utf-8")
    except OSError as error:
        raise VegheError(page, "file.missing", f"cannot be read ({error.strerror})",
                         "write it: veghe describe parameters --markdown") from None
    found = {match[1]: match[2] for match in map(ROW.match, text.splitlines()) if match}
    if not found:
        raise VegheError(page, "file.foreign", "has no row of a parameter", "write it: veghe describe parameters --markdown")
    return found


def open_posterior(path, declarations=None, verify=True):
    """A posterior of `veghe calibrate`. declarations: docs/parameters.md, for the grades."""
    return Posterior(path, declarations, verify)

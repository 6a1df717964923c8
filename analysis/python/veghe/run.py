"""A result of `veghe run`, or one scenario of a comparison."""

import functools

import numpy as np
import pandas as pd

from . import frames, periods, small_cells
from .errors import VegheError, nearest
from .files import File, arrays

SPENDING = ["wanted", "spent", "discounted", "budget_share", "staff_share", "coverage_wanted", "coverage_had", "meant", "audience"]


class CaseTables:
    """The cases of one ledger in a result. `strata` names what they can be asked by."""

    def __init__(self, run, ledger):
        self.run, self.ledger = run, ledger

    @property
    def strata(self):
        """`all`, and what the file has a table by: true cases never by county, pathway or form."""
        tables = [name.split("/", 1)[1] for name in self.run.file.tables if name.startswith(self.ledger + "/")]
        return sorted(name.removeprefix("by_") for name in tables)

    def table(self, stratum):
        name = f"{self.ledger}/" + ("all" if stratum == "all" else f"by_{stratum}")
        if name not in self.run.file:
            raise VegheError(self.run.path, "python.no-stratum", f"has no {self.ledger} cases by {stratum!r}",
                             nearest(stratum, self.strata) + self._why(stratum))
        return self.run.file.table(name)

    def _why(self, stratum):
        if self.ledger == "true" and stratum in ("county", "pathway", "form"):
            return ". True cases by county, pathway or form beside registered ones would show where, or of what, detection is weakest"
        return ". [output] of the scenario may have left it out, or no region is whole"

    def array(self, stratum="all", time=None):
        """Counts [person] as (labels by axis, values [replicate, stratum, time]); time None: over the whole run."""
        table = self.table(stratum)
        labels = dict(zip(table.axes, table.labels))
        own = table.axes[-1]
        if time is None:
            return {k: v for k, v in labels.items() if k != own}, self.run.values(table.name).sum(axis=-1)
        periods.require(time, self.run.path)
        if own == "year" and time != "year":
            raise VegheError(self.run.path, "python.period", f"counts by year, not by {time}",
                             "run again with [output] monthly = true, or ask by year")
        return self._summed(labels, own, self.run.values(table.name), time)

    @staticmethod
    def _summed(labels, own, values, time):
        names = [periods.label(label, time) if own == "month" else label for label in labels[own]]
        found = list(dict.fromkeys(names))
        where = np.array([found.index(name) for name in names])
        summed = np.stack([values[..., where == k].sum(axis=-1) for k in range(len(found))], axis=-1)
        return {k: v for k, v in labels.items() if k != own} | {time: tuple(found)}, summed

    def by(self, stratum="all", time="month"):
        """Counts [person] of each replicate: a series of this ledger by replicate, stratum and period. Not to be published as it is."""
        return frames.cases(self.ledger, *self.array(stratum, time), "person")

    def _rates(self, stratum, time):
        if time not in (None, "year"):
            raise VegheError(self.run.path, "python.period", f"a rate by {time} says little: months differ in length",
                             "ask estimate(..., time) for counts of whole periods, or rates by year or over the run")
        labels, counts = self.array(stratum, time)
        return labels, counts, self.run.years if time is None else np.array([self.run.covered_years[y] for y in labels["year"]])

    def rates(self, stratum="all", time=None):
        """Cases per year [person/year] of each replicate, over the run or in each calendar year (by the time that the run covers)."""
        labels, counts, years = self._rates(stratum, time)
        return frames.cases(self.ledger, labels, counts / years, "person/year")

    def cells(self, stratum, time):
        """(labels of the cells, counts [replicate, cells]), of whole periods where time is shorter than a year."""
        labels, counts = self.array(stratum, time) if time in (None, "year") else self._whole(stratum, time)
        return {name: values for name, values in labels.items() if name != "replicate"}, counts

    def estimate(self, stratum="all", time=None, per_100k=False):
        """Mean over replicates with the interval that holds nine of ten, one row a cell.

        Over the run and by year per year [person/year]; by month, quarter or half year the counts [person] of periods that the run
        covers whole. per_100k: per 100,000 residents of the cell as well"""
        cells, counts = self.cells(stratum, time)
        rate = time in (None, "year")
        sample, unit = (counts / self._rates(stratum, time)[2], "person/year") if rate else (counts, "person")
        if per_100k:
            sample, unit = sample * (1e5 / self.residents(stratum, cells)), unit.replace("person", "person/100000")
        frame = frames.estimates(self.ledger, cells, sample, unit, "level", draws=self.run.draws)
        frame.attrs["kept_back"] = self.kept_back(stratum, time, cells, counts)
        frame.attrs["reason"] = self.reason()
        return frame

    def residents(self, stratum, cells):
        """Who lives in each cell at the start of the run; the whole selection where the stratum is no property of residents."""
        persons = self.run.residents_by(stratum)
        shape = [len(values) for values in cells.values()]
        if stratum == "region":
            raise VegheError(self.run.path, "python.per", "residents by region are not in the file", "ask for percent or cases")
        if stratum not in persons.index.names:
            return np.full(shape, float(persons.sum()))
        of = persons.groupby(level=stratum).sum().reindex(cells[stratum]).to_numpy(float)
        return np.broadcast_to(of.reshape([-1] + [1] * (len(shape) - 1)), shape)

    def _whole(self, stratum, time):
        labels, counts = self.array(stratum, time)
        whole = periods.whole_periods(self.run.cover, time)
        keep = [k for k, name in enumerate(labels[time]) if name in whole]
        return labels | {time: tuple(labels[time][k] for k in keep)}, counts[..., keep]

    def reason(self):
        """Why no level of this ledger may be published; empty where it may."""
        few = self.ledger == "true" and self.run.disclosure == "internal"
        return "a result of fewer than three counties is its own true level: true figures are in percent of the baseline" if few else ""

    def kept_back(self, stratum, time, cells, counts):
        """Labels, of the first axis, of what is kept back when this frame alone is published."""
        totals = counts.sum(axis=0)
        if stratum != "all":
            names = next(iter(cells.values()))
            entries = {name: np.append(np.ravel(totals[k]), totals[k].sum()).tolist() for k, name in enumerate(names)}
            return sorted(small_cells.kept_back(entries))
        if time is None:
            return ["all"] if small_cells.is_small(int(totals)) else []
        series = dict(zip(cells[time], totals.tolist()))
        labels, by_year = self.array("all", "year")
        years = dict(zip(labels["year"], by_year.sum(axis=0).tolist()))
        small = small_cells.small_series(series, years)
        return list(cells[time]) if small else []


class Run:
    """What one scenario gave, replicate by replicate. `true` and `registered` are its two ledgers."""

    def __init__(self, path, verify=True):
        self.file, self._kept = File(path, "veghe result", verify), {}
        facts = self.file.attributes
        self.path, self.scenario, self.title = self.file.path, facts["scenario"], facts["title"]
        self.years, self.disclosure = float(facts["years"]), facts["disclosure"]
        self.counties = tuple(facts["counties"].split())
        self.replicates = tuple(int(label) for label in self.file.table("true/all").labels[0])
        self.true, self.registered = CaseTables(self, "true"), CaseTables(self, "registered")

    def __repr__(self):
        return (f"<veghe run {self.scenario!r}: {len(self.replicates)} replicates of {self.years:.4g} years in "
                f"{len(self.counties)} counties, {self.disclosure} (simulated)>")

    def values(self, name):
        """The values of a table, kept once they were read. Do not write to them."""
        if name not in self._kept:
            self._kept[name] = self.file.values(name)
            self._kept[name].flags.writeable = False
        return self._kept[name]

    @property
    def tables(self):
        """Every table of the file: name, axes, shape, unit, ledger, doc."""
        return pd.DataFrame([{"name": table.name, "axes": ", ".join(table.axes), "shape": table.shape, "unit": table.unit,
                              "ledger": table.ledger, "doc": table.doc} for table in self.file.tables.values()])

    def _column(self, name):
        table = self.file.table(name)
        series = pd.Series(self.values(name).ravel(), index=frames.index_of(dict(zip(table.axes, table.labels))), name=table.name)
        series.attrs = table.attributes
        return series

    @functools.cached_property
    def facts(self):
        """Where the result comes from: version, commit, command, seed, time and so on."""
        return dict(zip(self.file.table("provenance/facts").labels[0], self.values("provenance/facts")))

    @functools.cached_property
    def scenario_text(self):
        """The scenario as read, merged (TOML)."""
        texts = dict(zip(self.file.table("provenance/scenarios").labels[0], self.values("provenance/scenarios")))
        return texts.get(self.scenario, list(texts.values())[-1])

    @functools.cached_property
    def cover(self):
        """Of each month: the part of a year that the run covers, and whether that is the whole month."""
        return periods.cover(self.scenario_text, self.path)

    @functools.cached_property
    def covered_years(self):
        """Of each calendar year the time that the run covers [year]."""
        years = {}
        for month, (length, _) in self.cover.items():
            years[month[:4]] = years.get(month[:4], 0.0) + length
        return years

    @functools.cached_property
    def residents(self):
        """Synthetic residents at the start of the run [person], by county, sex and age band."""
        return self._column("residents/by_county").rename("residents")

    def residents_by(self, stratum):
        """The same by county and another stratum where the file has it (`settlement`, `care`); else by sex and age band."""
        name = f"residents/by_{stratum}"
        return self._column(name).rename("residents") if name in self.file and stratum != "county" else self.residents

    @functools.cached_property
    def draws(self):
        """The number, from 1, of the posterior's draw that each replicate took; None where the scenario names no posterior."""
        return self._column("posterior/draw").rename("draw") if "posterior/draw" in self.file else None

    @functools.cached_property
    def drawn(self):
        """Values of the drawn parameters, one row a draw; None where the file has none. attrs: units, grades, origins."""
        if "posterior/values" not in self.file:
            return None
        table = self.file.table("posterior/values")
        names = table.labels[1]
        frame = pd.DataFrame(self.values("posterior/values"), index=frames.index_of({"draw": table.labels[0]}), columns=names)
        for what in ("unit", "grade", "origin"):
            if f"posterior/{what}" in self.file:
                frame.attrs[f"{what}s"] = dict(zip(names, self.values(f"posterior/{what}")))
        return frame

    def quantities(self, group, axis, values):
        """One row for each replicate and declared quantity: what was used, or how often something happened."""
        series = self._column(f"{group}/{values}")
        frame = series.rename(values).reset_index()
        frame["unit"] = np.tile(self.values(f"{group}/unit"), len(self.replicates)) if len(frame) else []
        frame.attrs = {"unit": "see column unit", "ledger": "", "axis": axis}
        return frame

    @functools.cached_property
    def resources(self):
        """What the selection used in the whole run: replicate, resource, used, unit, unit_cost [RON], cost_grade, cost_source."""
        if "resources/used" not in self.file:
            return None
        frame = self.quantities("resources", "resource", "used")
        for what in ("unit_cost", "cost_grade", "cost_source"):
            frame[what] = np.tile(self.values(f"resources/{what}"), len(self.replicates)) if len(frame) else []
        return frame

    @functools.cached_property
    def events(self):
        """How often something happened in the whole run: replicate, event, count, unit; None where the run kept none."""
        return self.quantities("events", "event", "count") if "events/count" in self.file else None

    @functools.cached_property
    def spending(self):
        """What each intervention wanted and had in each calendar year, the same in every replicate; None without interventions."""
        if "spending/spent" not in self.file:
            return None
        labels = self.file.table("spending/spent").labels[0]
        frame = pd.DataFrame([label.rsplit(", ", 1) for label in labels], columns=["intervention", "year"])
        units = {}
        found = [name.split("/")[1] for name in self.file.tables if name.startswith("spending/")]
        for name in sorted(found, key=lambda name: (SPENDING.index(name) if name in SPENDING else len(SPENDING), name)):
            frame[name] = self.values(f"spending/{name}")
            units[name] = self.file.table(f"spending/{name}").unit
        frame.attrs = {"ledger": "", "units": units}
        return frame

    @functools.cached_property
    def cost(self):
        """What the run cost at the scenario's prices [RON/year], by replicate."""
        used, price = self.values("resources/used"), self.values("resources/unit_cost")
        total = np.zeros(len(self.replicates))
        for k in range(len(price)):  # in the program's order
            total = total + used[:, k] * price[k]
        series = pd.Series(total / self.years, index=pd.Index(self.replicates, name="replicate"), name="cost")
        series.attrs = {"unit": "RON/year", "ledger": ""}
        return series

    def dataset(self, *names):
        """Tables of the file as a data set of xarray, read when they are looked at. \\*names: some of `tables`; none: all numbers."""
        return arrays(self.path).dataset(self.file, names)


def open_run(path, verify=True):
    """A result of `veghe run` or one of those of `veghe compare`. verify=False skips the checksums, not the length.

    Raises VegheError (file.missing, file.not-ours, file.damaged, file.other-kind, file.schema-version, file.unfinished)."""
    return Run(path, verify)

"""A folder of `veghe sweep`: points of a design, with what each finished unit gave (docs/sweeps.md)."""

import functools
import hashlib
import io
import pathlib
import tomllib

import numpy as np
import pandas as pd

from . import frames, periods, small_cells, statistics
from .errors import VegheError, nearest
from .files import File, arrays
from .ledgers import LEDGERS, SERIES

CELLS = ["point", "replicate", "scenario"]
FORMAT, UNIT = 1, "veghe sweep unit 1"
REGISTER_ALONE = ("county", "pathway", "form")
PER = {"case": "person/year", "percent": "percent of baseline"}
WORKING = "a sweep is a working folder: what it keeps by stratum was not looked at for small counts and what gives them back"


def _text(path, remedy):
    try:
        return path.read_bytes().decode("utf-8")  # as it stands, other ends of lines too
    except FileNotFoundError:
        raise VegheError(path, "file.missing", "no such file", remedy) from None
    except (OSError, UnicodeDecodeError) as error:
        raise VegheError(path, "file.unreadable", f"cannot be read ({error})", "check that it is a whole file, and its permissions") from None


def run_years(scenario, where):
    """Length of the run of a scenario (its text) [year]."""
    return sum(length for length, _ in periods.cover(scenario, where).values())


def _require_planned(path, text, digest):
    """A file of a plan that was changed by hand tells of a sweep that nobody ran."""
    if hashlib.sha256(text.encode()).hexdigest() != digest:
        raise VegheError(path, "sweep.tampered", "is not what was planned: it was changed", "plan the sweep again into another folder")


class _Unit:
    """One unit's file: text whose last line is the SHA-256 of all before it."""

    def __init__(self, path):
        text = _text(path, "run veghe sweep run again")
        body, _, last = text.rstrip("\n").rpartition("\n")
        body += "\n"
        if not text.endswith("\n") or last != "sha256\t" + hashlib.sha256(body.encode()).hexdigest():
            raise VegheError(path, "file.damaged", "does not fit its checksum: the file is damaged",
                             "take it out of the folder; veghe sweep run makes it again")
        first, *lines = body.splitlines()
        if first != UNIT:
            raise VegheError(path, "file.schema-version", f"is {first!r}; this package reads {UNIT!r}", "use a newer veghe package")
        self.facts, self.lines, self.events, self.costs = {}, [], [], []
        for fields in (line.split("\t") for line in lines):
            self._take(fields)

    def _take(self, fields):
        key, *rest = fields
        if key == "scenario":
            self.costs.append(np.nan)
        elif key == "cost_ron":
            self.costs[-1] = float(rest[0])
        elif key == "cases":
            self.lines.append((len(self.costs) - 1, *rest[:3], [int(count) for count in rest[3:]]))
        elif key == "event":
            self.events.append((len(self.costs) - 1, rest[0], int(rest[1])))
        else:
            self.facts[key] = rest


class SweptCases:
    """The cases of one ledger in a sweep."""

    def __init__(self, sweep, ledger):
        self.sweep, self.ledger = sweep, ledger

    @property
    def strata(self):
        """What the units kept: of true cases nothing by county, pathway or form."""
        return sorted(set(self.sweep._lines.loc[self.sweep._lines["ledger"] == self.ledger, "stratum"]))

    def _lines(self, stratum):
        lines = self.sweep._lines
        if stratum not in self.strata:
            if self.ledger == "true" and stratum in REGISTER_ALONE:
                raise VegheError(self.sweep.path, "python.no-stratum", f"keeps nothing true by {stratum}: levels, or differences to the baseline, "
                                 "beside registered cases would show where, or of what, detection is weakest", "ask for registered cases")
            raise VegheError(self.sweep.path, "python.no-stratum", f"kept no {self.ledger} cases by {stratum!r}", nearest(stratum, self.strata))
        return lines[(lines["ledger"] == self.ledger) & (lines["stratum"] == stratum)]

    def _series(self, lines, stratum, time, name):
        cells = ["point", "replicate", "scenario"] + ([] if stratum == "all" else [stratum])
        wide = lines.rename(columns={"value": stratum} if stratum != "all" else {}).set_index(cells)[list(self.sweep.years)]
        wide.columns.name = "year"
        counts = wide.stack() if time == "year" else wide.sum(axis=1)
        series = SERIES[self.ledger](counts.to_numpy(), index=counts.index, name=name).sort_index()
        series.attrs = {"unit": "person", "ledger": self.ledger}
        return series

    def by(self, stratum="all", time=None):
        """Counts [person] of each unit over its run: a series by point, replicate, scenario, stratum; time `year`: and year."""
        return self._series(self._lines(stratum), stratum, time, f"{self.ledger}_cases")

    def paired(self, stratum="all", time=None):
        """Strategy minus baseline in each unit [person], over the run or by year; negative is fewer."""
        counts = self.by(stratum, time)
        names = self.sweep.scenarios
        base = counts.xs(names[0], level="scenario")
        parts = {name: counts.xs(name, level="scenario") - base for name in names[1:]}
        found = pd.concat(parts, names=["scenario"]).rename(f"{self.ledger}_difference")
        found = found.reorder_levels(counts.index.names).sort_index()
        found.attrs = {"unit": "person", "ledger": self.ledger}
        return found

    def differences(self, stratum="all", per="case"):
        """What each strategy changes at each point, over its replicates that are finished (`runs`); negative is fewer.

        per  `case` [person/year; person in the whole run of a merged file that is older than its scenarios], or `percent` of the baseline's mean at the point"""
        if per not in PER:
            raise VegheError(self.sweep.path, "python.per", f"{per!r} is no way to state a difference", nearest(per, PER))
        paired = self.paired(stratum)
        cells = [name for name in paired.index.names if name != "replicate"]
        groups = paired.groupby(level=cells, sort=True)
        if not len(groups):
            raise VegheError(self.sweep.path, "python.no-strategy", "has no finished unit with a strategy", "veghe sweep run goes on")
        index = groups.size().index.to_frame(index=False)
        years = self.sweep.run_years or 1.0
        values = [statistics.estimate(sample.to_numpy() / years) for _, sample in groups]
        value = {part: np.array([float(one[part]) for one in values]) for part in values[0]}
        if per == "percent":
            level = self.by(stratum).xs(self.sweep.scenarios[0], level="scenario").groupby(level=[c for c in cells if c != "scenario"]).mean()
            base = level.to_numpy()[level.index.get_indexer(index[[c for c in cells if c != "scenario"]].squeeze(axis=1))]
            value = statistics.scaled(value, np.where(base > 0, 100.0 * years / np.where(base > 0, base, 1), np.nan))
        more = {"finding": statistics.finding(value), "runs": groups.size().to_numpy()}
        unit = PER[per] if per == "percent" or self.sweep.run_years else "person"
        frame = frames.estimates(self.ledger, {}, value, unit, "difference", more, index)
        frame.attrs |= {"cells": cells, "kept_back": self._small_points(), "reason": self._reason(stratum, per)}
        return frame

    def _small_points(self):
        """Points at which all cases of some scenario together are one to four."""
        totals = self.by().groupby(level=["point", "scenario"]).sum()
        return sorted({point for (point, _), cases in totals.items() if small_cells.is_small(int(cases))})

    def _reason(self, stratum, per):
        if stratum != "all":
            return WORKING
        few = self.ledger == "true" and per == "case" and self.sweep.disclosure == "internal"
        return "a result of fewer than three counties is its own true level: true figures are in percent of the baseline" if few else ""


class Sweep:
    """`points` is the design; `units` says what is finished; `true` and `registered` are the two ledgers; `facts` the build."""

    def _cut(self, lines, events, costs):
        """Tables by point, replicate and scenario, from rows."""
        self._lines = pd.DataFrame(lines, columns=[*CELLS, "ledger", "stratum", "value", *self.years])
        self.events = pd.DataFrame(events, columns=[*CELLS, "event", "count"]).sort_values([*CELLS, "event"], ignore_index=True)
        self.costs = pd.DataFrame(costs, columns=[*CELLS, "cost"]).set_index(CELLS)["cost"].sort_index()
        self.costs.attrs = {"unit": "RON", "ledger": "", "doc": "Of the whole run, at the scenario's prices."}
        self.points.attrs = {"ledger": "", "units": dict(self.measured)}
        self.true, self.registered = (SweptCases(self, ledger) for ledger in LEDGERS)

    @property
    def complete(self):
        """Whether every unit is there."""
        return bool(self.units["done"].all())

    def __repr__(self):
        return (f"<veghe sweep {self.title!r}: {len(self.points)} points ({self.kind}) of {len(self.measured)} parameters, "
                f"{int(self.units['done'].sum())} of {len(self.units)} units, {self.disclosure or 'nothing finished'} (simulated)>")


class SweepFolder(Sweep):
    """The folder in which a sweep is made, finished or not."""

    def __init__(self, folder):
        self.path = pathlib.Path(folder)
        plan = self._plan()
        self.title, self.kind, self.scenarios, self.replicates = plan["title"], plan["kind"], plan["scenarios"], plan["replicates"]
        self.measured = dict(zip(plan["parameters"], plan["units_of_measurement"]))
        self.facts = dict(zip(plan.get("provenance", ()), plan.get("provenance_says", ())))  # none in plans of before they were noted
        planned = [*zip(plan.get("files", ()), plan.get("files_sha256", ())), ("drawn.csv", plan.get("drawn", ""))]
        for name, digest in planned:
            if digest and (self.path / name).exists():  # scenarios, the list of data tables, what draws give
                _require_planned(self.path / name, _text(self.path / name, "check its permissions"), digest)
        self.points = self._table("points.csv", plan).set_index("point")
        self._read(self._table("units.csv", plan))

    def _plan(self):
        path = self.path / "sweep.toml"
        text = _text(path, "name a folder that veghe sweep plan wrote")
        try:
            plan = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise VegheError(path, "file.damaged", f"is no TOML ({error})", "plan the sweep again into another folder") from None
        lacking = {"format", "title", "kind", "scenarios", "replicates", "parameters", "units_of_measurement", "identity"} - set(plan)
        if lacking:
            raise VegheError(path, "file.foreign", f"lacks {', '.join(sorted(lacking))}", "name a folder that veghe sweep plan wrote")
        if plan["format"] > FORMAT:
            raise VegheError(path, "file.schema-version", f"has format {plan['format']}; this package reads up to {FORMAT}",
                             "use a newer veghe package")
        body, _, last = text.rstrip("\n").rpartition("\n")
        _require_planned(path, body + "\n", last.removeprefix('sha256 = "').removesuffix('"'))
        return plan

    def _table(self, name, plan):
        path = self.path / name
        text, key = _text(path, "name a folder that veghe sweep plan wrote"), name.replace(".csv", "_sha256")
        if key in plan:  # plans of before it was noted have none
            _require_planned(path, text, plan[key])
        return pd.read_csv(io.StringIO(text), float_precision="round_trip", dtype={"unit": str})

    def _read(self, units):
        lines, events, costs, done, multipliers = [], [], [], [], []
        self.years, self.disclosure = (), ""
        for unit in units.itertuples():
            path = self.path / "units" / unit.unit[:2] / f"{unit.unit}.unit"
            done.append(path.exists())
            if not done[-1]:
                multipliers.append(np.nan)
                continue
            read = _Unit(path)
            self.years, self.disclosure = tuple(read.facts["years"]), read.facts["disclosure"][0]
            multipliers.append(float(read.facts["multiplier"][0]))
            at = (unit.point, unit.replicate)
            lines += [(*at, self.scenarios[k], *rest, *counts) for k, *rest, counts in read.lines]
            events += [(*at, self.scenarios[k], name, count) for k, name, count in read.events]
            costs += [(*at, name, cost) for name, cost in zip(self.scenarios, read.costs)]
        self.units = units.assign(done=done, multiplier=multipliers)
        self._cut(lines, events, costs)

    @functools.cached_property
    def scenario_text(self):
        """The baseline as it was resolved (TOML)."""
        return _text(self.path / "scenarios" / "0.toml", "take the whole folder of the sweep")

    @functools.cached_property
    def run_years(self):
        """Length of a unit's run [year]."""
        return run_years(self.scenario_text, self.path)


class MergedSweep(Sweep):
    """What `veghe sweep merge` wrote: one file, of which `dataset()` reads what is looked at."""

    def __init__(self, path, verify=True):
        self.file = File(path, "veghe sweep", verify)
        self.path, facts = self.file.path, self.file.attributes
        self.title, self.kind, self.disclosure = facts["title"], facts["design"], facts["disclosure"]
        self.scenario_text = self._scenario()
        self.run_years = run_years(self.scenario_text, self.path) if self.scenario_text else None
        self.facts = self._facts()
        self._design()
        self._runs()
        self._cut(self._case_rows(), self._event_rows(), self._cost_rows())

    def _scenario(self):
        """The baseline as it was resolved (TOML); empty in files of before they held it."""
        return str(self.file.values("provenance/scenarios")[0]) if "provenance/scenarios" in self.file else ""

    def _facts(self):
        name = "provenance/facts"
        return dict(zip(self.file.table(name).labels[0], self.file.values(name))) if name in self.file else {}

    def _design(self):
        draws = self.file.table("design/draw")
        self.points = pd.DataFrame({"draw": self.file.values("design/draw")}, index=frames.index_of({"point": draws.labels[0]}))
        self.measured = {}
        if "design/value" in self.file:
            names = self.file.table("design/value").labels[1]
            self.points[list(names)] = self.file.values("design/value")
            self.measured = dict(zip(names, self.file.values("design/unit")))

    def _runs(self):
        table = self.file.table("runs/finished")
        self.replicates = len(table.labels[1])
        self.units = frames.index_of(dict(zip(table.axes, table.labels))).to_frame(index=False)
        self.units["done"] = self.file.values("runs/finished").ravel() == 1
        self.units["multiplier"] = self.file.values("runs/hidden_multiplier").ravel()
        tables = [known for known in self.file.tables.values() if known.axes[:3] == ("point", "replicate", "strategy")]
        self.scenarios = list(tables[0].labels[2]) if tables else []
        self.years = next((known.labels[-1] for known in tables if known.axes[-1] == "year"), ())

    def _rows(self, name, whole=True):
        """A table as a frame: point, replicate, scenario, further axes, and one column for each label of the last one; without rows that have
        a gap, as those of units that are missing."""
        table, values = self.file.table(name), self.file.values(name)
        axes = dict(zip(table.axes, table.labels))
        last = axes.popitem()[1] if len(axes) > 3 else ("value",)
        frame = frames.index_of({"scenario" if axis == "strategy" else axis: labels for axis, labels in axes.items()}).to_frame(index=False)
        rows = pd.concat([frame, pd.DataFrame(values.reshape(len(frame), -1), columns=list(last))], axis=1)
        return rows.dropna() if whole else rows

    def _case_rows(self):
        parts = []
        for name in self.file.tables:
            ledger, _, stratum = name.partition("/")
            if ledger not in LEDGERS:
                continue
            rows, stratum = self._rows(name), stratum.removeprefix("by_")
            rows = rows.rename(columns={stratum: "value"}).assign(ledger=ledger, stratum=stratum)
            rows = rows.astype(dict.fromkeys(self.years, np.int64))
            parts.append(rows if "value" in rows else rows.assign(value=""))
        return pd.concat(parts, ignore_index=True) if parts else []

    def _event_rows(self):
        if "events/count" not in self.file:
            return []
        wide = self._rows("events/count", whole=False).melt(CELLS, var_name="event", value_name="count")
        return wide.dropna().astype({"count": np.int64})

    def _cost_rows(self):
        return self._rows("costs/cost").rename(columns={"value": "cost"}) if "costs/cost" in self.file else []

    def dataset(self, *names):
        """Tables of the file as a data set of xarray, read when they are looked at; what is not finished is NaN."""
        return arrays(self.path).dataset(self.file, names)


def _require_tables(merged):
    """The tidy tables beside the file, those that are there, hold what was written with it. In a file of before it knew, none is named."""
    for line in merged.file.attributes.get("tidy_tables", "").splitlines():
        digest, name = line.split("  ", 1)
        path = merged.path.parent / name
        if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise VegheError(path, "dataset.changed",
                             "is not the table that veghe sweep merge wrote: its SHA-256 is not the one in sweep.h5",
                             f"merge again, with --force; or, changed on purpose, open {merged.path.name} itself")


def open_sweep(path, verify=True):
    """A sweep: its working folder, finished or not, what is finished verified unit by unit; or what `veghe sweep merge` wrote: the folder,
    with its tables held against the SHA-256 in sweep.h5, or that file alone."""
    path = pathlib.Path(path)
    if not path.is_dir():
        return MergedSweep(path, verify)
    if not (path / "sweep.h5").exists():
        return SweepFolder(path)
    merged = MergedSweep(path / "sweep.h5", verify)
    if verify:
        _require_tables(merged)
    return merged

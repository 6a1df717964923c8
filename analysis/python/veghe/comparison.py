"""A folder of `veghe compare`: the baseline, its strategies, and what differs between them, replicate by replicate."""

import functools
import pathlib

import numpy as np
import pandas as pd

from . import frames, small_cells, statistics
from .errors import DisclosureError, VegheError, nearest
from .files import arrays
from .run import Run

PER = {"case": "person/year", "percent": "percent of baseline", "per_100k": "person/100000/year"}
SHARES = ["level_share_of_parameters", "difference_share_of_parameters"]
SUMMARY_LEDGERS = {"true": "true_simulated", "registered": "registered_simulated"}


class PairedCases:
    """Levels and paired differences of one ledger in a comparison."""

    def __init__(self, comparison, ledger):
        self.comparison, self.ledger = comparison, ledger

    def _tables(self, scenario):
        return getattr(self.comparison.run(scenario), self.ledger)

    @property
    def strata(self):
        return self._tables(self.comparison.baseline.scenario).strata

    def _sample(self, scenario, stratum, time):
        labels, counts, years = self._tables(scenario)._rates(stratum, time)
        return labels, counts, counts / years

    def paired(self, strategy, stratum="all", time=None, against=None):
        """Strategy minus baseline (or `against`) in each replicate [person/year]; negative is fewer. Not to be published as it is."""
        labels, _, after = self._sample(strategy, stratum, time)
        _, _, before = self._sample(against or self.comparison.baseline.scenario, stratum, time)
        return frames.cases(self.ledger, labels, after - before, "person/year", f"{self.ledger}_difference")

    def levels(self, stratum="all", time=None):
        """Cases per year of every scenario, one row a scenario and cell."""
        parts = []
        for scenario in self.comparison.scenarios:
            part = self._tables(scenario).estimate(stratum, time)
            part.insert(0, "scenario", scenario)
            parts.append(part)
        return self._remembering(pd.concat(parts, ignore_index=True), parts[0].attrs, stratum, time)

    def differences(self, stratum="all", time=None, per="case", against=None):
        """What each strategy changes against the baseline (or the strategy `against`), paired by replicate; negative is fewer.

        per   `case` [person/year], `percent` of the baseline's mean, or `per_100k` residents and year"""
        if per not in PER:
            raise VegheError(self.comparison.path, "python.per", f"{per!r} is no way to state a difference", nearest(per, PER))
        base = against or self.comparison.baseline.scenario
        parts = []
        for strategy in self.comparison.strategies:
            if strategy != base:
                part = self._difference(strategy, base, stratum, time, per)
                part.insert(0, "scenario", strategy)
                parts.append(part)
        if not parts:
            raise VegheError(self.comparison.path, "python.no-strategy", "has no strategy to compare", "run veghe compare with one")
        return self._remembering(pd.concat(parts, ignore_index=True), parts[0].attrs, stratum, time)

    def _difference(self, strategy, base, stratum, time, per):
        labels, _, before = self._sample(base, stratum, time)
        _, _, after = self._sample(strategy, stratum, time)
        value = statistics.estimate(after - before, self.comparison.baseline.draws)
        finding = self._finding(value, statistics.mean(before))
        cells = {name: values for name, values in labels.items() if name != "replicate"}
        if per != "case":
            base = statistics.mean(before) if per == "percent" else self._tables(base).residents(stratum, cells)
            with np.errstate(divide="ignore"):
                factor = np.where(base > 0, (100.0 if per == "percent" else 1e5) / base, np.nan)
            value = statistics.scaled(value, factor)
        more = {"finding": finding, "variance_ratio": statistics.variance_ratio(before, after)}
        return frames.estimates(self.ledger, cells, value, PER[per], "difference", more)

    def _finding(self, value, level):
        """That of the difference as it is shown: in cases, or in percent where cases are kept back."""
        if self._tables(self.comparison.baseline.scenario).reason():
            with np.errstate(divide="ignore"):
                value = statistics.scaled(value, np.where(level > 0, 100.0 / level, np.nan))
        return statistics.finding(value)

    def _remembering(self, frame, attrs, stratum, time):
        frame.attrs = attrs | {"cells": ["scenario", *attrs["cells"]], "kept_back": self.kept_back(stratum, time),
                               "reason": "" if attrs["measure"] == "difference" and "percent" in attrs["unit"] else
                               self._tables(self.comparison.baseline.scenario).reason()}
        return frame

    def kept_back(self, stratum, time):
        """Labels of the stratum (of the year, for a series) that the comparison keeps back in its summary.csv, and what follows."""
        if time is not None and stratum == "all":
            return self._small_series(time)
        cells = self._totals(stratum, time)
        return sorted(small_cells.kept_back(cells, self._hidden(stratum)))

    def _small_series(self, time):
        """All periods where one is small in some scenario, or what they leave of a year; else the years that the summary keeps back."""
        tables = {name: self._tables(name) for name in self.comparison.scenarios}
        small = any(table.kept_back("all", time, *table.cells("all", time)) for table in tables.values())
        labels = next(iter(tables.values())).cells("all", time)[0][time]
        return list(labels) if small or (time != "year" and self._hidden("year")) else sorted(self._hidden("year"))

    def _totals(self, stratum, time):
        """Cases over all replicates by label of the first axis: one entry for each scenario, and for each period."""
        found = {}
        for scenario in self.comparison.scenarios:
            labels, counts = self._tables(scenario).array(stratum, time)
            names = [name for name in labels if name != "replicate"]
            first = labels[names[0]] if names else ("all",)
            sums = counts.sum(axis=0).reshape(len(first), -1)
            for name, row in zip(first, sums):
                found.setdefault(name, []).extend([*row.tolist(), *([int(row.sum())] if len(row) > 1 else [])])
        return found

    def _hidden(self, stratum):
        """What summary.csv shows no difference of at all: in cases and in percent."""
        table = self.comparison.summary
        rows = table[(table["ledger"] == SUMMARY_LEDGERS[self.ledger]) & (table["stratum"] == stratum)]
        shown = rows[rows["measure"].isin(["level", "difference", "difference_percent"])].groupby("value")["mean"].count()
        return {value or "all" for value, count in shown.items() if count == 0}


class Comparison:
    """`baseline` and `strategies` are runs; `true` and `registered` tell what differs; `summary` is the program's own table."""

    def __init__(self, folder, verify=True):
        self.path = pathlib.Path(folder)
        self.summary = read_summary(self.path)
        names = list(dict.fromkeys(self.summary["scenario"]))
        runs = self._runs(names, verify)
        missing = [name for name in names if name not in runs]
        if missing:
            raise VegheError(self.path, "python.no-result", f"has no result of {', '.join(missing)}, which its summary.csv names",
                             "take the whole folder that veghe compare wrote")
        self.baseline = runs[names[0]]
        self.strategies = {name: runs[name] for name in names[1:]}
        for run in self.strategies.values():
            self._require_pair(run)
        self.true, self.registered = PairedCases(self, "true"), PairedCases(self, "registered")

    def _runs(self, names, verify):
        """Those that summary.csv names: an older comparison, or another program, may have left more."""
        runs, refused = {}, []
        for path in sorted(self.path.glob("*.h5")):
            try:
                run = Run(path, verify)
                runs.setdefault(run.scenario, run)
            except VegheError as error:
                refused.append(error)
        if refused and not set(names) <= set(runs):
            raise refused[0]
        return {name: runs[name] for name in names if name in runs}

    def _require_pair(self, run):
        base = self.baseline
        if (run.replicates, run.years, run.counties) != (base.replicates, base.years, base.counties):
            raise VegheError(run.path, "compare.no-pair", f"cannot be paired with {base.scenario}",
                             "counties, dates and replicates of both must be the same")

    @property
    def scenarios(self):
        return [self.baseline.scenario, *self.strategies]

    def run(self, name):
        """The result of a scenario by its name."""
        found = self.baseline if name == self.baseline.scenario else self.strategies.get(name)
        if found is None:
            raise VegheError(self.path, "python.no-scenario", f"has no scenario {name!r}", nearest(name, self.scenarios))
        return found

    def __repr__(self):
        return (f"<veghe comparison of {self.baseline.scenario!r} with {', '.join(self.strategies)}: "
                f"{len(self.baseline.replicates)} paired replicates, {self.baseline.disclosure} (simulated)>")

    @functools.cached_property
    def costs(self):
        """What each strategy costs beyond the baseline [RON/year]: one row a strategy."""
        sample = np.stack([run.cost.to_numpy() - self.baseline.cost.to_numpy() for run in self.strategies.values()], axis=-1)
        return frames.plain_estimates({"scenario": list(self.strategies)}, sample, "RON/year", "cost", self.baseline.draws)

    @functools.cached_property
    def cost_per_case(self):
        """Cost per true case averted [RON/person]: one row a strategy; no bounds where the interval of cases averted holds 0.

        Raises DisclosureError (python.internal) of fewer than three counties: with the costs it is the true level."""
        difference, rows = self.true.differences(), []
        if difference.attrs["reason"]:
            raise DisclosureError(self.path, "python.internal", difference.attrs["reason"],
                                  "differences(per=\"percent\") of a comparison may be shown, and costs by themselves")
        for k, name in enumerate(self.strategies):
            cost = {"mean": self.costs["cost_mean"][k]}
            cases = {part: float(difference[f"true_{part}"][k]) for part in ("mean", "low_5", "high_95")}
            rows.append({"scenario": name, **{f"cost_per_case_{part}": value
                                              for part, value in statistics.cost_per_case(cost, cases).items()}})
        frame = pd.DataFrame(rows).drop(columns="cost_per_case_standard_error")
        frame.attrs = {"kind": frames.ESTIMATE, "unit": "RON/person", "ledger": "true", "measure": "cost_per_case", "cells": ["scenario"],
                       "kept_back": [], "reason": "all true cases together are few" if difference.attrs["kept_back"] else "",
                       "units": {name: "RON/person" for name in frame.columns[1:]}}
        return frame

    @functools.cached_property
    def shares(self):
        """Which part of the variance over runs is of the parameters, and not luck [1]: of the baseline's level, and of differences between
        two scenarios; with its 90 % confidence interval. NaN where it cannot be told. Empty where summary.csv has no such rows."""
        rows = self.summary[self.summary["measure"].isin(SHARES)]
        frame = pd.DataFrame({"scenario": rows["scenario"], "against": np.where(rows["stratum"] == "pair", rows["value"], np.where(
            rows["measure"] == SHARES[0], "", self.baseline.scenario)), "of": rows["ledger"].str.removesuffix("_simulated"),
            "share_mean": rows["mean"], "share_low_5": rows["low_5"], "share_high_95": rows["high_95"]}).reset_index(drop=True)
        frame.attrs = {"unit": "1", "ledger": "", "units": dict.fromkeys(["share_mean", "share_low_5", "share_high_95"], "1")}
        return frame

    @functools.cached_property
    def multiplier(self):
        """True over registered cases of the baseline's run, by replicate [1]: what came of the hidden multiplier that it assumed."""
        ratio = self.baseline.true.rates() / self.baseline.registered.rates()
        series = pd.Series(ratio.to_numpy(), index=ratio.index, name="multiplier")
        series.attrs = {"unit": "1", "ledger": ""}
        return series

    def dataset(self, *names):
        """Tables that all scenarios share, along the dimension `scenario`, read when they are looked at."""
        return arrays(self.path).stacked([self.run(name).file for name in self.scenarios], self.scenarios, names)


def read_summary(folder):
    """summary.csv of `veghe compare` as a frame: kept-back cells are NaN, `value` is empty for `all`."""
    path = pathlib.Path(folder) / "summary.csv"
    try:
        table = pd.read_csv(path, dtype={"value": str}, keep_default_na=False, float_precision="round_trip",
                            na_values={name: [""] for name in ("mean", "low_5", "high_95", "runs_below_zero", "runs_above_zero",
                                                               "variance_ratio")})
    except OSError:
        raise VegheError(path, "file.missing", "no such file", "name a folder that veghe compare wrote") from None
    except (ValueError, pd.errors.ParserError) as error:
        raise VegheError(path, "file.damaged", f"is no table of veghe compare ({error})", "take a whole copy") from None
    lacking = {"scenario", "ledger", "stratum", "value", "measure", "unit", "mean"} - set(table.columns)
    if lacking:
        raise VegheError(path, "file.foreign", f"lacks the columns {', '.join(sorted(lacking))}", "name a folder that veghe compare wrote")
    table.attrs = {"unit": "see column unit", "ledger": "see column ledger"}
    return table


def open_comparison(folder, verify=True):
    """The folder that `veghe compare` wrote, with its results and summary.csv."""
    return Comparison(folder, verify)

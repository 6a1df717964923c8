"""Frames of estimates, one row for each cell, and what they remember for whoever publishes them."""

import numpy as np
import pandas as pd

from . import statistics
from .ledgers import SERIES, CaseFrame

ESTIMATE = "estimate"
NUMBERED = ("replicate", "point", "draw", "check", "county_draw")  # axes whose labels are numbers


def index_of(labels):
    """A tidy index over the axes named, the replicate as a number."""
    levels = [[int(label) for label in values] if name in NUMBERED else list(values)
              for name, values in labels.items()]
    return pd.MultiIndex.from_product(levels, names=list(labels)) if len(levels) != 1 else pd.Index(levels[0], name=next(iter(labels)))


def cases(ledger, labels, values, unit, name=None):
    """A series of one ledger, by labels of its axes."""
    series = SERIES[ledger](np.asarray(values).ravel(), index=index_of(labels), name=name or f"{ledger}_cases")
    series.attrs = {"unit": unit, "ledger": ledger}
    return series


def estimates(ledger, labels, sample, unit, measure, more=None, cells=None, draws=None):
    """One row for each cell of a sample [replicate, cells]: where it is, then mean and interval, columns of their ledger by name.

    cells  a frame with where each is, instead of labels
    draws  the draw of parameters that each run took"""
    value = sample if isinstance(sample, dict) else statistics.estimate(sample, draws)
    if cells is None:
        cells = index_of(labels).to_frame(index=False) if labels else pd.DataFrame(index=range(1))
    frame = CaseFrame(cells)
    for part in statistics.PARTS:
        frame[f"{ledger}_{part}"] = np.ravel(value[part])
    frame["degrees"] = np.ravel(value["degrees"])
    if measure != "level":
        for part in ("runs_below_zero", "runs_above_zero"):
            frame[part] = np.ravel(value[part])
    for name, values in (more or {}).items():
        frame[name] = np.ravel(values)
    numbers = [f"{ledger}_{part}" for part in statistics.PARTS]
    units = dict.fromkeys(numbers, unit) | dict.fromkeys(["runs_below_zero", "runs_above_zero", "variance_ratio", "degrees"], "1")
    frame.attrs = {"kind": ESTIMATE, "unit": unit, "ledger": ledger, "measure": measure, "cells": list(labels),
                   "units": {name: units[name] for name in frame.columns if name in units}}
    return frame


def plain_estimates(labels, sample, unit, prefix, draws=None):
    """The same for what belongs to neither ledger: columns `cost_mean` and so on."""
    value = statistics.estimate(sample, draws)
    frame = index_of(labels).to_frame(index=False)
    for part in statistics.PARTS:
        frame[f"{prefix}_{part}"] = np.ravel(value[part])
    frame["degrees"] = np.ravel(value["degrees"])
    frame.attrs = {"kind": ESTIMATE, "unit": unit, "ledger": "", "measure": prefix, "cells": list(labels), "kept_back": [],
                   "units": {f"{prefix}_{part}": unit for part in statistics.PARTS}}
    return frame

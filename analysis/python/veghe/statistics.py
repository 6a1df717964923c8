"""The definitions of the report (analysis/statistics.hpp, verdict.hpp, disclosure.hpp), over replicates along the first axis."""

import functools
import math

import numpy as np

LOW, HIGH = 0.05, 0.95  # nine of ten runs lie between
MOST_BATCHES = 16
LARGEST_ERROR_SHARE = 0.1  # of the interval's width, for a finding
AGREEMENT = 0.9  # of the runs, for a finding
NORMAL = 1.6449  # standard deviations that a normal law has below its 95 % quantile
PARTS = ["mean", "low_5", "high_95", "standard_error"]


def mean(sample):
    """Arithmetic mean, summed in order, as the program sums."""
    sample = np.asarray(sample, float)
    return np.add.accumulate(sample, axis=0)[-1] / len(sample) if len(sample) else np.full(sample.shape[1:], np.nan)


def variance(sample):
    """With n - 1; 0 for fewer than two values."""
    sample = np.asarray(sample, float)
    if len(sample) < 2:
        return np.zeros(sample.shape[1:])
    return np.add.accumulate((sample - mean(sample)) ** 2, axis=0)[-1] / (len(sample) - 1)


def quantile(sample, p):
    """Type 7 (Hyndman and Fan 1996): linear between order statistics, h = (n - 1) p."""
    ordered = np.sort(np.asarray(sample, float), axis=0)
    if not len(ordered):
        return np.full(ordered.shape[1:], np.nan)
    h = (len(ordered) - 1) * p
    below = int(np.floor(h))
    above, weight = min(below + 1, len(ordered) - 1), h - np.floor(h)
    return ordered[below] + weight * (ordered[above] - ordered[below])


def different(draws):
    """How many draws of parameters the runs took; 0 where they took none."""
    return 0 if draws is None else len(np.unique(draws))


def standard_error(sample, draws=None):
    """Of the mean. Of runs that took several draws of parameters by draw, since those that share one are not independent (Liang and Zeger
    1986); else by batch means: replicates in order, at most 16 batches of equal length, a shorter rest left out."""
    sample = np.asarray(sample, float)
    if len(sample) < 2:
        return np.full(sample.shape[1:], np.nan)
    if different(draws) > 1:
        return _by_draw(sample, np.asarray(draws))
    length = -(-len(sample) // MOST_BATCHES)
    count = len(sample) // length
    batches = np.stack([mean(sample[k * length:(k + 1) * length]) for k in range(count)])
    return np.sqrt(variance(batches) / count)


def _by_draw(sample, draws):
    departures = sample - mean(sample)
    squares = sum(np.add.accumulate(departures[draws == draw], axis=0)[-1] ** 2 for draw in np.unique(draws))
    count = different(draws)
    return np.sqrt(count / (count - 1) * squares) / len(sample)


def degrees(runs, draws=None):
    """Of freedom of the standard error: one less than the draws, or the batches, that it is made of."""
    count = different(draws)
    return (count if count > 1 else runs // -(-runs // MOST_BATCHES)) - 1 if runs else 0


@functools.cache
def student(freedom, p=HIGH):
    """Quantile of Student's law with whole degrees of freedom (Abramowitz and Stegun 26.7.3 and 26.7.4, by bisection)."""
    low, high = 0.0, math.pi / 2
    for _ in range(100):
        angle = (low + high) / 2
        low, high = (angle, high) if _inside(angle, freedom) < 2 * p - 1 else (low, angle)
    return math.sqrt(freedom) * math.tan(low)


def _inside(angle, freedom):
    """Chance that Student's t is below sqrt(freedom) tan(angle) in size."""
    odd = freedom % 2
    term = total = (math.cos(angle) if odd else 1.0) if freedom > 1 else 0.0
    for k in range(3 if odd else 2, freedom - 1, 2):
        term *= (k - 1) / k * math.cos(angle) ** 2
        total += term
    return 2 / math.pi * (angle + math.sin(angle) * total) if odd else math.sin(angle) * total


def estimate(sample, draws=None):
    """Mean, 5 % and 95 % quantiles, standard error with its degrees of freedom, and the shares of replicates below and above zero.

    draws  the number of the draw that each run took its parameters from; None: none"""
    sample = np.asarray(sample, float)
    parts = (mean(sample), quantile(sample, LOW), quantile(sample, HIGH), standard_error(sample, draws))
    freedom = np.full(sample.shape[1:], degrees(len(sample), draws))
    return dict(zip(PARTS, parts)) | {"degrees": freedom} | {"runs_below_zero": (sample < 0).mean(axis=0), "runs_above_zero": (sample > 0).mean(axis=0)}


def scaled(value, factor):
    """Every part of an estimate times factors other than 0; a negative one swaps bounds and shares."""
    factor = np.asarray(factor, float)
    low, high = value["low_5"] * factor, value["high_95"] * factor
    turned = factor < 0
    below, above = value["runs_below_zero"], value["runs_above_zero"]
    return {"mean": value["mean"] * factor, "low_5": np.where(turned, high, low), "high_95": np.where(turned, low, high),
            "standard_error": value["standard_error"] * np.abs(factor), "degrees": value["degrees"],
            "runs_below_zero": np.where(turned, above, below), "runs_above_zero": np.where(turned, below, above)}


def variance_ratio(first, second):
    """How many times more replicates independent luck would need for the same interval; 1 where nothing varies."""
    independent = variance(first) + variance(second)
    paired = variance(np.asarray(second, float) - np.asarray(first, float))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(paired > 0, independent / paired, np.where(independent > 0, np.inf, 1.0))


def judged_error(difference):
    """The standard error by which a finding is given: widened by Student's quantile over the normal one where few draws or runs make
    it; as it is where its degrees of freedom are not known."""
    wider = [student(int(freedom)) / NORMAL if freedom >= 1 else 1.0 for freedom in np.ravel(difference.get("degrees", 0))]
    return difference["standard_error"] * np.array(wider)


def finding(difference):
    """`fewer`, `more`, `not_distinguishable`, `too_few_runs`, `unchanged` or `kept_back`, one for each cell: of the numbers as they are
    shown, as in the report."""
    difference = rounded_cells(difference)
    width = difference["high_95"] - difference["low_5"]
    with np.errstate(invalid="ignore"):
        told = judged_error(difference) <= LARGEST_ERROR_SHARE * width
        conditions = [np.isnan(difference["mean"]),
                      (difference["mean"] == 0) & (difference["low_5"] == 0) & (difference["high_95"] == 0),
                      ~told, difference["runs_below_zero"] > AGREEMENT, difference["runs_above_zero"] > AGREEMENT]
    return np.select(conditions, ["kept_back", "unchanged", "too_few_runs", "fewer", "more"], "not_distinguishable")


def share_of_parameters(sample, draws):
    """Which part of the variance over runs is of what differs between draws of parameters; the rest is luck, which runs of one draw show.

    One-way random effects by the method of moments, unbalanced, at least 0. NaN where no two runs share a draw, or all do.
    draws  the number of the draw that each run took"""
    sample, (_, group, sizes) = np.asarray(sample, float), np.unique(draws, return_inverse=True, return_counts=True)
    runs, count = len(sample), len(sizes)
    if count < 2 or count == runs:
        return np.nan
    means = np.bincount(group, sample) / sizes
    between = (sizes * (means - sample.mean()) ** 2).sum() / (count - 1)
    within = ((sample - means[group]) ** 2).sum() / (runs - count)
    per_draw = (runs - (sizes ** 2).sum() / runs) / (count - 1)
    part = max(0.0, (between - within) / per_draw)
    return part / (part + within) if part + within > 0 else np.nan


def cost_per_case(cost, difference):
    """Mean cost over mean cases averted; bounds from the interval of cases averted at the mean cost, NaN where it holds 0."""
    result = dict.fromkeys(PARTS, np.nan)
    if difference["mean"] < 0:
        result["mean"] = cost["mean"] / -difference["mean"]
        if difference["high_95"] < 0:
            bounds = cost["mean"] / -difference["low_5"], cost["mean"] / -difference["high_95"]
            result["low_5"], result["high_95"] = min(bounds), max(bounds)
    return result


def rounding_step(low, high, error=0.0, freedom=0):
    """The place that an estimate supports: two digits of how far it may be off when they are 10 to 35, one otherwise; 0 where that is not
    known. It may be off by half the width of its interval, or by Student's quantile times its standard error where that is more; of equal runs
    that error is the rounding of their sum alone, and tells nothing."""
    half = (high - low) / 2
    if not (half > 0 and np.isfinite(half)):
        return 0.0
    off = max(half, student(int(freedom)) * error if freedom >= 1 and error > 0 else 0.0)
    exponent = int(np.floor(np.log10(off)))
    return 10.0 ** (exponent - 1 if off / 10.0 ** exponent < 3.55 else exponent)


def _half_away(value):
    """Rounds halves away from zero, as C++ does."""
    return np.copysign(np.floor(abs(value) + 0.5) if abs(value) < 2.0 ** 52 else abs(value), value)


def _to_step(value, step):
    result = _half_away(value / step) * step if step >= 1 else _half_away(value * (1 / step)) / (1 / step)
    return 0.0 if result == 0 else float(result)


def significant(value, digits):
    if not np.isfinite(value) or value == 0:
        return float(value)
    return _to_step(value, 10.0 ** (int(np.floor(np.log10(abs(value)))) - digits + 1))


def rounded(value):
    """An estimate with no more digits than its interval and its standard error support, as report and summary.csv show it. Of one cell."""
    error = value.get("standard_error", 0.0)
    step = rounding_step(value["low_5"], value["high_95"], error, value.get("degrees", 0))
    result = dict(value)
    for part in ("mean", "low_5", "high_95"):
        if np.isfinite(value[part]):  # without width three digits, two of a single run
            result[part] = _to_step(value[part], step) if step > 0 else significant(value[part], 2 if np.isnan(error) else 3)
    if "standard_error" in value:
        result["standard_error"] = significant(value["standard_error"], 2)
    for part in ("runs_below_zero", "runs_above_zero"):
        if 0 < value.get(part, 0) < 1:
            result[part] = min(max(_to_step(value[part], 0.01), 0.01), 0.99)
    return result


def rounded_cells(value):
    """The same for arrays of cells."""
    parts = {part: np.ravel(np.asarray(numbers, float)) for part, numbers in value.items()}
    cells = [rounded(dict(zip(parts, cell))) for cell in zip(*parts.values())]
    return {part: np.array([cell[part] for cell in cells]) for part in parts}

"""Which parameters matter at all: a screening of Morris, mean absolute effects against their spread."""

import matplotlib.pyplot as plt
import numpy as np

import veghe
from veghe import plots

MOST = 7  # that are named: as many as there are colours


def draw(sensitivity):
    if sensitivity.method != "screening":
        raise veghe.VegheError(sensitivity.path, "python.nothing", "is no screening: its points are no trajectories of Morris",
                               "draw sobol_shares, or sweep a design of the kind morris")
    frame = sensitivity.parameters
    figure, (axes, lying) = plt.subplots(1, 2, figsize=(8.5, 4.6), width_ratios=(1.2, 1))
    named = frame.head(MOST)
    factor, power = plots.power_of_ten(frame["absolute_effect_high_95"])
    rest = frame.iloc[MOST:]
    axes.plot(rest["absolute_effect"] / factor, rest["spread"] / factor, "o", color=plots.GREY, markersize=4, alpha=0.6,
              label="others" if len(rest) else None)
    for k, (name, row) in enumerate(named.iterrows()):
        axes.errorbar(row["absolute_effect"] / factor, row["spread"] / factor, xerr=plots.reach(*_of(row, "absolute_effect", factor)),
                      yerr=plots.reach(*_of(row, "spread", factor)), fmt=plots.MARKS[k % len(plots.MARKS)], color=plots.COLOURS[k % len(plots.COLOURS)],
                      capsize=2, markersize=5, linewidth=1, label=plots.readable(name))
    most = float(np.nanmax(frame[["absolute_effect_high_95", "spread_high_95"]].to_numpy())) / factor
    axes.plot([0, most], [0, most], color=plots.GREY, linewidth=0.8, linestyle=":")
    luck = frame["effect_of_luck"].max() / factor
    if luck > 0:
        axes.axvline(luck, color=plots.GREY, linewidth=1, linestyle="--")
    unit = f" [{power + ' ' if power else ''}{sensitivity.unit}]"
    axes.set(xlabel="mean absolute effect" + unit, ylabel="spread of the effect" + unit, title="How much, and how unevenly",
             xlim=(-0.03 * most, None), ylim=(-0.03 * most, None))
    places = plots.rows(lying, list(named.index))
    for k, (name, row) in enumerate(named.iterrows()):
        low, high = row["mean_effect_low_5"] / factor, row["mean_effect_high_95"] / factor
        lying.errorbar(row["mean_effect"] / factor, places[k], xerr=plots.reach(row["mean_effect"] / factor, low, high),
                       fmt=plots.MARKS[k % len(plots.MARKS)], color=plots.COLOURS[k % len(plots.COLOURS)], capsize=2, markersize=5, linewidth=1)
    lying.axvline(0, color=plots.GREY, linewidth=1)
    lying.set(xlabel="mean effect" + unit, title="Which way")
    line = " The dashed line is the most that luck alone gives a parameter without effect." if luck > 0 else ""
    plots.caption(figure, f"Of {sensitivity.said} (simulated): a parameter moved across its whole prior, from many places. Below the dotted line it acts "
                  f"alike everywhere, above it by what others are.{line} Bars hold nine in ten of bootstrapped trajectories.", key=axes)
    return figure


def _of(row, index, factor):
    return row[index] / factor, row[f"{index}_low_5"] / factor, row[f"{index}_high_95"] / factor


if __name__ == "__main__":
    plots.main(draw, veghe.open_sensitivity, __doc__)

"""Registered cases by county: a map of the means, and beside it every county with its interval, in the order of the alphabet."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import PathCollection

import veghe
from veghe import plots


def draw_map(axes, frame, figure):
    paths, attribution = plots.county_paths()
    values = dict(zip(frame["county"], frame["registered_mean"]))
    codes = list(paths)
    axes.add_collection(PathCollection([paths[code] for code in codes], facecolors="#EEEEEE", edgecolors="white", linewidths=0.6))
    shown = [code for code in codes if np.isfinite(values.get(code, np.nan))]
    coloured = PathCollection([paths[code] for code in shown], cmap="cividis_r", edgecolors="white", linewidths=0.6)
    coloured.set_array(np.array([values[code] for code in shown]))
    coloured.set_clim(vmin=0)
    axes.add_collection(coloured)
    axes.set_aspect("equal")
    axes.autoscale_view()
    axes.set_axis_off()
    figure.colorbar(coloured, ax=axes, orientation="horizontal", shrink=0.6, pad=0.02,
                    label="registered cases per 100,000 residents and year (simulated)")
    return attribution


def draw(run):
    frame = veghe.publishable(run.registered.estimate("county", per_100k=True))
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, max(3.8, 0.17 * len(frame) + 1.6)), width_ratios=[3, 2])
    attribution = draw_map(left, frame, figure)
    places = plots.rows(right, frame["county"])
    plots.bars(right, frame, "registered", places, 0)
    for place in np.flatnonzero(frame["kept_back"]):
        right.annotate("kept back", (0, place), fontsize=7, color=plots.GREY, va="center")
    right.set(xlabel="per 100,000 residents and year")
    right.set_xlim(left=0)
    right.tick_params(axis="y", labelsize=7)
    figure.suptitle(plots.TITLES["registered"], fontsize=11)
    plots.caption(figure, "Bars hold nine of ten runs. Registered counts depend on detection and recording: they are no measure of how many cases "
                  f"there are, and no ranking of counties. Grey: not simulated, or kept back. {attribution}.", run)
    return figure


if __name__ == "__main__":
    plots.main(draw, veghe.open_run, __doc__)

"""The cost-effectiveness plane: cases averted against cost, both beyond the baseline, with rays of equal cost per case."""

import matplotlib.pyplot as plt
import numpy as np

import veghe
from veghe import plots


def draw(comparison):
    cases, costs = veghe.publishable(comparison.true.differences()), veghe.publishable(comparison.costs)
    figure, axes = plt.subplots(figsize=(7, 5))
    million = 1e6
    for k, name in enumerate(cases["scenario"]):
        x, y = cases.iloc[k], costs.iloc[k]
        mean, cost = -x["true_mean"], y["cost_mean"] / million
        axes.errorbar(mean, cost, xerr=plots.reach(mean, -x["true_high_95"], -x["true_low_5"]),
                      yerr=plots.reach(cost, y["cost_low_5"] / million, y["cost_high_95"] / million),
                      fmt=plots.MARKS[k % 7], color=plots.COLOURS[k % 7], capsize=3, markersize=7, label=plots.readable(name))
    axes.axvline(0, color=plots.GREY, linewidth=1)
    axes.axhline(0, color=plots.GREY, linewidth=1)
    draw_rays(axes)
    axes.set(xlabel="true cases averted a year (simulated)", ylabel="cost beyond the baseline, million RON a year")
    plots.caption(figure, "Crosses hold nine of ten paired runs. Left of the vertical line a strategy has more true cases than the baseline. Rays: "
                  "equal cost per case averted; a ratio is read only where the whole cross is right of the line.", comparison.baseline, axes)
    return figure


def draw_rays(axes):
    """Rays of powers of ten, those that do not lean on an axis."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    if right <= 0 or top <= 0:
        return
    middle = np.log10(top / right)
    for exponent in range(int(np.ceil(middle - 1.2)), int(np.floor(middle + 1.2)) + 1):
        slope = 10.0 ** exponent
        x = min(right, top / slope)
        axes.plot([0, x], [0, slope * x], color=plots.GREY, linewidth=0.8, linestyle=":")
        axes.annotate(f"{slope * 1e6:,.0f} RON a case".replace(",", "\u202f"), (x, slope * x), fontsize=7, color=plots.GREY,
                      ha="right" if x == right else "left", va="top" if x == right else "bottom")
    axes.set_xlim(left, right)
    axes.set_ylim(bottom, top)


if __name__ == "__main__":
    plots.main(draw, veghe.open_comparison, __doc__)

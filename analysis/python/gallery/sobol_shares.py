"""Which parameters the spread of an answer goes through: Sobol indices, alone and in all, with intervals."""

import matplotlib.pyplot as plt

import veghe
from veghe import plots

MOST = 10  # rows
WORDS = {"first": "by itself", "total": "with all that it does together with others"}


def draw(sensitivity):
    if sensitivity.method == "screening":
        raise veghe.VegheError(sensitivity.path, "python.nothing", "is a screening, which tells no shares of the variance",
                               "draw morris_screening, or sweep a design of the kind saltelli")
    if not sensitivity.judged:
        raise veghe.VegheError(sensitivity.path, "python.nothing", "tells no shares: luck hides which go through which parameter",
                               "take more replicates of each point, or more points")
    frame = sensitivity.parameters
    shown = frame.head(MOST)
    figure, axes = plt.subplots(figsize=(8.5, 1.8 + 0.42 * len(shown)))
    places = plots.rows(axes, list(shown.index))
    indices = [index for index in WORDS if index in frame]
    for k, index in enumerate(indices):
        apart = 0.17 * (2 * k - len(indices) + 1)
        value = 100 * shown[index]
        reach = plots.reach(value, 100 * shown[f"{index}_low_5"], 100 * shown[f"{index}_high_95"])
        y = [place + apart for place in places]
        axes.barh(y, value.clip(lower=0), height=0.3, color=plots.COLOURS[k], alpha=0.35, hatch="" if k == 0 else "//", edgecolor=plots.COLOURS[k])
        axes.errorbar(value, y, xerr=reach, fmt=plots.MARKS[k], color=plots.COLOURS[k], capsize=2, markersize=4, linewidth=1.1, label=WORDS[index])
    axes.axvline(0, color=plots.GREY, linewidth=1)
    axes.set_xlim(left=axes.get_xlim()[0] - 2)
    axes.set(xlabel="percent of the variance over the prior", title=f"{sensitivity.said[0].upper()}{sensitivity.said[1:]} (simulated)")
    rest = len(frame) - len(shown)
    luck = "" if sensitivity.luck is None else f" Luck has {100 * sensitivity.luck[0]:.0f} % of the variance of a single run, and is in none of them."
    others = f" {rest} other parameters have less." if rest else ""
    plots.caption(figure, f"Shares of the variance that goes through a parameter. Bars hold nine in ten of bootstrapped points; below 0 is the error of "
                  f"an estimate.{luck}{others}", key=axes)
    return figure


if __name__ == "__main__":
    plots.main(draw, veghe.open_sensitivity, __doc__)

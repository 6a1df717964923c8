"""What each strategy changes in each ledger, paired by run, in percent of the baseline, with intervals."""

import matplotlib.pyplot as plt

import veghe
from veghe import plots


def draw(comparison):
    figure, panels = plt.subplots(1, 2, figsize=(8, 1.8 + 0.45 * len(comparison.strategies)), sharey=True)
    for k, (axes, ledger) in enumerate(zip(panels, ("true", "registered"))):
        frame = veghe.publishable(getattr(comparison, ledger).differences(per="percent"))
        places = plots.rows(axes, frame["scenario"])
        axes.axvline(0, color=plots.GREY, linewidth=1)
        plots.bars(axes, frame, ledger, places, k)
        for place, finding in zip(places, frame["finding"]):
            axes.annotate(plots.readable(finding), (1.0, place - 0.28), xycoords=("axes fraction", "data"), ha="right", fontsize=7,
                          color=plots.GREY, backgroundcolor="white")
        axes.locator_params(axis="x", nbins=6)
        axes.set(title=plots.TITLES[ledger], xlabel="change, percent of the baseline")
    plots.caption(figure, "Strategy minus baseline in the same run; negative is fewer. Bars hold nine of ten paired runs. A rise in the register "
                  "is no harm, and a fall no success: most prevention raises the share that is recorded.", comparison.baseline)
    return figure


if __name__ == "__main__":
    plots.main(draw, veghe.open_comparison, __doc__)

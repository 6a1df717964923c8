"""Cases over time with the band of nine runs in ten: the two ledgers one below the other, never on one axis."""

import matplotlib.pyplot as plt
import numpy as np

import veghe
from veghe import plots


def draw(comparison, strategy=None, period="quarter"):
    shown = [comparison.baseline.scenario, strategy or next(iter(comparison.strategies))]
    figure, panels = plt.subplots(2, 1, figsize=(7, 6), sharex=True)
    for axes, ledger in zip(panels, ("true", "registered")):
        levels = veghe.publishable(getattr(comparison, ledger).levels(time=period))
        for k, scenario in enumerate(shown):
            part = levels[levels["scenario"] == comparison.run(scenario).scenario]
            x = np.arange(len(part))
            shape = plots.band if k == 0 else plots.marks
            shape(axes, x + 0.12 * k, part, ledger, k, plots.readable(scenario))
        axes.set_xticks(x, part[period], rotation=45)
        axes.set(title=plots.TITLES[ledger], ylabel=f"persons a {plots.readable(period)}")
        axes.set_ylim(bottom=0)
    plots.caption(figure, "Band and bars hold nine of ten runs; what the two differ by is in the paired differences. True cases count in the month of recruitment, registered ones in that of registration; "
                  "these depend on detection and are no measure of how many cases there are.", comparison.baseline, panels[0])
    return figure


if __name__ == "__main__":
    plots.main(draw, veghe.open_comparison, __doc__, ("strategy", "which one beside the baseline; default: the first"),
               ("period", "month, quarter, half_year or year; default: quarter"))

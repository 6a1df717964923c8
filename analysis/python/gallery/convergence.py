"""How the mean settles as runs are added: has the comparison run long enough?"""

import matplotlib.pyplot as plt
import numpy as np

import veghe
from veghe import plots, statistics


def settling(sample, draws=None):
    """For n = 2, 3, ... the mean of the first n runs and twice its standard error."""
    counts = np.arange(2, len(sample) + 1)
    means = np.array([float(statistics.mean(sample[:n])) for n in counts])
    errors = np.array([2 * float(statistics.standard_error(sample[:n], None if draws is None else draws[:n])) for n in counts])
    return counts, means, errors


def draw(comparison):
    draws = None if comparison.baseline.draws is None else comparison.baseline.draws.to_numpy()
    figure, panels = plt.subplots(1, 2, figsize=(8.5, 3.9))
    for axes, ledger in zip(panels, ("true", "registered")):
        cases = getattr(comparison, ledger)
        veghe.publishable(cases.differences(per="percent"))  # refuses where nothing of this ledger may be shown
        level = float(statistics.mean(getattr(comparison.baseline, ledger).rates().to_numpy()))
        for k, strategy in enumerate(comparison.strategies):
            counts, means, errors = settling(cases.paired(strategy).to_numpy() * 100 / level, draws)
            axes.fill_between(counts, means - errors, means + errors, color=plots.COLOURS[k % 7], alpha=0.18, linewidth=0)
            axes.plot(counts, means, **plots.look(k), markevery=max(1, len(counts) // 8), markersize=4, label=plots.readable(strategy))
        axes.axhline(0, color=plots.GREY, linewidth=1)
        axes.set(title=plots.TITLES[ledger], xlabel="runs", ylabel="mean change, percent of the baseline")
    plots.caption(figure, "Mean of the paired differences over the first runs; bands are twice the standard error of the mean (by draw, or by batches), not the "
                  "spread of runs. More runs sharpen the mean; they do not narrow what the model does not know.", comparison.baseline, panels[0])
    return figure


if __name__ == "__main__":
    plots.main(draw, veghe.open_comparison, __doc__)

"""Does the answer hang on what is hidden? The change in true cases over the true cases behind a registered one."""

import matplotlib.pyplot as plt
import numpy as np

import veghe
from veghe import plots, statistics
from veghe.small_cells import is_small

GROUPS = 3


ASSUMED = "observation.hidden_multiplier"


def assumed(comparison):
    """The multiplier of each run: the one that it drew, where the file tells; else the one that came of it."""
    drawn = comparison.baseline.drawn
    if drawn is not None and ASSUMED in drawn:
        return drawn.loc[comparison.baseline.draws, ASSUMED].to_numpy()
    return comparison.multiplier.to_numpy()


def by_third(comparison, strategy):
    """Paired differences in percent of the baseline, in each third of the runs by the multiplier that came of them."""
    multiplier = assumed(comparison)
    base = comparison.baseline.true.rates().to_numpy()
    difference = comparison.true.paired(strategy).to_numpy()
    draws = None if comparison.baseline.draws is None else comparison.baseline.draws.to_numpy()
    counts = [comparison.run(name).true.array()[1] for name in (comparison.baseline.scenario, strategy)]
    for runs in np.array_split(np.argsort(multiplier, kind="stable"), GROUPS):
        if any(map(is_small, (int(count[runs].sum()) for count in counts))):
            raise veghe.DisclosureError(comparison.path, "python.small", "a third of the runs has one to four cases", "run more replicates")
        value = statistics.estimate(difference[runs], None if draws is None else draws[runs])
        yield multiplier[runs], statistics.rounded(statistics.scaled(value, 100 / statistics.mean(base[runs])))


def draw(comparison):
    veghe.publishable(comparison.true.differences(per="percent"))  # refuses where true cases are too few to show
    figure, axes = plt.subplots(figsize=(7, 4.5))
    for k, strategy in enumerate(comparison.strategies):
        for third, (multiplier, value) in enumerate(by_third(comparison, strategy)):
            x = float(np.median(multiplier)) * (1 + 0.012 * (k - (len(comparison.strategies) - 1) / 2))
            mean = float(value["mean"])
            axes.errorbar(x, mean, yerr=plots.reach(mean, value["low_5"], value["high_95"]), fmt=plots.MARKS[k % 7],
                          color=plots.COLOURS[k % 7], capsize=3, label=plots.readable(strategy) if third == 0 else None)
            if k == 0:
                axes.axvspan(multiplier.min(), multiplier.max(), color=plots.GREY, alpha=0.08 + 0.05 * (third % 2), linewidth=0)
    axes.axhline(0, color=plots.GREY, linewidth=1)
    drawn = comparison.baseline.drawn is not None and ASSUMED in comparison.baseline.drawn
    axes.set(xlabel="true cases behind a registered one " + ("as drawn from the posterior" if drawn else "in the baseline's run (simulated)"),
             ylabel="change in true cases (simulated), percent of the baseline")
    plots.caption(figure, "Runs in three groups by how many true cases stood behind a registered one (shaded: their range); bars hold nine of ten paired "
                  "runs of a group. No figure of the register fixes this multiplier.", comparison.baseline, axes)
    return figure


if __name__ == "__main__":
    plots.main(draw, veghe.open_comparison, __doc__)

"""Pairs of fitted parameters: what the register ties together, and what it leaves apart."""

import itertools

import matplotlib.pyplot as plt
import numpy as np

import veghe
from veghe import plots, statistics


def most_tied(draws, count):
    """The parameters with the strongest rank correlations, in the order of the file."""
    tie = draws.rank().corr().abs().to_numpy()
    order = sorted(itertools.combinations(range(len(draws.columns)), 2), key=lambda pair: -tie[pair])
    found = list(dict.fromkeys(itertools.chain.from_iterable(order)))[:count]
    return [draws.columns[k] for k in sorted(found)]


def draw(posterior, count="5"):
    names = most_tied(posterior.draws, int(count))
    size = len(names)
    figure, panels = plt.subplots(size, size, figsize=(1.75 * size, 1.75 * size + 0.8), squeeze=False)
    rank, scale = posterior.draws.rank(), {name: plots.power_of_ten(posterior.draws[name]) for name in names}
    for (row, y), (column, x) in itertools.product(enumerate(names), enumerate(names)):
        axes, values = panels[row, column], posterior.draws[x] / scale[x][0]
        axes.grid(False)
        if row == column:
            axes.hist(values, bins=25, color=plots.COLOURS[5])
            for p in (statistics.LOW, statistics.HIGH):
                axes.axvline(float(statistics.quantile(values, p)), color=plots.COLOURS[1], linestyle="--", linewidth=1.2)
            axes.set_yticks([])
        elif row > column:
            axes.scatter(values, posterior.draws[y] / scale[y][0], s=5, color=plots.COLOURS[0], alpha=0.35, linewidths=0)
        else:
            tie = np.corrcoef(rank[x], rank[y])[0, 1]
            axes.text(0.5, 0.5, f"{tie:+.2f}".replace("-", "\u2212"), ha="center", va="center", fontsize=9 + 6 * abs(tie))
            axes.set_axis_off()
        label(axes, posterior.draws.attrs["units"], scale, (row, column, size), x, y)
    plots.caption(figure, f"{len(posterior.draws)} draws of the posterior “{posterior.title}”. Dashed: the interval of nine in ten. Above: rank "
                  "correlation. Parameters of a simulation, fitted to registered cases; what is behind them is not known from them.")
    return figure


def label(axes, units, scale, place, x, y):
    def name(key):
        unit = " ".join(part for part in (scale[key][1], "" if units[key] == "1" else units[key]) if part)
        return plots.readable(key).replace(": ", "\n") + (f"\n[{unit}]" if unit else "")

    row, column, size = place
    axes.tick_params(labelsize=7)
    if row == size - 1:
        axes.set_xlabel(name(x), fontsize=8)
    else:
        axes.set_xticklabels([])
    if column == 0 and row > 0:
        axes.set_ylabel(name(y), fontsize=8)
    elif row > column:
        axes.set_yticklabels([])


if __name__ == "__main__":
    plots.main(draw, veghe.open_posterior, __doc__, ("count", "how many parameters; default: 5"))

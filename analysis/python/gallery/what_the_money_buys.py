"""What each measure was meant to cover, and what money and staff allowed, by calendar year."""

import matplotlib.pyplot as plt
import numpy as np

import veghe
from veghe import plots


def draw(comparison):
    spending = {name: run.spending for name, run in comparison.strategies.items() if run.spending is not None}
    if not spending:
        raise veghe.VegheError(comparison.path, "python.nothing", "no strategy has an intervention", "compare one that has")
    lines = [(f"{plots.readable(row.intervention)}, {row.year}", row) for frame in spending.values() for row in frame.itertuples()]
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.5, 0.34 * len(lines) + 2.0), sharey=True)
    places = np.array(plots.rows(left, [name for name, _ in lines]))
    left.barh(places - 0.2, [100 * row.coverage_wanted for _, row in lines], 0.36, color=plots.COLOURS[5], label="planned")
    left.barh(places + 0.2, [100 * row.coverage_had for _, row in lines], 0.36, color=plots.COLOURS[0], hatch="//",
              edgecolor="white", label="with the money and staff there are")
    left.set(xlabel="coverage of those meant, percent")
    right.barh(places - 0.2, [row.wanted / 1e6 for _, row in lines], 0.36, color=plots.COLOURS[5])
    right.barh(places + 0.2, [row.spent / 1e6 for _, row in lines], 0.36, color=plots.COLOURS[0], hatch="//", edgecolor="white")
    right.set(xlabel="cost, million RON in the year")
    plots.caption(figure, "Planned before the run (simulated), the same in every replicate: there is no interval. A year that the run covers in part "
                  "counts its weeks alone.", comparison.baseline, left)
    return figure


if __name__ == "__main__":
    plots.main(draw, veghe.open_comparison, __doc__)

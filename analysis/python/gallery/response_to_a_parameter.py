"""How the answer of a sweep moves with one parameter of its design, in each ledger, with intervals."""

import matplotlib.pyplot as plt
import numpy as np

import veghe
from veghe import plots


def draw(sweep, parameter=None):
    parameter = parameter or next(iter(sweep.measured), None)
    if parameter not in sweep.measured:
        raise veghe.VegheError(sweep.path, "python.no-parameter", f"has no axis {parameter!r}", "there is " + ", ".join(sweep.measured))
    figure, panels = plt.subplots(1, 2, figsize=(8.5, 4.2))
    strategies = sweep.scenarios[1:]
    for axes, ledger in zip(panels, ("true", "registered")):
        frame = veghe.publishable(getattr(sweep, ledger).differences(per="percent"))
        x = sweep.points.loc[frame["point"], parameter].to_numpy()
        apart = 0.012 * np.ptp(x)
        for k, strategy in enumerate(strategies):
            chosen = (frame["scenario"] == strategy).to_numpy()
            order = np.argsort(x[chosen], kind="stable")
            plots.marks(axes, x[chosen][order] + apart * (k - (len(strategies) - 1) / 2), frame[chosen].iloc[order], ledger, k,
                        plots.readable(strategy))
        axes.axhline(0, color=plots.GREY, linewidth=1)
        unit = "" if sweep.measured[parameter] == "1" else f" [{sweep.measured[parameter]}]"
        axes.set(title=plots.TITLES[ledger], xlabel=plots.readable(parameter) + unit, ylabel="change, percent of the baseline")
    rest = len(sweep.measured) - 1
    others = f" {rest} other parameters move, too, and are not shown." if rest else ""
    done = int(sweep.units["done"].sum())
    plots.caption(figure, f"Strategy minus baseline in the same run, at {len(sweep.points)} points; negative is fewer. Bars hold nine of ten runs of a "
                  f"point. {done} of {len(sweep.units)} units.{others}{plots.made_up(sweep.scenario_text)}", key=panels[0])
    return figure


if __name__ == "__main__":
    plots.main(draw, veghe.open_sweep, __doc__, ("parameter", "an axis of the design; default: the first"))

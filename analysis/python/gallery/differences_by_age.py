"""Whom a strategy reaches: the change by age and by sex in each ledger, per 100,000 residents of the group."""

import matplotlib.pyplot as plt

import veghe
from veghe import plots


def draw(comparison, strategy=None):
    strategy = comparison.run(strategy or next(iter(comparison.strategies))).scenario
    figure, panels = plt.subplots(2, 2, figsize=(8, 4.6), sharex="col", height_ratios=[5, 2])
    for row, stratum in zip(panels, ("age_band", "sex")):
        for k, (axes, ledger) in enumerate(zip(row, ("true", "registered"))):
            frame = veghe.publishable(getattr(comparison, ledger).differences(stratum, per="per_100k"))
            frame = frame[frame["scenario"] == strategy].reset_index(drop=True)
            axes.axvline(0, color=plots.GREY, linewidth=1)
            places = plots.rows(axes, frame[stratum])
            plots.bars(axes, frame[~frame["kept_back"]], ledger, frame.index[~frame["kept_back"]], k)
            for place in frame.index[frame["kept_back"]]:
                axes.annotate("kept back", (0, places[place]), color=plots.GREY, fontsize=7, ha="center", va="center")
            axes.set_ylabel({"age_band": "age", "sex": "sex"}[stratum] if k == 0 else "")
            axes.set_title(plots.TITLES[ledger] if stratum == "age_band" else "")
            axes.set_xlabel("change, persons per 100,000 and year" if stratum == "sex" else "")
    figure.suptitle(f"What {plots.readable(strategy)} changes", fontsize=11)
    plots.caption(figure, "Strategy minus baseline in the same run; negative is fewer. Bars hold nine of ten paired runs. Age is that at recruitment "
                  "(true) or at registration; what is of few cases is kept back.", comparison.baseline)
    return figure


if __name__ == "__main__":
    plots.main(draw, veghe.open_comparison, __doc__, ("strategy", "which one; default: the first"))

"""Which part of what is not known is luck, and which is parameters: of the baseline's level and of each difference."""

import matplotlib.pyplot as plt

import veghe
from veghe import plots


def named(row):
    if not row["against"]:
        return f"level of {row['scenario']}"
    return f"{row['scenario']} against {row['against']}"


def draw(comparison):
    shares = comparison.shares.dropna(subset=["share_mean"])
    if shares.empty:
        raise veghe.VegheError(comparison.path, "python.nothing", "no run shares its parameters with another, so luck is not seen alone",
                               "name a posterior in the baseline, and run twice as many replicates as draws")
    names = list(dict.fromkeys(shares.apply(named, axis=1)))
    figure, panels = plt.subplots(1, 2, figsize=(8.5, 1.8 + 0.36 * len(names)), sharey=True)
    for k, (axes, ledger) in enumerate(zip(panels, ("true", "registered"))):
        part = shares[shares["of"] == ledger]
        places = dict(zip(names, plots.rows(axes, names)))
        where = [places[name] for name in part.apply(named, axis=1)] if len(part) else []
        plots.bars(axes, 100 * part[["share_mean", "share_low_5", "share_high_95"]], "share", where, k)
        axes.set(title=plots.TITLES[ledger], xlabel="percent of the variance", xlim=(-3, 103))
    plots.caption(figure, "Part of the variance over runs that is of the parameters. The rest is luck: what differs between runs of the same "
                  "draw of the posterior. Bars are 90 % confidence intervals (one-way random effects). More runs narrow these bars, and not the "
                  "doubt about the parameters.", comparison.baseline)
    return figure


if __name__ == "__main__":
    plots.main(draw, veghe.open_comparison, __doc__)

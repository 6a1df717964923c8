"""Children registered by county and year: what was published against what was foretold, with the small counts as the ranges they are."""

import matplotlib.pyplot as plt

import veghe
from veghe import plots


def draw(check, years="4"):
    figures = check.figures
    part = figures[(figures["county"] != "") & (figures["measure"] == "victims_children") & figures["expected"].notna()]
    if part.empty:
        raise veghe.VegheError(check.path, "python.nothing", "has no children by county", "check anitp_children_by_county_2018_2021.csv")
    shown = sorted(part["period"].unique())[-int(years):]
    counties = sorted(part["county"].unique())
    figure, panels = plt.subplots(1, len(shown), figsize=(2.2 * len(shown) + 0.6, 0.16 * len(counties) + 2.0), sharey=True, squeeze=False)
    for axes, year in zip(panels.ravel(), shown):
        rows = part[part["period"] == year].set_index("county").reindex(counties)
        places = plots.rows(axes, counties)
        axes.barh(places, rows["high_95"] - rows["low_95"], left=rows["low_95"], height=0.7, color=plots.COLOURS[0], alpha=0.2,
                  label="foretold (simulated), 95 %")
        axes.barh(places, rows["high_50"] - rows["low_50"], left=rows["low_50"], height=0.7, color=plots.COLOURS[0], alpha=0.45,
                  label="foretold (simulated), 50 %")
        known = (rows["published_low"] == rows["published_high"]).to_numpy()
        axes.hlines([p for p, k in zip(places, known) if not k], rows["published_low"][~known], rows["published_high"][~known],
                    color=plots.GREY, linewidth=1.5, label="published, below ten")
        axes.plot(rows["published_low"][known], [p for p, k in zip(places, known) if k], "D", color=plots.COLOURS[1], markersize=4,
                  label="published")
        axes.set(title=year, xlabel="children a year")
        axes.set_xlim(left=0)
        axes.tick_params(axis="y", labelsize=7)
    plots.caption(figure, "Counties by their codes in the order of the alphabet, not of their counts: a register shows where children are "
                  f"found and recorded, not where they are exploited. Posterior “{check.title}”.", key=panels[0, 0])
    return figure


if __name__ == "__main__":
    plots.main(draw, veghe.open_check, __doc__, ("years", "how many, the last ones; default: 4"))

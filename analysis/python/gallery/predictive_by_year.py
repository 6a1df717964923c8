"""Published yearly counts against what the posterior foretells of them."""

import matplotlib.pyplot as plt

import veghe
from veghe import plots

STANDING = {"fitted": ("o", plots.COLOURS[1], "published, fitted to"), "other": ("D", plots.COLOURS[6], "published, not fitted to")}
FEWEST = 3  # years, for a panel


def series(check):
    """National counts by calendar year, by measure."""
    figures = check.figures
    known = figures[(figures["kind"] == "count") & (figures["county"] == "") & (figures["group"] == "") & (figures["category"] == "")
                    & figures["period"].str.fullmatch(r"\d{4}") & figures["expected"].notna() & (figures["reading"] != "workload")]
    return {measure: part.sort_values("period") for measure, part in known.groupby("measure") if len(part) >= FEWEST}


def draw(check):
    panels_of = series(check)
    if not panels_of:
        raise veghe.VegheError(check.path, "python.nothing", f"has no measure with {FEWEST} yearly counts", "check more tables")
    figure, panels = plt.subplots(1, len(panels_of), figsize=(1.2 + 3.1 * len(panels_of), 3.9), squeeze=False)
    for axes, (measure, part) in zip(panels.ravel(), panels_of.items()):
        for wide, alpha in (("95", 0.18), ("80", 0.30), ("50", 0.50)):
            axes.bar(part["period"], part[f"high_{wide}"] - part[f"low_{wide}"], bottom=part[f"low_{wide}"], width=0.55,
                     color=plots.COLOURS[0], alpha=alpha, linewidth=0, label=f"foretold (simulated), {wide} %")
        for standing, (mark, colour, said) in STANDING.items():
            chosen = part[(part["standing"] == "fitted") == (standing == "fitted")]
            axes.plot(chosen["period"], chosen["published_low"], mark, color=colour, markersize=6, markeredgecolor="white", label=said)
        axes.set(title=plots.readable(measure), ylabel="registered persons a year" if measure.startswith("victims") else "files a year")
        axes.set_ylim(bottom=0)
        axes.tick_params(axis="x", rotation=45)
    plots.caption(figure, f"Posterior “{check.title}” against published yearly counts (veghe check-fit); intervals hold 50, 80 and 95 of 100 "
                  "outcomes. Registered counts depend on detection and recording; they do not tell how many cases there are.", key=panels[0, 0])
    return figure


if __name__ == "__main__":
    plots.main(draw, veghe.open_check, __doc__)

"""What was believed of each fitted parameter before the figures, and after."""

import matplotlib.pyplot as plt
import numpy as np

import veghe
from veghe import plots


def draw(posterior, declarations=None):
    if declarations:
        posterior = veghe.open_posterior(posterior.path, declarations)
    columns = 3
    count = -(-len(posterior.names) // columns)
    figure, panels = plt.subplots(count, columns, figsize=(8.5, 1.75 * count + 0.8), squeeze=False)
    for axes in panels.ravel()[len(posterior.names):]:
        axes.set_axis_off()
    for axes, (_, parameter) in zip(panels.ravel(), posterior.parameters.iterrows()):
        values = posterior.draws[parameter["name"]]
        low, high = posterior.prior_interval(parameter["name"])
        span = max(high, values.max()) * 1.15
        start = 0.8 * min(low, values.min())
        x = np.linspace(max(parameter["prior_low"], start), min(parameter["prior_high"], span), 400)
        density = posterior.prior_density(parameter["name"], x)
        axes.fill_between(x, density, color=plots.COLOURS[4], alpha=0.35, linewidth=0, label="before")
        axes.hist(values, bins=30, density=True, histtype="step", color=plots.COLOURS[0], linewidth=1.4, label="after")
        top = axes.get_ylim()[1]
        for place, (a, b), colour in ((-0.07, (low, high), plots.COLOURS[4]),
                                      (-0.16, (parameter["low_5"], parameter["high_95"]), plots.COLOURS[0])):
            axes.plot([a, b], [place * top, place * top], color=colour, linewidth=3, solid_capstyle="butt")
        axes.set(yticks=[], ylim=(-0.24 * top, top))
        grade = f", grade {parameter['grade']}" if parameter["grade"] else ""
        unit = "" if parameter["unit"] == "1" else f" [{parameter['unit']}]"
        axes.set_title(f"{plots.readable(parameter['name'])}{unit}{grade}", fontsize=7.5, loc="left")
        axes.tick_params(labelsize=7)
        axes.ticklabel_format(axis="x", style="sci", scilimits=(-3, 4), useMathText=True)
        axes.xaxis.get_offset_text().set_fontsize(7)
    panels[0, 0].legend(fontsize=7)
    plots.caption(figure, f"Density before (filled) and after (line) the figures of “{posterior.title}”; the bars below hold nine in ten. A "
                  "parameter whose bars are alike was not learnt from the register. Parameters of a simulation.")
    return figure


if __name__ == "__main__":
    plots.main(draw, veghe.open_posterior, __doc__, ("declarations", "docs/parameters.md, for the grades"))

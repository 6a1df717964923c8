"""What the pictures of the gallery share: colours that colour-blind eyes tell apart, intervals, captions. Needs matplotlib."""

import argparse
import contextlib
import json
import math
import pathlib
import re
import sys
import textwrap

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402  (the backend is chosen first)
from matplotlib.path import Path  # noqa: E402
import numpy as np  # noqa: E402

from .errors import VegheError  # noqa: E402

# Okabe and Ito: told apart by every kind of colour vision; each comes with a mark and a stroke of its own, for grey prints.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]
MARKS = ["o", "s", "^", "D", "v", "P", "X"]
STROKES = ["-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 1))]
GREY = "#6B6B6B"
TITLES = {"true": "True cases (simulated)", "registered": "Registered cases (simulated)"}
STYLE = {"font.size": 9, "axes.titlesize": 10, "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True,
         "grid.color": "#E5E5E5", "grid.linewidth": 0.6, "axes.axisbelow": True, "legend.frameon": False, "figure.dpi": 100,
         "savefig.dpi": 150, "svg.hashsalt": "veghe", "figure.facecolor": "white"}
MAP = pathlib.Path(__file__).resolve().parents[3] / "scenarios" / "data" / "map_romania_counties.json"


@contextlib.contextmanager
def style():
    """The look of all pictures, for the time of a `with`."""
    with plt.rc_context(STYLE):
        yield


def readable(name):
    """A name of the files as words."""
    return str(name).replace(".", ": ").replace("_", " ")


def look(k):
    """Colour, mark and stroke of the k-th thing in a picture."""
    return {"color": COLOURS[k % len(COLOURS)], "marker": MARKS[k % len(MARKS)], "linestyle": STROKES[k % len(STROKES)]}


def band(axes, x, frame, prefix, k, label):
    """A line of means with the band of nine in ten."""
    axes.fill_between(x, frame[f"{prefix}_low_5"], frame[f"{prefix}_high_95"], color=COLOURS[k], alpha=0.2, linewidth=0)
    axes.plot(x, frame[f"{prefix}_mean"], **look(k), markersize=4, label=label)


def reach(mean, low, high):
    """How far an interval reaches on either side of a mean, for matplotlib; nothing on a side where a skewed or rounded mean lies outside."""
    mean, low, high = (np.atleast_1d(np.asarray(part, float)) for part in (mean, low, high))
    return [(mean - low).clip(min=0), (high - mean).clip(min=0)]


def bars(axes, frame, prefix, y, k, label=None):
    """Means with the intervals of nine in ten, lying, one a row."""
    mean, low, high = (frame[f"{prefix}_{part}"].to_numpy(float) for part in ("mean", "low_5", "high_95"))
    axes.errorbar(mean, y, xerr=reach(mean, low, high), fmt=MARKS[k], color=COLOURS[k], capsize=3, markersize=5,
                  linewidth=1.3, label=label)


def marks(axes, x, frame, prefix, k, label):
    """Means with standing intervals of nine in ten, for what would hide a band."""
    mean, low, high = (frame[f"{prefix}_{part}"].to_numpy(float) for part in ("mean", "low_5", "high_95"))
    axes.errorbar(x, mean, yerr=reach(mean, low, high), **look(k), capsize=3, markersize=4, linewidth=1, label=label)


def power_of_ten(values):
    """The factor by which values are divided to be read, and how it is written: 1 and nothing from a thousandth to ten thousand."""
    most = float(abs(values).max())
    exponent = 0 if most == 0 or 1e-3 <= most < 1e4 else math.floor(math.log10(most))
    return 10.0 ** exponent, "" if exponent == 0 else rf"$10^{{{exponent}}}$"


def rows(axes, names):
    """Names the rows of a lying chart from the top down. Returns their places."""
    places = list(range(len(names)))
    axes.set_yticks(places, [readable(name) for name in names])
    axes.set_ylim(len(names) - 0.4, -0.6)
    return places


def made_up(scenario):
    """What a scenario for tests only says of itself."""
    return " Made-up rates, for tests only: no result." if "\ntest_only = true" in scenario else ""


def caption(figure, text, run=None, key=None):
    """What the picture shows and what it does not, under it. A run for tests only says so.

    key  an axes whose legend goes above all panels"""
    if run is not None:
        text += f" {len(run.replicates)} runs.{made_up(run.scenario_text)}"
    wide, high = figure.get_size_inches()
    lines = textwrap.fill(text, int(wide * 16))
    bottom = _height(lines.count("\n") + 1) / high
    top = 1.0
    if key is not None:
        handles, labels = key.get_legend_handles_labels()
        columns = max(1, min(len(labels), int(wide * 16 / (6 + max(map(len, labels))))))
        top -= (_height(-(-len(labels) // columns)) + 0.05) / high
        figure.legend(handles, labels, loc="upper center", ncols=columns, fontsize=8)
    figure.set_layout_engine("constrained", rect=(0, bottom, 1, top - bottom))
    figure.text(0.01, 0.01, lines, fontsize=8, color=GREY, va="bottom")


def _height(lines):
    """Of lines of small print [inch]."""
    return (1.4 * lines + 0.6) * 8 / 72


def county_paths(path=MAP):
    """The outline of each county by its code, as a path of matplotlib, and the attribution that goes beside the map."""
    try:
        data = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    except OSError:
        raise VegheError(path, "file.missing", "no such file",
                         "name the map of the repository, scenarios/data/map_romania_counties.json") from None
    return {county["county_code"]: _path(county["d"]) for county in data["counties"]}, f'{data["attribution"]}, {data["licence"]}'


def _path(text):
    """An SVG path of relative lines ("m dx,dy dx,dy ... z"), its y turned upwards."""
    vertices, codes, x, y = [], [], 0.0, 0.0
    for part in re.findall(r"m([^mz]*)z", text):
        steps = [tuple(map(float, pair.split(","))) for pair in part.split()]
        for k, (dx, dy) in enumerate(steps):
            x, y = x + dx, y + dy
            vertices.append((x, -y))
            codes.append(Path.MOVETO if k == 0 else Path.LINETO)
        x, y = vertices[-len(steps)][0], -vertices[-len(steps)][1]
        vertices.append((x, -y))
        codes.append(Path.CLOSEPOLY)
    return Path(vertices, codes)


def main(draw, opener, doc, *options):
    """The command line of a script of the gallery: FILE -o PICTURE. Refusals come as one line, exit code 4.

    draw(opened, **options) gives a figure; options are (name, help) pairs of texts"""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("file", help="what veghe wrote: " + opener.__doc__.split("\n")[0])
    parser.add_argument("-o", "--output", required=True, help="picture to write: .png, .pdf or .svg")
    for name, said in options:
        parser.add_argument(f"--{name}", help=said)
    given = vars(parser.parse_args())
    try:
        with style():
            figure = draw(opener(given.pop("file")), **{k: v for k, v in given.items() if k != "output" and v is not None})
            figure.savefig(given["output"])
            plt.close(figure)
    except VegheError as error:
        print(error, file=sys.stderr)
        sys.exit(4)
    except OSError as error:
        print(f"{given['output']}: [file.unwritten] {error.strerror}; name another place", file=sys.stderr)
        sys.exit(5)

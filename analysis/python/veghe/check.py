"""The folder of `veghe check-fit`: published figures against what a posterior foretells."""

import json
import pathlib

import pandas as pd

from .errors import VegheError

VERSION = 1
NUMBERS = ["published_low", "published_high", "whole", "unplaced", "expected", "low_50", "high_50", "low_80", "high_80", "low_95",
           "high_95", "p", "crps", "log_score"]


class Check:
    """`figures` has one row for each published figure; the other frames are made of whole tables. All figures are of the register, or
    of what institutions do: none is a true case."""

    def __init__(self, folder):
        self.path = pathlib.Path(folder)
        data = self._json()
        self.title, self.digest, self.verdict = data["posterior"], data["digest"], data["verdict"]
        self.figures = self._figures()
        self.statistics, self.national, self.county_years, self.conflicts = (
            self._frame(data[name]) for name in ("statistics", "national", "county_years", "conflicts"))

    def _json(self):
        path = self.path / "check.json"
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except OSError:
            raise VegheError(path, "file.missing", "no such file", "name a folder that veghe check-fit wrote") from None
        except ValueError as error:
            raise VegheError(path, "file.damaged", f"is cut short or no JSON ({error})", "run veghe check-fit again") from None
        if not isinstance(data, dict) or data.get("format") != "veghe check-fit":
            raise VegheError(path, "file.other-kind", "is not what veghe check-fit writes", "name a folder that veghe check-fit wrote")
        if data["version"] > VERSION:
            raise VegheError(path, "file.schema-version", f"has version {data['version']}; this package reads up to {VERSION}",
                             "use a newer veghe package")
        return data

    def _figures(self):
        path = self.path / "misfits.csv"
        try:
            table = pd.read_csv(path, dtype=str, keep_default_na=False)
        except (OSError, ValueError) as error:
            raise VegheError(path, "file.damaged", f"cannot be read ({error})", "run veghe check-fit again") from None
        for name in NUMBERS:
            table[name] = pd.to_numeric(table[name], errors="coerce")
        table.attrs = {"ledger": "registered", "unit": "persons or files; shares in [0, 1] where kind is share"}
        return table

    @staticmethod
    def _frame(rows):
        frame = pd.DataFrame(rows)
        frame.attrs = {"ledger": "registered"}
        return frame

    def __repr__(self):
        return f"<veghe check of {self.title!r}: {len(self.figures)} published figures>"


def open_check(folder):
    """The folder that `veghe check-fit` wrote."""
    return Check(folder)

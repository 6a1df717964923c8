"""What of a frame may be published (docs/responsible-use.md, "What is published, and what is not")."""

import numpy as np
import pandas as pd

from . import frames, statistics
from .errors import DisclosureError
from .ledgers import Cases


def _require(frame):
    where = "publishable"
    if isinstance(frame, (Cases, pd.Series)) or "replicate" in [*getattr(frame, "columns", []), *frame.index.names]:
        raise DisclosureError(where, "python.replicates", "counts of single replicates are not shown: most are small",
                              "publish estimates over replicates: .estimate(), .levels() or .differences()")
    if frame.attrs.get("kind") != frames.ESTIMATE:
        raise DisclosureError(where, "python.not-ours", "it is not known where this frame comes from, so no rule can be applied to it",
                              "give the frame as .estimate(), .levels(), .differences() or .costs returned it, before you merge or "
                              "reshape it")
    if frame.attrs.get("reason"):
        raise DisclosureError(where, "python.internal", frame.attrs["reason"],
                              "differences(per=\"percent\") of a comparison may be shown")


def _hidden(frame):
    """Rows that are kept back, by the labels that the frame remembers."""
    cells = [name for name in frame.attrs["cells"] if name != "scenario" and name in frame.columns]
    kept = set(frame.attrs["kept_back"])
    if not cells:
        return np.full(len(frame), bool(kept))
    return frame[cells[0]].isin(kept).to_numpy()


def publishable(frame):
    """The frame as it may be shown: small and revealing cells are NaN and marked `kept_back`, no number has more digits than its
    interval supports, and standard errors have two.

    Of one frame by itself, or of frames of one comparison. Results of overlapping selections of counties can be subtracted from each
    other: do not publish them side by side. Raises DisclosureError where nothing may be shown."""
    _require(frame)
    hidden = _hidden(frame)
    if len(frame) and hidden.all():
        raise DisclosureError("publishable", "python.small", "every cell is kept back: of few cases over all replicates, or revealing one",
                              "run more replicates, or publish a coarser table")
    result = frame.copy()
    prefix = next(name for name in frame.columns if str(name).endswith("_mean")).removesuffix("mean")
    shares = [name for name in ("runs_below_zero", "runs_above_zero", "degrees") if name in frame.columns]
    parts = [part for part in statistics.PARTS if prefix + part in frame.columns]
    for row in range(len(frame)):
        value = {part: float(frame[prefix + part].iloc[row]) for part in parts} | {s: float(frame[s].iloc[row]) for s in shares}
        shown = dict.fromkeys([name for name in value if name != "degrees"], np.nan) if hidden[row] else statistics.rounded(value)
        for part, number in shown.items():
            name = part if part in shares else prefix + part
            result.iloc[row, result.columns.get_loc(name)] = number
        if hidden[row]:
            for name in ("finding", "variance_ratio"):
                if name in result.columns:
                    result.iloc[row, result.columns.get_loc(name)] = "kept_back" if name == "finding" else np.nan
    result["kept_back"] = hidden
    result.attrs = frame.attrs | {"published": True}
    return result

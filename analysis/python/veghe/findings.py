"""What a comparison or a sensitivity leaves open: which measures are not told apart, what an order rests on, what would have to be measured."""

import numpy as np
import pandas as pd

from .comparison import SUMMARY_LEDGERS, Comparison
from .errors import DisclosureError, VegheError
from .publish import publishable
from .sensitivity import WEIGHTS, Sensitivity

TOLD = ("fewer", "more", "unchanged")
WEAK = ("D", "E")
COLUMNS = ["kind", "about", "against", "ledger", "finding", "value", "low_5", "high_95", "unit", "says"]
WHY = {"not_distinguishable": "the runs do not agree which leaves fewer: more runs will not tell, knowing more of the parameters may",
       "too_few_runs": "there are too few runs to tell: take more replicates",
       "kept_back": "too few cases to be shown: take more runs, counties or years"}


def _row(kind, about, says, against="", ledger="", finding="", value=(np.nan,) * 3, unit=""):
    return dict(zip(COLUMNS, (kind, about, against, ledger, finding, *value, unit, says)))


def _not_told_apart(comparison):
    """Each pair of scenarios once, in each ledger, of which no order is found."""
    names = comparison.scenarios
    for ledger in ("true", "registered"):
        for first, base in enumerate(names[:-1]):
            for row in _shown(getattr(comparison, ledger), ledger, base):
                if names.index(row["scenario"]) > first and row["finding"] not in TOLD:
                    yield _row("not_told_apart", row["scenario"], f"{row['scenario']} and {base}, {ledger} cases: {WHY[row['finding']]}", base,
                               ledger, row["finding"], row["value"], "percent of baseline" if first == 0 else f"percent of {base}")


def _shown(cases, ledger, base):
    """Differences to a scenario as they may be shown; kept back where none may."""
    frame = cases.differences(per="percent", against=base)
    try:
        frame = publishable(frame)
    except DisclosureError:
        return [{"scenario": name, "finding": "kept_back", "value": (np.nan,) * 3} for name in frame["scenario"]]
    values = frame[[f"{ledger}_{part}" for part in ("mean", "low_5", "high_95")]].to_numpy(float)
    return [{"scenario": name, "finding": finding, "value": tuple(value)}
            for name, finding, value in zip(frame["scenario"], frame["finding"], values)]


def _weak_orders(comparison):
    """Differences of which the least that values of grade D and E have is more than the most that all others have; and those too few
    draws tell nothing of."""
    table, base = comparison.summary, comparison.baseline.scenario
    table = table[(table["ledger"] == SUMMARY_LEDGERS["true"]) & table["stratum"].isin(["all", "pair"])]
    told = {measure: rows.set_index(["scenario", "value"])[["mean", "low_5", "high_95"]]
            for measure, rows in table.groupby("measure") if str(measure).startswith("explained_by")}
    weak, others = (told.get(f"explained_by_{which}") for which in ("grades_d_e", "others"))
    if weak is None:
        if comparison.baseline.draws is not None:
            yield _row("weak_evidence", base, "too few draws of the parameters to tell which part of any difference goes with values of grade D "
                       "and E: take more (--posterior-draws)", ledger="true", finding="too_few_draws")
        return
    for (name, other), value in weak.iterrows():
        if value["low_5"] > others.loc[(name, other), "high_95"]:
            against = other or base
            yield _row("weak_evidence", name, f"what tells {name} from {against} rests on values of grade D and E: of its spread they have "
                       "more than all others", against, "true", "grades_d_e", tuple(value), "share of variance")


def _part(sensitivity):
    """What is told is of some of the points alone, and what failed may lie together."""
    if part := sensitivity.part:
        says = (f"this is of {part['points']} points: {part['points_left_out']} points and {part['replicates_left_out']} replicates were "
                f"left out, and {part['results_missing']} results are missing; go on with the sweep")
        yield _row("part_of_a_design", sensitivity.said, says, ledger=sensitivity.ledger, finding="incomplete")


def _hidden_by_luck(sensitivity):
    if not sensitivity.judged:
        yield _row("not_judged", sensitivity.said, "luck hides which share goes through which parameter, or it is the same in every run: take "
                   "more replicates of each point, or more points", ledger=sensitivity.ledger, finding="luck_hides_it")


def _without_effect(sensitivity, frame):
    """Parameters whose index is not told from that of one that does nothing: 0, or of a screening what luck alone gives."""
    weight = WEIGHTS[sensitivity.method]
    for name, row in frame.iterrows():
        nothing = np.nan_to_num(row.get("effect_of_luck", 0.0))
        if row[f"{weight}_low_5"] <= nothing:
            yield _row("effect_not_told", name, f"{name}: its index is not told from that of a parameter that does nothing",
                       ledger=sensitivity.ledger, finding="not_distinguishable", value=_bounded(row, weight), unit=sensitivity.unit)


def _bounded(row, index):
    return row[index], row[f"{index}_low_5"], row[f"{index}_high_95"]


def _no_leader(sensitivity, frame):
    """Parameters whose interval reaches into that of the one that leads."""
    weight = WEIGHTS[sensitivity.method]
    first = frame.iloc[0]
    for name, row in frame.iloc[1:].iterrows():
        if row[f"{weight}_high_95"] >= first[f"{weight}_low_5"]:
            yield _row("lead_not_told", first.name, f"{first.name} leads, and {name} may: their intervals overlap", name, sensitivity.ledger,
                       "not_distinguishable", _bounded(row, weight), sensitivity.unit)


def _weak_parameters(sensitivity, frame):
    """Parameters that matter, and of which nothing better than grade D is known."""
    weight = WEIGHTS[sensitivity.method]
    for name, row in frame.iterrows():
        if row["grade"] in WEAK and row[f"{weight}_low_5"] > np.nan_to_num(row.get("effect_of_luck", 0.0)):
            yield _row("weak_evidence", name, f"the answer on {sensitivity.said} rests on {name}, of which the evidence has grade {row['grade']}",
                       ledger=sensitivity.ledger, finding=f"grade_{row['grade'].lower()}", value=_bounded(row, weight), unit=sensitivity.unit)


def _worth_measuring(sensitivity):
    """Parameters, and those of a module together, whose measurement is told to be worth something to who chooses."""
    if sensitivity.information is None:
        return
    table = sensitivity.information
    worth = table[(table["quantity"] == "worth") & (table["low_5"] > 0)]
    for row in worth.itertuples():
        yield _row("would_change_the_choice", row.parameter, f"measuring {row.parameter} could change the choice from {row.option}", row.option,
                   "true", "worth_measuring", (row.value, row.low_5, row.high_95), row.unit)


def open_findings(opened):
    """What a comparison (open_comparison) or a sensitivity (open_sensitivity) leaves open: a frame, one row for each open finding.

    kind  `not_told_apart`, `weak_evidence` of a comparison; `part_of_a_design`,
          `not_judged`, `effect_not_told`, `lead_not_told`, `weak_evidence` (with
          declarations alone), `would_change_the_choice` of a sensitivity; `says` has it in words"""
    if isinstance(opened, Comparison):
        parts = [*_not_told_apart(opened), *_weak_orders(opened)]
    elif isinstance(opened, Sensitivity):
        frame = opened.parameters.dropna(subset=[WEIGHTS[opened.method]])
        parts = [*_part(opened), *_hidden_by_luck(opened)]
        if len(frame):
            parts += [*_no_leader(opened, frame), *_without_effect(opened, frame), *_weak_parameters(opened, frame)]
        parts += [*_worth_measuring(opened)]
    else:
        raise VegheError("open_findings", "python.not-ours", f"{type(opened).__name__} has no findings that could be open",
                         "give what open_comparison or open_sensitivity returned")
    found = pd.DataFrame(parts, columns=COLUMNS)
    found.attrs = {"unit": "see column unit", "ledger": "see column ledger"}
    return found

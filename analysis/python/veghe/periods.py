"""The calendar of a run: which part of each month it covers, and months put together to longer periods."""

import datetime
import tomllib

from .errors import VegheError

ORIGIN = datetime.date(2000, 1, 3)  # Monday, the first day of week 0
STEP_DAYS = 7
DAYS_PER_YEAR = 365.25
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def label(month, period):
    """The period that holds a month "YYYY-MM": "2024-05", "2024-Q2", "2024-H1", "2024"."""
    year, number = month.split("-")
    return {"month": month, "quarter": f"{year}-Q{(int(number) - 1) // 3 + 1}", "half_year": f"{year}-H{(int(number) - 1) // 6 + 1}",
            "year": year}[period]


def require(period, where):
    if period not in MONTHS:
        raise VegheError(where, "python.period", f"{period!r} is no period", "say one of " + ", ".join(MONTHS) + ", or None for the run")


def _week(day):
    return (day - ORIGIN).days // STEP_DAYS


def _first_day(week):
    return ORIGIN + datetime.timedelta(days=STEP_DAYS * week)


def _month(week):
    day = _first_day(week)
    return f"{day.year:04}-{day.month:02}"


def cover(scenario, where):
    """Of each month that the run of a scenario (its text) touches: its length in the run [year], and whether it is whole.

    A week counts in the month in which it begins."""
    run = tomllib.loads(scenario).get("run", {})
    if not {"start", "end"} <= set(run):
        raise VegheError(where, "python.no-dates", "says neither when its run begins nor when it ends",
                         "ask for months or for the whole run; the scenario in /provenance/scenarios is not whole")
    first, last = _week(run["start"]), _week(run["end"])
    last = max(last, first + 1)
    months = {}
    for week in range(first, last):
        months[_month(week)] = months.get(_month(week), 0.0) + STEP_DAYS / DAYS_PER_YEAR
    whole = dict.fromkeys(months, True)
    whole[_month(first)] = _month(first - 1) != _month(first)
    whole[_month(last - 1)] &= _month(last) != _month(last - 1)
    return {month: (years, whole[month]) for month, years in months.items()}


def whole_periods(cover_of, period):
    """The periods all of whose months are covered whole, in order, each with its months."""
    found = {}
    for month, (_, whole) in cover_of.items():
        found.setdefault(label(month, period), []).append((month, whole))
    return {name: [month for month, _ in months] for name, months in found.items()
            if len(months) == MONTHS[period] and all(whole for _, whole in months)}

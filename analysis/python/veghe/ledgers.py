"""The two ledgers as two types. What happened and what was registered never become one number: a sum of the two, a difference or a
comparison raises a LedgerError that says why. Their quotient is allowed: true over registered is the hidden multiplier."""

import pandas as pd

from .errors import LedgerError

LEDGERS = ("true", "registered")
REFUSED = ("add", "radd", "sub", "rsub", "mod", "rmod", "floordiv", "rfloordiv", "lt", "le", "gt", "ge", "eq", "ne")
TAKEN_ALONG = ("append", "combine", "combine_first", "where", "mask", "fillna", "update")
ACROSS = ("sum", "mean", "median", "min", "max", "std", "var", "quantile", "cumsum", "diff", "agg", "aggregate", "prod")


def ledger_of(value):
    """`true`, `registered`, or empty for what belongs to neither."""
    return getattr(value, "ledger", "") if isinstance(getattr(value, "ledger", ""), str) else ""


def ledger_of_name(name):
    """The ledger that a column says it is of: `true_mean` is of the true one."""
    first = str(name).split("_")[0]
    return first if first in LEDGERS and str(name) != first else ""


def refuse(where, one, other):
    raise LedgerError(where, "python.ledgers", f"a {one} and a {other} quantity would become one number, which would count neither",
                      "keep each ledger by itself: true cases are what happened, registered ones what an institution recorded; most "
                      "prevention raises the share that is recorded (docs/responsible-use.md, \"Two ledgers\")")


def require_same(where, *values):
    """All values that have a ledger have the same one."""
    found = [ledger for ledger in map(ledger_of, values) if ledger]
    for other in found[1:]:
        if other != found[0]:
            refuse(where, found[0], other)


def _guarded(base, name):
    method = getattr(base, name)

    def guarded(self, other, *arguments, **more):
        require_same(name.strip("_"), self, other)
        return method(self, other, *arguments, **more)

    guarded.__name__, guarded.__doc__ = name, method.__doc__
    return guarded


def guard(cls, base, names):
    """Gives `cls` the operators of `base` by these names, refused between ledgers."""
    for name in names:
        for full in (name, f"__{name}__"):
            if hasattr(base, full):
                setattr(cls, full, _guarded(base, full))


class Cases(pd.Series):
    """Numbers of one ledger. Everything that pandas makes of them stays in it."""

    ledger = ""

    @property
    def _constructor(self):
        return type(self)

    @property
    def _constructor_expanddim(self):
        return CaseFrame

    def __array_ufunc__(self, ufunc, method, *inputs, **more):
        if ufunc.__name__ not in ("divide", "true_divide"):
            require_same(ufunc.__name__, *inputs)
        return super().__array_ufunc__(ufunc, method, *inputs, **more)

    def __finalize__(self, other, method=None, **more):
        if method == "concat":
            require_same("concat", *other.objs)
        return super().__finalize__(other, method=method, **more)


class TrueCases(Cases):
    """What happened in the simulated world."""

    ledger = "true"


class RegisteredCases(Cases):
    """What an institution found, recognised and recorded in the simulated world."""

    ledger = "registered"


guard(Cases, pd.Series, (*REFUSED, *TAKEN_ALONG, "divmod", "rdivmod"))
SERIES = {"true": TrueCases, "registered": RegisteredCases}


def _column(data=None, *arguments, name=None, **more):
    return SERIES.get(ledger_of_name(name), pd.Series)(data, *arguments, name=name, **more)


class CaseFrame(pd.DataFrame):
    """A frame whose columns say their ledger by their name: `true_mean` gives TrueCases, `registered_mean` RegisteredCases."""

    @property
    def _constructor(self):
        return CaseFrame

    @property
    def _constructor_sliced(self):
        return _column

    def __setitem__(self, key, value):
        said, given = ledger_of_name(key) if isinstance(key, str) else "", ledger_of(value)
        if said and given and said != given:
            refuse(f"column {key!r}", said, given)
        super().__setitem__(key, value)

    @property
    def ledger(self):
        """Of all columns that have one; empty where they have none, or both."""
        found = {ledger_of_name(name) for name in self.columns} - {""}
        return found.pop() if len(found) == 1 else ""


def _across(name):
    method = getattr(pd.DataFrame, name)

    def across(self, *arguments, **more):
        places = {"sum": 0, "mean": 0, "median": 0, "quantile": 1, "diff": 1, "agg": 1, "aggregate": 1}
        place = places.get(name, 0)
        axis = more.get("axis", arguments[place] if len(arguments) > place else 0)
        found = sorted({ledger_of_name(column) for column in self.columns} - {""})
        if axis in (1, "columns") and len(found) > 1:
            refuse(f"{name} along the columns", *found)
        return method(self, *arguments, **more)

    across.__name__, across.__doc__ = name, method.__doc__
    return across


guard(CaseFrame, pd.DataFrame, REFUSED)
for _name in ACROSS:
    setattr(CaseFrame, _name, _across(_name))

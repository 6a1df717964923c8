"""Tables as data sets of xarray that stay in the file until they are looked at, each variable of its ledger."""

import numpy as np
import xarray as xr
from xarray.backends import BackendArray
from xarray.core import indexing

from .errors import VegheError
from .frames import NUMBERED
from .ledgers import LEDGERS, REFUSED, guard, refuse, require_same


class _Values(BackendArray):
    """A table of one file, or the same table of several files along a first axis."""

    def __init__(self, files, name, stacked):
        self.files, self.name, self.stacked = files, name, stacked
        table = files[0].table(name)
        self.shape = ((len(files),) if stacked else ()) + table.shape
        self.dtype = table.dtype

    def __getitem__(self, key):
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.BASIC, self._basic)

    def _basic(self, key):
        if not self.stacked:
            return self._of(self.files[0], key)
        chosen = self.files[key[0]] if isinstance(key[0], slice) else [self.files[key[0]]]
        parts = [self._of(file, key[1:]) for file in chosen]
        return np.stack(parts) if isinstance(key[0], slice) else parts[0]

    def _of(self, file, key):
        """h5py takes no negative steps: those are taken here."""
        plain = tuple(slice(None) if isinstance(k, slice) and (k.step or 1) < 0 else k for k in key)
        turned = tuple(k if isinstance(k, slice) and (k.step or 1) < 0 else slice(None) for k in key if isinstance(k, slice))
        return file.values(self.name, plain)[turned]


class CaseArray(xr.DataArray):
    """An array of one ledger; sums, differences and comparisons with the other one are refused."""

    __slots__ = ()
    ledger = ""

    def __array_ufunc__(self, ufunc, method, *inputs, **more):
        if ufunc.__name__ not in ("divide", "true_divide"):
            require_same(ufunc.__name__, *inputs)
        return super().__array_ufunc__(ufunc, method, *inputs, **more)


class TrueArray(CaseArray):
    """What happened in the simulated world."""

    __slots__ = ()
    ledger = "true"


class RegisteredArray(CaseArray):
    """What an institution recorded in the simulated world."""

    __slots__ = ()
    ledger = "registered"


guard(CaseArray, xr.DataArray, (*REFUSED, "fillna", "combine_first"))
ARRAYS = {"true": TrueArray, "registered": RegisteredArray}


class CaseDataset(xr.Dataset):
    """A data set whose variables come out as arrays of their ledger."""

    __slots__ = ()

    def __getitem__(self, key):
        found = super().__getitem__(key)
        return as_cases(found) if isinstance(found, xr.DataArray) else found

    def __getattr__(self, name):
        found = super().__getattr__(name)
        return as_cases(found) if isinstance(found, xr.DataArray) else found

    def to_array(self, *arguments, **more):
        ledgers = sorted({variable.attrs.get("ledger", "") for variable in self.data_vars.values()} & set(LEDGERS))
        if len(ledgers) > 1:
            refuse("to_array", *ledgers)
        return super().to_array(*arguments, **more)


def as_cases(array):
    """The array as one of its ledger, by its attribute; others as they are."""
    cls = ARRAYS.get(array.attrs.get("ledger", ""))
    return cls(array) if cls and not isinstance(array, CaseArray) else array


def _coordinates(table):
    return {axis: [int(label) for label in labels] if axis in NUMBERED else list(labels)
            for axis, labels in zip(table.axes, table.labels)}


def _wanted(file, names):
    if names:
        return [file.table(name).name for name in names]
    return [name for name, table in file.tables.items() if table.dtype.kind in "if" and 0 not in table.shape]


def dataset(file, names=()):
    """\\param names  tables; none: all that hold numbers"""
    return _build([file], _wanted(file, names), None)


def stacked(files, scenarios, names=()):
    """The same tables of several files that share their axes, along the dimension `scenario`."""
    def alike(name):
        return all(name in file and file.table(name).axes == files[0].table(name).axes
                   and file.table(name).labels == files[0].table(name).labels for file in files)

    wanted = _wanted(files[0], names)
    for name in names:
        if not alike(name):
            raise VegheError(files[0].path.parent, "python.no-table", f"not all scenarios have {name} on the same axes",
                             "open them one by one with open_run")
    return _build(files, [name for name in wanted if alike(name)], list(scenarios))


def _build(files, names, scenarios):
    variables, coordinates = {}, {} if scenarios is None else {"scenario": scenarios}
    for name in names:
        table = files[0].table(name)
        axes = (() if scenarios is None else ("scenario",)) + table.axes
        values = indexing.LazilyIndexedArray(_Values(files, name, scenarios is not None))
        variables[name.replace("/", "_")] = xr.Variable(axes, values, table.attributes)
        coordinates |= _coordinates(table)
    facts = files[0].attributes
    said = {key: facts[key] for key in ("title", "counties", "years", "disclosure", "content", "registered") if key in facts}
    return CaseDataset(variables, coordinates, said | {"file": files[0].path.name})

"""A file of veghe as named tables: each says its axes, their labels, its unit, its ledger and what it holds."""

import contextlib
import dataclasses
import os
import pathlib

import numpy as np

from . import seal
from .errors import VegheError, nearest

try:
    import h5py
except ImportError as error:
    raise ImportError("veghe reads HDF5 with h5py: apt-get install python3-h5py, or pip install h5py") from error

KNOWN = {"veghe result": 1, "veghe posterior": 1, "veghe sweep": 1}
INTERNAL = {"veghe population": "synthetic persons", "veghe checkpoint": "the state of a run"}
WRITES = {"veghe result": "veghe run or compare", "veghe posterior": "veghe calibrate", "veghe sweep": "veghe sweep merge"}


@dataclasses.dataclass(frozen=True)
class Table:
    """What a data set is, without its values. `labels` holds one tuple of texts for each axis."""

    name: str
    axes: tuple
    labels: tuple
    unit: str
    ledger: str
    doc: str
    dtype: np.dtype

    @property
    def shape(self):
        return tuple(len(labels) for labels in self.labels)

    @property
    def attributes(self):
        return {"unit": self.unit, "ledger": self.ledger, "doc": self.doc}


def text(value):
    """Texts are UTF-8 of fixed length, filled with NUL."""
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)


def texts(values):
    return tuple(text(value) for value in np.asarray(values).ravel().tolist())


def arrays(where):
    """The part of the package that needs xarray, which the rest does without."""
    try:
        from . import arrays as found
    except ImportError as error:
        raise VegheError(where, "python.no-xarray", f"a data set needs xarray ({error})", "apt-get install python3-xarray") from None
    return found


class File:
    """A finished file of one kind: its attributes, and its tables by name. Values are read when they are asked for."""

    def __init__(self, path, kind, verify=True):
        self.path = pathlib.Path(path)
        seal.require(self.path, whole=verify)
        self._stamp = self._seen()
        with self._opened() as file:
            self._require(file, kind)
            self.attributes = {name: text(value) if isinstance(value, bytes) else value for name, value in file.attrs.items()}
            axes = {name: texts(file["axes"][name][...]) for name in file.get("axes", {})}
            self.tables = dict(sorted(self._tables(file, axes).items()))

    def _seen(self):
        status = os.stat(self.path)
        return status.st_size, status.st_mtime_ns, status.st_ino

    @contextlib.contextmanager
    def _opened(self):
        """The file for HDF5, whose complaints become one of ours: those of a file that was not verified, or whose disk fails."""
        try:
            with h5py.File(self.path, "r") as file:
                yield file
        except VegheError:
            raise
        except (OSError, RuntimeError, KeyError, ValueError) as error:
            raise VegheError(self.path, "file.damaged", f"HDF5 cannot read it ({error}): the file is damaged",
                             "take a copy that is whole, or make it again") from None

    def _require(self, file, kind):
        found = text(file.attrs.get("format", ""))
        if found != kind:
            what = f"is {found or 'a file of no known kind'}"
            remedy = (f"{INTERNAL[found]} is internal, and no reader of results takes it" if found in INTERNAL
                      else f"a {kind} file is expected, as {WRITES[kind]} writes it")
            raise VegheError(self.path, "file.other-kind", what, remedy)
        version = int(file.attrs.get("schema_version", 0))
        if version > KNOWN[kind]:
            raise VegheError(self.path, "file.schema-version",
                             f"has schema version {version}; this package reads up to {KNOWN[kind]}", "use a newer veghe package")
        if file.attrs.get("complete", 0) != 1:
            raise VegheError(self.path, "file.unfinished", "was not finished", "run again what was to write it")

    @staticmethod
    def _tables(file, axes):
        found = {}

        def note(name, item):
            if isinstance(item, h5py.Dataset) and not name.startswith("axes/"):
                of = texts(item.attrs["axes"])
                said = {key: text(item.attrs.get(key, b"")) for key in ("unit", "ledger", "doc")}
                found[name] = Table(name, of, tuple(axes[axis] for axis in of), dtype=item.dtype, **said)

        file.visititems(note)
        return found

    def __contains__(self, name):
        return name.strip("/") in self.tables

    def table(self, name):
        found = self.tables.get(name.strip("/"))
        if found is None:
            raise VegheError(self.path, "python.no-table", f"has no table {name!r}", nearest(name.strip("/"), self.tables))
        return found

    def values(self, name, at=...):
        """The values of a table, or those at an index of h5py; texts as an array of objects."""
        table = self.table(name)
        if self._seen() != self._stamp:
            raise VegheError(self.path, "python.replaced", "was replaced since it was opened", "open it again")
        with self._opened() as file:
            values = file[table.name][at]
        return np.array([text(value) for value in values.ravel().tolist()], object).reshape(values.shape) \
            if values.dtype.kind == "S" else values

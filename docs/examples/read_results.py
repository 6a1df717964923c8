#!/usr/bin/env python3
"""Prints the cases per calendar year in a result of `veghe run`: mean over replicates and a 5 to 95 % band.

    /usr/bin/python3 docs/examples/read_results.py RESULT.h5

Needs python3-h5py and python3-pandas. docs/output-format.md says what stands in the file. True cases of fewer than three counties are left
out: they are for whoever ran them. The seal is verified where the package veghe is at hand (docs/python.md).
"""
import pathlib
import sys

import h5py
import pandas as pd


def text(value):
    """The file keeps texts as UTF-8 bytes of fixed length."""
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)


def read(file, name):
    """A table as a series of pandas, indexed by the labels of its axes."""
    data = file[name]
    axes = [text(axis) for axis in data.attrs["axes"]]
    labels = [[text(label) for label in file["axes"][axis]] for axis in axes]
    index = pd.MultiIndex.from_product(labels, names=axes)
    return pd.Series(data[...].ravel(), index=index)


def per_year(cases):
    """Sums over everything but replicate and year, then mean and band over the replicates."""
    frame = cases.reset_index(name="cases")
    frame["year"] = frame["month"].str[:4] if "month" in frame else frame["year"]
    by_replicate = frame.groupby(["year", "replicate"])["cases"].sum().groupby("year")
    return pd.DataFrame({"mean": by_replicate.mean(), "low": by_replicate.quantile(0.05),
                         "high": by_replicate.quantile(0.95)})


def verify(path):
    """Ends the program where the file is not as veghe wrote it: HDF5 itself reads many a flipped bit as another number."""
    sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "analysis" / "python"))
    try:
        import veghe
    except ImportError:
        print(f"Not verified: veghe info {path} tells whether the file is whole.", file=sys.stderr)
        return
    try:
        veghe.open_run(path)
    except veghe.VegheError as error:
        sys.exit(str(error))


def main(path):
    verify(path)
    try:
        file = h5py.File(path, "r")
    except OSError as error:
        sys.exit(f"{path}: {error}")
    with file:
        if text(file.attrs.get("format", "")) != "veghe result" or file.attrs.get("complete") != 1:
            sys.exit(f"{path} is no finished result of veghe")
        print(f"{text(file.attrs['scenario'])}: {text(file.attrs['counties'])}")
        internal = text(file.attrs["disclosure"]) == "internal"
        ledgers = ["registered"] if internal else ["true", "registered"]
        print(pd.concat({f"{ledger} cases": per_year(read(file, f"{ledger}/all")) for ledger in ledgers}, axis=1).round(1).to_string())
        print(f"Note: {text(file.attrs['registered'])}.")
        if internal:
            print("Note: disclosure = internal. Fewer than three counties are their own true level, which is not shown.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

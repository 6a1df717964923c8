"""HDF5 files that were damaged or made to do harm (RELIABILITY.md, B9), under a seal that fits, before every command that reads one:
it is refused or read, in a few seconds and little memory, and never ends the program.

hostile_test.py VEGHE SOURCE_FOLDER MUTATED [unittest options]

A million files (hours): with VEGHE_MUTATED_TOOL=build/dev/tests/mutated_files and VEGHE_MUTATED_FILES=1000000,
/usr/bin/python3 tests/cli/hostile_test.py build/dev/veghe . 1 Many
"""

import collections
import os
import pathlib
import random
import re
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import zlib

import h5py
import numpy

from sealed import BLOCK, sealed, xxh64

VEGHE = os.path.abspath(sys.argv.pop(1))
SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
MUTATED = int(sys.argv.pop(1))
MUTATED_FILES = os.environ.get("VEGHE_MUTATED_TOOL")
SEED = int(os.environ.get("VEGHE_HOSTILE_SEED", "9"))

LONGEST_S = 10.0
MOST_KIB = 1 << 20

BASELINE = """format = 1
title = "A few weeks in one county, for tests"
test_only = true
[run]
start = 2022-01-03
end = 2022-01-24
seed = 7
replicates = 1
counties = ["TL"]
[population]
data = "{data}"
"""
DESIGN = """format = 1
title = "For tests"
baseline = "base.toml"
[run]
seed = 7
replicates = 1
[design]
kind = "grid"
[parameters]
"lover_boy.approach" = { values = [50] }
"""
DRAWS = DESIGN.replace('"base.toml"', '"drawn.toml"').replace('"grid"', '"posterior"\npoints = 1').split("[parameters]")[0]


class Hostile(unittest.TestCase):
    """Files of each kind as veghe writes them, made once."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-hostile-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        base = BASELINE.format(data=SOURCE / "scenarios" / "data")
        (cls.folder / "base.toml").write_text(base, encoding="utf-8")
        (cls.folder / "drawn.toml").write_text(base + '[posterior]\nfile = "posterior.h5"\n', encoding="utf-8")
        (cls.folder / "d.sweep.toml").write_text(DESIGN, encoding="utf-8")
        (cls.folder / "p.sweep.toml").write_text(DRAWS, encoding="utf-8")
        for command in (["population", "base.toml", "-o", "people.h5"],
                        ["run", "base.toml", "-o", "result.h5", "--population", "people.h5"],
                        ["sweep", "plan", "d.sweep.toml", "-o", "s"], ["sweep", "run", "s", "--population", "people.h5"],
                        ["sweep", "merge", "s", "-o", "m"]):
            subprocess.run([VEGHE, *command, "--quiet"], cwd=cls.folder, check=True, capture_output=True)
        posterior = SOURCE / "scenarios" / "baselines" / "romania_2007.posterior.h5"
        cls.whole = {"result": (cls.folder / "result.h5").read_bytes(), "sweep": (cls.folder / "m" / "sweep.h5").read_bytes(),
                     "posterior": posterior.read_bytes()}

    def setUp(self):
        self.luck = random.Random(SEED)
        self.harms = collections.Counter()

    # What reads a file of each kind, by the path at which it looks for it.
    READERS = {
        "result": [("x.h5", ["info", "x.h5"]), ("x.h5", ["info", "x.h5", "--digest=all"]), ("x.h5", ["rank", "x.h5"]),
                   ("x.h5", ["sensitivity", "x.h5"])],
        "sweep": [("m/sweep.h5", ["info", "m/sweep.h5"]), ("m/sweep.h5", ["sweep", "verify", "s", "--again", "0", "--merged", "m"])],
        "posterior": [("posterior.h5", ["info", "posterior.h5"]), ("posterior.h5", ["check-fit", "posterior.h5", "-o", "fit", "--force"]),
                      ("posterior.h5", ["validate", "drawn.toml"]), ("posterior.h5", ["sweep", "plan", "p.sweep.toml", "-o", "planned"]),
                      ("posterior.h5", ["compare", "drawn.toml", "-o", "compared", "--force", "--population", "people.h5"])],
    }

    def read(self, kind, data, what, expected=(0, 4, 5)):
        """Every reader of a kind takes or refuses the bytes. \\return  what they said"""
        said = ""
        for place, command in self.READERS[kind]:
            (self.folder / place).write_bytes(data)
            begin = time.monotonic()
            done = subprocess.run([VEGHE, *command], cwd=self.folder, capture_output=True, text=True, errors="replace",
                                  timeout=60, check=False)
            took = time.monotonic() - begin
            told = f"{what}: veghe {' '.join(command)}: {done.returncode} after {took:.1f} s\n{done.stderr}"
            self.assertIn(done.returncode, expected, told)
            self.assertLess(took, LONGEST_S, told)
            if done.returncode != 0:
                self.assertRegex(done.stderr, r"\[[a-z]+\.[a-z-]+\]", told)
            said += done.stderr
        self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, MOST_KIB, what)
        self.harms.update(re.findall(r"\[file\.harmful\].*: the process that tried it ([^;]*)", said))
        return said

    def copy(self, kind, into):
        """Writes all of a file anew, object by object, so that each is in the format of the file it goes into."""
        whole = self.folder / "whole.h5"
        whole.write_bytes(self.whole[kind])

        def typed(values):
            return h5py.string_dtype("utf-8", values.dtype.itemsize) if values.dtype.kind in "SO" else values.dtype

        def attributes(source, target):
            for name in source.attrs:
                stored = h5py.h5a.open(source.id, name.encode())
                value = numpy.empty(stored.shape, stored.dtype)
                stored.read(value)
                target.attrs.create(name, value, dtype=typed(value))

        def one(name, item):
            if isinstance(item, h5py.Dataset):
                packed = {"chunks": item.shape, "shuffle": True, "compression": 4, "fletcher32": True} if item.size else {}
                attributes(item, into.create_dataset(name, data=item[()], dtype=typed(item), **packed))
        with h5py.File(whole) as source:
            source.visititems(one)
            attributes(source, into)

    def made(self, make, like=None):
        """The bytes of a sealed file that `make` writes. \\param like  a kind whose content it holds, in HDF5's oldest format"""
        path = self.folder / "making.h5"
        with h5py.File(path, "w", userblock_size=BLOCK, libver="earliest") as file:
            if like is not None:
                self.copy(like, file)
            else:
                file.attrs["format"] = self.text("veghe result")
                file.attrs["schema_version"] = numpy.int64(1)
                file.attrs["complete"] = numpy.int64(1)
            make(file)
        return sealed(path.read_bytes())


class Seals(Hostile):
    def test_the_seal_of_the_tests_is_that_of_the_program(self):
        for kind, data in self.whole.items():
            self.assertEqual(sealed(data), data, kind)

    def test_what_is_whole_is_read(self):
        for kind, data in self.whole.items():
            self.read(kind, data, kind, expected=(0, 4))  # 4: rank and sensitivity want a sweep

    def test_content_in_the_oldest_format_is_read_too(self):
        """So that what is flipped in it below meets the library, and no checksum of the newest format."""
        for kind in self.whole:
            self.assertNotIn("[file.", self.read(kind, self.made(lambda file: None, like=kind), kind).replace("file.other-kind", ""))


class Mutated(Hostile):
    def mutated(self, kind, data, count, what):
        for k in range(count):
            flipped = bytearray(data)
            for _ in range(self.luck.choice((1, 1, 2, 8))):
                at = self.luck.randrange(BLOCK, len(flipped))
                flipped[at] = self.luck.choice((flipped[at] ^ 1 << self.luck.randrange(8), 0, 255, self.luck.randrange(256)))
            if self.luck.random() < 0.1:
                flipped = flipped[:self.luck.randrange(BLOCK, len(flipped))]
            self.read(kind, sealed(flipped), f"{what}, file {k} of VEGHE_HOSTILE_SEED={SEED}")

    def test_b9_newest_format(self):
        for kind, data in self.whole.items():
            self.mutated(kind, data, MUTATED, kind)

    def test_b9_oldest_format(self):
        """Without checksums of HDF5's own: every flip reaches the library."""
        for kind in self.whole:
            data = self.made(lambda file: None, like=kind)
            self.mutated(kind, data, MUTATED, kind)
        print("what became of the process that tried a file:", dict(self.harms))

    def test_b9_without_a_seal_that_fits(self):
        for kind, data in self.whole.items():
            for length in [0, 1, 7, 8, 511, BLOCK - 1, BLOCK, BLOCK + 8, len(data) // 2, len(data) - 1]:
                self.read(kind, data[:length], f"{kind} cut to {length}", expected=(4, 5))
            for k in range(MUTATED):
                flipped = bytearray(data)
                flipped[self.luck.randrange(len(data))] ^= 1 << self.luck.randrange(8)
                self.read(kind, bytes(flipped), f"{kind}, bit {k}", expected=(4, 5))


@unittest.skipUnless(MUTATED_FILES, "VEGHE_MUTATED_TOOL names no program")
class Many(Hostile):
    def test_b9_in_one_process(self):
        """What reads a file of each kind, without a command around it that takes a second to start: in a process that is to live on."""
        count = int(os.environ.get("VEGHE_MUTATED_FILES", 100 * MUTATED))
        files = [self.folder / "people.h5"]
        for kind, data in self.whole.items():
            for age, content in (("newest", data), ("oldest", self.made(lambda file: None, like=kind))):
                files.append(self.folder / f"{age}_{kind}.h5")
                files[-1].write_bytes(content)
        done = subprocess.run([MUTATED_FILES, self.folder, str(count), str(SEED), *files], capture_output=True, text=True, errors="replace",
                              check=False)
        print(done.stdout)
        self.assertEqual(done.returncode, 0, done.stderr)
        refused = count - int(re.search(r"^ *(\d+)  read$", done.stdout, re.MULTILINE)[1])
        self.assertGreater(refused, count / 3)


class Made(Hostile):
    """Files that HDF5 takes for good ones."""

    def refused(self, make, kind="result", like=None):
        return self.read(kind, self.made(make, like), self.id(), expected=(4, 5))

    SIDE = 1024

    def axis(self, file):
        """Labels of an axis, with the checksum that a reader asks for before it looks at a table."""
        labels = self.text([str(k) for k in range(self.SIDE)])
        made = file.create_dataset("axes/x", data=labels)
        text = 10  # the number of the type
        words = struct.pack("<4Q", text, labels.dtype.itemsize, 1, self.SIDE) + struct.pack("<Q", xxh64(labels.tobytes()))
        made.attrs["xxh64"] = self.text(f"{xxh64(words):016x}")

    @staticmethod
    def text(value):
        """As veghe writes a text or a list of them."""
        plain = numpy.array(value, dtype="S")
        return plain.astype(h5py.string_dtype("utf-8", max(1, plain.dtype.itemsize)))

    def packed_zeros(self, file, times, chunk_rows, rows, checksum="0" * 16):
        """A table of zeros in chunks, each deflated so many times over: a few bytes that come to many."""
        data = bytes(chunk_rows * self.SIDE * 8)
        creation = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        creation.set_chunk((chunk_rows, self.SIDE))
        for _ in range(times):
            creation.set_deflate(9)
            data = zlib.compress(data, 9)
        made = h5py.h5d.create(file.id, b"bomb", h5py.h5t.STD_I64LE, h5py.h5s.create_simple((rows, self.SIDE)), creation)
        for row in range(0, rows, chunk_rows):
            made.write_direct_chunk((row, 0), data)
        values = h5py.Dataset(made)
        for name in ("unit", "ledger", "doc"):
            values.attrs[name] = self.text("x")
        values.attrs["axes"] = self.text(["x", "x"])
        values.attrs["xxh64"] = self.text(checksum)
        self.axis(file)

    def test_a_table_that_unpacks_to_more_than_there_is_memory(self):
        said = self.refused(lambda file: self.packed_zeros(file, 1, 8192, 32 * 8192))  # 2 GiB
        self.assertIn("asked for more", said)

    def test_a_chunk_that_was_deflated_many_times_over(self):
        self.refused(lambda file: self.packed_zeros(file, 6, 32768, 32768))  # 256 MiB

    def test_a_table_by_many_names(self):
        """A name costs a line of the file, and 8 MiB once more of whoever reads it; each of them is whole."""
        zeros = bytes(self.SIDE * self.SIDE * 8)
        words = struct.pack("<6Q", 3, 8, 2, self.SIDE, self.SIDE, xxh64(zeros))

        def make(names):
            def made(file):
                self.packed_zeros(file, 1, self.SIDE, self.SIDE, f"{xxh64(words):016x}")
                for k in range(names - 1):
                    file[f"t{k}"] = file["bomb"]
            return made
        self.assertNotIn("[file.harmful]", self.read("result", self.made(make(2)), "two names"))
        self.assertIn("[file.harmful]", self.refused(make(200)))

    def test_huge_extents(self):
        for shape, chunks in (((1 << 40,), (1 << 20,)), ((1 << 20, 1 << 20, 1 << 20), (1, 1, 1 << 16)), ((1 << 32,), None)):
            def make(file):
                file.create_dataset("huge", shape, "i8", chunks=chunks, fillvalue=None if chunks is None else 3)
            self.refused(make)

    def test_a_chunk_as_large_as_hdf5_allows(self):
        self.refused(lambda file: file.create_dataset("huge", (1 << 29,), "i8", chunks=((1 << 29) - 1,), fillvalue=1))

    def test_types_that_no_table_has(self):
        texts, numbers = h5py.string_dtype(), h5py.vlen_dtype(numpy.int64)
        for name, kind, value in (("text", texts, "a" * 1000), ("list", numbers, numpy.arange(9)),
                                  ("pair", numpy.dtype([("a", "i8"), ("b", "S9")]), (1, b"x")),
                                  ("array", numpy.dtype("(3,4)i4"), numpy.zeros((3, 4))), ("enum", h5py.enum_dtype({"a": 1}), 1),
                                  ("opaque", numpy.dtype("V8"), numpy.void(b"12345678")), ("complex", numpy.dtype("c16"), 1j),
                                  ("half", numpy.dtype("f2"), 1), ("big", numpy.dtype(">i8"), 1), ("flag", numpy.dtype("?"), True)):
            def make(file):
                made = file.create_dataset(name, (1,), kind)
                made[0] = value
            self.refused(make)

    def test_attributes_of_a_length_that_the_file_says(self):
        """h5py writes a text so: an address, and a length in another place of the file."""
        for kind, name in (("posterior", "title"), ("sweep", "title"), ("result", "format")):
            self.refused(lambda file: file.attrs.create(name, "a text" * 1000), kind=kind, like=kind)

    def test_references_to_nothing_and_to_everything(self):
        def make(file):
            made = file.create_dataset("ref", (2,), h5py.ref_dtype)
            made[0] = file.ref
            regions = file.create_dataset("region", (1,), h5py.regionref_dtype)
            regions[0] = made.regionref[0:1]
        self.refused(make)

    def test_groups_that_hold_themselves(self):
        def make(file):
            one = file.create_group("a/b/c")
            one["up"] = file["a"]
            one["top"] = file["/"]
        self.refused(make)

    def test_groups_within_groups(self):
        self.refused(lambda file: file.create_group("/".join(["g"] * 2000)))

    def test_soft_links(self):
        for target in ("/loop", "/nowhere", "/", "."):
            def make(file):
                file["loop"] = h5py.SoftLink(target)
            self.refused(make)

    def fifo(self):
        """A file that nobody can open without waiting for ever: who opens it is seen."""
        path = self.folder / "outside"
        if not path.exists():
            os.mkfifo(path)
        return str(path)

    def test_no_external_file_is_opened(self):
        outside = self.fifo()

        def linked(file):
            file["link"] = h5py.ExternalLink(outside, "/")

        def stored(file):
            file.create_dataset("stored", (8,), "i8", external=[(outside, 0, h5py.h5f.UNLIMITED)])

        def laid_out(file):
            layout = h5py.VirtualLayout((8,), "i8")
            layout[:] = h5py.VirtualSource(outside, "d", (8,))
            file.create_virtual_dataset("virtual", layout)

        for make in (linked, stored, laid_out):
            said = self.refused(make)
            self.assertNotIn("[file.harmful]", said, make.__name__)  # it did not wait for what is outside

    def test_filters_that_nobody_has(self):
        def make(file):
            creation = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            creation.set_chunk((8,))
            creation.set_filter(32015, h5py.h5z.FLAG_OPTIONAL, (1, 2, 3))
            made = h5py.h5d.create(file.id, b"filtered", h5py.h5t.STD_I64LE, h5py.h5s.create_simple((8,)), creation)
            made.write_direct_chunk((0,), bytes(64))
        self.refused(make)

    def test_labels_and_attributes_without_end(self):
        def attribute(file):
            file.attrs.create("note", numpy.bytes_("x" * 60_000))
            for k in range(200):
                file.attrs.create(f"note{k}", numpy.bytes_("x" * 60_000))
        self.read("result", self.made(attribute), self.id())

        def axes(file):
            made = file.create_dataset("t", (1,), "i8", data=[1])
            made.attrs["axes"] = numpy.array([b"a/../b" * 50, b"", b"t"])
            made.attrs["unit"] = made.attrs["ledger"] = made.attrs["doc"] = numpy.bytes_("x")
        self.refused(axes)


if __name__ == "__main__":
    unittest.main(verbosity=2)

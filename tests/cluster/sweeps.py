"""A small sweep for tests: planned, run, and looked at from outside."""

import collections
import hashlib
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import room

DESIGN = """\
format = 1
title = "Forty units of a small town"
baseline = "{source}/scenarios/tiny.toml"

[run]
seed = 7
replicates = 10

[design]
kind = "grid"
levels = 4

[parameters]
"lover_boy.approach" = {{ }}
"""
UNITS = 40

# Units of a few hundredths of a second, for what needs many of them
SHORT_BASELINE = """\
format = 1
title = "Three weeks in one county, for tests"
test_only = true
[run]
start = 2022-01-03
end = 2022-01-24
counties = ["TL"]
[population]
data = "{data}"
[parameters]
"offenders.per_100k" = 2000
"lover_boy.approach" = 100
"""
SHORT_DESIGN = """\
format = 1
title = "Short units"
baseline = "short.toml"

[run]
seed = 7
replicates = {replicates}

[design]
kind = "grid"

[parameters]
"lover_boy.approach" = {{ levels = {levels} }}
"""


class Short:
    """Short units in a folder of their own, over one population that is built once."""

    def __init__(self, veghe, source, folder):
        self.veghe = os.path.abspath(veghe)
        self.folder = pathlib.Path(folder).resolve()
        self.population = self.folder / "people.h5"
        baseline = self.folder / "short.toml"
        baseline.write_text(SHORT_BASELINE.format(data=pathlib.Path(source).resolve() / "scenarios" / "data"), encoding="utf-8")
        subprocess.run([self.veghe, "population", baseline, "-o", self.population, "--quiet"], check=True, capture_output=True)

    def design(self, levels, replicates):
        path = self.folder / f"{levels}x{replicates}.sweep.toml"
        path.write_text(SHORT_DESIGN.format(levels=levels, replicates=replicates), encoding="utf-8")
        return path

    def sweep(self, name, levels, replicates):
        """A sweep that is planned, and not run."""
        design = self.design(levels, replicates)
        return Sweep(self.veghe, None, self.folder / name, design=design, population=self.population)


class Sweep:
    def __init__(self, veghe, source, folder, slurm=None, design=None, population=None):
        """Plans it. \\param slurm  text of [slurm]  \\param design  a file, instead of forty units  \\param population  a file for its runs"""
        self.veghe = os.path.abspath(veghe)
        self.folder = pathlib.Path(folder)
        self.more = [] if population is None else ["--population", str(population)]
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        if design is None:
            design = self.folder.parent / f"{self.folder.name}.sweep.toml"
            design.write_text(DESIGN.format(source=source) + (f"\n[slurm]\n{slurm}" if slurm is not None else ""),
                              encoding="utf-8")
        self.call("plan", design, "-o", self.folder).check_returncode()

    def call(self, command, *arguments, env=None):
        return subprocess.run([self.veghe, "sweep", command, *map(str, arguments)], capture_output=True, text=True,
                              env=None if env is None else {**os.environ, **env}, check=False)

    def start(self, *arguments, env=None):
        """A worker, not waited for."""
        return subprocess.Popen([self.veghe, "sweep", "run", str(self.folder), *self.more, *map(str, arguments)],
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                env=None if env is None else {**os.environ, **env})

    def run(self, *arguments, env=None):
        return self.call("run", self.folder, *self.more, *arguments, env=env)

    def status(self):
        """\\return exit code and text"""
        answer = self.call("status", self.folder)
        return answer.returncode, answer.stdout

    def submit(self, *arguments):
        """\\return number of the job"""
        answer = self.call("submit", self.folder, "--slurm", *arguments)
        if answer.returncode != 0:
            raise RuntimeError(answer.stderr)
        return int(answer.stdout.split("job ")[1].split(",")[0])

    def identity(self):
        """SHA-256 over the ids of its units: over program, data, scenario and points."""
        return re.search(r'^units = "(\w+)"$', (self.folder / "sweep.toml").read_text(encoding="utf-8"), re.M)[1]

    def files(self):
        """Unit: SHA-256 of its file."""
        return {file.stem: hashlib.sha256(file.read_bytes()).hexdigest()
                for file in (self.folder / "units").glob("*/*.unit") if not file.name.startswith(".")}

    def born(self):
        """Unit: inode and time of its file, by which one that was made again is told."""
        return {file.stem: (file.stat().st_ino, file.stat().st_mtime_ns)
                for file in (self.folder / "units").glob("*/*.unit") if not file.name.startswith(".")}

    def digest(self):
        """One SHA-256 over the merged data set and the tables beside it; of a sweep that is whole."""
        merged = self.folder.parent / f"{self.folder.name}.merged"
        self.call("merge", self.folder, "-o", merged, "--force", "--quiet").check_returncode()
        digest = hashlib.sha256()
        for file in sorted(merged.iterdir()):
            digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()

    def done(self):
        """Unit: how many processes say in their journals that they made it."""
        made = collections.Counter()
        for journal in (self.folder / "journal").glob("*.log"):
            for line in journal.read_text(encoding="utf-8").splitlines():
                fields = line.split("\t")
                if fields[0] in ("done", "same", "other"):
                    made[fields[1]] += 1
        return made

    def left_over(self):
        """Temporary files: of what died."""
        return [str(file.relative_to(self.folder)) for file in self.folder.rglob(".*.tmp")]


def run_tests(names):
    """Runs tests of the script that was started, and ends it: as skipped where every one of them is."""
    result = unittest.main(argv=[sys.argv[0], *names], verbosity=2, exit=False).result
    if result.skipped and len(result.skipped) == result.testsRun:
        room.skip(result.skipped[0][1])
    sys.exit(not result.wasSuccessful())


def reference(veghe, source, cache):
    """The digest of a run that nothing interrupts, made once for a program and its data. \param cache  file where it is kept"""
    cache = pathlib.Path(cache)
    with tempfile.TemporaryDirectory() as folder:
        sweep = Sweep(veghe, source, pathlib.Path(folder) / "whole")
        kept = cache.read_text(encoding="utf-8").split() if cache.exists() else []
        if kept[:1] == [sweep.identity()]:
            return kept[1]
        sweep.run().check_returncode()
        assert len(sweep.files()) == UNITS
        beside = cache.with_suffix(f".{os.getpid()}.tmp")
        beside.write_text(f"{sweep.identity()} {sweep.digest()}\n", encoding="utf-8")
        beside.replace(cache)
        return sweep.digest()

#!/usr/bin/env python3
"""Counts the instructions of fixed runs and compares them with the stored reference.

Seconds differ from machine to machine and from minute to minute; the number of instructions of one program on one input
does not (Valgrind's callgrind, one thread). The reference is tests/benchmarks/instructions.ini.

Examples:
  tests/benchmarks/guard.py                                  build, count, fail where a count has grown by more than 3 %
  tests/benchmarks/guard.py --update "Thin before looking"   store what is counted now, and why
"""

import argparse
import concurrent.futures
import configparser
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "tests" / "benchmarks" / "instructions.ini"
BUILD = ROOT / "build" / "demo"
TOLERANCE = 0.03
WORTH_STORING = 0.001  # below this an entry keeps its count and its reason
FUNCTIONS = 40  # kept for each entry, so that a failure can name those that have grown
PACKAGES = ["libc6", "libhdf5-103-1", "libstdc++6", "libtbb12", "valgrind"]

TINY = f"{BUILD}/veghe run {ROOT}/scenarios/tiny.toml --threads 1 --replicates 1 --seed 1 --quiet -o {{folder}}/tiny.h5"
SIR = f"{BUILD}/tests/benchmarks/sir --threads 1 --seed 1 --days 60"
WORKLOADS = {  # the command, and the function within which to count
    "tiny": (TINY, None),
    "tiny_steps": (TINY, "sim::run(*"),
    "sir_event": (f"{SIR} --way event --people 100000", None),
    "sir_daily": (f"{SIR} --way daily --people 20000", None),
}
# One kind of processor for all: otherwise the C library takes the functions that suit the one at hand.
PLAIN_PROCESSOR = "glibc.cpu.hwcaps=" + ",".join(
    "-" + feature
    for feature in ["AVX", "AVX2", "AVX512F", "AVX512VL", "AVX512BW", "AVX_Fast_Unaligned_Load", "BMI1", "BMI2", "ERMS",
                    "FMA", "FMA4", "FSRM", "LZCNT", "MOVBE", "POPCNT", "SSE4_1", "SSE4_2", "SSSE3"])


def build():
    """The programs as ./veghe-demo builds them."""
    script = f'root="{ROOT}"; source "$root/cmake/setup.sh"; cd "$root"; build demo veghe sir'
    subprocess.run(["bash", "-euo", "pipefail", "-c", script], check=True)


def built_with():
    compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    versions = {"compiler": compiler}
    for package in PACKAGES:
        found = subprocess.run(["dpkg-query", "--show", "--showformat=${Version}", package], capture_output=True, text=True)
        versions[package] = found.stdout if found.returncode == 0 else "unknown"
    return versions


def short_name(symbol):
    """A function of ours inside the wrappers of the standard library and of the loops; without types of arguments."""
    symbol = re.sub(r" \[[^]]*\]$", "", symbol).replace("(anonymous namespace)::", "")
    ours = [name for name in re.findall(r"\b(?:model|sim|sir|analysis)::[\w:~]+", symbol)
            if not re.search(r"::[A-Z]\w*$|::for_each\w*$", name)]
    wrapped = symbol.startswith(("sim::FunctionRef", "void sim::for_each", "std::"))
    if ours and wrapped:
        return f"within {ours[0]}"
    return re.sub(r"[<(].*", "", symbol)[:90].strip() or symbol[:90]


def functions(profile):
    """Instructions of each function itself, without those that it calls."""
    text = subprocess.run(["callgrind_annotate", "--auto=no", "--threshold=99.9", str(profile)], capture_output=True,
                          text=True, check=True).stdout
    counts = {}
    for line in text.splitlines():
        found = re.match(r"\s*([\d,]+) \([ \d.]+%\)\s+(\S+?):(.*)", line)
        if found:
            name = short_name(found[3])
            counts[name] = counts.get(name, 0) + int(found[1].replace(",", ""))
    return counts


def count(workload):
    """Instructions of a run, and by function."""
    command, within = workload
    with tempfile.TemporaryDirectory(prefix="guard") as folder:
        profile = pathlib.Path(folder) / "profile"
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "GLIBC_TUNABLES": PLAIN_PROCESSOR}
        words = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}",
                 *([f"--toggle-collect={within}"] if within else []), *command.format(folder=folder).split()]
        run = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f"{command}\nended with {run.returncode}:\n{run.stdout}{run.stderr}")
        total = int(re.search(r"Collected : (\d+)", run.stderr)[1])
        if total == 0:
            sys.exit(f"{command}\nnever came to {within}")
        return total, functions(profile)


def read_reference():
    stored = configparser.ConfigParser(delimiters=("=",), interpolation=None)
    stored.optionxform = str
    stored.read(REFERENCE, encoding="utf-8")
    return stored


def stored_functions(entry):
    return {name: int(number) for number, name in (line.split(" ", 1) for line in entry["functions"].strip().splitlines())}


def changes(old, new):
    """The functions that have grown most, one a line."""
    # What is not among the functions kept has fewer instructions than each of them.
    floor = min(old.values())
    grown = sorted(((n - old.get(name, min(n, floor)), name) for name, n in new.items()), reverse=True)
    return "".join(f"    {more:+15,}  {name}\n" for more, name in grown[:8] if more > 0)


def check(name, stored, total, by_function):
    """True where the count is within the tolerance."""
    if name not in stored:
        print(f"{name}: {total:,} instructions, and no reference")
        return False
    reference = int(stored[name]["instructions"])
    change = total / reference - 1
    print(f"{name}: {total:,} instructions, {change:+.2%} of {reference:,}")
    if change > TOLERANCE:
        print(f"{name} has grown by more than {TOLERANCE:.0%}; the functions that grew most, without what they call:")
        print(changes(stored_functions(stored[name]), by_function), end="")
    elif change < -TOLERANCE:
        print(f"{name} takes fewer: store it, so that it stays so (--update)")
    return change <= TOLERANCE


def update(stored, counted, reason):
    stored["built with"] = built_with()
    for gone in [name for name in stored.sections() if name not in counted and name != "built with"]:
        stored.remove_section(gone)
    for name, (total, by_function) in counted.items():
        if name in stored and abs(total / int(stored[name]["instructions"]) - 1) < WORTH_STORING:
            continue
        largest = sorted(by_function.items(), key=lambda item: (-item[1], item[0]))[:FUNCTIONS]
        stored[name] = {"instructions": str(total), "reason": reason,
                        "functions": "\n" + "\n".join(f"{n} {function}" for function, n in largest)}
        print(f"{name}: {total:,} instructions stored")
    with open(REFERENCE, "w", encoding="utf-8") as file:
        file.write("# Instructions of the runs that tests/benchmarks/guard.py names, and of their largest functions.\n"
                   "# Written by tests/benchmarks/guard.py --update REASON; never by hand.\n\n")
        stored.write(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", metavar="REASON", help="store what is counted now, and why it has changed")
    parser.add_argument("--no-build", action="store_true", help="take the programs in build/demo as they are")
    options = parser.parse_args()
    if options.update is not None and len(options.update.split()) < 2:
        parser.error("--update takes a reason, in a few words")
    if not options.no_build:
        build()
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        counted = dict(zip(WORKLOADS, pool.map(count, WORKLOADS.values())))
    stored = read_reference()
    if options.update:
        update(stored, counted, options.update)
        return
    if not all([check(name, stored, *found) for name, found in counted.items()]):
        here = built_with()
        for tool, version in here.items():
            if stored.get("built with", tool, fallback=version) != version:
                print(f"The reference was counted with {tool} {stored['built with'][tool]}; here it is {version}.")
        sys.exit('Mend it, or store the new counts and why: tests/benchmarks/guard.py --update "REASON"')


if __name__ == "__main__":
    main()

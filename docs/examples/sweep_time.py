#!/usr/bin/env python3
"""How long a sweep takes on many cores: what docs/clusters.md calculates, and a simulation beside it.

sweep_time.py --units 20000 --cores 1000 --seconds 10 [--threads 16] [--spread 0.5] [--file-rate 10000]
"""

import argparse
import heapq
import math
import random

# Operations on files. The first is counted with strace, the others are those of a simulation of many processes on one list.
FOR_A_UNIT = 20
FOR_WHAT_OTHERS_HAD = 10  # asked for in vain, for each unit that is made
FOR_A_LOOK = 520  # opens and lists the 256 folders that units lie in
LOOKS = 10  # of a process, most of them while it waits at the end


def bound(units, cores, seconds):
    """Least time [s]: nobody ever idle."""
    return units * seconds / cores


def operations(units, processes):
    """On files, for one unit in the mean."""
    return FOR_A_UNIT + FOR_WHAT_OTHERS_HAD + LOOKS * FOR_A_LOOK * processes / units


def file_server(each, cores, seconds, rate):
    r"""Load of a file server, and what a unit waits for it [s], as a queue with one server of fixed service time (M/D/1).

    A load of 1 and above means that the server sets the pace. \param each  operations for one unit
    """
    load = cores * each / seconds / rate
    waits = each * load / (2 * (1 - load)) / rate if load < 1 else math.inf
    return load, waits


def simulate(units, cores, seconds, spread, seed=1):
    """Time until the last unit is done [s]: each core takes the next as soon as it has done one. Lognormal times."""
    luck = random.Random(seed)
    sigma = math.sqrt(math.log(1 + spread * spread))
    free = [0.0] * cores
    for _ in range(units):
        begin = heapq.heappop(free)
        heapq.heappush(free, begin + luck.lognormvariate(math.log(seconds) - sigma * sigma / 2, sigma))
    return max(free)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--units", type=int, required=True)
    options.add_argument("--cores", type=int, required=True)
    options.add_argument("--seconds", type=float, required=True, help="of a unit on one core, in the mean")
    options.add_argument("--threads", type=int, default=16, help="of a process, each with a unit of its own")
    options.add_argument("--spread", type=float, default=0.5, help="standard deviation of that over its mean")
    options.add_argument("--file-rate", type=float, default=10000, help="operations a second of the file server; assumed")
    chosen = options.parse_args()
    least = bound(chosen.units, chosen.cores, chosen.seconds)
    each = operations(chosen.units, math.ceil(chosen.cores / chosen.threads))
    load, waits = file_server(each, chosen.cores, chosen.seconds, chosen.file_rate)
    took = simulate(chosen.units, chosen.cores, chosen.seconds, chosen.spread)
    print(f"least time {least:.0f} s; with the end, when cores run out of units, {took:.0f} s: {least / took:.1%} of the cores' time used")
    print(f"file server: load {load:.0%}" + (f", {waits * 1000:.1f} ms more a unit" if load < 1 else
          f": it sets the pace, {chosen.units * each / chosen.file_rate:.0f} s"))


if __name__ == "__main__":
    main()

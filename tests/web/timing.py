"""How long the program takes: from the request to the first paired answer, and until the error of the mean is below a tenth of the interval.

timing.py VEGHE SOURCE_FOLDER [TIMES [COUNTY...]]: a table. What the page waits before it asks, and takes to draw, is left out: browser/timing.mjs
measures what a room waits, with both, and its table is that of docs/serve.md. Run it on a machine that does nothing else.
"""

import contextlib
import os
import pathlib
import statistics
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from page_client import Server  # noqa: E402

VEGHE = os.path.abspath(sys.argv[1])
SOURCE = pathlib.Path(sys.argv[2]).resolve()
TIMES = int(sys.argv[3]) if len(sys.argv) > 3 else 20
COUNTIES = sys.argv[4:] or ["DJ", "IS", "B", "HR"]


def until_ready(server, county):
    begin = time.monotonic()
    server.post("/api/prepare", {"counties": [county]})
    while county not in server.get("/api/model").json()["ready"]:
        time.sleep(0.05)
    return time.monotonic() - begin


def one(server, county, pupils):
    """Seconds to the first answer, to one that is exact enough, and its pairs."""
    begin = time.monotonic()
    run = server.run(counties=[county], measures=[{"id": "school_counsellors", "values": {"pupils_per_counsellor": pupils}}], pairs=200)
    first = None
    with contextlib.closing(server.events(run)) as stream:
        for name, data in stream:
            if name in ("failed", "cancelled"):
                raise SystemExit(f"{county}: {name} {data}")
            if name != "answer":
                continue
            first = first or time.monotonic() - begin
            exact = data["monte_carlo"]
            if exact and exact["enough"]:
                server.ask("DELETE", f"/api/runs/{run}")
                return first, time.monotonic() - begin, data["pairs"]
    raise SystemExit(f"{county}: 200 pairs are not enough")


def main():
    with tempfile.TemporaryDirectory() as folder:
        server = Server(VEGHE, SOURCE / "scenarios" / "baselines" / "romania.toml", folder)
        print(f"start {server.seconds_to_start:.2f} s; load {os.getloadavg()[0]:.1f}; {os.cpu_count()} processors")
        print("| County | Ready after | First answer: median, worst | Exact enough: median, worst | Pairs |\n| --- | --- | --- | --- | --- |")
        for county in COUNTIES:
            ready = until_ready(server, county)
            time.sleep(float(os.environ.get("VEGHE_PAUSE", "0")))
            told = [one(server, county, 300 + 10 * k) for k in range(TIMES)]
            first, exact, pairs = zip(*told)
            print(f"| {county} | {ready:.1f} s | {statistics.median(first):.2f} s, {max(first):.2f} s | "
                  f"{statistics.median(exact):.1f} s, {max(exact):.1f} s | {statistics.median(pairs):.0f}, {max(pairs)} |", flush=True)
        server.stop()


if __name__ == "__main__":
    main()

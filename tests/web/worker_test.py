"""The process that simulates for `veghe serve`, by the lines that it reads and writes.

worker_test.py VEGHE SOURCE_FOLDER [TEST...]
"""

import json
import os
import pathlib
import queue
import subprocess
import sys
import threading
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from page_client import processor_seconds  # noqa: E402

VEGHE = os.path.abspath(sys.argv.pop(1))
SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
SMALL, LARGE = "TL", "B"  # the largest county takes many times as long to build as is waited for here
MEASURES = [{"id": "school_counsellors", "values": {"pupils_per_counsellor": 400}}]
STOPS_WITHIN = 5.0  # s, of a build for tests on a machine that does much else; docs/serve.md has what it takes otherwise


class Worker:
    def __init__(self, baseline):
        self.process = subprocess.Popen([VEGHE, "serve-worker", str(SOURCE / "scenarios" / baseline)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        self.said = []
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))

    def tell(self, what, county=SMALL, **more):
        order = {"do": what, **more}
        if what in ("run", "prepare"):
            asked = {"counties": [county], "pairs": more.pop("pairs", 1), "years": more.pop("years", 1)}
            order["asked"] = {**asked, "measures": MEASURES} if what == "run" else asked
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def until(self, seconds, **wanted):
        """The first line that says that, and the seconds that it took."""
        begin = time.monotonic()
        while True:
            left = seconds - (time.monotonic() - begin)
            try:
                line = self.lines.get(timeout=max(left, 0.001))
            except queue.Empty:
                raise AssertionError(f"nothing says {wanted} within {seconds} s; said: {self.heard()}") from None
            self.said.append(line)
            if all(line.get(key) == value for key, value in wanted.items()):
                return line, time.monotonic() - begin

    def heard(self):
        return [{key: line[key] for key in line if key in ("run", "event", "phase", "ready", "ticket")} for line in self.said]

    def begun(self):
        return [line for line in self.said if line.get("phase") == "preparing"]

    def end(self):
        self.process.stdin.close()
        try:
            return self.process.wait(10)
        finally:
            self.process.kill()  # no signal is sent to one that has ended
            self.process.wait()
            self.process.stdout.close()


class Building(unittest.TestCase):
    def setUp(self):
        self.worker = Worker("baselines/romania.toml")
        self.addCleanup(lambda: self.assertEqual(self.worker.end(), 0))

    def test_what_nobody_waits_for_holds_up_no_question(self):
        self.worker.tell("prepare", LARGE)
        self.worker.until(60, phase="preparing")
        for patience in (0.3, 1.5):
            time.sleep(patience)
            self.worker.tell("run", SMALL, run="question")
            _, took = self.worker.until(STOPS_WITHIN, run="", event="stopped")
            print(f"another county is broken off after {took:.2f} s", flush=True)
            self.worker.until(300, run="question", event="done")
            self.worker.tell("prepare", LARGE)
            self.worker.until(60, run="", phase="preparing")
        self.assertNotIn(LARGE, [code for line in self.worker.said for code in line.get("ready", [])])

    def test_what_is_built_goes_on_for_the_next_question_about_it(self):
        self.worker.tell("run", SMALL, run="first")
        self.worker.until(60, run="first", phase="preparing")
        self.worker.tell("stop")
        self.worker.until(1, run="first", event="stopped")
        self.worker.tell("run", SMALL, run="second")
        self.worker.until(300, run="second", event="done")
        self.assertEqual([line["run"] for line in self.worker.begun()], ["first", "second"], "the second waits for what is being built")
        told = [(line["run"], line.get("phase", line["event"])) for line in self.worker.said if line.get("event") in ("state", "stopped")]
        self.assertLess(told.index(("second", "preparing")), len(told) - told[::-1].index(("first", "stopped")) - 1,
                        "it waits before the first is over: nothing is broken off and begun anew")

    @unittest.skipIf(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") < 6 << 30, "a county is built unasked where there are 6 GB")
    def test_the_county_that_nobody_wants_to_wait_for(self):
        self.worker.tell("unasked")
        self.worker.tell("run", SMALL, run="question")
        self.worker.until(300, run="question", event="done")
        self.worker.until(300, run="", event="stopped")  # the baseline of the question is made ready first
        self.worker.until(60, run="", phase="preparing")
        self.worker.tell("run", SMALL, run="next")
        self.worker.until(STOPS_WITHIN, run="", event="stopped")
        self.worker.until(300, run="next", event="done")
        self.worker.until(300, run="", phase="preparing")

    def test_nothing_is_built_unasked_by_who_was_not_told(self):
        self.worker.tell("run", SMALL, run="question")
        self.worker.until(300, run="question", event="done")
        self.worker.until(300, run="", event="stopped")
        time.sleep(1)
        self.assertTrue(self.worker.lines.empty())


class Stopping(unittest.TestCase):
    def test_a_run_of_the_largest_county_stops_at_once(self):
        """W8. By what it still works, since a machine that does much else lets it wait: runs that went on to their end would work for seconds."""
        worker = Worker("baselines/romania.toml")
        self.addCleanup(lambda: self.assertEqual(worker.end(), 0))
        worker.tell("prepare", LARGE, pairs=8, years=5)
        worker.until(900, run="", event="stopped")  # with its baseline: then it is the runs of the measure that are stopped
        slowest, worked, times = 0.0, 0.0, 5
        for again in range(times):
            worker.tell("run", LARGE, run="long", pairs=200, years=5)
            worker.until(300, run="long", event="answer")
            before = processor_seconds(worker.process.pid)
            worker.tell("stop")
            _, took = worker.until(300, run="long", event="stopped")
            worked += processor_seconds(worker.process.pid) - before
            slowest = max(slowest, took)
        print(f"{times} runs of {LARGE} stop after {slowest:.2f} s at most, {worked / times:.2f} s of the processors each", flush=True)
        self.assertLess(worked, 2.0)
        worker.tell("run", LARGE, run="short")  # the same process, with the persons that it has
        worker.until(300, run="short", event="done")


class Answering(unittest.TestCase):
    def test_who_stops_does_not_wait_for_a_report(self):
        worker = Worker("tiny.toml")
        self.addCleanup(lambda: self.assertEqual(worker.end(), 0))
        worker.tell("run", run="short")
        worker.until(120, run="short", event="done")
        worker.tell("run", run="long", pairs=200)
        worker.until(120, run="long", event="answer")
        many = 40
        for ticket in range(many):
            worker.tell("report", run="short", ticket=ticket + 1, lang="en")
        worker.tell("stop")
        worker.until(0.7, run="long", event="stopped")
        told = [line["ticket"] for line in worker.said if "ticket" in line]
        self.assertLess(len(told), many, "forty reports take longer than a stop")
        reply, _ = worker.until(120, ticket=many)
        self.assertEqual(reply["status"], 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)

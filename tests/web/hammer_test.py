"""`veghe serve` under load and abuse (W7), and a fuzz of everything that it takes from the network.

hammer_test.py VEGHE SOURCE_FOLDER SECONDS_OF_FUZZING [TEST...]
VEGHE built with the sanitizers tells their findings on its standard error, which must stay empty.
"""

import contextlib
import json
import os
import pathlib
import random
import re
import resource
import shutil
import socket
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from page_client import Answer, Server, exposed, received  # noqa: E402

VEGHE = os.path.abspath(sys.argv.pop(1))
SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
SECONDS = float(sys.argv.pop(1))
SEED = int(os.environ.get("VEGHE_FUZZ_SEED", "20261127"))
MEGABYTES = 100


class Hammer(unittest.TestCase):
    def setUp(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-hammer-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.server = Server(VEGHE, SOURCE / "scenarios" / "tiny.toml", self.folder, self.folder / "log")
        self.addCleanup(self.server.stop)
        self.idle_kb = self.server.memory_kb()
        pathlib.Path(f"/proc/{self.server.process.pid}/clear_refs").write_text("5", encoding="ascii")  # VmHWM counts from here on

    def tearDown(self):
        self.assertEqual(self.server.stop(), 0)
        log = (self.folder / "log").read_text()
        self.assertNotRegex(log, "Sanitizer|runtime error|terminate called|fault of the program")

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.server.port), timeout=15)

    def served(self):
        begin = time.monotonic()
        self.assertEqual(self.server.get("/", timeout=10).status, 200)
        return time.monotonic() - begin

    @contextlib.contextmanager
    def served_meanwhile(self):
        """Somebody else asks for the page again and again, gets it each time, and memory stays small."""
        over, took, wrong = threading.Event(), [], []

        def asks():
            while True:
                try:
                    took.append(self.served())
                    self.small()
                except Exception as error:  # noqa: BLE001: told below, where the test is
                    wrong.append(repr(error))
                if over.wait(0.02):
                    return

        thread = threading.Thread(target=asks)
        thread.start()
        try:
            yield took
        finally:
            over.set()
            thread.join()
        self.assertEqual(wrong, [])

    def small(self):
        """The most that it has held since, above what it held at first; nothing that came and went between two looks is missed."""
        grown = (self.server.memory_kb("VmHWM") - self.idle_kb) / 1024
        self.assertLess(grown, MEGABYTES)
        return grown

    def closed_within(self, connections, seconds, begin):
        for connection in connections:
            connection.settimeout(max(0.1, seconds - (time.monotonic() - begin)))
            try:
                while connection.recv(65536):
                    pass
            except ConnectionError:
                pass
            except TimeoutError:
                self.fail("a connection stays open")
            connection.close()
        return time.monotonic() - begin

    def test_idle_connections(self):
        many = [self.connect() for _ in range(500)]
        begin = time.monotonic()  # of the last of them: that many take a while to open
        took = self.served()
        grown = self.small()
        print(f"500 idle connections: page in {took:.3f} s, {grown:.1f} MB more, closed after "
              f"{self.closed_within(many, 10, begin):.1f} s", flush=True)

    def test_slow_heads(self):
        begin = time.monotonic()
        many = [self.connect() for _ in range(50)]
        text = f"GET / HTTP/1.1\r\nHost: {self.server.host}\r\n" + "".join(f"X-{i}: {i}\r\n" for i in range(50))
        at, open_ones = 0, list(many)
        while open_ones and time.monotonic() - begin < 9.5:
            for connection in list(open_ones):
                with contextlib.suppress(OSError):
                    connection.send(text[at:at + 1].encode())
                    continue
                open_ones.remove(connection)
            at += 1
            time.sleep(0.05)
        took = self.served()
        print(f"50 slow heads: page in {took:.3f} s, {self.small():.1f} MB more, closed after "
              f"{self.closed_within(many, 10, begin):.1f} s", flush=True)

    def test_slow_bodies(self):
        begin = time.monotonic()
        many = []
        for _ in range(50):
            connection = self.connect()
            connection.sendall(f"POST /api/runs HTTP/1.1\r\nHost: {self.server.host}\r\nX-Veghe-Token: {self.server.token}\r\n"
                               "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n{".encode())
            many.append(connection)
        with self.served_meanwhile() as took:
            many[0].settimeout(10)
            answer = Answer(received(many[0]))
        self.assertEqual((answer.status, exposed(answer.headers), answer.body), (408, [], b""))
        print(f"50 slow bodies: page in {max(took):.3f} s at most of {len(took)}, {self.small():.1f} MB more, closed after "
              f"{self.closed_within(many, 10, begin):.1f} s", flush=True)

    def test_endless_lines(self):
        """More is sent than may be kept, as fast as it goes."""
        for begin in (b"GET /", b"GET / HTTP/1.1\r\nX: ", b"GET / HTTP/1.1\r\n", b""):
            rest = {b"GET / HTTP/1.1\r\n": b"X: 1\r\n" * 10000}.get(begin, b"a" * 60000)
            with self.served_meanwhile(), self.connect() as connection:
                sent = 0
                with contextlib.suppress(OSError):
                    connection.sendall(begin)
                    while sent < 200 << 20:
                        connection.sendall(rest)
                        sent += len(rest)
                self.assertLess(sent, 20 << 20, "what is too long is closed early")
            self.small()
        print(f"endless lines: {self.small():.1f} MB more", flush=True)

    def test_two_gigabytes(self):
        with self.served_meanwhile(), self.connect() as connection:
            connection.sendall(f"POST /api/runs HTTP/1.1\r\nHost: {self.server.host}\r\nX-Veghe-Token: {self.server.token}\r\n"
                               "Content-Type: application/json\r\nContent-Length: 2147483648\r\n\r\n".encode())
            sent = 0
            with contextlib.suppress(OSError):
                while sent < 2 << 30:
                    connection.sendall(b"x" * 65536)
                    sent += 65536
        self.assertLess(sent, 50 << 20)
        self.small()

    def test_readers_that_do_not_read(self):
        many = []
        for _ in range(60):
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            connection.connect(("127.0.0.1", self.server.port))
            connection.sendall(f"GET /assets/map.json HTTP/1.1\r\nHost: {self.server.host}\r\n\r\n".encode())
            many.append(connection)
        begin = time.monotonic()
        while True:  # forty answers may be on their way at once: one more is told so, or served
            with contextlib.suppress(AssertionError, OSError):
                self.served()
                break
            self.assertLess(time.monotonic() - begin, 10)
            time.sleep(0.2)
        print(f"60 that do not read: page after {time.monotonic() - begin:.1f} s", flush=True)
        for connection in many:
            connection.close()

    def test_more_answers_at_once_than_may_be(self):
        run = self.server.run(counties=["TL"], measures=[{"id": "curriculum"}], pairs=200)
        with contextlib.ExitStack() as streams:
            for _ in range(40):
                stream = streams.enter_context(contextlib.closing(self.server.events(run)))
                self.assertEqual(stream.status, 200)
            answer = self.server.get("/", timeout=10)
            self.assertEqual((answer.status, exposed(answer.headers), answer.body), (503, [], b""))
        begin = time.monotonic()
        while self.server.get("/", timeout=10).status != 200:  # each stream finds out within a fifth of a second that nobody reads it
            self.assertLess(time.monotonic() - begin, 10)
            time.sleep(0.05)
        print(f"40 streams: page after {time.monotonic() - begin:.1f} s", flush=True)

    def test_fuzz(self):
        """Requests that are nearly right, for so many seconds."""
        luck = random.Random(SEED)
        run = self.server.run(counties=["TL"], measures=[{"id": "curriculum"}], pairs=1)
        with contextlib.closing(self.server.events(run)) as stream:
            stream.until("done")
        seeds = self.seeds(run)
        until, sent, statuses = time.monotonic() + SECONDS, 0, {}
        while time.monotonic() < until:
            raw = mutated(luck, luck.choice(seeds), seeds)
            try:
                with self.connect() as connection:
                    connection.settimeout(12)
                    for piece in pieces(luck, raw):
                        connection.sendall(piece)
                    connection.shutdown(socket.SHUT_WR)
                    answer = Answer(received(connection)) if luck.random() < 0.95 else None
            except TimeoutError:
                raise
            except OSError:  # the server has closed or reset it, which shutdown() tells as "not connected"
                answer = None
            if answer is not None and answer.status is not None:
                statuses[answer.status] = statuses.get(answer.status, 0) + 1
                self.assertNotIn(answer.status, (500, 501, 502), raw)
                self.assertIn("content-security-policy", answer.headers, raw)
                self.assertFalse(set(answer.headers) & {"set-cookie", "location", "access-control-allow-origin"}, raw)
            sent += 1
            if sent % 500 == 0:
                self.assertIsNone(self.server.process.poll(), "the server ended")
                self.served()
                self.small()
        print(f"fuzz: {sent} requests in {SECONDS:.0f} s, seed {SEED}, statuses {dict(sorted(statuses.items()))}, "
              f"{self.small():.1f} MB more than {self.idle_kb / 1024:.0f} at most", flush=True)
        self.assertGreater(sent, 10 * SECONDS)
        told = sum(statuses.values())
        for some, share in (((200, 202, 204), 0.05), ((422,), 0.01), ((404,), 0.01), ((405, 415), 0.002), ((400,), 0.05), ((421,), 0.01)):
            self.assertGreater(sum(statuses.get(status, 0) for status in some), share * told, f"what is told by {some} is hardly reached")
        self.assertEqual(self.server.get("/api/texts").status, 200)

    def seeds(self, run):
        head = f"Host: {self.server.host}\r\nX-Veghe-Token: {self.server.token}\r\n"
        asked = {"counties": ["TL"], "measures": [{"id": "school_counsellors", "values": {"coverage": 0.5, "start": "2022-09-05"}}],
                 "pairs": 1, "seed": 1, "years": 1, "lang": "ro"}
        toml = self.server.get(f"/api/runs/{run}/scenario.toml").body.decode()
        posts = [("/api/runs", "application/json", json.dumps({**asked, "years": 9})), ("/api/prepare", "application/json", '{"counties":["TL"]}'),
                 ("/api/scenario", "text/plain", toml), (f"/api/runs/{run}/report", "application/json", '{"lang":"ro"}')]
        gets = ["/", "/assets/app.js", "/assets/style.css", "/api/model?lang=ro", "/api/texts?lang=en", "/api/exercises?lang=ro",
                f"/api/runs/{run}?lang=ro", f"/api/runs/{run}/scenario.toml", f"/api/runs/{run}/baseline.toml", "/report/" + "0" * 32]
        raw = [f"GET {path} HTTP/1.1\r\n{head}\r\n" for path in gets]
        raw += [f"POST {path} HTTP/1.1\r\n{head}Content-Type: {media}\r\nContent-Length: {len(body.encode())}\r\n\r\n{body}"
                for path, media, body in posts]
        raw.append(f"DELETE /api/runs/{run} HTTP/1.1\r\n{head}\r\n")
        return [text.encode() for text in raw]


TOKENS = [b"\r\n", b"\n", b"\r", b"\x00", b"%00", b"../", b"%2e%2e%2f", b"Transfer-Encoding: chunked\r\n", b"Content-Length: 0\r\n",
          b"Host: x\r\n", b"Origin: null\r\n", b"Range: bytes=0-,0-\r\n", b"Expect: 100-continue\r\n", b"null", b"1e999", b"-1", b"\"",
          b"{", b"[", b"]" * 50, b"[" * 500, b"\xff\xfe", b"\xc8\x99", b" ", b"\t", b"9" * 30, b"HTTP/1.0", b"a" * 3000, b"'''", b"[[x]]"]


def mutated(luck, raw, seeds):
    """A body keeps its length in half of the cases, so that it is read."""
    head, mark, body = raw.partition(b"\r\n\r\n")
    if body and luck.random() < 0.5:
        body = changed(luck, body, [seed.partition(b"\r\n\r\n")[2] for seed in seeds])
        head = re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % len(body), head)
        return head + mark + body
    return changed(luck, raw, seeds)


def changed(luck, raw, others):
    raw = bytearray(raw)
    for _ in range(luck.choice((0, 1, 1, 1, 2, 4, 16))):
        at = luck.randrange(len(raw) + 1)
        kind = luck.randrange(6)
        if kind == 0:
            raw[at:at] = luck.choice(TOKENS)
        elif kind == 1:
            del raw[at:at + luck.randrange(1, 40)]
        elif kind == 2 and at < len(raw):
            raw[at] = luck.randrange(256)
        elif kind == 3:
            raw[at:at] = raw[at:at + luck.randrange(1, 200)]
        elif kind == 4:
            other = luck.choice(others)
            cut = luck.randrange(len(other) + 1)
            raw[at:] = other[cut:]
        elif at < len(raw):
            raw[at] ^= 1 << luck.randrange(8)
    return bytes(raw)


def pieces(luck, raw):
    if luck.random() < 0.8:
        return [raw]
    cuts = sorted(luck.randrange(len(raw) + 1) for _ in range(luck.randrange(1, 6)))
    return [raw[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(raw)]) if begin < end]


if __name__ == "__main__":
    unittest.main(verbosity=2)

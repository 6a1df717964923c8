"""What the tests of `veghe serve` share: the server as a process, and a client that sends any bytes it likes."""

import contextlib
import ctypes
import json
import os
import pathlib
import re
import select
import signal
import socket
import subprocess
import time


PR_SET_PDEATHSIG = 1  # of Linux's <sys/prctl.h>
libc = ctypes.CDLL(None, use_errno=True)


def end_with_parent():
    """In a child before its program begins: a test that is killed, as one that takes too long is, leaves no server."""
    if libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


ALWAYS = {"x-content-type-options": "nosniff", "x-frame-options": "DENY", "cache-control": "no-store", "referrer-policy": "no-referrer",
          "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin"}
NEVER = {"access-control-allow-origin", "server", "set-cookie", "location"}


def exposed(headers, policy="default-src 'none'; script-src 'self'; style-src 'self';"):
    """What the headers of an answer lack, or have too much, of what every answer has.

    policy  how its content policy begins
    """
    given = headers.get("content-security-policy", "")
    wrong = [f"{name}: {headers.get(name)}" for name, value in ALWAYS.items() if headers.get(name) != value]
    wrong += [f"{name}: {headers[name]}" for name in NEVER & headers.keys()]
    if not given.startswith(policy) or "frame-ancestors 'none'" not in given or "script-src 'unsafe" in given:
        wrong.append(f"content-security-policy: {given}")
    return wrong


class Answer:
    def __init__(self, raw):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split()[1]) if lines[0].startswith("HTTP/1.1 ") else None
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            self.headers[name.lower()] = value.strip()
        if self.headers.get("transfer-encoding") == "chunked":
            self.body = unchunked(self.body)

    def json(self):
        return json.loads(self.body)

    def ids(self):
        return [message["id"] for message in self.json()["messages"]]


def unchunked(body):
    whole = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        length = int(size, 16)
        whole, body = whole + rest[:length], rest[length + 2:]
        if length == 0:
            break
    return whole


class Server:
    """`veghe serve` on a port that is free. `through`: a command that runs it in its own place.

    Who makes one stops it whatever happens (addCleanup); what is stopped already is not minded.
    """

    def __init__(self, veghe, baseline, cwd, log=None, through=(), environment=None, more=()):
        self.log = open(log, "wb") if log else subprocess.DEVNULL
        self.begun = time.monotonic()
        self.process = subprocess.Popen([*through, veghe, "serve", "--port", "0", "--baseline", str(baseline), *more], cwd=cwd,
                                        stdout=subprocess.PIPE, stderr=self.log, env={**os.environ, **(environment or {})},
                                        preexec_fn=end_with_parent)
        try:
            line = self.process.stdout.readline().decode()
            self.seconds_to_start = time.monotonic() - self.begun
            self.processor_seconds_to_start = processor_seconds(self.process.pid)
            self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", line).group(1))
            self.host = f"127.0.0.1:{self.port}"
            self.token = self.read_token()
        except BaseException:  # nobody has it yet who could stop it
            self.process.kill()
            self.stop()
            raise

    def read_token(self):
        page = self.get("/").body.decode()
        return re.search(r'name="veghe-token" content="([0-9a-f]{64})"', page).group(1)

    def send(self, raw, address="127.0.0.1", timeout=60):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as connection:
            connection.settimeout(timeout)
            connection.connect((address, self.port))
            connection.sendall(raw)
            return Answer(received(connection))

    def ask(self, method, path, headers=(), body=b"", host=None, token=None, **more):
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host or self.host}", *headers]
        if token is not False and path.startswith("/api/"):
            lines.append(f"X-Veghe-Token: {token or self.token}")
        if method == "POST":
            lines.append(f"Content-Length: {len(body)}")
            if not any(line.lower().startswith("content-type") for line in headers):
                lines.append("Content-Type: application/json")
        return self.send(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body, **more)

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, value, **more):
        return self.ask("POST", path, body=json.dumps(value).encode(), **more)

    def run(self, **asked):
        answer = self.post("/api/runs", asked)
        assert answer.status == 202, (answer.status, answer.body)
        return answer.json()["id"]

    def events(self, run, language="en"):
        return Events(self, run, language)

    def worker(self):
        """The process that simulates; waits for it, since one that ended is begun anew."""
        for _ in range(200):
            for task in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir():
                with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # a thread that has given its answer
                    if children := (task / "children").read_text().split():
                        return int(children[0])
            time.sleep(0.05)
        raise AssertionError("no process simulates")

    def memory_kb(self, which="VmRSS"):
        """What it holds now; VmHWM: what it has held at most."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{which}:\s+(\d+)", status).group(1))

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            return self.process.wait(20)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            self.process.stdout.close()
            if self.log is not subprocess.DEVNULL:
                self.log.close()


def received(connection):
    raw = b""
    try:
        while part := connection.recv(65536):
            raw += part
    except ConnectionResetError:
        pass
    return raw


class Events:
    """The stream of a run, read event by event."""

    def __init__(self, server, run, language):
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=120)
        self.socket.sendall(f"GET /api/runs/{run}/events?lang={language} HTTP/1.1\r\nHost: {server.host}\r\n"
                            f"X-Veghe-Token: {server.token}\r\n\r\n".encode())
        self.file = self.socket.makefile("rb")
        self.status = int(self.file.readline().split()[1])
        self.headers = {}
        for line in iter(self.file.readline, b"\r\n"):
            if not line:
                break
            name, _, value = line.decode().partition(":")
            self.headers[name.lower()] = value.strip()
        self.text = b""

    def __iter__(self):
        """(name, data) of each event until the stream ends."""
        while size := self.file.readline().strip():
            length = int(size, 16)
            self.text += self.file.read(length)
            self.file.readline()
            while b"\n\n" in self.text:
                one, _, self.text = self.text.partition(b"\n\n")
                fields = dict(line.split(": ", 1) for line in one.decode().split("\n") if not line.startswith(":"))
                if fields:
                    yield fields["event"], json.loads(fields["data"])
            if length == 0:
                return

    def until(self, *names):
        for name, data in self:
            if name in names:
                return name, data
        raise AssertionError(f"the stream ended without {names}")

    def close(self):
        self.file.close()
        self.socket.close()


def processor_seconds(pid):
    """What a process has used of the processors, by all of its threads: the same however much else the machine does."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def gone(pid, seconds):
    """Whether a process ends within that time; one that nobody has waited for has ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.02)
    return False

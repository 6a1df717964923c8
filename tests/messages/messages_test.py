#!/usr/bin/env python3
"""B12: every refusal has an id, a cause, a place and a remedy, in English and in Romanian.

    messages_test.py SOURCE            walks the sources and holds them against analysis/messages/messages_ro.toml
    messages_test.py SOURCE --page     prints docs/messages.md
"""

import pathlib
import re
import sys
import tomllib

CALL = re.compile(r"\b(?:sim::)?(refusal|phrase)\(\s*(?=\")")
STRING = re.compile(r'\s*"((?:[^"\\]|\\.)*)"')
PLACE = re.compile(r"\{([a-z_]*)\}")
REFUSAL_ID = re.compile(r"^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$")


def literals(text, at):
    """The string literals that stand as arguments from `at` on, adjacent ones put together, and where they end."""
    arguments = []
    while True:
        parts = []
        while match := STRING.match(text, at):
            parts.append(re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m[1], m[1]), match[1]))
            at = match.end()
        if not parts:
            return arguments, at
        arguments.append("".join(parts))
        comma = re.compile(r"\s*,").match(text, at)
        if not comma:
            return arguments, at
        at = comma.end()


def calls(source):
    """(file:line, function, literal arguments, names of the places that are filled) of every call."""
    found = []
    for folder in ["sim", "models", "analysis"]:
        for file in sorted((source / folder).rglob("*.[ch]pp")):
            text = file.read_text(encoding="utf-8")
            for match in CALL.finditer(text):
                arguments, end = literals(text, match.end())
                depth, at = 1, end
                while depth and at < len(text):
                    if text[at] == '"':
                        at = STRING.match(text, at).end()
                        continue
                    depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(text[at], 0)
                    at += 1
                filled = direct_places(text[end:at - 1])
                line = text.count("\n", 0, match.start()) + 1
                found.append((f"{file.relative_to(source)}:{line}", match[1], arguments, filled))
    return found


def direct_places(text):
    """Names in {{"name", ...}, ...} that belong to this call and not to one inside it."""
    names, depth, at = set(), 0, 0
    while at < len(text):
        if text[at] == '"':
            at = STRING.match(text, at).end()
            continue
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(text[at], 0)
        if text[at] == "{" and depth == 2 and (name := STRING.match(text, at + 1)):
            names.add(name[1])
        at += 1
    return names


def places(text):
    return set(PLACE.findall(text))


class Walk:
    def __init__(self, source):
        self.english = {}
        self.wrong = []
        for where, function, arguments, filled in calls(source):
            self.take(where, function, arguments, filled)
        with open(source / "analysis" / "messages" / "messages_ro.toml", "rb") as file:
            self.romanian = {f"{area}.{name}": words for area, group in tomllib.load(file).items() for name, words in group.items()}

    def take(self, where, function, arguments, filled):
        if len(arguments) != (3 if function == "refusal" else 2):
            self.wrong.append(f"{where}: {function} needs its id and words as literals: {arguments}")
            return
        name, *words = arguments
        if not REFUSAL_ID.match(name) or name.startswith("say.") != (function == "phrase"):
            self.wrong.append(f"{where}: {name} is no id of a {function}")
        if not all(words):
            self.wrong.append(f"{where}: {name} lacks {'cause or remedy' if function == 'refusal' else 'words'}")
        if places("".join(words)) != filled:
            self.wrong.append(f"{where}: {name} has the places {sorted(places(''.join(words)))}, filled are {sorted(filled)}")
        if self.english.setdefault(name, words) != words:
            self.wrong.append(f"{where}: {name} is worded otherwise elsewhere; one id has one wording")

    def compare(self):
        for name in sorted(self.english.keys() - self.romanian.keys()):
            self.wrong.append(f"{name}: no Romanian words in messages_ro.toml")
        for name in sorted(self.romanian.keys() - self.english.keys()):
            self.wrong.append(f"{name}: stands in messages_ro.toml, and nobody says it")
        for name in sorted(self.english.keys() & self.romanian.keys()):
            words = self.romanian[name]
            words = [words] if isinstance(words, str) else [words.get("cause", ""), words.get("remedy", "")]
            if len(words) != len(self.english[name]) or not all(words):
                self.wrong.append(f"{name}: cause and remedy are both needed in Romanian, or the words of a phrase")
            for english, romanian in zip(self.english[name], words):
                if places(english) != places(romanian):
                    self.wrong.append(f"{name}: places differ: {sorted(places(english))}, in Romanian {sorted(places(romanian))}")
                if re.search("[şţŞŢ]", romanian):
                    self.wrong.append(f"{name}: Romanian letters have a comma below, no cedilla")

    def page(self):
        rows = [f"| `{name}` | {cell(cause)} | {cell(remedy)} |"
                for name, (cause, remedy) in sorted((n, w) for n, w in self.english.items() if len(w) == 2)]
        return PAGE + "\n".join(rows) + "\n"


def cell(text):
    return text.replace("|", "\\|").replace("<", "&lt;")


PAGE = """# Messages

What the program refuses, and what is to be done. Generated by `tests/messages/messages_test.py . --page`; a test compares.

A refusal is one line of standard error, `place: [id] cause; remedy`: the place is a file and line, or an option. The id never
changes, whatever the language, so scripts may rely on it. What stands in `{braces}` is filled in. `--language ro`, or
`VEGHE_LANGUAGE=ro`, says the same in Romanian ([`messages_ro.toml`](../analysis/messages/messages_ro.toml)). Everything wrong with
an input is told at once; exit codes are in [architecture.md](architecture.md#errors).

| Id | Cause | Remedy |
| --- | --- | --- |
"""


def main():
    source = pathlib.Path(sys.argv[1])
    walk = Walk(source)
    if "--page" in sys.argv:
        sys.stdout.write(walk.page())
        return 0
    if len(walk.english) < 100:
        walk.wrong.append(f"only {len(walk.english)} messages were found: the walk itself is broken")
    walk.compare()
    if (source / "docs" / "messages.md").read_text(encoding="utf-8") != walk.page():
        walk.wrong.append("docs/messages.md is stale: tests/messages/messages_test.py . --page > docs/messages.md")
    print("\n".join(walk.wrong) or f"{len(walk.english)} messages in two languages")
    return 1 if walk.wrong else 0


if __name__ == "__main__":
    sys.exit(main())

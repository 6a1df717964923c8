#!/usr/bin/env python3
"""Words that nobody says: every entry of the report's texts and of the catalogue stands in the sources, whole or in its parts.

    words_test.py SOURCE
"""

import pathlib
import re
import sys
import tomllib

STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
# What the program puts in front of a name that stands elsewhere: "uses." + resource.name.
PREFIXES = ["finding.", "groups.", "time.", "warning.", "warning.registered_", "warning.true_", "label.pathway.", "label.sex.",
            "label.settlement.", "label.care.", "label.unit.", "staff.", "target.", "unit.", "uses.", "pathway.", "parameter."]
OF_KIND = {"name", "does", "evidence"}


def entries(table, path=()):
    """Every key of a file with dots, but for the languages at its end."""
    for key, value in table.items():
        if isinstance(value, dict) and not value.keys() <= {"en", "ro"}:
            yield from entries(value, (*path, key))
        else:
            yield (*path, key)


def read(file):
    with open(file, "rb") as stream:
        return sorted(entries(tomllib.load(stream)))


class Sources:
    def __init__(self, source):
        self.strings = set()
        self.page = ""
        for folder in ["sim", "models", "analysis"]:
            for file in sorted((source / folder).rglob("*")):
                if file.suffix in {".cpp", ".hpp"}:
                    self.strings.update(STRING.findall(file.read_text(encoding="utf-8")))
                elif file.suffix in {".html", ".mustache"} or file.name == "charts.js":
                    self.page += file.read_text(encoding="utf-8")

    def says(self, name):
        return name in self.strings or re.search(r"\bt\." + re.escape(name) + r"\b", self.page) is not None

    def uses(self, path):
        if path[0] == "kind":
            kind, rest = path[1], path[2:]
            return self.says(kind) and (rest[0] in OF_KIND or all(self.says(part) for part in rest[1:]))
        name = ".".join(path)
        if path[0] == "month":
            return re.fullmatch(r"month\.m([1-9]|1[0-2])", name) is not None
        name = name.removesuffix("_title") if path[0] in {"banner", "warning"} else name
        return self.says(name) or any(name.startswith(p) and self.in_parts(name[len(p):], path[0]) for p in PREFIXES)

    def in_parts(self, name, table):
        """The name itself, or as a warning is put together: "too_bad" + "_both"."""
        parts = [(name[:at], name[at:]) for at in range(1, len(name))] if table == "warning" else []
        return self.says(name) or any(first in self.strings and second in self.strings for first, second in parts)


def main():
    source = pathlib.Path(sys.argv[1])
    sources = Sources(source)
    wrong = []
    english = read(source / "analysis" / "report" / "text_en.toml")
    romanian = read(source / "analysis" / "report" / "text_ro.toml")
    wrong += [f"text_en.toml and text_ro.toml differ in {'.'.join(path)}" for path in sorted({*english} ^ {*romanian})]
    catalogue = read(source / "analysis" / "explain" / "catalogue.toml")
    for file, paths in [("text_en.toml", english), ("catalogue.toml", catalogue)]:
        if len(paths) < 100:
            wrong.append(f"only {len(paths)} entries of {file} were read: the walk itself is broken")
        wrong += [f"{file}: nobody says {'.'.join(path)}" for path in paths if not sources.uses(path)]
    print("\n".join(wrong) or f"{len(english)} and {len(catalogue)} entries, each of them said")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""The page's words, the server's and the page's files: every sentence is said and every sentence that is asked for is there, in both
languages with the same places; no script, style or markup stands where the content policy would stop it.

    page_words_test.py SOURCE
"""

import pathlib
import re
import sys
import tomllib

LITERAL = re.compile(r'\b(?:t|counted)\(\s*"([\w.]+)"')
TEMPLATE = re.compile(r"`([\w]+\.\w*)\$\{[^}]*\}(\w*)`")
STRING = re.compile(r'"([\w.]+)"')
GRADES = {f"grade.{letter}" for letter in "ABCDE"}
FORMS = {"one", "few", "many"}
# What would bring text in as markup, or be stopped by the policy.
FORBIDDEN = [
    r"\.innerHTML",
    r"\.outerHTML",
    r"insertAdjacentHTML",
    r"document\.write",
    r"\beval\(",
    r"new Function",
    r'setAttribute\("style"',
    r'\bstyle: ["`{]',
    r"https?://(?!www\.w3\.org/2000/svg)",
    r"localStorage",
]


def flat(table, path=""):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{path}{key}.")
        else:
            yield path + key, value


def places(text):
    return sorted(re.findall(r"\{(\w+)\}", text))


def without_form(key):
    head, _, last = key.rpartition(".")
    return head if last in FORMS else key


def said(keys, source):
    """The keys that the page's sources ask for, whole or put together from a name in a template."""
    strings = set(STRING.findall(source))
    found = {key for key in keys if key in strings or without_form(key) in strings} | (GRADES & keys)
    for head, tail in TEMPLATE.findall(source):
        found |= {
            key
            for key in keys
            if key.startswith(head) and key.endswith(tail) and key[len(head) : len(key) - len(tail)] in strings
        }
    return found


def read(folder, name):
    """The sentences of a file in both languages."""
    for language in ["en", "ro"]:
        with open(folder / f"{name}_{language}.toml", "rb") as stream:
            yield dict(flat(tomllib.load(stream)))


def between(english, romanian):
    """What the languages do not have alike."""
    wrong = [f"only one language has {key}" for key in sorted(english.keys() ^ romanian.keys())]
    return wrong + [
        f"{key}: the languages have different places"
        for key in sorted(english.keys() & romanian.keys())
        if not key.endswith(".one") and places(english[key]) != places(romanian[key])
    ]  # "one" may say it in a word


def of_server(folder):
    """What is wrong with the server's own words, which its sources ask for whole or by a table and a name: "field." and "school"."""
    english, romanian = read(folder, "server")
    strings = set(re.findall(r'"([\w.]+)"', "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.cpp")))))
    heads = [text for text in strings if re.fullmatch(r"\w+\.(\w+_)?", text)]
    put_together = {head + text for head in heads for text in strings}
    sentences = english.keys() - {"language"}
    wrong = between(english, romanian) + [f"no source says {key}" for key in sorted(sentences - strings - put_together)]
    if len(sentences) < 30 or len(heads) < 4:
        wrong.append("too little of the server was read: the walk itself is broken")
    return wrong


def main():
    folder = pathlib.Path(sys.argv[1]) / "analysis" / "web"
    english, romanian = read(folder, "text")
    scripts = {file.name: file.read_text(encoding="utf-8") for file in sorted((folder / "page").glob("*.js"))}
    html = (folder / "page" / "index.html").read_text(encoding="utf-8")
    script = "\n".join(scripts.values())
    wrong = between(english, romanian) + of_server(folder)
    asked = set(LITERAL.findall(script)) | set(re.findall(r'data-t(?:-label)?="([\w.]+)"', html))
    known = {without_form(key) for key in english} | english.keys()
    wrong += [f"the page says {key}, which no text has" for key in sorted(asked - known)]
    wrong += [f"nobody says {key}" for key in sorted(english.keys() - said(english.keys(), script) - asked)]
    wrong += [
        f"{name}: {pattern} has no place on the page"
        for name, text in scripts.items()
        for pattern in FORBIDDEN
        if re.search(pattern, text)
    ]
    wrong += [
        f"index.html: {found}" for found in re.findall(r"<style|\son\w+=|style=|<script(?! type=\"module\" src=\"/assets/)", html)
    ]
    wrong += [
        f"{name} has {len(text.splitlines())} lines; split it by idea"
        for name, text in scripts.items()
        if len(text.splitlines()) > 400
    ]
    if len(english) < 100 or len(scripts) < 10:
        wrong.append("too little was read: the walk itself is broken")
    print("\n".join(wrong) or f"{len(english)} sentences in two languages, each of them said")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""`references.bib`: its keys with their lines, and what is wrong with it: syntax, signs, and what
an entry must say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from shieldbook.tables import dates
from shieldbook.tables.cells import character_problem
from shieldbook.tables.contract import DataError, Problem, find_data, read_bytes
from shieldbook.tables.reader import decode

BIBLIOGRAPHY = "references.bib"
_ENTRY = re.compile(
    r"^[ ]*@[ ]*(?!(?:comment|preamble|string)\b)\w+[ ]*[{(][ ]*([^\s,{}()]+)[ ]*,", re.M | re.I
)
_URL = re.compile(r"https?://[^\s]+")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?~?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Who, what, and the year or -nd: a person who knows the source can guess its key.
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*-(\d{4}|\d{6}|\d{8}|nd)")
# What LaTeX asks for around signs and names.
_SET = re.compile(r"[{}\\\\]")
NEEDED = ("title", "publisher", "urldate")
# Signs that end a text or begin a formula in LaTeX, where no stroke stands before them.
_UNSAID = re.compile(r"(?<!\\)[%$&#]")
_WORDS = ("title", "publisher", "note")
# What BibLaTeX calls the languages of titles in other letters, and what a page does.
LANGUAGES = {
    "arabic": "ar",
    "chinese": "zh",
    "japanese": "ja",
    "korean": "ko",
    "russian": "ru",
    "ukrainian": "uk",
}
_OTHER_LETTERS = re.compile("[\u0400-\u04ff\u0600-\u06ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Bibliography:
    """The entries of a bibliography: `lines` gives the line on which each key stands."""

    lines: dict[str, int]


def read_bibliography(folder: Path) -> tuple[Bibliography | None, list[Problem]]:
    """The bibliography of a data folder, or None where it cannot be read, and its problems."""
    try:
        text = decode(BIBLIOGRAPHY, read_bytes(folder, BIBLIOGRAPHY))
        entries = _parse(text)
    except DataError as error:
        return None, [error.problem]
    known = {key.lower() for key in entries}
    found = ((match[1], text.count("\n", 0, match.start(1)) + 1) for match in _ENTRY.finditer(text))
    places = [(key, line) for key, line in found if key.lower() in known]
    lines = {key: line for key, line in reversed(places)} | dict.fromkeys(
        entries.keys() - dict(places).keys(), 0
    )
    problems = [
        *_sign_problems(text),
        *_repeated(places),
        *_url_problems(entries, lines),
        *_thin(entries, lines),
        *_ill_written(entries, lines),
    ]
    return Bibliography(lines), sorted(problems, key=lambda problem: problem.row)


def called(key: str) -> str:
    """What people call a source: who published it, and in which year; the key where the
    bibliography of the book's data does not know it."""
    return _names(read_bytes(find_data(None), BIBLIOGRAPHY)).get(key, key)


def addresses() -> dict[str, str]:
    """The address of every source of the book's bibliography that has one, by its key."""
    entries = _parse(decode(BIBLIOGRAPHY, read_bytes(find_data(None), BIBLIOGRAPHY)))
    return {key: fields["url"] for key, fields in entries.items() if "url" in fields}


@lru_cache(maxsize=2)
def _names(raw: bytes) -> dict[str, str]:
    names = {}
    for key, fields in _parse(decode(BIBLIOGRAPHY, raw)).items():
        year = (fields.get("date") or fields.get("year", ""))[:4]
        publisher = _SET.sub("", fields["publisher"])
        names[key] = f"{publisher}, {year}" if year else publisher
    return names


def _parse(text: str) -> dict[str, dict[str, str]]:
    """Fields by key, as pybtex reads them; one DataError where it cannot. Repeated keys are left to
    the caller."""
    from pybtex import errors
    from pybtex.database.input.bibtex import Parser
    from pybtex.exceptions import PybtexError

    try:
        with errors.capture() as found:
            entries = Parser().parse_string(text).entries
    except (PybtexError, RecursionError, ValueError) as error:
        raise DataError(_syntax_problem(error)) from None
    for fault in found:
        if "repeated bibliography entry" not in str(fault):
            raise DataError(_syntax_problem(fault))
    return {key: _fields(entry) for key, entry in entries.items()}


def _fields(entry: Any) -> dict[str, str]:
    return {name.lower(): str(value) for name, value in entry.fields.items()}


def _syntax_problem(error: Any) -> Problem:
    line = getattr(error, "lineno", None)
    return Problem(
        BIBLIOGRAPHY, line if isinstance(line, int) else 0, "", "", f"not BibTeX: {error}"
    )


def _sign_problems(text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), start=1):
        reason = character_problem(line)
        if reason:
            yield Problem(BIBLIOGRAPHY, number, "", line, reason)


def _repeated(places: list[tuple[str, int]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for key, line in places:
        # BibTeX does not tell capitals from small letters in keys.
        if key.lower() in first:
            yield Problem(
                BIBLIOGRAPHY, line, "", key, f"this key stands already on line {first[key.lower()]}"
            )
        first.setdefault(key.lower(), line)


def _url_problems(entries: dict[str, dict[str, str]], lines: dict[str, int]) -> Iterator[Problem]:
    for key, fields in entries.items():
        if "url" in fields and not _URL.fullmatch(fields["url"]):
            yield Problem(
                BIBLIOGRAPHY,
                lines.get(key, 0),
                "url",
                fields["url"],
                "not an http or https address",
            )


def _thin(entries: dict[str, dict[str, str]], lines: dict[str, int]) -> Iterator[Problem]:
    """Entries that say too little: what, by whom published, when read, and where (or why no address
    is given)."""
    for key, fields in entries.items():
        line = lines.get(key, 0)
        if not _KEY.fullmatch(key):
            yield Problem(
                BIBLIOGRAPHY,
                line,
                "",
                key,
                "a key is lower-case words with hyphens and ends in the year or in -nd",
            )
        for name in NEEDED:
            if not fields.get(name, "").strip("{} "):
                yield Problem(BIBLIOGRAPHY, line, name, key, f"the entry lacks its {name}")
        if "url" not in fields and "note" not in fields:
            yield Problem(
                BIBLIOGRAPHY, line, "url", key, "the entry has no url and no note that says why"
            )
        for name, form in (("urldate", _DAY), ("date", _DATE)):
            if name in fields and (not form.fullmatch(fields[name]) or dates.problem(fields[name])):
                yield Problem(
                    BIBLIOGRAPHY,
                    line,
                    name,
                    fields[name],
                    "not a date such as 2017-03-20, 2017-03, 2017 or 2017~",
                )


def _ill_written(entries: dict[str, dict[str, str]], lines: dict[str, int]) -> Iterator[Problem]:
    """Entries that LaTeX would not set, and titles of which a page could not say the language."""
    for key, fields in entries.items():
        line = lines.get(key, 0)
        for name in _WORDS:
            if sign := _UNSAID.search(fields.get(name, "")):
                reason = f"LaTeX breaks at this sign: write \\{sign[0]}"
                yield Problem(BIBLIOGRAPHY, line, name, fields[name], reason)
        said = fields.get("langid", "")
        if said not in LANGUAGES and (said or _OTHER_LETTERS.search(fields.get("title", ""))):
            reason = f"a title in other letters says its language: {', '.join(LANGUAGES)}"
            yield Problem(BIBLIOGRAPHY, line, "langid", said or key, reason)

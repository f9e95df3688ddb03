"""The bibliography as a page: every source, what it is and which rows cite it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from shieldbook.pages.markup import anchor, code, generated, text
from shieldbook.phrases import counted
from shieldbook.tables import dates
from shieldbook.tables.cells import SOURCE
from shieldbook.tables.contract import Contract, DataError, read_bytes
from shieldbook.tables.sources import BIBLIOGRAPHY, LANGUAGES, read_bibliography


def bibliography(contract: Contract, tables: Mapping) -> str:
    """The page of all sources, each with the tables that cite it."""
    entries = _entries(contract.folder)
    cited = _citing_tables(contract, tables)
    parts = [
        "# Bibliography\n",
        generated(f"data/{BIBLIOGRAPHY}"),
        f"{counted(len(entries), 'source')} in the order of their keys, each with the tables that "
        "cite it. The [data dictionary](data-dictionary.md) says what stands in each table. The "
        "date of reading is the day on which the page was read for this book.\n",
    ]
    for key in sorted(entries, key=str.lower):
        parts.append(_bibliography_entry(key, entries[key], cited.get(key.lower(), ())))
    return "\n".join(parts)


def _entries(folder: Path) -> dict:
    """Entries of the bibliography by key, as pybtex reads them; one DataError where it has a
    fault."""
    from pybtex.database import parse_string

    _, problems = read_bibliography(folder)
    if problems:
        raise DataError(problems[0])
    return dict(
        parse_string(read_bytes(folder, BIBLIOGRAPHY).decode("utf-8"), "bibtex").entries.items()
    )


def _citing_tables(contract: Contract, tables: Mapping) -> dict[str, list[str]]:
    """Names of the tables that cite a source, in the contract's order, by its key in small
    letters."""
    cited: dict[str, dict[str, None]] = {}
    for described in contract.tables.values():
        for field in described.fields:
            for cell in filter(None, tables[described.name][field.name]) if field.source else ():
                if match := SOURCE.fullmatch(cell):
                    cited.setdefault(match[1].lower(), {})[described.name] = None
    return {key: list(names) for key, names in cited.items()}


def _bibliography_entry(key: str, entry: Any, cited: Iterable[str]) -> str:
    # In LaTeX a tilde is a blank; in a date it means about.
    fields = {
        name.lower(): value if name.lower() in ("date", "urldate") else _plain(value)
        for name, value in entry.fields.items()
    }
    authors = ", ".join(
        _plain(str(person)) for person in _in_speech(entry.persons.get("author", ()))
    )
    title = f"“{fields['title']}”" if "title" in fields else ""
    when = _date(fields.get("date") or fields.get("year", ""))
    published = ", ".join(part for part in (_publisher(fields), when) if part)
    named = _in_language(text(title), fields.get("langid", ""))
    sentences = [part for part in (text(authors), named, text(published)) if part]
    sentences += [link(fields["url"])] if "url" in fields else []
    sentences += [f"Read {text(_date(fields['urldate']))}"] if fields.get("urldate") else []
    archive = fields.get("archiveurl") or fields.get("archive")
    sentences += [f"Archived copy: {link(archive)}"] if archive else []
    sentences += [text(fields["note"])] if fields.get("note") else []
    # No links: there would be more of them than sources, and the Tab key has a stop at each.
    citing = ", ".join(map(code, cited))
    sentences += [f"Cited in {citing}"] if citing else []
    body = " ".join(
        sentence if sentence.endswith((".", "?", "!")) else sentence + "." for sentence in sentences
    )
    return f"({anchor('bib', key)})=\n{code(key)}\n: {body}\n"


def _in_language(written: str, langid: str) -> str:
    """Markdown that says in which language it is, for who hears the page; as it is where none is
    given."""
    return f"[{written}]{{.language-{LANGUAGES[langid]}}}" if langid else written


def _publisher(fields: Mapping[str, str]) -> str:
    names = ("journal", "publisher", "institution", "organization", "howpublished")
    return next((fields[name] for name in names if fields.get(name)), "")


def _in_speech(persons: Iterable) -> Iterable[str]:
    """Names in the order in which they are spoken."""
    for person in persons:
        parts = (
            person.first_names,
            person.middle_names,
            person.prelast_names,
            person.last_names,
            person.lineage_names,
        )
        yield " ".join(name for part in parts for name in part)


def _plain(value: str) -> str:
    """Text of a BibTeX field without its braces and commands."""
    from pybtex.exceptions import PybtexError
    from pybtex.richtext import Text

    try:
        return str(Text.from_latex(value.replace(r"\$", "$")))
    except PybtexError:
        return value


def _date(value: str) -> str:
    """A date as it is written in prose; what is no date of the book stays as it is."""
    return value if dates.problem(value) else dates.in_words(value)


def link(address: str) -> str:
    """A link named after its host; text alone if the address is not one of the web."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    if not host or not re.fullmatch(r"https?://\S+", address):
        return text(address)
    safe = address.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E")
    return f"[{text(host.removeprefix('www.'))}](<{safe}>)"

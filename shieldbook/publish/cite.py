"""How to cite the book and its pages: plain words, BibTeX and RIS, all from CITATION.cff."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

# What BibTeX would read as a command; the backslash comes first, for the others bring one along.
_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}


@dataclass(frozen=True)
class Work:
    """The book as CITATION.cff describes it."""

    title: str
    authors: tuple[str, ...]
    version: str
    year: str
    licences: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> Work:
        """Read CITATION.cff. Raises OSError where it is missing, KeyError where it lacks a part."""
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
        licences = given["license"]
        return cls(
            _dashes(given["title"]),
            tuple(_name(author) for author in given["authors"]),
            str(given["version"]),
            str(given["date-released"])[:4],
            tuple([licences] if isinstance(licences, str) else licences),
        )


@dataclass(frozen=True)
class Citation:
    """One page of the work, or the whole of it where `page` is empty.

    `name` is the page's short name for keys, `url` its public address, empty while there is none.
    """

    work: Work
    page: str = ""
    name: str = ""
    url: str = ""

    def plain(self) -> str:
        """A sentence or two for a list of works."""
        work = self.work
        inside = f"“{self.page}”. In: " if self.page else ""
        where = f" {self.url}" if self.url else ""
        by = f"{'; '.join(work.authors)} ({work.year})"
        return f"{by}. {inside}{work.title}. Version {work.version}.{where}"

    def bibtex(self) -> str:
        """An entry for BibTeX and biblatex."""
        work = self.work
        titles = (
            {"title": self.page, "booktitle": work.title} if self.page else {"title": work.title}
        )
        fields = {
            "author": " and ".join(f"{{{_tex(name)}}}" for name in work.authors),
            **{name: f"{{{_tex(value)}}}" for name, value in titles.items()},
            "year": work.year,
            "version": _tex(work.version),
            "url": self.url,
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
        kind, key = (
            ("incollection", f"shieldbook-{_slug(self.name)}")
            if self.page
            else ("book", "shieldbook")
        )
        return f"@{kind}{{{key},\n{lines}}}\n"

    def ris(self) -> str:
        """A record for reference managers."""
        work = self.work
        titles = [("TI", self.page), ("T2", work.title)] if self.page else [("TI", work.title)]
        fields = [
            ("TY", "CHAP" if self.page else "BOOK"),
            *(("AU", name) for name in work.authors),
            *titles,
            ("PY", work.year),
            ("ET", work.version),
            ("UR", self.url),
            ("ER", ""),
        ]
        return "".join(
            f"{tag}  - {' '.join(value.split())}\n" for tag, value in fields if value or tag == "ER"
        )


def _name(author: dict) -> str:
    """A person or a body, in the order in which the name is spoken."""
    return author.get("name") or f"{author['given-names']} {author['family-names']}"


def _dashes(text: str) -> str:
    """Years with the dash that a printed page has."""
    return re.sub(r"(\d)-(\d)", "\\1–\\2", text)


def _tex(text: str) -> str:
    return "".join(_COMMANDS.get(sign, sign) for sign in text)


def _slug(name: str) -> str:
    """A name for a key, without the number that orders the chapters."""
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"^\d+_", "", name.lower())).strip("-")

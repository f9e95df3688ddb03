"""What a chapter is to a class: what a reader can do afterwards, what helps to know before, and how
long it takes to read and to work on."""

from __future__ import annotations

import re
from typing import NamedTuple

from docutils import nodes
from sphinx.errors import SphinxError

from shieldbook.phrases import counted
from shieldbook.publish.contents import chapters, front_matter, minutes
from shieldbook.tables.contract import read_contract
from shieldbook.tables.reader import load

GROUND = "before-you-read"
EXERCISES = "exercises"
# The page with the exercises of a chapter on one article is named after the year of the article.
YEAR = re.compile(r"-(\d{4})$")


class LessonError(SphinxError):
    """A chapter that names what helps to know, which is not there; the message names both."""

    category = "The aim of a chapter cannot be told"


class Lesson(NamedTuple):
    """What a chapter tells a class, in words: `aim` completes "Afterwards you can"; `helps` are
    headings with their addresses, `reading` and `doing` minutes, `page` the address of the
    exercises. `doing` and `page` are empty where there are none."""

    aim: str
    helps: tuple[tuple[str, str], ...]
    reading: str
    doing: str
    page: str


def lesson(app, name: str, doctree: nodes.document | None) -> Lesson | None:
    """What a chapter says of itself to a class; None for a page that is no chapter or has no aim.
    Raises LessonError where it names a part of the ground that is not there."""
    told = front_matter(app, name) if name in app.env.found_docs else {}
    if not told.get("aim") or doctree is None or name not in chapters(app):
        return None
    year = YEAR.search(name)
    page = f"seminar/{year[1]}" if year else ""
    doing = exercise_minutes(year[1]) if page in app.env.found_docs else 0
    return Lesson(
        told["aim"],
        tuple(_help(app, name, slug) for slug in told.get("helps", ())),
        counted(minutes(doctree), "minute"),
        counted(doing, "minute") if doing else "",
        app.builder.get_relative_uri(name, page) if doing else "",
    )


def exercise_minutes(page: str) -> int:
    """How many minutes the exercises of a page in the seminar take together; 0 where the data have
    no exercises, or none for it."""
    if EXERCISES not in read_contract().tables:
        return 0
    table = load(EXERCISES)
    return int(table.loc[table["page"] == page, "minutes"].sum())


def _help(app, name: str, slug: str) -> tuple[str, str]:
    """A heading of what is read beforehand, and its address seen from a page."""
    slugs = app.env.metadata[GROUND].get("myst_slugs", {})
    if slug not in slugs:
        raise LessonError(f"{name}: what helps to know is no heading of {GROUND}: {slug!r}")
    _, ident, title = slugs[slug]
    return title, f"{app.builder.get_relative_uri(name, GROUND)}#{ident}"

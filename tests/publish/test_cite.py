"""How the book and its pages are cited."""

import re

import pytest

from shieldbook.publish.cite import Citation, Work
from support import ROOT

WORK = Work(
    "A Book: with & without", ("Ann Example", "The {braced} group"), "1.2.0", "2026", ("MIT",)
)


def test_the_citation_comes_from_the_citation_file():
    work = Work.read(ROOT / "CITATION.cff")
    assert (work.title, work.year) == (
        "Moscow and the Missile Shield: five readings, 1999–2019",
        "2026",
    )


def test_a_page_is_cited_in_words():
    assert Citation(WORK, "Of a page", "p", "https://book.example/p.html").plain() == (
        "Ann Example; The {braced} group (2026). “Of a page”. In: A Book: with & without. Version "
        "1.2.0. "
        "https://book.example/p.html"
    )


def test_the_whole_book_is_cited_without_a_page():
    assert (
        Citation(WORK).plain()
        == "Ann Example; The {braced} group (2026). A Book: with & without. Version 1.2.0."
    )


def test_bibtex_reads_the_entry_as_it_was_meant():
    database = pytest.importorskip("pybtex.database")
    title = r"50 % of a_b & {c}, \d, ~e^f, #1, $2"
    entry = database.parse_string(
        Citation(WORK, title, "01_one-1999", "https://book.example/p.html").bibtex(), "bibtex"
    ).entries["shieldbook-one-1999"]
    assert entry.type == "incollection"
    assert [str(person) for person in entry.persons["author"]] == [
        "{Ann Example}",
        r"{The "
        r"\{braced\} "
        r"group}",
    ]
    assert entry.fields["title"] == (
        r"{50 \% of a\_b \& \{c\}, \textbackslash{}d, \textasciitilde{}e\textasciicircum{}f, \#1, "
        r"\$2}"
    )
    assert entry.fields["url"] == "https://book.example/p.html"


def test_bibtex_of_a_book_without_an_address_has_no_empty_field():
    assert "url" not in Citation(WORK).bibtex()


def test_an_ris_record_begins_with_its_kind_and_ends_as_it_must():
    lines = Citation(WORK, "Of\na page", "p").ris().splitlines()
    assert lines[0] == "TY  - CHAP" and lines[-1] == "ER  - "
    assert "TI  - Of a page" in lines and "AU  - Ann Example" in lines
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)

"""The glossary: a term for every link, a link for every term, and each with words of its own."""

import csv
import json
import re

import pytest

from shieldbook.pages import generate
from support import ROOT

NOTEBOOKS = sorted(
    path
    for path in (ROOT / "book").rglob("*.ipynb")
    if not {"_build", ".ipynb_checkpoints"} & set(path.parts)
)
LINK = re.compile(r"\]\((?:\.\./)?(?:reference/)?glossary(?:\.md)?#([^)\s]+)\)")
TERMS = {
    row["id"]: row
    for row in csv.DictReader((ROOT / "data" / "glossary.csv").open(encoding="utf-8"))
}


def linked(path):
    """The terms to which the prose of a notebook links."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [
        term
        for cell in cells
        if cell["cell_type"] == "markdown"
        for term in LINK.findall("".join(cell["source"]))
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_every_link_to_the_glossary_leads_to_a_term(path):
    assert set(linked(path)) - set(TERMS) == set()


def test_every_term_of_the_glossary_is_linked_from_somewhere():
    assert set(TERMS) - {term for path in NOTEBOOKS for term in linked(path)} == set()


CHAPTERS = [path for path in NOTEBOOKS if path.parent.name == "chapters"]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_links_each_term_once(path):
    assert sorted(linked(path)) == sorted(set(linked(path)))


@pytest.mark.parametrize(
    "path", [path for path in CHAPTERS if path.stem[:2] <= "05"], ids=lambda path: path.stem
)
def test_a_reading_leads_to_the_terms_that_it_uses(path):
    assert len(linked(path)) >= 5


@pytest.mark.parametrize("row", TERMS.values(), ids=list(TERMS))
def test_a_term_is_not_explained_by_itself_alone(row):
    words = {word for word in re.findall(r"[a-z]+", row["meaning"].lower())} - set(
        re.findall(r"[a-z]+", row["term"].lower())
    )
    assert len(words) >= 8


def test_the_page_has_every_term_under_the_anchor_that_links_name():
    page = (ROOT / "book" / "reference" / "glossary.md").read_text(encoding="utf-8")
    assert re.findall(r"^\(([\w-]+)\)=$", page, re.MULTILINE) == sorted(
        TERMS, key=lambda term: TERMS[term]["term"].lower()
    )


def test_the_glossary_is_in_the_order_of_its_terms_and_names_where_a_meaning_was_read(repository):
    page = generate.generate(repository)[generate.GLOSSARY]
    assert [line for line in page.splitlines() if line.startswith("(")] == ["(herring)=", "(lamp)="]
    assert page.count("bibliography.md#bib-zeta-2001") == 1

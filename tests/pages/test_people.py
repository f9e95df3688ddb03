"""The people: an entry for every person, one line on each, and a person behind every link."""

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
LINK = re.compile(r"\]\((?:\.\./)?(?:reference/)?people(?:\.md)?#([^)\s]+)\)")
PERSONS = {
    row["id"]
    for row in csv.DictReader((ROOT / "data" / "actors.csv").open(encoding="utf-8"))
    if row["kind"] == "person"
}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_every_link_to_the_people_leads_to_a_person(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    linked = {person for cell in cells for person in LINK.findall("".join(cell["source"]))}
    assert linked - PERSONS == set()


def test_the_page_has_every_person_once_under_the_anchor_that_links_name():
    page = (ROOT / "book" / "reference" / "people.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\(([\w-]+)\)=$", page, re.MULTILINE)) == sorted(PERSONS)


def test_every_entry_of_the_page_says_something():
    page = (ROOT / "book" / "reference" / "people.md").read_text(encoding="utf-8")
    assert re.findall(r"^\(.+\)=\n.+\n:\s*(?:\n|$|\[)", page, re.MULTILINE) == []


def test_people_stand_under_their_country_with_office_note_and_source(repository):
    page = generate.generate(repository)[generate.PEOPLE]
    assert (
        "## Japan\n\n(bo-oar)=\nBo Oar\n: Japan's harbour master, 2001–2003. Also Bow. "
        "[zeta-2001](bibliography.md#bib-zeta-2001), p. 3.\n"
    ) in page


def test_who_belongs_to_no_state_comes_last_and_has_the_note_for_a_line(repository):
    page = generate.generate(repository)[generate.PEOPLE]
    assert page.index("(bo-oar)=") < page.index("## Writers and others") < page.index("(ann-lee)=")

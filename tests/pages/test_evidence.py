"""Evidence pages: one an article, all from one generator, and a further article has its own for
nothing."""

import json

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.pages import evidence, generate
from shieldbook.publish.page import LONGEST, SHORTEST
from support import ROOT

NAMES = ("articles", "actors", "claims", "quotes", "claim_reports", "checks")
TABLES = {name: sb.load(name, articles="all") for name in (*NAMES, "forecasts", "explanations")}
TOC = f"before\n{evidence.BEGIN}\n      - file: evidence/gone\n{evidence.END}\nafter\n"


def sixth():
    """The tables of the book with one more article, of which only a claim is coded."""
    article = TABLES["articles"].iloc[[0]].assign(id="sixth-2020", published="2020-01-02")
    claim = TABLES["claims"].iloc[[0]].assign(id="sixth-2020-001", article_id="sixth-2020")
    own = {"articles": article, "claims": claim}
    added = {name: pd.concat([TABLES[name], row]) for name, row in own.items()}
    return {**TABLES, **added}


def headings(text):
    """The headings of a notebook."""
    prose = [
        cell["source"] for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown"
    ]
    return [line.strip() for lines in prose for line in lines if line.startswith("#")]


def test_every_article_has_its_evidence_page_in_the_contents_by_date():
    listed = [
        line.partition("evidence/")[2]
        for line in (ROOT / evidence.TOC).read_text(encoding="utf-8").splitlines()
        if "file: evidence/" in line
    ]
    assert listed == list(evidence.called(TABLES["articles"], TABLES["actors"]))


def test_a_further_article_has_an_evidence_page_with_the_sections_it_has_rows_for():
    pages = evidence.evidence(sixth(), {}, TOC)
    name = f"{evidence.FOLDER}/sixth-2020.ipynb"
    assert headings(pages[name]) == [
        "# Evidence: Breitbart, January 2020",
        "## The article",
        "## The page",
        "## Paragraph by paragraph",
        "## Every claim",
    ]
    assert "      - file: evidence/sixth-2020\n" in pages[evidence.TOC]


@pytest.mark.parametrize("made", (evidence.page, evidence.story), ids=("evidence", "story"))
def test_a_page_describes_itself_in_as_many_signs_as_it_may_however_long_the_name_is(made):
    assert evidence.LONGEST == LONGEST
    for name in ("X, May 2001", "The Harbour Gazette, November 2017", "A Bulletin " * 20):
        given = (name, "", set()) if made is evidence.page else (name,)
        about = json.loads(made("x-2001", *given))["metadata"]["shieldbook"]["description"]
        assert SHORTEST <= len(about) <= LONGEST and name[:20] in about


def test_an_evidence_page_leads_to_the_chapter_that_reads_the_article_where_there_is_one():
    told = evidence.page("x-2001", "X, May 2001", "01_x-2001.ipynb", set())
    assert "../chapters/01_x-2001.ipynb" in told
    assert "../chapters" not in evidence.page("x-2001", "X, May 2001", "", set())


def test_the_chapter_of_an_article_is_known_by_its_file():
    names = ["02_eaf-2018.ipynb", "06_whose-words.ipynb", "01_x-2001.md"]
    assert evidence.stories(names) == {"eaf-2018": "02_eaf-2018.ipynb"}


def test_evidence_pages_are_listed_between_their_marks_and_nothing_else_is_touched():
    assert evidence.listed(TOC, ["a.ipynb", "b.ipynb"]) == (
        f"before\n{evidence.BEGIN}\n      - file: evidence/a\n      - file: evidence/b\n"
        f"{evidence.END}\nafter\n"
    )


def test_contents_without_the_marks_are_refused():
    with pytest.raises(ValueError, match="lacks the two lines"):
        evidence.listed("before\nafter\n", ["a.ipynb"])


def test_the_pages_of_the_repository_are_those_of_its_data():
    assert [path for path in generate.drifted() if path.startswith(evidence.FOLDER)] == []

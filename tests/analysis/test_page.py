"""The page without its words: lengths, voices and the places of quotations."""

import pandas as pd
import pytest

from shieldbook.analysis import page
from shieldbook.analysis.voices import WRITER

PARAGRAPHS = pd.DataFrame(
    {
        "n": ["1", "2", "c1"],
        "position": [2, 3, 1],
        "words": [20, 10, 5],
        "voice": ["author", "editor", "caption"],
    }
)
CLAIMS = pd.DataFrame({"id": ["a", "b", "c"], "paragraph": ["1", "1", "2"]})
VOICES = pd.Series([WRITER, "Moscow", WRITER])
QUOTES = pd.DataFrame({"paragraph": ["1"], "start": [90], "text": ["a lamp is a lamp"]})


@pytest.fixture
def lines():
    return page.page_lines(PARAGRAPHS, CLAIMS, VOICES, 10)


def test_a_paragraph_has_the_lines_that_its_words_ask_for(lines):
    words = (lines["end"] - lines["start"]).groupby(lines["paragraph"]).sum()
    assert words.to_dict() == {"1": 20, "2": 10, "c1": 5}


def test_claims_share_the_words_of_their_paragraph_evenly_in_the_order_of_the_text(lines):
    own = lines[lines["paragraph"] == "1"]
    assert own[["line", "voice"]].values.tolist() == [[2, WRITER], [3, "Moscow"]]


def test_a_caption_and_an_introduction_are_nobodys_voice(lines):
    told = lines.set_index("paragraph")["voice"]
    assert (told["c1"], told["2"]) == (page.CAPTION, page.EDITOR)


def test_an_empty_line_stands_between_paragraphs(lines):
    assert sorted(set(lines["line"])) == [0, 2, 3, 5]


def test_a_stretch_that_goes_over_the_end_of_a_line_is_broken():
    claims = pd.DataFrame({"id": ["a", "b"], "paragraph": ["1", "1"]})
    found = page.page_lines(
        PARAGRAPHS[PARAGRAPHS["n"] == "1"].assign(words=30),
        claims,
        pd.Series(["Moscow", "Tokyo"]),
        20,
    )
    assert found[["line", "start", "end", "voice"]].values.tolist() == [
        [0, 0, 15, "Moscow"],
        [0, 15, 20, "Tokyo"],
        [1, 0, 10, "Tokyo"],
    ]


def test_a_quotation_stands_where_its_first_character_is(lines):
    notes = page.page_notes(lines, PARAGRAPHS, QUOTES, 10)
    quoted = notes[notes["quoted"]]
    # 90 characters are fifteen words, and the paragraph begins in line 2.
    assert quoted[["line", "text"]].values.tolist() == [[3, "a lamp is a lamp"]]


def test_every_voice_is_named_once_a_paragraph(lines):
    notes = page.page_notes(lines, PARAGRAPHS, QUOTES, 10)
    assert notes.loc[~notes["quoted"].astype(bool), "text"].tolist() == [
        page.CAPTION,
        WRITER,
        "Moscow",
        page.EDITOR,
    ]


def test_the_table_tells_whose_claims_a_paragraph_has_in_their_order():
    found = page.page_table(PARAGRAPHS, CLAIMS, VOICES).set_index("n")["voices"]
    assert found.to_dict() == {"c1": "", "1": f"{WRITER}, Moscow", "2": WRITER}

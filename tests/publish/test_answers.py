"""Words of the story that open an answer: which words, what they say, where they lead without a
script."""

import json
import re

import altair as alt
import pandas as pd
import pytest

from shieldbook.charts.theme import LAYOUTS
from shieldbook.display import figure, show
from shieldbook.proof import PROOF, placed
from shieldbook.publish.answers import numbers, text, transform
from support.pages import HOSTILE, WORDS, Page
from support.sites import PAGE


def record(phrase, of="claims", **said):
    """A proof as it is sent along, by its phrase with names in braces."""
    plain = re.sub(r"\{\w+:([^}]*)\}", r"\1", phrase)
    told = re.findall(r"\{(\w+):([^}]*)\}", phrase)
    return {
        "phrase": plain,
        "of": of,
        "numbers": [
            {
                "name": name,
                "said": words,
                "found": said.get(name, 2.0),
                "at": [list(at) for at in placed(phrase)[name]],
            }
            for name, words in dict(told).items()
        ],
        "holds": None,
    }


class Built:
    """The page of a small site, taken apart."""

    def __init__(self, site):
        self.html = site.page()
        self.page = Page(self.html)

    @property
    def asked(self):
        """The words that open an answer, in their order."""
        found = re.findall(r'<a class="[^"]*sb-opens[^"]*"[^>]*>(.*?)</a>', self.html, re.DOTALL)
        return [re.sub(r"<[^>]*>", "", words) for words in found]

    @property
    def replies(self):
        """The answers as text, in their order."""
        found = re.findall(r'<small class="[^"]*sb-reply[^"]*"[^>]*>(.*?)</small>', self.html, re.S)
        return [" ".join(Page(words).text.split()) for words in found]

    @property
    def links(self):
        """Where the words lead without a script."""
        return [found["href"] for found in self.page.all("a", "sb-opens")]


def add(site, name, words):
    """Another page of the site."""
    path = site.folder / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")


def proven(site, prose, *phrases, **how):
    """A page of some prose and the proofs of its numbers."""
    site.text("a-heading", f"# One\n\n{prose}")
    for n, phrase in enumerate(phrases):
        site.sends(f"p-{n}", {PROOF: record(phrase, **how)}, "proof", "method")
    return Built(site)


# Numbers


def test_every_named_number_of_a_phrase_asks_and_no_other(site):
    built = proven(
        site,
        "In 1999 the book had two lamps of the 2 that burn.\n\nThere are two lamps.",
        "In 1999 the book had {lit:two} lamps of the {all:2}",
    )
    assert built.asked == ["two", "2"] and len(built.replies) == 1


def test_a_phrase_is_found_over_line_ends_emphasis_and_curled_quotes(site):
    built = proven(
        site,
        "It's the *Monitor's* two\nlamps -- and **two** more.",
        "It's the *Monitor's* {lit:two} lamps -- and **{more:two}** more",
    )
    assert built.asked == ["two", "two"] and "<strong><a" in built.html


def test_a_number_inside_a_longer_one_or_in_a_link_is_left_alone(site):
    built = proven(site, "Say 12 lamps; [2 lamps](../index.md); 2 lamps.", "{lit:2} lamps")
    assert built.asked == ["2"]


def test_a_number_that_two_proofs_name_asks_once(site):
    built = proven(site, "There are two lamps here.", "are {lit:two} lamps", "{all:two} lamps here")
    assert built.asked == ["two"] and len(built.replies) == 1


def test_an_answer_names_the_table_and_the_phrase_and_leads_to_the_proof(site):
    add(site, "reference/data-dictionary", "# Dictionary\n\n(table-claims)=\n## Claims\n")
    built = proven(site, "There are two lamps.", "There are {lit:two} lamps")
    assert built.links == ["../reference/data-dictionary.html#table-claims"]
    assert "table Claims" in built.replies[0] and "“There are two lamps”" in built.replies[0]
    inner = [found["href"] for found in built.page.all("a")]
    assert "#proof-p-0" in inner and "proof-p-0" in built.page.ids


def test_a_table_of_two_words_is_found_in_the_dictionary(site):
    add(site, "reference/data-dictionary", "# D\n\n(table-claim_reports)=\n## Reports\n")
    built = proven(site, "There are two lamps.", "There are {lit:two} lamps", of="claim_reports")
    page, _, anchor = built.links[0].partition("#")
    there = (site.folder / "out" / "chapters" / page).read_text(encoding="utf-8")
    assert f'id="{anchor}"' in there


def test_the_address_of_a_proof_lies_inside_its_fold(site):
    site.text("a-heading", "# One\n\nThere are two lamps.")
    site.sends("p-0", {PROOF: record("There are {lit:two} lamps")}, "hide-input", "method")
    html = site.page()
    assert html.index("<details") < html.index('id="proof-p-0"') < html.index("</details>")


def test_a_phrase_of_no_table_leads_to_its_proof(site):
    built = proven(site, "There are two lamps.", "are {lit:two} lamps", of="")
    assert built.links == ["#proof-p-0"] and "Worked out on this page" in built.replies[0]


def test_an_answer_stands_at_the_end_of_its_paragraph_and_the_next_one_follows_it(site):
    built = proven(site, "There are two lamps.\n\nNone burns.", "are {lit:two} lamps")
    assert re.search(r"lamps\.<small[^>]*>.*?</small></p>\s*<p>None", built.html, re.DOTALL)


def test_numbers_of_headings_tables_and_captions_do_not_ask(site):
    built = proven(site, "## Two lamps\n\n| two lamps |\n|---|\n| two lamps |\n", "{lit:two} lamps")
    assert built.asked == []


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_nothing_of_a_phrase_is_markup(site, word):
    words = " ".join(word.split()).translate(str.maketrans("", "", "{}*`[]"))
    found = record("{lit:two} lamps")
    told = numbers.Numbers(_NoPage(), [found])._told(found | {"cell": "a"}, words)
    assert Page(str(told)).tags <= {"a"} and words in Page(str(told)).text


class _NoPage:
    """A page that leads nowhere."""

    def to(self, *_):
        return ""

    evidence = to


def test_the_search_finds_no_answer(site):
    proven(site, "There are two lamps.", "There are {lit:two} lamps")
    index = (site.folder / "out" / "searchindex.js").read_text(encoding="utf-8")
    assert '"lamp' in index and '"counted"' not in index and '"count"' not in index


def test_the_address_of_the_proof_is_kept_with_its_page(site):
    proven(site, "There are two lamps.", "There are {lit:two} lamps")
    kept = json.loads((site.folder / "trees" / "proofs.json").read_text(encoding="utf-8"))
    assert kept[PAGE][0]["numbers"][0]["at"] == [[10, 13]]


def test_words_keep_their_places_when_they_are_levelled():
    assert "“it’s\u00a0lit”\n".translate(text.LEVEL) == '"it\'s lit" '


# Terms and people

GLOSSARY = """# Glossary

(lamp)=
Lamp
: A thing that burns. [Oil 1999](bibliography.md#bib-oil-1999), page 3.

(thaad)=
THAAD
: A system.
"""
PEOPLE = """# People

(ada)=
Ada Flame
: Keeper of the lamp, 1999–2001. [Oil 1999](bibliography.md#bib-oil-1999), page 4.
"""
SOURCES = "# Sources\n\n(bib-oil-1999)=\n## Oil\n"
TEXT = "Long enough for a note to stand beside it. " * 12


@pytest.fixture
def book(site):
    """A site with pages of reference."""
    for name, words in (("glossary", GLOSSARY), ("people", PEOPLE), ("bibliography", SOURCES)):
        add(site, f"reference/{name}", words)
    return site


def told(site, prose):
    """A page of some prose."""
    return Built(site.text("a-heading", f"# One\n\n{prose}"))


def test_a_link_to_a_term_opens_its_meaning_with_its_source(book):
    built = told(book, "See the [lamps](../reference/glossary.md#lamp) here.")
    assert built.asked == ["lamps"] and built.links == ["../reference/glossary.html#lamp"]
    assert built.replies == ["Lamp. A thing that burns. Oil 1999 · In the glossary"]
    hrefs = [found["href"] for found in built.page.all("a")]
    assert "../reference/bibliography.html#bib-oil-1999" in hrefs and not book.warnings.count("one")


def test_a_term_that_is_linked_twice_is_told_once(book):
    lamp = "[lamp](../reference/glossary.md#lamp)"
    built = told(book, f"A {lamp}.\n\nThe {lamp}.")
    assert built.asked == ["lamp", "lamp"] and len(built.replies) == 1
    assert len({found["data-asks"] for found in built.page.all("a", "sb-opens")}) == 1


def test_a_link_to_the_glossary_itself_stays_a_link(book):
    assert told(book, "The [glossary](../reference/glossary.md).").asked == []


def test_people_and_systems_stand_in_the_margin_and_other_terms_do_not(book):
    built = told(
        book,
        f"[Ada](../reference/people.md#ada), [THAAD](../reference/glossary.md#thaad) and a "
        f"[lamp](../reference/glossary.md#lamp). {TEXT}",
    )
    beside = [found["class"] for found in built.page.all("small", "sb-beside")]
    assert len(beside) == 2 and len(built.replies) == 3
    assert built.replies[0] == "Ada Flame. Keeper of the lamp, 1999–2001. Who is who"
    assert "<p><small" in built.html


def test_a_margin_has_no_more_notes_than_the_text_beside_is_long(book):
    add(book, "reference/people", PEOPLE.replace("1999", f"{TEXT} 1999"))
    short = told(book, "[Ada](../reference/people.md#ada) came.\n\n## Two\n\nThree.")
    assert short.page.all("small", "sb-beside") == [] and len(short.replies) == 1


def test_a_margin_has_at_most_three_notes_beside_a_paragraph(book):
    names = [f"p{n}" for n in range(5)]
    entries = "".join(f"({name})=\n{name.title()}\n: Somebody.\n\n" for name in names)
    add(book, "reference/people", f"# People\n\n{entries}")
    links = ", ".join(f"[{name}](../reference/people.md#{name})" for name in names)
    assert len(told(book, f"{links}. {TEXT}").page.all("small", "sb-beside")) == 3


# Quotations


@pytest.fixture
def said(monkeypatch):
    """What the data of an invented book hold of printed words."""
    row = {"day": "2 May 1999", "place": "Oslo", "through": "", "source": ""}
    rows = [
        {
            "id": "monitor-1999-q01",
            "words": "the lamp's light troubles us, insofar as it burns",
            "speaker": "Ada Flame",
            "article_id": "monitor-1999",
            "printed": "The Wick, 3 May 1999, paragraph 2",
            "found": [
                ("Was it said: partly", "Found in <b>two</b> papers. A third is lost."),
                ("Was it said: partly", "The tone is his. A third is lost."),
            ],
        },
        {
            "id": "oil-report",
            "words": "very dark",
            "speaker": "Ada Flame",
            "article_id": "",
            "printed": "The Oil",
            "found": [],
            "source": "oil-1999[page 3]",
        },
    ]
    monkeypatch.setattr(transform.Answers, "_spoken", lambda _: [row | own for own in rows])


def test_registered_words_open_who_said_them_and_what_was_found(book, said):
    add(book, "evidence/monitor-1999", "# Evidence\n")
    built = told(book, 'She said "the lamp\'s light troubles us, insofar as it burns."')
    assert built.asked == ["the lamp’s light troubles us, insofar as it burns"]
    assert built.links == ["../evidence/monitor-1999.html#monitor-1999-q01"]
    assert built.replies[0].startswith(
        "Ada Flame, 2 May 1999, Oslo. Printed: The Wick, 3 May 1999, paragraph 2. "
        "Was it said: partly. Found in <b>two</b> papers. A third is lost. The tone is his. All"
    )


def test_words_of_a_report_lead_to_their_source(book, said):
    built = told(book, 'It was "very dark", and very dark.')
    assert built.asked == ["very dark"]
    assert built.links == ["../reference/bibliography.html#bib-oil-1999"]


@pytest.mark.parametrize("words", ["light troubles us, insofar", "the lamp's light"])
def test_a_part_of_registered_words_opens_them(book, said, words):
    add(book, "evidence/monitor-1999", "# Evidence\n")
    assert len(told(book, f'Her "{words}".').asked) == 1


@pytest.mark.parametrize("words", ["light", "lamp lights", "insofar as it burned"])
def test_words_that_may_be_anybody_s_open_nothing(book, said, words):
    add(book, "evidence/monitor-1999", "# Evidence\n")
    assert told(book, f'Her "{words}".').asked == []


def test_a_block_of_registered_words_is_set_as_display_type_with_a_quiet_line(book, said):
    add(book, "evidence/monitor-1999", "# Evidence\n")
    built = told(
        book,
        "> The lamp's light troubles us, insofar as it burns.\n>\n> — Ada Flame\n\n"
        "> Nobody's words.",
    )
    assert [found.get("class") for found in built.page.all("blockquote")] == ["sb-quotation", None]
    assert len(built.page.all("p", "sb-attribution")) == 1
    assert built.asked == ["The lamp’s light troubles us, insofar as it burns"]


# Rows that the page has not


def test_marks_and_rows_lead_to_the_evidence_where_the_page_has_not_their_rows(book):
    add(book, "evidence/monitor-1999", "# Evidence\n")
    keyed = pd.DataFrame({"key": ["monitor-1999-001", "eaf-2018-001"], "word": ["a", "b"]})
    chart = figure(
        draw_keyed,
        keyed,
        LAYOUTS,
        columns={"word": "Word"},
        key="key",
        drives="claims",
        **WORDS,
    )
    page = Page(book.text("a-heading", "# One").shows("a-chart", chart).page())
    assert page.all("figure")[0]["data-rows"] == "../evidence/monitor-1999.html"
    marks = {found["data-key"]: found["href"] for found in page.all("a") if "data-key" in found}
    assert marks == {
        "monitor-1999-001": "../evidence/monitor-1999.html#monitor-1999-001",
        "eaf-2018-001": "#eaf-2018-001",
    }


def draw_keyed(table, layout):
    """A mark for each key."""
    chart = alt.Chart(table).mark_point().encode(y="word:O", key="key:N")
    return chart.properties(width=layout.width)


def test_a_picture_whose_rows_are_on_its_page_leads_there(book):
    add(book, "evidence/monitor-1999", "# Evidence\n")
    frame = pd.DataFrame({"key": ["monitor-1999-001"], "word": ["a"]})
    chart = figure(draw_keyed, frame, LAYOUTS, columns={"word": "Word"}, key="key", **WORDS)
    book.text("a-heading", "# One").shows("a-chart", chart)
    page = Page(book.shows("a-table", show(frame, "Rows", anchors="key")).page())
    marks = {found["href"] for found in page.all("a") if "data-key" in found}
    assert marks == {"#monitor-1999-001"} and "data-rows" not in page.all("figure")[0]

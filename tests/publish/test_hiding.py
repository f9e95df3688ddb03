"""Pages that a class works on: what of them tells an answer is marked, and only there."""

import json

import pandas as pd
import pytest

from shieldbook.analysis.codebook import labels
from shieldbook.article import Article
from shieldbook.display import FIGURE, TABLE, show, table_payload
from shieldbook.heads import ANSWERS, QUESTIONS
from shieldbook.publish.hiding import BEGIN, END, bounded
from shieldbook.tables.reader import load
from support.frames import build, make_book, notebook
from support.pages import Page, spec_of

PROSE = """Before *all* else.

## A heading

Lamps were lit.

```
# no heading
```
"""
FOLDS = "```{dropdown} A hint\nLook up.\n```\n\n```{dropdown} One solution\nBoth were lit.\n```\n"


def said(ident, prose, *tags):
    """A cell of prose."""
    metadata = {"tags": ["narrative", *tags]}
    return {"cell_type": "markdown", "id": ident, "metadata": metadata, "source": prose}


def sent(ident, mime, payload, *tags):
    """A cell of code that has sent out something of the book."""
    output = {"output_type": "display_data", "data": {mime: payload}, "metadata": {}}
    return {
        "cell_type": "code",
        "id": ident,
        "metadata": {"tags": ["hide-input", *tags]},
        "source": "pass",
        "outputs": [output],
        "execution_count": None,
    }


def lamps():
    """A table of a key and a verdict, long enough to have a filter."""
    frame = pd.DataFrame({"lamp": [f"lamp {n}" for n in range(20)], "verdict": ["lit"] * 20})
    marked = show(frame, "Lamps", facets=("verdict",), answers=("verdict",))
    return table_payload(marked, **marked.attrs["shieldbook"])


def lesson(answers):
    """A notebook of an invented class: prose, a table and two pictures."""
    book = notebook("One")
    book["metadata"]["shieldbook"] |= {"answers": True} if answers else {}
    covered, drawn = spec_of(), spec_of()
    covered["usermeta"]["shieldbook"] |= {"question": "Which lamp is lit?", "covered": True}
    drawn["usermeta"]["shieldbook"] |= {"question": "How many are there?", "covered": False}
    book["cells"] = [
        book["cells"][0],
        said("the-answer", PROSE, "answer"),
        said("the-folds", FOLDS),
        sent("the-table", TABLE, lamps()),
        sent("the-picture", FIGURE, covered),
        sent("the-record", FIGURE, drawn),
    ]
    return json.dumps(book)


@pytest.fixture(scope="module", params=[True, False], ids=["a class works on it", "another page"])
def page(request, tmp_path_factory):
    """Whether the page is one of a class, the HTML of the page, and that of one that is none."""
    folder = tmp_path_factory.mktemp("hiding")
    book = make_book(folder)
    (book / "chapters" / "01_one.ipynb").write_text(lesson(request.param))
    html = build(folder)
    read = [
        (html / f"chapters/{name}.html").read_text(encoding="utf-8") for name in ("01_one", "two")
    ]
    return (request.param, *read)


def marks(html, name="sb-tells"):
    """How often a mark stands in the text of a page."""
    article = html.split('role="main"', 1)[1].split("</article>")[0]
    return sum(name in (one.get("class") or "").split() for _, one in Page(article).elements)


def test_only_a_page_that_says_so_has_the_switch_and_its_script(page):
    answers, html, other = page
    assert ('data-answers="shown"' in html, "parts/hiding.js" in html) == (answers, answers)
    assert html.count('class="sb-hiding"') == int(answers)
    assert "data-answers" not in other and "hiding.js" not in other and "sb-hiding" not in other


def test_the_switch_names_the_pages_on_which_it_holds(page):
    answers, html, _ = page
    listed = [one["data-pages"] for one in Page(html).all("div", "sb-hiding")]
    assert listed == (["chapters/01_one.html"] if answers else [])


def test_a_column_that_answers_is_marked_in_head_cells_filter_and_file(page):
    answers, html, _ = page
    table = Page(html.split('<div class="sb-table"', 1)[1].split("<figure", 1)[0])
    many = 20 if answers else 0
    assert len(table.all("td", "sb-tells")) == many
    assert [len(table.all(tag, "sb-tells")) for tag in ("th", "label", "a")] == [answers] * 3


def test_a_picture_that_tells_is_covered_and_asks_and_one_of_the_record_only_asks(page):
    answers, html, _ = page
    assert html.count('data-covered="true"') == int(answers)
    assert ("Which lamp is lit?" in html, "How many are there?" in html) == (answers,) * 2
    described = [one for one in Page(html).all("span", "sb-alt") if "sb-asked" in one["class"]]
    asked = {"How many are there?"} if answers else set()
    assert {one["aria-label"] for one in described} == asked


def test_prose_that_answers_is_marked_and_its_heading_and_hint_are_not(page):
    answers, html, _ = page
    parts = Page(html)
    told = [one for one in parts.all("p") if "sb-tells" in (one.get("class") or "").split()]
    assert len(told) >= 2 and not parts.all("h2", "sb-tells")
    assert BEGIN not in html and END not in html
    folds = ["sb-tells" in one["class"] for one in parts.all("details", "sd-dropdown")]
    assert folds == [False, answers]


def test_what_is_bounded_leaves_headings_and_fences_whole():
    told = bounded(PROSE)
    assert [line for line in told.splitlines() if line and not line.startswith("%")] == [
        line for line in PROSE.splitlines() if line
    ]
    assert told.count(BEGIN) == told.count(END) == 2
    assert told.index(END) < told.index("## A heading") < told.rindex(BEGIN)
    assert bounded("# Only a title") == "# Only a title"


def test_every_code_and_verdict_of_a_reading_is_marked_where_it_stands_in_a_table():
    codebook = load("codebook")
    fields = ("verdict", "outcome", "explanation_verdict", "kind", "function")
    codes = {word for field in fields for word in labels(codebook, field).values()}
    bare = {}
    for article in load("articles")["id"]:
        one = Article(article)
        tables = (one.claims(), one.paragraphs(), one.words(), one.checks(), one.expectations())
        for frame in (*tables, one.explanations(), one.speakers()):
            meta = frame.attrs["shieldbook"]
            open_ = [name for name in frame if name not in (*meta["answers"], *meta["hidden"])]
            for name in open_:
                coded = set(frame[name].astype(str)) & codes
                if coded:
                    bare[article, name] = coded
    assert bare == {} and len(ANSWERS) > 5


def test_every_picture_of_a_reading_asks():
    one = Article("monitor-1999")
    pictures = (one.page(), one.voices(), one.score(), one.routes(), one.board())
    asked = [picture.usermeta["shieldbook"]["question"] for picture in pictures]
    assert len(set(asked)) == 5 and set(asked) < set(QUESTIONS.values())

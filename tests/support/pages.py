"""Pieces of a page taken apart, what tries to break out of them, and small figures and tables to
make them of."""

import re
from html.parser import HTMLParser

import altair as alt
import pandas as pd
import pytest

from shieldbook.charts.theme import LAYOUTS, LIGHT
from shieldbook.display import figure, table_payload
from shieldbook.publish.figures import tables

HOSTILE = {
    "closing script": "</script><script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "quotes": '"\' onmouseover="alert(1)" \'',
    "ampersand": "salt & pepper &lt;b&gt; &#60;i&#62;",
    "line separator": "one\u2028two\u2029three",
    "right to left": "left\u200f\u202eright",
    "comment": "<!-- --><![CDATA[ ]]></table></figure>",
    "svg": "</text></svg><svg onload=alert(1)>",
}
DRAWN = frozenset("svg g a path text rect line defs clippath circle tspan".split())
PAGE = frozenset(
    "figure p div figcaption span details summary table caption thead tbody tr th td "
    "a "
    "input label select option button".split()
)
OWN = re.compile(r"(\.\./)?(reference/|evidence/[a-z0-9-]+\.html#|_downloads/csv/)|#[a-z0-9-]+$")
SIZE = re.compile(r"--sb-w:[\d.]+;--sb-h:[\d.]+")
WORDS = {
    "title": "Lamps go out",
    "subtitle": "By year",
    "description": "Lamps by year.",
    "source": "lamps table",
    "caption": "Lamps.",
}


class Page(HTMLParser):
    """The elements, attributes and text of a piece of HTML."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.pieces = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note the element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        """Note the text."""
        self.pieces.append(data)

    @property
    def tags(self):
        """Which elements there are."""
        return {tag for tag, _ in self.elements}

    @property
    def text(self):
        """All text."""
        return "".join(self.pieces)

    @property
    def ids(self):
        """Every id, in order."""
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    def all(self, tag, name=""):
        """The attributes of every element of a kind, where asked for only those of a class."""
        return [
            attributes
            for found, attributes in self.elements
            if found == tag and (not name or name in (attributes.get("class") or "").split())
        ]

    @property
    def tame(self):
        """Whether there is no element or attribute that the book does not write itself."""
        names = {name for _, attributes in self.elements for name in attributes}
        styles = [attributes["style"] for _, attributes in self.elements if "style" in attributes]
        links = [attributes["href"] for attributes in self.all("a") if "href" in attributes]
        quiet = not any(name.startswith("on") or name in ("src", "xlink:href") for name in names)
        return (
            self.tags <= DRAWN | PAGE
            and quiet
            and all(map(SIZE.fullmatch, styles))
            and all(map(OWN.match, links))
        )


def draw(table, layout):
    """A drawing of words, one a row."""
    chart = (
        alt.Chart(table)
        .mark_text(color=LIGHT["ink"])
        .encode(y="n:O", text="word:N", tooltip="word:N")
    )
    return chart.properties(width=layout.width)


def spec_of(word="lamp", **words):
    table = pd.DataFrame({"n": [1, 2], "word": [word, word]})
    return figure(
        draw, table, LAYOUTS, columns={"word": "Word", "n": "Number"}, **WORDS | words
    ).to_dict()


def table_of(word="lamp", **more):
    return table_payload(
        pd.DataFrame({"Lamp": [word, "b"], "Lit": [1, 2], "Said": ["x", word]}),
        **{"caption": "Lamps"} | more,
    )


def long_table(word, rows=13, **more):
    """A table long enough for a filter, which can be narrowed by a column of two values."""
    frame = pd.DataFrame(
        {
            "Lamp": [f"{word}{i}" for i in range(rows)],
            "Hidden": "h",
            "Room": [word, "b"] * (rows // 2) + [""] * (rows % 2),
        }
    )
    return table_payload(
        frame, **{"caption": "Lamps", "facets": ["Room"], "hidden": ["Hidden"]} | more
    )


def linked(words, targets):
    """A table of one row with words that are links to targets."""
    frame = pd.DataFrame({"Lamp": [" | ".join(words)], "to": [" | ".join(targets)]})
    return table_payload(frame, caption="Lamps", links={"Lamp": "to"}, hidden=["to"])


def plain(*given, **more):
    """A table without the link to its CSV file."""
    return Page(tables.table_html(table_of(*given, **more), "t", csv_link=False))


everything_hostile = pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)

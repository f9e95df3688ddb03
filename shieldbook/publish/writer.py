"""How a page's own text becomes HTML where Sphinx, myst-nb and Furo leave something to be mended:
what scrolls takes focus and has a name, folds and links at headings say what they are."""

from __future__ import annotations

import re
from collections import Counter
from html import escape

from docutils import nodes
from myst_nb.sphinx_ext import HideCodeCellNode
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

# The class of the box that Furo puts around a table.
TABLE_BOX = "table-wrapper"

# Names, operators and punctuation look like the rest of the code; an element for each of them would
# be half of what a chapter holds.
UNSEEN = re.compile(r'<span class="(?:n|o|p|w|nn|si|sa)">([^<]*)</span>')


class scroll_box(nodes.General, nodes.Element):
    """The box around a table, which scrolls sideways by itself."""


class Writer(HTML5Translator):
    """Sphinx's own writer, with names for what has none."""

    def __init__(self, *args):
        super().__init__(*args)
        self.regions: Counter[str] = Counter()

    def region(self, word: str) -> dict[str, str]:
        """The attributes of what scrolls by itself: it takes focus, and its name is its own."""
        self.regions[word] += 1
        return {"tabindex": "0", "role": "region", "aria-label": f"{word} {self.regions[word]}"}

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        """Code; Pygments writes it whole, and takes no attributes for the part that scrolls."""
        try:
            super().visit_literal_block(node)
        except nodes.SkipNode:
            named = "".join(f' {name}="{value}"' for name, value in self.region("Code").items())
            plain = UNSEEN.sub(r"\1", self.body[-1])
            self.body[-1] = plain.replace("<pre>", f"<pre{named}>", 1)
            raise

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """The link that stands at a heading or a term, named for those who do not see where."""
        if node["ids"] and self.config.html_permalinks and self.builder.add_permalinks:
            self.body.append(
                f'<a class="headerlink" href="#{node["ids"][0]}" aria-label="Link to this place">'
                f"{self.config.html_permalinks_icon}</a>"
            )


def visit_fold(self: Writer, node: HideCodeCellNode) -> None:
    """A fold of code; its words name it, one for each of its two states."""
    classes = " ".join(["hide", *node["classes"]])
    words = "".join(
        f'<span class="sb-{state}">{escape(node[prompt])}</span>\n'
        for state, prompt in (("collapsed", "prompt_show"), ("expanded", "prompt_hide"))
    )
    self.body.append(f'<details class="{classes}">\n<summary>\n{words}</summary>\n')


def depart_fold(self: Writer, node: HideCodeCellNode) -> None:
    """The end of a fold."""
    self.body.append("</details>\n")


def visit_scroll_box(self: Writer, node: scroll_box) -> None:
    """The box around a table, as Furo's style knows it. One whose columns have given widths is
    wider than a phone, and says there that it goes on."""
    if "colwidths-given" in node["classes"]:
        self.body.append(
            '<p class="sb-sideways">The table goes on to the right: push it sideways.</p>\n'
        )
    named = self.region("Table")
    self.body.append(self.starttag(node, "div", CLASS="docutils container", **named))


def depart_scroll_box(self: Writer, node: scroll_box) -> None:
    """The end of a box."""
    self.body.append("</div>\n")


class ScrollBoxes(SphinxPostTransform):
    """Put a box of ours in the place of each that Furo has put around a table by then."""

    formats = ("html",)
    default_priority = 510

    def run(self, **_) -> None:
        """Go through the boxes of the page."""
        for box in list(self.document.findall(nodes.container)):
            if TABLE_BOX in box["classes"]:
                box.replace_self(scroll_box("", *box.children, **box.attributes))


class Deck(SphinxTransform):
    """Mark a line wholly in italics under the title as the page's subtitle."""

    default_priority = 410

    def apply(self, **_) -> None:
        """Look under the title of the page."""
        title = next(iter(self.document.findall(nodes.title)), None)
        line = title and title.next_node(descend=False, siblings=True)
        if not isinstance(line, nodes.paragraph) or len(line) != 1:
            return
        words = line[0]
        if isinstance(words, nodes.emphasis) and all(isinstance(w, nodes.Text) for w in words):
            line["classes"].append("sb-deck")


def setup(app) -> None:
    """Register the writer with Sphinx, after myst-nb."""
    app.set_translator("html", Writer, override=True)
    app.add_node(HideCodeCellNode, override=True, html=(visit_fold, depart_fold))
    app.add_node(scroll_box, html=(visit_scroll_box, depart_scroll_box))
    app.add_transform(Deck)
    app.add_post_transform(ScrollBoxes)

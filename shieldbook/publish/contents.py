"""Where a page stands in the book: its part, its number among the chapters, the minutes that it
takes, what it asks, and which page comes next."""

from __future__ import annotations

import json
import re
from math import ceil
from pathlib import Path
from typing import NamedTuple

import yaml
from docutils import nodes
from sphinx.errors import ConfigError, SphinxError
from sphinx.transforms.post_transforms import SphinxPostTransform

from shieldbook.phrases import counted
from shieldbook.publish.figures.renderer import published
from shieldbook.publish.folds import cell_part, code_fold
from shieldbook.publish.writer import scroll_box

CHAPTERS = "shieldbook_chapters"
A_MINUTE = 220
LONGEST_QUESTION = 100
# What a reader does not read from left to right.
NO_PROSE = (
    nodes.literal_block,
    nodes.table,
    published,
    code_fold,
    cell_part,
    scroll_box,
)
BEGIN = "Begin"


def listed(book: Path) -> list[tuple[str, str]]:
    """Every page of a book's `_toc.yml` in its order: the caption of its part, "" for the opening,
    and its name without an ending."""
    toc = yaml.safe_load((book / "_toc.yml").read_text(encoding="utf-8"))
    found = [("", toc["root"])]
    for part in toc["parts"]:
        found += [(part.get("caption", ""), page["file"]) for page in part["chapters"]]
    return [(part, name.removesuffix(".ipynb")) for part, name in found]


class ContentsError(SphinxError):
    """A page that says of itself what the contents cannot show; the message names it."""

    category = "The contents of the book cannot be made"


class Entry(NamedTuple):
    """A page as its neighbours name it; `number` is empty where it is no chapter."""

    number: str
    title: str
    question: str


def front_matter(app, name: str) -> dict:
    """What a page says about itself under `shieldbook`: its `description`, its `question`, a
    `short` title where its own is long, the `source` to change instead of it; of a chapter its
    `aim` and what `helps` to know; and `answers`, true where a class works on the page and can hide
    them.

    Generated pages are spoken for by the setting `shieldbook_generated`. Sphinx hands front matter
    on as JSON text.
    """
    given = app.env.metadata[name].get("shieldbook") or {}
    return app.config.shieldbook_generated.get(name) or (
        json.loads(given) if isinstance(given, str) else given
    )


def title_of(app, name: str) -> str:
    """The title of a page in plain words."""
    return " ".join(app.env.titles[name].astext().split())


def parts(app) -> list[tuple[str, list[str]]]:
    """The parts of the table of contents, each with its pages in reading order."""
    found = []
    for tree in app.env.external_site_map.root.subtrees:
        names = [file.removesuffix(".md").removesuffix(".ipynb") for file in tree.files()]
        found.append((tree.caption or "", names))
    return found


def part_of(app, name: str) -> str:
    """The caption under which a page stands in the table of contents; empty for the opening and the
    search."""
    return next((caption for caption, names in parts(app) if name in names), "")


def in_order(app) -> list[str]:
    """Every page in reading order, the opening first."""
    return [app.config.root_doc, *(name for _, names in parts(app) for name in names)]


def chapters(app) -> list[str]:
    """The pages that are numbered, in their order: those of the parts that the setting
    `shieldbook_chapters` names. Raises ConfigError where there is no such part."""
    wanted, there = app.config[CHAPTERS], dict(parts(app))
    for caption in wanted:
        if caption not in there:
            raise ConfigError(f"{CHAPTERS} names {caption!r}, which is no part of _toc.yml")
    return [name for caption in there if caption in wanted for name in there[caption]]


def entry(app, name: str) -> Entry:
    """A page as others name it. Raises ContentsError where its question is none."""
    numbered = chapters(app)
    question = front_matter(app, name).get("question", "").strip()
    if question and (not question.endswith("?") or len(question) > LONGEST_QUESTION):
        raise ContentsError(
            f"{name}: the question under shieldbook in the front matter is one sentence that ends "
            f"in a question mark, at most {LONGEST_QUESTION} characters long: {question!r}"
        )
    number = str(numbered.index(name) + 1) if name in numbered else ""
    return Entry(number, title_of(app, name), question)


def short_name(app, name: str) -> str:
    """What a chapter is called where there is little room; empty for other pages."""
    number, title, _ = entry(app, name)
    return f"{number}. {front_matter(app, name).get('short', title)}" if number else ""


def place(app, name: str, doctree: nodes.document | None) -> list[str]:
    """Where a reader is, in pieces: `Chapter 3 of 10`, the part, the minutes that the page takes.

    Minutes are told of what is read in order, which ends with the last chapter.
    """
    if name not in app.env.found_docs:
        return []
    numbered, order = chapters(app), in_order(app)
    told = []
    if name in numbered:
        told.append(f"Chapter {numbered.index(name) + 1} of {len(numbered)}")
    told.append("Opening" if name == app.config.root_doc else part_of(app, name))
    if numbered and doctree and order.index(name) <= order.index(numbered[-1]):
        told.append(counted(minutes(doctree), "minute"))
    return [piece for piece in told if piece]


def minutes(document: nodes.document) -> int:
    """How long the prose of a page takes: code, tables, pictures and proofs are not counted."""
    return max(1, ceil(_words(document) / A_MINUTE))


def _words(node: nodes.Node) -> int:
    if isinstance(node, NO_PROSE):
        return 0
    if isinstance(node, nodes.Text):
        return len(re.findall(r"[\w’'.,-]*\w", node.astext()))
    return sum(map(_words, node.children))


def numbered_tree(app, name: str, html: str) -> str:
    """The list of pages at the side, seen from a page, with the numbers of the chapters."""
    for number, chapter in enumerate(chapters(app), 1):
        address = "#" if chapter == name else app.builder.get_relative_uri(name, chapter)
        html = re.sub(
            rf'(<a class="[^"]*reference internal" href="{re.escape(address)}">)(.*?)</a>',
            rf'\1<span class="sb-no">{number}</span> <span>\2</span></a>',
            html,
            count=1,
        )
    return html


class Begin(SphinxPostTransform):
    """Put the way into the book below the first words of the opening.

    An author who wants it elsewhere writes a paragraph of one link whose words are `Begin`, or
    begin with them.
    """

    formats = ("html",)
    default_priority = 700

    def run(self, **_) -> None:
        """Mark the author's own way in, or make one."""
        if self.env.docname != self.config.root_doc:
            return
        for link in self.document.findall(nodes.reference):
            if len(link.parent) == 1 and link.astext().startswith(BEGIN):
                link.parent["classes"].append("sb-begin")
                return
        order = in_order(self.app)
        title = next(iter(self.document.findall(nodes.title)), None)
        if len(order) < 2 or title is None:
            return
        last = title
        for part in title.parent[1:]:
            if not isinstance(part, nodes.paragraph):
                break
            last = part
        address = self.app.builder.get_relative_uri(order[0], order[1])
        link = nodes.reference("", BEGIN, refuri=address, internal=True)
        where = last.parent.index(last) + 1
        last.parent.insert(where, nodes.paragraph("", "", link, classes=["sb-begin"]))


def _spread(app, env) -> list[str]:
    """All pages are written anew where a title, a number or a question changed: others show it."""
    told = {name: entry(app, name) for name in in_order(app)}
    before, env.shieldbook_contents = getattr(env, "shieldbook_contents", None), told
    return [] if told == before else sorted(env.found_docs)


def setup(app) -> None:
    """Register the setting and the way into the book with Sphinx."""
    app.add_config_value(CHAPTERS, [], "html", (list,))
    app.add_post_transform(Begin)
    app.connect("env-updated", _spread)

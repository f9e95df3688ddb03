"""The evidence pages: one notebook an article, all made alike from what the tables hold of it.

A page shows by code what `sb.Article` shows, so whoever opens it in a notebook program can go on
from there. A section stands only where the article has rows for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from shieldbook.analysis.articles import called
from shieldbook.pages.markup import text
from shieldbook.pages.notebook import LONGEST, code, notebook, prose

FOLDER = "book/evidence"
TOC = "book/_toc.yml"
# What stands between these two lines of the table of contents is written here.
BEGIN, END = "      # evidence pages, by `python -m shieldbook docs`", "      # until here"
# What a page says of an article whose reading is not done.
NOT_YET = {
    "draft": " It is a draft, which the chapters do not count: what stands here is meant to be "
    "true, and much is still missing.",
    "coded": " It is coded and not yet checked, and the chapters do not count it.",
}


# What a page says of itself to a search engine, the fuller first: an outlet's name may be long.
ABOUT = (
    "All rows on the article {name}: its paragraphs, claims, quoted words, carriers, checks with "
    "their sources, expectations and explanations.",
    "All rows on the article {name}: its paragraphs, claims, checks and expectations.",
)
ABOUT_STORY = (
    "The beginning of a story about the article {name}: what is known of it, what each of its "
    "paragraphs says, and what a story wants.",
    "The beginning of a story about the article {name}, and what a story wants.",
)


class Section(NamedTuple):
    """A heading of the page, the sentence under it, the call that shows it, and the table in which
    the article must have rows ("" where every article has them)."""

    name: str
    heading: str
    prose: str
    code: str
    table: str = ""


SECTIONS = (
    Section(
        "card",
        "The article",
        "What the article is, who wrote it, when it came out and how that is known.",
        "article.card()",
    ),
    Section(
        "page",
        "The page",
        "The article is under copyright, so its words do not stand here. What can be seen is "
        "its shape: how long each paragraph is, where the writer speaks (thin lines) and where "
        "somebody whom the article reports (thick ones). Beside them are the few quotations that "
        "this book repeats.",
        "article.page()",
        "claims",
    ),
    Section(
        "paragraphs",
        "Paragraph by paragraph",
        "What each paragraph says, in a sentence of this book.",
        "article.paragraphs()",
    ),
    Section(
        "score",
        "Every claim",
        "Each mark is one claim, in the order of the article and in the row of its speaker. A mark "
        "leads to its claim in the table below it.",
        'article.score(drives="claims")',
        "claims",
    ),
    Section(
        "claims",
        "",
        "The same claims in words. *Kind* and [stance](../reference/glossary.md#stance) follow the "
        "[codebook](../reference/codebook.md); a claim with a [hedge]"
        "(../reference/glossary.md#hedge) is marked as hedged, and a [motive attribution]"
        "(../reference/glossary.md#motive-attribution) is the author's. The last column leads to "
        "the checks and to the words that the article quotes.",
        "article.claims()",
        "claims",
    ),
    Section(
        "speakers",
        "",
        "By speaker, and by the side that they take.",
        "article.speakers()",
        "claims",
    ),
    Section(
        "words",
        "Words quoted",
        "Speakers' own words that the article puts between quotation marks and that this book "
        "repeats.",
        "article.words()",
        "quotes",
    ),
    Section(
        "routes",
        "Through whom",
        "A row is a [route](../reference/glossary.md#reporting-chain) that words took from a "
        "speaker to the page, and the number at its end says how many claims took it.",
        "article.routes()",
        "claim_reports",
    ),
    Section(
        "board",
        "Every check",
        "Each mark is one check of what a claim says, or of [whether it was said]"
        "(../reference/glossary.md#attribution).",
        'article.board(drives="checks")',
        "checks",
    ),
    Section(
        "checks",
        "",
        "What stands behind each mark: the [verdict](../reference/glossary.md#verdict), what was "
        "found, and where.",
        "article.checks()",
        "checks",
    ),
    Section(
        "expectations",
        "What was expected",
        "What the article, or somebody in it, expected, promised or warned of, and what came.",
        "article.expectations()",
        "forecasts",
    ),
    Section(
        "explanations",
        "Explanations",
        "What the article gives as reasons, what the record should show if they hold, and whether "
        "it does.",
        "article.explanations()",
        "explanations",
    ),
)


def evidence(
    tables: Mapping[str, Any], stories: Mapping[str, str], toc: str | None
) -> dict[str, str]:
    """The evidence pages of all articles, and the table of contents that lists them in the order of
    the articles' dates: text by path.

    `stories`: the file name of the chapter that reads an article, by its id, where there is one.
    `toc`: the table of contents as it is, None where there is none.
    """
    articles = tables["articles"]
    status = dict(zip(articles["id"], articles["status"], strict=True))
    pages = {}
    for article, name in called(articles, tables["actors"]).items():
        told = NOT_YET.get(status[article], "")
        written = page(article, name, stories.get(article, ""), _filled(tables, article), told)
        pages[f"{FOLDER}/{article}.ipynb"] = written
    if toc is not None:
        pages[TOC] = listed(toc, [path.rsplit("/", 1)[1] for path in pages])
    return pages


def page(article: str, name: str, story: str, filled: set[str], told: str = "") -> str:
    """One evidence page as the text of a notebook. `name`: what people call the article; `filled`:
    the tables in which it has rows; `told`: how far the work on it is, where it is not done."""
    about = f"All that this book holds of the article: *{text(name)}*."
    if story:
        about += f" [The chapter](../chapters/{story}) tells its story."
    about += told
    cells = [
        prose("evidence-01", f"# Evidence: {text(name)}\n\n{about} Every row has an address."),
        code("evidence-02", f'import shieldbook as sb\n\narticle = sb.Article("{article}")'),
    ]
    for section in SECTIONS:
        if section.table and section.table not in filled:
            continue
        head = f"## {section.heading}\n\n" if section.heading else ""
        cells += [
            prose(f"evidence-{section.name}-text", head + section.prose),
            code(f"evidence-{section.name}-rows", section.code),
        ]
    return notebook(cells, {"answers": True, "description": _fitting(ABOUT, name)})


def story(article: str, name: str) -> str:
    """The beginning of a story page as the text of a notebook: what is known of the article, and
    what a story wants. `name`: what people call the article."""
    cells = [
        prose(
            "story-01",
            f"# {text(name)}: the question\n\n"
            "Write here what a reader is to find out, and why it matters. All rows stand on the "
            f"[evidence page](../evidence/{article}.ipynb); a story shows the few that it needs. "
            "This notebook becomes a page when it is moved to the chapters and the table of "
            "contents lists it.",
        ),
        code("story-02", f'import shieldbook as sb\n\narticle = sb.Article("{article}")'),
        prose("story-03", "## The article\n\nWhat is known about it."),
        code("story-04", "article.card()"),
        prose("story-05", "## What it says\n\nParagraph by paragraph, in a sentence each."),
        code("story-06", "article.paragraphs()"),
        prose(
            "story-07",
            "## What it rests on\n\nWhen its claims are coded, `article.score()` shows who says "
            "what, and `article.routes()` through whom. When they are checked, "
            "`article.checks(only=[...])` shows the few that the story is about. What the story "
            "counts is proven at its end with `sb.prove`.",
        ),
    ]
    return notebook(cells, {"description": _fitting(ABOUT_STORY, name)})


def _fitting(forms: tuple[str, ...], name: str) -> str:
    """The first of some forms that is no longer than a description may be with this name in it;
    where none is, the last with the beginning of the name."""
    for form in forms:
        told = form.format(name=name)
        if len(told) <= LONGEST:
            return told
    room = LONGEST - len(forms[-1].format(name="…"))
    return forms[-1].format(name=f"{name[:room].rstrip()}…")


def stories(chapters: Iterable[str]) -> dict[str, str]:
    """The chapter of each article, by the article's id: `01_monitor-1999.ipynb` reads
    monitor-1999."""
    found = (re.fullmatch(r"\d+_(.+-\d{4})\.ipynb", name) for name in sorted(chapters))
    return {match[1]: match[0] for match in found if match}


def listed(toc: str, notebooks: Iterable[str]) -> str:
    """A table of contents with these evidence pages between its two marks. Raises ValueError where
    the marks are not there."""
    lines = toc.splitlines()
    if lines.count(BEGIN) != 1 or lines.count(END) != 1:
        raise ValueError(f"{TOC} lacks the two lines between which evidence pages are listed")
    files = [f"      - file: evidence/{name.removesuffix('.ipynb')}" for name in notebooks]
    start, end = lines.index(BEGIN), lines.index(END)
    return "\n".join([*lines[: start + 1], *files, *lines[end:]]) + "\n"


def _filled(tables: Mapping[str, Any], article: str) -> set[str]:
    """The tables in which an article has rows."""
    claims = tables["claims"]
    own = set(claims.loc[claims["article_id"] == article, "id"])
    filled = set()
    for section in SECTIONS:
        if section.table:
            table = tables[section.table]
            named = "article_id" if "article_id" in table else "claim_id"
            if table[named].isin(own | {article}).any():
                filled.add(section.table)
    return filled

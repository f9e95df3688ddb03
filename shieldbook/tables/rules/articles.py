"""Articles, their paragraphs and the words quoted from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from shieldbook.phrases import counted
from shieldbook.tables.contract import Problem
from shieldbook.tables.fingerprints import SHORTEST
from shieldbook.tables.reader import whole
from shieldbook.tables.rules.book import Book, rule

QUOTED_WORDS_PER_ARTICLE = 150
# What somebody has to write who has read the text, and a draft may wait for.
WRITTEN = {"articles": ("date_basis", "genre"), "paragraphs": ("voice", "function", "gloss")}


@rule("claims", "quotes", "coded_units", "outside_units")
def _ids_begin_with_their_article(book: Book) -> Iterator[Problem]:
    for name in ("claims", "quotes"):
        for line, own, article in book.of(name, "id", "article_id"):
            if not own.startswith(f"{article}-"):
                yield book.at(name, line, "id", own, f"does not begin with its article, {article}")
    for line, own, coder, article in book.of("coded_units", "unit_id", "coder", "article_id"):
        if not own.startswith(f"{coder}-{article}-"):
            yield book.at(
                "coded_units", line, "unit_id", own, f"does not begin with {coder}-{article}"
            )
    for line, own, article in book.of("outside_units", "unit_id", "article_id"):
        if not own.startswith(f"O-{article}-"):
            reason = f"does not begin with O-{article}"
            yield book.at("outside_units", line, "unit_id", own, reason)


@rule("articles")
def _the_essay_counts_what_is_read(book: Book) -> Iterator[Problem]:
    for line, own, status, essay in book.of("articles", "id", "status", "essay"):
        if essay == "yes" and status != "read":
            reason = f"the essay counts an article when its status is read, and {own} is {status}"
            yield book.at("articles", line, "essay", essay, reason)


@rule("articles")
def _the_essay_stands_without_the_others(book: Book) -> Iterator[Problem]:
    outside = {own for _, own, essay in book.of("articles", "id", "essay") if essay != "yes"}
    keys = [
        (name, key)
        for name in book.tables
        for key in book.contract.tables[name].foreign_keys
        if outside and key.table in book.tables and key.table != "articles"
    ]
    for name, key in keys:
        there = zip(book.of(key.table, *key.reference), book.articles_of(key.table), strict=True)
        left = {tuple(cells): owner for (_, *cells), owner in there if owner in outside}
        here = zip(book.of(name, *key.fields), book.articles_of(name), strict=True)
        for (line, *cells), owner in here:
            if tuple(cells) in left and owner not in outside:
                reason = (
                    f"the essay counts this row, and not {left[tuple(cells)]}, to which alone that "
                    f"row of {key.table} belongs"
                )
                yield book.at(name, line, key.fields[-1], "/".join(cells), reason)


@rule("articles", "claims", "paragraphs")
def _every_paragraph_has_a_claim(book: Book) -> Iterator[Problem]:
    coded = {(article, n) for _, article, n in book.of("claims", "article_id", "paragraph")}
    drafts = book.not_yet("coded")
    for line, article, n in book.of("paragraphs", "article_id", "n"):
        if (article, n) not in coded and article not in drafts:
            yield book.at(
                "paragraphs", line, "n", f"{article}/{n}", "no claim stands in this paragraph"
            )


@rule("articles", "paragraphs")
def _articles_add_up(book: Book) -> Iterator[Problem]:
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for _, article, n, words in book.of("paragraphs", "article_id", "n", "words"):
        totals[article]["words"] += whole(words) or 0
        totals[article]["captions" if n.startswith("c") else "paragraphs"] += 1
    drafts = book.not_yet("coded")
    for line, own, *stated in book.of("articles", "id", "words", "paragraphs", "captions"):
        for column, text in zip(("words", "paragraphs", "captions"), stated, strict=True):
            there = totals[own][column]
            # A draft says how long the article is, and may not have all of it yet.
            if whole(text) != there and not (own in drafts and there < (whole(text) or 0)):
                yield book.at(
                    "articles", line, column, text, f"the rows of paragraphs add up to {there}"
                )


@rule("articles", "paragraphs", "quotes")
def _words_can_be_verified(book: Book) -> Iterator[Problem]:
    drafts = book.not_yet("coded")
    for line, own, mark in book.of("articles", "id", "fingerprint"):
        if not mark and own not in drafts:
            yield book.at("articles", line, "fingerprint", mark, f"{own} has no fingerprint")
    for line, article, n, words, mark in book.of(
        "paragraphs", "article_id", "n", "words", "fingerprint"
    ):
        short = (whole(words) or 0) < SHORTEST
        if mark and short:
            reason = f"a paragraph of fewer than {SHORTEST} words could be guessed from its hash"
            yield book.at("paragraphs", line, "fingerprint", mark, reason)
        elif not mark and not short and article not in drafts:
            reason = f"{article}/{n} has no fingerprint"
            yield book.at("paragraphs", line, "fingerprint", mark, reason)
    for line, own, article, mark in book.of("quotes", "id", "article_id", "seal"):
        if not mark and article not in drafts:
            yield book.at("quotes", line, "seal", mark, f"{own} has no seal")


@rule("articles", "paragraphs")
def _what_is_coded_is_described(book: Book) -> Iterator[Problem]:
    for name, columns in WRITTEN.items():
        drafts = book.of_drafts(name)
        for (line, *cells), draft in zip(book.of(name, *columns), drafts, strict=True):
            for column, text in zip(columns, cells, strict=True):
                if not text and not draft:
                    reason = "empty, which only the row of a draft may be"
                    yield book.at(name, line, column, text, reason)


@rule("quotes")
def _quotes_are_short_and_in_place(book: Book) -> Iterator[Problem]:
    words: Counter[str] = Counter()
    for line, article, first, after, text in book.of(
        "quotes", "article_id", "start", "end", "text"
    ):
        start, end = whole(first), whole(after)
        if start is not None and end is not None and end <= start:
            yield book.at("quotes", line, "end", after, "ends before it starts")
        elif start is not None and end is not None and len(text) != end - start:
            yield book.at(
                "quotes",
                line,
                "text",
                text,
                f"{counted(len(text), 'character')}, but start and end say {end - start}",
            )
        words[article] += len(text.split())
        if words[article] > QUOTED_WORDS_PER_ARTICLE:
            reason = f"more than {QUOTED_WORDS_PER_ARTICLE} words quoted from {article}"
            yield book.at("quotes", line, "text", text, reason)

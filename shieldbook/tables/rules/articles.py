"""Articles, their paragraphs and the words quoted from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from shieldbook.phrases import counted
from shieldbook.tables.contract import Problem
from shieldbook.tables.reader import whole
from shieldbook.tables.rules.book import Book, rule

QUOTED_WORDS_PER_ARTICLE = 150


@rule("claims", "quotes", "coded_units")
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


@rule("claims", "paragraphs")
def _every_paragraph_has_a_claim(book: Book) -> Iterator[Problem]:
    coded = {(article, n) for _, article, n in book.of("claims", "article_id", "paragraph")}
    for line, article, n in book.of("paragraphs", "article_id", "n"):
        if (article, n) not in coded:
            yield book.at(
                "paragraphs", line, "n", f"{article}/{n}", "no claim stands in this paragraph"
            )


@rule("articles", "paragraphs")
def _articles_add_up(book: Book) -> Iterator[Problem]:
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for _, article, n, words in book.of("paragraphs", "article_id", "n", "words"):
        totals[article]["words"] += whole(words) or 0
        totals[article]["captions" if n.startswith("c") else "paragraphs"] += 1
    for line, own, *stated in book.of("articles", "id", "words", "paragraphs", "captions"):
        for column, text in zip(("words", "paragraphs", "captions"), stated, strict=True):
            if whole(text) != totals[own][column]:
                reason = f"the rows of paragraphs add up to {totals[own][column]}"
                yield book.at("articles", line, column, text, reason)


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

"""Claims: reporting chains, treaties, dyads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from shieldbook.tables.contract import Problem
from shieldbook.tables.reader import whole
from shieldbook.tables.rules.book import Book, rule


@rule("articles", "paragraphs", "claims", "claim_reports")
def _reported_claims_have_chains(book: Book) -> Iterator[Problem]:
    chains: dict[str, list[tuple[int | None, int, str, str]]] = defaultdict(list)
    for line, claim, step, outlet, basis in book.of(
        "claim_reports", "claim_id", "step", "outlet_id", "basis"
    ):
        chains[claim].append((whole(step), line, outlet, basis))
    outlets = book.lookup("articles", "id", "outlet_id")
    drafts = book.not_yet("coded")
    voices = {
        (article, n): voice
        for _, article, n, voice in book.of("paragraphs", "article_id", "n", "voice")
    }
    for line, claim, article, n, speaker in book.of(
        "claims", "id", "article_id", "paragraph", "speaker_id"
    ):
        # A chain is judged whole, and a draft may have half of one.
        if article in drafts:
            continue
        if claim in chains:
            yield from _chain_problems(book, chains[claim], outlets.get(article, ""))
        elif speaker != "author" and voices.get((article, n)) != "editor":
            yield book.at(
                "claims",
                line,
                "speaker_id",
                speaker,
                "reported speech without a row in claim_reports",
            )


def _chain_problems(
    book: Book, chain: list[tuple[int | None, int, str, str]], article_outlet: str
) -> Iterator[Problem]:
    before = 0
    for step, line, _, _ in chain:
        # Several outlets may share a step: agencies that the article names side by side.
        if step not in (before or 1, before + 1):
            yield book.at(
                "claim_reports",
                line,
                "step",
                str(step),
                f"the chain has a gap: step {before + 1} is missing",
            )
            return
        before = step
    for step, line, outlet, basis in chain:
        if step == before and outlet != article_outlet:
            reason = f"the last step is the article's {article_outlet} alone"
            yield book.at("claim_reports", line, "outlet_id", outlet, reason)
        elif step == before and basis != "article":
            yield book.at(
                "claim_reports", line, "basis", basis, "the last step has the basis article"
            )


@rule("claim_arguments")
def _treaties_go_with_treaty_arguments(book: Book) -> Iterator[Problem]:
    for line, argument, treaty in book.of("claim_arguments", "argument", "treaty_id"):
        if (argument == "treaty") != bool(treaty):
            reason = "a treaty is named where, and only where, the argument is treaty"
            yield book.at("claim_arguments", line, "treaty_id", treaty, reason)


@rule("claims", "outside_units", "actors")
def _dyads_are_pairs_in_order(book: Book) -> Iterator[Problem]:
    states = book.contract.tables["actors"].field("state").enum
    rows = ((name, *row) for name in ("claims", "outside_units") for row in book.of(name, "dyad"))
    for name, line, dyad in rows:
        first, _, second = dyad.partition("-")
        if dyad and (first not in states or second not in states or first == second):
            yield book.at(name, line, "dyad", dyad, "not two different states of the contract")
        elif dyad and (second == "RUS" or (first != "RUS" and first > second)):
            reason = "Russia comes first, else the alphabet decides"
            yield book.at(name, line, "dyad", dyad, reason)

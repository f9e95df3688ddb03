"""Explanations: their verdicts follow from their findings, by the rule of the codebook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from shieldbook.tables.contract import Problem
from shieldbook.tables.rules.book import Book, rule


@rule("explanations", "explanation_evidence")
def _verdicts_follow_from_the_findings(book: Book) -> Iterator[Problem]:
    ways: dict[str, set[str]] = defaultdict(set)
    for _, explanation, bears in book.of("explanation_evidence", "explanation_id", "bears"):
        ways[explanation].add(bears)
    for line, own, verdict in book.of("explanations", "id", "verdict"):
        found = ways[own]
        if verdict == "fits" and ("for" not in found or "against" in found):
            reason = "fits only where findings speak for it and none against"
            yield book.at("explanations", line, "verdict", verdict, reason)
        if verdict == "does-not-fit" and "against" not in found:
            reason = "does not fit only where a finding speaks against it"
            yield book.at("explanations", line, "verdict", verdict, reason)

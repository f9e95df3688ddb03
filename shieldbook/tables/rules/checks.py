"""Checks and expectations: complete, sourced, a tenth of them done twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from shieldbook.tables import dates
from shieldbook.tables.contract import Problem
from shieldbook.tables.rules.book import Book, rule

# Kinds of claim that look ahead, so that their outcome can be asked for.
EXPECTING = ("forecast", "commitment", "threat-or-warning")
# Verdicts on a slip, which never count among those on truth.
SLIP_VERDICTS = ("slip", "none", "cannot-tell")
# Verdicts that need no source: what would settle them is told instead.
UNSETTLED = ("unresolved", "cannot-tell")
# One check in so many is done a second time.
SECOND_SHARE = 10


@rule("articles", "claims", "checks")
def _checks_answer_checkable_claims(book: Book) -> Iterator[Problem]:
    checkable = book.lookup("claims", "id", "checkable")
    checked = set()
    for line, claim in book.of("checks", "claim_id"):
        checked.add(claim)
        if checkable.get(claim) == "no":
            yield book.at(
                "checks", line, "claim_id", claim, "a check of a claim that is not checkable"
            )
    unread = book.not_yet("read")
    for line, claim, article, answer in book.of("claims", "id", "article_id", "checkable"):
        if answer == "yes" and claim not in checked and article not in unread:
            yield book.at("claims", line, "id", claim, "checkable, but not checked")


@rule("checks", "second_checks")
def _slips_have_verdicts_of_their_own(book: Book) -> Iterator[Problem]:
    judged = (
        ("checks", "verdict"),
        ("second_checks", "first_verdict"),
        ("second_checks", "verdict"),
    )
    for table, column in judged:
        for line, aspect, verdict in book.of(table, "aspect", column):
            if (aspect == "slip") != (verdict in SLIP_VERDICTS):
                reason = f"not a verdict on {'a slip' if aspect == 'slip' else 'truth'}"
                yield book.at(table, line, column, verdict, reason)


@rule("articles", "claims", "forecasts")
def _expectations_have_outcomes(book: Book) -> Iterator[Problem]:
    followed = {claim for _, claim in book.of("forecasts", "claim_id")}
    unread = book.not_yet("read")
    for line, claim, article, kind in book.of("claims", "id", "article_id", "kind"):
        if kind in EXPECTING and claim not in followed and article not in unread:
            yield book.at("claims", line, "id", claim, f"a {kind} without a row in forecasts")


@rule("forecasts")
def _expectations_end_or_say_that_they_do_not(book: Book) -> Iterator[Problem]:
    columns = ("claim_id", "horizon", "horizon_basis", "outcome", "closed", "as_of")
    for line, _, horizon, basis, outcome, closed, day in book.of("forecasts", *columns):
        if bool(horizon) != (basis != "none"):
            reason = f"a horizon and the basis {basis or 'that is empty'} do not go together"
            yield book.at("forecasts", line, "horizon", horizon, reason)
        if (outcome == "did-not-happen" and basis == "none") != bool(closed):
            reason = (
                "why it can no longer happen is told where, and only where, it did not and had no "
                "horizon"
            )
            yield book.at("forecasts", line, "closed", closed, reason)
        if outcome == "open" and _past(horizon, day):
            yield book.at("forecasts", line, "outcome", outcome, f"the horizon passed before {day}")


def _past(horizon: str, day: str) -> bool:
    """Whether a horizon had passed on a day; a cell that is no date is told elsewhere."""
    if not horizon or dates.problem(horizon) or dates.problem(day):
        return False
    return dates.bounds(horizon)[1] < dates.bounds(day)[0]


@rule("forecasts")
def _one_outcome_is_counted_once(book: Book) -> Iterator[Problem]:
    rows = list(book.of("forecasts", "claim_id", "counted_with"))
    counted = {claim for _, claim, other in rows if not other}
    for line, claim, other in rows:
        if other and other not in counted:
            reason = "counted with itself" if claim == other else "not an expectation that counts"
            yield book.at("forecasts", line, "counted_with", other, reason)


def in_second_sample(claim_id: str, aspect: str) -> bool:
    """Whether a check is one of the tenth that is done twice.

    The key alone decides (SHA-256 of `claim_id/aspect`, modulo ten), so that nobody chooses, and a
    check that is added later changes nothing for those that are there.
    """
    return int(hashlib.sha256(f"{claim_id}/{aspect}".encode()).hexdigest(), 16) % SECOND_SHARE == 0


@rule("articles", "claims", "checks", "second_checks")
def _a_tenth_is_checked_twice(book: Book) -> Iterator[Problem]:
    twice = {tuple(cells) for _, *cells in book.of("second_checks", "claim_id", "aspect")}
    unread = _claims_of(book, book.not_yet("read"))
    for line, claim, aspect in book.of("checks", "claim_id", "aspect"):
        due = in_second_sample(claim, aspect) and claim not in unread
        if due and (claim, aspect) not in twice:
            yield book.at(
                "checks",
                line,
                "claim_id",
                f"{claim}/{aspect}",
                "in the tenth that is checked twice, but no second check",
            )
    for line, claim, aspect, first, second, settled in book.of(
        "second_checks", "claim_id", "aspect", "first_verdict", "verdict", "settled"
    ):
        if not in_second_sample(claim, aspect):
            yield book.at(
                "second_checks",
                line,
                "claim_id",
                f"{claim}/{aspect}",
                "not in the tenth that its key chooses",
            )
        if (first != second) != bool(settled):
            reason = "what was decided is told where, and only where, the two verdicts differ"
            yield book.at("second_checks", line, "settled", settled, reason)


def _claims_of(book: Book, articles: frozenset[str]) -> frozenset[str]:
    """Ids of the claims of some articles."""
    rows = book.of("claims", "id", "article_id")
    return frozenset(claim for _, claim, article in rows if article in articles)


@rule("articles", "claims", "checks", "check_sources", "forecasts", "forecast_sources")
def _findings_have_sources(book: Book) -> Iterator[Problem]:
    checked = {tuple(cells) for _, *cells in book.of("check_sources", "claim_id", "aspect")}
    unread = _claims_of(book, book.not_yet("read"))
    for line, claim, aspect, verdict in book.of("checks", "claim_id", "aspect", "verdict"):
        sourced = verdict in UNSETTLED or (claim, aspect) in checked
        if not sourced and claim not in unread:
            yield book.at(
                "checks", line, "verdict", verdict, f"no row of check_sources for {claim}/{aspect}"
            )
    settled = {claim for _, claim in book.of("forecast_sources", "claim_id")}
    for line, claim, outcome in book.of("forecasts", "claim_id", "outcome"):
        sourced = outcome in ("open", "cannot-tell") or claim in settled
        if not sourced and claim not in unread:
            yield book.at(
                "forecasts", line, "outcome", outcome, f"no row of forecast_sources for {claim}"
            )

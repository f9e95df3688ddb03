"""Where a row of the data is shown: its address in the book, and the words that lead there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from shieldbook.analysis.actors import names
from shieldbook.analysis.articles import called
from shieldbook.analysis.codebook import labels
from shieldbook.analysis.links import article_of, check_id, evidence
from shieldbook.analysis.lookup import row_of
from shieldbook.tables.dates import in_words

Tables = Mapping[str, pd.DataFrame]
# The tables whose rows are called by what stands in them or in these.
NEEDED = (
    "actors",
    "articles",
    "codebook",
    "events",
    "explanations",
    "quotes",
    "statements",
    "wordings",
)


def place_of(table: str, row: str, tables: Tables) -> tuple[str, str]:
    """A row of the data, its key joined with strokes, in words, and the address that shows it, from
    the root of the book: its own where it has one, else that of its table in the dictionary.

    Raises KeyError where the row is not there and its words would come from it.
    """
    if table in PLACES:
        return PLACES[table](row, tables)
    anchor = f"table-{table.replace('_', '-')}"
    return f"the table of {table.replace('_', ' ')}", f"reference/data-dictionary.html#{anchor}"


def _claim(row: str, tables: Tables) -> tuple[str, str]:
    return f"claim {_number(row, tables)}", evidence(article_of(row), row)


def _number(claim: str, tables: Tables) -> str:
    article = called(tables["articles"], tables["actors"])
    return f"{claim[-3:]}, {article[article_of(claim)]}"


def _check(row: str, tables: Tables) -> tuple[str, str]:
    claim, _, aspect = row.partition("/")
    asked = labels(tables["codebook"], "aspect")[aspect].lower()
    words = f"check of claim {_number(claim, tables)}: {asked}"
    return words, evidence(article_of(claim), check_id(claim, aspect))


def _expectation(row: str, tables: Tables) -> tuple[str, str]:
    words = f"what came of claim {_number(row, tables)}"
    return words, f"evidence/{article_of(row)}.html#what-was-expected"


def _chain(row: str, tables: Tables) -> tuple[str, str]:
    claim = row.partition("/")[0]
    words = f"route of claim {_number(claim, tables)}"
    return words, f"evidence/{article_of(claim)}.html#through-whom"


def _quotation(row: str, tables: Tables) -> tuple[str, str]:
    article = row_of(tables["quotes"], row, "quotation")["article_id"]
    named = called(tables["articles"], tables["actors"])[article]
    return f"words quoted by {named}", evidence(article, row)


def _statement(row: str, tables: Tables) -> tuple[str, str]:
    found = row_of(tables["statements"], row.partition("/")[0], "statement")
    speaker = names(tables["actors"])[found["speaker_id"]]
    words = f"{speaker}, {in_words(str(found['date']))}"
    return words, f"reference/statements.html#{found['id']}"


def _event(row: str, tables: Tables) -> tuple[str, str]:
    found = row_of(tables["events"], row, "event")
    return str(found["title"]), f"reference/twenty-years.html#{row}"


def _code(row: str, tables: Tables) -> tuple[str, str]:
    field, _, code = row.partition("/")
    words = f"code: {labels(tables['codebook'], field)[code]}"
    return words, f"reference/codebook.html#code-{field.replace('_', '-')}-{code}"


def _reason(row: str, tables: Tables) -> tuple[str, str]:
    found = row_of(tables["explanations"], row, "explanation")
    return f"explanation: {found['name']}", "reference/explanations.html"


def _prediction(row: str, tables: Tables) -> tuple[str, str]:
    found = row_of(tables["explanations"], row, "explanation")
    return f"tests of: {found['name']}", "reference/explanations.html#tried-on-the-statements"


def _evidence(row: str, tables: Tables) -> tuple[str, str]:
    reason, _, n = row.rpartition("/")
    found = row_of(tables["explanations"], reason, "explanation")
    words = f"finding {n} on: {found['name']}"
    return words, f"reference/explanations.html#{reason}-{n}"


def _report(row: str, tables: Tables) -> tuple[str, str]:
    found = row_of(tables["wordings"], row, "report")
    words = f"report: {found['carrier']}"
    return words, "reference/data-dictionary.html#table-wordings"


PLACES: dict[str, Callable[[str, Tables], tuple[str, str]]] = {
    "checks": _check,
    "claim_reports": _chain,
    "claims": _claim,
    "codebook": _code,
    "events": _event,
    "explanation_evidence": _evidence,
    "explanations": _reason,
    "forecasts": _expectation,
    "predictions": _prediction,
    "quotes": _quotation,
    "statement_arguments": _statement,
    "statements": _statement,
    "wordings": _report,
}

"""From a claim to all that hangs on it: its paragraph, the words quoted, its checks. Each has its
row on the evidence page of its article."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.codebook import labels

JOIN = " | "


def evidence(article_id: str, row: str) -> str:
    """The address of a row on the evidence page of an article, from the root of the book."""
    return f"evidence/{article_id}.html#{row}"


def article_of(claim_id: str) -> str:
    """The id of the article that a claim belongs to."""
    return claim_id.rsplit("-", 1)[0]


def paragraph_id(article_id: str, paragraph: str) -> str:
    """The page's id of a paragraph's row."""
    return f"{article_id}-p{paragraph}"


def check_id(claim_id: str, aspect: str) -> str:
    """The page's id of a check's row."""
    return f"{claim_id}-{aspect}"


def on_truth(checks: pd.DataFrame) -> pd.DataFrame:
    """The checks of content and attribution: what is left when slips are set apart."""
    return checks[checks["aspect"] != "slip"].reset_index(drop=True)


def claim_links(
    claims: pd.DataFrame,
    checks: pd.DataFrame,
    claim_quotes: pd.DataFrame,
    codebook: pd.DataFrame,
) -> pd.DataFrame:
    """What every claim leads to, one row a claim, in the order given.

    Columns: `claim_href`, `paragraph_href`; `quoted` and `quoted_href` (the registered words, if
    any); `checked` (aspect and verdict) and `checked_href` (rows of the table of checks). Several
    are joined by ` | `, words and targets alike.
    """
    quotes: dict[str, list[str]] = {}
    for claim, quote in zip(claim_quotes["claim_id"], claim_quotes["quote_id"], strict=True):
        quotes.setdefault(claim, []).append(quote)
    found: dict[str, list[tuple[str, str]]] = {}
    for claim, aspect, verdict in zip(
        *(checks[name] for name in ("claim_id", "aspect", "verdict")), strict=True
    ):
        found.setdefault(claim, []).append((aspect, verdict))
    asked, verdicts = labels(codebook, "aspect"), labels(codebook, "verdict")
    rank = list(asked)
    rows = []
    for claim, article, paragraph in zip(
        *(claims[name] for name in ("id", "article_id", "paragraph")), strict=True
    ):
        mine = sorted(found.get(claim, []), key=lambda pair: rank.index(pair[0]))
        checked = [check_id(claim, aspect) for aspect, _ in mine]
        rows.append(
            {
                "claim_href": evidence(article, claim),
                "paragraph_href": evidence(article, paragraph_id(article, paragraph)),
                "quoted": JOIN.join("quoted words" for _ in quotes.get(claim, [])),
                "quoted_href": JOIN.join(
                    evidence(article, quote) for quote in quotes.get(claim, [])
                ),
                "checked": JOIN.join(
                    f"{asked[aspect]}: {verdicts[verdict]}" for aspect, verdict in mine
                ),
                "checked_href": JOIN.join(evidence(article, row) for row in checked),
            }
        )
    columns = [
        *("claim_href", "paragraph_href"),
        *("quoted", "quoted_href", "checked", "checked_href"),
    ]
    return pd.DataFrame(rows, columns=columns, index=claims.index)

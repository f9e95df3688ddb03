"""Whose side of the comparison a claim is on: Tokyo's, Seoul's, or both or neither."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.lookup import unknown

JAPANESE = frozenset({"JPN", "aegis-ashore", "us-japan-alliance", "kurils"})
KOREAN = frozenset({"KOR", "thaad", "us-rok-alliance"})
SIDES = ("Tokyo", "Both or neither", "Seoul")
# Issues whose code is no word for a reader; the others are their codes with a capital.
ISSUE_WORDS = {
    "thaad": "THAAD",
    "aegis-ashore": "Aegis Ashore",
    "abm-treaty": "ABM Treaty",
    "inf-treaty": "INF Treaty",
    "new-start": "New START",
    "dprk-missiles": "North Korean missiles",
    "dprk-diplomacy": "North Korea diplomacy",
    "us-japan-alliance": "US-Japan alliance",
    "us-rok-alliance": "US-South Korea alliance",
    "kurils-peace-treaty": "Kurils and peace treaty",
    "russia-japan-military-contacts": "Russia-Japan military contacts",
    "russia-rok-relations": "Russia-South Korea relations",
    "russia-japan-relations": "Russia-Japan relations",
    "russia-force-posture": "Russian force posture",
    "un-diplomacy": "UN diplomacy",
}


def side(target: str, dyad: str) -> str:
    """The side of a claim, from its target and its dyad (ids as coded, empty where there is none).

    A claim belongs to a capital where target or dyad names its state, its alliance, its system or
    its islands, and neither names the other's.
    """
    named = {target, *dyad.split("-")}
    japanese, korean = bool(named & JAPANESE), bool(named & KOREAN)
    return "Both or neither" if japanese == korean else "Tokyo" if japanese else "Seoul"


def facing_table(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims of one article with the side of each.

    `claims` in the order of the text. Out, one row a claim: `claim_id`, `number`, `paragraph`,
    `side` (of SIDES), `explains` (whether it gives a cause or a motive), `kind`, `claim`.
    """
    kind = claims["kind"].astype(str)
    dyads = claims["dyad"].astype("string").fillna("")
    return pd.DataFrame(
        {
            "claim_id": claims["id"].astype(str),
            "number": claims["id"].astype(str).str[-3:],
            "paragraph": claims["paragraph"].astype(str),
            "side": [side(str(target), str(dyad)) for target, dyad in zip(claims["target"], dyads)],
            "explains": kind.isin(["causal-explanation", "motive-attribution"]).to_numpy(),
            "kind": kind.str.replace("-", " "),
            "claim": claims["claim"].astype(str),
        }
    ).reset_index(drop=True)


def issues_table(claims: pd.DataFrame, articles: tuple[str, ...]) -> pd.DataFrame:
    """How many claims of the author each of some articles has on each issue.

    `id` (of the issue), `Issue` (in words), and for each article its id (count); issues by their
    count in the last article. Raises KeyError for an article without claims.
    """
    for article in articles:
        if article not in set(claims["article_id"].astype(str)):
            raise unknown("coded article", article, claims["article_id"])
    own = claims[claims["speaker_id"].astype(str) == "author"]
    counts = pd.crosstab(own["issue"].astype(str), own["article_id"].astype(str)).reindex(
        columns=list(articles), fill_value=0
    )
    counts = counts[counts.sum(axis=1) > 0].sort_values(
        [articles[-1], articles[0]], ascending=False, kind="stable"
    )
    counts.insert(0, "Issue", [issue_words(code) for code in counts.index])
    return counts.rename_axis(index="id", columns=None).reset_index()


def issue_words(code: str) -> str:
    """An issue's code as a reader's words."""
    return ISSUE_WORDS.get(code, code.replace("-", " ").capitalize())

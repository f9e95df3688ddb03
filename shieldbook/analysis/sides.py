"""Whose side of the comparison a claim is on: Tokyo's, Seoul's, or both or neither."""

from __future__ import annotations

import pandas as pd

JAPANESE = frozenset({"JPN", "aegis-ashore", "us-japan-alliance", "kurils"})
KOREAN = frozenset({"KOR", "thaad", "us-rok-alliance"})
SIDES = ("Tokyo", "Both or neither", "Seoul")


def side(target: str, dyad: str) -> str:
    """The side of a claim, from its target and its dyad (ids as coded, empty where there is none).

    A claim belongs to a capital where target or dyad names its state, its alliance, its system or its islands, and
    neither names the other's.
    """
    named = {target, *dyad.split("-")}
    japanese, korean = bool(named & JAPANESE), bool(named & KOREAN)
    return "Both or neither" if japanese == korean else "Tokyo" if japanese else "Seoul"


def facing_table(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims of one article with the side of each.

    `claims` in the order of the text. Out, one row a claim: `claim_id`, `number`, `paragraph`, `side` (of SIDES),
    `explains` (whether it gives a cause or a motive), `kind`, `claim`.
    """
    kind = claims["kind"].astype(str)
    dyads = claims["dyad"].astype("string").fillna("")
    return pd.DataFrame({
        "claim_id": claims["id"].astype(str), "number": claims["id"].astype(str).str[-3:],
        "paragraph": claims["paragraph"].astype(str),
        "side": [side(str(target), str(dyad)) for target, dyad in zip(claims["target"], dyads)],
        "explains": kind.isin(["causal-explanation", "motive-attribution"]).to_numpy(),
        "kind": kind.str.replace("-", " "), "claim": claims["claim"].astype(str),
    }).reset_index(drop=True)


def issues_table(claims: pd.DataFrame, articles: tuple[str, ...]) -> pd.DataFrame:
    """How many claims of the author each of some articles has on each issue, and their share of all of them.

    `issue` (in words), and for each article its id (count) and `<id> (%)`; issues by their share in the last article.
    """
    own = claims[claims["speaker_id"].astype(str) == "author"]
    counts = pd.crosstab(own["issue"].astype(str).str.replace("-", " "), own["article_id"].astype(str))
    counts = counts.reindex(columns=list(articles), fill_value=0)
    shares = {f"{article} (%)": (100 * counts[article] / counts[article].sum()).round().astype(int) for article in articles}
    out = counts.assign(**shares)[[column for article in articles for column in (article, f"{article} (%)")]]
    out = out[(counts.sum(axis=1) > 0)].sort_values([articles[-1], articles[0]], ascending=False, kind="stable")
    return out.reset_index().rename(columns={"issue": "Issue"}).rename_axis(columns=None)

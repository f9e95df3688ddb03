"""Whose side of the comparison a claim is on: Tokyo's, Seoul's, or both or neither."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.codebook import worded

JAPANESE = frozenset({"JPN", "aegis-ashore", "us-japan-alliance", "kurils"})
KOREAN = frozenset({"KOR", "thaad", "us-rok-alliance"})
SIDES = ("Tokyo", "Both or neither", "Seoul")


def side(target: str, dyad: str) -> str:
    """The side of a claim, from its target and its dyad (ids as coded, empty where there is none).

    A claim belongs to a capital where target or dyad names its state, its alliance, its system or
    its islands, and neither names the other's.
    """
    named = {target, *dyad.split("-")}
    japanese, korean = bool(named & JAPANESE), bool(named & KOREAN)
    return "Both or neither" if japanese == korean else "Tokyo" if japanese else "Seoul"


def dyads_table(claims: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """The claims of one article with the side of each.

    `claims` in the order of the text. Out, one row a claim: `claim_id`, `number`, `paragraph`,
    `side` (of SIDES), `explains` (whether it gives a cause or a motive), `kind`, `claim`.
    """
    kind = claims["kind"]
    dyads = claims["dyad"]
    return pd.DataFrame(
        {
            "claim_id": claims["id"],
            "number": claims["id"].str[-3:],
            "paragraph": claims["paragraph"],
            "side": [
                side(str(target), str(dyad))
                for target, dyad in zip(claims["target"], dyads, strict=True)
            ],
            "explains": kind.isin(["causal-explanation", "motive-attribution"]).to_numpy(),
            "kind": worded(kind, codebook, "kind"),
            "claim": claims["claim"],
        }
    ).reset_index(drop=True)

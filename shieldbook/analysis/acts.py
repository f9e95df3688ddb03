"""The acts that an article reports, and the tone that PLOVER gives each."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from shieldbook.analysis.actors import pair, states
from shieldbook.analysis.codebook import worded
from shieldbook.analysis.lookup import Known

# The manual prints 3 for ACCUSE, whose three modes are all below 0: the minus sign has fallen out.
MISPRINTS = {"ACCUSE": -3.0}


def tone_table(
    claims: pd.DataFrame,
    scores: pd.DataFrame,
    actors: pd.DataFrame,
    codebook: pd.DataFrame,
    dyad: str,
    misprints: Mapping[str, float] = MISPRINTS,
) -> pd.DataFrame:
    """The acts that an article reports, in the order of the text, each with its PLOVER score.

    Claims without a PLOVER category are comment and have no score. `likely` is the score where
    `misprints` says that the printed one cannot be meant. Out: `order`, `paragraph`, `claim_id`,
    `claim`, `topic` (its issue in words), `speaker_id`, `category` and `category_label`, `dyad` and
    `dyad_label` (its two states by name), `between` (whether the act runs between the two states of
    `dyad`), `score`, `likely`.
    Raises KeyError for a category without a score.
    """
    known = Known(
        "PLOVER category with a score",
        zip(scores["category"], scores["score"].astype(float), strict=True),
    )
    acts = claims[claims["plover"] != ""].reset_index(drop=True)
    categories = acts["plover"]
    called = states(actors)
    printed = [known[category] for category in categories]
    return pd.DataFrame(
        {
            "order": range(1, len(acts) + 1),
            "paragraph": acts["paragraph"],
            "claim_id": acts["id"],
            "claim": acts["claim"],
            "topic": worded(acts["issue"], codebook, "issue"),
            "speaker_id": acts["speaker_id"],
            "category": categories,
            "category_label": worded(categories, codebook, "plover"),
            "dyad": acts["dyad"],
            "dyad_label": [pair(one, called) for one in acts["dyad"]],
            "between": (acts["dyad"] == dyad).to_numpy(),
            "score": printed,
            "likely": [
                misprints.get(category, score)
                for category, score in zip(categories, printed, strict=True)
            ],
        }
    )

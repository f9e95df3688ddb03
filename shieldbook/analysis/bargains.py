"""What Moscow's partners want from it and give, as coded goods, and what came of their wishes."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.codebook import labels

# Of no expectation that was coded the outcome was not looked for either.
UNFOLLOWED = "not followed here"


def wishes_table(
    named: pd.DataFrame,
    bargains: pd.DataFrame,
    claims: pd.DataFrame,
    forecasts: pd.DataFrame,
    codebook: pd.DataFrame,
) -> pd.DataFrame:
    """Wishes in plain words, who has them, and what came of each: one row a wish and capital.

    `named`: a row a wish, with `wish` (its words), `claim_ids` (those that tell of it, parted by
    spaces), `outcome` (a code where no expectation of these claims is coded, else "") and `came`
    (a few words). `bargains`: what partners want and give, as the table has it.

    Out, in the order of `named`: `wish`, `partner` (state) and `partner_label`, `whose` (the
    capitals but Moscow that wish for it, joined by "and"), `outcome` and `outcome_label`, `came`. A
    capital has a wish when it wants a good of one of the claims; where these name none, the wish is
    that of Moscow's partner in them. Raises ValueError where nobody is found to have a wish, and
    where its claims have outcomes that differ, or one that differs from the row's own.
    """
    wants = bargains[bargains["direction"] == "wants"].groupby("claim_id")["partner"].agg(list)
    parts = claims.set_index("id")["dyad"].str.split("-")
    coded = forecasts.set_index("claim_id")["outcome"]
    told = labels(codebook, "outcome") | {"": UNFOLLOWED}
    capitals = labels(codebook, "bargain_partner")
    rows = []
    for own in named.itertuples(index=False):
        ids = own.claim_ids.split()
        whose = {state for one in ids for state in wants.get(one, [])}
        whose = whose or {state for one in ids for state in parts[one]} - {"RUS"}
        if not whose:
            raise ValueError(f"the claims of {own.wish!r} name nobody who wishes it")
        outcome = _outcome(own.wish, [own.outcome, *(coded.get(one, "") for one in ids)])
        who = [state for state in capitals if state in whose]
        partners = " and ".join(capitals[state] for state in who if state != "RUS")
        shared = {"outcome": outcome, "outcome_label": told[outcome], "came": own.came}
        rows += [{"wish": own.wish, "partner": s, "whose": partners} | shared for s in who]
    frame = pd.DataFrame(rows)
    frame.insert(2, "partner_label", frame["partner"].map(capitals))
    return frame


def _outcome(wish: str, outcomes: list[str]) -> str:
    """The one outcome among those given, "" where none is."""
    found = set(filter(None, outcomes))
    if len(found) > 1:
        raise ValueError(f"what came of {wish!r} is told in more than one way: {sorted(found)}")
    return next(iter(found), "")

"""Reporting chains: through whom a claim came, from whose mouth onto which page."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from shieldbook.analysis.actors import names
from shieldbook.analysis.articles import by_date
from shieldbook.analysis.claims import in_order
from shieldbook.analysis.voices import WRITER, voices
from shieldbook.phrases import counted, listed


def chains_table(
    claims: pd.DataFrame, reports: pd.DataFrame, claim_quotes: pd.DataFrame, actors: pd.DataFrame
) -> pd.DataFrame:
    """Distinct reporting patterns of one article, most frequent first.

    Columns: `origin`, `agency` (empty where none is named), `outlet`, `claims`, `quoted`, `line`
    (quoted, paraphrased, unnamed). Claims without a chain, the author's own, are left out.
    """
    called, paths = names(actors), _paths(reports, actors)
    told = claims[(claims["speaker_id"] != "author") & claims["id"].isin(paths)]
    path = [paths[claim] for claim in told["id"]]
    routes = pd.DataFrame(
        {
            "origin": told["speaker_id"].map(called),
            "agency": [", ".join(stops[:-1]) for stops in path],
            "outlet": [stops[-1] for stops in path],
            "quoted": told["id"].isin(claim_quotes["claim_id"]),
        }
    )
    patterns = routes.groupby(["origin", "agency", "outlet"], sort=False)["quoted"]
    rows = patterns.agg(claims="size", quoted="sum").reset_index()
    line = pd.Series("paraphrased", rows.index).mask(rows["agency"] == "", "unnamed")
    rows = rows.assign(line=line.mask(rows["quoted"] > 0, "quoted"))
    # Patterns that tie keep the order in which the text comes to them.
    order, ascending = ["claims", "quoted", "origin"], [False, False, True]
    return rows.sort_values(order, ascending=ascending, kind="stable", ignore_index=True)


def _paths(reports: pd.DataFrame, actors: pd.DataFrame) -> dict[str, list[str]]:
    """Names along the chain of each claim; sources cited side by side share a step, and stand in
    one order wherever they are cited."""
    named = reports.assign(name=reports["outlet_id"].map(names(actors)))
    sides = named.sort_values(["step", "name"], kind="stable").groupby(["claim_id", "step"])["name"]
    return sides.agg(" and ".join).groupby("claim_id").agg(list).to_dict()


# Who carried a claim: nobody had to, somebody whom the article names, or somebody whom it does not.
OWN, NAMED, UNNAMED = "No carrier needed", "Named", "None named"


def reports_table(
    claims: pd.DataFrame, reports: pd.DataFrame, claim_quotes: pd.DataFrame
) -> pd.DataFrame:
    """One row a claim: `claim_id`, `article`, `carrier` and `quoted`.

    A claim's carrier is named where its chain has an outlet between speaker and article.
    """
    outlets = reports["claim_id"].value_counts().reindex(claims["id"], fill_value=0).to_numpy()
    own = (claims["speaker_id"] == "author") | (outlets == 0)
    named = pd.Series(outlets > 1, index=claims.index).map({True: NAMED, False: UNNAMED})
    return pd.DataFrame(
        {
            "claim_id": claims["id"],
            "article": claims["article_id"],
            "carrier": named.mask(own, OWN),
            "quoted": claims["id"].isin(claim_quotes["claim_id"]),
        }
    ).reset_index(drop=True)


def _carriers(reports: pd.DataFrame) -> pd.DataFrame:
    """Those who carried claims: all of their chains but the last step, which is the article's."""
    return reports[reports["step"] < reports.groupby("claim_id")["step"].transform("max")]


def report_shares(hands: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """By article, in the order of their dates: `article`, `claims`, `own` (the author's), `named`
    and `unnamed` (others', with and without a carrier) and `quoted`. Own, named and unnamed add up
    to all claims.
    """
    own, unnamed = hands["carrier"] == OWN, hands["carrier"] == UNNAMED
    told = pd.DataFrame(
        {
            "claims": True,
            "own": own,
            "named": ~own & ~unnamed,
            "unnamed": unnamed,
            "quoted": hands["quoted"],
        }
    )
    counts = told.groupby(hands["article"]).sum()
    return (
        counts.reindex(by_date(articles)["id"], fill_value=0).rename_axis("article").reset_index()
    )


def hands_table(
    claims: pd.DataFrame, reports: pd.DataFrame, actors: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Every reported claim with those who carried it: from whose mouth, through whose hands, onto
    which page.

    Columns: `claim_id`, `article`, `voice` (as in `voices.voices`), `who` (the speaker by name) and
    `hands` (the names of its carriers, "" where the article names none). Articles by date, claims
    in the order of their text. Raises KeyError where an article has no claims or `actors` lacks a
    speaker or an outlet.
    """
    rows = in_order(claims, articles)
    voice, called = voices(rows, reports, actors), names(actors)
    told = rows[voice != WRITER]
    carriers = _carriers(reports).sort_values("step", kind="stable")
    hands = carriers["outlet_id"].map(called).groupby(carriers["claim_id"]).agg(" and ".join)
    return pd.DataFrame(
        {
            "claim_id": told["id"],
            "article": told["article_id"],
            "voice": voice[told.index],
            "who": told["speaker_id"].map(called),
            "hands": told["id"].map(hands).fillna(""),
        }
    ).reset_index(drop=True)


def most_named(reports: pd.DataFrame, claims: pd.DataFrame, actors: pd.DataFrame) -> pd.Series:
    """The carriers that each article names, in words, by article: two by name, of more only the one
    that carried most claims, of equals the first in the data, and how many others there are.
    Articles that name none are left out."""
    carriers, called = _carriers(reports), names(actors)
    article = carriers["claim_id"].map(claims.set_index("id")["article_id"])
    return carriers["outlet_id"].groupby(article).agg(lambda own: _most(own, called))


def _most(outlets: pd.Series, called: dict[str, str]) -> str:
    found = [called[outlet] for outlet, _ in Counter(outlets).most_common()]
    few = found if len(found) < 3 else [found[0], counted(len(found) - 1, "other")]
    return listed(few, "")

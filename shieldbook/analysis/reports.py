"""Reporting chains: through whom a claim came, whose voice it is, with which verb it was said."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.actors import names, of_state, states
from shieldbook.analysis.articles import by_date
from shieldbook.analysis.lookup import Known


def chains_table(
    claims: pd.DataFrame, reports: pd.DataFrame, claim_quotes: pd.DataFrame, actors: pd.DataFrame
) -> pd.DataFrame:
    """Distinct reporting patterns of one article, most frequent first.

    Columns: `origin`, `agency` (empty where none is named), `outlet`, `claims`, `quoted`, `line`
    (quoted, paraphrased, unnamed). Claims without a chain, the author's own, are left out.
    """
    labels = names(actors)
    quoted = set(claim_quotes["claim_id"])
    patterns: dict[tuple[str, str, str], list[str]] = {}
    chains = reports.sort_values("step", kind="stable").groupby(reports["claim_id"])
    paths = {claim: _path(part, labels) for claim, part in chains}
    for claim_id, speaker in zip(claims["id"], claims["speaker_id"], strict=True):
        if claim_id in paths and speaker != "author":
            path = paths[claim_id]
            patterns.setdefault((labels[speaker], ", ".join(path[:-1]), path[-1]), []).append(
                claim_id
            )
    rows = [
        {
            "origin": origin,
            "agency": agency,
            "outlet": outlet,
            "claims": len(ids),
            "quoted": sum(i in quoted for i in ids),
            "line": "quoted"
            if any(i in quoted for i in ids)
            else "paraphrased"
            if agency
            else "unnamed",
        }
        for (origin, agency, outlet), ids in patterns.items()
    ]
    frame = pd.DataFrame(rows, columns=["origin", "agency", "outlet", "claims", "quoted", "line"])
    # Patterns that tie keep the order in which the text comes to them.
    order, ascending = ["claims", "quoted", "origin"], [False, False, True]
    return frame.sort_values(order, ascending=ascending, kind="stable").reset_index(drop=True)


def _path(part: pd.DataFrame, labels: dict[str, str]) -> list[str]:
    """Names along one chain; sources cited side by side share a step, and stand in one order
    wherever they are cited."""
    steps = part.groupby("step")["outlet_id"]
    return [" and ".join(sorted(labels[outlet] for outlet in group)) for _, group in steps]


# Whose voices are told apart.
VOICES = ("RUS", "JPN", "KOR", "USA")
AUTHOR, OTHER = "The author", "Others"
OWN, UNNAMED = "No carrier needed", "None named"
RUSSIAN_CARRIER, OTHER_CARRIER = "Russian media", "Other media"
# Verbs that say with what force, or how truly, somebody spoke; all others count as plain.
COLOURED = frozenset(
    {
        "accused",
        "admit",
        "argue",
        "asserted",
        "charges",
        "denial",
        "denounced",
        "emphasis",
        "emphasize",
        "floated",
        "highlighted",
        "highlighting",
        "insists",
        "opposes",
        "pleaded",
        "professed",
        "pushed",
        "slammed",
        "underscored",
        "vowed",
        "warned",
    }
)


def reports_table(
    claims: pd.DataFrame, reports: pd.DataFrame, claim_quotes: pd.DataFrame, actors: pd.DataFrame
) -> pd.DataFrame:
    """One row a claim: `claim_id`, `article`, `voice` (the speaker's state by name) and `state`
    (its code, empty where it is not told apart), `carrier`, `verb` and `manner` (of saying; empty
    for the author's own), `hedged` (whether the report takes part of it back), `quoted`.

    A claim's carrier is named where its chain has an outlet between speaker and article. Raises
    KeyError for a speaker that `actors` has not.
    """
    state = Known(
        "actor",
        zip(actors["id"], actors["state"], strict=True),
    )
    chains = {
        claim: part.sort_values("step", kind="stable")
        for claim, part in reports.groupby(reports["claim_id"])
    }
    quoted = set(claim_quotes["claim_id"])
    called, russian = states(actors), of_state(actors, "RUS")
    rows = []
    for claim, article, speaker, certainty in zip(
        *(claims[c] for c in ("id", "article_id", "speaker_id", "certainty")),
        strict=True,
    ):
        chain = chains.get(claim)
        own = speaker == "author" or chain is None
        outlets = [] if own else list(chain["outlet_id"])[:-1]
        told = state[speaker] if state[speaker] in VOICES else ""
        verb = "" if own else next(filter(None, chain["verb"]), "")
        carrier = (
            OWN
            if own
            else UNNAMED
            if not outlets
            else RUSSIAN_CARRIER
            if russian.issuperset(outlets)
            else OTHER_CARRIER
        )
        rows.append(
            {
                "claim_id": claim,
                "article": article,
                "voice": AUTHOR if own and speaker == "author" else called.get(told, OTHER),
                "state": told,
                "carrier": carrier,
                "verb": verb,
                "manner": "" if not verb else "coloured" if verb in COLOURED else "plain",
                "hedged": certainty == "hedged",
                "quoted": claim in quoted,
            }
        )
    return pd.DataFrame(rows)


def report_shares(hands: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """By article, in the order of their dates: `article`, `claims`, `own` (the author's), `named`
    and `unnamed` (others', with and without a carrier), `quoted`, and `hedged_own` and
    `hedged_reported`. The first four add up: own, named and unnamed are all claims.
    """
    rows = []
    for article in by_date(articles)["id"]:
        part = hands[hands["article"] == article]
        own, named = part["carrier"] == OWN, part["carrier"].isin([RUSSIAN_CARRIER, OTHER_CARRIER])
        rows.append(
            {
                "article": article,
                "claims": len(part),
                "own": int(own.sum()),
                "named": int(named.sum()),
                "unnamed": int((part["carrier"] == UNNAMED).sum()),
                "quoted": int(part["quoted"].sum()),
                "hedged_own": int((part["hedged"] & own).sum()),
                "hedged_reported": int((part["hedged"] & ~own).sum()),
            }
        )
    return pd.DataFrame(rows)


def flow_table(hands: pd.DataFrame, articles: pd.DataFrame, most: int = 8) -> pd.DataFrame:
    """The reported claims as a flow: `voice` and `state`, `carrier`, `article` and `claims`, one
    row a combination that occurs.

    Beyond `most` articles a flow shows no single one any more: they are taken together by the
    decade of their date.
    """
    reported = hands[hands["carrier"] != OWN]
    order = by_date(articles)
    label = dict(zip(order["id"], order["id"], strict=True))
    if len(order) > most:
        label = {
            own: f"{str(date).strip('[')[:3]}0s"
            for own, date in zip(order["id"], order["published"], strict=True)
        }
    rows = reported.assign(article=reported["article"].map(label))
    told = ["voice", "state", "carrier", "article"]
    counts = rows.groupby(told, sort=False).size().reset_index(name="claims")
    ranks = {
        "state": [*VOICES, ""],
        "carrier": [RUSSIAN_CARRIER, OTHER_CARRIER, UNNAMED],
        "article": list(dict.fromkeys(label.values())),
    }
    for column, ranked in ranks.items():
        counts[column] = pd.Categorical(counts[column], ranked, ordered=True)
    counts = counts.sort_values(list(ranks), kind="stable")
    return counts.astype(dict.fromkeys(ranks, str)).reset_index(drop=True)


def verbs_table(hands: pd.DataFrame) -> pd.DataFrame:
    """The verbs of saying, most frequent first: `verb`, `manner`, `claims`, `articles` (how many
    use it)."""
    rows = hands[hands["verb"] != ""]
    table = (
        rows.groupby(["verb", "manner"])
        .agg(claims=("claim_id", "size"), articles=("article", "nunique"))
        .reset_index()
    )
    return table.sort_values(
        ["claims", "verb"], ascending=[False, True], kind="stable"
    ).reset_index(drop=True)

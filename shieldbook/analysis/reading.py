"""Views of one article: frames in, the tables behind a reading's charts and tables out. Nothing
here reads a file."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.dates import bounds, in_words, span
from shieldbook.analysis.lookup import Known, Unknown, unknown
from shieldbook.analysis.ways import ASPECT_WORDS, check_id, ways
from shieldbook.phrases import counted, whole_pct

STANCE_WORDS = {-2: "rejects", -1: "critical", 0: "none", 1: "favours", 2: "endorses"}
ASPECTS = tuple(ASPECT_WORDS)
# Kinds of claim that look ahead; the house rules ask for the outcome of each.
AHEAD = ("forecast", "commitment", "threat-or-warning")
NOT_CHECKABLE = "not checkable"
# Columns that a reading shows of its tables, and their heads.
SPEAKER_HEADS = {
    "speaker": "Speaker",
    "claims": "Claims",
    "share_pct": "Share in %",
    "against": "Against",
    "none": "Neither",
    "in_favour": "In favour",
}
CHECK_HEADS = {
    "number": "Claim",
    "verdict": "Verdict",
    "finding": "What was found",
    "sources": "Sources",
    "aspect": "Aspect",
    "claim": "What is claimed",
    "check_id": "id",
    "claim_href": "claim_href",
}
FORECAST_HEADS = {
    "number": "No.",
    "expects": "What was expected",
    "whose": "By whom",
    "condition": "On condition",
    "outcome": "Outcome",
    "what_happened": "What happened",
    "sources": "Sources",
}
QUOTE_HEADS = {
    "paragraph": "¶",
    "speaker": "Speaker",
    "text": "Words quoted by the article",
    "because": "Why repeated here",
    "id": "id",
}


def claims_of(claims: pd.DataFrame, article_id: str) -> pd.DataFrame:
    """The claims of one article in the order of the text. Raises KeyError where the article has
    none."""
    part = claims[claims["article_id"] == article_id].sort_values("id", kind="stable")
    if part.empty:
        raise unknown("coded article", article_id, claims["article_id"])
    return part.reset_index(drop=True)


def by_date(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles in the order of their dates, those of one day in that of their ids."""
    order = [bounds(str(date))[0] for date in articles["published"]]
    rows = articles.assign(order=order).sort_values(["order", "id"], kind="stable")
    return rows.drop(columns="order").reset_index(drop=True)


def in_order(claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The claims of all articles, articles by date, each in the order of its text. Raises KeyError
    where an article has none.
    """
    places = {article: place for place, article in enumerate(by_date(articles)["id"].astype(str))}
    lost = set(places) - set(claims["article_id"].astype(str))
    if lost:
        raise Unknown(f"the article {min(lost, key=places.get)!r} has no claims")
    ranked = claims.assign(place=claims["article_id"].astype(str).map(places)).dropna(
        subset=["place"]
    )
    return (
        ranked.sort_values(["place", "id"], kind="stable")
        .drop(columns="place")
        .reset_index(drop=True)
    )


def articles_table(
    articles: pd.DataFrame, claims: pd.DataFrame, checks: pd.DataFrame
) -> pd.DataFrame:
    """The articles by date, with the claims found in each, the author's own among them, and the
    checks.

    `start` and `end` are the first and the last day on which an article may have been published.
    """
    rows = by_date(articles)
    ends = [bounds(str(date)) for date in rows["published"]]
    own = claims[claims["speaker_id"] == "author"]
    return pd.DataFrame(
        {
            "Article": rows["id"].astype(str),
            "Published": [in_words(str(date)) for date in rows["published"]],
            "Words": rows["words"],
            "Claims": rows["id"].map(claims.groupby("article_id", observed=True).size()),
            "By the author": rows["id"]
            .map(own.groupby("article_id", observed=True).size())
            .fillna(0),
            "Checks": rows["id"]
            .map(checks["claim_id"].astype(str).str.rsplit("-", n=1).str[0].value_counts())
            .fillna(0),
            "start": [pd.Timestamp(low) for low, _ in ends],
            "end": [pd.Timestamp(high) for _, high in ends],
        }
    )


def headed(frame: pd.DataFrame, heads: dict[str, str]) -> pd.DataFrame:
    """The columns of `frame` that `heads` names, under its words. Where `number` is asked for and
    missing, it is the end of `claim_id`.
    """
    if "number" in heads and "number" not in frame:
        frame = frame.assign(number=frame["claim_id"].astype(str).str[-3:])
    return frame[list(heads)].rename(columns=heads)


def quotes_table(quotes: pd.DataFrame, actors: pd.DataFrame, article_id: str) -> pd.DataFrame:
    """The registered quotations of one article in the order of its text: `paragraph`, `speaker` (by
    name), `text`, `because`, `id`.
    """
    rows = quotes[quotes["article_id"].astype(str) == article_id].sort_values("id", kind="stable")
    return rows.assign(speaker=rows["speaker_id"].astype(str).map(names(actors)))[
        list(QUOTE_HEADS)
    ].reset_index(drop=True)


def names(actors: pd.DataFrame) -> dict[str, str]:
    """Actor id to the name that the book prints; a look-up of an unknown actor raises KeyError."""
    named = zip(actors["id"].astype(str), actors["name"].astype(str))
    return Known("actor", {key: name[0].upper() + name[1:] for key, name in named})


def score_table(
    claims: pd.DataFrame,
    actors: pd.DataFrame,
    checks: pd.DataFrame,
    claim_quotes: pd.DataFrame,
    most_rows: int = 6,
) -> pd.DataFrame:
    """The table behind the score of one article.

    `claims`: claims of one article in the order of the text. One row a claim out: `order`,
    `claim_id`, `number`, `paragraph`, `speaker`, `who` (the speaker by name), `row` (0 = the
    author, then by first appearance), `direction` (against, none, for), `strong`, `stance` (in
    words), `kind`, `claim`, and the columns of `ways.ways`. Speakers beyond `most_rows` share the
    row "others"; those with the fewest claims go first.
    """
    who = claims["speaker_id"].astype(str)
    counts = who[who != "author"].value_counts()
    first = {speaker: i for i, speaker in reversed(list(enumerate(who)))}
    kept = set(counts.index)
    if len(counts) + 1 > most_rows:
        ranked = sorted(counts.index, key=lambda speaker: (-counts[speaker], first[speaker]))
        kept = set(ranked[: most_rows - 2])
    labels = names(actors)
    order = ["author"] + sorted(kept, key=first.get)
    row = {speaker: i for i, speaker in enumerate(order)}
    marks = pd.DataFrame(
        {
            "order": range(1, len(claims) + 1),
            "claim_id": claims["id"].astype(str),
            "number": claims["id"].astype(str).str[-3:],
            "who": ["The author" if s == "author" else labels[s] for s in who],
            **_stances(claims),
            "kind": _words(claims["kind"]),
            "paragraph": claims["paragraph"].astype(str),
            "speaker": [
                "The author" if s == "author" else labels[s] if s in kept else "Others" for s in who
            ],
            "row": [row.get(s, len(order)) for s in who],
            "claim": claims["claim"].astype(str),
        }
    )
    return marks.join(ways(claims, checks, claim_quotes))


def speakers_table(claims: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Claims by speaker: `speaker`, `claims`, `share_pct`, `against`, `none`, `in_favour`; most
    claims first."""
    labels = names(actors)
    rows = []
    for speaker, part in claims.groupby(claims["speaker_id"].astype(str)):
        stance = part["stance"].astype(int)
        rows.append(
            {
                "speaker": "The author" if speaker == "author" else labels[speaker],
                "claims": len(part),
                "share_pct": whole_pct(len(part) / len(claims)),
                "against": int((stance < 0).sum()),
                "none": int((stance == 0).sum()),
                "in_favour": int((stance > 0).sum()),
            }
        )
    frame = pd.DataFrame(rows).sort_values(
        ["claims", "speaker"], ascending=[False, True], kind="stable"
    )
    return frame.reset_index(drop=True)


def chains_table(
    claims: pd.DataFrame, reports: pd.DataFrame, claim_quotes: pd.DataFrame, actors: pd.DataFrame
) -> pd.DataFrame:
    """Distinct reporting patterns of one article, most frequent first.

    Columns: `origin`, `agency` (empty where none is named), `outlet`, `claims`, `quoted`, `line`
    (quoted, paraphrased, unnamed). Claims without a chain, the author's own, are left out.
    """
    labels = names(actors)
    quoted = set(claim_quotes["claim_id"].astype(str))
    patterns: dict[tuple[str, str, str], list[str]] = {}
    chains = reports.sort_values("step", kind="stable").groupby(reports["claim_id"].astype(str))
    paths = {claim: _path(part, labels) for claim, part in chains}
    for claim_id, speaker in zip(claims["id"].astype(str), claims["speaker_id"].astype(str)):
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
    return [
        " and ".join(sorted(labels[outlet] for outlet in group.astype(str))) for _, group in steps
    ]


def claims_table(
    claims: pd.DataFrame, actors: pd.DataFrame, checks: pd.DataFrame, claim_quotes: pd.DataFrame
) -> pd.DataFrame:
    """The claims of one article as the reader sees them, one row a claim.

    Columns: No., Claim, ¶, Speaker, Kind, Stance, Checks and words (what its checks of content and
    of attribution found, and whether words of it are quoted), and for the page `id` and the targets
    `paragraph_href` and `more_href`.
    """
    labels = names(actors) | {"author": "The author"}
    ids = claims["id"].astype(str)
    leads = ways(claims, checks, claim_quotes)
    return pd.DataFrame(
        {
            "No.": ids.str[-3:],
            "Claim": claims["claim"].astype(str),
            "¶": claims["paragraph"].astype(str),
            "Speaker": claims["speaker_id"].astype(str).map(labels),
            "Kind": [
                k.replace("-", " ") + (" (hedged)" if c == "hedged" else "")
                for k, c in zip(claims["kind"].astype(str), claims["certainty"].astype(str))
            ],
            "Stance": claims["stance"].astype(int).map(STANCE_WORDS),
            "Checks and words": _joined(leads["checked"], leads["quoted"]),
            "id": ids,
            "paragraph_href": leads["paragraph_href"],
            "more_href": _joined(leads["checked_href"], leads["quoted_href"]),
        }
    )


def all_claims_table(
    claims: pd.DataFrame, actors: pd.DataFrame, checks: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Every claim of every article, articles by date.

    `id`, `article`, `number`, `claim`, `speaker`, `issue`, `kind`, `stance`, `direction` and
    `strong` (as in `score_table`), and `verdicts`: of its checks by aspect, joined by a comma;
    NOT_CHECKABLE where it has none.
    """
    labels = names(actors) | {"author": "The author"}
    rows = in_order(claims, articles)
    ranked = checks.assign(rank=checks["aspect"].astype(str).map(ASPECTS.index))
    ranked = ranked.sort_values(["claim_id", "rank"], kind="stable")
    found = ranked["verdict"].astype(str).groupby(ranked["claim_id"].astype(str)).agg(", ".join)
    ids = rows["id"].astype(str)
    return pd.DataFrame(
        {
            "id": ids,
            "article": rows["article_id"].astype(str),
            "number": ids.str[-3:],
            "claim": rows["claim"].astype(str),
            "speaker": rows["speaker_id"].astype(str).map(labels),
            "issue": _words(rows["issue"]),
            "kind": _words(rows["kind"]),
            **_stances(rows),
            "verdicts": ids.map(found).fillna(NOT_CHECKABLE),
        }
    )


def _stances(claims: pd.DataFrame) -> dict[str, list]:
    """A claim's stance in words, on which side it is, and whether strongly."""
    stance = claims["stance"].astype(int)
    return {
        "stance": stance.map(STANCE_WORDS).tolist(),
        "strong": (stance.abs() == 2).tolist(),
        "direction": ["against" if s < 0 else "for" if s > 0 else "none" for s in stance],
    }


def _words(codes: pd.Series) -> pd.Series:
    return codes.astype(str).str.replace("-", " ")


def _joined(first: pd.Series, second: pd.Series) -> list[str]:
    return [" | ".join(part for part in pair if part) for pair in zip(first, second)]


def checks_table(
    checks: pd.DataFrame, check_sources: pd.DataFrame, claims: pd.DataFrame
) -> pd.DataFrame:
    """Checks of one article in the order of its claims: `order`, `claim_id`, `aspect`, `verdict`,
    `claim`, `finding`, `because`, `confidence`, `sources` (several joined by ` | `), and for the
    page `check_id` and `claim_href`."""
    order = {claim: i for i, claim in enumerate(claims["id"].astype(str), start=1)}
    part = checks[checks["claim_id"].astype(str).isin(order)]
    keys = [check_sources["claim_id"].astype(str), check_sources["aspect"].astype(str)]
    sources = (
        check_sources.groupby(keys)["source"].agg(lambda s: " | ".join(s.astype(str))).to_dict()
    )
    texts = dict(zip(claims["id"].astype(str), claims["claim"].astype(str)))
    frame = pd.DataFrame(
        {
            "order": part["claim_id"].astype(str).map(order),
            "claim_id": part["claim_id"].astype(str),
            "aspect": part["aspect"].astype(str),
            "verdict": part["verdict"].astype(str),
            "claim": part["claim_id"].astype(str).map(texts),
            "finding": part["finding"].astype(str),
            "because": part["because"].astype(str),
            "confidence": part["confidence"].astype(str),
            "check_id": [
                check_id(*key)
                for key in zip(part["claim_id"].astype(str), part["aspect"].astype(str))
            ],
            "claim_href": "#" + part["claim_id"].astype(str),
            "sources": [
                sources.get(key, "")
                for key in zip(part["claim_id"].astype(str), part["aspect"].astype(str))
            ],
        }
    )
    rank = frame["aspect"].map({aspect: i for i, aspect in enumerate(ASPECTS)})
    ranked = frame.assign(rank=rank).sort_values(["order", "rank"], kind="stable")
    return ranked.drop(columns="rank").reset_index(drop=True)


def forecasts_table(
    forecasts: pd.DataFrame,
    forecast_sources: pd.DataFrame,
    claims: pd.DataFrame,
    actors: pd.DataFrame,
) -> pd.DataFrame:
    """Expectations among the given claims and what came, sorted by claim.

    `claim_id`, `article`, `whose`, `kind`, `certainty`, `expects`, `condition` ("none" where there
    is none), `horizon`, `outcome` and `what_happened`, `because`, `sources` (several joined by
    ` | `), and `ahead`: whether the claim is of a kind that looks ahead.
    """
    labels = names(actors) | {"author": "The author"}
    cited = (
        forecast_sources.groupby(forecast_sources["claim_id"].astype(str))["source"]
        .agg(" | ".join)
        .to_dict()
    )
    own = ["id", "article_id", "speaker_id", "kind", "certainty"]
    rows = forecasts.merge(claims[own], left_on="claim_id", right_on="id").sort_values(
        "claim_id", kind="stable"
    )
    return pd.DataFrame(
        {
            "claim_id": rows["claim_id"].astype(str),
            "article": rows["article_id"].astype(str),
            "whose": rows["speaker_id"].astype(str).map(labels),
            "kind": _words(rows["kind"]),
            "certainty": rows["certainty"].astype(str),
            "expects": rows["expects"].astype(str),
            "condition": rows["condition"].astype("string").fillna("none"),
            "horizon": rows["horizon"].astype("string").fillna(""),
            "outcome": _words(rows["outcome"]),
            "what_happened": rows["what_happened"].astype(str),
            "because": rows["because"].astype(str),
            "sources": rows["claim_id"].astype(str).map(cited).fillna(""),
            "ahead": rows["kind"].isin(AHEAD),
        }
    ).reset_index(drop=True)


def moment_table(
    events: pd.DataFrame, centre: str, before: int, after: int, article_event: str
) -> pd.DataFrame:
    """Events that overlap the days from `before` days ahead of `centre` (ISO date) to `after` days
    behind it.

    Out: `id`, `start`, `end`, `label`, `when`, `known` (certain, uncertain), `article`, sorted by
    start. Raises KeyError where `article_event` is no event.
    """
    if article_event not in set(events["id"].astype(str)):
        raise unknown("event", article_event, events["id"])
    rows = span(events)
    day = pd.Timestamp(centre)
    near = (rows["end"] >= day - pd.Timedelta(days=before)) & (
        rows["start"] <= day + pd.Timedelta(days=after)
    )
    exact = (rows["end"] - rows["start"]).dt.days <= 31
    part = rows[near & exact].sort_values(["start", "end", "id"], kind="stable")
    return pd.DataFrame(
        {
            "id": part["id"].astype(str),
            "start": part["start"],
            "end": part["end"],
            "label": [
                "The article appears" if i == article_event else t
                for i, t in zip(part["id"], part["title"].astype(str))
            ],
            "when": part["when"].astype(str),
            "known": [
                "certain" if c == "verified" else "uncertain"
                for c in part["confidence"].astype(str)
            ],
            "article": (part["id"].astype(str) == article_event).to_numpy(),
        }
    ).reset_index(drop=True)


def card(article: pd.Series, actors: pd.DataFrame) -> pd.DataFrame:
    """The card of one article: what it is, who wrote it, when, how long, where the original
    stands."""
    low, high = bounds(str(article["published"]))
    day = f", a {low:%A}" if low == high else ""
    return pd.DataFrame(
        {
            "Item": [
                "Title",
                "Outlet",
                "Author",
                "Published",
                "How the date is known",
                "Kind of text",
                "Length",
                "Original",
            ],
            "Entry": [
                str(article["title"]),
                names(actors)[str(article["outlet_id"])],
                str(article["author"]),
                f"{in_words(str(article['published']))}{day}",
                str(article["date_basis"]),
                str(article["genre"]),
                f"{counted(article['words'], 'word')} in "
                f"{counted(article['paragraphs'], 'paragraph')}, "
                f"{counted(article['captions'], 'caption')}",
                "" if pd.isna(article["url"]) else str(article["url"]),
            ],
        }
    )

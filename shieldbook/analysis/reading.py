"""Views of one article: frames in, the tables behind a reading's charts and tables out. Nothing here reads a file."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.dates import bounds, in_words, span
from shieldbook.analysis.ways import ASPECT_WORDS, check_id, ways

STANCE_WORDS = {-2: "rejects", -1: "critical", 0: "none", 1: "favours", 2: "endorses"}
ASPECTS = tuple(ASPECT_WORDS)


def claims_of(claims: pd.DataFrame, article_id: str) -> pd.DataFrame:
    """The claims of one article in the order of the text. Raises KeyError where the article has none."""
    part = claims[claims["article_id"] == article_id].sort_values("id")
    if part.empty:
        raise KeyError(article_id)
    return part.reset_index(drop=True)


def articles_table(articles: pd.DataFrame, claims: pd.DataFrame, checks: pd.DataFrame) -> pd.DataFrame:
    """The articles in the order of their dates, with the claims found in each, the author's own among them, and the checks."""
    order = [bounds(str(date))[0] for date in articles["published"]]
    rows = articles.assign(order=order).sort_values("order")
    own = claims[claims["speaker_id"] == "author"]
    return pd.DataFrame({
        "Article": rows["id"].astype(str), "Published": [in_words(str(date)) for date in rows["published"]],
        "Words": rows["words"], "Claims": rows["id"].map(claims.groupby("article_id", observed=True).size()),
        "By the author": rows["id"].map(own.groupby("article_id", observed=True).size()).fillna(0),
        "Checks": rows["id"].map(checks["claim_id"].astype(str).str.rsplit("-", n=1).str[0].value_counts()).fillna(0),
    }).reset_index(drop=True)


def names(actors: pd.DataFrame) -> dict[str, str]:
    """Actor id to the name that the book prints."""
    return {key: name[0].upper() + name[1:] for key, name in zip(actors["id"].astype(str), actors["name"].astype(str))}


def score_table(claims: pd.DataFrame, actors: pd.DataFrame, checks: pd.DataFrame, claim_quotes: pd.DataFrame,
                most_rows: int = 6) -> pd.DataFrame:
    """The table behind the score of one article.

    `claims`: claims of one article in the order of the text. One row a claim out: `order`, `claim_id`, `number`,
    `paragraph`, `speaker`, `who` (the speaker by name), `row` (0 = the author, then by first appearance), `direction`
    (against, none, for), `strong`, `stance` (in words), `kind`, `claim`, and the columns of `ways.ways`.
    Speakers beyond `most_rows` share the row "others"; those with the fewest claims go first.
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
    stance = claims["stance"].astype(int)
    marks = pd.DataFrame({
        "order": range(1, len(claims) + 1), "claim_id": claims["id"].astype(str), "number": claims["id"].astype(str).str[-3:],
        "who": ["The author" if s == "author" else labels[s] for s in who],
        "stance": stance.map(STANCE_WORDS), "kind": claims["kind"].astype(str).str.replace("-", " "),
        "paragraph": claims["paragraph"].astype(str),
        "speaker": ["The author" if s == "author" else labels[s] if s in kept else "Others" for s in who],
        "row": [row.get(s, len(order)) for s in who],
        "direction": ["against" if s < 0 else "for" if s > 0 else "none" for s in stance],
        "strong": (stance.abs() == 2).to_numpy(), "claim": claims["claim"].astype(str),
    })
    return marks.join(ways(claims, checks, claim_quotes))


def speakers_table(claims: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Claims by speaker: `speaker`, `claims`, `share_pct`, `against`, `none`, `in_favour`; most claims first."""
    labels = names(actors)
    rows = []
    for speaker, part in claims.groupby(claims["speaker_id"].astype(str)):
        stance = part["stance"].astype(int)
        rows.append({
            "speaker": "The author" if speaker == "author" else labels[speaker], "claims": len(part),
            "share_pct": round(100 * len(part) / len(claims)), "against": int((stance < 0).sum()),
            "none": int((stance == 0).sum()), "in_favour": int((stance > 0).sum()),
        })
    return pd.DataFrame(rows).sort_values(["claims", "speaker"], ascending=[False, True]).reset_index(drop=True)


def chains_table(claims: pd.DataFrame, reports: pd.DataFrame, claim_quotes: pd.DataFrame,
                 actors: pd.DataFrame) -> pd.DataFrame:
    """Distinct reporting patterns of one article, most frequent first.

    Columns: `origin`, `agency` (empty where none is named), `outlet`, `claims`, `quoted`, `line`
    (quoted, paraphrased, unnamed). Claims without a chain, the author's own, are left out.
    """
    labels = names(actors)
    quoted = set(claim_quotes["claim_id"].astype(str))
    patterns: dict[tuple[str, str, str], list[str]] = {}
    chains = reports.sort_values("step").groupby(reports["claim_id"].astype(str))
    paths = {claim: _path(part, labels) for claim, part in chains}
    for claim_id, speaker in zip(claims["id"].astype(str), claims["speaker_id"].astype(str)):
        if claim_id in paths and speaker != "author":
            path = paths[claim_id]
            patterns.setdefault((labels[speaker], ", ".join(path[:-1]), path[-1]), []).append(claim_id)
    rows = [
        {"origin": origin, "agency": agency, "outlet": outlet, "claims": len(ids),
         "quoted": sum(i in quoted for i in ids),
         "line": "quoted" if any(i in quoted for i in ids) else "paraphrased" if agency else "unnamed"}
        for (origin, agency, outlet), ids in patterns.items()
    ]
    frame = pd.DataFrame(rows, columns=["origin", "agency", "outlet", "claims", "quoted", "line"])
    return frame.sort_values(["claims", "quoted", "origin"], ascending=[False, False, True]).reset_index(drop=True)


def _path(part: pd.DataFrame, labels: dict[str, str]) -> list[str]:
    """Names along one chain; sources cited side by side share a step."""
    steps = part.groupby("step")["outlet_id"]
    return [" and ".join(labels[outlet] for outlet in group.astype(str)) for _, group in steps]


def claims_table(claims: pd.DataFrame, actors: pd.DataFrame, checks: pd.DataFrame,
                 claim_quotes: pd.DataFrame) -> pd.DataFrame:
    """The claims of one article as the reader sees them, one row a claim.

    Columns: No., Claim, ¶, Speaker, Kind, Stance, Checks and words (what its checks of content and of attribution found, and
    whether words of it are quoted), and for the page `id` and the targets `paragraph_href` and `more_href`.
    """
    labels = names(actors) | {"author": "The author"}
    ids = claims["id"].astype(str)
    leads = ways(claims, checks, claim_quotes)
    return pd.DataFrame({
        "No.": ids.str[-3:], "Claim": claims["claim"].astype(str), "¶": claims["paragraph"].astype(str),
        "Speaker": claims["speaker_id"].astype(str).map(labels),
        "Kind": [k.replace("-", " ") + (" (hedged)" if c == "hedged" else "")
                 for k, c in zip(claims["kind"].astype(str), claims["certainty"].astype(str))],
        "Stance": claims["stance"].astype(int).map(STANCE_WORDS),
        "Checks and words": _joined(leads["checked"], leads["quoted"]),
        "id": ids, "paragraph_href": leads["paragraph_href"],
        "more_href": _joined(leads["checked_href"], leads["quoted_href"]),
    })


def all_claims_table(claims: pd.DataFrame, actors: pd.DataFrame, checks: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Every claim of every article, articles by date: `id`, `article`, `number`, `claim`, `speaker`, `issue`, `kind`, `stance`,
    `direction`, `strong` (as in `score_table`) and `verdicts` (of its checks by aspect, joined by a comma; "not checkable")."""
    labels = names(actors) | {"author": "The author"}
    days = {own: bounds(str(date))[0] for own, date in zip(articles["id"].astype(str), articles["published"])}
    rows = claims.assign(day=claims["article_id"].astype(str).map(days)).sort_values(["day", "id"])
    found: dict[str, list[str]] = {}
    for claim, aspect, verdict in sorted(zip(*(checks[name].astype(str) for name in ("claim_id", "aspect", "verdict"))),
                                         key=lambda check: (check[0], ASPECTS.index(check[1]))):
        found.setdefault(claim, []).append(verdict)
    stance = rows["stance"].astype(int)
    return pd.DataFrame({
        "id": rows["id"].astype(str), "article": rows["article_id"].astype(str), "number": rows["id"].astype(str).str[-3:],
        "claim": rows["claim"].astype(str), "speaker": rows["speaker_id"].astype(str).map(labels),
        "issue": rows["issue"].astype(str).str.replace("-", " "), "kind": rows["kind"].astype(str).str.replace("-", " "),
        "stance": stance.map(STANCE_WORDS), "direction": ["against" if s < 0 else "for" if s > 0 else "none" for s in stance],
        "strong": (stance.abs() == 2).to_numpy(),
        "verdicts": [", ".join(found.get(claim, ["not checkable"])) for claim in rows["id"].astype(str)],
    }).reset_index(drop=True)


def _joined(first: pd.Series, second: pd.Series) -> list[str]:
    return [" | ".join(part for part in pair if part) for pair in zip(first, second)]


def checks_table(checks: pd.DataFrame, check_sources: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Checks of one article in the order of its claims: `order`, `claim_id`, `aspect`, `verdict`, `claim`, `finding`,
    `because`, `confidence`, `sources` (several joined by ` | `), and for the page `check_id` and `claim_href`."""
    order = {claim: i for i, claim in enumerate(claims["id"].astype(str), start=1)}
    part = checks[checks["claim_id"].astype(str).isin(order)]
    keys = [check_sources["claim_id"].astype(str), check_sources["aspect"].astype(str)]
    sources = check_sources.groupby(keys)["source"].agg(lambda s: " | ".join(s.astype(str))).to_dict()
    texts = dict(zip(claims["id"].astype(str), claims["claim"].astype(str)))
    frame = pd.DataFrame({
        "order": part["claim_id"].astype(str).map(order), "claim_id": part["claim_id"].astype(str),
        "aspect": part["aspect"].astype(str), "verdict": part["verdict"].astype(str),
        "claim": part["claim_id"].astype(str).map(texts), "finding": part["finding"].astype(str),
        "because": part["because"].astype(str), "confidence": part["confidence"].astype(str),
        "check_id": [check_id(*key) for key in zip(part["claim_id"].astype(str), part["aspect"].astype(str))],
        "claim_href": "#" + part["claim_id"].astype(str),
        "sources": [sources.get(key, "") for key in zip(part["claim_id"].astype(str), part["aspect"].astype(str))],
    })
    rank = frame["aspect"].map({aspect: i for i, aspect in enumerate(ASPECTS)})
    return frame.assign(rank=rank).sort_values(["order", "rank"]).drop(columns="rank").reset_index(drop=True)


def forecasts_table(forecasts: pd.DataFrame, forecast_sources: pd.DataFrame, claims: pd.DataFrame,
                    actors: pd.DataFrame) -> pd.DataFrame:
    """Expectations of one article and what came: claim_id, whose, expects, condition, outcome, what_happened, sources."""
    labels = names(actors) | {"author": "The author"}
    part = forecasts.merge(claims[["id", "speaker_id"]], left_on="claim_id", right_on="id")
    sources = forecast_sources.groupby(forecast_sources["claim_id"].astype(str))["source"].agg(
        lambda s: " | ".join(s.astype(str))).to_dict()
    return pd.DataFrame({
        "claim_id": part["claim_id"].astype(str), "whose": part["speaker_id"].astype(str).map(labels),
        "expects": part["expects"].astype(str), "condition": part["condition"].fillna("none").astype(str),
        "outcome": part["outcome"].astype(str).str.replace("-", " "), "what_happened": part["what_happened"].astype(str),
        "sources": part["claim_id"].astype(str).map(sources).fillna(""),
    })


def moment_table(events: pd.DataFrame, centre: str, before: int, after: int, article_event: str) -> pd.DataFrame:
    """Events that overlap the days from `before` days ahead of `centre` (ISO date) to `after` days behind it.

    Out: `id`, `start`, `end`, `label`, `when`, `known` (certain, uncertain), `article`, sorted by start.
    """
    rows = span(events)
    day = pd.Timestamp(centre)
    near = (rows["end"] >= day - pd.Timedelta(days=before)) & (rows["start"] <= day + pd.Timedelta(days=after))
    exact = (rows["end"] - rows["start"]).dt.days <= 31
    part = rows[near & exact].sort_values(["start", "end", "id"])
    return pd.DataFrame({
        "id": part["id"].astype(str), "start": part["start"], "end": part["end"],
        "label": ["The article appears" if i == article_event else t for i, t in zip(part["id"], part["title"].astype(str))],
        "when": part["when"].astype(str),
        "known": ["certain" if c == "verified" else "uncertain" for c in part["confidence"].astype(str)],
        "article": (part["id"].astype(str) == article_event).to_numpy(),
    }).reset_index(drop=True)


def card(article: pd.Series, actors: pd.DataFrame) -> pd.DataFrame:
    """The card of one article: what it is, who wrote it, when, how long, where the original stands."""
    low, high = bounds(str(article["published"]))
    day = f", a {low:%A}" if low == high else ""
    return pd.DataFrame({
        "Item": ["Title", "Outlet", "Author", "Published", "How the date is known", "Kind of text", "Length", "Original"],
        "Entry": [
            str(article["title"]), names(actors)[str(article["outlet_id"])], str(article["author"]),
            f"{in_words(str(article['published']))}{day}", str(article["date_basis"]), str(article["genre"]),
            f"{article['words']} words in {article['paragraphs']} paragraphs, {article['captions']} captions",
            "" if pd.isna(article["url"]) else str(article["url"]),
        ],
    })

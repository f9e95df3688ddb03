"""Claims: those of one article as score, list and speakers, and those of all."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.actors import names
from shieldbook.analysis.articles import by_date
from shieldbook.analysis.codebook import labels, order, worded
from shieldbook.analysis.links import claim_links, on_truth
from shieldbook.analysis.lookup import Unknown, unknown
from shieldbook.phrases import whole_pct

NOT_CHECKABLE = "not checkable"


def claims_of(claims: pd.DataFrame, article_id: str) -> pd.DataFrame:
    """The claims of one article in the order of the text. Raises KeyError where the article has
    none."""
    part = claims[claims["article_id"] == article_id].sort_values("id", kind="stable")
    if part.empty:
        raise unknown("coded article", article_id, claims["article_id"])
    return part.reset_index(drop=True)


def in_order(claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The claims of all articles, articles by date, each in the order of its text. Raises KeyError
    where an article has none.
    """
    places = {article: place for place, article in enumerate(by_date(articles)["id"])}
    lost = set(places) - set(claims["article_id"])
    if lost:
        raise Unknown(f"the article {min(lost, key=places.get)!r} has no claims")
    ranked = claims.assign(place=claims["article_id"].map(places)).dropna(subset=["place"])
    return (
        ranked.sort_values(["place", "id"], kind="stable")
        .drop(columns="place")
        .reset_index(drop=True)
    )


def score_table(
    claims: pd.DataFrame,
    actors: pd.DataFrame,
    checks: pd.DataFrame,
    claim_quotes: pd.DataFrame,
    codebook: pd.DataFrame,
    most_rows: int = 6,
) -> pd.DataFrame:
    """The table behind the score of one article.

    `claims`: claims of one article in the order of the text. One row a claim out: `order`,
    `claim_id`, `number`, `paragraph`, `speaker`, `who` (the speaker by name), `row` (0 = the
    author, then by first appearance), `direction` (against, none, for), `strong`, `stance` (in
    words), `kind`, `claim`, and the columns of `links.claim_links`. Speakers beyond `most_rows`
    share the row "others"; those with the fewest claims go first.
    """
    who = claims["speaker_id"]
    counts = who[who != "author"].value_counts()
    first = {speaker: i for i, speaker in reversed(list(enumerate(who)))}
    kept = set(counts.index)
    if len(counts) + 1 > most_rows:
        ranked = sorted(counts.index, key=lambda speaker: (-counts[speaker], first[speaker]))
        kept = set(ranked[: most_rows - 2])
    called = names(actors)
    speakers = ["author"] + sorted(kept, key=first.get)
    row = {speaker: i for i, speaker in enumerate(speakers)}
    marks = pd.DataFrame(
        {
            "order": range(1, len(claims) + 1),
            "claim_id": claims["id"],
            "number": claims["id"].str[-3:],
            "who": ["The author" if s == "author" else called[s] for s in who],
            **_stances(claims, codebook),
            "kind": worded(claims["kind"], codebook, "kind"),
            "paragraph": claims["paragraph"],
            "speaker": [
                "The author" if s == "author" else called[s] if s in kept else "Others" for s in who
            ],
            "row": [row.get(s, len(speakers)) for s in who],
            "claim": claims["claim"],
        }
    )
    return marks.join(claim_links(claims, checks, claim_quotes, codebook))


def speakers_table(claims: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Claims by speaker: `speaker`, `claims`, `share_pct`, `against`, `none`, `in_favour`; most
    claims first."""
    called = names(actors)
    rows = []
    for speaker, part in claims.groupby(claims["speaker_id"]):
        stance = part["stance"].astype(int)
        rows.append(
            {
                "speaker": "The author" if speaker == "author" else called[speaker],
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


def claims_table(
    claims: pd.DataFrame,
    actors: pd.DataFrame,
    checks: pd.DataFrame,
    claim_quotes: pd.DataFrame,
    codebook: pd.DataFrame,
) -> pd.DataFrame:
    """The claims of one article as the reader sees them, one row a claim.

    Columns: No., Claim, ¶, Speaker, Kind, Stance, Checks and words (what its checks of content and
    of attribution found, and whether words of it are quoted), and for the page `id` and the targets
    `paragraph_href` and `more_href`.
    """
    called = names(actors) | {"author": "The author"}
    ids = claims["id"]
    leads = claim_links(claims, checks, claim_quotes, codebook)
    kinds = worded(claims["kind"], codebook, "kind")
    certainty = labels(codebook, "certainty")
    return pd.DataFrame(
        {
            "No.": ids.str[-3:],
            "Claim": claims["claim"],
            "¶": claims["paragraph"],
            "Speaker": claims["speaker_id"].map(called),
            "Kind": [
                f"{kind} ({certainty[sure]})" if sure == "hedged" else kind
                for kind, sure in zip(kinds, claims["certainty"], strict=True)
            ],
            "Stance": worded(claims["stance"], codebook, "stance"),
            "Checks and words": _paired(leads["checked"], leads["quoted"]),
            "id": ids,
            "paragraph_href": leads["paragraph_href"],
            "more_href": _paired(leads["checked_href"], leads["quoted_href"]),
        }
    )


def all_claims_table(
    claims: pd.DataFrame,
    actors: pd.DataFrame,
    checks: pd.DataFrame,
    articles: pd.DataFrame,
    codebook: pd.DataFrame,
) -> pd.DataFrame:
    """Every claim of every article, articles by date.

    `id`, `article`, `number`, `claim`, `speaker`, `issue`, `kind`, `stance`, `direction` and
    `strong` (as in `score_table`), and `verdicts`: of its checks of content and attribution, joined
    by a comma; NOT_CHECKABLE where it has none.
    """
    called = names(actors) | {"author": "The author"}
    rows = in_order(claims, articles)
    judged = on_truth(checks)
    ranked = judged.assign(
        rank=judged["aspect"].map(order(codebook, "aspect").index),
        found=worded(judged["verdict"], codebook, "verdict"),
    ).sort_values(["claim_id", "rank"], kind="stable")
    found = ranked["found"].groupby(ranked["claim_id"]).agg(", ".join)
    ids = rows["id"]
    return pd.DataFrame(
        {
            "id": ids,
            "article": rows["article_id"],
            "number": ids.str[-3:],
            "claim": rows["claim"],
            "speaker": rows["speaker_id"].map(called),
            "issue": worded(rows["issue"], codebook, "issue"),
            "kind": worded(rows["kind"], codebook, "kind"),
            **_stances(rows, codebook),
            "verdicts": ids.map(found).fillna(NOT_CHECKABLE),
        }
    )


def _stances(claims: pd.DataFrame, codebook: pd.DataFrame) -> dict[str, list]:
    """A claim's stance in words, on which side it is, and whether strongly."""
    stance = claims["stance"].astype(int)
    return {
        "stance": worded(stance, codebook, "stance"),
        "strong": (stance.abs() == 2).tolist(),
        "direction": ["against" if s < 0 else "for" if s > 0 else "none" for s in stance],
    }


def _paired(first: pd.Series, second: pd.Series) -> list[str]:
    return [" | ".join(part for part in pair if part) for pair in zip(first, second, strict=True)]


def issues_table(
    claims: pd.DataFrame, codebook: pd.DataFrame, articles: tuple[str, ...]
) -> pd.DataFrame:
    """How many claims of the author each of some articles has on each issue.

    `id` (of the issue), `Issue` (in words), and for each article its id (count); issues by their
    count in the last article. Raises KeyError for an article without claims.
    """
    for article in articles:
        if article not in set(claims["article_id"]):
            raise unknown("coded article", article, claims["article_id"])
    own = claims[claims["speaker_id"] == "author"]
    counts = pd.crosstab(own["issue"], own["article_id"]).reindex(
        columns=list(articles), fill_value=0
    )
    counts = counts[counts.sum(axis=1) > 0].sort_values(
        [articles[-1], articles[0]], ascending=False, kind="stable"
    )
    counts.insert(0, "Issue", worded(counts.index, codebook, "issue"))
    return counts.rename_axis(index="id", columns=None).reset_index()

"""Claims: those of one article as score, list and speakers, and those of all."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.actors import speakers
from shieldbook.analysis.articles import by_date
from shieldbook.analysis.codebook import labels, order, worded
from shieldbook.analysis.links import claim_links, on_truth
from shieldbook.analysis.lookup import Known, Unknown, unknown
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
    where an article has none and is no draft.
    """
    places = {article: place for place, article in enumerate(by_date(articles)["id"])}
    begun = articles.loc[articles["status"] == "draft", "id"]
    lost = set(places) - set(claims["article_id"]) - set(begun)
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
    who = claims["speaker_id"].map(speakers(actors))
    apart = _told_apart(claims["speaker_id"], most_rows)
    row = {speaker: i for i, speaker in enumerate(apart)}
    rows = claims["speaker_id"].map(row).fillna(len(row)).astype(int)
    marks = pd.DataFrame(
        {
            "order": range(1, len(claims) + 1),
            "claim_id": claims["id"],
            "number": claims["id"].str[-3:],
            "who": who,
            **_stances(claims, codebook),
            "kind": worded(claims["kind"], codebook, "kind"),
            "paragraph": claims["paragraph"],
            "speaker": who.where(rows < len(row), "Others"),
            "row": rows,
            "claim": claims["claim"],
        }
    )
    return marks.join(claim_links(claims, checks, claim_quotes, codebook))


def _told_apart(who: pd.Series, most_rows: int) -> list[str]:
    """Who has a row of the score: the author, and those with most claims, as they come in the
    text. Where not everyone has one, the last is left to the others."""
    others = who[who != "author"]
    counts = others.value_counts(sort=False).sort_values(ascending=False, kind="stable")
    most = len(counts) if len(counts) < most_rows else most_rows - 2
    kept = others[others.isin(counts.index[:most])]
    return ["author", *kept.unique()]


def places(claims: pd.DataFrame, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Where each claim of one article stands in its text: `begin` and `end`, in words from the
    first, with the index of `claims`.

    What is known of a place is its paragraph: the claims of one share its words equally, in their
    order. Raises KeyError for a paragraph that `paragraphs` has not.
    """
    rows = paragraphs.sort_values("position", kind="stable")
    length = Known("paragraph", zip(rows["n"], rows["words"], strict=True))
    ahead = dict(zip(rows["n"], rows["words"].cumsum() - rows["words"], strict=True))
    paragraph = claims["paragraph"]
    share = paragraph.map(lambda n: length[n]) / paragraph.map(paragraph.value_counts())
    begin = paragraph.map(ahead) + share * claims.groupby("paragraph").cumcount()
    return pd.DataFrame({"begin": begin, "end": begin + share})


def speakers_table(claims: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Claims by speaker: `speaker`, `claims`, `share_pct`, `against`, `none`, `in_favour`; most
    claims first."""
    called = speakers(actors)
    rows = []
    for speaker, part in claims.groupby(claims["speaker_id"]):
        stance = part["stance"].astype(int)
        rows.append(
            {
                "speaker": called[speaker],
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
    `claim_href`, `paragraph_href` and `more_href`.
    """
    called = speakers(actors)
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
            "claim_href": leads["claim_href"],
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
    called = speakers(actors)
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


def _stances(claims: pd.DataFrame, codebook: pd.DataFrame) -> dict[str, list | pd.Series]:
    """A claim's stance in words, on which side it is, and whether strongly."""
    stance = claims["stance"].astype(int)
    return {
        "stance": worded(stance, codebook, "stance"),
        "strong": stance.abs() == 2,
        "direction": stance.clip(-1, 1).map({-1: "against", 0: "none", 1: "for"}),
    }


def _paired(first: pd.Series, second: pd.Series) -> list[str]:
    return [" | ".join(filter(None, pair)) for pair in zip(first, second, strict=True)]

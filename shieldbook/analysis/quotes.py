"""The registered quotations of an article, and what is known of all words that are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from shieldbook.analysis.actors import names
from shieldbook.analysis.codebook import capital, labels
from shieldbook.tables.dates import in_words

SPOKEN = (
    "quotes claim_quotes claim_reports claims checks codebook articles wordings events actors"
).split()
COLUMNS = [
    "paragraph",
    "speaker",
    "text",
    "because",
    "id",
]


def quotes_table(quotes: pd.DataFrame, actors: pd.DataFrame, article_id: str) -> pd.DataFrame:
    """The registered quotations of one article in the order of its text: `paragraph`, `speaker` (by
    name), `text`, `because`, `id`.
    """
    rows = quotes[quotes["article_id"] == article_id].sort_values("id", kind="stable")
    speakers = rows["speaker_id"].map(names(actors))
    return rows.assign(speaker=speakers)[COLUMNS].reset_index(drop=True)


def spoken(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """All words of speakers that the data hold as they were printed, a row each: the registered
    quotations of the articles, then the words that other reports have of one statement.

    `tables` holds, by name, what `SPOKEN` lists. Out: `id`, `words`, `speaker`, `day` and `place`
    (of what they were said at, "" where no table says), `through` (who carried them to the article,
    and when), `article_id` and `printed` (outlet, day, paragraph; for other reports who carries
    them), `found` (pairs of a verdict with its aspect, in words, and the finding), `source`. Words
    that reports share have a row each.
    """
    rows = [*_quoted(tables), *_worded(tables)]
    columns = "id words speaker day place through article_id printed found source".split()
    return pd.DataFrame(rows, columns=columns)


def _quoted(tables: Mapping[str, pd.DataFrame]) -> Iterator[dict]:
    called, events = names(tables["actors"]), tables["events"].set_index("id")
    articles = tables["articles"].set_index("id")
    occasions = tables["claims"].set_index("id")["event_id"]
    for quote in tables["quotes"].itertuples():
        held = tables["claim_quotes"]
        claims = held.loc[held["quote_id"] == quote.id, "claim_id"].tolist()
        event = next(filter(None, (occasions[claim] for claim in claims)), "")
        article = articles.loc[quote.article_id]
        where = "a caption" if quote.paragraph.startswith("c") else f"paragraph {quote.paragraph}"
        yield {
            "id": quote.id,
            "words": quote.text,
            "speaker": called[quote.speaker_id],
            "day": in_words(events["date"][event]) if event else "",
            "place": events["place"][event] if event else "",
            "through": _through(tables["claim_reports"], claims, article["outlet_id"], called),
            "article_id": quote.article_id,
            "printed": f"{called[article['outlet_id']]}, {in_words(article['published'])}, {where}",
            "found": _found(tables["checks"], tables["codebook"], claims),
            "source": "",
        }


def _through(
    reports: pd.DataFrame, claims: list[str], outlet: str, called: Mapping[str, str]
) -> str:
    """Who carried the words of some claims to an outlet, by the first link of their chain that is
    another, and when."""
    own = reports[reports["claim_id"].isin(claims) & (reports["outlet_id"] != outlet)]
    first = own.sort_values(["claim_id", "step"], kind="stable").head(1)
    told = [
        ", ".join(
            filter(None, (called[row.outlet_id], row.reported_on and in_words(row.reported_on)))
        )
        for row in first.itertuples()
    ]
    return told[0] if told else ""


def _found(
    checks: pd.DataFrame, codebook: pd.DataFrame, claims: list[str]
) -> list[tuple[str, str]]:
    """What the checks of some claims came to: aspect and verdict in words, and the finding."""
    asked, verdicts = labels(codebook, "aspect"), labels(codebook, "verdict")
    own = checks[checks["claim_id"].isin(claims)]
    rank = own["aspect"].map(list(asked).index)
    ranked = own.assign(rank=rank).sort_values(["rank", "claim_id"], kind="stable")
    told = [
        (f"{capital(asked[row.aspect])}: {verdicts[row.verdict]}", row.finding)
        for row in ranked.itertuples()
    ]
    return list(dict.fromkeys(told))


def _worded(tables: Mapping[str, pd.DataFrame]) -> Iterator[dict]:
    called, events = names(tables["actors"]), tables["events"].set_index("id")
    wordings = tables["wordings"]
    for row in wordings[wordings["answer"] != ""].itertuples():
        yield {
            "id": row.id,
            "words": row.answer,
            "speaker": called[row.speaker_id],
            "day": in_words(events["date"][row.event_id]),
            "place": events["place"][row.event_id],
            "through": "",
            "article_id": "",
            "printed": row.carrier,
            "found": [],
            "source": row.source,
        }

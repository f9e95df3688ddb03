"""One article as its reading shows it: `sb.Article("eaf-2018").card()`.

Every reading shows the same tables and pictures of another article, and says its own words over
them. The tables are made in `shieldbook.analysis`, the pictures in `shieldbook.charts`; here they
get their data.
"""

from __future__ import annotations

import os
from functools import cached_property

import altair as alt
import pandas as pd

from shieldbook import charts
from shieldbook.analysis.articles import card
from shieldbook.analysis.checks import checks_table, verdicts
from shieldbook.analysis.claims import claims_of, claims_table, score_table, speakers_table
from shieldbook.analysis.codebook import worded
from shieldbook.analysis.events import first_day, moment_table
from shieldbook.analysis.forecasts import counted_once, forecasts_table
from shieldbook.analysis.links import on_truth
from shieldbook.analysis.paragraphs import paragraphs_table
from shieldbook.analysis.quotes import quotes_table
from shieldbook.analysis.reports import chains_table
from shieldbook.display import show
from shieldbook.phrases import counted
from shieldbook.tables.reader import load

SPEAKERS = {
    "speaker": "Speaker",
    "claims": "Claims",
    "share_pct": "Share in %",
    "against": "Against",
    "none": "Neither",
    "in_favour": "In favour",
}
CHECKS = {
    "number": "Claim",
    "verdict_label": "Verdict",
    "finding": "What was found",
    "sources": "Sources",
    "aspect_label": "Aspect",
    "claim": "What is claimed",
}
EXPECTATIONS = {
    "number": "No.",
    "expects": "What was expected",
    "whose": "By whom",
    "condition": "On condition",
    "due": "By when",
    "outcome_label": "Outcome",
    "what_happened": "What happened",
    "counted": "Counted with",
    "sources": "Sources",
}
WORDS = {
    "paragraph": "¶",
    "speaker": "Speaker",
    "text": "Words quoted by the article",
    "because": "Why repeated here",
}
EXPLANATIONS = {
    "name": "Name",
    "statement": "Explanation",
    "prediction": "If so, the record should show",
    "verdict_label": "Verdict",
    "because": "Why",
}


class Article:
    """One article of the data: its rows, what can be counted in them, and what a reading shows.

    `article_id` is an id of the table `articles`, `data` the folder (default as in `load`). A
    method ends a cell: it returns a table or a chart of the book. Words of charts may hold counts
    by name, as in `article.score(title="The author makes {author} of {claims} claims", …)`; they
    are filled from `counts`. Raises KeyError where there is no such article.
    """

    def __init__(self, article_id: str, data: str | os.PathLike[str] | None = None) -> None:
        self.id, self._data = article_id, data
        known = self._all("articles").set_index("id", drop=False)
        if article_id not in known.index:
            raise KeyError(
                f"there is no article {article_id!r}; the articles are {', '.join(known.index)}"
            )
        self._article = known.loc[article_id]

    def _all(self, name: str) -> pd.DataFrame:
        return load(name, self._data)

    @cached_property
    def _claims(self) -> pd.DataFrame:
        return claims_of(self._all("claims"), self.id)

    def rows(self, name: str) -> pd.DataFrame:
        """The rows of a table that belong to this article, in the order of the table; claims in
        the order of the text.

        They belong to it by `article_id`, or by the `claim_id` of one of its claims. Raises
        KeyError for a table that has neither.
        """
        if name == "claims":
            return self._claims.copy()
        table = self._all(name)
        if "article_id" in table:
            own = table["article_id"] == self.id
        elif "claim_id" in table:
            own = table["claim_id"].isin(self._claims["id"])
        else:
            raise KeyError(f"the rows of {name} belong to no article")
        return table[own].reset_index(drop=True)

    @property
    def day(self) -> pd.Timestamp:
        """The day on which the article appeared, or the first on which it may have."""
        return pd.Timestamp(first_day(self._all("events"), self._published))

    @cached_property
    def _published(self) -> str:
        """The event of the article's appearance; KeyError where the record has none."""
        ids = self._all("events")["id"]
        found = ids[ids.str.endswith(f"-{self.id}-published")]
        if found.empty:
            raise KeyError(f"the record has no event of the publication of {self.id}")
        return found.iloc[0]

    @cached_property
    def _score(self) -> pd.DataFrame:
        names = ("actors", "checks", "claim_quotes", "codebook")
        return score_table(self._claims, *(self._all(name) for name in names))

    @cached_property
    def _routes(self) -> pd.DataFrame:
        return chains_table(
            self._claims,
            self._all("claim_reports"),
            self._all("claim_quotes"),
            self._all("actors"),
        )

    @cached_property
    def _checks(self) -> pd.DataFrame:
        return checks_table(
            self._all("checks"), self._all("check_sources"), self._claims, self._all("codebook")
        )

    @cached_property
    def _expectations(self) -> pd.DataFrame:
        table = forecasts_table(
            self._all("forecasts"),
            self._all("forecast_sources"),
            self._claims,
            self._all("actors"),
            self._all("codebook"),
        )
        return table.assign(
            number=table["claim_id"].str[-3:], counted=table["counted_with"].str[-3:]
        )

    @cached_property
    def counts(self) -> dict[str, int]:
        """What can be counted in the article, by name.

        `claims`, and of these `author` (the author's own) and `reported`; of the reported `named`
        (with a carrier that the article names) and `unnamed`; `routes` (distinct chains); `checks`
        (of content and attribution) and of these each verdict; `slips` (looked for);
        `expectations` (one outcome counted once).
        """
        judged = on_truth(self._checks)
        routes, found = self._routes, judged["verdict"].value_counts()
        reported = int(routes["claims"].sum())
        named_ = int(routes.loc[routes["agency"] != "", "claims"].sum())
        return {
            "claims": len(self._claims),
            "author": int((self._score["row"] == 0).sum()),
            "reported": reported,
            "named": named_,
            "unnamed": reported - named_,
            "routes": len(routes),
            "checks": len(judged),
            "slips": len(self._checks) - len(judged),
            **{own: int(found.get(own, 0)) for own in verdicts(self._all("codebook"))},
            "expectations": len(counted_once(self._expectations)),
        }

    def card(self) -> pd.DataFrame:
        """What the article is, who wrote it, when, how long it is, where the original stands."""
        return show(card(self._article, self._all("actors")), "The article: what is known about it")

    def moment(
        self,
        before: int,
        after: int,
        *,
        title: str,
        subtitle: str,
        description: str,
        caption: str = "The weeks around the article.",
    ) -> alt.Chart:
        """The events from `before` days ahead of the article to `after` days behind it.

        The words may count the events as {events}.
        """
        near = moment_table(
            self._all("events"), self.day.date().isoformat(), before, after, self._published
        )
        return charts.moment(
            near,
            title=title.format(events=len(near)),
            subtitle=subtitle,
            description=description.format(events=len(near)),
            source="events table of this book, each row with its own source",
            caption=caption,
        )

    def score(self, *, title: str, description: str) -> alt.Chart:
        """Who says what, and where in the article: one mark a claim, one row a speaker."""
        return charts.score(
            self._score,
            title=title.format(**self.counts),
            description=description.format(**self.counts),
            source="claims table of this book, coded from the article",
            caption="The score of the article: speakers by position in the text.",
        )

    def claims(self, note: str = "") -> pd.DataFrame:
        """Every claim of the article in this book's words; `note` is added to the table's own."""
        names = ("actors", "checks", "claim_quotes", "codebook")
        table = claims_table(self._claims, *(self._all(name) for name in names))
        own = f"Claims are worded by this book. Ids read {self.id}-001 and so on. {note}"
        return show(
            table,
            f"The {counted(len(table), 'claim')} of the article",
            name="claims",
            anchors="id",
            facets=("Speaker", "Kind", "Stance"),
            links={"¶": "paragraph_href", "Checks and words": "more_href"},
            hidden=("id",),
            note=own.strip(),
        )

    def paragraphs(self) -> pd.DataFrame:
        """What each paragraph says, in a sentence of this book."""
        return show(
            paragraphs_table(self.rows("paragraphs"), self._claims, self._all("codebook")),
            "The paragraphs of the article",
            anchors="id",
            hidden=("id",),
        )

    def speakers(self) -> pd.DataFrame:
        """How many claims each speaker has, and of what stance."""
        table = speakers_table(self._claims, self._all("actors"))
        return show(table, "Claims by speaker", heads=SPEAKERS)

    def routes(self, *, title: str, description: str) -> alt.Chart:
        """Through whom the reported claims came to the page."""
        return charts.relay(
            self._routes,
            title=title.format(**self.counts),
            description=description.format(**self.counts),
            source="claim_reports table of this book",
            caption="Reporting chains, one row a distinct route.",
        )

    def words(self) -> pd.DataFrame:
        """The words that the article quotes and this book repeats."""
        table = quotes_table(self._all("quotes"), self._all("actors"), self.id)
        return show(table, "Registered quotations from the article", heads=WORDS, anchors="id")

    def board(self, *, title: str, description: str = "") -> alt.Chart:
        """All checks of the article by verdict; `description` is added to the counts."""
        counted = (
            "A board of {checks} checks: {supported} supported, {partly} partly, "
            "{contradicted} contradicted, {unresolved} unresolved. "
        )
        return charts.board(
            on_truth(self._checks),
            verdicts=verdicts(self._all("codebook")),
            title=title.format(**self.counts),
            description=f"{counted}{description}".strip().format(**self.counts),
            source="checks table of this book",
            caption="All checks of the article, by verdict; slips of the pen are left out. All "
            "checkable claims were checked.",
        )

    def checks(
        self,
        note: str = "Most sources were read in their opening part only; the brackets say where in "
        "the source the finding stands.",
    ) -> pd.DataFrame:
        """Every check of the article, slips among them, with what was found and where."""
        table = self._checks.assign(number=self._checks["claim_id"].str[-3:])
        judged, slips = self.counts["checks"], self.counts["slips"]
        told = f" and {counted(slips, 'slip')} looked for" if slips else ""
        return show(
            table,
            f"The {counted(judged, 'check')}{told}, with sources",
            heads=CHECKS,
            sources=("sources",),
            name="checks",
            anchors="check_id",
            links={"number": "claim_href"},
            facets=("verdict_label", "aspect_label"),
            note=note,
        )

    def expectations(self) -> pd.DataFrame:
        """What the article expects, promises and warns of, and what came of each."""
        as_of = self._all("forecasts")["as_of"].max()
        return show(
            self._expectations,
            f"Expectations and outcomes, as of {as_of:%d %B %Y}",
            heads=EXPECTATIONS,
            sources=("sources",),
        )

    def explanations(self) -> pd.DataFrame:
        """The explanations that the article gives, what each predicts, and what the record says."""
        own = self.rows("explanations")
        return show(
            own.assign(
                verdict_label=worded(own["verdict"], self._all("codebook"), "explanation_verdict")
            ),
            "Explanations, their predictions and what the record says",
            heads=EXPLANATIONS,
        )

"""One article as its reading shows it: `sb.Article("eaf-2018").card()`.

Every reading shows the same tables and pictures of another article, and says its own words over
them. The tables are made in `shieldbook.analysis`, the pictures in `shieldbook.charts`; here they
get their data.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property

import altair as alt
import pandas as pd

from shieldbook import charts
from shieldbook.analysis.actors import names
from shieldbook.analysis.articles import called, card, short
from shieldbook.analysis.checks import checks_table, verdicts
from shieldbook.analysis.claims import (
    claims_of,
    claims_table,
    places,
    score_table,
    speakers_table,
)
from shieldbook.analysis.codebook import worded
from shieldbook.analysis.events import first_day, moment_table
from shieldbook.analysis.forecasts import counted_once, forecasts_table
from shieldbook.analysis.links import evidence, on_truth
from shieldbook.analysis.lookup import unknown
from shieldbook.analysis.page import page_lines, page_notes, page_table
from shieldbook.analysis.paragraphs import paragraphs_table
from shieldbook.analysis.quotes import quotes_table
from shieldbook.analysis.reports import chains_table
from shieldbook.analysis.voices import WRITER, strips_table, voices, voices_table
from shieldbook.display import asks, show
from shieldbook.heads import (
    ANSWERS,
    CAME,
    CHECKS,
    CLAIMS,
    EXPECTATIONS,
    EXPLANATIONS,
    FOUND,
    QUESTIONS,
    SPEAKERS,
    WORDS,
)
from shieldbook.phrases import counted
from shieldbook.tables.dates import in_words
from shieldbook.tables.reader import load


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

    @property
    def name(self) -> str:
        """What people call the article: its outlet, and when it came out."""
        return called(self._all("articles"), self._all("actors"))[self.id]

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
        table = score_table(self._claims, *(self._all(name) for name in names))
        stands = places(self._claims, self.rows("paragraphs"))
        voice = voices(self._claims, self._all("claim_reports"), self._all("actors"))
        named = table["speaker"].replace("The author", WRITER)
        return table.join(stands).assign(voice=voice, speaker=named)

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
            number=table["claim_id"].str[-3:],
            counted=table["counted_with"].str[-3:],
            claim_href=[evidence(self.id, claim) for claim in table["claim_id"]],
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

    def page(self, words: int = 14) -> alt.Chart:
        """The article as a page without its words, so many `words` in a line: whose claims stand
        in each line, and the registered quotations beside theirs."""
        paragraphs, quotes = self.rows("paragraphs"), self.rows("quotes")
        spoken = voices(self._claims, self._all("claim_reports"), self._all("actors"))
        lines = page_lines(paragraphs, self._claims, spoken, words)
        own = f"{(spoken == WRITER).sum()} of {counted(len(spoken), 'claim')}"
        outlets = names(self._all("actors"))
        picture = charts.facsimile(
            page_table(paragraphs, self._claims, spoken),
            lines=lines,
            notes=page_notes(lines, paragraphs, quotes, words),
            words=words,
            outlet=short(outlets[self._article["outlet_id"]]),
            date=in_words(str(self._article["published"])),
            title=f"{own} are the article's own",
            description=f"{counted(len(paragraphs), 'paragraph')} as lines; {own} are its own.",
            source="paragraphs, claims and quotes tables of this book",
            caption="The article as a page: a paragraph's claims share its lines evenly; what an "
            "editor or a caption says counts as the article's.",
        )
        return asks(picture, QUESTIONS["page"])

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
        picture = charts.moment(
            near,
            title=title.format(events=len(near)),
            subtitle=subtitle,
            description=description.format(events=len(near)),
            source="events table of this book, each row with its own source",
            caption=caption,
        )
        return asks(picture, QUESTIONS["moment"], covered=False)

    def voices(
        self,
        said: Mapping[str, str] | None = None,
        *,
        title: str = "In {moscow} of its {claims} claims a Russian speaks, in {writer} the writer",
        subtitle: str = "A bar is a claim: a Russian's is tall, the writer's low, others' between. "
        "▼: it objects to something.",
        description: str = "A strip of {claims} bars. {moscow} of them are claims of Russian "
        "speakers, {writer} of the writer.",
    ) -> alt.Chart:
        """Whose voice each claim of the article is in, from its first to its last.

        `said` has the few words that stand over some bars, by claim.
        """
        tables = ("claim_reports", "actors", "articles")
        reports, actors, articles = (self._all(name) for name in tables)
        one = articles[articles["id"] == self.id]
        counts = voices_table(self._claims, reports, actors, one).assign(name=self.name)
        told = counts.iloc[0]
        numbers = {"moscow": told["Moscow"], "writer": told[WRITER], **self.counts}
        picture = charts.voices(
            counts,
            claims=strips_table(self._claims, reports, actors, one),
            said=said,
            title=title.format(**numbers),
            subtitle=subtitle,
            description=description.format(**numbers),
            source="claims, claim_reports and actors tables of this book",
            caption="The article as a strip: whose voice each claim is in.",
        )
        return asks(picture, QUESTIONS["voices"])

    def score(
        self,
        said: Mapping[str, str] | None = None,
        *,
        title: str = "The author makes {author} of {claims} claims",
        description: str = "A score with one row a speaker and {claims} tiles in the order of the "
        "article; {author} of them stand in the row of the author.",
        drives: str = "",
    ) -> alt.Chart:
        """Who says what, and where in the article: one tile a claim, one row a speaker.

        `said` has the few words that some tiles carry, by claim. `drives`: the table of claims of
        the same page that a chosen tile filters, if it has one.
        """
        picture = charts.score(
            self._score,
            said=said,
            title=title.format(**self.counts),
            description=description.format(**self.counts),
            source="claims table of this book, coded from the article",
            caption="The score of the article: speakers by position in the text.",
            drives=drives,
        )
        return asks(picture, QUESTIONS["score"])

    def _some(self, table: pd.DataFrame, column: str, only: Sequence[str]) -> pd.DataFrame:
        """The rows that a story shows: those whose `column` is among `only`, in the order of the
        table. Raises KeyError for a value that no row has."""
        for value in only:
            if value not in set(table[column]):
                raise unknown(f"row of {self.id}", value, table[column])
        return table[table[column].isin(only)].reset_index(drop=True)

    def claims(self, only: Sequence[str] = ()) -> pd.DataFrame:
        """Every claim of the article in this book's words, or a story's choice of them.

        `only`: ids of claims; their numbers then lead to the evidence page. Raises KeyError for an
        id that is no claim of the article.
        """
        names = ("actors", "checks", "claim_quotes", "codebook")
        table = claims_table(self._claims, *(self._all(name) for name in names))
        if only:
            return show(
                self._some(table, "id", only),
                "Claims of the article",
                heads=CLAIMS,
                links={"No.": "claim_href"},
                answers=ANSWERS["few claims"],
            )
        return show(
            table.drop(columns="claim_href"),
            f"The {counted(len(table), 'claim')} of the article",
            name="claims",
            anchors="id",
            facets=("Speaker", "Kind", "Stance"),
            links={"¶": "paragraph_href", "Checks and words": "more_href"},
            hidden=("id",),
            answers=ANSWERS["claims"],
            note="Claims are worded by this book. Paragraphs whose number begins with a c are "
            "captions of pictures.",
        )

    def paragraphs(self) -> pd.DataFrame:
        """What each paragraph says, in a sentence of this book; a draft may have no claims yet."""
        return show(
            paragraphs_table(self.rows("paragraphs"), self.rows("claims"), self._all("codebook")),
            "The paragraphs of the article",
            anchors="id",
            hidden=("id",),
            answers=ANSWERS["paragraphs"],
        )

    def speakers(self) -> pd.DataFrame:
        """How many claims each speaker has, and of what stance."""
        table = speakers_table(self._claims, self._all("actors"))
        return show(table, "Claims by speaker", heads=SPEAKERS, answers=ANSWERS["speakers"])

    def routes(
        self,
        *,
        title: str = "Of {reported} reported claims, {named} with a named carrier and {unnamed} "
        "without",
        description: str = "{routes} routes from a speaker to the article; {named} reported claims "
        "took one with a named source in between.",
    ) -> alt.Chart:
        """Through whom the reported claims came to the page."""
        picture = charts.relay(
            self._routes,
            title=title.format(**self.counts),
            description=description.format(**self.counts),
            source="claim_reports table of this book",
            caption="Reporting chains, one row a distinct route.",
        )
        return asks(picture, QUESTIONS["routes"])

    def words(self, only: Sequence[str] = ()) -> pd.DataFrame:
        """The words that the article quotes and this book repeats.

        `only`: ids of quotations, for a story's choice. Raises KeyError for an id that is none of
        the article's.
        """
        table = quotes_table(self._all("quotes"), self._all("actors"), self.id)
        if only:
            few = self._some(table, "id", only)
            heads = {head: WORDS[head] for head in ("paragraph", "speaker", "text")}
            return show(few, "Words that the article quotes", heads=heads, answers=ANSWERS["words"])
        return show(
            table,
            "Registered quotations from the article",
            heads=WORDS,
            anchors="id",
            answers=ANSWERS["words"],
        )

    def board(
        self,
        *,
        title: str = "Of {checks} checks, {contradicted} against the article and {unresolved} not "
        "resolved",
        description: str = "",
        drives: str = "",
    ) -> alt.Chart:
        """All checks of the article by verdict; `description` is added to the counts.

        `drives`: the table of checks of the same page that a chosen mark filters, if it has one.
        """
        counted = (
            "A board of {checks} checks: {supported} supported, {partly} partly, "
            "{contradicted} contradicted, {unresolved} unresolved. "
        )
        picture = charts.board(
            on_truth(self._checks),
            verdicts=verdicts(self._all("codebook")),
            title=title.format(**self.counts),
            description=f"{counted}{description}".strip().format(**self.counts),
            source="checks table of this book",
            caption="All checks of the article, by verdict; slips of the pen are left out. All "
            "checkable claims were checked.",
            drives=drives,
        )
        return asks(picture, QUESTIONS["board"])

    def checks(self, only: Sequence[str] = ()) -> pd.DataFrame:
        """Every check of the article, slips among them, with what was found and where; or a story's
        choice of them.

        `only`: ids as `monitor-1999-003-content`; their numbers then lead to the evidence page.
        Raises KeyError for an id that is no check of the article.
        """
        table = self._checks
        if only:
            return show(
                self._some(table, "check_id", only),
                "Checks of the article",
                heads=FOUND,
                sources=("sources",),
                links={"number": "check_href"},
                answers=ANSWERS["checks"],
            )
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
            answers=ANSWERS["checks"],
            note="Most sources were read in their opening part only; the brackets say where in the "
            "source the finding stands.",
        )

    def expectations(self, only: Sequence[str] = ()) -> pd.DataFrame:
        """What the article expects, promises and warns of, and what came of each; or a story's
        choice of them.

        `only`: ids of claims; their numbers then lead to the evidence page. Raises KeyError for an
        id under which the article has no expectation.
        """
        as_of = self._all("forecasts")["as_of"].max()
        table, heads = self._expectations, EXPECTATIONS
        if only:
            table, heads = self._some(table, "claim_id", only), CAME
        return show(
            table,
            f"Expectations and outcomes, as of {as_of.day} {as_of:%B %Y}",
            heads=heads,
            sources=("sources",),
            links={"number": "claim_href"},
            answers=ANSWERS["expectations"],
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
            answers=ANSWERS["explanations"],
        )

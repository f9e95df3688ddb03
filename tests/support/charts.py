"""Every chart of the book with tables to draw it from: the book's own, those of readings to
come, and the smallest that can be."""

import functools
import math
from inspect import signature

import pandas as pd

import shieldbook as sb
from shieldbook import analysis, charts
from shieldbook.analysis import (
    acts,
    arguments,
    articles,
    bargains,
    checks,
    coding,
    dyads,
    events,
    formats,
    reach,
    salvo,
    spans,
    statements,
    trade,
    treaties,
    wordings,
)
from shieldbook.publish.figures.pictures import svg

WORDS = {
    "title": "What the picture finds",
    "description": "What a reader who cannot see it should know.",
    "source": "tables of this book",
    "caption": "What is shown.",
}
# Widths in CSS pixels: what a phone of 390 leaves beside its margins, and the column of text.
PHONE, COLUMN = 340, 680
WAIT = {"article": "1999-09-03", "pause_from": "1999-09-24"}
ARTICLES = sb.load("articles")["id"].tolist()
BOOK = sb.load("codebook")
VERDICTS = {"verdicts": checks.verdicts(BOOK)}


def claims_of(article):
    return analysis.claims.claims_of(sb.load("claims"), article)


@functools.cache
def score_table(article):
    names = ("actors", "checks", "claim_quotes", "codebook")
    return analysis.claims.score_table(claims_of(article), *(sb.load(name) for name in names))


@functools.cache
def relay_table(article):
    reports, quotes = sb.load("claim_reports"), sb.load("claim_quotes")
    return analysis.reports.chains_table(claims_of(article), reports, quotes, sb.load("actors"))


@functools.cache
def moment_table(article):
    day = sb.load("articles").set_index("id").loc[article, "published"].strip("[")[:10]
    found = sb.load("events")
    own = found.loc[found["id"].str.endswith(f"-{article}-published"), "id"].iloc[0]
    return events.moment_table(found, day, before=90, after=30, article_event=own)


@functools.cache
def board_table():
    return checks.checks_table(
        checks.on_truth(sb.load("checks")),
        sb.load("check_sources"),
        claims_of("monitor-1999"),
        BOOK,
    )


@functools.cache
def boards_table():
    names = ("checks", "check_sources", "claims", "articles", "codebook")
    return checks.on_truth(checks.all_checks_table(*(sb.load(name) for name in names)))


@functools.cache
def overview_table():
    return events.overview_table(
        sb.load("events"),
        sb.load("event_actors"),
        sb.load("treaties").query("ended < '2020'"),
        sb.load("articles"),
        "1998-01-01",
        "2020-12-31",
    )


@functools.cache
def seat_table():
    return formats.seat_table(
        sb.load("formats"), sb.load("format_members"), sb.load("actors"), base="four-party-talks"
    )


@functools.cache
def launch_days():
    launches = sb.load("launches")
    return analysis.launches.launch_days(launches[launches["date"].between("1998", "2007")])


@functools.cache
def fields_table():
    return coding.reliability_table(sb.load("coded_units"), sb.load("codings"), BOOK, draws=20)


@functools.cache
def all_claims_table():
    return analysis.claims.all_claims_table(
        *(sb.load(name) for name in ("claims", "actors", "checks", "articles", "codebook"))
    )


@functools.cache
def goods_table():
    return bargains.goods_table(sb.load("bargains"), sb.load("claims"), BOOK, "sinonk-2019")


@functools.cache
def trade_table():
    names = ("trade", "meetings", "actors", "codebook")
    return trade.beside(*(sb.load(name) for name in names), ("KOR", "JPN"), (1999, 2023))


@functools.cache
def wordings_table():
    return wordings.likeness_table(sb.load("wordings"), BOOK, "lavrov-2017-breitbart")


@functools.cache
def line_rows():
    return events.line_table(
        *(sb.load(name) for name in ("events", "event_actors", "actors", "claims")),
        "1998-01-01",
        "2026-11-28",
    )


@functools.cache
def argued_rows():
    return arguments.argued_table(
        *(
            sb.load(name)
            for name in (
                "claims",
                "claim_arguments",
                "articles",
                "statements",
                "statement_arguments",
                "treaties",
                "codebook",
            )
        )
    )


@functools.cache
def statement_rows():
    return statements.dated(sb.load("statements"), BOOK)


@functools.cache
def finding_rows():
    explanations, evidence = sb.load("explanations"), sb.load("explanation_evidence")
    rivals = analysis.explanations.rivals_table(explanations, evidence, BOOK, "unequal-answer")
    return analysis.explanations.findings_table(rivals, evidence, BOOK)


@functools.cache
def flow_rows():
    told = analysis.reports.reports_table(
        *(sb.load(name) for name in ("claims", "claim_reports", "claim_quotes", "actors"))
    )
    return analysis.reports.flow_table(told, sb.load("articles"))


@functools.cache
def coding_rows():
    return coding.pictures(
        coding.by_coding(
            *(sb.load(name) for name in ("claims", "coded_units", "codings", "articles"))
        )
    )


@functools.cache
def share_rows():
    return checks.shares(
        checks.counts(sb.load("checks"), sb.load("claims"), BOOK, "kind"), "kind", "supported"
    )


PAPERS = articles.papers_table(sb.load("articles"))
LIVES = treaties.lifetimes(sb.load("treaties"), "2026-11-28")


@functools.cache
def facing_table(article):
    return dyads.dyads_table(claims_of(article), BOOK)


@functools.cache
def tone_table():
    scores = sb.load("plover_scores")
    return acts.tone_table(claims_of("monitor-2000"), scores, sb.load("actors"), BOOK, "RUS-JPN")


@functools.cache
def losses_table():
    quantities = sb.load("quantities")
    return spans.losses_table(
        spans.announced(quantities[quantities["claim_id"].str.startswith("monitor-2000")])
    )


@functools.cache
def spans_table():
    return pd.DataFrame(
        {
            "what": ["Closed", "Open", "A point"],
            "low": [10.0, 50.0, 70.0],
            "high": [35.0, math.inf, 70.0],
            "colour": ["russia", "ink", "soft"],
        }
    )


@functools.cache
def saturation_table():
    return salvo.saturation_table({"two": 2, "six": 6}, 8, 48, (0.7, 0.9), shots=2)


@functools.cache
def rings():
    wanted = [
        ("thaad", "engagement-range", "high", "interceptor"),
        ("an-tpy-2", "range-terminal-mode", "low", "radar"),
        ("an-tpy-2", "range-terminal-mode-maximum", "high", "radar at most"),
    ]
    return reach.claimed(sb.load("system_figures"), sb.load("systems"), wanted)


SPANS = {
    "unit": "%",
    "most": 100,
    "columns": {"what": "What", "low": "At least", "high": "At most"},
}
AROUND = {
    "ways": reach.ring_ways(rings(), 36.05, 128.225),
    "land": reach.coarse(sb.load("outlines"), sb.load("outline_points")),
    "states": analysis.actors.states(sb.load("actors")),
    "site": ("Seongju", 36.05, 128.225),
    "soil": (725.0, 42.294, 130.701),
}


def one_field(alpha, low, high):
    return pd.DataFrame(
        {
            "field_label": ["checkable"],
            "alpha": [alpha],
            "low": [low],
            "high": [high],
            "raw_agreement": [0.5],
            "n_pairs": [2],
        }
    )


def words_of(chart, **more):
    """What a chart must be told beside its table; some word their subtitle themselves."""
    subtitle = (
        {"subtitle": "How to read it."}
        if "subtitle" in signature(getattr(charts, chart)).parameters
        else {}
    )
    return WORDS | subtitle | more


def build(name):
    """The chart of a case, from a table of its own."""
    chart, table, more = CASES[name]
    return getattr(charts, chart)(table().copy(), **words_of(chart, **more))


# Each case: the chart, the table behind it, and what it is told beside its words. Beside the book's
# own tables stand
# those of readings to come, and the smallest that can be.
CASES = {
    **{f"score, {a}": ("score", lambda a=a: score_table(a), {}) for a in ARTICLES},
    **{f"relay, {a}": ("relay", lambda a=a: relay_table(a), {}) for a in ARTICLES},
    **{f"moment, {a}": ("moment", lambda a=a: moment_table(a), {}) for a in ARTICLES},
    "board": ("board", board_table, VERDICTS),
    "boards": ("boards", boards_table, VERDICTS),
    "all_claims": ("all_claims", all_claims_table, {}),
    "goods": ("goods", goods_table, {}),
    "trade": ("trade", trade_table, {}),
    "tone": ("tone", tone_table, {}),
    "wordings": ("wordings", wordings_table, {}),
    **{
        f"facing, {a}": ("facing", lambda a=a: facing_table(a), {})
        for a in ("eaf-2018", "sinonk-2019")
    },
    "spans": ("spans", spans_table, SPANS),
    "line": ("line", line_rows, {"order": (*events.LANES, events.REST), "papers": PAPERS}),
    "pegs": ("pegs", argued_rows, {"lives": LIVES}),
    "aimed": (
        "aimed",
        statement_rows,
        {"moments": [("2016-07-08", "Seoul decides"), ("2017-12-19", "Tokyo decides")]},
    ),
    "rivals": ("rivals", finding_rows, {}),
    "flow": ("flow", flow_rows, {}),
    "shares": ("shares", share_rows, {"what": "Supported"}),
    "codings": ("codings", coding_rows, {}),
    "line of one event": (
        "line",
        lambda: line_rows().head(1),
        {"order": (*events.LANES, events.REST), "papers": PAPERS},
    ),
    "pegs of one argument": ("pegs", lambda: argued_rows().head(1), {"lives": LIVES}),
    "pegs of many": (
        "pegs",
        lambda: pd.concat([argued_rows()] * 12, ignore_index=True).sort_values("start"),
        {"lives": LIVES},
    ),
    "one finding": ("rivals", lambda: finding_rows().head(1), {}),
    "one way": ("flow", lambda: flow_rows().head(1), {}),
    "losses": ("losses", losses_table, {}),
    "saturation": ("saturation", saturation_table, {"salvo": 12}),
    "reach": ("reach", rings, AROUND),
    "formats": ("formats", seat_table, {}),
    "wait": ("wait", launch_days, WAIT),
    "alphas": ("alphas", fields_table, {}),
    "overview": ("overview", overview_table, {}),
    "score of one claim": ("score", lambda: score_table("monitor-1999").head(1), {}),
    "relay of one chain": ("relay", lambda: relay_table("monitor-1999").head(1), {}),
    "moment of one event": ("moment", lambda: moment_table("monitor-1999").head(1), {}),
    "board of one check": ("board", lambda: board_table().head(1), VERDICTS),
    "boards of one check": ("boards", lambda: boards_table().head(1), VERDICTS),
    "all_claims, one of them": ("all_claims", lambda: all_claims_table().head(1), {}),
    "goods, one of them": ("goods", lambda: goods_table().head(1), {}),
    "tone of one act": ("tone", lambda: tone_table().head(1), {}),
    "spans, one of them": ("spans", lambda: spans_table().head(1), SPANS),
    "wordings of one point": ("wordings", lambda: wordings_table().head(1), {}),
    "facing, one claim": ("facing", lambda: facing_table("eaf-2018").head(1), {}),
    "reach of one ring": ("reach", lambda: rings().head(1), AROUND),
    "alphas of one field": ("alphas", lambda: one_field(-0.2, -0.6, 0.3), {}),
}
SPEC_CHARTS = sorted({chart for chart, _, _ in CASES.values()})
ONE_EACH = {
    chart: next(name for name, case in CASES.items() if case[0] == chart) for chart in SPEC_CHARTS
}


class Drawn:
    """One case, drawn once: its chart, and both pictures as specifications and as SVG."""

    def __init__(self, name):
        chart, table, more = CASES[name]
        self.table, self.before, self.words = (
            table().copy(),
            table().copy(),
            words_of(chart, **more),
        )
        self.spec = getattr(charts, chart)(self.table, **self.words).to_dict(validate=True)
        self.meta = self.spec["usermeta"]["shieldbook"]
        self.specs = {"wide": self.spec, "narrow": self.meta["narrow"]}
        self.svg = {
            layout: svg(spec, f"x-{layout}", self.meta["key"])
            for layout, spec in self.specs.items()
        }


drawing = functools.cache(Drawn)

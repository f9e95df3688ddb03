"""Every chart of the book with tables to draw it from: the book's own, those of readings to
come, and the smallest that can be."""

import functools
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
    events,
    forecasts,
    formats,
    land,
    objections,
    page,
    people,
    predictions,
    reach,
    salvo,
    shield,
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
AT = {"state": "RUS", "moments": [("2019-02-18", "An essay", True), ("2022-02-24", "A war", False)]}
ARTICLES = sb.load("articles")["id"].tolist()
BOOK = sb.load("codebook")
VERDICTS = {"verdicts": checks.verdicts(BOOK)}


def claims_of(article):
    return analysis.claims.claims_of(sb.load("claims"), article)


@functools.cache
def score_table(article):
    names = ("actors", "checks", "claim_quotes", "codebook")
    claims, paragraphs = claims_of(article), sb.load("paragraphs")
    table = analysis.claims.score_table(claims, *(sb.load(name) for name in names))
    voice = analysis.voices.voices(claims, sb.load("claim_reports"), sb.load("actors"))
    own = paragraphs[paragraphs["article_id"] == article]
    return table.join(analysis.claims.places(claims, own)).assign(voice=voice)


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
def fared_table():
    return checks.fared(boards_table(), sb.load("claims"), BOOK)


@functools.cache
def ahead_table():
    names = ("forecasts", "forecast_sources", "claims", "actors")
    every = forecasts.forecasts_table(*(sb.load(name) for name in names), BOOK)
    counted = forecasts.counted_once(every)
    return counted[counted["ahead"]]


def page_of(article):
    """The table behind an article's page, and what else the page is drawn from."""
    own = claims_of(article)
    paragraphs, quotes = (
        table[table["article_id"] == article]
        for table in (sb.load("paragraphs"), sb.load("quotes"))
    )
    spoken = analysis.voices.voices(own, sb.load("claim_reports"), sb.load("actors"))
    lines = page.page_lines(paragraphs, own, spoken, 14)
    notes = page.page_notes(lines, paragraphs, quotes, 14)
    told = {"lines": lines, "notes": notes, "words": 14, "outlet": "Gazette", "date": "1 May 1999"}
    return page.page_table(paragraphs, own, spoken), told


@functools.cache
def seat_table():
    return formats.seat_table(sb.load("formats"), sb.load("format_members"), sb.load("actors"))


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


WISHES = pd.DataFrame(
    [
        ("Business", "sinonk-2019-060 sinonk-2019-061 sinonk-2019-135", "partly", "for a while"),
        ("A veto", "sinonk-2019-100", "", "not used"),
        ("Islands", "sinonk-2019-063", "did-not-happen", "no talks"),
        ("Markets", "sinonk-2019-145 sinonk-2019-156", "", "no route"),
        ("Ports", "sinonk-2019-085", "", "part of the plan"),
    ],
    columns=["wish", "claim_ids", "outcome", "came"],
)


@functools.cache
def wishes_rows():
    tables = (sb.load(name) for name in ("bargains", "claims", "forecasts"))
    return bargains.wishes_table(WISHES, *tables, BOOK)


@functools.cache
def trade_table():
    names = ("trade", "meetings", "codebook")
    years = trade.beside(*(sb.load(name) for name in names), ("KOR", "JPN"), (1999, 2023))
    return trade.panelled(years, BOOK)


@functools.cache
def votes_rows():
    votes = sb.load("votes")
    return analysis.votes.runs(votes[votes["date"] >= "2017-08-01"])


@functools.cache
def tally_rows():
    return pd.DataFrame(
        {"name": ["Early", "Middle", "Late"], "hits": [3, 0, 2], "cases": [5, 4, 2]}
    )


@functools.cache
def wordings_table():
    return wordings.likeness_table(sb.load("wordings"), BOOK, "lavrov-2017-breitbart")


@functools.cache
def collation_rows():
    reports = sb.load("wordings")
    said = {
        code: label for words in wordings.points(BOOK).values() for code, label in words.items()
    }
    names = dict(
        zip(reports["id"], [f"Wire {n}, abroad" for n in range(len(reports))], strict=True)
    )
    return wordings.collation_table(reports, BOOK, "lavrov-2017-breitbart", names, said)


COLLATION = {
    "slots": {
        "danger": "He sees",
        "subject": "in it",
        "thaad": "and means",
        "doer": "by",
        "condition": "is",
    },
    "families": ("Like it", "Otherwise"),
}


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
                "codebook",
            )
        )
    )


@functools.cache
def lasting_rows():
    return arguments.by_year(argued_rows(), 2001, 2017)


@functools.cache
def statement_rows():
    return statements.dated(sb.load("statements"), BOOK)


@functools.cache
def spoken_rows():
    names = analysis.actors.names(sb.load("actors"))
    rows = statement_rows()
    return rows.assign(speaker=rows["speaker_id"].map(names))


CUTS = [
    ("2013-12-31", ""),
    ("2016-07-08", "Seoul decides"),
    ("2017-12-19", "Tokyo decides"),
    ("2020-06-24", "Tokyo gives up"),
]
NOTES = {
    "2008-04-14-lavrov-komura": "offers a joint shield",
    "2018-01-26-timonin-thaad": "the last over Seoul alone",
}
TURN = {"spans": statements.between(statement_rows(), CUTS), "notes": NOTES}


@functools.cache
def trial_rows():
    names = ("statements", "statement_arguments", "trade")
    said = objections.on_record(*(sb.load(name) for name in names), BOOK)
    return predictions.trials_table(said, sb.load("explanations"), BOOK)


@functools.cache
def reason_rows():
    explanations, evidence = sb.load("explanations"), sb.load("explanation_evidence")
    rivals = analysis.explanations.rivals_table(explanations, evidence, BOOK, "unequal-answer")
    return rivals.assign(reason=rivals["name"], expected="more protests", seen="3 of 8")


TRIBUNAL = {
    "marks": analysis.explanations.marks_table(trial_rows(), sb.load("explanation_evidence")),
    "verdicts": tuple(analysis.codebook.labels(BOOK, "explanation_verdict").values()),
}


@functools.cache
def finding_rows():
    explanations, evidence = sb.load("explanations"), sb.load("explanation_evidence")
    rivals = analysis.explanations.rivals_table(explanations, evidence, BOOK, "unequal-answer")
    return analysis.explanations.findings_table(rivals, evidence, BOOK)


@functools.cache
def coding_rows():
    claims, units, own, articles = (
        sb.load(name) for name in ("claims", "coded_units", "codings", "articles")
    )
    named = analysis.articles.called(articles, sb.load("actors"))
    counted = coding.by_coding(claims, units, own, articles)
    return coding.pictures(counted.assign(article=counted["article"].map(named)))


@functools.cache
def share_rows():
    return checks.shares(
        checks.counts(sb.load("checks"), sb.load("claims"), BOOK, "kind"), "kind", "supported"
    )


@functools.cache
def voice_tables():
    """How many claims of each article are in which voice, and every claim as a bar."""
    tables = [sb.load(name) for name in ("claims", "claim_reports", "actors", "articles")]
    counts = analysis.voices.voices_table(*tables)
    called = articles.called(tables[3], tables[2])
    named = counts.assign(name=counts["article"].map(called))
    return named, analysis.voices.strips_table(*tables)


@functools.cache
def routes_tables():
    """How many reported claims of each article have a carrier, and every one of these claims."""
    names = ("claims", "claim_reports", "actors", "articles")
    claims, reports, actors, papers = (sb.load(name) for name in names)
    told = analysis.reports.reports_table(claims, reports, sb.load("claim_quotes"))
    counts = analysis.reports.report_shares(told, papers)
    through = counts["article"].map(analysis.reports.most_named(reports, claims, actors))
    named = counts["article"].map(articles.called(papers, actors))
    return (
        counts.assign(name=named, through=through.fillna("")),
        analysis.reports.hands_table(claims, reports, actors, papers),
    )


PAPERS = articles.papers_table(sb.load("articles"))
LASTING = {
    "spans": (("1999-01-01", "2001-12-31"), ("2017-01-01", "2024-12-31")),
    "lives": treaties.lifetimes(sb.load("treaties").query("id == 'abm-treaty'"), "2026-11-28"),
    "notes": [("treaty", "2009-06-01", "none for sixteen years")],
}


@functools.cache
def tone_table():
    scores = sb.load("plover_scores")
    return acts.tone_table(claims_of("monitor-2000"), scores, sb.load("actors"), BOOK, "RUS-JPN")


@functools.cache
def cut_table():
    return spans.cut_table(0.2, 500, 170)


STRANDS = ("The lamp", "Both", "The boat")


@functools.cache
def strands_table():
    named = {
        "The lamp": {"2000-09-07-hagisaki-arrested": "An arrest"},
        "Both": {"2000-11-28-sergeev-in-japan": "They meet and speak of many things"},
        "The boat": {"2001-01-14-sato-visit-announced": "A visit to come"},
    }
    return events.strands_table(sb.load("events"), named)


STOPS = {"2000-09-01": 0, "2000-10-01": 0.3, "2000-11-26": 0.4, "2000-12-01": 0.8, "2001-02-01": 1}
TOGETHER = {
    "order": STRANDS,
    "stops": STOPS,
    "days": ("2000-11-27", "2000-11-28"),
    "article": ("2000-11-30", "the paper"),
}
PAUSE = events.strands_table(
    sb.load("events"), {"": {"1999-09-24-moratorium-statement": "A pause is announced"}}
)
WAIT = {"events": PAUSE, "article": ("1999-09-03", "the paper"), "wait_days": 2497}


@functools.cache
def saturation_table():
    return salvo.saturation_table({"two": 2, "six": 6}, 8, 48, (0.7, 0.9), shots=2)


LAND = land.in_sight(
    reach.coarse(sb.load("outlines"), sb.load("outline_points")), (112, 28, 160, 60), 20
)


@functools.cache
def hundred_table():
    return salvo.hundred_table({"two launchers": 2, "six launchers": 6}, 8, 12, (0.5, 0.8, 1), 2)


@functools.cache
def ways():
    sites, names = sb.load("sites"), {"seongju-thaad": "Seongju", "kyogamisaki": "Kyogamisaki"}
    found = reach.sightlines(
        sites[sites["id"].isin(names)][["id", "state", "latitude_deg", "longitude_deg"]],
        reach.shore(sb.load("outlines"), sb.load("outline_points"), "RUS", ("mainland",)),
        {"seongju-thaad": (600, 1000)},
    )
    return found.assign(site=found["id"].map(names))


@functools.cache
def nearness_table():
    found = ways()
    protested = found["site"] == "Seongju"
    return found.assign(
        label=found["site"], protested=protested, told=protested.map({True: "yes", False: "no"})
    )


@functools.cache
def sighted():
    chosen = [
        ("vladivostok", "Vladivostok", "right"),
        ("pyongyang", "Pyongyang", "above"),
        ("seoul", "Seoul", "left"),
        ("seongju-thaad", "Seongju\nTHAAD", "right"),
        ("mutsumi", "Mutsumi (Yamaguchi)\ngiven up", "below"),
    ]
    return land.places(sb.load("sites"), chosen)


@functools.cache
def heads():
    return people.heads(sb.load("actors"), sb.load("offices"), "1998-01-01", "2020-01-01")


@functools.cache
def treaty_rows():
    rows = treaties.plain_table(
        *(sb.load(name) for name in ("treaties", "treaty_parties", "actors"))
    )
    return rows[rows["limits"] != ""]


PATH = shield.flight(1000, 260)
STRUCK = shield.silos(10, left=(2, 6, 10), stopped=3)
DUEL = {
    "path": PATH,
    "beam": shield.beam(PATH, 870, (180, 420)),
    "engines_km": 50,
    "silos": STRUCK,
    "ways": shield.strikes(STRUCK),
    "dome": shield.dome(),
    "cases": {shield.WITHOUT: "Three strike back.", shield.WITH: "All three are stopped."},
}


def met():
    return shield.meetings(PATH, shield.interceptors(sb.load("system_figures")))


ASKED = {
    "questions": {"content": "Is it so?", "attribution": "Was it said?"},
    "verdicts": {**checks.verdicts(BOOK), "": "not asked"},
    "named": [f"check {n}" for n in range(5)],
    "remark": "most of them\nold",
}
CAME = {
    "outcomes": analysis.codebook.labels(BOOK, "outcome"),
    "named": {"monitor-2000-090": "a meeting", "monitor-1999-005": "a launch"},
}
SEEN = {
    "land": LAND,
    "places": pd.DataFrame(
        {
            "name": ["Vladivostok", "mouth of the Tumen"],
            "longitude_deg": [131.87, 130.7],
            "latitude_deg": [43.11, 42.29],
            "side": ["aside", "left"],
            "crossed": ["Kyogamisaki", ""],
        }
    ),
    "start": ("Seongju", 1000),
}
NEAR = {"columns": {"label": "Site", "soil_km": "To Russia (km)", "told": "Moscow"}}


SALVOES = {"settings": hundred_table(), "beside": 6}

IN_SIGHT = {
    "land": LAND,
    "way": land.towards(sb.load("sites"), "vladivostok", "moscow", 680),
    "states": analysis.actors.states(sb.load("actors")),
}
TOLD = PAPERS.assign(told=PAPERS["article"])


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
    **{
        f"facsimile, {a}": ("facsimile", lambda a=a: page_of(a)[0], page_of(a)[1]) for a in ARTICLES
    },
    "verdict": ("verdict", fared_table, ASKED),
    "outcomes": ("outcomes", ahead_table, CAME),
    "outcomes of one announcement": ("outcomes", lambda: ahead_table().head(1), CAME),
    "all_claims": ("all_claims", all_claims_table, {}),
    "wishes": ("wishes", wishes_rows, {}),
    "trade": ("trade", trade_table, {}),
    "votes": ("votes", votes_rows, AT),
    "tally": ("tally", tally_rows, {"ends": ("open", "settled")}),
    "tone": ("tone", tone_table, {}),
    "wordings": ("wordings", wordings_table, {}),
    "line": ("line", line_rows, {"order": (*events.LANES, events.REST), "papers": PAPERS}),
    "lasting": ("lasting", lasting_rows, LASTING),
    "lasting, one argument": ("lasting", lambda: lasting_rows().head(1), LASTING),
    "turn": ("turn", spoken_rows, TURN),
    "turn of one statement": ("turn", lambda: spoken_rows().head(1), TURN),
    "tribunal": ("tribunal", reason_rows, TRIBUNAL),
    "tribunal of one reason": ("tribunal", lambda: reason_rows().head(1), TRIBUNAL),
    "rivals": ("rivals", finding_rows, {}),
    "shares": ("shares", share_rows, {"what": "Supported"}),
    "codings": ("codings", coding_rows, {}),
    "routes": ("routes", lambda: routes_tables()[0], {"claims": routes_tables()[1]}),
    "routes of one article": (
        "routes",
        lambda: routes_tables()[0].tail(1),
        {"claims": routes_tables()[1]},
    ),
    "voices": (
        "voices",
        lambda: voice_tables()[0],
        {"claims": voice_tables()[1], "said": {"sinonk-2019-132": "Putin: a word or two"}},
    ),
    "voices of one article": (
        "voices",
        lambda: voice_tables()[0].head(1),
        {"claims": voice_tables()[1]},
    ),
    "line of one event": (
        "line",
        lambda: line_rows().head(1),
        {"order": (*events.LANES, events.REST), "papers": PAPERS},
    ),
    "one finding": ("rivals", lambda: finding_rows().head(1), {}),
    "cut": ("cut", cut_table, {}),
    "strands": ("strands", strands_table, TOGETHER),
    "strands of one event": ("strands", lambda: strands_table().head(1), TOGETHER),
    "saturation": ("saturation", saturation_table, {"salvo": 12}),
    "collation": ("collation", collation_rows, COLLATION),
    "collation of one report": ("collation", lambda: collation_rows().head(1), COLLATION),
    "salvoes": ("salvoes", hundred_table, {**SALVOES, "start": (2, 80)}),
    "salvoes, all stopped": ("salvoes", hundred_table, {**SALVOES, "start": (2, 100)}),
    "salvoes, none stopped": ("salvoes", hundred_table, {**SALVOES, "start": (2, 50)}),
    "sight": ("sight", ways, SEEN),
    "nearness": ("nearness", nearness_table, NEAR),
    "formats": ("formats", seat_table, {}),
    "wait": ("wait", launch_days, WAIT),
    "alphas": ("alphas", fields_table, {}),
    "score with words": (
        "score",
        lambda: score_table("monitor-1999"),
        {"said": {"monitor-1999-004": "a word or two", "monitor-1999-052": "a word at the end"}},
    ),
    "score of one claim": ("score", lambda: score_table("monitor-1999").head(1), {}),
    "relay of one chain": ("relay", lambda: relay_table("monitor-1999").head(1), {}),
    "moment of one event": ("moment", lambda: moment_table("monitor-1999").head(1), {}),
    "board of one check": ("board", lambda: board_table().head(1), VERDICTS),
    "boards of one check": ("boards", lambda: boards_table().head(1), VERDICTS),
    "all_claims, one of them": ("all_claims", lambda: all_claims_table().head(1), {}),
    "wishes, one of them": ("wishes", lambda: wishes_rows().head(1), {}),
    "votes, one of them": ("votes", lambda: votes_rows().head(1), AT),
    "tally of one group": ("tally", lambda: tally_rows().head(1), {"ends": ("open", "settled")}),
    "tone of one act": ("tone", lambda: tone_table().head(1), {}),
    "wordings of one point": ("wordings", lambda: wordings_table().head(1), {}),
    "sight of one site": ("sight", lambda: ways().head(1), SEEN),
    "nearness of one site": ("nearness", lambda: nearness_table().head(1), NEAR),
    "alphas of one field": ("alphas", lambda: one_field(-0.2, -0.6, 0.3), {}),
}
CASES |= {
    "shield": ("shield", met, DUEL),
    "shield of one kind": ("shield", lambda: met().head(1), DUEL),
    "region": ("region", sighted, IN_SIGHT),
    "region, one place lit": ("region", sighted, IN_SIGHT | {"lit": "Seongju"}),
    "region of one place": ("region", lambda: sighted().head(1), IN_SIGHT),
    "offices": ("offices", heads, {"papers": TOLD}),
    "offices, one term": ("offices", lambda: heads().head(1), {"papers": TOLD}),
    "treaties": ("treaties", treaty_rows, {"papers": TOLD}),
    "treaties, one of them": ("treaties", lambda: treaty_rows().head(1), {"papers": TOLD}),
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

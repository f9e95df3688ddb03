"""The report of a class: its work in the book's own pictures and tables, on one page."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from shieldbook import charts
from shieldbook.analysis.checks import checks_table, verdicts
from shieldbook.analysis.claims import places, score_table, speakers_table
from shieldbook.analysis.codebook import capital, labels, worded
from shieldbook.analysis.links import on_truth
from shieldbook.analysis.reports import chains_table
from shieldbook.analysis.voices import WRITER, strips_table, voices, voices_table
from shieldbook.classroom import layout, merged
from shieldbook.classroom.frames import Frames, frames
from shieldbook.classroom.work import Work
from shieldbook.display import table_payload
from shieldbook.phrases import counted, fixed, listed, percent
from shieldbook.publish.class_report import Section, page
from shieldbook.tables.ledger import replace_file
from shieldbook.tables.reader import load

HEADS = {
    "speaker": "Who speaks",
    "kind": "Kind",
    "checkable": "Could a record settle it",
    "stance": "Stance",
}
SPEAKERS = {
    "speaker": "Speaker",
    "claims": "Claims",
    "share_pct": "Share in %",
    "against": "Against",
    "none": "Neither",
    "in_favour": "In favour",
}
MOSCOW = "Moscow"
SOURCE = "the class's own coding"


def write(work: Work, folder: Path) -> Path:
    """Write the report of a class into its folder, in one step, and return its path."""
    path = folder / layout.REPORT
    replace_file(path, html(work))
    return path


def html(work: Work) -> str:
    """The report as one HTML page. `work` is what `read_work` gave without a problem."""
    table = merged.merge(work)
    own, book = frames(work, table), load("codebook")
    parts = [
        *_voices(work, own),
        *_kinds(own, book),
        *_score(own, book),
        *_routes(work, own),
        *_agreement(work),
        *_splits(work, own, book),
        *_checked(work, own, book),
        _claims(work, own, table, book),
    ]
    return page(work.article["title"], _lead(work, table), work.article["url"], parts)


def _lead(work: Work, table: pd.DataFrame) -> list[str]:
    about = [work.article[name] for name in ("author", "outlet", "published")]
    told = ", ".join(filter(None, about))
    coders = list(work.codings)
    lines = [f"{told}." if told else "", _whose(coders), _licence(work)]
    undecided = [
        f"{HEADS[name].lower()}: {counted(count, 'claim')}"
        for name in merged.fields(work)
        if (count := int((table[f"{name}_how"] == merged.OPEN).sum()))
    ]
    if undecided:
        lines.append(
            f"The coders differ and nothing is settled for {listed(undecided, '')}. There the "
            f"pictures follow coder {coders[0]}; {layout.SETTLED} is where a decision is written."
        )
    return [*filter(None, lines), *work.remarks]


def _whose(coders: list[str]) -> str:
    if len(coders) == 1:
        return f"Coded by one coder, {coders[0]}: one person's reading, held against no other."
    return f"Coded by {counted(len(coders), 'coder')}, {listed(coders, '')}."


def _licence(work: Work) -> str:
    if work.article["free"]:
        return f"The text may be printed: {work.article['free']}."
    return (
        "The text is not free. Claims stand in the words of the class, and no cell holds eight "
        "words in a row from it."
    )


def _drawn(chart: Any) -> Mapping[str, Any]:
    return chart.to_dict()


def _voices(work: Work, own: Frames) -> list[Section]:
    counts = voices_table(own.claims, own.reports, own.actors, own.articles)
    counts = counts.assign(name=work.article["title"])
    speakers = speakers_table(own.claims, own.actors)
    rows = table_payload(speakers[list(SPEAKERS)].rename(columns=SPEAKERS), "Claims by speaker")
    prose = ["Who speaks in this text, and how often?"]
    # The strip counts Moscow's claims at its end, which says nothing of a text without one.
    if not counts[MOSCOW].iloc[0]:
        return [Section("Voices", prose, None, rows)]
    mine, claims = int(counts[WRITER].iloc[0]), len(own.claims)
    chart = charts.voices(
        counts,
        claims=strips_table(own.claims, own.reports, own.actors, own.articles),
        title=f"In {mine} of {counted(claims, 'claim')} the writer speaks",
        subtitle="A bar is a claim in the order of the text: a Russian's is tall, the writer's "
        "low, others' between. ▼: it objects.",
        description=f"A strip of {counted(claims, 'bar')}; the writer has {mine} of them.",
        source=SOURCE,
        caption="Whose voice each claim is in.",
    )
    return [Section("Voices", prose, _drawn(chart), rows)]


def _kinds(own: Frames, book: pd.DataFrame) -> list[Section]:
    counts = own.claims.loc[own.claims["kind"] != "", "kind"].value_counts()
    if counts.empty:
        return []
    known = labels(book, "kind")
    rows = [(capital(known[code]), int(counts[code])) for code in known if code in counts]
    table = pd.DataFrame(rows, columns=["Kind", "Claims"])
    prose = ["What sort of claims are they? Kinds follow the book's codebook."]
    return [Section("Kinds", prose, None, table_payload(table, "Claims by kind"))]


def _score(own: Frames, book: pd.DataFrame) -> list[Section]:
    table = score_table(own.claims, own.actors, own.checks, own.quotes, book)
    voice = voices(own.claims, own.reports, own.actors)
    named = table["speaker"].replace("The author", WRITER)
    table = table.join(places(own.claims, own.paragraphs)).assign(voice=voice, speaker=named)
    author = int((table["row"] == 0).sum())
    chart = charts.score(
        table,
        title=f"The author makes {author} of {counted(len(table), 'claim')}",
        description=f"A score with a row a speaker and {counted(len(table), 'tile')} in the order "
        f"of the text; {author} of them stand in the row of the author.",
        source=SOURCE,
        caption="Who says what, and where in the text. A tile leads to its claim below.",
    )
    return [Section("The score", [], _drawn(chart))]


def _routes(work: Work, own: Frames) -> list[Section]:
    if not work.through:
        return []
    table = chains_table(own.claims, own.reports, own.quotes, own.actors)
    if table.empty:
        return []
    named = int(table.loc[table["agency"] != "", "claims"].sum())
    reported = int(table["claims"].sum())
    chart = charts.relay(
        table,
        title=f"Of {counted(reported, 'reported claim')}, {named} came through somebody named",
        description=f"{counted(len(table), 'route')} from a speaker to the text.",
        source=SOURCE,
        caption="Routes of reported words, one row a distinct route.",
    )
    return [Section("Through whom", [], _drawn(chart))]


def _agreement(work: Work) -> list[Section]:
    if len(work.codings) < 2:
        prose = (
            "There is no agreement to report: one coder has nobody to agree with, and alpha needs "
            "two codings of the same claims. A second sheet, filled by somebody who has not seen "
            "the first, gives it."
        )
        return [Section("Agreement", [prose])]
    table = merged.agreement(work)
    rows = table.assign(
        field=table["field"].map(HEADS),
        raw=[_percent(share) for share in table["raw"]],
        baseline=[_percent(share) for share in table["baseline"]],
        interval=[
            f"{low:.2f} to {high:.2f}" if low < high else ""
            for low, high in zip(table["low"], table["high"], strict=True)
        ],
        alpha=["" if math.isnan(own) else fixed(own, 2, 0, 1) for own in table["alpha"]],
    )
    heads = {
        "field": "Field",
        "units": "Claims compared",
        "raw": "Agreement",
        "baseline": "Baseline",
        "alpha": "Alpha",
        "interval": "Interval (95%)",
    }
    prose = [
        "Agreement is the share of claims to which two coders gave the same value. The baseline is "
        "what somebody would match who gave the commonest value everywhere: agreement means "
        "little where it is not above it. Alpha (Krippendorff) is 1 for full agreement and 0 for "
        "as much as chance gives; its interval says how far it would vary over other claims. Where "
        "the coders agree on all claims nothing varies, and no interval is given.",
        *(
            f"{HEADS[field]}: {why}"
            for field, why in zip(table["field"], table["why"], strict=True)
            if why
        ),
    ]
    shown = rows[list(heads)].rename(columns=heads)
    return [Section("Agreement", prose, None, table_payload(shown, "Agreement by field"))]


def _percent(share: float) -> str:
    return "" if math.isnan(share) else percent(share, places=0)


def _splits(work: Work, own: Frames, book: pd.DataFrame) -> list[Section]:
    if len(work.codings) < 2:
        return []
    table = merged.splits(work)
    if table.empty:
        return [Section("Most split claims", ["The coders differ on no claim."])]
    shown = table.head(10)
    rows = pd.DataFrame(
        {
            "No.": [own.claims["id"].iloc[n][-3:] for n in shown["n"]],
            "Claim": [own.claims["claim"].iloc[n] for n in shown["n"]],
            "Where the coders differ": [_differing(how, book) for how in shown["how"]],
        }
    )
    told = f"The coders differ on {len(table)} of {counted(len(work.units), 'claim')}."
    prose = [told, "Is it the rule that is unclear, the text, or a slip?"]
    return [Section("Most split claims", prose, None, table_payload(rows, "Most split claims"))]


def _differing(how: Mapping[str, Mapping[str, str]], book: pd.DataFrame) -> str:
    parts = []
    for field, given in how.items():
        told = [f"{coder}: {_said(field, value, book)}" for coder, value in given.items()]
        parts.append(f"{HEADS[field]} ({', '.join(told)})")
    return "; ".join(parts)


def _said(field: str, value: str, book: pd.DataFrame) -> str:
    return value if field == "speaker" else worded([value], book, field)[0]


def _checked(work: Work, own: Frames, book: pd.DataFrame) -> list[Section]:
    if not work.checks:
        return []
    table = checks_table(own.checks, own.sources, own.claims, book)
    judged = on_truth(table)
    told = verdicts(book)
    heads = {
        "number": "Claim",
        "aspect_label": "Aspect",
        "verdict_label": "Verdict",
        "finding": "What was found",
        "sources": "Source",
        "check_id": "check_id",
    }
    payload = table_payload(
        table[list(heads)].rename(columns=heads),
        counted(len(table), "check"),
        anchors="check_id",
        hidden=("check_id",),
    )
    if judged.empty:
        return [Section("Checks", [], None, payload)]
    against = int((judged["verdict"] == "contradicted").sum())
    chart = charts.board(
        judged,
        verdicts=told,
        title=f"Of {counted(len(judged), 'check')} {against} against the text",
        description=f"A board of {counted(len(judged), 'check')} by verdict.",
        source=SOURCE,
        caption="The checks of the class, by verdict; slips of the pen are left out.",
    )
    return [Section("Checks", [], _drawn(chart), payload)]


def _claims(work: Work, own: Frames, table: pd.DataFrame, book: pd.DataFrame) -> Section:
    called = dict(zip(own.actors["id"], own.actors["name"], strict=True)) | {"author": "The author"}
    rows = pd.DataFrame(
        {
            "No.": own.claims["id"].str[-3:],
            "¶": own.claims["paragraph"],
            "Claim": own.claims["claim"],
            "Speaker": own.claims["speaker_id"].map(called),
        }
    )
    for field in merged.fields(work):
        if field != "speaker":
            rows[HEADS[field]] = worded(table[field], book, field)
    rows["Still open"] = [_open(row) for _, row in table.iterrows()]
    rows["id"] = own.claims["id"]
    prose = ["Claims are in the words of the class. What is still open follows the first coder."]
    payload = table_payload(rows, "Every claim", anchors="id", hidden=("id",))
    return Section("Every claim", prose, None, payload)


def _open(row: pd.Series) -> str:
    """The fields of a claim on which the coders differ and nothing is settled, in words."""
    fields = [field for field in HEADS if row[f"{field}_how"] == merged.OPEN]
    return listed([HEADS[field].lower() for field in fields], "")

"""Which function makes which sheet, and how much of the data it gets to see."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from shieldbook.analysis.handouts import ground, prices, sentence, speaking, treaty
from shieldbook.analysis.handouts.parts import Maker, Parts
from shieldbook.analysis.lookup import Known, unknown
from shieldbook.phrases import counted

NAMED = ("id", "name")
DATED = ("date", "title")
TERMS = ("treaty_id", "term", "low", "high", "note")
FREE_TEXT = {
    "texts": ("id", "title", "outlet", "url", "printed"),
    "text_sentences": ("text_id", "paragraph", "sentence", "words"),
}
# The sessions in the order in which a teacher meets them, and what stands over their sheets; the
# ground comes last.
SESSIONS = {
    "one-sentence": "One sentence",
    "who-is-speaking": "Who is speaking?",
    "which-treaty": "Which treaty, and does it say so?",
    "two-prices": "Two prices?",
    "": "For every session",
}
POINTS = ("danger", "subject", "thaad", "doer", "condition")

# No column that names a speaker, an outlet, a mark or a verdict stands here where a class is to
# find it.
MAKERS = Known(
    "function that makes a sheet",
    {
        "wording_cards": Maker(
            sentence.wording_cards,
            {
                "wordings": ("event_id", *POINTS, "words", "translated_by"),
                "events": ("id", "date"),
            },
            own=("wordings",),
        ),
        "wording_grid": Maker(
            sentence.wording_grid,
            {"wordings": ("event_id",), "events": ("id", "date")},
            own=("wordings",),
        ),
        "wording_exit": Maker(sentence.wording_exit, {}),
        "coding_examples": Maker(speaking.coding_examples, {}),
        "coding_rules": Maker(speaking.coding_rules, {"codebook": ("field", "code", "definition")}),
        "numbered_text": Maker(speaking.numbered_text, FREE_TEXT, may_lack=tuple(FREE_TEXT)),
        "coding_blank": Maker(
            speaking.coding_blank,
            {
                "texts": FREE_TEXT["texts"],
                "text_claims": ("paragraph", "sentence", "handle"),
            },
            own=("text_claims",),
            may_lack=("texts", "text_claims"),
        ),
        "claim_cards": Maker(speaking.claim_cards, {"claims": ("claim",)}, own=("claims",)),
        "chain_strips": Maker(
            speaking.chain_strips,
            {
                "claim_reports": ("outlet_id", "reported_on"),
                "wordings": ("event_id", "carrier"),
                "events": ("id", "date"),
                "actors": NAMED,
            },
            own=("claim_reports", "wordings"),
        ),
        "speaking_exit": Maker(speaking.speaking_exit, {}),
        "claim_strips": Maker(
            treaty.claim_strips,
            {
                "claims": ("article_id", "claim", "speaker_id"),
                "articles": ("id", "published"),
                "actors": NAMED,
            },
            own=("claims",),
        ),
        "treaty_station": Maker(
            treaty.treaty_station,
            {
                "treaties": ("id", "name", "signed", "in_force", "limits"),
                "treaty_parties": ("treaty_id", "state"),
                "treaty_terms": TERMS,
                "actors": (*NAMED, "kind", "state"),
            },
            own=("treaties",),
        ),
        "aegis_station": Maker(
            treaty.aegis_station,
            {
                "statements": ("speaker_id", "date", "says"),
                "events": DATED,
                "glossary": ("term", "meaning"),
                "actors": NAMED,
            },
            own=("statements", "events", "glossary"),
        ),
        "thaad_station": Maker(
            treaty.thaad_station,
            {
                "system_figures": ("system_id", "measure", "label", "low", "high", "unit", "note"),
                "treaty_terms": TERMS,
                "glossary": ("term", "meaning"),
            },
            own=("glossary",),
        ),
        "treaty_sum": Maker(
            treaty.treaty_sum,
            {
                "claims": ("claim",),
                "treaty_terms": TERMS,
                "exchanges": ("date", "state", "launchers_all"),
            },
            own=("claims",),
        ),
        "salvo_grid": Maker(treaty.salvo_grid, {"system_figures": ("system_id", "measure", "low")}),
        "fairest_case": Maker(treaty.fairest_case, {}),
        "treaty_exit": Maker(treaty.treaty_exit, {}),
        "points_bet": Maker(prices.points_bet, {"explanations": ("name",)}, own=("explanations",)),
        "puzzle_text": Maker(
            prices.puzzle_text,
            {"events": DATED, "glossary": ("term", "meaning")},
            own=("events", "glossary"),
        ),
        "finding_cards": Maker(
            prices.finding_cards,
            {"explanation_evidence": ("explanation_id", "finding"), "explanations": NAMED},
            own=("explanation_evidence",),
        ),
        "finding_grid": Maker(
            prices.finding_grid, {"explanations": ("name", "statement")}, own=("explanations",)
        ),
        "protest_dates": Maker(
            prices.protest_dates,
            {"statements": ("id", "date", "about", "bears"), "events": DATED},
            own=("events",),
        ),
        "prices_exit": Maker(prices.prices_exit, {}),
        "ground_people": Maker(
            ground.ground_people,
            {
                "cards": ("n", "row"),
                "actors": (*NAMED, "kind", "state", "note"),
                "offices": ("actor_id", "office", "state", "from", "to", "source"),
            },
        ),
        "ground_map": Maker(
            ground.ground_map,
            {
                "sites": ("id", "name", "state", "kind", "status", "source")
                + ("latitude_deg", "longitude_deg"),
                "outlines": ("id", "state", "region"),
                "outline_points": ("outline_id", "n", "longitude_deg", "latitude_deg", "detail"),
                "actors": (*NAMED, "kind", "state"),
            },
        ),
        "ground_dates": Maker(ground.ground_dates, {"events": DATED}, own=("events",)),
        "ground_words": Maker(
            ground.ground_words, {"glossary": ("term", "meaning")}, own=("glossary",)
        ),
    },
)


def made(
    name: str, handout: str, cards: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> Parts | None:
    """What stands on a handout that the maker `name` makes; None where a table that it may lack is
    not there or empty.

    `cards`: the table of that name. `tables`: those that the maker shows, each with a column `row`
    of its keys, as `cards` names them. The maker gets no other columns than it shows. Raises
    KeyError for an unknown maker, or for a card whose row is not there.
    """
    maker = MAKERS[name]
    if any(name not in tables or tables[name].empty for name in maker.may_lack):
        return None
    own = cards[cards["handout_id"] == handout].sort_values("n", kind="stable")
    given = {
        name: _shown(maker, name, own if name == "cards" else tables[name], own)
        for name in maker.shows
    }
    return maker.make(given)


def _shown(maker: Maker, name: str, frame: pd.DataFrame, cards: pd.DataFrame) -> pd.DataFrame:
    """The columns of a table that a sheet may show, of the rows that stand on its cards."""
    columns = list(maker.shows[name])
    if name in maker.own:
        own = cards[cards["table"] == name]
        lost = [row for row in own["row"] if row not in set(frame["row"])]
        if lost:
            raise unknown(f"row of {name}", lost[0], frame["row"])
        frame = frame.set_index("row").loc[list(own["row"])].assign(n=own["n"].to_numpy())
        columns = ["n", *columns]
    return frame[columns].reset_index(drop=True)


def printed_table(handouts: pd.DataFrame) -> pd.DataFrame:
    """Every handout in the order of its session, those of the ground last: the columns of
    `handouts`, `session` (what stands over its sheets), `printed` (how many pages come out of the
    printer for twenty students), `offers` and `places` (the forms in which it can be had and where,
    joined by ` | `)."""
    rows = handouts.assign(
        printed=handouts["pages"] * handouts["copies_for_20"],
        place=handouts["session_id"].map(list(SESSIONS).index),
        session=handouts["session_id"].map(SESSIONS),
        offers="Page | PDF",
        places=[f"sheets/{own}.html | sheets/{own}.pdf" for own in handouts["id"]],
    )
    ordered = rows.sort_values(["place", "n"], kind="stable", ignore_index=True)
    return ordered.drop(columns="place")


def total(rows: pd.DataFrame) -> str:
    """What comes out of the printer for some rows of `printed_table`, in a sentence."""
    sheets, pages = counted(len(rows), "sheet"), counted(int(rows["printed"].sum()), "page")
    return f"{sheets}; for twenty students {pages} come out of the printer."

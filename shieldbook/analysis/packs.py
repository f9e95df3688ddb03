"""Packs for the coding desk: what a class codes, where in a text it stands, and what the book and
its two coders gave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from shieldbook.analysis.lines import SHORT, Field, mark
from shieldbook.analysis.lookup import Known
from shieldbook.tables.desk import FREE, USUAL, desk_value, speaker_kinds

# A field of the desk, in the order in which it is asked: the letter by which a line names it, its
# question, the field of the codebook that has its values, the letters of these (in the codebook's
# order where none are given), and the coded column that it is read from.
ASKED = (
    (
        "speaker",
        "s",
        "Who asserts it?",
        "desk_speaker",
        "anspo",
        "speaker_id",
    ),
    (
        "kind",
        "k",
        "What sort of claim is it?",
        "desk_kind",
        "hijwf",
        "kind",
    ),
    (
        "ten",
        "t",
        "Which of the ten kinds is it?",
        "kind",
        "",
        "kind",
    ),
    (
        "record",
        "r",
        "Could a record settle it?",
        "checkable",
        "yn",
        "checkable",
    ),
    (
        "stance",
        "a",
        "How does the speaker stand to it?",
        "stance",
        "",
        "stance",
    ),
    (
        "certainty",
        "c",
        "Does a word qualify it?",
        "certainty",
        "",
        "certainty",
    ),
    (
        "issue",
        "i",
        "What is it about?",
        "issue",
        "",
        "issue",
    ),
)
CODED = {name: column for name, *_, column in ASKED}
TABLES = (
    "packs",
    "pack_claims",
    "articles",
    "paragraphs",
    "claims",
    "actors",
    "actor_members",
    "coders",
    "coded_units",
    "codings",
    "adjudications",
    "codebook",
)
# Where a text may be printed whole, these have it; a book without such a text has not got them.
FREE_TABLES = (
    "texts",
    "text_sentences",
    "text_claims",
    "text_codings",
)
FREE_CODED = CODED | FREE
EMPTY = ""
# What the codebook says of a value beyond its definition, where it says it. What names a column of
# the tables is for whoever codes these, and is left out.
FURTHER = ("include", "exclude", "tell")


def fields(codebook: pd.DataFrame) -> tuple[Field, ...]:
    """Every field that the desk can ask for, with its values as the codebook words them."""
    return tuple(
        Field(name, letter, question, tuple(_values(codebook, source, letters)))
        for name, letter, question, source, letters, _ in ASKED
    )


def _values(codebook: pd.DataFrame, source: str, letters: str) -> Iterator[dict[str, str]]:
    rows = codebook[codebook["field"] == source]
    for row, letter in zip(rows.itertuples(), letters or SHORT, strict=bool(letters)):
        told = {"id": row.code, "letter": letter, "label": row.label, "rule": row.definition}
        further = {name: getattr(row, name) for name in FURTHER}
        yield told | {name: words for name, words in further.items() if words and "`" not in words}


def packs(tables: Mapping[str, pd.DataFrame]) -> list[dict]:
    """Every pack as plain JSON, in the order of their ids.

    `tables` has those named in TABLES and, where the book has free texts, those in FREE_TABLES.
    Each pack has `id`, `text_id`, `text` (its title), `original` (its address, "" where none is
    known), `title`, `side`, `note`, `free` (whether the words of all its claims may be printed),
    `whole` (the sentences of every paragraph of a text that may be printed whole, else none),
    `mark` (two letters that change with its claims and with the values of any field) and `claims`,
    each of them as `_claim` makes it, with `n`, `handle` and `reserve`.
    """
    asked = fields(tables["codebook"])
    coded = {**_of_articles(tables), **_of_free_texts(tables)}
    titles, addresses = _of_texts(tables, "title"), _of_texts(tables, "url")
    whole = _whole_texts(tables)
    rows = tables["pack_claims"].sort_values(["pack_id", "n"], kind="stable")
    found = []
    for pack in tables["packs"].itertuples():
        mine = rows[rows["pack_id"] == pack.id]
        claims = [_placed(row, coded[row.claim]) for row in mine.itertuples()]
        found.append(
            {
                "id": pack.id,
                "text_id": pack.text_id,
                "text": titles[pack.text_id],
                "original": addresses.get(pack.text_id, EMPTY),
                "title": pack.title,
                "side": pack.side,
                "note": pack.note,
                "free": all(claim["words"] for claim in claims),
                "whole": whole.get(pack.text_id, []),
                "mark": mark(asked, [claim["id"] for claim in claims]),
                "claims": claims,
            }
        )
    return found


def pack(known: list[dict], own: str) -> dict:
    """The pack with this id; KeyError that names those there are."""
    return Known("pack", {one["id"]: one for one in known})[own]


def _placed(row, claim: dict) -> dict:
    """A claim at its place in a pack."""
    place = {
        "n": int(row.n),
        "handle": row.handle,
        "sentence": int(row.sentence),
        "reserve": row.reserve == "yes",
    }
    return {**claim, **place, "where": f"{claim['where']}, sentence {place['sentence']}"}


def _of_texts(tables: Mapping[str, pd.DataFrame], column: str) -> dict[str, str]:
    """A column of the articles and of the free texts, by their ids."""
    found: dict[str, str] = {}
    for name in ("articles", "texts"):
        if name in tables and column in tables[name]:
            found |= dict(zip(tables[name]["id"], tables[name][column], strict=True))
    return found


def _of_articles(tables: Mapping[str, pd.DataFrame]) -> dict[str, dict]:
    """Every claim of the articles in a pack, by its id."""
    table = tables["pack_claims"]
    wanted = set(table.loc[table["table"] == "claims", "claim"])
    opens = {(row.article_id, row.n): row.opens for row in tables["paragraphs"].itertuples()}
    given = _given_by_coders(tables["coded_units"], tables["codings"])
    actors, members = tables["actors"], tables["actor_members"]
    speakers = speaker_kinds(
        dict(zip(actors["id"], actors["kind"], strict=True)),
        zip(members["actor_id"], members["member_id"], strict=True),
    )
    reasons = _reasons(tables["adjudications"])
    claims = tables["claims"][tables["claims"]["id"].isin(wanted)]
    return {
        row.id: {
            **_claim(row, given[row.id], reasons[row.id], speakers),
            "where": _paragraph(row.paragraph),
            "opens": opens[row.article_id, row.paragraph],
            "page": f"evidence/{row.article_id}",
            "words": [],
        }
        for row in claims.itertuples()
    }


def _paragraph(n: str) -> str:
    return f"caption {n[1:]}" if n.startswith("c") else f"paragraph {n}"


def _claim(row, given: Mapping[str, Mapping], reasons: Mapping, speakers: Mapping) -> dict:
    """What the book says of a claim and what its coders gave: `id`, `claim` (our wording),
    `because`, and by field the `book`'s value, those of the `coders` and the `notes` of whoever
    settled it."""
    coded = row._asdict()
    return {
        "id": row.id,
        "claim": row.claim,
        "because": row.because,
        "book": _told(coded, CODED, speakers),
        "coders": {own: _told(codes, CODED, speakers) for own, codes in sorted(given.items())},
        "notes": {field: reasons[column] for field, column in CODED.items() if column in reasons},
    }


def _told(codes: Mapping, columns: Mapping[str, str], speakers: Mapping) -> dict[str, str]:
    """Codes as the desk tells them, by its fields; a column that is empty or missing is left
    out."""
    return {
        field: desk_value(field, codes[column], speakers)
        for field, column in columns.items()
        if column in codes and codes[column] != EMPTY
    }


def _given_by_coders(units: pd.DataFrame, codings: pd.DataFrame) -> dict[str, dict]:
    """By claim, coder and field what a coder gave to the first unit that became the claim."""
    first = units[units["claim_id"] != EMPTY].drop_duplicates(["coder", "claim_id"])
    given: dict[str, dict] = defaultdict(lambda: defaultdict(dict))
    for row in codings.merge(first[["unit_id", "coder", "claim_id"]], on="unit_id").itertuples():
        given[row.claim_id][row.coder][row.field] = row.value
    return given


def _reasons(adjudications: pd.DataFrame) -> dict[str, dict[str, str]]:
    """By claim and field what whoever settled it gave as the reason."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in adjudications.itertuples():
        found[row.claim_id][row.field] = row.because
    return found


def _of_free_texts(tables: Mapping[str, pd.DataFrame]) -> dict[str, dict]:
    """Every claim of a free text, by its id, with the sentences of its paragraph where they may be
    printed; none where the book has no such text."""
    if "text_claims" not in tables:
        return {}
    given: dict[str, dict] = defaultdict(lambda: defaultdict(dict))
    for row in tables["text_codings"].itertuples():
        given[row.claim_id][row.coder][row.field] = row.value
    sentences = _sentences(tables["text_sentences"])
    return {
        row.id: {
            **_free_claim(row, given[row.id]),
            "where": _paragraph(str(row.paragraph)),
            "opens": EMPTY,
            "page": EMPTY,
            "words": _printed(sentences[row.text_id, str(row.paragraph)]),
        }
        for row in tables["text_claims"].itertuples()
    }


def _free_claim(row, given: Mapping[str, Mapping]) -> dict:
    """A claim of a free text, as `_claim` makes those of the articles; where its coders differ, its
    `because` is the reason for which it was settled."""
    coders = {coder: _told(codes, FREE_CODED, {}) for coder, codes in sorted(given.items())}
    plain = {"id": row.id, "claim": row.claim, "because": row.because, "coders": coders}
    notes = {field: row.because for field in FREE_CODED if split(plain, field)}
    return {**plain, "book": _told(row._asdict(), FREE_CODED, {}), "notes": notes}


def _sentences(table: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
    """The sentences of every paragraph, by text and paragraph."""
    found = defaultdict(list)
    for row in table.itertuples():
        found[row.text_id, str(row.paragraph)].append(str(row.words))
    return found


def _whole_texts(tables: Mapping[str, pd.DataFrame]) -> dict[str, list[list[str]]]:
    """The paragraphs of every free text that may be printed whole, by its id."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    if "text_sentences" in tables:
        for (text, _), words in _sentences(tables["text_sentences"]).items():
            found[text].append(words)
    return {text: told for text, told in found.items() if all(map(all, told))}


def _printed(sentences: list[str]) -> list[str]:
    """The sentences of a paragraph; none where one of them may not be printed."""
    return sentences if all(sentences) else []


def border(claim: Mapping, asked: Iterable[str] = tuple(USUAL)) -> bool:
    """Whether the book's two coders gave different values in one of these fields."""
    return any(split(claim, field) for field in asked)


def split(claim: Mapping, field: str) -> bool:
    """Whether the coders differ on one field of a claim; no, where one of them has no value."""
    return len(set(given(claim, field))) > 1


def given(claim: Mapping, field: str) -> list[str]:
    """What the coders who have a value gave to one field of a claim, in the order of the coders."""
    return [codes[field] for codes in claim["coders"].values() if field in codes]


def coded_fields(pack: Mapping) -> list[str]:
    """The fields in which the book coded every claim of a pack."""
    everywhere = set(CODED).intersection(*(claim["book"] for claim in pack["claims"]))
    return [field for field in CODED if field in everywhere]

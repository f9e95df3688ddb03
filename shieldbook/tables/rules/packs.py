"""Packs for the coding desk: hard enough to be worth a class's time, and found in their text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from shieldbook.phrases import counted
from shieldbook.tables.contract import Problem
from shieldbook.tables.desk import FREE, USUAL, desk_value, speaker_kinds
from shieldbook.tables.rules.book import Book, rule

CODED, RESERVE = 8, 3
# Where giving one value everywhere would match more than this, agreement says next to nothing.
MOST = 0.6
BORDERS = 2
# A text that is printed whole has one page of claims, and its coders split on few or none of them.
# Its pack needs no borders that the text has not got: it holds all that there are, in its eight or
# in reserve, up to BORDERS. For that its values are spread further, so that the baseline stays low.
FREE_MOST = 0.5
# The table of the texts, and that of the codings, of the claims that a pack may hold.
TEXTS = {"claims": "articles", "text_claims": "texts"}
OWNER = {"claims": "article_id", "text_claims": "text_id"}
Codes = dict[str, dict[str, str]]


@rule("packs", "articles")
def _packs_have_a_text(book: Book) -> Iterator[Problem]:
    known = {
        own for name in TEXTS.values() if name in book.tables for _, own in book.of(name, "id")
    }
    for line, own, text in book.of("packs", "id", "text_id"):
        if text not in known:
            yield book.at("packs", line, "text_id", text, "no article and no free text of this id")
        elif own[:-2] != text:
            yield book.at("packs", line, "id", own, f"does not begin with its text, {text}")


@rule("packs", "pack_claims", "claims")
def _packs_hold_claims_of_their_text(book: Book) -> Iterator[Problem]:
    text_of = book.lookup("packs", "id", "text_id")
    claims = {name: book.lookup(name, "id", OWNER[name]) for name in TEXTS if name in book.tables}
    taken: dict[str, str] = {}
    for line, pack, claim, name in book.of("pack_claims", "pack_id", "claim", "table"):
        owner = claims.get(name, {}).get(claim)
        if owner is None:
            yield book.at("pack_claims", line, "claim", claim, f"not in {name}")
        elif owner != text_of.get(pack, owner):
            reason = f"is of {owner}, and the pack of {text_of[pack]}"
            yield book.at("pack_claims", line, "claim", claim, reason)
        if taken.setdefault(claim, pack) != pack:
            reason = f"stands in the pack {taken[claim]} too"
            yield book.at("pack_claims", line, "claim", claim, reason)


@rule("packs", "pack_claims")
def _packs_are_complete(book: Book) -> Iterator[Problem]:
    rows = defaultdict(list)
    for line, pack, n, held in book.of("pack_claims", "pack_id", "n", "reserve"):
        rows[pack].append((line, n, held))
    wanted = [*["no"] * CODED, *["yes"] * RESERVE]
    for line, pack in book.of("packs", "id"):
        held = [held for _, _, held in rows[pack]]
        if held != wanted:
            reason = f"a pack has {CODED} claims and after them {RESERVE} in reserve, not {{}}"
            has = f"{held.count('no')} and {held.count('yes')}"
            yield book.at("packs", line, "id", pack, reason.format(has))
        for place, (at, n, _) in enumerate(rows[pack], 1):
            if n != str(place):
                yield book.at("pack_claims", at, "n", n, f"is the pack's claim {place}")


@rule("pack_claims")
def _handles_name_a_subject(book: Book) -> Iterator[Problem]:
    seen = set()
    for line, pack, handle in book.of("pack_claims", "pack_id", "handle"):
        if len(handle.split()) < 2:
            yield book.at("pack_claims", line, "handle", handle, "fewer than 2 words")
        if (pack, handle) in seen:
            yield book.at("pack_claims", line, "handle", handle, "the pack has this handle twice")
        seen.add((pack, handle))


@rule("pack_claims", "claims", "paragraphs")
def _claims_of_packs_can_be_found(book: Book) -> Iterator[Problem]:
    places = {own: place for _, own, *place in book.of("claims", "id", "article_id", "paragraph")}
    wanted = {tuple(places.get(own, ())) for _, own in book.of("pack_claims", "claim")}
    for line, article, n, opens in book.of("paragraphs", "article_id", "n", "opens"):
        if (article, n) in wanted and not opens:
            reason = "a claim of a pack stands here, and nobody could find the paragraph"
            yield book.at("paragraphs", line, "opens", opens, reason)


@rule("pack_claims", "text_claims")
def _claims_of_free_texts_stand_where_their_table_says(book: Book) -> Iterator[Problem]:
    columns = ("sentence", "handle")
    known = {own: told for _, own, *told in book.of("text_claims", "id", *columns)}
    for line, claim, *told in book.of("pack_claims", "claim", *columns):
        for column, cell, other in zip(columns, told, known.get(claim, told), strict=True):
            if cell != other:
                yield book.at("pack_claims", line, column, cell, f"text_claims has {other}")


@rule("packs", "pack_claims", "claims", "actors", "actor_members", "coded_units", "codings")
def _packs_are_spread(book: Book) -> Iterator[Problem]:
    published, coded, free = _published(book), _claims_of(book, "no"), _free_texts(book)
    for line, pack, text in book.of("packs", "id", "text_id"):
        most = FREE_MOST if text in free else MOST
        claims = [claim for claim in coded[pack] if claim in published]
        for field in USUAL:
            counts = Counter(published[claim].get(field, "") for claim in claims)
            for value, count in counts.most_common(1):
                if count > most * len(claims):
                    reason = f"{value} is the {field} of {count} of its"
                    held = f"{counted(len(claims), 'claim')}, more than {most:.0%}"
                    yield book.at("packs", line, "id", pack, f"{reason} {held}")


@rule("packs", "pack_claims", "coded_units", "codings", "actors", "actor_members")
def _packs_of_articles_have_borders(book: Book) -> Iterator[Problem]:
    by_coder, coded, free = _by_coder(book), _claims_of(book, "no"), _free_texts(book)
    for line, pack, text in book.of("packs", "id", "text_id"):
        borders = sum(_splits(by_coder[claim]) for claim in coded[pack])
        if text not in free and borders < BORDERS:
            reason = f"the coders differ on {counted(borders, 'claim')} of it, fewer than {BORDERS}"
            yield book.at("packs", line, "id", pack, reason)


@rule("packs", "pack_claims", "text_claims", "text_codings")
def _packs_of_free_texts_hold_the_borders_there_are(book: Book) -> Iterator[Problem]:
    by_coder = _by_coder(book)
    coded, held = _claims_of(book, "no"), _claims_of(book, "yes")
    there: dict[str, list[str]] = defaultdict(list)
    for _, own, text in book.of("text_claims", "id", "text_id"):
        if _splits(by_coder[own]):
            there[text].append(own)
    for line, pack, text in book.of("packs", "id", "text_id"):
        kept = [own for own in there[text] if own in {*coded[pack], *held[pack]}]
        if len(kept) < min(BORDERS, len(there[text])):
            reason = f"the coders differ on {', '.join(there[text])}, and it holds {len(kept)}"
            yield book.at("packs", line, "id", pack, f"{reason} of them")


def _claims_of(book: Book, reserve: str) -> dict[str, list[str]]:
    """The claims of every pack, those in reserve ("yes") or the others ("no")."""
    found: dict[str, list[str]] = defaultdict(list)
    for _, pack, claim, held in book.of("pack_claims", "pack_id", "claim", "reserve"):
        if held == reserve:
            found[pack].append(claim)
    return found


def _free_texts(book: Book) -> set[str]:
    return {own for _, own in book.of("texts", "id")} if "texts" in book.tables else set()


def _splits(given: Codes) -> bool:
    """Whether the coders of a claim gave two values in one field."""
    for field in USUAL:
        values = {codes[field] for codes in given.values() if field in codes}
        if len(values) > 1:
            return True
    return False


def _speakers(book: Book) -> dict[str, str]:
    members = book.of("actor_members", "actor_id", "member_id")
    pairs = ((own, member) for _, own, member in members)
    return speaker_kinds(book.lookup("actors", "id", "kind"), pairs)


def _published(book: Book) -> Codes:
    """What the book gave to every claim, in the values of the desk."""
    found = {}
    for name, columns in (("claims", USUAL), ("text_claims", FREE)):
        speakers = _speakers(book) if name == "claims" else {}
        for _, own, *codes in book.of(name, "id", *columns.values()) if name in book.tables else ():
            given = zip(columns, codes, strict=True)
            found[own] = {field: desk_value(field, code, speakers) for field, code in given}
    return found


def _by_coder(book: Book) -> dict[str, Codes]:
    """What each coder gave to every claim, in the values of the desk."""
    found: dict[str, Codes] = defaultdict(lambda: defaultdict(dict))
    speakers = _speakers(book)
    units = {
        unit: (claim, coder)
        for _, unit, claim, coder in book.of("coded_units", "unit_id", "claim_id", "coder")
    }
    named = {column: field for field, column in USUAL.items()}
    for _, unit, column, value in book.of("codings", "unit_id", "field", "value"):
        claim, coder = units.get(unit, ("", ""))
        if column in named:
            value = desk_value(named[column], value, speakers)
            found[claim][coder].setdefault(named[column], value)
    free = {column: field for field, column in FREE.items()}
    columns = ("claim_id", "coder", "field", "value")
    for _, claim, coder, column, value in (
        book.of("text_codings", *columns) if "text_codings" in book.tables else ()
    ):
        if column in free:
            found[claim][coder][free[column]] = desk_value(free[column], value, {})
    return found

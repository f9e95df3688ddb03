"""Harmful corruptions of a valid package: each must be refused, naming its file and row."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from shieldbook import DataError, load, validate
from shieldbook.tables import rules
from support import ROOT
from support.package import change

TABLES = ROOT / "tests" / "fixtures" / "package"
Edit = Callable[[bytes], bytes]
READ = "publisher = {Invented Press}, urldate = {2026-01-15}, note = {On paper}"


def swap(old: str, new: str) -> Edit:
    """Replaces the first `old`, which must be there."""

    def edit(raw: bytes) -> bytes:
        assert old.encode() in raw, f"the fixture lost {old!r}"
        return raw.replace(old.encode(), new.encode(), 1)

    return edit


def drop(*rows: int) -> Edit:
    """Deletes lines, counted from 1."""

    def edit(raw: bytes) -> bytes:
        return b"".join(
            line for n, line in enumerate(raw.splitlines(keepends=True), start=1) if n not in rows
        )

    return edit


def without(words: str) -> Edit:
    """Deletes the lines that hold `words`."""

    def edit(raw: bytes) -> bytes:
        return b"".join(
            line for line in raw.splitlines(keepends=True) if words.encode() not in line
        )

    return edit


def add(line: str) -> Edit:
    """Adds a line at the end."""
    return lambda raw: raw + line.encode() + b"\n"


def line_in(file: str, begins: str) -> int:
    """The line of a file of the invented package that begins so, counted from 1."""
    lines = (TABLES / file).read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, start=1) if line.startswith(begins))


def exchange(first: int, second: int) -> Edit:
    """Lets two lines change places."""

    def edit(raw: bytes) -> bytes:
        lines = raw.splitlines(keepends=True)
        lines[first - 1], lines[second - 1] = lines[second - 1], lines[first - 1]
        return b"".join(lines)

    return edit


def fields(change: Callable[[list[str]], list[str]]) -> Edit:
    """Changes the cells of every line (for tables without quoted cells)."""

    def edit(raw: bytes) -> bytes:
        return "".join(
            ",".join(change(line.split(","))) + "\n" for line in raw.decode().splitlines()
        ).encode()

    return edit


@dataclass(frozen=True)
class Mutant:
    """A corruption in words, the edits that make it, and where and why it must be refused."""

    name: str
    edits: dict[str, Edit]
    row: int
    column: str
    says: str
    file: str = ""

    @property
    def place(self) -> str:
        """The file that must be named: the first one edited unless said otherwise."""
        return self.file or next(iter(self.edits))


def one(name: str, file: str, edit: Edit, row: int, column: str, says: str) -> Mutant:
    """A mutant that needs a single file, refused in that file."""
    return Mutant(name, {file: edit}, row, column, says)


CHARACTERS = [
    one(
        "a look-alike letter in a key",
        "actors.csv",
        swap("elias-holm", "el\u0456as-holm"),
        5,
        "id",
        "look-alike",
    ),
    one(
        "a zero-width space in a key",
        "actors.csv",
        swap("elias-", "elias\u200b-"),
        5,
        "id",
        "invisible",
    ),
    one(
        "a look-alike letter in a reference",
        "quotes.csv",
        swap("elias", "el\u0456as"),
        2,
        "speaker_id",
        "look-alike",
    ),
    one(
        "Arabic-Indic digits",
        "articles.csv",
        swap(",60,", ",\u0666\u0660,"),
        2,
        "words",
        "digit other than 0-9",
    ),
    one(
        "full-width digits in a date",
        "events.csv",
        swap(",1905~", ",\uff11905~"),
        3,
        "date",
        "digit other than 0-9",
    ),
    one(
        "a full-width digit in an id",
        "events.csv",
        swap("1905-lamp", "190\uff15-lamp"),
        3,
        "id",
        "digit other",
    ),
    one(
        "a right-to-left override",
        "claims.csv",
        swap("A place.", "A \u202eplace."),
        9,
        "because",
        "invisible",
    ),
    one(
        "a non-breaking space",
        "claims.csv",
        swap("A place.", "A\u00a0place."),
        9,
        "because",
        "blank other",
    ),
    one("a soft hyphen", "claims.csv", swap("survey", "sur\u00advey"), 2, "claim", "invisible"),
    one(
        "a NUL character",
        "claims.csv",
        swap("A place.", "A\0place."),
        9,
        "because",
        "control character",
    ),
    one(
        "a bell character",
        "paragraphs.csv",
        swap("badly", "\x07badly"),
        4,
        "gloss",
        "control character",
    ),
    one(
        "a tab",
        "paragraphs.csv",
        swap("ends badly", "ends\tbadly"),
        4,
        "gloss",
        "control character",
    ),
    one("letters not composed", "actors.csv", swap("Ada Lind", "A\u0301da Lind"), 2, "name", "NFC"),
    one(
        "a blank at the end",
        "actors.csv",
        swap("Ada Lind,", "Ada Lind ,"),
        2,
        "name",
        "blank at the beginning",
    ),
    one(
        "Latin-1 bytes",
        "actors.csv",
        lambda raw: raw.replace(b"Ada", b"\xc5da"),
        2,
        "",
        "not UTF-8",
    ),
    one("UTF-16", "actors.csv", lambda raw: raw.decode().encode("utf-16"), 1, "", "not UTF-8"),
    one(
        "a byte-order mark",
        "actors.csv",
        lambda raw: b"\xef\xbb\xbf" + raw,
        1,
        "",
        "byte-order mark",
    ),
    one(
        "Windows line ends",
        "actors.csv",
        lambda raw: raw.replace(b"\n", b"\r\n"),
        1,
        "",
        "LF alone",
    ),
    one("a formula with =", "claims.csv", swap("A place.", "=1+1"), 9, "because", "formula"),
    one("a formula with @", "claims.csv", swap("A place.", "@SUM(A1)"), 9, "because", "formula"),
    one("a formula with +", "claims.csv", swap("A place.", "+1"), 9, "because", "formula"),
    one(
        "a formula with a minus and a digit",
        "claims.csv",
        swap("A place.", "-2+3"),
        9,
        "because",
        "formula",
    ),
    one(
        "a negative number in a text column",
        "claims.csv",
        swap("A place.", "-2"),
        9,
        "because",
        "formula",
    ),
]

TYPES = [
    one(
        "an underscore in a number",
        "articles.csv",
        swap(",60,", ",6_0,"),
        2,
        "words",
        "whole number",
    ),
    one(
        "a decimal point in an integer",
        "articles.csv",
        swap(",60,", ",60.0,"),
        2,
        "words",
        "whole number",
    ),
    one(
        "a plus sign in an integer",
        "articles.csv",
        swap(",60,", ",+60,"),
        2,
        "words",
        "whole number",
    ),
    one(
        "leading zeros in an integer",
        "articles.csv",
        swap(",60,", ",060,"),
        2,
        "words",
        "whole number",
    ),
    one(
        "an integer beyond all bounds",
        "articles.csv",
        swap(",60,", f",{'9' * 30},"),
        2,
        "words",
        "too many digits",
    ),
    one(
        "a number with an exponent",
        "record/sites.csv",
        swap(",43.1,", ",4e1,"),
        2,
        "latitude_deg",
        "decimal number",
    ),
    one(
        "a number that is not one",
        "record/sites.csv",
        swap(",43.1,", ",NaN,"),
        2,
        "latitude_deg",
        "decimal number",
    ),
    one(
        "a latitude beyond the pole",
        "record/sites.csv",
        swap(",43.1,", ",143.1,"),
        2,
        "latitude_deg",
        "more than 90",
    ),
    one(
        "a count below its minimum", "articles.csv", swap(",60,", ",-1,"), 2, "words", "less than 1"
    ),
    one(
        "an impossible day",
        "checks.csv",
        swap("2026-01-15", "2026-02-30"),
        2,
        "as_of",
        "no such day",
    ),
    one(
        "a day written as Britons do",
        "checks.csv",
        swap("2026-01-15", "15/01/2026"),
        2,
        "as_of",
        "YYYY-MM-DD",
    ),
    one(
        "a date without zeros",
        "checks.csv",
        swap("2026-01-15", "2026-1-15"),
        2,
        "as_of",
        "YYYY-MM-DD",
    ),
    one(
        "an impossible EDTF day",
        "events.csv",
        swap(",1901-03-04,", ",1901-02-29,"),
        2,
        "date",
        "no such day",
    ),
    one(
        "a slip that EDTF takes for spring",
        "events.csv",
        swap(",1905~,", ",1905-21,"),
        3,
        "date",
        "a season",
    ),
    one(
        "an EDTF date with a digit left open",
        "events.csv",
        swap(",1905~,", ",1905-0X,"),
        3,
        "date",
        "left open",
    ),
    one(
        "an event without end",
        "events.csv",
        swap(",1905~,", ",1905/..,"),
        3,
        "date",
        "write its last day",
    ),
    one(
        "a badly written EDTF date",
        "events.csv",
        swap(",1905~,", ",circa 1905,"),
        3,
        "date",
        "not an EDTF date",
    ),
    one(
        "an EDTF span that runs backwards",
        "events.csv",
        swap(",1905~,", ",1905/1904,"),
        3,
        "date",
        "before it begins",
    ),
    one(
        "an EDTF choice that runs backwards",
        "articles.csv",
        swap("..1901-03-09", "..1901-03-01"),
        3,
        "published",
        "beg",
    ),
    one(
        "an unknown code",
        "claims.csv",
        swap("economic-cooperation", "economics"),
        3,
        "issue",
        "unknown code",
    ),
    one(
        "a code in capitals",
        "claims.csv",
        swap("commitment", "Commitment"),
        3,
        "kind",
        "unknown code",
    ),
    one("a stance of 7", "claims.csv", swap(",-2,", ",7,"), 6, "stance", "unknown code"),
    one("an id against its pattern", "coders.csv", swap("A,", "AA,"), 2, "id", "does not match"),
    one(
        "a required cell left empty",
        "coders.csv",
        swap("Codebook and articles.", ""),
        2,
        "saw",
        "required",
    ),
    one(
        "a gloss of thirty words",
        "paragraphs.csv",
        swap("The old tower.", "a " * 29 + "b"),
        6,
        "gloss",
        "25 words",
    ),
    one(
        "a source without its place",
        "check_sources.csv",
        swap("[p. 4]", ""),
        3,
        "source",
        "bibkey[where]",
    ),
]

FILES = [
    one("an empty file", "coders.csv", lambda raw: b"", 0, "", "empty"),
    one("only a header", "coders.csv", drop(2, 3), 1, "", "only a header"),
    one("a deleted row", "explanation_evidence.csv", drop(3), 0, "", "rows were deleted"),
    one("a file cut off in the middle", "coders.csv", lambda raw: raw[:-20], 3, "", "no line end"),
    one(
        "two columns swapped",
        "coders.csv",
        fields(lambda c: [c[0], c[2], c[1], c[3]]),
        1,
        "saw",
        "swapped",
    ),
    one(
        "a missing column",
        "coders.csv",
        fields(lambda c: [c[0], c[1], c[3]]),
        1,
        "saw",
        "missing columns: saw",
    ),
    one("an extra column", "coders.csv", fields(lambda c: [*c, "more"]), 1, "more", "extra: more"),
    one("a column that stands twice", "coders.csv", fields(lambda c: [*c, c[0]]), 1, "id", "twice"),
    one(
        "a cell too many",
        "coders.csv",
        swap("2026-01-11", "2026-01-11,"),
        3,
        "",
        "5 cells, but 4 columns",
    ),
    one("an empty line", "coders.csv", swap("\nB,", "\n\nB,"), 3, "", "1 cell, but 4 columns"),
    one(
        "an unclosed quote",
        "coders.csv",
        swap("An invented second", '"An invented second'),
        3,
        "",
        "not closed",
    ),
    one(
        "a line break inside a cell",
        "coders.csv",
        swap("An invented second", '"An\nsecond"'),
        3,
        "",
        "not closed",
    ),
    one(
        "a quote inside a bare cell",
        "coders.csv",
        swap("second", 'sec"ond'),
        3,
        "",
        "quote in the wrong place",
    ),
    one(
        "a quote that closes too early",
        "coders.csv",
        swap("An invented second", '"An" second'),
        3,
        "",
        "wrong place",
    ),
    one("a duplicate key", "coders.csv", swap("\nB,", "\nA,"), 3, "id", "stands already on line 2"),
    one(
        "a row repeated whole",
        "actor_members.csv",
        add("harbour-council,mats-berg"),
        3,
        "actor_id",
        "already",
    ),
    one("rows out of order", "actors.csv", exchange(2, 9), 3, "id", "not sorted"),
    one(
        "numbers out of order",
        "explanation_evidence.csv",
        exchange(2, 3),
        3,
        "explanation_id",
        "not sorted",
    ),
]

SOURCES = [
    one(
        "an unknown bib key",
        "check_sources.csv",
        swap("almanac-1901", "almanac-1902"),
        3,
        "source",
        "no entry",
    ),
    one(
        "a bib key in other letters",
        "check_sources.csv",
        swap("almanac", "Almanac"),
        3,
        "source",
        "no entry",
    ),
    one(
        "an uncited bib entry",
        "references.bib",
        add(f"@misc{{nobody-1900, title = {{Not cited}}, {READ}}}"),
        24,
        "",
        "cites",
    ),
    one(
        "a duplicate bib key",
        "references.bib",
        add(f"@misc{{almanac-1901, title = {{Again}}, {READ}}}"),
        24,
        "",
        "on line 1",
    ),
    one(
        "a bib date with no such month",
        "references.bib",
        swap("year = {1901}", "date = {1901-45}"),
        1,
        "date",
        "not a",
    ),
    one(
        "a bib day of reading that never was",
        "references.bib",
        swap("01-15}", "02-30}"),
        1,
        "urldate",
        "not a date",
    ),
    one(
        "a bib address that is none", "references.bib", swap("https://", "ftp://"), 1, "url", "http"
    ),
    one(
        "an unclosed bib entry",
        "references.bib",
        swap("},\n}\n\n@book{lamp", "},\n\n@book{lamp"),
        16,
        "",
        "not BibTeX",
    ),
    one(
        "a zero-width sign in the bibliography",
        "references.bib",
        swap("invented list", "invented li\u200bst"),
        18,
        "",
        "invisible",
    ),
    one(
        "a verified row without a source",
        "events.csv",
        swap("almanac-1901[p. 4]", ""),
        2,
        "source",
        "recalled",
    ),
    one(
        "a further source of no row",
        "record/row_sources.csv",
        swap("/1899", "/1898"),
        3,
        "row",
        "no row of offices",
    ),
    one(
        "a further source of no table",
        "record/row_sources.csv",
        swap("events,", "evenings,"),
        2,
        "table",
        "no table",
    ),
]

CLAIMS = [
    one(
        "a speaker who does not exist",
        "claims.csv",
        swap(",ada-lind,", ",ada-lund,"),
        2,
        "speaker_id",
        "not in actors",
    ),
    one(
        "a claim in a paragraph that is not there",
        "claims.csv",
        swap(",c1,", ",c2,"),
        9,
        "paragraph",
        "not in para",
    ),
    Mutant(
        "a paragraph without a claim",
        {"claims.csv": drop(9)},
        6,
        "n",
        "no claim stands",
        "paragraphs.csv",
    ),
    one(
        "a claim under the wrong article",
        "claims.csv",
        swap(",gazette-1901,c1", ",courier-1905,1"),
        9,
        "id",
        "begin",
    ),
    one(
        "a quote under the wrong article",
        "quotes.csv",
        swap(",gazette-1901,", ",courier-1905,"),
        2,
        "id",
        "begin with",
    ),
    one(
        "words that do not add up", "articles.csv", swap(",78,", ",79,"), 3, "words", "add up to 78"
    ),
    one(
        "a caption counted as a paragraph",
        "articles.csv",
        swap(",2,1,", ",3,0,"),
        3,
        "paragraphs",
        "add up to 2",
    ),
    Mutant(
        "an article without any coding",
        {"coded_units.csv": drop(2, 3, 4, 10, 11, 12), "codings.csv": without("-courier-1905-")},
        2,
        "n",
        "units of 0 of 2 coders",
        "paragraphs.csv",
    ),
    one(
        "too many words of a statement",
        "record/statements.csv",
        swap(",too bright a lamp,", ",too bright" + " a lamp" * 12 + ","),
        2,
        "words",
        "more than 25 words",
    ),
    one(
        "words of a statement without a language",
        "record/statements.csv",
        swap(",too bright a lamp,en,", ",too bright a lamp,,"),
        2,
        "words_language",
        "words have the language",
    ),
    one(
        "somebody in the room who is no state",
        "record/statements.csv",
        swap(",objects,JPN,", ",objects,XYZ,"),
        2,
        "occasion",
        "not states",
    ),
    one(
        "a state twice in the room",
        "record/statements.csv",
        swap(",objects,JPN,", ",objects,JPN JPN,"),
        2,
        "occasion",
        "each named once",
    ),
    one(
        "an outside unit paired with a claim of another paragraph",
        "outside_units.csv",
        swap("gazette-1901-002,same", "gazette-1901-003,same"),
        2,
        "claim_id",
        "stands in gazette-1901/2",
    ),
    one(
        "an outside unit like a claim that it does not name",
        "outside_units.csv",
        swap(",none,", ",part,"),
        3,
        "closeness",
        "names none",
    ),
    one(
        "a claim paired with two outside units",
        "outside_units.csv",
        add(
            "O-gazette-1901-003,gazette-1901,1,It breaks it.,x,,other,,0,norm,hedged,,,"
            "gazette-1901-002,part,2026-11-29"
        ),
        4,
        "claim_id",
        "paired with O-gazette-1901-001 already",
    ),
    one(
        "an outside unit under the wrong article",
        "outside_units.csv",
        swap("O-gazette-1901-001", "O-courier-1905-001"),
        2,
        "unit_id",
        "does not begin with O-gazette-1901",
    ),
    one(
        "an outside pair of states the wrong way round",
        "outside_units.csv",
        swap("RUS-JPN", "JPN-RUS"),
        2,
        "dyad",
        "Russia comes first",
    ),
    one(
        "a claim moved to another paragraph",
        "claims.csv",
        swap(",gazette-1901,1,Delegates", ",gazette-1901,2,Delegates"),
        5,
        "paragraph",
        "stand in 1",
    ),
    one(
        "an event whose id tells another day",
        "events.csv",
        swap(",1901-03-04,", ",1901-03-05,"),
        2,
        "date",
        "its id says 1901-03-04",
    ),
    one(
        "a dyad the wrong way round",
        "claims.csv",
        swap("RUS-JPN", "JPN-RUS"),
        5,
        "dyad",
        "Russia comes first",
    ),
    one(
        "a dyad against the alphabet",
        "claims.csv",
        swap("JPN-KOR", "KOR-JPN"),
        3,
        "dyad",
        "alphabet",
    ),
    one(
        "a dyad of one state",
        "claims.csv",
        swap("JPN-KOR", "JPN-JPN"),
        3,
        "dyad",
        "two different states",
    ),
    one(
        "a dyad with an unknown state",
        "claims.csv",
        swap("JPN-KOR", "JPN-XXX"),
        3,
        "dyad",
        "two different states",
    ),
    one(
        "a treaty with another argument",
        "claim_arguments.csv",
        swap("ers,,", "ers,strait-treaty,"),
        2,
        "treaty_id",
        "only",
    ),
    one(
        "a treaty argument without its treaty",
        "claim_arguments.csv",
        swap("strait-treaty", ""),
        3,
        "treaty_id",
        "named",
    ),
    one(
        "a quote longer than its place",
        "quotes.csv",
        swap(",39,", ",38,"),
        2,
        "text",
        "27 characters",
    ),
    one(
        "a quote that ends before it starts",
        "quotes.csv",
        swap(",12,39,", ",39,12,"),
        2,
        "end",
        "before it starts",
    ),
    one(
        "an actor whom nobody uses",
        "actors.csv",
        add("zoe-ek,Zoe Ek,person,,"),
        13,
        "id",
        "uses this actor",
    ),
    one("an actor deleted from under a row", "actors.csv", drop(10), 0, "", "rows were deleted"),
]

CHAINS = [
    Mutant(
        "reported speech without a chain",
        {"claim_reports.csv": drop(6)},
        8,
        "speaker_id",
        "without a row",
        "claims.csv",
    ),
    one(
        "a chain with a gap",
        "claim_reports.csv",
        swap("002,2,gazette", "002,3,gazette"),
        5,
        "step",
        "gap",
    ),
    one(
        "a chain that begins at two",
        "claim_reports.csv",
        swap("2,1,courier", "2,2,courier"),
        2,
        "step",
        "gap",
    ),
    one(
        "a chain that ends elsewhere",
        "claim_reports.csv",
        swap(",1,courier", ",1,gazette"),
        2,
        "outlet_id",
        "last step",
    ),
    one(
        "a chain with two ends",
        "claim_reports.csv",
        swap("1,evening", "2,evening"),
        4,
        "outlet_id",
        "alone",
    ),
    one(
        "a chain whose end is not the article",
        "claim_reports.csv",
        swap(",article", ",named"),
        2,
        "basis",
        "article",
    ),
]

CHECKS = [
    one(
        "a check of an uncheckable claim",
        "checks.csv",
        swap("gazette-1901-005", "gazette-1901-003"),
        7,
        "claim_id",
        "not",
    ),
    Mutant(
        "a checkable claim without a check",
        {"checks.csv": drop(4)},
        5,
        "id",
        "but not checked",
        "claims.csv",
    ),
    Mutant(
        "a checkable claim that waits for its check",
        {"checks.csv": drop(3), "check_sources.csv": drop(2)},
        4,
        "id",
        "but not checked",
        "claims.csv",
    ),
    one(
        "an article that is only coded",
        "articles.csv",
        swap(",read,yes,yearbook", ",coded,yes,yearbook"),
        2,
        "essay",
        "status is read",
    ),
    Mutant(
        "an expectation without an outcome",
        {"forecasts.csv": drop(2)},
        3,
        "id",
        "without a row in forecasts",
        "claims.csv",
    ),
    one(
        "a slip that is judged as truth is",
        "checks.csv",
        swap("slip,cannot-tell", "slip,contradicted"),
        8,
        "verdict",
        "not a verdict on a slip",
    ),
    one(
        "a truth that is judged as a slip is",
        "checks.csv",
        swap("002,content,unresolved", "002,content,none"),
        2,
        "verdict",
        "not a verdict on truth",
    ),
    one(
        "a second look that judges a slip as truth is",
        "second_checks.csv",
        swap("slip,cannot-tell,cannot-tell", "slip,cannot-tell,unresolved"),
        3,
        "verdict",
        "not a verdict on a slip",
    ),
    Mutant(
        "a verdict without a source",
        {"check_sources.csv": drop(3)},
        4,
        "verdict",
        "no row",
        "checks.csv",
    ),
    one(
        "a horizon that is given and denied",
        "forecasts.csv",
        swap("1901-12,stated", "1901-12,none"),
        3,
        "horizon",
        "do not go together",
    ),
    one(
        "a failure without end and without reason",
        "forecasts.csv",
        swap(",1901-12,stated", ",,none"),
        3,
        "closed",
        "can no longer happen",
    ),
    one(
        "an open question whose day has passed",
        "forecasts.csv",
        swap("stands.,,none,open", "stands.,1906,stated,open"),
        2,
        "outcome",
        "the horizon passed before 2026-01-15",
    ),
    one(
        "an outcome that is counted with itself",
        "forecasts.csv",
        swap("did-not-happen,,,", "did-not-happen,,gazette-1901-004,"),
        3,
        "counted_with",
        "counted with itself",
    ),
    one(
        "an outcome that is counted with none",
        "forecasts.csv",
        swap("did-not-happen,,,", "did-not-happen,,gazette-1901-001,"),
        3,
        "counted_with",
        "not an expectation",
    ),
    Mutant(
        "an outcome without a source",
        {"forecast_sources.csv": swap("4,", "5,")},
        3,
        "outcome",
        "no row",
        "forecasts.csv",
    ),
    one(
        "an explanation that fits without a finding",
        "explanations.csv",
        swap("cannot-tell", "fits"),
        2,
        "verdict",
        "none against",
    ),
    Mutant(
        "an explanation that fails without a counter-case",
        {
            "explanations.csv": swap("cannot-tell", "does-not-fit"),
            "explanation_evidence.csv": swap("money.,against", "money.,neither"),
        },
        2,
        "verdict",
        "speaks against it",
        "explanations.csv",
    ),
    one(
        "a source of no check",
        "check_sources.csv",
        swap("005,content", "005,attribution"),
        5,
        "aspect",
        "not in checks",
    ),
]

SECOND = [
    Mutant(
        "a check of the tenth without its second",
        {"second_checks.csv": drop(2)},
        2,
        "claim_id",
        "no second check",
        "checks.csv",
    ),
    one(
        "a second check that somebody chose",
        "second_checks.csv",
        swap("002", "003"),
        2,
        "claim_id",
        "its key chooses",
    ),
    one(
        "a second check of nothing",
        "second_checks.csv",
        swap("002,content", "002,slip"),
        2,
        "aspect",
        "not in checks",
    ),
    one(
        "a disagreement that nobody settled",
        "second_checks.csv",
        swap('"The second stands: the first rested on a rumour."', ""),
        2,
        "settled",
        "the two verdicts differ",
    ),
    one(
        "a settlement where the two agree",
        "second_checks.csv",
        swap("supported,", "unresolved,"),
        2,
        "settled",
        "the two verdicts differ",
    ),
]

ENTRIES = [
    one(
        "a bib entry without a title",
        "references.bib",
        swap("  title = {An invented almanac},\n", ""),
        1,
        "title",
        "lacks its title",
    ),
    one(
        "a bib entry without a publisher",
        "references.bib",
        swap("  publisher = {Invented Press},\n", ""),
        1,
        "publisher",
        "lacks",
    ),
    one(
        "a title with a sign at which LaTeX breaks",
        "references.bib",
        swap("title = {An invented almanac}", "title = {An invented 74% almanac}"),
        1,
        "title",
        "LaTeX breaks",
    ),
    one(
        "a title in other letters that does not say its language",
        "references.bib",
        swap("title = {An invented almanac}", "title = {Выдуманный альманах}"),
        1,
        "langid",
        "says its language",
    ),
    one(
        "a language that the book does not know",
        "references.bib",
        swap(
            "  publisher = {Invented Press},\n",
            "  publisher = {Invented Press},\n  langid = {klingon},\n",
        ),
        1,
        "langid",
        "says its language",
    ),
    one(
        "a bib entry that nobody read",
        "references.bib",
        swap("  urldate = {2026-01-15},\n", ""),
        1,
        "urldate",
        "lacks",
    ),
    one(
        "a bib entry that stands nowhere",
        "references.bib",
        swap("  note = {On paper},\n", ""),
        9,
        "url",
        "no note that says why",
    ),
    one(
        "a day of reading that is none",
        "references.bib",
        swap("{2026-01-15}", "{January}"),
        1,
        "urldate",
        "not a date",
    ),
]

CODING = [
    Mutant(
        "a unit without one of its codes",
        {"codings.csv": drop(7)},
        2,
        "unit_id",
        "of plover",
        "coded_units.csv",
    ),
    one(
        "a raw code that is none",
        "codings.csv",
        swap("issue,other", "issue,others"),
        5,
        "value",
        "unknown code",
    ),
    one(
        "a field that nobody codes",
        "codings.csv",
        swap(",dyad,", ",duad,"),
        4,
        "field",
        "unknown code",
    ),
    Mutant(
        "a published code that no coder gave",
        {"claims.csv": swap(",KOR,0,", ",JPN,0,")},
        4,
        "target",
        "agreed on 'KOR'",
    ),
    Mutant(
        "a disagreement without a decision",
        {"adjudications.csv": drop(3)},
        7,
        "kind",
        "nothing was adjud",
        "claims.csv",
    ),
    one(
        "a decision that was not published",
        "adjudications.csv",
        swap(",evaluation,", ",norm,"),
        3,
        "value",
        "claims has",
    ),
    one(
        "a unit under another coder",
        "coded_units.csv",
        swap("001,A,", "001,B,"),
        2,
        "unit_id",
        "does not begin",
    ),
]

LEDGER = [
    one(
        "an id used before for something else",
        "actors.csv",
        swap("Ada Lind", "Ida Lund"),
        2,
        "id",
        "something else",
    ),
    Mutant(
        "a retired id come back",
        {
            "actors.csv": add("old-keeper,The old keeper,person,,"),
            "actor_members.csv": swap("mats-berg", "old-keeper"),
        },
        13,
        "id",
        "retired",
    ),
    Mutant(
        "an id that is not in the ledger",
        {"ledger.csv": drop(25)},
        2,
        "id",
        "not in the ledger",
        "explanations.csv",
    ),
    Mutant(
        "an id gone from its table",
        {"explanations.csv": swap("fog", "mist")},
        25,
        "id",
        "but gone",
        "ledger.csv",
    ),
    one(
        "a ledger of a table that is none",
        "ledger.csv",
        swap("systems,", "sistems,"),
        line_in("ledger.csv", "systems,"),
        "table",
        "no table",
    ),
]

HANDOUTS = [
    one(
        "too many words of a report",
        "wordings.csv",
        swap(",the lamp is far too bright,", ",the lamp" + " is bright" * 12 + ","),
        2,
        "words",
        "more than 25 words",
    ),
    one(
        "words of a report without a language",
        "wordings.csv",
        swap(",the lamp is far too bright,en,", ",the lamp is far too bright,,"),
        2,
        "words_language",
        "words have the language",
    ),
    one(
        "translated words of a report that nobody translated",
        "wordings.csv",
        swap(",the lamp is far too bright,en,", ",the lamp is far too bright,ko,"),
        2,
        "translated_by",
        "are translated",
    ),
    one(
        "a handout that does not begin with its session",
        "handouts.csv",
        swap("harbour-exit,harbour,", "harbour-exit,mole,"),
        4,
        "id",
        "begins with the id of its session",
    ),
    one(
        "ground that belongs to a session",
        "handouts.csv",
        swap("Exit card,exit,", "Exit card,ground,"),
        4,
        "kind",
        "belongs to none",
    ),
    one(
        "two handouts of one place",
        "handouts.csv",
        swap("harbour-exit,harbour,2,", "harbour-exit,harbour,1,"),
        4,
        "n",
        "numbered from 1",
    ),
    one(
        "an instruction of two sentences",
        "handouts.csv",
        swap("Look up a word here.", "Look here. Then there."),
        2,
        "instruction",
        "one sentence",
    ),
    one(
        "a handout of three pages",
        "handouts.csv",
        swap("wording_exit,1,", "wording_exit,3,"),
        4,
        "pages",
        "more than 2",
    ),
    Mutant(
        "a sheet of cards without any", {"cards.csv": drop(2)}, 2, "id", "has none", "handouts.csv"
    ),
    one(
        "a card with a row that holds the key",
        "cards.csv",
        swap("1,glossary,lamp", "1,checks,gazette-1901-001/content"),
        2,
        "table",
        "what the class is to find out",
    ),
    one(
        "a card of no table",
        "cards.csv",
        swap("1,glossary,lamp", "1,lamps,lamp"),
        2,
        "table",
        "no table of this name",
    ),
    one(
        "a card whose row is not there",
        "cards.csv",
        swap("glossary,lamp", "glossary,lantern"),
        2,
        "row",
        "no row of glossary has this key",
    ),
]
EXERCISES = [
    one(
        "a gap among the exercises of a page",
        "exercises.csv",
        swap(",1999,2,", ",1999,3,"),
        3,
        "n",
        "without a gap",
    ),
    one(
        "an exercise under the wrong page",
        "exercises.csv",
        swap(",1999,2,", ",2000,1,"),
        3,
        "id",
        "its page is 2000",
    ),
    one(
        "a hint said twice",
        "exercises.csv",
        swap("Who is near?", "Who is awake?"),
        3,
        "hint_2",
        "what the first hint says",
    ),
    one(
        "a brace that does not close",
        "exercises.csv",
        swap("About forty.", "About {forty."),
        2,
        "answer",
        "do not close",
    ),
    one(
        "a number that is filled in by no name",
        "item_options.csv",
        swap("Day and place agree.", "{0} days agree."),
        3,
        "feedback",
        "no name of a number",
    ),
    one(
        "a number in a form that there is not",
        "items.csv",
        swap("What does", "What of {lamps:.2f} does"),
        2,
        "question",
        ":word or :Word",
    ),
    one(
        "a gap among the items of a reading",
        "items.csv",
        swap("gazette-1901,2,", "gazette-1901,3,"),
        3,
        "n",
        "without a gap",
    ),
    one(
        "an item under the wrong reading",
        "items.csv",
        swap("second,gazette-1901,2", "second,courier-1905,1"),
        3,
        "id",
        "its reading is courier-1905",
    ),
    one(
        "an item with two right options",
        "item_options.csv",
        swap("The weather,no", "The weather,yes"),
        2,
        "id",
        "and 2 are",
    ),
    one(
        "an item without a right option",
        "item_options.csv",
        swap("The meeting,yes", "The meeting,no"),
        2,
        "id",
        "and 0 are",
    ),
    one("an item of two options", "item_options.csv", drop(4), 2, "id", "and this has 2"),
    one(
        "an option that speaks of the others",
        "item_options.csv",
        swap("The price of oil", "All of the above"),
        4,
        "option",
        "speak of the others",
    ),
    one(
        "an option offered twice",
        "item_options.csv",
        swap("The price of oil", "The weather"),
        4,
        "option",
        "has this option twice",
    ),
    one(
        "feedback that only repeats its option",
        "item_options.csv",
        swap("It lists days.", "The weather"),
        2,
        "feedback",
        "nothing about it",
    ),
    one(
        "a gap among the options of an item",
        "item_options.csv",
        swap("gazette-1901-meeting,3", "gazette-1901-meeting,4"),
        4,
        "n",
        "without a gap",
    ),
    one(
        "an answer held by no table",
        "items.csv",
        swap("choice,checks", "choice,cheques"),
        2,
        "table",
        "no table",
    ),
    one(
        "an answer held by no row",
        "items.csv",
        swap("001/content", "001/attribution"),
        2,
        "row",
        "no row of checks",
    ),
    one(
        "an exercise shorter than five minutes",
        "exercises.csv",
        swap(",10,", ",1,"),
        2,
        "minutes",
        "5",
    ),
]
# Where the faults are found in the options, the item is told of.
EXERCISES = [
    Mutant(mutant.name, mutant.edits, mutant.row, mutant.column, mutant.says, "items.csv")
    if mutant.column == "id" and mutant.place == "item_options.csv"
    else mutant
    for mutant in EXERCISES
]

MUTANTS = [
    *HANDOUTS,
    *CHARACTERS,
    *TYPES,
    *FILES,
    *SOURCES,
    *CLAIMS,
    *CHAINS,
    *CHECKS,
    *SECOND,
    *ENTRIES,
    *CODING,
    *LEDGER,
    *EXERCISES,
]


def corrupt(package: Path, mutant: Mutant) -> None:
    """Makes the edits of a mutant, each of which must change its file."""
    for file, edit in mutant.edits.items():
        before = (package / file).read_bytes()
        after = edit(before)
        assert after != before, f"{file} was not changed"
        (package / file).write_bytes(after)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name.replace(" ", "-"))
def test_a_corruption_is_refused_naming_its_row(package: Path, mutant: Mutant) -> None:
    corrupt(package, mutant)
    problems = validate(package, standard=False)
    wanted = (mutant.place, mutant.row, mutant.column)
    there = [
        problem for problem in problems if (problem.file, problem.row, problem.column) == wanted
    ]
    assert any(mutant.says in problem.reason for problem in there), "\n".join(map(str, problems))


@pytest.mark.parametrize(
    "mutant", [*CHARACTERS, *TYPES], ids=lambda mutant: mutant.name.replace(" ", "-")
)
def test_a_corrupt_table_is_not_loaded(package: Path, mutant: Mutant) -> None:
    corrupt(package, mutant)
    name = Path(mutant.place).stem
    with pytest.raises(DataError) as caught:
        load(name, package)
    assert (caught.value.problem.file, caught.value.problem.row) == (mutant.place, mutant.row)


def test_there_are_no_two_mutants_of_one_name() -> None:
    names = [mutant.name for mutant in MUTANTS]
    assert len(set(names)) == len(names) >= 36


def test_a_quote_too_many_is_refused(package: Path) -> None:
    text = " ".join(["lamp"] * 25)
    rows = [
        f"gazette-1901-q{n:02d},gazette-1901,1,0,{len(text)},{'0' * 64},elias-holm,{text},Invented."
        for n in range(2, 9)
    ]
    corrupt(package, one("", "quotes.csv", add("\n".join(rows)), 0, "", ""))
    found = [
        problem for problem in validate(package, standard=False) if "150 words" in problem.reason
    ]
    assert [(problem.file, problem.row) for problem in found][:1] == [("quotes.csv", 8)]


def test_as_many_words_as_may_be_quoted_are_not_too_many(package: Path, monkeypatch) -> None:
    quoted = load("quotes", package).query("article_id == 'gazette-1901'")["text"]
    most = int(quoted.str.split().str.len().sum())
    monkeypatch.setattr(rules.articles, "QUOTED_WORDS_PER_ARTICLE", most)
    assert validate(package, standard=False) == []
    monkeypatch.setattr(rules.articles, "QUOTED_WORDS_PER_ARTICLE", most - 1)
    assert len(validate(package, standard=False)) == 1


def test_a_codebook_and_contract_at_odds_are_refused(package: Path) -> None:
    lines = (package / "codebook.csv").read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(b"argument,trust,")]
    (package / "codebook.csv").write_bytes(b"".join(kept))
    found = [
        problem
        for problem in validate(package, standard=False)
        if problem.file == "datapackage.json"
    ]
    assert [problem.column for problem in found] == ["claim_arguments.argument"]


def test_codes_in_another_order_are_refused(package: Path) -> None:
    lines = (package / "codebook.csv").read_bytes().splitlines(keepends=True)
    (place,) = [n for n, line in enumerate(lines) if line.startswith(b"certainty,certain,")]
    lines[place], lines[place + 1] = lines[place + 1], lines[place]
    (package / "codebook.csv").write_bytes(b"".join(lines))
    problems = validate(package, standard=False)
    assert [problem.column for problem in problems] == [
        "claims.certainty",
        "outside_units.certainty",
        "text_claims.certainty",
    ]


@pytest.mark.parametrize(
    ("begins", "column", "cell", "says"),
    [
        ("issue,sanctions,", "label", "Espionage", "the code sanctions of issue has this label"),
        ("issue,sanctions,", "label", "", "empty"),
        ("issue,sanctions,", "tell", "", "is missing"),
        ("model,salvo,", "include", "A lamp.", "only lists what there is"),
        ("wording_point,thaad,", "code", "answer", "no coded column of wordings"),
    ],
)
def test_a_code_without_its_own_words_is_refused(
    package: Path, begins: str, column: str, cell: str, says: str
) -> None:
    path = package / "codebook.csv"
    with path.open(encoding="utf-8", newline="") as file:
        heads, *rows = csv.reader(file)
    place = next(n for n, row in enumerate(rows) if ",".join(row).startswith(begins))
    rows[place][heads.index(column)] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([heads, *rows])
    (problem,) = validate(package, standard=False)
    assert (problem.file, problem.column) == ("codebook.csv", column)
    assert problem.value in (cell, "Espionage") and says in problem.reason


def test_a_state_without_a_name_is_refused(package: Path) -> None:
    change(package / "actors.csv", "south-korea,South Korea,state,KOR,", "south-korea,Moon,group,,")
    found = validate(package, standard=False)
    assert {"no row of actors says what KOR is called"} <= {problem.reason for problem in found}
    assert {"target", "dyad"} <= {problem.column for problem in found}


def test_a_nearest_code_of_another_field_is_refused(package: Path) -> None:
    raw = (package / "codebook.csv").read_bytes()
    row = next(
        n for n, line in enumerate(raw.splitlines(), start=1) if line.startswith(b"stance,-2,")
    )
    lines = raw.splitlines(keepends=True)
    lines[row - 1] = lines[row - 1].replace(b",-1,", b",hedged,")
    (package / "codebook.csv").write_bytes(b"".join(lines))
    (problem,) = validate(package, standard=False)
    assert (problem.file, problem.row, problem.column) == ("codebook.csv", row, "nearest")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda contract: contract["resources"].pop(), "no such table|a floor for a table"),
        (
            lambda contract: contract["resources"][0].update(path="../articles.csv"),
            "inside the data folder",
        ),
        (
            lambda contract: contract["resources"][0]["schema"]["fields"][0].update(type="text"),
            "a type is one of",
        ),
        (lambda contract: contract["resources"].append(contract["resources"][0]), "two tables"),
        (lambda contract: contract.update(resources=7), "wrong type"),
    ],
    ids=[
        "a-table-taken-out",
        "a-path-that-leads-out",
        "an-unknown-type",
        "a-table-twice",
        "no-list-of-tables",
    ],
)
def test_a_broken_contract_is_one_problem(
    package: Path, change: Callable[[dict], object], says: str
) -> None:
    path = package / "datapackage.json"
    contract = json.loads(path.read_text(encoding="utf-8"))
    change(contract)
    path.write_text(json.dumps(contract), encoding="utf-8")
    (problem,) = validate(package)
    assert problem.file == "datapackage.json"
    assert any(part in problem.reason for part in says.split("|"))

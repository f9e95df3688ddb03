"""A reader's own copy of an article, held against fingerprints and seals."""

from __future__ import annotations

import hmac
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import log
from os import PathLike

from shieldbook.phrases import counted
from shieldbook.tables.contract import DataError
from shieldbook.tables.copies import CAPTION, UnusableCopy, read_copy
from shieldbook.tables.fingerprints import SHORTEST, _sha256, normalise, seal
from shieldbook.tables.reader import load

MATCHED, MOVED, CHANGED = "matched", "out of order", "changed"
MISSING, UNTESTABLE = "missing", "not testable"
LONGEST_COPY = 100_000
MOST_BREAKS = 4
RUN_TOGETHER = "its words are all here, but not as lines of their own"


@dataclass(frozen=True)
class QuoteCheck:
    """One registered quote in the reader's copy: does its seal hold, and does it stand at its
    place."""

    id: str
    seal: bool
    place: bool

    @property
    def holds(self) -> bool:
        """Whether both hold."""
        return self.seal and self.place


@dataclass(frozen=True)
class ParagraphCheck:
    """One stored paragraph: its status, the line of the copy where it (or what replaced it) begins,
    its quotes."""

    n: str
    words: int
    status: str
    line: int | None = None
    detail: str = ""
    quotes: tuple[QuoteCheck, ...] = ()


@dataclass(frozen=True)
class Verification:
    """What a reader's copy shows: every stored paragraph, the words that belong to none, a
    better-fitting article."""

    article_id: str
    paragraphs: tuple[ParagraphCheck, ...]
    extra_words: int
    looks_like: str | None = None

    def having(self, status: str) -> list[str]:
        """Numbers of the paragraphs with this status."""
        return [paragraph.n for paragraph in self.paragraphs if paragraph.status == status]

    @property
    def quotes(self) -> list[QuoteCheck]:
        """Checks of all quotes that stand in paragraphs whose words are unchanged."""
        return [quote for paragraph in self.paragraphs for quote in paragraph.quotes]

    @property
    def holds(self) -> bool:
        """Whether every testable paragraph matches and every quote in them holds."""
        whole = {one.status for one in self.paragraphs} - {UNTESTABLE} == {MATCHED}
        return whole and all(quote.holds for quote in self.quotes)


@dataclass(frozen=True)
class _Stored:
    n: str
    words: int
    fingerprint: str | None


@dataclass(frozen=True)
class _Line:
    number: int
    block: int
    text: str
    words: int

    @property
    def broken(self) -> bool:
        """Whether the line ends in a hyphen that a line break may have put or left there."""
        return self.text.endswith("-") and self.text[-2:-1].isalnum()


_Span = tuple[int, int]


def verify(article_id: str, text: str, data: str | PathLike[str] | None = None) -> Verification:
    """Hold a reader's own copy of an article against the stored fingerprints, quotes and seals.

    A paragraph matches where consecutive whole lines of the copy have its fingerprint, so it does
    not matter whether the copy breaks its lines or what lines lie between paragraphs. Where a
    paragraph does not match, it has changed if text of a plausible length stands between its
    matched neighbours, else it is missing. Where matching paragraphs follow one another otherwise
    than in the article, the fewest that explain it are out of order. Paragraphs under 20 words have
    no fingerprint and cannot be tested. Text that belongs to no paragraph is counted and is no
    error.

    `data` is the data folder (default: the book's). Raises UnusableCopy for an unknown article, an
    empty text and one longer than any article could be; DataError where the tables cannot be
    trusted.
    """
    stored = _stored_paragraphs(data)
    if article_id not in stored:
        raise UnusableCopy(
            f"there is no article {article_id!r}; the articles are {', '.join(stored)}"
        )
    lines = _lines(text)
    found = _find_all(
        lines, [paragraph for paragraphs in stored.values() for paragraph in paragraphs]
    )
    wanted = stored[article_id]
    places = _first_places(wanted, found)
    changed = _replaced(wanted, places, lines)
    run_together = _run_together(wanted, places, lines)
    # Where a page sets its captions says nothing about the text.
    moved = _out_of_order({n: span[0] for n, (span, _) in places.items() if n[0] != "c"})
    quotes = _quotes(article_id, data)

    def check(paragraph: _Stored) -> ParagraphCheck:
        n, words = paragraph.n, paragraph.words
        if paragraph.fingerprint is None:
            return ParagraphCheck(n, words, UNTESTABLE, detail=f"under {SHORTEST} words")
        if n in places:
            span, own = places[n]
            checked = tuple(_check_quote(own, quote) for quote in quotes if quote["paragraph"] == n)
            status = MOVED if n in moved else MATCHED
            return ParagraphCheck(n, words, status, lines[span[0]].number, quotes=checked)
        if n in run_together:
            return ParagraphCheck(n, words, CHANGED, run_together[n], RUN_TOGETHER)
        if n in changed:
            return ParagraphCheck(n, words, CHANGED, lines[changed[n][0]].number)
        return ParagraphCheck(n, words, MISSING)

    spans = [*(span for span, _ in places.values()), *changed.values()]
    taken = {n for start, end in spans for n in range(start, end)}
    extra = sum(line.words for n, line in enumerate(lines) if n not in taken)
    better = _better_article(article_id, stored, found)
    return Verification(article_id, tuple(check(paragraph) for paragraph in wanted), extra, better)


def _stored_paragraphs(data: str | PathLike[str] | None) -> dict[str, list[_Stored]]:
    """Stored paragraphs of every article, in their order."""
    frame = load("paragraphs", data).sort_values(["article_id", "position"], kind="stable")
    stored: dict[str, list[_Stored]] = {}
    for row in frame[["article_id", "n", "words", "fingerprint"]].itertuples(index=False):
        mark = row.fingerprint or None
        stored.setdefault(str(row.article_id), []).append(_Stored(str(row.n), int(row.words), mark))
    return stored


def _quotes(article_id: str, data: str | PathLike[str] | None) -> list[dict]:
    frame = load("quotes", data)
    # The quotations of a draft may wait for their seals, and without one nothing can be tested.
    mine = (frame["article_id"] == article_id) & frame["seal"].fillna("").ne("")
    return frame[mine].to_dict("records")


def _check_quote(paragraph: str, quote: Mapping) -> QuoteCheck:
    start, end = int(quote["start"]), int(quote["end"])
    sealed = hmac.compare_digest(seal(paragraph, quote["text"]), str(quote["seal"]))
    return QuoteCheck(quote["id"], sealed, paragraph[start:end] == normalise(quote["text"]))


def _lines(text: str) -> list[_Line]:
    """The lines of a copy that hold words, normalised; blank lines divide them into blocks."""
    if len(text) > LONGEST_COPY:
        raise UnusableCopy(
            "the copy is far longer than any of the articles; give the one article alone"
        )
    lines, block = [], 0
    for number, raw in enumerate(text.splitlines(), start=1):
        line = normalise(raw.removeprefix(CAPTION))
        if line:
            lines.append(_Line(number, block, line, len(line.split())))
        else:
            block += 1
    if not lines:
        raise UnusableCopy("the copy holds no words")
    return lines


def _find_all(
    lines: Sequence[_Line], stored: Iterable[_Stored]
) -> dict[str, list[tuple[_Span, str]]]:
    """Where whole lines of the copy have a stored fingerprint: places and normalised text by
    fingerprint."""
    words_of = {
        paragraph.fingerprint: paragraph.words for paragraph in stored if paragraph.fingerprint
    }
    lengths = set(words_of.values())
    found: dict[str, list[tuple[_Span, str]]] = {}
    for start, end, breaks in _windows(lines, lengths):
        for own in _joins(lines[start:end], breaks):
            if (mark := _sha256(own)) in words_of:
                found.setdefault(mark, []).append(((start, end), own))
    return found


def _windows(lines: Sequence[_Line], lengths: set[int]) -> Iterator[tuple[int, int, int]]:
    """Runs of lines (first, after the last, hyphens at inner line ends) that may have as many words
    as a paragraph."""
    longest = max(lengths, default=0)
    for start in range(len(lines)):
        total = breaks = 0
        for end in range(start + 1, len(lines) + 1):
            total += lines[end - 1].words
            if total > longest + MOST_BREAKS:
                break
            if (
                total in lengths
                or breaks
                and any(total - joined in lengths for joined in range(1, breaks + 1))
            ):
                yield start, end, breaks
            breaks = min(breaks + lines[end - 1].broken, MOST_BREAKS)


def _joins(lines: Sequence[_Line], breaks: int) -> Iterator[str]:
    """Every way to read lines as one paragraph: a hyphen at a line's end is followed by a space, by
    none, or goes.

    Where there are more such hyphens than `MOST_BREAKS`, they are read as they stand.
    """
    texts = [line.text for line in lines]
    yield " ".join(texts)
    places = [n for n, line in enumerate(lines[:-1]) if line.broken] if breaks else []
    if not 0 < len(places) <= MOST_BREAKS:
        return
    for ends in product(("- ", "-", ""), repeat=len(places)):
        parts = [text + " " for text in texts[:-1]] + texts[-1:]
        for n, end in zip(places, ends, strict=True):
            parts[n] = texts[n][:-1] + end
        yield "".join(parts)


def _first_places(wanted: Iterable[_Stored], found: Mapping) -> dict[str, tuple[_Span, str]]:
    """Place and text of every matched paragraph: the first after the one before it, else the first
    of all."""
    places, after = {}, 0
    for paragraph in wanted:
        if options := found.get(paragraph.fingerprint):
            chosen = next((option for option in options if option[0][0] >= after), options[0])
            places[paragraph.n] = chosen
            after = chosen[0][1]
    return places


def _out_of_order(starts: Mapping[str, int]) -> set[str]:
    """The fewest paragraphs that have to be put elsewhere for all to stand in the article's order,
    by where each, in that order, begins in the copy."""
    kept: list[tuple[int, list[str]]] = []
    for n, start in starts.items():
        before = max((names for last, names in kept if last < start), key=len, default=[])
        kept.append((start, [*before, n]))
    return set(starts) - set(max((names for _, names in kept), key=len, default=[]))


def _replaced(
    wanted: Sequence[_Stored], places: Mapping, lines: Sequence[_Line]
) -> dict[str, _Span]:
    """Pieces of the copy that stand where unmatched paragraphs should, by paragraph number."""
    taken = {n for (start, end), _ in places.values() for n in range(start, end)}
    replaced: dict[str, _Span] = {}
    gap: list[_Stored] = []
    begin = 0
    for paragraph in [*wanted, None]:
        if paragraph is not None and paragraph.n not in places:
            gap.append(paragraph)
            continue
        end = len(lines) if paragraph is None else places[paragraph.n][0][0]
        inside = paragraph is not None and begin > 0
        pieces = _pieces([n for n in range(begin, end) if n not in taken], lines)
        for missing, piece in zip(gap, _fit(gap, pieces, lines, inside), strict=True):
            if piece is not None:
                replaced[missing.n] = piece
        gap = []
        begin = end if paragraph is None else places[paragraph.n][0][1]
    return replaced


def _pieces(numbers: Sequence[int], lines: Sequence[_Line]) -> list[_Span]:
    """Leftover lines as pieces that may each be a paragraph: a block, or each line of a block of
    long lines."""
    pieces: list[_Span] = []
    for n in numbers:
        joined = pieces and pieces[-1][1] == n and lines[n].block == lines[n - 1].block
        if joined and max(lines[n].words, lines[n - 1].words) < SHORTEST:
            pieces[-1] = (pieces[-1][0], n + 1)
        else:
            pieces.append((n, n + 1))
    return pieces


def _fit(
    gap: Sequence[_Stored], pieces: Sequence[_Span], lines: Sequence[_Line], inside: bool
) -> tuple:
    """For each unmatched paragraph, the piece of the copy that stands in its place, or None.

    Only lengths are known of the paragraphs, so the order-keeping assignment is taken that places
    the most of them, and among those the one with the smallest sum of |log(words of the piece /
    words of the paragraph)|. A piece is long enough from half the paragraph's words; from 20 words
    between two matched neighbours.
    """
    row: list[tuple[int, float, tuple]] = [(0, 0.0, ())] * (len(pieces) + 1)
    for paragraph in gap:
        floor = min(SHORTEST, paragraph.words / 2) if inside else paragraph.words / 2
        following = [(row[0][0], row[0][1], (*row[0][2], None))]
        for n, (start, end) in enumerate(pieces):
            words = sum(line.words for line in lines[start:end])
            options = [following[-1], (row[n + 1][0], row[n + 1][1], (*row[n + 1][2], None))]
            if words >= floor:
                placed, cost, path = row[n]
                options.append(
                    (placed - 1, cost + abs(log(words / paragraph.words)), (*path, (start, end)))
                )
            following.append(min(options, key=lambda option: option[:2]))
        row = following
    return row[-1][2]


def _run_together(
    wanted: Iterable[_Stored], places: Mapping, lines: Sequence[_Line]
) -> dict[str, int]:
    """Unmatched paragraphs whose words stand in the copy unaltered, but begin or end within a line;
    their lines."""
    numbered = [(word, line.number) for line in lines for word in line.text.split()]
    found = {}
    for paragraph in wanted:
        if paragraph.fingerprint is None or paragraph.n in places:
            continue
        for start in range(len(numbered) - paragraph.words + 1):
            window = numbered[start : start + paragraph.words]
            if _sha256(" ".join(word for word, _ in window)) == paragraph.fingerprint:
                found[paragraph.n] = window[0][1]
                break
    return found


def _better_article(
    article_id: str, stored: Mapping[str, Sequence[_Stored]], found: Mapping
) -> str | None:
    """The article of which the copy holds more paragraphs than of the one asked for; None if that
    one is complete."""

    def held(paragraphs: Sequence[_Stored]) -> int:
        return sum(one.fingerprint in found for one in paragraphs)

    matches = {name: held(paragraphs) for name, paragraphs in stored.items()}
    best = max(matches, key=lambda name: (matches[name], name == article_id))
    complete = matches[article_id] == sum(one.fingerprint is not None for one in stored[article_id])
    return None if complete or best == article_id else best


def verify_command(args) -> int:
    """`shieldbook verify --article ID FILE`: print a table of paragraphs and a verdict.

    `args` has `article` and `file`, and may have `data`, the data folder. Returns 0 if every
    testable paragraph matches and every quote holds, 1 if not, 2 if the copy, the article's name or
    the data are unusable.
    """
    try:
        result = verify(args.article, read_copy(args.file), getattr(args, "data", None))
    except (UnusableCopy, DataError) as error:
        print(f"verify: {error}", file=sys.stderr)
        return 2
    print(_report(result))
    return 0 if result.holds else 1


def _report(result: Verification) -> str:
    rows = [("paragraph", "words", "result", "line", "quotes")]
    for one in result.paragraphs:
        status = f"{one.status} ({one.detail})" if one.detail else one.status
        kept = (
            f"{sum(quote.holds for quote in one.quotes)} of {len(one.quotes)} hold"
            if one.quotes
            else ""
        )
        rows.append((one.n, str(one.words), status, str(one.line or ""), kept))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join([*(_padded(row, widths) for row in rows), "", _verdict(result)])


def _padded(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(map(str.ljust, row, widths)).rstrip()


def _verdict(result: Verification) -> str:
    matched, testable = (
        result.having(MATCHED),
        len(result.paragraphs) - len(result.having(UNTESTABLE)),
    )
    if result.looks_like:
        return f"This looks like another article: {result.looks_like}."
    extra = f"words that belong to no paragraph and were passed over: {result.extra_words:,}."
    if result.holds:
        held = counted(len(result.quotes), "quote")
        quotes = (
            f"{len(result.quotes)} of {held} in them hold"
            if result.quotes
            else "there are no quotes to test"
        )
        whole = f"{testable} of {counted(testable, 'testable paragraph')} match"
        return f"This is {result.article_id}: {whole} and {quotes}; {extra}"
    broken = [quote.id for quote in result.quotes if not quote.holds]
    faults = [
        f"{status}: {', '.join(numbers)}"
        for status, numbers in (
            (MOVED, result.having(MOVED)),
            (CHANGED, result.having(CHANGED)),
            (MISSING, result.having(MISSING)),
            ("quotes that fail", broken),
        )
        if numbers
    ]
    shares = f"{len(matched)} of {counted(testable, 'paragraph')} ({'; '.join(faults)})"
    return f"This copy of {result.article_id} matches in {shares}; {extra}"

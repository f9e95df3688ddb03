"""Sessions of the seminar: their minutes add up, every step can be done, every answer marked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from shieldbook.phrases import counted
from shieldbook.tables.contract import Problem
from shieldbook.tables.reader import whole
from shieldbook.tables.rules.book import Book, rule
from shieldbook.tables.sheets import NO_SHEET, sheets_named

# How long the short version of a session is, in minutes.
SHORT = 45
SAMPLES = 2
# A page may have so many words; headings, minutes, names of sheets and the status take the rest.
MOST_WORDS = 900
FRAME_WORDS = 150
# What a session needs at least, and what a row of each table is called.
NEEDED = {
    "session_aims": "aim",
    "session_needs": "need",
    "session_steps": "step",
    "session_questions": "question",
    "session_findings": "expected finding",
    "misreadings": "wrong answer to expect",
}
PARTS = (*NEEDED, "samples")
# The columns that each of the two pages of a session prints, by table.
PAGE = {
    "session_aims": ("aim",),
    "session_needs": ("need",),
    "session_steps": ("students", "teacher", "product", "on_paper"),
    "session_questions": ("question", "where"),
}
MARKING = {
    "session_findings": ("finding",),
    "misreadings": ("misreading", "reply"),
    "samples": ("answer", "because"),
}
HEAD = (
    *("title", "question", "texts", "level", "subject", "devices"),
    *("cut_first", "cut_45", "on_paper", "ends"),
)


@rule("sessions", "session_steps")
def _steps_fill_their_session(book: Book) -> Iterator[Problem]:
    lasts = book.lookup("sessions", "id", "minutes")
    ended: dict[str, int] = defaultdict(int)
    last: dict[str, tuple[int, str]] = {}
    for line, session, first, after in book.of("session_steps", "session_id", "from_min", "to_min"):
        begins, ends = whole(first) or 0, whole(after) or 0
        if begins != ended[session]:
            reason = f"the steps of {session} have come as far as minute {ended[session]}"
            yield book.at("session_steps", line, "from_min", first, reason)
        if ends <= begins:
            yield book.at("session_steps", line, "to_min", after, "ends before it has begun")
        ended[session], last[session] = ends, (line, after)
    for session, (line, after) in last.items():
        if after != lasts.get(session, after):
            given = counted(int(lasts[session]), "minute")
            reason = f"the last step ends here, but {session} has {given}"
            yield book.at("session_steps", line, "to_min", after, reason)


@rule("sessions", "session_steps")
def _a_short_version_has_its_minutes(book: Book) -> Iterator[Problem]:
    lasts = {
        own: whole(text) or 0 for own, text in book.lookup("sessions", "id", "minutes").items()
    }
    short: Counter[str] = Counter()
    columns = ("session_id", "from_min", "to_min", "short_min")
    for line, session, *texts in book.of("session_steps", *columns):
        first, after, kept = (whole(text) or 0 for text in texts)
        short[session] += kept
        if lasts.get(session) == SHORT and kept != after - first:
            reason = f"a session of {SHORT} minutes is not cut: this step has {after - first}"
            yield book.at("session_steps", line, "short_min", texts[-1], reason)
        elif kept > after - first:
            reason = f"more than the {counted(after - first, 'minute')} that the step has"
            yield book.at("session_steps", line, "short_min", texts[-1], reason)
    for line, session, minutes, cut in book.of("sessions", "id", "minutes", "cut_45"):
        if (lasts[session] == SHORT) == bool(cut):
            reason = f"told where, and only where, a session is longer than {SHORT} minutes"
            yield book.at("sessions", line, "cut_45", cut, reason)
        if lasts[session] > SHORT and short[session] != SHORT:
            reason = f"its steps have {counted(short[session], 'minute')} in the version of {SHORT}"
            yield book.at("sessions", line, "minutes", minutes, reason)


@rule("session_steps", "handouts")
def _a_step_uses_sheets_that_exist(book: Book) -> Iterator[Problem]:
    of = book.lookup("handouts", "id", "session_id")
    for line, session, cell in book.of("session_steps", "session_id", "handout_id"):
        named = sheets_named(cell)
        for n, sheet in enumerate(named):
            if sheet not in of:
                reason = f"{sheet} is not in handouts (id), and not {NO_SHEET}"
            elif of[sheet] not in ("", session):
                reason = f"{sheet} is a sheet of {of[sheet]}"
            elif sheet in named[:n]:
                reason = f"{sheet} is named twice"
            else:
                continue
            yield book.at("session_steps", line, "handout_id", cell, reason)


@rule("sessions", *PARTS)
def _a_session_is_complete(book: Book) -> Iterator[Problem]:
    there = {name: _rows_by_session(book, name) for name in PARTS}
    for line, session in book.of("sessions", "id"):
        for name, noun in NEEDED.items():
            if not there[name][session]:
                yield book.at("sessions", line, "id", session, f"no {noun} in {name}")
        samples = there["samples"][session]
        if samples != SAMPLES:
            reason = f"{counted(samples, 'sample answer')}, but every session has {SAMPLES}"
            yield book.at("sessions", line, "id", session, reason)


def _rows_by_session(book: Book, name: str) -> Counter[str]:
    return Counter(own for _, own in book.of(name, "session_id"))


@rule(*PARTS)
def _rows_of_a_session_are_counted_through(book: Book) -> Iterator[Problem]:
    for name in PARTS:
        seen: Counter[str] = Counter()
        for line, session, n in book.of(name, "session_id", "n"):
            seen[session] += 1
            if whole(n) != seen[session]:
                reason = f"number {seen[session]} of {session} was to stand here"
                yield book.at(name, line, "n", n, reason)


@rule("rubric")
def _every_level_has_a_sentence(book: Book) -> Iterator[Problem]:
    fields = book.contract.tables["rubric"]
    there = {tuple(cells) for _, *cells in book.of("rubric", "criterion", "level")}
    for criterion in fields.field("criterion").enum:
        for level in fields.field("level").enum:
            if (criterion, level) not in there:
                reason = f"no sentence for level {level} of {criterion}"
                yield book.at("rubric", 0, "level", f"{criterion}/{level}", reason)


@rule("samples", "sample_levels")
def _every_sample_has_a_level_on_every_criterion(book: Book) -> Iterator[Problem]:
    criteria = book.contract.tables["sample_levels"].field("criterion").enum
    given = {tuple(cells) for _, *cells in book.of("sample_levels", "session_id", "n", "criterion")}
    for line, session, n in book.of("samples", "session_id", "n"):
        for criterion in criteria:
            if (session, n, criterion) not in given:
                reason = f"sample {n} of {session} has no level for {criterion}"
                yield book.at("samples", line, "n", n, reason)


@rule("session_findings")
def _findings_lead_to_rows(book: Book) -> Iterator[Problem]:
    yield from book.lost_rows("session_findings")


@rule("sessions", *PARTS, "rubric")
def _pages_are_short(book: Book) -> Iterator[Problem]:
    grid = _words(text for _, text in book.of("rubric", "sentence"))
    page, marking = _words_by_session(book, PAGE), _words_by_session(book, MARKING)
    for line, session, *texts in book.of("sessions", "id", *HEAD):
        lengths = {
            "page": page[session] + _words(texts),
            "page for marking": marking[session] + grid,
        }
        for name, words in lengths.items():
            if words > MOST_WORDS - FRAME_WORDS:
                reason = (
                    f"the rows of its {name} have {counted(words, 'word')}, and no page has more "
                    f"than {MOST_WORDS} with the {FRAME_WORDS} around them"
                )
                yield book.at("sessions", line, "id", session, reason)


def _words_by_session(book: Book, columns: dict[str, tuple[str, ...]]) -> Counter[str]:
    """How many words a page prints of the rows of each session."""
    found: Counter[str] = Counter()
    for name, wanted in columns.items():
        for _, session, *texts in book.of(name, "session_id", *wanted):
            found[session] += _words(texts)
    return found


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)

"""A further article, added to the book as a draft: `python -m shieldbook article new`.

Every row, page and table of contents is made in a copy beside the book, tried there, and only then
put in its place: all of it, or nothing.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from shieldbook.pages import evidence, generate
from shieldbook.phrases import counted
from shieldbook.tables import dates, ledger
from shieldbook.tables.adding import with_rows
from shieldbook.tables.contract import DataError, read_contract
from shieldbook.tables.copies import Paragraph, UnusableCopy, paragraphs, read_copy
from shieldbook.tables.fingerprints import article_fingerprint, fingerprint
from shieldbook.tables.ledger import Refused, replace_file
from shieldbook.tables.reader import load
from shieldbook.tables.validation import validate

ROOT = generate.ROOT
# What the book is made of, as far as an article changes it.
PARTS = ("data", "book", "CHANGELOG.md")
LEFT_OUT = shutil.ignore_patterns("_build", ".ipynb_checkpoints", "__pycache__")
STORIES = "book/stories"


class Wanted(NamedTuple):
    """What whoever adds an article says of it; `outlet` is the id or the name of its outlet."""

    id: str
    title: str
    author: str
    published: str
    url: str
    outlet: str
    outlet_id: str = ""


class Added(NamedTuple):
    """What was written: paths from the root of the book, and what the article lacks until it may be
    called coded, in sentences."""

    written: list[str]
    lacking: list[str]


def article_command(args: argparse.Namespace) -> int:
    """`shieldbook article new ID FILE --title ... `: add an article as a draft and say what is
    still empty; exit code 0 done, 1 refused and nothing written."""
    wanted = Wanted(*(getattr(args, name) or "" for name in Wanted._fields))
    try:
        added = add(ROOT, wanted, Path(args.file))
    except (DataError, Refused, UnusableCopy, OSError) as error:
        print(f"article new: {error}\nNothing was written.", file=sys.stderr)
        return 1
    print("\n".join(told(wanted.id, added)))
    return 0


def add(root: Path, wanted: Wanted, copy: Path) -> Added:
    """Add an article to the book at `root` as a draft that the essay does not count.

    `copy` is the text of the article in a file outside the book. Written are its rows in articles,
    paragraphs, events and, where it is new, the outlet's in actors, the ledger, every generated
    page, and the beginning of a story. Raises Refused, UnusableCopy or DataError, and has written
    nothing then.
    """
    if not (root / "book").is_dir():
        raise Refused("An article is added in a clone of the repository; here is none.")
    if copy.resolve().is_relative_to(root.resolve()):
        raise Refused(f"{copy} lies inside the repository: a copy is kept outside it.")
    _check(wanted)
    text = paragraphs(read_copy(copy))
    with tempfile.TemporaryDirectory(prefix="shieldbook-") as folder:
        staged = Path(folder)
        _copied(root, staged)
        _put(staged, _rows(staged, wanted, text))
        failures = validate(staged / "data")
        if failures:
            raise Refused(f"The data would have failures ({len(failures)}), first {failures[0]}")
        generate.write(staged)
        _write(staged / STORIES / f"{wanted.id}.ipynb", _story(staged, wanted.id))
        written = install(staged, root)
        return Added(written, lacking(staged, wanted.id))


def told(article: str, added: Added) -> list[str]:
    """What `article new` prints, line by line, in ASCII as far as the data are."""
    return [
        f"{article} stands in the book as a draft. Written:",
        *(f"  {path}" for path in added.written),
        "Still empty, until its status may be coded:",
        *(f"  {line}" for line in added.lacking),
        "And beside the data:",
        f"  {STORIES}/{article}.ipynb: the question of its story, if it is to have a chapter",
        "  CHANGELOG.md: a line under `## Next` that names `articles`, `paragraphs` and whatever "
        "else changed, then a version",
        "Next: fill in a cell, then `python -m shieldbook validate`; CONTRIBUTING.md, A sixth "
        "article, has the order.",
    ]


def _check(wanted: Wanted) -> None:
    """Refuse what no cell could hold before any file is read."""
    if not re.fullmatch(r"[a-z]+-[0-9]{4}", wanted.id):
        raise Refused(f"{wanted.id!r} is no id of an article: outlet and year, as in gazette-2021.")
    for name in ("title", "author", "published", "outlet"):
        if not getattr(wanted, name).strip():
            raise Refused(f"--{name} is empty.")
    problem = dates.problem(wanted.published)
    if problem:
        raise Refused(f"--published {wanted.published!r}: {problem}.")
    if wanted.url and not re.fullmatch(r"https?://[^ ]+", wanted.url):
        raise Refused(f"--url {wanted.url!r} is no address: it begins with https:// or http://.")


def _copied(root: Path, staged: Path) -> None:
    """The parts of the book that an article changes, beside the book."""
    for part in PARTS:
        if (root / part).is_dir():
            shutil.copytree(root / part, staged / part, ignore=LEFT_OUT)
        elif (root / part).is_file():
            shutil.copy(root / part, staged / part)


def _rows(root: Path, wanted: Wanted, text: list[Paragraph]) -> dict[str, list[dict]]:
    """The rows of the article by table."""
    outlet, actors = _outlet(root, wanted)
    captions = sum(one.caption for one in text)
    own = {"article_id": wanted.id}
    article = {
        **{name: getattr(wanted, name) for name in ("id", "title", "author", "published", "url")},
        "outlet_id": outlet,
        "words": sum(one.words for one in text),
        "paragraphs": len(text) - captions,
        "captions": captions,
        "fingerprint": article_fingerprint(one.text for one in text),
        "status": "draft",
        "essay": "no",
        "confidence": "recalled",
    }
    event = {
        "id": f"{_day(wanted.published)}-{wanted.id}-published",
        "date": wanted.published,
        "title": f"{wanted.id} published",
        "kind": "article",
        "confidence": "recalled",
    }
    rows = [own | _paragraph(one) for one in text]
    return {"actors": actors, "articles": [article], "events": [event | own], "paragraphs": rows}


def _paragraph(one: Paragraph) -> dict[str, object]:
    """A row of paragraphs. Of a caption voice and function are known; of others the coder says."""
    part = "caption" if one.caption else ""
    mark = fingerprint(one.text) or ""
    counts = {"n": one.n, "position": one.position, "words": one.words}
    return {**counts, "voice": part, "function": part, "fingerprint": mark}


def _outlet(root: Path, wanted: Wanted) -> tuple[str, list[dict]]:
    """The id of the outlet, and its row where it is new."""
    actors = load("actors", root / "data")
    for own, name, kind in zip(*(actors[column] for column in ("id", "name", "kind")), strict=True):
        if wanted.outlet in (own, name):
            if kind != "outlet":
                raise Refused(f"--outlet {wanted.outlet!r} is in actors, but as a {kind}.")
            return own, []
    own = wanted.outlet_id or _as_id(wanted.outlet)
    if not own:
        raise Refused(f"--outlet {wanted.outlet!r} makes no id: give one with --outlet-id.")
    return own, [{"id": own, "name": wanted.outlet, "kind": "outlet"}]


def _as_id(name: str) -> str:
    """A name as an id: small letters without marks and figures, hyphens between."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))


def _day(published: str) -> str:
    """What an event's id begins with: its day, or of an uncertain date the year."""
    exact = re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", published)
    return published if exact else f"{dates.bounds(published)[0].year}"


def _put(root: Path, rows: Mapping[str, Iterable[Mapping]]) -> None:
    """Write rows into the tables of a staged book, and what is new into its ledger."""
    contract = read_contract(root / "data")
    for name, new in rows.items():
        text = with_rows(contract, name, new)
        replace_file(contract.folder / contract.table(name).path, text)
    ledger.update(contract)


def lacking(root: Path, article: str) -> list[str]:
    """What the rules would ask of a draft in the book at `root` if it were called coded: a sentence
    a column, with how many cells or rows it is about.

    The book at `root` is changed, so this is asked of a copy.
    """
    path = root / "data" / "articles.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    coded = [
        line.replace(",draft,no,", ",coded,no,") if line.startswith(f"{article},") else line
        for line in lines
    ]
    _write(path, "\n".join(coded) + "\n")
    problems = validate(root / "data", standard=False)
    asked = Counter((problem.file, problem.column, problem.reason) for problem in problems)
    return [
        f"{file}: {column}: {reason} ({counted(number, 'row')})"
        for (file, column, reason), number in asked.items()
        if "not in the ledger" not in reason
    ]


def _story(root: Path, article: str) -> str:
    """The beginning of a story page, which is no page of the book until the contents list it."""
    tables = [load(name, root / "data") for name in ("articles", "actors")]
    return evidence.story(article, evidence.called(*tables)[article])


def install(staged: Path, root: Path) -> list[str]:
    """Put every file of `staged` that differs in its place below `root`; return their paths.

    Where one cannot be written, those before it are put back as they were, and the error goes on.
    """
    files = [path.relative_to(staged) for path in sorted(staged.rglob("*")) if path.is_file()]
    new = {path: (staged / path).read_bytes() for path in files}
    old = {path: _bytes(root / path) for path in files}
    changed = [path for path in files if new[path] != old[path]]
    done: list[Path] = []
    try:
        for path in changed:
            done.append(path)
            _write(root / path, new[path].decode("utf-8"))
    except BaseException:
        for path in done:
            _restore(root / path, old[path])
        raise
    return [path.as_posix() for path in changed]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _restore(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(before)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, text)

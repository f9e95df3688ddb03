"""Pages generated from the contract and the tables: Markdown in which nothing of the data is
markup."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from shieldbook.analysis.sessions import COUNTED
from shieldbook.pages import bibliography, corrections, evidence, glossary, people, sessions
from shieldbook.pages.codebook import codebook
from shieldbook.pages.dictionary import dictionary
from shieldbook.pages.readme import readme
from shieldbook.tables import essay
from shieldbook.tables.contract import Contract, DataError, read_contract
from shieldbook.tables.reader import load

ROOT = Path(__file__).resolve().parent.parent.parent
README = "data/README.md"
DICTIONARY = "book/reference/data-dictionary.md"
CODEBOOK = "book/reference/codebook.md"
CODEBOOK_HEAD = "book/reference/_codebook-head.md"
SOURCES = "book/reference/bibliography.md"
GLOSSARY = "book/reference/glossary.md"
PEOPLE = "book/reference/people.md"
CORRECTIONS = "book/reference/corrections.md"
CHANGES = "book/reference/changes.md"


def generate(root: Path = ROOT) -> dict[str, str]:
    """The generated pages of the repository at `root`: text by path, relative to it; the same data
    give the same text.

    Raises one DataError where the contract, a table or the bibliography cannot be trusted.
    """
    contract = read_contract(root / "data")
    tables = {name: load(name, contract.folder) for name in contract.tables}
    head = root / CODEBOOK_HEAD
    title = head.read_text(encoding="utf-8") if head.is_file() else _placeholder_head()
    return {
        README: readme(contract, tables),
        DICTIONARY: dictionary(contract, tables),
        CODEBOOK: codebook(title, contract, tables),
        SOURCES: bibliography.bibliography(contract, tables),
        GLOSSARY: glossary.glossary(tables["glossary"]),
        PEOPLE: people.people(tables["actors"], tables["offices"]),
        CORRECTIONS: corrections.corrections(tables["corrections"]),
        CHANGES: corrections.changes(root / "CHANGELOG.md"),
        **_evidence(root, tables),
        **_sessions(contract),
    }


def _evidence(root: Path, tables: dict[str, Any]) -> dict[str, str]:
    """The evidence pages and the table of contents with them; nothing for data without an
    article."""
    if "articles" not in tables:
        return {}
    chapters = [path.name for path in (root / "book" / "chapters").glob("*.ipynb")]
    toc = root / evidence.TOC
    written = toc.read_text(encoding="utf-8") if toc.is_file() else None
    return evidence.evidence(tables, evidence.stories(chapters), written)


def _sessions(contract: Contract) -> dict[str, str]:
    """The pages of the sessions; nothing for data without one. They speak of the articles that the
    essay counts, however many others there are."""
    if "sessions" not in contract.tables:
        return {}
    wanted = {"handouts", *sessions.ASKING, *COUNTED}
    return sessions.pages(contract, {name: essay.load(name, contract.folder) for name in wanted})


def drifted(root: Path = ROOT) -> list[str]:
    """Paths of the generated pages that are missing or differ from what the data would give now."""
    return [path for path, text in generate(root).items() if not _holds(root / path, text)]


def write(root: Path = ROOT) -> list[str]:
    """Write the pages that are missing or out of date and return their paths; a missing codebook
    head gets a title."""
    pages = generate(root)
    head = root / CODEBOOK_HEAD
    if not head.is_file():
        pages = {CODEBOOK_HEAD: _placeholder_head(), **pages}
    written = [path for path, text in pages.items() if not _holds(root / path, text)]
    for path in written:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(pages[path], encoding="utf-8", newline="\n")
    return written


def pages_command(args: Any) -> int:
    """`shieldbook docs [--check]`: write the generated pages, or with `args.check` only name those
    out of date.

    Returns 0 if they are now up to date, 1 if one has drifted or cannot be written, the data are
    refused, or this is no repository.
    """
    if not (ROOT / "book").is_dir():
        print(
            "docs: run this in a clone of the repository; an installed package has no pages",
            file=sys.stderr,
        )
        return 1
    try:
        changed = drifted(ROOT) if args.check else write(ROOT)
    except (DataError, OSError) as error:
        print(f"docs: {error}", file=sys.stderr)
        return 1
    for path in changed:
        print(
            f"{path}: out of date; run `python -m shieldbook docs`"
            if args.check
            else f"{path}: written"
        )
    if not changed:
        print("the generated pages are up to date")
    return 1 if args.check and changed else 0


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode("utf-8")


def _placeholder_head() -> str:
    return "# Codebook\n"

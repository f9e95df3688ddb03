"""What the book costs when the corpus grows to 5, 50 and 500 articles: its comparing charts, and
builds with a story stub and a page of evidence for each article.

The larger corpora are copies of the five articles (`scale.py`), with days of publication drawn anew
from a seeded generator, so that no two runs differ. `python benchmarks/growth.py` prints both
tables; `make bench` runs it with the rest.
"""

from __future__ import annotations

import json
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import altair as alt
import pandas as pd
import yaml
from pages import copy_project
from scale import enlarge

import shieldbook as sb
from shieldbook import analysis, charts
from shieldbook.analysis import (
    arguments,
    articles,
    checks,
    coding,
    explanations,
    statements,
    treaties,
)
from shieldbook.console import plain
from shieldbook.pages import evidence
from shieldbook.phrases import counted
from shieldbook.publish.contents import CHAPTERS

ROOT = Path(__file__).resolve().parent.parent
TIMES = (1, 10, 100)
GIVE_UP_S, PAGE_S = 1800, 0.4
SEED = 1999
SPANS = (("1999-01-01", "2001-12-31"), ("2017-01-01", "2024-12-31"))
CUTS = [("2013-12-31", ""), ("2016-07-08", "a"), ("2020-06-24", "b")]
WORDS = {"title": "t", "description": "d", "source": "s", "caption": "c"}


def corpus(folder: Path) -> dict:
    """Every table of a data folder that the comparing chapters read, the articles' days drawn
    anew."""
    names = (
        "articles",
        "claims",
        "claim_arguments",
        "checks",
        "check_sources",
        "events",
        "event_actors",
        "actors",
        "statements",
        "statement_arguments",
        "treaties",
        "explanations",
        "explanation_evidence",
        "coded_units",
        "codings",
        "codebook",
    )
    tables = {name: sb.load(name, folder) for name in names}
    chance = random.Random(SEED)
    days = [
        f"{chance.randint(1999, 2019)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        for _ in range(len(tables["articles"]))
    ]
    tables["articles"] = tables["articles"].assign(published=days)
    return tables


def argued(t: dict) -> pd.DataFrame:
    """The table behind the arguments' chart."""
    found = arguments.argued_table(
        t["claims"],
        t["claim_arguments"],
        t["articles"],
        t["statements"],
        t["statement_arguments"],
        t["codebook"],
    )
    return arguments.by_year(found, 2001, 2017)


def explained(t: dict) -> pd.DataFrame:
    """The table behind the rival explanations."""
    evidence = t["explanation_evidence"]
    table = explanations.rivals_table(t["explanations"], evidence, t["codebook"], "unequal-answer")
    return explanations.findings_table(table, evidence, t["codebook"])


def under_codings(t: dict) -> pd.DataFrame:
    """The table behind the pictures under either coding."""
    units = coding.by_coding(t["claims"], t["coded_units"], t["codings"], t["articles"])
    return coding.pictures(units)


def kinds(t: dict) -> pd.DataFrame:
    """The table behind the shares of supported checks."""
    counted = checks.counts(t["checks"], t["claims"], t["codebook"], "kind")
    return checks.shares(counted, "kind", "supported")


def board(t: dict) -> pd.DataFrame:
    """The table behind the board of all checks."""
    names = ("checks", "check_sources", "claims", "articles", "codebook")
    return checks.on_truth(checks.all_checks_table(*(t[name] for name in names)))


def line(t: dict) -> alt.Chart:
    """The line of events."""
    events = analysis.events
    table = events.line_table(
        t["events"], t["event_actors"], t["actors"], t["claims"], "1998-01-01", "2026-11-28"
    )
    papers = articles.papers_table(t["articles"])
    return charts.line(table, papers=papers, order=(*events.LANES, events.REST), **WORDS)


def turn(t: dict) -> alt.Chart:
    """The statements over one shield and the other."""
    said = statements.dated(t["statements"], t["codebook"])
    between = statements.between(said, CUTS)
    return charts.turn(
        said.assign(speaker=said["speaker_id"]), spans=between, notes={}, subtitle="", **WORDS
    )


def drawings(t: dict) -> dict[str, Callable[[], object]]:
    """Each chart of the second part with the table that it needs, from scratch."""
    lives = treaties.lifetimes(t["treaties"], "2026-11-28")
    verdicts = checks.verdicts(t["codebook"])
    bare = WORDS | {"subtitle": ""}
    return {
        "line": lambda: line(t),
        "lasting": lambda: charts.lasting(argued(t), spans=SPANS, lives=lives, notes=[], **bare),
        "turn": lambda: turn(t),
        "rivals": lambda: charts.rivals(explained(t), **WORDS),
        "boards": lambda: charts.boards(board(t), verdicts=verdicts, **WORDS),
        "shares": lambda: charts.shares(kinds(t), what="Supported", **bare),
        "codings": lambda: charts.codings(under_codings(t), **bare),
        "articles": lambda: articles.articles_table(t["articles"], t["claims"], t["checks"]),
    }


def measure_charts() -> list[dict]:
    """For every chart and size the seconds and, of a chart, the kilobytes of its wide drawing
    without the table behind it."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for times in TIMES:
            data = ROOT / "data"
            if times > 1:
                data = Path(folder) / f"data-{times}"
                enlarge(ROOT / "data", data, times)
            tables = corpus(data)
            for name, draw in drawings(tables).items():
                runs = []
                for _ in range(2):
                    begun = time.perf_counter()
                    drawn = draw()
                    runs.append(time.perf_counter() - begun)
                # The better of two: the first of all also pays for imports.
                seconds = min(runs)
                size = 0.0
                if hasattr(drawn, "to_dict") and hasattr(drawn, "usermeta"):
                    spec = {
                        key: value for key, value in drawn.to_dict().items() if key != "usermeta"
                    }
                    size = len(json.dumps(spec)) / 1000
                found.append(
                    {
                        "chart": name,
                        "articles": len(tables["articles"]),
                        "seconds": seconds,
                        "kilobytes": size,
                    }
                )
    return found


def write_articles(book: Path, data: Path) -> int:
    """Make a book of a story stub and a page of evidence for every article of a data folder, with
    the pages of reference that run no code; returns how many of both there are."""
    for name in ("chapters", "evidence"):
        shutil.rmtree(book / name)
        (book / name).mkdir()
    wanted = {"actors", "articles", "claims", *(part.table for part in evidence.SECTIONS)} - {""}
    tables = {name: sb.load(name, data) for name in wanted}
    named = articles.called(tables["articles"], tables["actors"])
    # No two pages of a book have one file name, whatever their folders.
    pages = {f"chapters/00_{key}": evidence.story(key, name) for key, name in named.items()}
    for path, text in evidence.evidence(tables, {}, None).items():
        pages[path.removeprefix("book/").removesuffix(".ipynb")] = text
    for name, text in pages.items():
        (book / f"{name}.ipynb").write_text(text, encoding="utf-8")
    plain = (f"reference/{path.stem}" for path in (book / "reference").glob("[!_]*.md"))
    names = sorted([*pages, *plain])
    settings = yaml.safe_load((book / "_config.yml").read_text(encoding="utf-8"))
    ours = settings["sphinx"]["config"]
    captions = (*ours[CHAPTERS], "Reference")
    folders = ("chapters", "evidence", "reference")
    listed = [_part(*part, names[1:]) for part in zip(captions, folders, strict=True)]
    contents = f"format: jb-book\nroot: {names[0]}\nparts:\n{''.join(listed)}"
    (book / "_toc.yml").write_text(contents, encoding="utf-8")
    # Old addresses lead to pages that this book does not have.
    ours["shieldbook_moved"] = {}
    (book / "_config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    (book / "moved.csv").write_text("page,anchor,to_page,to_anchor\n", encoding="utf-8")
    return len(pages)


def _part(caption: str, folder: str, names: Iterable[str]) -> str:
    """A part of a table of contents: the pages of one folder."""
    files = (f"      - file: {name}\n" for name in names if name.startswith(folder))
    return f"  - caption: {caption}\n    chapters:\n{''.join(files)}"


def measure_books(sizes: Sequence[int] = TIMES) -> list[dict]:
    """Seconds to build books of 5, 50 and 500 articles, each with a story stub and a page of
    evidence, under the book's own configuration; infinite where GIVE_UP_S were not enough."""
    found = []
    for times in sizes:
        with tempfile.TemporaryDirectory() as folder:
            book = copy_project(Path(folder) / "project")
            data = book.parent / "data"
            if times > 1:
                shutil.rmtree(data)
                enlarge(ROOT / "data", data, times)
            pages = write_articles(book, data)
            seconds = timed_build(book, data)
            made = sum(1 for name in ("chapters", "evidence") for _ in built(book, name))
            if made != pages and seconds < math.inf:
                raise SystemExit(f"Error: {counted(pages, 'page')} became {made}")
            found.append({"articles": pages // 2, "pages": pages, "seconds": seconds})
            print(f"  {counted(pages // 2, 'article')}: {seconds:.0f} s", flush=True)
    return found


def built(book: Path, folder: str) -> Iterator[Path]:
    """The pages of a folder of a built book."""
    return (book / "_build" / "html" / folder).glob("*.html")


def timed_build(book: Path, data: Path) -> float:
    """Seconds of a build as `make book` does it, on the data of a folder; infinite where it was
    given up. Raises SystemExit where it fails."""
    programs = [
        [sys.executable, str(ROOT / "tools" / "ahead.py"), str(book)],
        [str(Path(sys.executable).with_name("jupyter-book")), "build", "book"],
    ]
    begun = time.perf_counter()
    for program in programs:
        left = GIVE_UP_S - (time.perf_counter() - begun)
        try:
            done = subprocess.run(
                program,
                cwd=book.parent,
                env={**os.environ, "SHIELDBOOK_DATA": str(data)},
                capture_output=True,
                timeout=max(left, 1),
            )
        except subprocess.TimeoutExpired:
            return math.inf
        if done.returncode:
            raise SystemExit(f"Error: the book does not build.\n{done.stderr.decode()[-4000:]}")
    return time.perf_counter() - begun


def report(charts_found: list[dict], books_found: list[dict]) -> str:
    """Both tables as text; "grows" says by how much the seconds grew against the articles, 1.00
    being linear."""
    lines = [
        f"{'chart':<10}"
        + "".join(f"{5 * times:>8} art." for times in TIMES)
        + f"{'grows':>8}{'kB at most':>12}"
    ]
    for name in dict.fromkeys(row["chart"] for row in charts_found):
        rows = [row for row in charts_found if row["chart"] == name]
        grows = rows[-1]["seconds"] / rows[-2]["seconds"] / (TIMES[-1] / TIMES[-2])
        lines.append(
            f"{name:<10}"
            + "".join(f"{row['seconds']:>11.2f}s" for row in rows)
            + f"{grows:>9.2f}{max(row['kilobytes'] for row in rows):>11.0f}"
        )
    lines += [
        "",
        f"{'articles':<10}{'pages':>7}{'seconds':>9}{'a page':>8} (aim: at most {PAGE_S} s)",
    ]
    lines += [
        f"{row['articles']:<10}{row['pages']:>7}{row['seconds']:>9.1f}"
        f"{row['seconds'] / row['pages']:>8.2f}"
        for row in books_found
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    plain()
    print(report(measure_charts(), [] if "--charts" in sys.argv else measure_books()))

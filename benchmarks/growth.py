"""What the comparing chapters cost when the corpus grows: charts at 5, 50 and 500 articles, builds
with stub chapters.

The larger corpora are copies of the five articles (`scale.py`), with days of publication drawn anew
from a seeded generator, so that no two runs differ. `python benchmarks/growth.py` prints both
tables; `make bench` runs it with the rest.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import altair as alt
import pandas as pd
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
from shieldbook.phrases import counted

ROOT = Path(__file__).resolve().parent.parent
TIMES = (1, 10, 100)
STUBS = (5, 50, 500)
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


def stub(n: int) -> dict:
    """A chapter with a heading and a sentence and no code, as a notebook."""
    cell = {
        "cell_type": "markdown",
        "id": "stub",
        "metadata": {"tags": ["narrative"]},
        "source": f"# Stub {n}\n\nA chapter that a larger corpus would have.",
    }
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    words = "A chapter that stands for one of many that a larger corpus would have."
    return {
        "cells": [cell],
        "metadata": {
            "kernelspec": kernel,
            "language_info": {"name": "python"},
            "shieldbook": {"description": words},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def measure_stubs() -> list[dict]:
    """Seconds to build a book of so many stub chapters, with the opening and the pages of reference
    that run no code, under the book's own configuration.
    """
    found = []
    for count in STUBS:
        with tempfile.TemporaryDirectory() as folder:
            book = copy_project(Path(folder) / "project")
            shutil.rmtree(book / "chapters")
            (book / "chapters").mkdir()
            names = [f"chapters/{n:03d}_stub" for n in range(count)]
            for n, name in enumerate(names):
                (book / f"{name}.ipynb").write_text(json.dumps(stub(n)), encoding="utf-8")
            listed = [
                *names[1:],
                *(
                    f"reference/{path.stem}"
                    for path in sorted((book / "reference").glob("[!_]*.md"))
                ),
            ]
            toc = "".join(f"      - file: {name}\n" for name in listed)
            (book / "_toc.yml").write_text(
                f"format: jb-book\nroot: {names[0]}\nparts:\n  - "
                f"caption: Stubs\n    chapters:\n{toc}",
                encoding="utf-8",
            )
            command = [str(Path(sys.executable).with_name("jupyter-book")), "build", "book"]
            begun = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, cwd=book.parent)
            seconds = time.perf_counter() - begun
            made = len(list((book / "_build" / "html" / "chapters").glob("*.html")))
            if made != count:
                raise SystemExit(
                    f"Error: {counted(count, 'stub chapter')} gave {counted(made, 'page')}"
                )
            found.append({"chapters": count, "seconds": seconds})
    return found


def report(charts_found: list[dict], stubs_found: list[dict]) -> str:
    """Both tables as text; "a row" says by how much the seconds grew against the articles or
    chapters, 1.00 being linear."""
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
    lines += ["", f"{'stub chapters':<15}{'seconds':>9}{'a chapter':>11}"]
    lines += [
        f"{row['chapters']:<15}{row['seconds']:>9.1f}{row['seconds'] / row['chapters']:>11.2f}"
        for row in stubs_found
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    plain()
    print(report(measure_charts(), [] if "--charts" in sys.argv else measure_stubs()))

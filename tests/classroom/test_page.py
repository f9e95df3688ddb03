"""The page about a class's own text prints what the programs print of its invented text."""

from __future__ import annotations

import re
from pathlib import Path

from shieldbook.classroom import layout
from shieldbook.classroom.report import html
from shieldbook.classroom.work import read_work
from shieldbook.cli import main
from support import ROOT
from support.classes import TEXT, coded

PAGE = (ROOT / "book" / "seminar" / "your-own-text.md").read_text(encoding="utf-8")


def test_the_page_prints_the_text_that_the_tests_are_about() -> None:
    assert f"```text\n{TEXT}```" in PAGE


def test_the_table_of_the_page_is_that_of_the_report(tmp_path: Path) -> None:
    work, _ = read_work(coded(tmp_path))
    page = html(work)
    shown = page.partition('id="table-4"')[2].partition("</table>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", shown)
    told = [re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) for row in rows]
    printed = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.splitlines()
        if line.startswith("|") and "---" not in line
    ]
    assert printed == told
    assert re.search(r"^> (.*)$", PAGE, re.M)[1] in page


def test_the_rows_that_the_page_shows_are_rows_that_the_report_takes(tmp_path: Path) -> None:
    own = coded(tmp_path)
    units, *others = re.findall(r"^```text\n(unit,.*?)```", PAGE, re.M | re.S)
    names = (layout.SETTLED, layout.THROUGH, layout.CHECKS)
    assert set(units.splitlines()) <= set((own / layout.UNITS).read_text("utf-8").splitlines())
    for name, rows in zip(names, others, strict=True):
        (own / name).write_text(rows, encoding="utf-8")
    assert read_work(own)[1] == []


def test_every_line_that_the_page_gives_is_one_of_ours(tmp_path: Path, capsys) -> None:
    lines = re.findall(r"^python -m shieldbook (class \w+)", PAGE, re.M)
    assert lines == ["class new", "class sheets", "class report"]
    for line in lines:
        try:
            main([*line.split(), "--help"])
        except SystemExit as error:
            assert error.code == 0
        assert "usage:" in capsys.readouterr().out
    assert len(PAGE.split()) <= 900

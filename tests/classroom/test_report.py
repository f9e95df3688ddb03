"""The report of a class: the book's pictures of its work, on one page that asks for nothing."""

from __future__ import annotations

import csv
import io
import math
import re
from html import unescape
from pathlib import Path

import pytest

from shieldbook.classroom import layout, merged
from shieldbook.classroom.frames import frames
from shieldbook.classroom.report import html, write
from shieldbook.classroom.work import Work, read_work
from shieldbook.cli import main
from support.classes import AUTHOR, MAYOR, OSTER, TEXT, UNITS, coded, put, sheet


def work_of(folder: Path) -> Work:
    work, problems = read_work(folder)
    assert problems == []
    return work


def words_of(page: str) -> str:
    """The words of a page that stand outside its pictures and its style."""
    bare = re.sub(r"<(style|svg).*?</\1>", "", page, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class that has done all five steps."""
    folder = coded(tmp_path_factory.mktemp("full"))
    put(folder, layout.THROUGH, [("u006", "1", "Coast News Agency")])
    put(folder, layout.SETTLED, [("u004", "kind", "causal-explanation", "It says why.")])
    seen = ("u003", "content", "contradicted", "The manual says otherwise.", "Manual, page 2")
    put(folder, layout.CHECKS, [seen])
    return folder


@pytest.fixture(scope="module")
def page(full: Path) -> str:
    return html(work_of(full))


# Merging


def test_coders_are_merged_and_what_is_settled_counts(full: Path) -> None:
    table = merged.merge(work_of(full)).set_index("unit")
    assert table.loc["u004", ["kind", "kind_how"]].tolist() == ["causal-explanation", "settled"]
    assert table.loc["u001", ["kind", "kind_how"]].tolist() == ["evaluation", "agreed"]


def test_where_nothing_is_settled_the_first_coder_stands_in_and_it_is_open(tmp_path: Path) -> None:
    table = merged.merge(work_of(coded(tmp_path))).set_index("unit")
    assert table.loc["u004", ["kind", "kind_how"]].tolist() == ["description", "open"]


def test_a_value_that_one_coder_gave_is_not_called_agreed(tmp_path: Path) -> None:
    folder = coded(tmp_path)
    put(folder, "coding-B.csv", sheet(u001={"kind": ""}))
    table = merged.merge(work_of(folder)).set_index("unit")
    assert table.loc["u001", ["kind", "kind_how"]].tolist() == ["evaluation", "one coder"]


def test_agreement_stands_beside_its_baseline(tmp_path: Path) -> None:
    table = merged.agreement(work_of(coded(tmp_path)), draws=50).set_index("field")
    kind = table.loc["kind"]
    # Four claims, one of them split; of eight values three are `description`.
    assert (kind["units"], kind["raw"], kind["baseline"]) == (4, 0.75, 3 / 8)
    # By hand: observed disagreement 2 of 8; expected 8*7 - (2*1 + 3*2 + 1*0 + 2*1) of 8*7.
    assert kind["alpha"] == pytest.approx(1 - (2 / 8) / (46 / 56))
    assert table.loc["speaker", "alpha"] == 1


def test_agreement_without_a_second_value_has_no_alpha_and_says_why(tmp_path: Path) -> None:
    folder = coded(tmp_path)
    same = {unit[0]: {"checkable": "yes", "kind": "description"} for unit in UNITS}
    for name in ("coding-A.csv", "coding-B.csv"):
        put(folder, name, sheet(**same))
    row = merged.agreement(work_of(folder), draws=50).set_index("field").loc["checkable"]
    assert math.isnan(row["alpha"]) and "one and the same value" in row["why"]


def test_the_most_split_claims_come_first(tmp_path: Path) -> None:
    folder = coded(tmp_path)
    changed = {"u006": {"kind": "norm", "stance": "1"}, "u001": {"kind": "norm"}}
    put(folder, "coding-B.csv", sheet(**changed))
    table = merged.splits(work_of(folder))
    assert table["unit"].tolist() == ["u006", "u001"]
    assert table["how"][0]["stance"] == {"A": "-2", "B": "1"}


def test_a_field_that_nobody_filled_is_left_out(tmp_path: Path) -> None:
    folder = coded(tmp_path)
    for name in ("coding-A.csv", "coding-B.csv"):
        put(folder, name, sheet(**{unit[0]: {"stance": ""} for unit in UNITS}))
    work = work_of(folder)
    assert merged.fields(work) == ["speaker", "kind", "checkable"]
    assert "Stance" not in words_of(html(work))


def test_the_chain_of_a_claim_ends_at_the_text(full: Path) -> None:
    work = work_of(full)
    reports = frames(work, merged.merge(work)).reports
    assert reports.to_numpy().tolist() == [
        ["spring-2027-004", 1, "carrier Coast News Agency"],
        ["spring-2027-002", 1, "carrier The text"],
        ["spring-2027-004", 2, "carrier The text"],
    ]


# The page


def test_the_report_has_every_part(page: str) -> None:
    heads = re.findall(r"<h2[^>]*>([^<]+)</h2>", page)
    assert heads == [
        "Voices",
        "Kinds",
        "The score",
        "Through whom",
        "Agreement",
        "Most split claims",
        "Checks",
        "Every claim",
    ]
    told = words_of(page)
    for words in (
        "Of 2 reported claims, 1 came through somebody named",
        "Kind (A: description, B: causal explanation)",
        "Of 1 check 1 against the text",
        "The manual says otherwise.",
    ):
        assert words in told
    assert page.count("<svg") == 6


def test_the_strip_of_voices_is_there_for_a_text_in_which_moscow_speaks(tmp_path: Path) -> None:
    folder = coded(tmp_path)
    people = [(AUTHOR, "author", ""), (MAYOR, "person", "RUS"), (OSTER, "person", "")]
    put(folder, layout.SPEAKERS, people)
    shown = html(work_of(folder))
    assert "In 2 of 4 claims the writer speaks" in words_of(shown)


def test_every_mark_and_link_leads_to_something_on_the_page(page: str) -> None:
    idents = re.findall(r'\sid="([^"]+)"', page)
    assert len(set(idents)) == len(idents)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(idents)
    assert 'href="#spring-2027-004"' in page


def test_the_page_has_no_script_and_asks_for_nothing(page: str) -> None:
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|link|img|iframe|object|embed|form)\b", page)
    assert not re.search(r"\son\w+=|@import|url\((?!#)|src=", page)
    assert set(re.findall(r'href="([^#"][^"]*)"', page)) == {"https://example.org/radar"}


def test_no_run_of_the_text_stands_in_the_report(page: str) -> None:
    told = " ".join(words_of(page).lower().split())
    parts = " ".join(TEXT.lower().split()).split()
    runs = [" ".join(parts[n : n + 8]) for n in range(len(parts) - 7)]
    assert [run for run in runs if run in told] == []


def test_one_coder_has_no_alpha_and_is_told_why(tmp_path: Path) -> None:
    folder = coded(tmp_path)
    (folder / "coding-B.csv").unlink()
    told = words_of(html(work_of(folder)))
    assert "one coder has nobody to agree with" in told
    assert "Most split claims" not in told and "Interval" not in told


def test_words_of_a_class_never_become_markup(tmp_path: Path) -> None:
    bad = '<script>alert("x")</script><img src=x onerror=alert(1)>'
    folder = coded(tmp_path, title=f"T {bad}", author=bad, outlet=f"O {bad}")
    put(folder, layout.UNITS, [(*unit[:3], f"{unit[3]} {bad}") for unit in UNITS])
    people = [(name, "", "") for name in (AUTHOR, f"M {bad}", OSTER)]
    put(folder, layout.SPEAKERS, people)
    for name in ("coding-A.csv", "coding-B.csv"):
        put(folder, name, sheet(u003={"speaker": f"M {bad}"}))
    put(folder, layout.THROUGH, [("u003", "1", f"C {bad}")])
    put(folder, layout.CHECKS, [("u003", "content", "partly", bad, bad)])
    shown = html(work_of(folder))
    assert not re.search(r"<(script|img)\b", shown)
    assert bad in words_of(shown.replace("</title>", "").replace("<title>", ""))


def test_a_report_is_written_in_one_step_and_again(full: Path) -> None:
    path = write(work_of(full), full)
    assert path == full / layout.REPORT and path.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert not [own.name for own in full.iterdir() if own.name.startswith(".")]


# The command, as a teacher types it


def test_five_steps_from_a_text_to_a_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy, folder = tmp_path / "mytext.txt", tmp_path / "spring-2027"
    copy.write_text(TEXT, encoding="utf-8")
    own = ["spring-2027", "--folder", str(folder)]
    named = ["--title", "The radar", "--url", "https://example.org/radar"]
    assert main(["class", "new", *own, str(copy), *named]) == 0
    put(folder, layout.UNITS, UNITS)
    put(folder, layout.SPEAKERS, [(AUTHOR, "", ""), (MAYOR, "", ""), (OSTER, "", "")])
    assert main(["class", "sheets", *own]) == 0
    capsys.readouterr()
    assert main(["class", "report", *own]) == 1
    assert "Nobody has coded" in capsys.readouterr().err
    for coder in "AB":
        _fill(folder / f"coding-{coder}.csv")
    assert main(["class", "report", *own]) == 0
    told = capsys.readouterr()
    assert told.out.endswith("is written: open it in any browser\n") and told.out.isascii()
    assert (folder / layout.REPORT).is_file()


def test_a_report_that_cannot_be_made_names_the_cells_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = coded(tmp_path)
    put(folder, "coding-A.csv", sheet(u001={"kind": "promise"}, u003={"speaker": "Nobody"}))
    assert main(["class", "report", "spring-2027", "--folder", str(folder)]) == 1
    told = capsys.readouterr().err
    assert "coding-A.csv:2:kind: 'promise': unknown code; there are: event-report" in told
    assert "class report: 2 things to mend. No report was written." in told
    assert not (folder / layout.REPORT).exists()


def _fill(path: Path) -> None:
    """Put CODES into a sheet that the book made, as a program would that keeps its shape."""
    table = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    whole = sheet()
    filled = [[*row[:4], *codes[4:]] for row, codes in zip(table[1:], whole, strict=True)]
    out = io.StringIO()
    csv.writer(out).writerows([table[0], *filled])
    path.write_bytes(out.getvalue().encode("utf-8-sig"))

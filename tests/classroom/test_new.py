"""`class new` and `class sheets`: a folder beside the book, made whole or not at all."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shieldbook.classroom import layout, new
from shieldbook.classroom.commands import class_command
from shieldbook.classroom.sentences import opening, runs, sentences, shared_run, words
from shieldbook.classroom.sheets import read
from shieldbook.tables.copies import UnusableCopy, paragraphs
from shieldbook.tables.fingerprints import normalise
from shieldbook.tables.ledger import Refused
from support import ROOT
from support.classes import TEXT, WANTED, coded, made


def cells(folder: Path, name: str) -> list[dict[str, str]]:
    sheet, problems = read(folder / name, layout.COLUMNS.get(name, layout.SHEET))
    assert problems == []
    return [line.cells for line in sheet.lines]


def test_the_folder_has_every_file_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    folder = made(tmp_path)
    tables = {*layout.COLUMNS, layout.CODES, "coding-A.csv", "coding-B.csv"}
    assert {path.name for path in folder.iterdir()} == {*tables, layout.README, layout.PRIVATE}
    assert {path.name for path in tmp_path.iterdir()} == {folder.name, "mytext.txt"}
    raw = [(folder / name).read_bytes() for name in tables]
    assert all(own.startswith(b"\xef\xbb\xbf") for own in raw)
    assert all(own.count(b"\n") == own.count(b"\r\n") for own in raw)


def test_a_unit_to_begin_from_is_a_sentence_with_its_place(tmp_path: Path) -> None:
    units = cells(made(tmp_path), layout.UNITS)
    places = [(row["unit"], row["paragraph"], row["sentence"]) for row in units]
    assert places == [
        ("u001", "1", "1"),
        ("u002", "1", "2"),
        ("u003", "2", "1"),
        ("u004", "2", "2"),
        ("u005", "c1", "1"),
        ("u006", "3", "1"),
    ]


def test_a_text_that_is_not_free_stands_in_no_file_but_the_private_one(tmp_path: Path) -> None:
    folder = made(tmp_path)
    known = runs(TEXT)
    for path in folder.iterdir():
        if path.is_file():
            assert not shared_run(path.read_text("utf-8"), known), path.name
    opens = [row["opens"] for row in cells(folder, layout.PARAGRAPHS)]
    assert opens == ["A radar on a", '"It looks at the', "The new radar", "According to the Coast"]
    assert (folder / "private" / ".gitignore").read_text() == "*\n"


def test_the_copy_that_is_kept_has_the_same_paragraphs(tmp_path: Path) -> None:
    kept = made(tmp_path) / layout.PRIVATE / layout.KEPT
    assert paragraphs(kept.read_text("utf-8")) == paragraphs(TEXT)


def test_the_sentences_of_a_free_text_are_written_out_whole(tmp_path: Path) -> None:
    folder = made(tmp_path, free="CC BY 4.0")
    assert not (folder / layout.PRIVATE).exists()
    for name in (layout.UNITS, "coding-A.csv"):
        sheet, _ = read(folder / name, ("unit", layout.TEXT))
        assert sheet.lines[4].cells == {"unit": "u005", "text": "The new radar above the harbour."}
    assert "CC BY 4.0" in (folder / layout.README).read_text("utf-8")


def test_a_cell_that_begins_like_a_formula_is_none_in_the_sheets(tmp_path: Path) -> None:
    folder = made(tmp_path, text="=HYPERLINK(1) is what the first sentence says.\n", free="CC0")
    assert b",'=HYPERLINK" in (folder / layout.UNITS).read_bytes()
    assert b",=HYPERLINK" not in (folder / layout.UNITS).read_bytes()


def test_a_folder_that_is_there_is_refused_and_left_alone(tmp_path: Path) -> None:
    folder = made(tmp_path)
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(Refused, match="is there already"):
        new.make(WANTED, tmp_path / "mytext.txt", folder)
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_nothing_is_left_where_the_work_breaks_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mytext.txt").write_text(TEXT, encoding="utf-8")

    def full(path: Path, raw: bytes) -> None:
        if path.name == "coding-B.csv":
            raise OSError("no space left")
        path.write_bytes(raw)

    monkeypatch.setattr(new, "_bytes", full)
    with pytest.raises(OSError, match="no space"):
        new.make(WANTED, tmp_path / "mytext.txt", tmp_path / "spring-2027")
    assert [path.name for path in tmp_path.iterdir()] == ["mytext.txt"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": " "}, "--title is empty"),
        ({"url": "example.org"}, "is no address"),
        ({"url": "javascript:alert(1)"}, "is no address"),
        ({"published": "last week"}, "--published"),
        ({"title": "a\nb"}, "cannot be printed"),
    ],
)
def test_a_word_that_cannot_be_used_is_refused(
    tmp_path: Path, changed: dict[str, str], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        made(tmp_path, **changed)
    assert [path.name for path in tmp_path.iterdir()] == ["mytext.txt"]


def test_a_text_in_lines_without_paragraphs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableCopy, match="no blank line"):
        made(tmp_path, text="One line.\nAnother.\n")


@pytest.mark.parametrize("ident", ["", "Spring", "a b", "../x", "con", "lpt1", "x" * 41, "-x", "é"])
def test_an_id_that_is_no_name_of_a_folder_everywhere_is_refused(ident: str) -> None:
    with pytest.raises(Refused, match="is no id"):
        layout.folder_of(ident)


def test_a_folder_stands_beside_the_repository(tmp_path: Path) -> None:
    assert layout.folder_of("spring-2027") == ROOT.parent / "spring-2027"
    assert layout.folder_of("spring-2027", str(tmp_path / "own")) == tmp_path / "own"


@pytest.mark.parametrize("inside", ["spring", "data/spring", "book/seminar/../spring"])
def test_a_folder_inside_the_book_is_refused(inside: str) -> None:
    with pytest.raises(Refused, match="inside a copy of the book"):
        layout.folder_of("spring-2027", str(ROOT / inside))


def test_a_link_that_leads_into_the_book_is_refused(tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to(ROOT / "data", target_is_directory=True)
    with pytest.raises(Refused, match="inside a copy of the book"):
        layout.folder_of("spring-2027", str(tmp_path / "way" / "spring"))


def test_sheets_are_made_anew_from_the_units(tmp_path: Path) -> None:
    folder = coded(tmp_path)
    names = new.remake_sheets(folder, ["C", "D"])
    assert names == ["coding-C.csv", "coding-D.csv"]
    rows = cells(folder, "coding-D.csv")
    assert [row["unit"] for row in rows] == ["u001", "u003", "u004", "u006"]
    assert rows[0]["claim"] == "The quarrel is larger than its cause."
    assert {row[name] for row in rows for name in layout.FIELDS} == {""}


def test_sheets_of_a_free_text_keep_its_sentences(tmp_path: Path) -> None:
    folder = coded(tmp_path, free="CC0")
    new.remake_sheets(folder, ["C"])
    sheet, _ = read(folder / "coding-C.csv", ("unit", layout.TEXT))
    told = {line.cells["unit"]: line.cells["text"] for line in sheet.lines}
    assert told["u001"] == "A radar on a hill is a modest thing to quarrel over."


def test_a_sheet_that_is_filled_in_is_not_made_anew(tmp_path: Path) -> None:
    folder = coded(tmp_path)
    before = (folder / "coding-A.csv").read_bytes()
    with pytest.raises(Refused, match="coding-B.csv is filled in|coding-A.csv is filled in"):
        new.remake_sheets(folder, ["C", "A"])
    assert (folder / "coding-A.csv").read_bytes() == before
    assert not (folder / "coding-C.csv").exists()


def test_a_coder_is_one_capital_letter(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="one capital letter"):
        new.remake_sheets(made(tmp_path), ["anna"])


def test_the_command_says_in_a_sentence_why_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "spring")
    args = argparse.Namespace(action="report", id="spring-2027", folder=folder)
    assert class_command(args) == 1
    assert "There is no folder" in capsys.readouterr().err


# Sentences and runs of words


@pytest.mark.parametrize(
    ("paragraph", "parts"),
    [
        ("One. Two.", 2),
        ("Mr. Lee met Gen. Park in the U.S. Senate.", 1),
        ('"Is it so?" he asked. "It is."', 2),
        ("It cost 3.5 million. Nobody paid.", 2),
        ("He left ... and came back.", 1),
        ("\u7b2c\u4e00\u3002\u7b2c\u4e8c\u3002", 2),
        ("No stop at the end", 1),
    ],
)
def test_a_paragraph_is_cut_into_sentences(paragraph: str, parts: int) -> None:
    assert len(sentences(paragraph)) == parts


@given(st.text("ab. ?!\"'A\u3002\u2026", max_size=60))
def test_no_sign_of_a_paragraph_is_lost_in_its_sentences(raw: str) -> None:
    paragraph = normalise(raw)
    assert "".join(sentences(paragraph)).replace(" ", "") == paragraph.replace(" ", "")


@given(st.text(max_size=200))
def test_an_opening_is_four_words_at_most_and_never_the_whole(raw: str) -> None:
    own = normalise(raw).split()
    told = opening(normalise(raw)).split()
    assert len(told) <= 4 and (len(told) < len(own) or len(own) < 2)


def test_a_shared_run_is_found_across_marks_case_and_blanks() -> None:
    known = runs("It looks at the water, and at nothing else.")
    assert shared_run("He said: IT looks at  the water — and at nothing!", known)
    assert not shared_run("It looks at the water, and at something else.", known)


def test_signs_of_a_script_without_blanks_are_words_of_their_own() -> None:
    assert words("\u6771\u4eac THAAD") == ["\u6771", "\u4eac", "thaad"]

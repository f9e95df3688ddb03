"""The sheet of all pictures, for whoever looks at them or has them read cold."""

from __future__ import annotations

import pytest

from support.tools import assert_one_sentence, load_tool

FIGURE = (
    '<figure class="sb-figure"><p class="sb-title">{title}</p>'
    '<svg width="80" height="40"><rect width="80" height="40"/></svg>'
    "<figcaption>What is shown.</figcaption></figure>"
)


@pytest.fixture
def contact(tmp_path, monkeypatch):
    """The tool, over a book of two pages with a picture and one without."""
    tool, book = load_tool("contact"), tmp_path / "html"
    for name, body in {
        "index": FIGURE.format(title="Oars drift"),
        "chapters/lamp": FIGURE.format(title="The lamp is out"),
        "bare": "<p>Nothing to look at.</p>",
    }.items():
        path = book / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<!doctype html><title>A book</title>{body}", encoding="utf-8")
    monkeypatch.setattr(tool, "BOOK", book)
    return tool


@pytest.mark.browser
def test_every_picture_stands_on_the_sheet_wide_and_for_the_phone(contact, tmp_path, capsys):
    assert contact.main([str(tmp_path / "sheet")]) == 0
    told = (tmp_path / "sheet" / "index.html").read_text(encoding="utf-8")
    assert "1. chapters/lamp.html: The lamp is out" in told and "2. index.html: Oars drift" in told
    shown = {path.name for path in (tmp_path / "sheet").glob("*.png")}
    assert shown == {f"0{n}-{width}.png" for n in (1, 2) for width in ("wide", "phone")}
    assert "2 pictures" in capsys.readouterr().out


@pytest.mark.browser
def test_a_cold_reader_sees_neither_title_nor_page(contact, tmp_path):
    assert contact.main(["--blind", str(tmp_path / "open")]) == 0
    told = (tmp_path / "open" / "index.html").read_text(encoding="utf-8")
    assert "lamp" not in told and "Oars" not in told
    key = (tmp_path / "open-key.tsv").read_text(encoding="utf-8").splitlines()
    assert key == ["1\tchapters/lamp.html\tThe lamp is out", "2\tindex.html\tOars drift"]


@pytest.mark.browser
def test_a_covered_title_is_not_in_the_photograph(contact, tmp_path):
    for name, words in {"seen": [], "covered": ["--blind"]}.items():
        assert contact.main([*words, str(tmp_path / name)]) == 0
    seen, covered = ((tmp_path / n / "01-wide.png").read_bytes() for n in ("seen", "covered"))
    assert seen != covered


def test_without_a_book_it_says_what_to_run_first(contact, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(contact, "BOOK", tmp_path / "nowhere")
    assert contact.main([str(tmp_path / "sheet")]) == 1
    assert_one_sentence(capsys.readouterr().err, "make book")

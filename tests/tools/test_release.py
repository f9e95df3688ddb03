"""What a release holds, and what may not be released."""

from __future__ import annotations

import hashlib
from types import SimpleNamespace

import pytest

from shieldbook.tables.contract import read_contract
from support import ROOT
from support.tools import assert_one_sentence, load_tool

release = load_tool("release")
TOLD = "# What changed\n\n## 0.3.0 — 2027-01-02\n\n- `claims`: one.\n\n## 0.2.0 — 2026\n\n- b\n"


def test_the_notes_are_the_newest_section_of_the_changelog():
    assert release.notes(TOLD, "0.3.0") == "- `claims`: one.\n"


@pytest.mark.parametrize(
    "changelog", [TOLD.replace("0.3.0", "Next"), TOLD.replace("0.3.0", "0.30.0")]
)
def test_a_version_that_the_changelog_does_not_tell_is_not_released(changelog):
    with pytest.raises(release.NotReady, match="version 0.3.0"):
        release.notes(changelog, "0.3.0")


def test_the_changelog_of_this_version_can_be_its_notes():
    told = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "`" in release.notes(told, read_contract(ROOT / "data").version)


def test_a_tag_of_another_version_is_refused(monkeypatch):
    monkeypatch.setattr(release.versions, "problem", lambda _: None)
    contract = SimpleNamespace(version="0.3.0")
    assert release.ready(contract, "v0.3.0") == release.ready(contract, None) == "0.3.0"
    for tag in ("0.3.0", "v0.3", "v0.2.0"):
        with pytest.raises(release.NotReady, match="v0.3.0"):
            release.ready(contract, tag)


def test_data_that_are_not_the_version_that_they_carry_are_not_released(monkeypatch):
    monkeypatch.setattr(release.versions, "problem", lambda _: SimpleNamespace(reason="changed"))
    with pytest.raises(release.NotReady, match="changed"):
        release.ready(SimpleNamespace(version="0.3.0"), None)


def test_without_a_built_book_one_sentence_says_how_to_make_one(tmp_path, monkeypatch, capsys):
    def gather(*_):
        release.archives(tmp_path / "html", tmp_path, "0.3.0")

    monkeypatch.setattr(release, "gather", gather)
    assert release.main([]) == 1
    assert_one_sentence(capsys.readouterr().err, "make book")


@pytest.fixture
def gathered(tmp_path, monkeypatch):
    """A release of an invented project, gathered over what an older one left."""
    html = tmp_path / "book" / "_build" / "html"
    for name in (release.DATA_ZIP, release.BOOK_ZIP):
        (html / name).parent.mkdir(parents=True, exist_ok=True)
        (html / name).write_bytes(name.encode())
    (tmp_path / "CHANGELOG.md").write_text(TOLD, encoding="utf-8")
    (tmp_path / "dist").mkdir()
    for version in ("0.2.0", "0.3.0"):
        (tmp_path / "dist" / f"{release.BOOK}-{version}.pdf").write_bytes(b"%PDF")
    (tmp_path / "dist" / "shieldbook-0.2.0-py3-none-any.whl").touch()
    monkeypatch.setattr(release, "read_contract", lambda _: SimpleNamespace(version="0.3.0"))
    monkeypatch.setattr(release.versions, "problem", lambda _: None)
    wheel = "shieldbook-0.3.0-py3-none-any.whl"
    monkeypatch.setattr(release, "wheel", lambda root, dist: (dist / wheel).write_bytes(b"wheel"))
    return release.gather(tmp_path, "v0.3.0")


def test_a_release_holds_wheel_archives_pdf_notes_and_checksums_of_one_version(gathered):
    assert [path.name for path in gathered] == [
        "SHA256SUMS",
        "moscow-and-the-missile-shield-0.3.0.pdf",
        "moscow-and-the-missile-shield-0.3.0.zip",
        "notes.md",
        "shieldbook-0.3.0-py3-none-any.whl",
        "shieldbook-data-0.3.0.zip",
    ]


def test_the_checksums_are_those_of_the_files(gathered):
    sums, *_ = gathered
    told = dict(reversed(line.split("  ")) for line in sums.read_text().splitlines())
    files = {path.name: path for path in gathered if path.name not in ("notes.md", "SHA256SUMS")}
    assert told == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()
    }

"""Finding a Chromium, or saying in one sentence how to get one."""

from __future__ import annotations

import pytest

from support.tools import POSIX, assert_one_sentence, fake_browser, load_tool


@pytest.fixture
def chromium(monkeypatch, tmp_path):
    """tools/chromium.py on a machine that has no browser."""
    module = load_tool("chromium")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(module, "USUAL_PLACES", ())
    monkeypatch.setattr(module, "_playwrights_own", lambda: None)
    return module


@POSIX
def test_a_chromium_on_the_path_is_found(chromium, tmp_path):
    browser = fake_browser(tmp_path / "google-chrome")
    assert chromium.find() == str(browser)


@POSIX
def test_a_stub_that_does_not_start_is_passed_over(chromium, tmp_path):
    fake_browser(tmp_path / "chromium", code=1)
    assert chromium.find() is None


@POSIX
def test_a_chromium_named_by_the_reader_comes_first(chromium, tmp_path, monkeypatch):
    fake_browser(tmp_path / "chromium")
    monkeypatch.setenv("CHROMIUM", str(fake_browser(tmp_path / "mine")))
    assert chromium.find() == str(tmp_path / "mine")


def test_a_named_chromium_that_does_not_start_is_told_by_its_name(chromium, monkeypatch, capsys):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    assert chromium.main([]) == 1
    assert_one_sentence(capsys.readouterr().err, "/nowhere/chromium")


@POSIX
def test_playwright_is_asked_before_the_distribution(chromium, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(chromium, "_get_from_playwright", lambda: asked.append("playwright"))
    monkeypatch.setattr(
        chromium,
        "_get_from_debian",
        lambda: (asked.append("distribution"), fake_browser(tmp_path / "chromium")),
    )
    chromium.get()
    assert asked == ["playwright", "distribution"]


def test_where_no_chromium_can_be_had_one_sentence_says_how_to_get_one(
    chromium, monkeypatch, capsys
):
    monkeypatch.setattr(chromium, "_get_from_playwright", lambda: None)
    monkeypatch.setattr(chromium, "_get_from_debian", lambda: None)
    assert chromium.main(["--get"]) == 1
    assert_one_sentence(capsys.readouterr().err, "install Chromium", "CHROMIUM=")

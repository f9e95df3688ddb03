"""The built book with a Jupyter server beside it."""

from __future__ import annotations

import sys
from urllib.parse import parse_qs, urlsplit

import pytest

from support.tools import assert_one_sentence, load_tool


@pytest.fixture
def live(tmp_path, monkeypatch):
    """The tool, without a built book."""
    tool = load_tool("live")
    monkeypatch.setattr(tool, "BOOK", tmp_path / "html")
    monkeypatch.setattr(sys, "argv", ["live.py"])
    return tool


def test_without_a_built_book_it_says_how_to_make_one(live, capsys):
    assert live.main() == 1
    assert_one_sentence(capsys.readouterr().err, "make book")


def test_the_link_names_server_and_token_where_no_host_is_told_them(live):
    link = urlsplit(live.link("http://127.0.0.1:8000/", "http://127.0.0.1:8888/", "a&b"))
    assert parse_qs(link.fragment) == {"server": ["http://127.0.0.1:8888/"], "token": ["a&b"]}
    assert (link.path, link.query) == ("/live.html", "")


def test_the_server_answers_this_machine_and_the_pages_of_the_book_alone(live, tmp_path):
    asked = live.command(8888, "token", "http://127.0.0.1:8000", tmp_path)
    assert "--ip=127.0.0.1" in asked and f"--ServerApp.root_dir={tmp_path}" in asked
    assert "--ServerApp.allow_origin=http://127.0.0.1:8000" in asked


def test_a_server_that_does_not_start_is_an_error_in_one_sentence(live, monkeypatch):
    dead = [sys.executable, "-c", "raise SystemExit(1)"]
    monkeypatch.setattr(live, "command", lambda *_: dead)
    with pytest.raises(live.NoServer, match="did not start"), live.jupyter(9, "token", "http://x"):
        pass

"""Whether the sources' addresses still answer: asked of a server on this machine, and of none
else."""

from __future__ import annotations

import http.server
import socket
import threading
import urllib.error
from collections.abc import Iterator

import pytest

from support.tools import load_tool

links = load_tool("links")


class Host(http.server.BaseHTTPRequestHandler):
    """Answers with the status that its path names, and notes what it was asked."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(int(self.path.split("/")[1]))
        self.send_header("Location", "/404")
        self.end_headers()

    def log_message(self, *_) -> None:
        """Nothing is printed."""


@pytest.fixture
def host() -> Iterator[str]:
    """The address of a server; what it was asked is in `Host.asked`."""
    Host.asked.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (200, "there"),
        (302, "gone"),
        (404, "gone"),
        (410, "gone"),
        (403, "shut to programs"),
        (429, "shut to programs"),
        (500, "silent"),
    ],
)
def test_what_a_host_answers_is_told_in_a_word(host, status, word):
    assert links.asked(f"{host}/{status}") == word


def test_a_host_that_does_not_listen_is_silent():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert links.asked(f"http://127.0.0.1:{port}/") == "silent"


@pytest.mark.parametrize(
    ("number", "word"), [(socket.EAI_NONAME, "no such host"), (socket.EAI_AGAIN, "silent")]
)
def test_only_a_name_that_is_no_hosts_is_a_failure(monkeypatch, number, word):
    def nobody(*_, **__):
        raise urllib.error.URLError(socket.gaierror(number, "no"))

    monkeypatch.setattr(links.urllib.request, "urlopen", nobody)
    assert links.asked("https://nobody.example/") == word


def test_an_address_in_another_script_is_asked_as_a_browser_would(host):
    assert links.asked(f"{host}/200/щит?q=ракета &a=%20#part") == "there"
    path = "/200/%D1%89%D0%B8%D1%82?q=%D1%80%D0%B0%D0%BA%D0%B5%D1%82%D0%B0%20&a=%20"
    assert Host.asked == [path]


def test_an_address_that_fails_once_is_asked_again(host):
    said = iter(["silent", "there"])
    assert links.answers([f"{host}/a"], ask=lambda _: next(said), pause=0) == {f"{host}/a": "there"}


def test_an_address_that_is_there_is_asked_once(host):
    links.answers([f"{host}/200/a", f"{host}/200/b"], pause=0)
    assert sorted(Host.asked) == ["/200/a", "/200/b"]


def test_every_address_of_the_data_is_asked_with_what_cites_it():
    found = links.cited()
    assert len(found) > 1000 and all(address.startswith("http") for address in found)
    named = {name for names in found.values() for name in names}
    assert {"articles: monitor-1999", "aca-intermediate-range-nuclear-nd"} <= named


def test_what_is_gone_stands_first_in_the_report_with_what_cites_it():
    found = {"https://a.example/": ["a-1999"], "https://b.example/": ["b-2000", "texts: c"]}
    text = links.report(
        found, {"https://a.example/": "shut to programs", "https://b.example/": "gone"}
    )
    assert text.index("- <https://b.example/> (b-2000, texts: c)") < text.index(
        "https://a.example/"
    )
    assert text.startswith("2 addresses asked.")


@pytest.mark.parametrize(("word", "code"), [("gone", 1), ("no such host", 1), ("silent", 0)])
def test_only_what_is_surely_gone_is_a_failure(monkeypatch, tmp_path, capsys, word, code):
    monkeypatch.setattr(links, "cited", lambda: {"https://a.example/": ["a-1999"]})
    monkeypatch.setattr(links, "answers", lambda found: dict.fromkeys(found, word))
    assert links.main(["--to", str(tmp_path / "a.md")]) == code
    assert "a-1999" in (tmp_path / "a.md").read_text() and "a-1999" in capsys.readouterr().out

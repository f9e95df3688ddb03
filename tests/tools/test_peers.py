"""The peers beside which the book is measured: what is fetched, what is built of it, and what their
pages get of content networks. Nothing here asks a network."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from types import SimpleNamespace
from urllib.request import Request, urlopen

import pytest
import yaml

from support import ROOT
from support.tools import load_tool

BENCH = ROOT / "benchmarks"
JSDELIVR, UNPKG = "cdn.jsdelivr.net", "unpkg.com"

# What the default build and the peers' pages ask, and the package and file that answer.
ASKED = {
    (JSDELIVR, "/npm/vega@6"): ("vega", "build/vega.js"),
    (JSDELIVR, "/npm/vega-lite@6.4.1"): ("vega-lite", "build/vega-lite.js"),
    (JSDELIVR, "/npm/vega-lite@6.1.0"): ("vega-lite-6.1.0", "build/vega-lite-6.1.0.js"),
    (JSDELIVR, "/npm/vega-embed@7"): ("vega-embed", "build/vega-embed.js"),
    (JSDELIVR, "/npm/vega-datasets@1/data/weather.csv"): ("vega-datasets", "data/weather.csv"),
    (JSDELIVR, "/npm/mathjax@3/es5/tex-mml-chtml.js"): ("mathjax", "es5/tex-mml-chtml.js"),
    (JSDELIVR, "/npm/feather-icons/dist/feather.min.js"): ("feather-icons", "dist/feather.min.js"),
    (UNPKG, "/@popperjs/core@2.9.2/dist/umd/popper.min.js"): (
        "@popperjs/core",
        "dist/umd/popper.min.js",
    ),
    (UNPKG, "/tippy.js@6.3.1/dist/tippy-bundle.umd.js"): (
        "tippy.js",
        "dist/tippy-bundle.umd.js",
    ),
}
REFUSED = [
    (JSDELIVR, "/npm/vega@5"),
    (JSDELIVR, "/npm/vega-lite@6.1"),
    (JSDELIVR, "/npm/vega-datasets@1/data/none.csv"),
    (JSDELIVR, "/gh/vega/vega@6/build/vega.js"),
    (JSDELIVR, "/vega@6"),
    (UNPKG, "/left-pad@1.3.0"),
    ("cdnjs.cloudflare.com", "/ajax/libs/require.js/2.3.4/require.min.js"),
]


@pytest.fixture(scope="module")
def server():
    return load_tool("server", "benchmarks")


@pytest.fixture(scope="module")
def peers():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(BENCH)
        yield load_tool("peers", "benchmarks")


@pytest.fixture(scope="module")
def pinned():
    """The packages of package.json, by the names under which they are installed."""
    return json.loads((BENCH / "package.json").read_text(encoding="utf-8"))["dependencies"]


@pytest.fixture
def modules(pinned, tmp_path):
    """A folder of installed packages as package.json pins them, each with the files that pages
    ask for."""
    for name, pin in pinned.items():
        folder = tmp_path / "node_modules" / name
        manifest = {"version": pin.rpartition("@")[2], "main": "main.js", "unpkg": "dist/of.js"}
        manifest["jsdelivr"] = f"build/{name}.js"
        write(folder / "package.json", json.dumps(manifest))
        for file in ("main.js", "dist/of.js", manifest["jsdelivr"]):
            write(folder / file, file)
    for name, file in ASKED.values():
        write(tmp_path / "node_modules" / name / file, file)
    return tmp_path / "node_modules"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_each_peer_is_one_commit_by_its_full_hash(peers):
    commits = [peer.commit for peer in peers.PEERS]
    assert [commit for commit in commits if not re.fullmatch("[0-9a-f]{40}", commit)] == []
    assert len({peer.name for peer in peers.PEERS}) == len(commits) == 2


def test_every_package_is_pinned_and_locked_in_that_version(pinned):
    lock = json.loads((BENCH / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    loose = {}
    for name, pin in pinned.items():
        locked = lock[f"node_modules/{name}"]
        if pin.rpartition("@")[2] != locked["version"] or not locked.get("integrity"):
            loose[name] = pin
    assert loose == {} and lock[""]["dependencies"] == pinned


def test_what_pages_ask_of_a_content_network_is_answered_from_the_pinned_package(server, modules):
    given = {asked: server.copy_of(modules, *asked) for asked in ASKED}
    assert given == {asked: modules.joinpath(*answer) for asked, answer in ASKED.items()}
    assert {host for host, _ in ASKED} == set(server.NETWORKS)


def test_a_package_without_an_address_of_a_file_gives_what_the_network_would(server, modules):
    assert server.copy_of(modules, UNPKG, "/mathjax@3") == modules / "mathjax" / "dist" / "of.js"


def test_what_there_is_no_copy_of_is_refused_and_listed(server, modules, monkeypatch):
    # The certificate needs Node.js and a package, and nothing is sent here.
    made = SimpleNamespace(returncode=0, stdout="")
    monkeypatch.setattr(server.subprocess, "run", lambda *words, **how: made)
    context = SimpleNamespace(load_cert_chain=lambda path: None)
    monkeypatch.setattr(server.ssl, "SSLContext", lambda protocol: context)
    refused = set()
    with server.serve_packages(modules, refused) as stand_in:
        assert [asked for asked in REFUSED if stand_in.find(*asked)] == []
        assert all(stand_in.find(*asked) for asked in ASKED)
    assert refused == {f"{host}{address}" for host, address in REFUSED}


def test_the_browser_finds_the_stand_in_for_each_network_and_nothing_else(server):
    rules = server.resolver_rules(4000).removeprefix("--host-resolver-rules=").split(", ")
    assert rules[:-2] == [f"MAP {host}:443 127.0.0.1:4000" for host in server.NETWORKS]
    assert rules[-2:] == ["MAP * ~NOTFOUND", "EXCLUDE 127.0.0.1"]
    assert "4000" not in server.resolver_rules(None)


def test_a_page_of_another_host_may_read_what_is_sent(server, tmp_path):
    write(tmp_path / "data.csv", "a\n1\n")
    allowed = []
    with server.serve_folder(tmp_path) as serving:
        address = f"http://127.0.0.1:{serving.server_port}/data.csv"
        for headers in ({"Origin": "http://127.0.0.1:1"}, {}):
            with urlopen(Request(address, headers=headers)) as answer:
                allowed.append(answer.headers["Access-Control-Allow-Origin"])
    assert allowed == ["*", None]


def test_a_kernel_reads_the_same_copies(peers, modules):
    read = 'import urllib.request as r; print(r.urlopen("https://{}{}").read().decode())'
    address = read.format(JSDELIVR, "/npm/vega-datasets@1/data/weather.csv")
    code = f"{peers.startup_code(modules)}\n{address}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("data/weather.csv\n", "")


def test_of_the_contents_only_the_first_page_and_the_wanted_ones_stay(peers, tmp_path):
    parts = [
        {"caption": "One", "numbered": True, "chapters": [{"file": "a"}, {"file": "b"}]},
        {"caption": "Two", "chapters": [{"file": "c"}]},
        {"caption": "Three", "chapters": [{"file": "refs"}]},
    ]
    toc = {"format": "jb-book", "root": "intro", "parts": parts}
    write(tmp_path / "_toc.yml", yaml.safe_dump(toc))
    for name in ("intro.md", "a.ipynb", "b.md", "c.md", "refs.md", "README.md"):
        write(tmp_path / name, "")
    peers.keep_only(tmp_path, ("b", "refs"))
    kept = yaml.safe_load((tmp_path / "_toc.yml").read_text(encoding="utf-8"))
    one, three = {**parts[0], "chapters": [{"file": "b"}]}, parts[2]
    assert kept == {**toc, "parts": [one, three]}
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"_toc.yml", "intro.md", "b.md", "refs.md", "README.md"}


def test_a_locked_project_is_installed_in_the_versions_of_its_lock(peers, tmp_path):
    project = '[project]\nname = "x"\ndependencies = ["altair>=6", "pandas"]\n'
    write(tmp_path / "pyproject.toml", project)
    registry = 'source = { registry = "r" }'
    lock = f'[[package]]\nname = "altair"\nversion = "6.0.0"\n{registry}\n'
    lock += f'[[package]]\nname = "ipython"\nversion = "9.12.0"\n{registry}\n'
    lock += '[[package]]\nname = "x"\nversion = "1"\nsource = { virtual = "." }\n'
    write(tmp_path / "uv.lock", lock)
    assert tomllib.loads(lock)
    asked = peers.of_project(tmp_path)
    assert asked == ["-c", str(tmp_path / "constraints.txt"), "altair>=6", "pandas"]
    pins = (tmp_path / "constraints.txt").read_text(encoding="utf-8").splitlines()
    ipython = "9.10.1" if sys.version_info < (3, 12) else "9.12.0"
    assert pins == ["altair==6.0.0", f"ipython=={ipython}"]


def test_of_an_environment_what_is_for_pip_is_installed(peers, tmp_path):
    listed = {"dependencies": ["python=3.12", "pip", {"pip": ["jupyter-book==1.0.3"]}]}
    write(tmp_path / "environment.yml", yaml.safe_dump(listed))
    first, *others = peers.of_conda(tmp_path)
    assert first == "jupyter-book==1.0.3"
    assert [name for name in others if "==" not in name] == []


def test_a_peer_that_cannot_be_had_is_named_and_the_others_go_on(peers, tmp_path):
    missing, there = peers.PEERS
    html = tmp_path / there.name / "source" / there.book / "_build" / "html"
    picture = f'<img alt="" src="_images/{"0" * 64}.png" />'
    write(html / f"{there.page}.html", picture * there.pictures)
    nowhere = str(tmp_path / "nowhere")
    [built], trouble = peers.build_peers(tmp_path, {missing.name: nowhere})
    assert built.folder == html and built.pages == {there.name: f"{there.page}.html"}
    assert built.charts == {there.name: there.pictures}
    assert list(trouble) == [missing.name]
    said = trouble[missing.name]
    assert missing.commit in said and "fatal: " in said and "\n" not in said


def test_a_page_that_was_built_without_its_pictures_is_no_peer(peers, tmp_path):
    for peer in peers.PEERS:
        html = tmp_path / peer.name / "source" / peer.book / "_build" / "html"
        write(html / f"{peer.page}.html", '<div id="altair-viz-1"></div>')
    built, trouble = peers.build_peers(tmp_path)
    assert built == []
    assert trouble == {
        "curriculum": "its page was built with 1 picture instead of 24",
        "quantecon": "its page was built with 0 pictures instead of 8",
    }


@pytest.mark.parametrize("wrong", ["curriculum", "curriculum=", "nobody=/a/folder"])
def test_sources_of_a_peer_that_is_none_are_refused_in_one_sentence(peers, wrong, capsys):
    with pytest.raises(SystemExit):
        peers.main(["somewhere", "--sources", wrong])
    assert f"{wrong!r} is not curriculum or quantecon=GITDIR" in capsys.readouterr().err

"""Real peers of the book, built from their own sources:
`python benchmarks/peers.py FOLDER [--sources NAME=GITDIR ...]`.

Of each book its first page and one page with pictures are built, by the tools that its own
requirements pin and in an environment of its own; benchmarks/README.md says which and why.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pages import Built

from shieldbook.console import plain
from shieldbook.phrases import counted

HERE = Path(__file__).resolve().parent
MODULES = HERE / ".node" / "node_modules"

# What a reader's browser asks of a content network, a notebook may ask too, while it is built: it
# gets the same pinned copy, so that no two builds differ and none needs that network.
STARTUP = """
def answer_from_copies(tools, modules):
    import sys
    import urllib.request
    from pathlib import Path
    from urllib.response import addinfourl

    sys.path.insert(0, tools)
    from server import copy_of

    sys.path.remove(tools)

    class Copies(urllib.request.BaseHandler):
        handler_order = 50

        def https_open(self, request):
            path = copy_of(Path(modules), request.host, request.selector)
            if path is None:
                return None
            answer = addinfourl(path.open("rb"), {}, request.full_url, 200)
            answer.msg = "OK"
            return answer

    urllib.request.install_opener(urllib.request.build_opener(Copies))
"""

# What of the surroundings would let another Python or another notebook's settings in.
FOREIGN = ("PYTHONHOME", "PYTHONPATH", "JUPYTER_PATH", "JUPYTER_CONFIG_DIR", "MPLCONFIGDIR")


class NotBuilt(Exception):
    """A peer cannot be built; the message says why, in one sentence."""


@dataclass(frozen=True)
class Peer:
    """A book of others: where it lies, at which commit, which of its pages is measured, and which
    others that page needs.

    `requirements` reads from its sources what pip is to install. The built page has as many
    `pictures`, each of which the expression `picture` finds in its HTML.
    """

    name: str
    title: str
    repository: str
    commit: str
    book: str
    page: str
    needs: tuple[str, ...]
    requirements: Callable[[Path], list[str]]
    picture: str
    pictures: int


def of_project(source: Path) -> list[str]:
    """What pyproject.toml asks for, each package in the version that uv.lock has."""
    project = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = tomllib.loads((source / "uv.lock").read_text(encoding="utf-8"))["package"]
    pins = {part["name"]: part["version"] for part in locked if "registry" in part["source"]}
    if sys.version_info < (3, 12):
        # The lock is for Python 3.12 and later. Its IPython, 9.12.0, is the one package that has
        # nothing for 3.11; this is the last one before it that has.
        pins["ipython"] = "9.10.1"
    constraints = source / "constraints.txt"
    lines = [f"{name}=={version}\n" for name, version in pins.items()]
    constraints.write_text("".join(lines), encoding="utf-8")
    return ["-c", str(constraints), *project["dependencies"]]


def of_conda(source: Path) -> list[str]:
    """What environment.yml has pip install, and what the page's code imports of Anaconda."""
    listed = yaml.safe_load((source / "environment.yml").read_text(encoding="utf-8"))
    [by_pip] = [part["pip"] for part in listed["dependencies"] if isinstance(part, dict)]
    # Anaconda 2024.10, which the file names for the rest, is not for pip: these are its versions.
    return [*by_pip, "numpy==1.26.4", "matplotlib==3.9.2"]


PEERS = (
    Peer(
        name="curriculum",
        title="UW Visualization Curriculum",
        repository="https://github.com/uwdata/visualization-curriculum",
        commit="0266e1b6024c2bbf065a2d18bbb1b9eeceab0d50",
        book=".",
        page="altair_scales_axes_legends",
        needs=(),
        requirements=of_project,
        picture=r'<div id="altair-viz-',
        pictures=24,
    ),
    Peer(
        name="quantecon",
        title="QuantEcon, A First Course in Quantitative Economics with Python",
        repository="https://github.com/QuantEcon/lecture-python-intro",
        commit="5db9f6e3168307bc5b550edff11380046bc8d16a",
        book="lectures",
        page="cobweb",
        # Without the list of references no citation is found.
        needs=("zreferences",),
        requirements=of_conda,
        picture=r'<img [^>]*src="_images/[0-9a-f]{64}\.png"',
        pictures=8,
    ),
)


def build_peers(
    folder: Path, sources: Mapping[str, str] | None = None
) -> tuple[list[Built], dict[str, str]]:
    """Build every peer in the folder, or find it built there; and why, by name, one is missing.

    `sources` gives the git folder of a peer, by its name, where it is not to come from GitHub.
    """
    built, trouble = [], {}
    for peer in PEERS:
        try:
            source = (sources or {}).get(peer.name, peer.repository)
            built.append(build_peer(peer, folder.resolve() / peer.name, source))
        except NotBuilt as reason:
            trouble[peer.name] = str(reason)
    return built, trouble


def build_peer(peer: Peer, folder: Path, source: str) -> Built:
    """Build a peer in a folder, unless an earlier run did. Raises NotBuilt."""
    html = folder / "source" / peer.book / "_build" / "html"
    if not (html / f"{peer.page}.html").is_file():
        print(f"  Building a page of {peer.title} (once; some minutes)", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        get_source(peer, folder / "source", source)
        keep_only(folder / "source" / peer.book, (peer.page, *peer.needs))
        install(peer.requirements(folder / "source"), folder / "environment")
        _run(peer, folder)
    text = (html / f"{peer.page}.html").read_text(encoding="utf-8")
    pictures = len(re.findall(peer.picture, text))
    if pictures < peer.pictures:
        raise NotBuilt(
            f"its page was built with {counted(pictures, 'picture')} instead of {peer.pictures}"
        )
    return Built(html, {peer.name: f"{peer.page}.html"}, {peer.name: pictures})


def get_source(peer: Peer, target: Path, source: str) -> None:
    """Fetch the one commit of a peer into a folder. Raises NotBuilt."""
    target.mkdir(parents=True)
    for words in (
        ("init", "--quiet"),
        ("fetch", "--quiet", "--depth", "1", source, peer.commit),
        ("checkout", "--quiet", "FETCH_HEAD"),
    ):
        _done(f"git could not fetch commit {peer.commit} of {source}", "git", *words, cwd=target)


def keep_only(book: Path, pages: tuple[str, ...]) -> None:
    """Take every page but the first and the given ones out of a book's contents, and its file away.

    Without its file, for a book may be set to build whatever lies in it.
    """
    toc = book / "_toc.yml"
    contents = yaml.safe_load(toc.read_text(encoding="utf-8"))
    for part in contents["parts"]:
        names = [chapter["file"] for chapter in part["chapters"]]
        for name in set(names) - set(pages):
            for path in book.glob(f"{name}.*"):
                path.unlink()
        part["chapters"] = [{"file": name} for name in names if name in pages]
    contents["parts"] = [part for part in contents["parts"] if part["chapters"]]
    toc.write_text(yaml.safe_dump(contents, sort_keys=False), encoding="utf-8")


def install(requirements: list[str], environment: Path) -> None:
    """Make an environment and install the requirements into it. Raises NotBuilt."""
    _done("no environment could be made", sys.executable, "-m", "venv", environment)
    pip = [_program(environment, "python"), "-m", "pip", "install", "--quiet"]
    _done("pip could not install what it requires", *pip, *requirements)


def startup_code(modules: Path) -> str:
    """What a kernel runs first, so that it gets what content networks hold from installed npm
    packages."""
    return f"{STARTUP}\n\nanswer_from_copies({str(HERE)!r}, {str(modules)!r})\n"


def _run(peer: Peer, folder: Path) -> None:
    startup = folder / "ipython" / "profile_default" / "startup" / "copies.py"
    startup.parent.mkdir(parents=True)
    startup.write_text(startup_code(MODULES), encoding="utf-8")
    book = _program(folder / "environment", "jupyter-book")
    _done(
        "Jupyter Book could not build its page",
        *(book, "build", peer.book),
        cwd=folder / "source",
        IPYTHONDIR=str(folder / "ipython"),
    )


def _program(environment: Path, name: str) -> Path:
    return Path(sysconfig.get_path("scripts", "venv", {"base": str(environment)})) / name


def _done(trouble: str, *command: str | Path, cwd: Path | None = None, **settings: str) -> None:
    """Run a program, with these settings in its environment. Raises NotBuilt with the trouble and
    the reason that the program gave."""
    surroundings = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    try:
        ran = subprocess.run(
            command,
            cwd=cwd,
            env={**surroundings, **settings},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
    except FileNotFoundError as missing:
        raise NotBuilt(f"{trouble}: {missing.filename} was not found") from None
    if ran.returncode:
        said = [line.strip() for line in (ran.stdout + ran.stderr).splitlines() if line.strip()]
        # git gives its reason first and advice after it, the others give theirs last.
        reasons = [line for line in said if line.startswith("fatal: ")] or said[-1:]
        raise NotBuilt(f"{trouble}: {reasons[0] if reasons else 'no reason given'}")


def named(text: str) -> tuple[str, str]:
    """A peer's name and the git folder of its sources, as a command gives them. Raises argparse's
    own error where there is no such peer."""
    name, _, source = text.partition("=")
    names = [peer.name for peer in PEERS]
    if name not in names or not source:
        raise argparse.ArgumentTypeError(f"{text!r} is not {' or '.join(names)}=GITDIR")
    return name, source


def main(words: list[str]) -> int:
    """Build the peers, print what was built and what was not; 1 where any was not."""
    plain()
    parser = argparse.ArgumentParser(description="Build the peers' pages into a folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--sources",
        nargs="+",
        type=named,
        default=[],
        metavar="NAME=GITDIR",
        help="take a peer from a git folder of this machine instead of GitHub",
    )
    asked = parser.parse_args(words)
    sources = dict(asked.sources)
    from browser import NotMeasured, get_packages

    try:
        get_packages()
    except NotMeasured as reason:
        print(f"Error: {reason}", file=sys.stderr)
        return 1
    built, trouble = build_peers(asked.folder, sources)
    for book in built:
        for name, page in book.pages.items():
            print(f"{name}: {book.folder / page}, {counted(book.charts[name], 'picture')}")
    for name, reason in trouble.items():
        print(f"{name}: not built: {reason}")
    return 1 if trouble else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Gather a release in `dist`: `python tools/release.py [--tag vX.Y.Z]`, after a build.

The wheel, the data and the book as archives, what the changelog says of the version, and the
checksums of them all. Where the book was printed, its PDF is of the release too.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from shieldbook.console import plain
from shieldbook.publish.page import BOOK_ZIP, DATA_ZIP
from shieldbook.tables import versions
from shieldbook.tables.contract import Contract, read_contract

ROOT = Path(__file__).resolve().parent.parent
NOTES, SUMS = "notes.md", "SHA256SUMS"
BOOK = "moscow-and-the-missile-shield"


class NotReady(Exception):
    """Something that a release needs is not so; the message is one sentence that says what to
    do."""


def pdf_name(version: str) -> str:
    """What the printed book of a version is called."""
    return f"{BOOK}-{version}.pdf"


def notes(changelog: str, version: str) -> str:
    """What the changelog says of a version. Raises NotReady where its newest section is of
    another."""
    section = changelog.partition("\n## ")[2].partition("\n## ")[0]
    head, _, body = section.partition("\n")
    if head.split(" ")[0] != version:
        raise NotReady(
            f"the newest section of {versions.CHANGELOG} is of {head.split(' ')[0]!r} and the data "
            f"are version {version}: give what is new its version with `python -m shieldbook "
            "version X.Y.Z`."
        )
    return body.strip("\n") + "\n"


def ready(contract: Contract, tag: str | None) -> str:
    """The version that may be released. Raises NotReady where the data are not the version that
    they carry, or the tag is of another."""
    problem = versions.problem(contract)
    if problem:
        raise NotReady(f"{problem.reason}.")
    if tag and tag != f"v{contract.version}":
        raise NotReady(
            f"the tag is {tag} and the data are version {contract.version}: tag the commit "
            f"v{contract.version}, or give the data their version first."
        )
    return contract.version


def wheel(root: Path, dist: Path) -> None:
    """Build the package's wheel. Raises NotReady where pip does not."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    if subprocess.run([*command, str(root), "--wheel-dir", str(dist)]).returncode:
        raise NotReady("the wheel could not be built: pip says why above.")


def archives(html: Path, dist: Path, version: str) -> None:
    """The two archives that the built book offers, named with the version. Raises NotReady where
    there is no built book."""
    for name, stem in ((DATA_ZIP, "shieldbook-data"), (BOOK_ZIP, BOOK)):
        if not (html / name).is_file():
            raise NotReady("there is no built book yet: run make book first.")
        shutil.copyfile(html / name, dist / f"{stem}-{version}.zip")


def sums(dist: Path) -> str:
    """The checksums of what is released, as `sha256sum --check` reads them."""
    files = sorted(path for path in dist.iterdir() if path.name not in (NOTES, SUMS))
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files
    )


def gather(root: Path, tag: str | None) -> list[Path]:
    """Fill `dist` with the release of the present version, and nothing of another."""
    contract = read_contract(root / "data")
    version = ready(contract, tag)
    told = notes((root / versions.CHANGELOG).read_text(encoding="utf-8"), version)
    dist = root / "dist"
    dist.mkdir(exist_ok=True)
    printed = pdf_name(version)
    for path in dist.iterdir():
        if path.is_file() and path.name != printed:
            path.unlink()
    wheel(root, dist)
    archives(root / "book" / "_build" / "html", dist, version)
    (dist / NOTES).write_text(told, encoding="utf-8", newline="\n")
    (dist / SUMS).write_text(sums(dist), encoding="utf-8", newline="\n")
    return sorted(dist.iterdir())


def main(words: list[str] | None = None) -> int:
    """Gather the release and list it, or say in one sentence what it lacks."""
    plain()
    parser = argparse.ArgumentParser(description="Gather a release in dist.")
    parser.add_argument("--tag", metavar="vX.Y.Z", help="the tag that is released")
    args = parser.parse_args(words)
    try:
        files = gather(ROOT, args.tag)
    except NotReady as trouble:
        print(f"Error: {trouble}", file=sys.stderr)
        return 1
    for path in files:
        print(f"{path.relative_to(ROOT).as_posix()}  {path.stat().st_size:,} B")
    return 0


if __name__ == "__main__":
    sys.exit(main())

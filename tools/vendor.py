"""Refresh the vendored scripts: `make vendor` (needs npm and the book's environment; nothing else
in the project does).

The Vega bundle comes out of the pinned vl-convert, so that the page draws with the same Vega as the
build; npm gives the licences of what is inside it, Thebe for the live page, and axe for the tests.
Every vendored file is listed with version, licence and checksum in a `vendored.json` beside it,
which the tests hold it against.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from shieldbook.console import plain

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "shieldbook" / "publish" / "static" / "vendor"
TESTS = ROOT / "tests" / "browser" / "vendor"
LIVE = ROOT / "shieldbook" / "publish" / "static" / "thebe"
AXE, THEBE = "4.14.1", "0.9.3"
# How a source map names a file of a package.
PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")


def install(folder: Path, *packages: str) -> Path:
    """Install npm packages into a folder without running their scripts; return their
    node_modules."""
    command = [
        "npm",
        "install",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(folder),
        *packages,
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder / "node_modules"


def licences(modules: Path, names: Iterable[str] = ("*",)) -> str:
    """The licence texts of installed packages, equal texts once, under the names and versions that
    they cover; `names` are patterns of folders."""
    texts: dict[str, list[str]] = {}
    manifests = {path for name in names for path in modules.glob(f"{name}/package.json")}
    for manifest in sorted(manifests):
        about = json.loads(manifest.read_text(encoding="utf-8"))
        file = next(
            (f for f in sorted(manifest.parent.iterdir()) if f.name.lower().startswith("licen")),
            None,
        )
        text = (
            file.read_text(encoding="utf-8").strip()
            if file
            else f"{about.get('license', 'no licence stated')}"
        )
        texts.setdefault(text, []).append(
            f"{about['name']} {about['version']} ({about.get('license', '?')})"
        )
    return "\n\n".join(f"{', '.join(names)}\n\n{text}" for text, names in texts.items()) + "\n"


def write_list(folder: Path, **about: str) -> None:
    """Write a folder's vendored.json: what its files are, and the SHA-256 of each."""
    files = sorted(file for file in folder.iterdir() if file.name != "vendored.json")
    sums = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    listed = json.dumps([{**about, "files": sums}], indent=1) + "\n"
    (folder / "vendored.json").write_text(listed, encoding="utf-8", newline="\n")


def vega(scratch: Path) -> None:
    """The bundle that brings charts to life in the page."""
    import vl_convert

    PAGE.mkdir(parents=True, exist_ok=True)
    bundle, notes = PAGE / "vega.js", PAGE / "vega-licences.txt"
    bundle.write_text(vl_convert.javascript_bundle(), encoding="utf-8", newline="\n")
    lite, embed = vl_convert.get_vegalite_versions()[-1], vl_convert.get_vega_embed_version()
    version = f"Vega {vl_convert.get_vega_version()}, Vega-Lite {lite}, Vega-Embed {embed}"
    modules = install(
        scratch, f"vega@{vl_convert.get_vega_version()}", f"vega-lite@{lite}", f"vega-embed@{embed}"
    )
    notes.write_text(licences(modules), encoding="utf-8", newline="\n")
    source = f"vl-convert-python {vl_convert.__version__}, javascript_bundle()"
    write_list(
        PAGE,
        name="Vega bundle",
        version=version,
        source=source,
        licence="BSD-3-Clause; parts ISC, MIT, 0BSD, Unlicense: vega-licences.txt",
    )


def axe(scratch: Path) -> None:
    """The accessibility checker that the browser tests run in every page."""
    package = install(scratch, f"axe-core@{AXE}") / "axe-core"
    TESTS.mkdir(parents=True, exist_ok=True)
    for name in ("axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt"):
        shutil.copy(
            package / name,
            TESTS / (name if name.startswith("axe") else f"axe-{Path(name).stem}.txt"),
        )
    write_list(
        TESTS,
        name="axe-core",
        version=AXE,
        licence="MPL-2.0",
        source=f"npm pack axe-core@{AXE}: axe.min.js and the two licence files, unchanged",
    )


def inside(source_map: Path) -> set[str]:
    """The packages whose code is in a bundle, by what its source map names."""
    sources = json.loads(source_map.read_text(encoding="utf-8"))["sources"]
    return {found[-1] for found in map(PACKAGE.findall, sources) if found}


def thebe(scratch: Path) -> None:
    """What runs the cells of a page. Of its many files a page of this book needs two: the others
    show JSON as a tree, which the live page does not."""
    modules = install(scratch, f"thebe@{THEBE}")
    lib = modules / "thebe" / "lib"
    LIVE.mkdir(parents=True, exist_ok=True)
    for name in ("index.js", "thebe.css"):
        shutil.copy(lib / name, LIVE / name)
    names = {"thebe", "thebe-core"} | inside(lib / "index.js.map")
    notes = LIVE / "thebe-licences.txt"
    notes.write_text(licences(modules, names), encoding="utf-8", newline="\n")
    write_list(
        LIVE,
        name="Thebe",
        version=THEBE,
        source=f"npm pack thebe@{THEBE}: lib/index.js and lib/thebe.css, unchanged",
        licence="BSD-3-Clause; parts MIT, ISC, BSD-2-Clause, 0BSD: thebe-licences.txt",
    )


def main() -> int:
    """Refresh one or all of the vendored scripts."""
    plain()
    parts = {"vega": vega, "thebe": thebe, "axe": axe}
    parser = argparse.ArgumentParser(description="Refresh the vendored scripts.")
    parser.add_argument(
        "names", nargs="*", choices=[[], *parts], default=[], help="which (all, if none is named)"
    )
    names = parser.parse_args().names or list(parts)
    if shutil.which("npm") is None:
        print(
            "Error: npm is needed to refresh the vendored scripts: install Node.js.",
            file=sys.stderr,
        )
        return 1
    for name in names:
        try:
            with tempfile.TemporaryDirectory() as scratch:
                parts[name](Path(scratch))
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"Error: {name} could not be refreshed: {error}", file=sys.stderr)
            return 1
        print(f"{name}: refreshed")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Files made once for the whole book: its data and itself to take along, what a web host wants, the
social card."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from textwrap import wrap
from xml.etree import ElementTree

import vl_convert
from sphinx.errors import SphinxError

from shieldbook.charts.theme import LIGHT
from shieldbook.display import json_in_script
from shieldbook.publish import items
from shieldbook.publish.alone import alone, make_wheel
from shieldbook.publish.contents import in_order, title_of
from shieldbook.publish.figures.pictures import drawing
from shieldbook.publish.figures.renderer import HAS_ITEMS, published
from shieldbook.publish.page import (
    BOOK_ZIP,
    CARD,
    DATA_ZIP,
    LIGHT_PAPER,
    LIVE,
    described,
)

# Zip archives hold no earlier day, and no day of the build may enter the book.
EPOCH = (1980, 1, 1, 0, 0, 0)
CARD_SIZE = (1200, 630)
SERIF = "Charter, Palatino Linotype, P052, Georgia, Liberation Serif, serif"
LICENCE = "LICENSE-CONTENT"
# Without this file GitHub Pages leaves out every folder that begins with an underscore.
NO_JEKYLL = ".nojekyll"
# What pages load from `_static`; extensions and the theme leave much more there.
USED = (
    "favicon.svg",
    "card.png",
    "shieldbook.css",
    "shieldbook.js",
    "styles/furo.css",
    "documentation_options.js",
    "doctools.js",
    "language_data.js",
    "searchtools.js",
    "search.js",
    "anchors.js",
    "moved.js",
    "onward.js",
)
USED_FOLDERS = ("charts", "models", "parts", "thebe", "vendor")
# What is of use only where the book is served: links to it are left out of the book's archive.
_OWN_LINK = re.compile(r"<(li|a) data-online\b.*?</\1>", re.DOTALL)
_SERVED = (f"{LIVE}.html", "_static/thebe/")
# What links from outside lead to: rows, sources, terms, codes, tables, figures and parts of the
# text.
_ANCHOR = re.compile(r'<(?:tr|dl|span|table|figure|section)\b[^>]*?\sid="([A-Za-z0-9_.-]+)"')
_LOCAL = re.compile(r'\b(href|src|action)="(?![a-z]+:|#|/)(?:\./)?([^"]*)"')


class DownloadError(SphinxError):
    """Two files of the book would have one name."""

    category = "The downloads cannot be made"


def write_zip(target: Path, files: Mapping[str, bytes]) -> bool:
    """Write an archive whose bytes depend on names and contents only; return whether it had to be
    written.

    The digest of the contents is kept in the archive's comment, so that an archive that fits is
    left alone.
    """
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(name.encode("utf-8") + b"\0" + hashlib.sha256(files[name]).digest())
    comment = total.hexdigest().encode("ascii")
    if _comment(target) == comment:
        return False
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = (
                zipfile.ZIP_DEFLATED,
                3,
                0o644 << 16,
            )
            archive.writestr(entry, files[name])
        archive.comment = comment
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(buffer.getvalue())
    return True


def _comment(target: Path) -> bytes | None:
    try:
        with zipfile.ZipFile(target) as archive:
            return archive.comment
    except (OSError, zipfile.BadZipFile):
        return None


def data_files(root: Path) -> dict[str, bytes]:
    """The data package as it travels: contract, tables, bibliography, description, licence; by name
    in the archive."""
    folder = root / "data"
    contract = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    names = {"datapackage.json", "README.md", "references.bib", "ledger.csv"}
    names |= {resource["path"] for resource in contract["resources"]}
    stem = Path(DATA_ZIP).stem
    files = {f"{stem}/{name}": (folder / name).read_bytes() for name in names}
    files[f"{stem}/{LICENCE}"] = (root / LICENCE).read_bytes()
    return files


def book_files(html: Path) -> dict[str, bytes]:
    """The built book without its own archive and the link to it, and without what Sphinx keeps for
    itself."""
    stem, own = Path(BOOK_ZIP).stem, html / BOOK_ZIP
    files = {}
    for path in html.rglob("*"):
        name = path.relative_to(html)
        hidden = any(part.startswith(".") for part in name.parts) and path.name != NO_JEKYLL
        served = name.as_posix().startswith(_SERVED)
        if not path.is_file() or path == own or hidden or served:
            continue
        content = path.read_bytes()
        if path.suffix == ".html":
            content = _OWN_LINK.sub("", content.decode("utf-8")).encode("utf-8")
        files[f"{stem}/{name.as_posix()}"] = content
    return files


def named_apart(sources: Mapping[str, Path]) -> dict[str, Path]:
    """Notebooks by the names of their pages, as they are given. Raises DownloadError where two
    share a file name, for they are offered in one folder."""
    seen: dict[str, Path] = {}
    for source in sources.values():
        if source.name in seen:
            raise DownloadError(
                f"{seen[source.name]} and {source} have the same file name; rename one"
            )
        seen[source.name] = source
    return dict(sources)


def write(path: Path, content: bytes) -> None:
    """Write a file unless it holds exactly this already."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def sitemap(addresses: list[str]) -> str:
    """The list of pages for search engines; without dates, which would differ from build to
    build."""
    lines = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )


def robots(site: str) -> str:
    """Everything may be read; the list of pages is there."""
    return f"User-agent: *\nAllow: /\nSitemap: {site}sitemap.xml\n"


def anchors_of(html: str) -> list[str]:
    """The ids in the text of a page that a link may lead to, in their order."""
    return _ANCHOR.findall(html.partition("<article")[2].partition("</article>")[0])


def anchors_text(pages: Mapping[str, str]) -> str:
    """The anchors of every page, by its name, as a script that hands them to the search."""
    found = {name: anchors_of(html) for name, html in pages.items()}
    return f"shieldbook.anchors = {json_in_script(found)};\n"


def absolute(html: str, site: str) -> str:
    """A page of the book's root whose links work from any depth, as a page must that stands in for
    missing ones."""
    return _LOCAL.sub(lambda match: f'{match[1]}="{site}{match[2]}"', html)


def card_svg(title: str, subtitle: str, spec: dict | None) -> str:
    """The social card, 1200 × 630: the book's title above its overview, a Vega-Lite specification
    as `display.figure` made it, if there is one, and beside this what it shows."""
    width, height = CARD_SIZE
    lines = wrap(title, 30)
    heading = _lines(lines, 70, 130, 60)
    foot = 130 + 68 * (len(lines) - 1)
    chart = ""
    if spec:
        chart = _boxed(drawing(spec), 70, foot + 88, 540, height - foot - 128)
        chart += _lines(wrap(spec["usermeta"]["shieldbook"]["title"], 25), 670, foot + 130, 38)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 '
        f'{width} {height}" '
        f'font-family="{SERIF}"><rect width="{width}" height="{height}" fill="{LIGHT_PAPER}"/>'
        f'<path d="M70 52H{width - 70}" stroke="{LIGHT["ink"]}" stroke-width="5"/>'
        f'<path d="M70 60H{width - 70}" stroke="{LIGHT["ink"]}" stroke-width="1"/>'
        f'{heading}<text x="70" y="{foot + 48}" font-size="30" '
        f'fill="{LIGHT["soft"]}">{escape(subtitle)}</text>'
        f"{chart}</svg>"
    )


def _lines(lines: list[str], left: int, top: int, size: int) -> str:
    """Lines of text of so many px, one under another."""
    return "".join(
        f'<text x="{left}" y="{top + round(1.13 * size) * i}" font-size="{size}" '
        f'fill="{LIGHT["ink"]}">{escape(line)}</text>'
        for i, line in enumerate(lines)
    )


def _boxed(drawn: ElementTree.Element, left: int, top: int, width: int, height: int) -> str:
    """A picture fitted into a box of another, at its upper left corner."""
    places = {"x": left, "y": top, "width": width, "height": height}
    box = {name: str(place) for name, place in places.items()}
    drawn.attrib |= {**box, "preserveAspectRatio": "xMinYMin meet"}
    return ElementTree.tostring(drawn, encoding="unicode")


def _write_card(app) -> None:
    """Draw the card from the opening's first figure, unless the one that is there was drawn from
    the same."""
    doctree = app.env.get_doctree(app.config.root_doc)
    figures = (
        node["payload"] for node in doctree.findall(published) if "usermeta" in node["payload"]
    )
    work = app.shieldbook_work
    subtitle = work.title.partition(": ")[2]
    spec = next(figures, None)
    given = json.dumps(
        [work.title, spec, Path(__file__).read_text(encoding="utf-8")], sort_keys=True
    )
    digest = hashlib.sha256(given.encode("utf-8")).hexdigest()
    target, note = Path(app.outdir) / CARD, Path(app.doctreedir) / "card.sha256"
    if target.is_file() and note.is_file() and note.read_text(encoding="ascii") == digest:
        return
    svg = card_svg(work.title.partition(": ")[0], subtitle[:1].upper() + subtitle[1:], spec)
    write(target, vl_convert.svg_to_png(svg))
    note.write_text(digest, encoding="ascii")


def drop_unused(static: Path, own: set[str]) -> None:
    """Remove from the built `_static` what no page loads; `own` names what the book itself put
    there."""
    for path in sorted(static.rglob("*"), reverse=True):
        name = path.relative_to(static).as_posix()
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif name not in own and name not in USED and name.split("/")[0] not in USED_FOLDERS:
            path.unlink()


def _own_static(app) -> set[str]:
    """Files of the book's own static folders, by their names in the built one."""
    folders = [
        Path(app.confdir) / name
        for name in app.config.html_static_path
        if not Path(name).is_absolute()
    ]
    return {path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*")}


def _not_found(app):
    """The page for addresses that lead nowhere."""
    pages = [
        {
            "name": name,
            "title": title_of(app, name),
            "description": described(app, name),
        }
        for name in in_order(app)[1:]
    ]
    yield "404", {"chapters": pages, "title": "Page not found", "body": ""}, "notfound.html"


def _write_front(app, out: Path) -> None:
    """The page at the root of the book, which leads on to the opening; none where the opening
    itself stands there."""
    opening = app.config.root_doc
    if opening == "index":
        return
    told = {
        "opening": f"{opening}.html",
        "title": app.config.html_title,
        "canonical": app.shieldbook_address.page(opening),
        "description": described(app, opening),
    }
    write(out / "index.html", app.builder.templates.render("front.html", told).encode("utf-8"))


def _write_notebooks(app, names: list[str], folder: Path) -> None:
    """Put the notebooks, and the wheel of the package that they need, where the pages offer
    them."""
    wheel = make_wheel(Path(app.confdir).parent, folder)
    paths = {name: Path(app.env.doc2path(name)) for name in names}
    notebooks = {name: path for name, path in paths.items() if path.suffix == ".ipynb"}
    for name, path in named_apart(notebooks).items():
        text = path.read_text(encoding="utf-8")
        taken = alone(text, name, set(names), wheel, app.shieldbook_address.site)
        write(folder / path.name, taken.encode("utf-8"))


def _write_items(app, folder: Path) -> None:
    """Put the items for learning platforms where the pages that show items offer them."""
    if not any(HAS_ITEMS in metadata for metadata in app.env.metadata.values()):
        return
    text, package = items.exports()
    write(folder / items.GIFT, text.encode("utf-8"))
    write_zip(folder / items.QTI, package)


def _finish(app, error: Exception | None) -> None:
    """Make the files once all pages and assets are there; the book's archive comes last and holds
    all others."""
    if error or app.builder.format != "html":
        return
    out, root, address = Path(app.outdir), Path(app.confdir).parent, app.shieldbook_address
    names = in_order(app)
    _write_notebooks(app, names, out / "_downloads")
    write_zip(out / DATA_ZIP, data_files(root))
    _write_items(app, out / "_downloads")
    _write_card(app)
    pages = {name: (out / f"{name}.html").read_text(encoding="utf-8") for name in names}
    write(out / "_static" / "anchors.js", anchors_text(pages).encode("utf-8"))
    drop_unused(out / "_static", _own_static(app))
    _write_front(app, out)
    write(out / NO_JEKYLL, b"")
    extras = {"sitemap.xml": "", "robots.txt": ""}
    if address.site:
        extras = {
            "sitemap.xml": sitemap([address.page(name) for name in names]),
            "robots.txt": robots(address.site),
        }
        missing = out / "404.html"
        write(missing, absolute(missing.read_text(encoding="utf-8"), address.site).encode("utf-8"))
    for name, text in extras.items():
        if text:
            write(out / name, text.encode("utf-8"))
        else:
            (out / name).unlink(missing_ok=True)
    write_zip(out / BOOK_ZIP, book_files(out))


def setup(app) -> None:
    """Register the makers with Sphinx."""
    app.connect("html-collect-pages", _not_found)
    # After the assets, which the book's archive takes in.
    app.connect("build-finished", _finish, priority=900)

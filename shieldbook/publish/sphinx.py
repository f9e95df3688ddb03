"""The Sphinx side of the book: its parts registered, its style and script joined, its cells
marked."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import rjsmin
from docutils import nodes
from sphinx.transforms import SphinxTransform

from shieldbook.charts.theme import PALETTE
from shieldbook.publish import (
    answers,
    contents,
    downloads,
    folds,
    hiding,
    live,
    moved,
    page,
    projector,
    proofs,
    sheets,
    writer,
)
from shieldbook.publish.figures import renderer

STATIC = Path(__file__).parent / "static"
STYLES = ("page", "figures", "tables", "controls", "answers", "items", "print")
SCRIPTS = ("page", "tables", "figures", "controls", "answers")
# Where a reader's system forces its colours, shapes and words tell what colours told.
FORCED = {"grid": "GrayText", "line": "GrayText", "tint": "Canvas"}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def palette_css() -> str:
    """The palette as CSS variables `--sb-<name>`: light, dark by choice, dark because the system
    says so."""
    light = "".join(f"--sb-{name}:{colour};" for name, (colour, _) in PALETTE.items())
    dark = "".join(f"--sb-{name}:{colour};" for name, (_, colour) in PALETTE.items())
    return (
        f':root,body[data-theme="light"]{{{light}}}\n'
        f'@media not print{{body[data-theme="dark"]{{{dark}}}\n'
        f'@media (prefers-color-scheme:dark){{body:not([data-theme="light"]){{{dark}}}}}}}\n'
    )


def forced_css() -> str:
    """The same variables as the colours of a reader whose system forces them on every page."""
    colours = {"paper": "Canvas"} | dict.fromkeys(PALETTE, "CanvasText") | FORCED
    told = "".join(f"--sb-{name}:{colour};" for name, colour in colours.items())
    return f"@media (forced-colors:active){{html body[data-theme]{{{told}}}}}\n"


def style_sheet() -> str:
    """All of the book's own style, one file, without comments and indents.

    A minifier is not used: rcssmin 1.3 joins a selector with the `:is()` inside it, where both
    stand in a media rule.
    """
    own = "".join(_part("css", name) for name in STYLES)
    whole = palette_css() + own + forced_css()
    return _plain(whole)


def _plain(style: str) -> str:
    return re.sub(r"\s*\n\s*", "\n", COMMENT.sub("", style))


def script() -> str:
    """All of the book's own script that every page may need, one file, as small."""
    return rjsmin.jsmin("".join(_part("js", name) for name in SCRIPTS))


def _part(kind: str, name: str) -> str:
    return (STATIC / kind / f"{name}.{kind}").read_text(encoding="utf-8").strip() + "\n"


def _write_assets(app) -> None:
    """Put the joined parts and the vendored bundle where the pages look for them, before any page
    names their checksums."""
    out = Path(app.outdir) / "_static"
    (out / "vendor").mkdir(parents=True, exist_ok=True)
    for folder in ("models", "parts"):
        (out / folder).mkdir(exist_ok=True)
    (out / "shieldbook.css").write_text(style_sheet(), encoding="utf-8", newline="\n")
    (out / "shieldbook.js").write_text(script(), encoding="utf-8", newline="\n")
    for folder in ("vendor", "models", "thebe"):
        (out / folder).mkdir(exist_ok=True)
        for file in sorted((STATIC / folder).iterdir()):
            (out / folder / file.name).write_bytes(file.read_bytes())
    for file in sorted((STATIC / "parts").iterdir()):
        shorten = rjsmin.jsmin if file.suffix == ".js" else _plain
        text = shorten(file.read_text(encoding="utf-8"))
        (out / "parts" / file.name).write_text(text, encoding="utf-8", newline="\n")
    for name in ("favicon.svg", "search.js"):
        (out / name).write_bytes((STATIC / name).read_bytes())


def _models(app, pagename, templatename, context, doctree) -> None:
    """Name the models in JavaScript that this page needs; the frame loads no other."""
    outputs = doctree.findall(renderer.published) if doctree is not None else []
    known = [node["payload"].get("known", {}) for node in outputs]
    # Scripts of one output stand in the order in which they need one another.
    single = sorted({part["model"] for part in known if "model" in part})
    several = [name for part in known for name in part.get("models", ())]
    context["shieldbook_models"] = [f"{name}.js" for name in dict.fromkeys([*single, *several])]


class Widths(SphinxTransform):
    """Let a Markdown table have the widths that its directive gives; MyST marks every such table as
    without any."""

    default_priority = 410

    def apply(self, **_) -> None:
        """Go through the tables of the page."""
        for table in self.document.findall(nodes.table):
            if "colwidths-given" in table["classes"]:
                table["classes"].remove("colwidths-auto")


def marked(text: str) -> str:
    """The text of a notebook with each cell's id told to the renderer, and what is an answer in its
    prose bounded.

    What runs notebooks ahead of the build marks them too: the cache knows a notebook again by its
    cells' metadata.
    """
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        cell["metadata"][renderer.CELL] = cell["id"]
        if cell["cell_type"] == "markdown" and hiding.TAG in cell["metadata"].get("tags", []):
            cell["source"] = hiding.bounded("".join(cell["source"])).splitlines(keepends=True)
    return json.dumps(notebook)


def _mark_cells(app, docname, source) -> None:
    """Mark the cells of a notebook before it is read."""
    if str(app.env.doc2path(docname)).endswith(".ipynb"):
        source[0] = marked(source[0])


def _targets(app, env) -> None:
    """Let `page.md#name` lead to a target that a page sets itself, and to a row of a table; MyST
    would find headings only, and warn of the rest."""
    std = env.get_domain("std")
    found = [
        (docname, name, own, std.labels.get(name, ("", "", ""))[2])
        for name, (docname, own) in std.anonlabels.items()
    ]
    for docname, metadata in env.metadata.items():
        found += [(docname, row, row, row) for row in metadata.get(renderer.ROWS, ())]
    for docname, name, own, title in found:
        slugs = env.metadata.get(docname, {}).setdefault("myst_slugs", {})
        slugs.setdefault(name, (None, own, title))


def setup(app) -> dict:
    """Register the extension with Sphinx."""
    # Axes of dates are drawn in the time zone of the machine: the same book everywhere needs the
    # same zone.
    os.environ["TZ"] = "UTC"
    app.connect("source-read", _mark_cells)
    app.connect("html-page-context", _models)
    app.connect("builder-inited", _write_assets)
    app.connect("env-updated", _targets)
    app.add_transform(Widths)
    app.add_css_file("shieldbook.css")
    app.add_js_file("shieldbook.js", loading_method="defer")
    renderer.setup(app)
    writer.setup(app)
    folds.setup(app)
    contents.setup(app)
    page.setup(app)
    downloads.setup(app)
    moved.setup(app)
    proofs.setup(app)
    answers.setup(app)
    sheets.setup(app)
    hiding.setup(app)
    projector.setup(app)
    live.setup(app)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": False}

"""The Sphinx side of the book: its parts registered, its style and script joined, its cells
marked."""

from __future__ import annotations

import json
import os
from pathlib import Path

from docutils import nodes
from sphinx.transforms import SphinxTransform

from shieldbook.charts.theme import PALETTE
from shieldbook.publish import downloads, page, proofs, writer
from shieldbook.publish.figures import renderer

STATIC = Path(__file__).parent / "static"
STYLES = ("page", "figures", "tables", "controls", "print")
SCRIPTS = ("page", "tables", "figures", "controls")
LAYERS = ("narrative", "method", "data")
FENCE = ":" * 9


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


def style_sheet() -> str:
    """All of the book's own style, one file."""
    return palette_css() + "".join(_part("css", name) for name in STYLES)


def script() -> str:
    """All of the book's own script that every page may need, one file."""
    return "".join(_part("js", name) for name in SCRIPTS)


def _part(kind: str, name: str) -> str:
    return (STATIC / kind / f"{name}.{kind}").read_text(encoding="utf-8").strip() + "\n"


def _write_assets(app) -> None:
    """Put the joined parts and the vendored bundle where the pages look for them, before any page
    names their checksums."""
    out = Path(app.outdir) / "_static"
    (out / "vendor").mkdir(parents=True, exist_ok=True)
    (out / "models").mkdir(exist_ok=True)
    (out / "shieldbook.css").write_text(style_sheet(), encoding="utf-8", newline="\n")
    (out / "shieldbook.js").write_text(script(), encoding="utf-8", newline="\n")
    for folder in ("vendor", "models"):
        for file in sorted((STATIC / folder).iterdir()):
            (out / folder / file.name).write_bytes(file.read_bytes())
    for name in ("favicon.svg", "search.js"):
        (out / name).write_bytes((STATIC / name).read_bytes())


def _models(app, pagename, templatename, context, doctree) -> None:
    """Name the models in JavaScript that this page needs; the frame loads no other."""
    outputs = doctree.findall(renderer.published) if doctree is not None else []
    known = (node["payload"].get("known", {}) for node in outputs)
    context["shieldbook_models"] = sorted(
        {f"{part['model']}.js" for part in known if "model" in part}
    )


class Layers(SphinxTransform):
    """Give every cell of code its layer as a class, so that a reader can choose how much to see."""

    default_priority = 410

    def apply(self, **_) -> None:
        """Go through the cells of the page."""
        for cell in self.document.findall(nodes.container):
            if cell.get("nb_element") == "cell_code":
                tags = cell["cell_metadata"].get("tags", [])
                cell["classes"] += [f"sb-layer-{layer}" for layer in LAYERS if layer in tags]


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
    """The text of a notebook with each cell's id told to the renderer, and text cells of the method
    and data layers wrapped.

    What runs notebooks ahead of the build marks them too: the cache knows a notebook again by its
    cells' metadata.
    """
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        cell["metadata"][renderer.CELL] = cell["id"]
        layer = next((tag for tag in cell["metadata"].get("tags", []) if tag in LAYERS[1:]), None)
        if cell["cell_type"] == "markdown" and layer:
            words = "".join(cell["source"])
            cell["source"] = f"{FENCE}{{container}} sb-layer-{layer}\n{words}\n{FENCE}"
    return json.dumps(notebook)


def _mark_cells(app, docname, source) -> None:
    """Mark the cells of a notebook before it is read."""
    if str(app.env.doc2path(docname)).endswith(".ipynb"):
        source[0] = marked(source[0])


def _targets(app, env) -> None:
    """Let `page.md#name` lead to a target that a page sets itself; MyST would find headings only,
    and warn of the rest."""
    std = env.get_domain("std")
    for name, (docname, own) in std.anonlabels.items():
        title = std.labels.get(name, ("", "", ""))[2]
        env.metadata.get(docname, {}).setdefault("myst_slugs", {}).setdefault(
            name, (None, own, title)
        )


def setup(app) -> dict:
    """Register the extension with Sphinx."""
    # Axes of dates are drawn in the time zone of the machine: the same book everywhere needs the
    # same zone.
    os.environ["TZ"] = "UTC"
    app.connect("source-read", _mark_cells)
    app.connect("html-page-context", _models)
    app.connect("builder-inited", _write_assets)
    app.connect("env-updated", _targets)
    app.add_transform(Layers)
    app.add_transform(Widths)
    app.add_css_file("shieldbook.css")
    app.add_js_file("shieldbook.js", loading_method="defer")
    renderer.setup(app)
    writer.setup(app)
    page.setup(app)
    downloads.setup(app)
    proofs.setup(app)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": False}

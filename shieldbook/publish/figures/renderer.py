"""From a notebook's MIME bundle to the page: the hook that myst-nb offers, and the node that writes
the HTML."""

from __future__ import annotations

import json
from pathlib import Path

from docutils import nodes
from myst_nb.core.render import MimeRenderPlugin
from sphinx.errors import SphinxError
from sphinx.transforms import SphinxTransform

from shieldbook.display import (
    DESK,
    EXERCISE,
    EXPLORER,
    FIGURE,
    ITEMS,
    STATES,
    TABLE,
    json_in_script,
    lacking,
    records,
    shown_columns,
)
from shieldbook.proof import PROOF
from shieldbook.publish import proofs
from shieldbook.publish.address import Place
from shieldbook.publish.figures import rows
from shieldbook.publish.figures.controls import (
    explorer_html,
    params_html,
    sentence_html,
    states_html,
)
from shieldbook.publish.figures.desks import desk_html
from shieldbook.publish.figures.html import figure_html
from shieldbook.publish.figures.items import exercise_html, items_html
from shieldbook.publish.figures.params import params_of
from shieldbook.publish.figures.pictures import live
from shieldbook.publish.figures.tables import csv_text, table_html

OURS = (FIGURE, TABLE, STATES, EXPLORER, EXERCISE, ITEMS, DESK, PROOF)
CELL = "shieldbook_cell"
# Under this name the environment keeps the ids of a page's rows.
ROWS = "shieldbook_rows"
# And under this one that a page shows check-yourself items.
HAS_ITEMS = "shieldbook_items"
# Only what is escaped here or is code's plain answer may enter a page; raw HTML, SVG and scripts
# may not.
PLAIN = "text/plain"


class Unpublishable(SphinxError):
    """An output that must not enter the book; the message names notebook and cell."""

    category = "The book cannot be published"


# docutils names its nodes in lower case.
class published(nodes.raw):
    """An output in one of the book's MIME types; its text is what the search finds, its HTML is
    made with the page."""


class refused(nodes.General, nodes.Element):
    """An output in a type that the book does not publish; harmless beside one that it does."""


class FigureRenderer(MimeRenderPlugin):
    """Takes the book's MIME types ahead of every other representation of the same output."""

    mime_priority_overrides = [("html", mime, 1) for mime in OURS]

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Return nodes for everything but plain text, which stays myst-nb's. Raises Unpublishable.

        Other Jupyter Books of the same environment, which do not use our extension, are left as
        they are.
        """
        env = renderer.renderer.sphinx_env
        if data.mime_type == PLAIN or not getattr(env.app, "shieldbook_publishes", False):
            return None
        where = f"{env.docname}, cell {data.cell_metadata.get(CELL, data.cell_index)}"
        if inline:
            raise Unpublishable(
                f"{where}: {data.mime_type} stands inside a sentence, where only plain text may"
            )
        if data.mime_type not in OURS:
            return [refused(mime=data.mime_type, where=where)]
        payload = data.content if isinstance(data.content, dict) else json.loads(data.string)
        if data.mime_type == PROOF:
            proofs.keep(env, data.cell_metadata.get(CELL, str(data.cell_index)), payload)
            return []
        if data.mime_type == FIGURE:
            check_figure(payload, where)
        if data.mime_type == TABLE:
            env.metadata[env.docname].setdefault(ROWS, []).extend(_anchors(payload))
        if data.mime_type == ITEMS:
            env.metadata[env.docname][HAS_ITEMS] = True
        text = " ".join(_words(payload, data.mime_type))
        return [
            published("", text, format="html", mime=data.mime_type, payload=payload, where=where)
        ]


def check_figure(spec: dict, where: str) -> None:
    """Raise Unpublishable where a chart lacks what every reader needs."""
    meta = spec.get("usermeta", {}).get("shieldbook")
    if meta is None:
        given = {"title": spec.get("title"), "description": spec.get("description")}
        missing = ", ".join(lacking(given))
        raise Unpublishable(
            f"{where}: the chart lacks {missing} (give it to shieldbook.display.figure)"
        )
    missing = lacking({**meta, "description": spec.get("description") or ""})
    if missing:
        raise Unpublishable(f"{where}: the chart lacks {', '.join(missing)}")


class OnlyOurs(SphinxTransform):
    """Keep of every output the book's own representation; stop the build where there is none."""

    default_priority = 400

    def apply(self, **_) -> None:
        """Go through the outputs of the page. Raises Unpublishable."""
        for bundle in list(self.document.findall(_is_bundle)):
            ours = [part for part in bundle if part["mime_type"] in OURS]
            for part in list(bundle):
                no = next(iter(part.findall(refused)), None)
                if no is not None and not ours:
                    raise Unpublishable(
                        f"{no['where']}: the output is {no['mime']}, which a page cannot show "
                        "safely; "
                        "end the cell in a chart of shieldbook.display.figure or a frame of "
                        "shieldbook.display.show"
                    )
                if ours and part not in ours:
                    bundle.remove(part)
        # A cell that sent nothing but proofs shows nothing.
        for output in list(self.document.findall(_is_output)):
            if not output.children:
                output.parent.remove(output)


def _is_bundle(node) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == "mime_bundle"


def _is_output(node) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code_output"


def _anchors(payload: dict) -> list[str]:
    """The ids of the rows of a table."""
    column = payload["anchors"]
    return [row[column] for row in records(payload)] if column else []


def _words(payload: dict, mime: str):
    """The words of an output that a reader may search for."""
    if mime == FIGURE:
        meta = payload["usermeta"]["shieldbook"]
        yield from (meta["title"], meta["subtitle"], meta["description"], meta["caption"])
        yield from _words(meta["table"], TABLE)
    elif mime == TABLE:
        yield payload["caption"]
        shown = shown_columns(payload)
        for row in records(payload):
            yield from (row[name] for name in shown)
    elif mime == EXERCISE:
        # Neither hints nor answers: whoever looks for the task should not find them beside it.
        yield from (payload["title"], payload["task"])
    elif mime == ITEMS:
        yield from (item["question"] for item in payload["items"])
    elif mime == DESK:
        yield payload["question"]
    else:
        yield payload["question"]
        parts = payload.get("states", payload.get("scenarios", []))
        yield from (part["answer"] for part in parts)


def write(translator, node: published) -> None:
    """Append the HTML of one output to the page, and keep the files that come with it for
    `files`."""
    builder = translator.builder
    place = Place.of(builder.current_docname)
    counts = translator.__dict__.setdefault("shieldbook_counts", {})
    mime, payload = node["mime"], node["payload"]
    number = counts[mime] = counts.get(mime, 0) + 1
    files = translator.__dict__.setdefault("shieldbook_files", {})
    try:
        if mime == FIGURE:
            controls = params_html(params_of(payload), f"figure-{number}")
            meta = payload["usermeta"]["shieldbook"]
            pages = _pages(translator, meta["table"], place)
            html = figure_html(payload, number, place, controls, pages)
            files[place.csv_file(f"figure-{number}")] = csv_text(meta["table"])
            specs = translator.__dict__.setdefault("shieldbook_specs", {})
            specs |= {
                f"figure-{number}-wide": live(payload),
                f"figure-{number}-narrow": live(meta["narrow"]),
            }
            files[place.specs_file] = specs_text(specs)
        elif mime == TABLE:
            anchor = payload.get("name") or f"table-{number}"
            html = table_html(payload, anchor, place)
            files[place.csv_file(anchor)] = csv_text(payload)
        else:
            html = _without_files(translator, node, number, place)
    except (ValueError, KeyError) as error:
        raise Unpublishable(f"{node['where']}: {error}") from error
    for name, text in files.items():
        _write(Path(builder.outdir) / name, text)
    files.clear()
    translator.body.append(html)
    raise nodes.SkipNode


def _without_files(translator, node: published, number: int, place: Place) -> str:
    """The HTML of an output that comes without files of its own."""
    mime, payload = node["mime"], node["payload"]
    if mime == EXERCISE:
        return exercise_html(payload)
    if mime == ITEMS:
        return items_html(payload, place)
    if mime == DESK:
        return desk_html(payload, "../" * translator.builder.current_docname.count("/"))
    if mime == STATES:
        return states_html(payload, number, place)
    if "sentence" in payload:
        return sentence_html(payload, number, _followed(translator.document, node))
    return explorer_html(payload, number)


def _followed(document, node: published) -> str:
    """The id of the figure that a sentence turns: the nearest one that has all its parameters, of
    two as near the one after it; "" where it turns none. Raises ValueError where none has."""
    follows = node["payload"]["sentence"]["follows"]
    if not follows:
        return ""
    outputs = list(document.findall(published))
    figures = [place for place, one in enumerate(outputs) if one["mime"] == FIGURE]
    here = next(place for place, one in enumerate(outputs) if one is node)
    fitting = [
        (abs(place - here), place < here, number)
        for number, place in enumerate(figures, 1)
        if set(follows) <= _params(outputs[place]["payload"])
    ]
    if not fitting:
        raise ValueError(f"no figure of the page has the parameters {', '.join(follows)}")
    return f"figure-{min(fitting)[-1]}"


def _params(spec: dict) -> set[str]:
    """The names of a chart's parameters."""
    return {param["name"] for param in spec.get("params", [])}


def _pages(translator, table: dict, place: Place) -> dict[str, str]:
    """Where the rows of a picture's marks are, by the id of each that this page has not."""
    missing = rows.keys(table) - rows.anchors(translator.document)
    return rows.pages(missing, translator.builder.env.found_docs, place)


def specs_text(specs: dict[str, dict]) -> str:
    """The charts of one page as a script that hands them over: it loads from a file too, where no
    JSON would."""
    return f"shieldbook.specs({json_in_script(specs, sort_keys=True)});\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def skip(_translator, _node) -> None:
    """Other builders than HTML leave the outputs out."""
    raise nodes.SkipNode


def setup(app) -> None:
    """Register the nodes and the transform with Sphinx, and mark this build as one of ours."""
    app.shieldbook_publishes = True
    others = {name: (skip, None) for name in ("latex", "text", "man", "texinfo")}
    app.add_node(published, html=(write, None), **others)
    app.add_node(refused, html=(skip, None), **others)
    app.add_transform(OnlyOurs)

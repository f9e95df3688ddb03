"""What a notebook cell sends out: an Altair chart or a pandas frame, plus the book's own MIME bundle beside it.

JupyterLab, VS Code and Colab ignore the book's MIME types and show the chart or frame as ever; the book's
renderer (`shieldbook.publish`) reads nothing else. This module knows no HTML.
"""

from __future__ import annotations

import json

import altair as alt
import pandas as pd

FIGURE = "application/vnd.shieldbook.figure+json"
TABLE = "application/vnd.shieldbook.table+json"
STATES = "application/vnd.shieldbook.states+json"

REQUIRED = ("title", "description", "source", "caption")


class FigureError(ValueError):
    """A chart that must not be published: it lacks a title, a description, a caption or a source."""


def figure(draw, table: pd.DataFrame, layouts, *, title: str, subtitle: str, description: str, source: str,
           caption: str, columns: dict[str, str]) -> alt.Chart:
    """Dress a drawing as the book's figure.

    `draw(table, layout)` returns a bare Altair chart; it is called once for the wide and once for the narrow
    layout. `columns` maps the columns of `table` that the reader may see as a table to their headings.
    Returns the wide chart, titled and described, with everything the page needs in its `usermeta`.
    Raises FigureError where title, description, caption or source is empty.
    """
    given = {"title": title, "description": description, "source": source, "caption": caption}
    missing = [name for name in REQUIRED if not given[name].strip()]
    if missing:
        raise FigureError(f"the chart lacks {', '.join(missing)}")
    wide, narrow = (draw(table, layout) for layout in layouts)
    data = table_payload(table[list(columns)].rename(columns=columns), caption=f"Data: {title}")
    meta = {**given, "subtitle": subtitle, "narrow": narrow.to_dict(), "table": data}
    return wide.properties(
        title=alt.TitleParams(text=title, subtitle=subtitle, anchor="start"),
        description=description,
        usermeta={"shieldbook": meta},
    )


def show(frame: pd.DataFrame, caption: str, *, note: str = "", sources: tuple[str, ...] = (),
         anchors: str = "") -> pd.DataFrame:
    """Mark a frame as one of the book's data tables; it stays a pandas frame.

    `caption` says what the table holds, `note` stands under it, `sources` names the columns whose cells are
    `bibkey[where]` and become links to the bibliography, `anchors` the column whose values become row anchors.
    The first column is the row header. Returns a copy.
    """
    if not caption.strip():
        raise FigureError("the table lacks a caption")
    marked = frame.reset_index(drop=True).copy()
    marked.attrs["shieldbook"] = {"caption": caption, "note": note, "sources": list(sources), "anchors": anchors}
    return marked


def table_payload(frame: pd.DataFrame, caption: str, note: str = "", sources=(), anchors: str = "") -> dict:
    """A frame as plain JSON: caption, columns (name, numeric), rows of strings; missing cells are empty."""
    columns = [{"name": str(name), "numeric": pd.api.types.is_numeric_dtype(frame[name])} for name in frame.columns]
    rows = [["" if pd.isna(cell) else _text(cell) for cell in row] for row in frame.itertuples(index=False)]
    return {"caption": caption, "note": note, "sources": list(sources), "anchors": anchors,
            "columns": columns, "rows": rows}


def _text(cell) -> str:
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return str(cell)


def _chart_bundle(spec: dict, **_) -> dict:
    meta = spec.get("usermeta", {}).get("shieldbook")
    html = alt.utils.spec_to_html(
        spec, mode="vega-lite", vega_version=alt.VEGA_VERSION, vegaembed_version=alt.VEGAEMBED_VERSION,
        vegalite_version=alt.VEGALITE_VERSION, fullhtml=False, output_div="altair-viz", template="universal",
    )
    # The specification stands inside a script: no text of the data may close it.
    raw = json.dumps(spec)
    html = html.replace(raw, raw.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
    bundle = {"text/html": html, "text/plain": spec.get("description", "chart")}
    if meta:
        bundle[FIGURE] = spec
    return bundle


def _frame_bundle(frame: pd.DataFrame, include=None, exclude=None) -> dict:
    meta = frame.attrs.get("shieldbook")
    return {TABLE: table_payload(frame, **meta)} if meta else {}


def register() -> None:
    """Teach Altair and, inside a kernel, IPython to send the book's MIME types beside their own."""
    alt.renderers.register("shieldbook", _chart_bundle)
    alt.renderers.enable("shieldbook")
    try:
        from IPython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    if shell is not None:
        shell.display_formatter.mimebundle_formatter.for_type(pd.DataFrame, _frame_bundle)

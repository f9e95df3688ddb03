"""What a notebook cell sends out: an Altair chart or a pandas frame, plus the book's own MIME
bundle beside it.

JupyterLab, VS Code and Colab ignore the book's MIME types and show what stands beside them: charts
as a specification that they draw or as a picture, neither of which needs the internet, and tables
as the HTML that pandas writes. The book's renderer (`shieldbook.publish`) reads nothing but its own
types. This module writes no HTML itself.
"""

from __future__ import annotations

import itertools
import json
import math
import sys
import zlib
from collections import Counter
from collections.abc import Iterable
from numbers import Integral, Real
from typing import Any

import altair as alt
import pandas as pd
from altair.utils.mimebundle import spec_to_mimebundle
from markupsafe import escape

from shieldbook.proof import collecting

FIGURE = "application/vnd.shieldbook.figure+json"
TABLE = "application/vnd.shieldbook.table+json"
STATES = "application/vnd.shieldbook.states+json"
EXPLORER = "application/vnd.shieldbook.explorer+json"
EXERCISE = "application/vnd.shieldbook.exercise+json"
ITEMS = "application/vnd.shieldbook.items+json"
DESK = "application/vnd.shieldbook.desk+json"
# The newest kind of Vega-Lite that JupyterLab and VS Code bring along; they draw the next one too.
DRAWN = "application/vnd.vegalite.v5+json"
DRAWN_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
LIGHT_PAPER = "#fdfcf9"

# What an infinite number says: it stands at the open end of an interval.
NO_BOUND = {math.inf: "no upper bound", -math.inf: "no lower bound"}
# JupyterLab would make all columns equally wide, and a formula of what stands between dollar signs.
NOTEBOOK_TABLE = 'style="width: 100%; table-layout: auto" class="tex2jax_ignore mathjax_ignore"'
RIGHT = {"props": "text-align: right"}
NOTEBOOK_STYLES = (
    {"selector": "th, td", "props": "text-align: left; vertical-align: top; white-space: normal"},
    {
        "selector": "caption",
        "props": "caption-side: top; text-align: left; white-space: pre-line",
    },
)
REQUIRED = ("title", "description", "source", "caption")


class FigureError(ValueError):
    """A chart that must not be published: it lacks a title, a description, a caption or a
    source."""


def figure(  # noqa: PLR0913 - the words of a figure are given by name, each of them
    draw,
    table: pd.DataFrame,
    layouts,
    *,
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
    columns: dict[str, str],
    key: str = "",
    drives: str = "",
    noun: tuple[str, str] = ("row", "rows"),
    links: dict[str, str] | None = None,
    dates: dict[str, tuple[str, ...]] | None = None,
) -> alt.Chart:
    """Dress a drawing as the book's figure.

    `draw(table, layout)` returns a bare Altair chart; it is called once for the wide and once for
    the narrow layout. `columns` maps the columns of `table` that the reader may see as a table to
    their headings; `links` maps some of them to the columns of `table` that hold their targets,
    `dates` to those that hold their days (see `show`). `key` names the column whose values identify
    a mark; the chart gives it to the `key` channel of its marks, and a mark then leads to the
    element of the page that has this value as its id. `drives` is the name of the data table that
    chosen marks filter, `noun` what one of its rows is and what many are, for the words around the
    choice. Returns the wide chart, titled and described, with everything the page needs in its
    `usermeta`. Raises FigureError where title, description, caption or source is empty.
    """
    given = {"title": title, "description": description, "source": source, "caption": caption}
    missing = lacking(given)
    if missing:
        raise FigureError(f"the chart lacks {', '.join(missing)}")
    wide, narrow = (draw(table, layout) for layout in layouts)
    links, dates = links or {}, dates or {}
    asked = [*columns, *links.values(), *itertools.chain(*dates.values()), key]
    behind = list(dict.fromkeys(name for name in asked if name))
    data = table_payload(
        table[behind].rename(columns=columns),
        caption=f"Data: {title}",
        links={columns[shown]: columns.get(target, target) for shown, target in links.items()},
        dates={columns[shown]: _called(days, columns) for shown, days in dates.items()},
        keys=columns.get(key, key),
        hidden=[name for name in behind if name not in columns],
    )
    meta = {
        **given,
        "subtitle": subtitle,
        "narrow": narrow.to_dict(),
        "table": data,
        "key": key,
        "drives": drives,
        "noun": list(noun),
    }
    return wide.properties(
        title=alt.TitleParams(text=title, subtitle=subtitle, anchor="start"),
        description=description,
        usermeta={"shieldbook": meta},
    )


def asks(chart: alt.Chart, question: str, covered: bool = True) -> alt.Chart:
    """A figure of the book with the question that it answers.

    On a page whose answers a reader can hide, the question then takes the place of the title and
    of the description. `covered`: the picture gives verdicts or codes away, so that it is hidden
    with them; a picture of the record stays. Returns a copy. Raises FigureError where the question
    is none.
    """
    if not question.strip().endswith("?"):
        raise FigureError(f"a figure asks a question, which ends in a question mark: {question!r}")
    meta = {**chart.usermeta["shieldbook"], "question": question.strip(), "covered": covered}
    return chart.properties(usermeta={**chart.usermeta, "shieldbook": meta})


def lacking(meta: dict) -> list[str]:
    """Which of the words that every published chart needs are missing or blank in `meta`, in a
    fixed order."""
    return [name for name in REQUIRED if not str(meta.get(name) or "").strip()]


def show(  # noqa: PLR0913 - each is a word of one table, given where it is shown
    frame: pd.DataFrame,
    caption: str,
    *,
    heads: dict[str, str] | None = None,
    note: str = "",
    sources: tuple[str, ...] = (),
    anchors: str = "",
    keys: str = "",
    links: dict[str, str] | None = None,
    hidden: tuple[str, ...] = (),
    name: str = "",
    facets: tuple[str, ...] = (),
    dates: dict[str, tuple[str, ...]] | None = None,
    answers: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Mark a frame as one of the book's data tables; it stays a pandas frame.

    `heads` maps the columns to show, in their order, to the words above them; all columns are
    shown under their own names where it is not given. The other arguments name columns of `frame`
    as they are called there.

    `caption` says what the table holds, `note` stands under it, `sources` names the columns whose
    cells are `bibkey[where]` and become links to the bibliography. `anchors` is the column whose
    values become row ids, `keys` the one whose values tie rows to the marks of a chart (`anchors`,
    where not given). `links` maps a shown column to the column with its targets: `#id` on the same
    page, a relative path, or an https address, several joined by ` | ` like the words they stand
    under. `dates` maps a shown column of dates in words to the columns with their days, the first
    of which sorts them; the CSV has them all. Columns of anchors, keys, targets and days that
    `heads` does not show come along unseen; where it is not given, targets and days are unseen and
    others can be kept from the reader with `hidden`. `name` is the table's id on the page, `facets`
    the columns that can be filtered by value. The first shown column is the row header. `answers`
    are the columns that hold codes or verdicts: where a class works on the page, it can hide them.

    Returns a copy. Raises FigureError where the caption is empty, a column is unknown, two columns
    would have the same head, or the row header would be an answer.
    """
    if not caption.strip():
        raise FigureError("the table lacks a caption")
    links, dates = links or {}, dates or {}
    told = {column: column for column in frame.columns} if heads is None else heads
    behind = [*links.values(), *itertools.chain(*dates.values())]
    helpers = [column for column in (anchors, keys, *behind) if column]
    asked = [*told, *sources, *facets, *links, *dates, *hidden, *helpers, *answers]
    if unknown := [column for column in asked if column not in frame.columns]:
        raise FigureError(f"the table has no column {', '.join(map(repr, unknown))}")
    unseen = [column for column in dict.fromkeys(helpers) if column not in told]
    called = told | {column: column for column in unseen}
    if twice := [head for head, count in Counter(called.values()).items() if count > 1]:
        raise FigureError(f"two columns of the table would be called {twice[0]!r}")
    if next((column for column in told if column not in hidden), "") in answers:
        raise FigureError(f"the column {answers[0]!r} heads the rows and cannot be an answer")
    meta = {
        "caption": caption,
        "note": note,
        "sources": _called(sources, called),
        "anchors": called.get(anchors, ""),
        "keys": called.get(keys or anchors, ""),
        "links": {called[shown]: called[target] for shown, target in links.items()},
        "dates": {called[shown]: _called(days, called) for shown, days in dates.items()},
        "hidden": list(dict.fromkeys(_called((*hidden, *unseen, *behind), called))),
        "name": name,
        "facets": _called(facets, called),
        "answers": _called(answers, called),
    }
    marked = frame[list(called)].rename(columns=called).reset_index(drop=True)
    marked.attrs["shieldbook"] = meta
    return marked


def _called(columns: Iterable[str], heads: dict[str, str]) -> list[str]:
    """Columns by the words above them; those that are not shown keep their names."""
    return [heads.get(column, column) for column in columns]


def table_payload(  # noqa: PLR0913 - takes what `show` took, as it is
    frame: pd.DataFrame,
    caption: str,
    note: str = "",
    sources=(),
    anchors: str = "",
    keys: str = "",
    links=None,
    hidden=(),
    name: str = "",
    facets=(),
    dates=None,
    answers=(),
) -> dict:
    """A frame as plain JSON: caption, columns (name, numeric), rows of strings, as `in_words` says
    them.

    The other arguments are those of `show`, and are handed on.
    """
    columns = [
        {"name": str(name), "numeric": pd.api.types.is_numeric_dtype(cells)}
        for name, cells in frame.items()
    ]
    told = [in_words(cells) for _, cells in frame.items()]
    rows = [list(row) for row in zip(*told, strict=True)]
    return {
        "caption": caption,
        "note": note,
        "sources": list(sources),
        "anchors": anchors,
        "keys": keys,
        "links": dict(links or {}),
        "hidden": list(hidden),
        "name": name,
        "facets": list(facets),
        "dates": dict(dates or {}),
        "answers": list(answers),
        "columns": columns,
        "rows": rows,
    }


def column_names(payload: dict) -> list[str]:
    """The names of a table's columns, in their order, from what `table_payload` made."""
    return [column["name"] for column in payload["columns"]]


def shown_columns(payload: dict) -> list[str]:
    """The names of the columns that the reader sees, in their order."""
    hidden = payload.get("hidden", [])
    return [name for name in column_names(payload) if name not in hidden]


def records(payload: dict) -> list[dict[str, str]]:
    """The rows of a table, each by the names of its columns."""
    names = column_names(payload)
    return [dict(zip(names, row, strict=True)) for row in payload["rows"]]


def in_words(cells: Iterable[Any]) -> list[str]:
    """The cells of one column as a reader sees them: the one place where numbers become words.

    Missing is empty, a day is ISO, an infinite number is NO_BOUND, a whole one has no point. Where
    three decimals tell every number of the column, they are told so; otherwise each has three
    significant digits and its whole part: 88.6384871716 is 88.6, and 1595.31 is 1595.
    """
    column = list(cells)
    decimals = [float(cell) for cell in column if _is_decimal(cell) and math.isfinite(cell)]
    exact = all(math.isclose(number, round(number, 3), rel_tol=1e-12) for number in decimals)
    return [_cell_in_words(cell, exact) for cell in column]


def _is_decimal(cell: Any) -> bool:
    return isinstance(cell, Real) and not isinstance(cell, Integral)


def _cell_in_words(cell: Any, exact: bool) -> str:
    if pd.isna(cell):
        return ""
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat()
    return _number_in_words(float(cell), exact) if _is_decimal(cell) else str(cell)


def _number_in_words(number: float, exact: bool) -> str:
    if math.isinf(number):
        return NO_BOUND[number]
    if number == 0:
        return "0"
    magnitude = math.floor(math.log10(abs(number)))
    if not exact and magnitude < -6:
        return f"{number:.3g}"
    told = f"{number:.{3 if exact else max(0, 2 - magnitude)}f}"
    return told.rstrip("0").rstrip(".") if "." in told else told


def json_in_script(value: Any, sort_keys: bool = False) -> str:
    """JSON that may stand inside a `<script>`: no text in it can close the element or end a line of
    code. What comes out of a notebook has its keys sorted or not, as it was kept in a cache or not:
    `sort_keys` makes it the same."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=sort_keys)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def sketched() -> Any:
    """Where charts are drawn anew at every turn of a control: inside this, what is sent is small
    and made at once, and has no picture."""
    return alt.renderers.enable("shieldbook", picture=False)


def _chart_bundle(spec: dict, picture: bool = True, **_) -> tuple[dict, dict]:
    """A chart for the book, and what other notebook programs show of it, each as it can: a
    specification that JupyterLab and VS Code draw by themselves, and a picture that travels with
    the notebook to where nothing is drawn. Without a picture, HTML that asks another host."""
    words = spec.get("description", "chart")
    if collecting():
        return {FIGURE: spec, "text/plain": words}, {}
    plain = {name: part for name, part in spec.items() if name != "usermeta"}
    # The book's charts are drawn on the page's own paper, which is dark where a reader wants it so.
    plain = {"background": LIGHT_PAPER, **plain, "$schema": DRAWN_SCHEMA}
    colab = "google.colab" in sys.modules
    if not picture and not colab:
        return {DRAWN: plain, "text/plain": words}, {}
    sent = {FIGURE: spec, DRAWN: plain, "text/plain": words}
    painted, size = ({}, {}) if colab else _picture(plain)
    if painted:
        return sent | painted, {"image/png": {**size["image/png"], "alt": words}}
    return {**sent, "text/html": _chart_html(spec)}, {}


def _picture(spec: dict) -> tuple[dict, dict]:
    """A chart as a picture, sharp on paper too; nothing where the package that paints is missing
    or of an age that does not know these charts."""
    try:
        return spec_to_mimebundle(spec, "png", mode="vega-lite", engine="vl-convert", ppi=144)
    except (ImportError, ValueError):
        return {}, {}


def _chart_html(spec: dict) -> str:
    html = alt.utils.spec_to_html(
        spec,
        mode="vega-lite",
        vega_version=alt.VEGA_VERSION,
        vegaembed_version=alt.VEGAEMBED_VERSION,
        vegalite_version=alt.VEGALITE_VERSION,
        fullhtml=False,
        output_div="altair-viz",
        template="universal",
    )
    return html.replace(json.dumps(spec), json_in_script(spec))


def _frame_bundle(frame: pd.DataFrame, include=None, exclude=None) -> dict:
    meta = frame.attrs.get("shieldbook")
    if not meta:
        return {}
    payload = table_payload(frame, **meta)
    return {TABLE: payload, "text/html": _notebook_table(payload)}


def _notebook_table(payload: dict) -> str:
    """A table as other notebook programs show it: whole cells, caption and note, no index.

    Pandas writes the HTML and escapes all that comes from data; the page never takes it up.
    """
    names, hidden = column_names(payload), set(payload["hidden"])
    frame = pd.DataFrame(payload["rows"], columns=names, dtype=object)
    frame = frame.loc[:, [name not in hidden for name in names]]
    caption = escape("\n".join(filter(None, (payload["caption"], payload["note"]))))
    shown = [column for column in payload["columns"] if column["name"] not in hidden]
    numeric = [n for n, column in enumerate(shown) if column["numeric"]]
    right = [RIGHT | {"selector": f".col{n}"} for n in numeric]
    styler = frame.style.hide(axis="index").set_caption(caption)
    styler = styler.format(escape="html").format_index(escape="html", axis=1)
    styler = styler.set_table_attributes(NOTEBOOK_TABLE)
    styler = styler.set_table_styles([*NOTEBOOK_STYLES, *right])
    # The same table has the same id at every run, so that a notebook run again is the same file.
    styler = styler.set_uuid(f"{zlib.crc32(caption.encode()):08x}")
    # Without being told so, pandas leaves rows of a long table out.
    with pd.option_context("styler.render.max_elements", frame.size + 1):
        return styler.to_html()


def register() -> None:
    """Teach Altair and, inside a kernel, IPython to send the book's MIME types beside their own."""
    alt.renderers.enable("shieldbook")
    shell = _shell()
    if shell is not None:
        shell.display_formatter.mimebundle_formatter.for_type(pd.DataFrame, _frame_bundle)


# Known to Altair from the first, and used where it is enabled.
alt.renderers.register("shieldbook", _chart_bundle)


def _shell() -> Any:
    """The shell of the kernel that this runs in; None outside one."""
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    return get_ipython()


# Whoever comes here inside a kernel is going to show something.
if _shell() is not None:
    register()

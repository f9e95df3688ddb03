"""From a cell's output to the page: what lacks words or is not the book's own stops the build, with
the cell named."""

import json
import re
import shutil
from types import SimpleNamespace

import altair as alt
import ipywidgets
import pandas as pd
import pytest
from docutils.nodes import SkipNode
from docutils.utils import new_document
from IPython import display as ipython

from shieldbook import publish
from shieldbook.controls import Control
from shieldbook.display import (
    DESK,
    EXERCISE,
    EXPLORER,
    FIGURE,
    ITEMS,
    STATES,
    TABLE,
    figure,
    show,
)
from shieldbook.explorers import Sentence
from shieldbook.proof import PROOF
from shieldbook.publish.figures.renderer import (
    FigureRenderer,
    Unpublishable,
    published,
    specs_text,
    write,
)
from support import ROOT
from support.books import NOTEBOOK, Book, notebook
from support.pages import HOSTILE, LAYOUTS, WORDS, Page, draw, spec_of, table_of
from support.sites import PAGE

KINDS = (FIGURE, TABLE, STATES, EXPLORER, EXERCISE, ITEMS, DESK, PROOF)
FRAME = pd.DataFrame({"Lamp": ["a", "b"]})
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da6364f8"
    "ffbf1e0005fe02fea735819a0000000049454e44ae426082"
)
STRANGE = {
    "a bare frame": FRAME,
    "a styled frame": FRAME.style,
    "HTML": ipython.HTML("<b>x</b>"),
    "Markdown": ipython.Markdown("*x*"),
    "SVG": ipython.SVG("<svg xmlns='http://www.w3.org/2000/svg'></svg>"),
    "a bitmap": ipython.Image(DOT),
    "LaTeX": ipython.Latex("$x$"),
    "a script": ipython.Javascript("alert(1)"),
    "JSON": ipython.JSON({"a": 1}),
    "another page": ipython.IFrame("https://example.org", 1, 1),
    "a control": ipywidgets.IntSlider(),
}
NEEDED = ["title", "description", "source", "caption"]


def chart(word="lamp"):
    return figure(
        draw,
        pd.DataFrame({"n": [1, 2], "word": [word, "b"]}),
        LAYOUTS,
        columns={"word": "Word"},
        **WORDS,
    )


def lacking(name, blank=""):
    """A figure's specification from which one of the words has gone."""
    spec = spec_of()
    (spec if name == "description" else spec["usermeta"]["shieldbook"])[name] = blank
    return spec


# Whose build it is


def test_other_books_of_the_environment_keep_their_outputs():
    elsewhere = SimpleNamespace(docname="one", app=SimpleNamespace())
    renderer = SimpleNamespace(renderer=SimpleNamespace(sphinx_env=elsewhere))
    assert (
        FigureRenderer.handle_mime(renderer, SimpleNamespace(mime_type="text/html"), False) is None
    )


# What stops the build


@pytest.mark.parametrize("kind", STRANGE)
def test_what_a_page_cannot_show_safely_stops_the_build(site, kind):
    site.text("a-heading", "# One").shows("the-cell", STRANGE[kind])
    with pytest.raises(Unpublishable, match=f"{PAGE}, cell the-cell: the output is "):
        site.build()


def test_a_plain_chart_stops_the_build_and_all_that_it_lacks_is_named(site):
    site.text("a-heading", "# One").shows(
        "the-cell", alt.Chart(FRAME).mark_point().encode(x="Lamp:N")
    )
    with pytest.raises(
        Unpublishable, match=f"{PAGE}, cell the-cell: the chart lacks {', '.join(NEEDED)}"
    ):
        site.build()


def test_a_chart_with_title_and_description_only_stops_the_build_too(site):
    titled = alt.Chart(FRAME).mark_point().properties(title="Lamps", description="Lamps.")
    site.text("a-heading", "# One").shows("the-cell", titled)
    with pytest.raises(
        Unpublishable, match=f"{PAGE}, cell the-cell: the chart lacks source, caption"
    ):
        site.build()


@pytest.mark.parametrize("blank", ["", " \n"])
@pytest.mark.parametrize("name", NEEDED)
def test_a_chart_stops_the_build_without_its(site, name, blank):
    site.text("a-heading", "# One").sends(
        "the-cell", {FIGURE: lacking(name, blank), "text/plain": "chart"}
    )
    with pytest.raises(Unpublishable, match=f"{PAGE}, cell the-cell: the chart lacks {name}$"):
        site.build()


def test_a_chart_that_says_nothing_of_its_description_at_all_stops_the_build(site):
    spec = spec_of()
    del spec["description"]
    site.text("a-heading", "# One").sends("the-cell", {FIGURE: spec})
    with pytest.raises(Unpublishable, match="lacks description"):
        site.build()


def test_a_table_with_a_dangerous_link_stops_the_build(site):
    frame = FRAME.assign(to="javascript:alert(1)")
    site.text("a-heading", "# One").shows("the-cell", show(frame, "Lamps", links={"Lamp": "to"}))
    with pytest.raises(
        Unpublishable, match=f"{PAGE}, cell the-cell: a link of a table leads to 'javascript"
    ):
        site.build()


def test_a_table_with_a_nameless_column_stops_the_build(site):
    site.text("a-heading", "# One").shows("the-cell", show(FRAME.assign(**{"": 1}), "Lamps"))
    with pytest.raises(
        Unpublishable, match=f"{PAGE}, cell the-cell: a column of the table “Lamps” has no name"
    ):
        site.build()


def test_a_chart_that_cannot_be_drawn_stops_the_build_and_is_named(site):
    spec = spec_of() | {"mark": "no such mark"}
    site.text("a-heading", "# One").sends("the-cell", {FIGURE: spec})
    with pytest.raises(Unpublishable, match=f"{PAGE}, cell the-cell"):
        site.build()


def test_nothing_but_plain_text_can_be_put_into_a_sentence(site):
    record = "application/papermill.record/"
    site.text("a-heading", "# One").sends(
        "the-cell",
        {f"{record}text/html": "<b>x</b>", f"{record}text/plain": "x"},
        metadata={"scrapbook": {"name": "x", "mime_prefix": record}},
    )
    site.text("a-sentence", "Here is {glue}`x`.")
    with pytest.raises(Unpublishable, match="text/html stands inside a sentence"):
        site.build()


@pytest.fixture(scope="module")
def refusal(tmp_path_factory):
    """Builds a book of one cell under the real configuration, which has to fail, and returns all
    that was printed."""

    def answer(code):
        book = Book(tmp_path_factory.mktemp("refused"))
        shutil.copy(ROOT / "CITATION.cff", book.folder.parent)
        book.write(f"{NOTEBOOK}.ipynb", notebook(code))
        told = book.build()
        assert told.returncode != 0
        return told.stdout + told.stderr

    return answer


@pytest.mark.slow
def test_a_plain_chart_stops_the_real_build_with_notebook_and_cell_named(refusal):
    code = (
        "import altair as alt, pandas as pd, shieldbook as sb\nsb.display.register()\n"
        "alt.Chart(pd.DataFrame()).mark_bar()"
    )
    assert f"{NOTEBOOK}, cell cell: the chart lacks title, description, source, caption" in refusal(
        code
    )


@pytest.mark.slow
def test_a_figure_without_a_source_stops_the_real_build_with_notebook_and_cell_named(refusal):
    code = (
        "import altair as alt, pandas as pd\nfrom shieldbook.display import figure\n"
        "figure(lambda t, l: alt.Chart(t).mark_bar(), pd.DataFrame({'a': [1]}), (1, 2), "
        "title='t', subtitle='', "
        "description='d', source='', caption='c', columns={'a': 'A'})"
    )
    told = refusal(code)
    assert (
        "the chart lacks source" in told
        and NOTEBOOK in told
        and "description='d', source=''" in told
    )


# What reaches the page


def test_the_books_own_kinds_of_output_come_before_all_others():
    assert {("html", kind, 1) for kind in KINDS} == set(FigureRenderer.mime_priority_overrides)


def test_a_figure_replaces_every_other_representation_of_its_chart(site):
    found = site.text("a-heading", "# One").shows("the-cell", chart()).page()
    assert found.count("<figure") == 1 and "vegaEmbed" not in found and "altair-viz" not in found


def test_a_table_replaces_every_other_representation_of_its_frame(site):
    found = site.text("a-heading", "# One").shows("the-cell", show(FRAME, "Lamps")).page()
    assert found.count("<table") == 1 and "col_heading" not in found and "dataframe" not in found


def test_plain_text_reaches_the_page(site):
    assert "42" in site.text("a-heading", "# One").shows("the-cell", 42).page()


def test_figures_tables_and_explorers_of_a_page_are_counted_apart(site):
    site.text("a-heading", "# One")
    for i in (1, 2):
        site.shows(f"chart-{i}", chart()).shows(f"table-{i}", show(FRAME, "Lamps"))
        site.sends(f"states-{i}", {STATES: STATES_OF})
    ids = Page(site.page()).ids
    assert {f"{kind}-{i}" for kind in ("figure", "table", "states") for i in (1, 2)} <= set(ids)
    assert len(ids) == len(set(ids))


STATES_OF = {
    "question": "q",
    "controls": [Control("o", "o", "radio", 1, choices=(("a", 1), ("b", 2))).payload()],
    "states": [{"at": [i], "answer": f"x{i}", "table": None, "chart": None} for i in (0, 1)],
}


def turnable(**named):
    """A chart with parameters that a sentence of the page may set."""

    def drawn(table, layout):
        return draw(table, layout).add_params(
            *(alt.param(name=n, value=v) for n, v in named.items())
        )

    table = pd.DataFrame({"n": [1, 2], "word": ["lamp", "b"]})
    return figure(drawn, table, LAYOUTS, columns={"word": "Word"}, **WORDS)


def turning(*names):
    """A sentence with a control a name, all of which a figure follows."""
    return Sentence(
        lambda options, data: {},
        tuple(Control(name, name, "range", 1, low=0, high=2) for name in names),
        {"x": dict.fromkeys(names, 2)},
        {},
        name="lamps",
        question="?",
        text=" ".join(f"{{{name}}}" for name in names),
        follows=names,
    )


def test_a_sentence_turns_the_nearest_figure_that_has_its_parameters(site):
    site.text("a-heading", "# One").shows("a", turnable(lamp=1, glow=1)).shows(
        "b", turnable(lamp=1)
    )
    site.shows("both", turning("lamp", "glow")).shows("one", turning("lamp"))
    site.text("some-text", "Text.").shows("c", turnable(lamp=1)).shows("d", chart())
    found = site.page()
    assert re.findall(r'id="(sentence-lamps-\d)".*? data-figure="(.*?)"', found) == [
        ("sentence-lamps-1", "figure-1"),
        ("sentence-lamps-2", "figure-3"),
    ]


def test_a_sentence_whose_figure_is_not_there_stops_the_build(site):
    site.text("a-heading", "# One").shows("the-cell", turning("lamp")).shows("a", chart())
    with pytest.raises(Unpublishable, match="the-cell: no figure of the page has .* lamp"):
        site.page()


def test_links_of_a_page_in_a_folder_go_up_first(site):
    frame = show(
        pd.DataFrame({"Lamp": ["a"], "From": ["lamps-2001[p. 3]"]}), "Lamps", sources=("From",)
    )
    found = Page(site.text("a-heading", "# One").shows("the-cell", frame).page())
    assert "../reference/bibliography.html#bib-lamps-2001" in [
        a.get("href") for a in found.all("a")
    ]


def test_every_file_that_a_page_offers_is_written(site):
    site.text("a-heading", "# One").shows("a-chart", chart()).shows(
        "a-table", show(FRAME, "Lamps", name="lamps")
    )
    found = Page(site.page())
    out = site.folder / "out" / "chapters"
    offered = [a["href"] for a in found.all("a", "sb-csv")] + [found.all("figure")[0]["data-specs"]]
    assert offered == [
        "../_downloads/csv/chapters-one-figure-1.csv",
        "../_downloads/csv/chapters-one-lamps.csv",
        "../_static/charts/chapters-one.js",
    ]
    assert [name for name in offered if not (out / name).is_file()] == []


def test_the_csv_file_of_a_figure_holds_the_rows_behind_it(site):
    site.text("a-heading", "# One").shows("the-cell", chart("=1+1")).build()
    text = (
        (site.folder / "out" / "_downloads" / "csv" / "chapters-one-figure-1.csv")
        .read_bytes()
        .decode("utf-8")
    )
    assert text == "Word\n'=1+1\nb\n"


def handed_over(text):
    """The specifications that a page's script hands over."""
    assert text.startswith("shieldbook.specs(") and text.endswith(");\n")
    return json.loads(text.removeprefix("shieldbook.specs(").removesuffix(");\n"))


def test_every_picture_of_a_page_has_its_specification(site):
    found = Page(
        site.text("a-heading", "# One")
        .shows("chart-1", chart())
        .shows("chart-2", chart("c"))
        .page()
    )
    specs = handed_over(
        (site.folder / "out" / "_static" / "charts" / "chapters-one.js").read_text(encoding="utf-8")
    )
    asked = [picture["data-spec"] for picture in found.all("div", "sb-picture")]
    assert sorted(asked) == sorted(specs) != []


def test_the_search_finds_the_words_of_figures_and_tables(site):
    site.text("a-heading", "# One").shows("a-chart", chart("quinquereme")).shows(
        "a-table", show(FRAME, "Chandeliers")
    )
    index = (site.build() / "searchindex.js").read_text(encoding="utf-8")
    assert all(word in index for word in ("quinquerem", "chandeli"))


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_no_word_of_a_chart_leaves_the_script_that_hands_it_over(word):
    text = specs_text({"figure-1-wide": {"data": word}})
    assert not {"<", "\u2028", "\u2029"} & set(text) and handed_over(text) == {
        "figure-1-wide": {"data": word}
    }


def written(outdir, *nodes):
    """What the writer makes of outputs, one page."""
    builder = SimpleNamespace(
        current_docname="chapters/one", outdir=outdir, env=SimpleNamespace(found_docs=[])
    )
    translator = SimpleNamespace(builder=builder, body=[], document=new_document("one"))
    for node in nodes:
        with pytest.raises(SkipNode):
            write(translator, node)
    return translator.body


def node_of(payload, kind):
    return published("", "", format="html", mime=kind, payload=payload, where="x")


def test_the_same_page_is_written_the_same_twice(tmp_path):
    once, twice = (
        written(tmp_path / name, node_of(spec_of(), FIGURE), node_of(table_of(), TABLE))
        for name in "ab"
    )
    files = [
        sorted(
            (p.relative_to(tmp_path / name).as_posix(), p.read_bytes())
            for p in (tmp_path / name).rglob("*.*")
        )
        for name in "ab"
    ]
    assert once == twice and files[0] == files[1]


@pytest.mark.parametrize("builder", ["latex", "text", "man", "texinfo"])
def test_other_builders_leave_the_outputs_out(builder):
    added = {}
    publish.figures.renderer.setup(
        SimpleNamespace(
            add_node=lambda node, **visitors: added.setdefault(node, visitors),
            add_transform=lambda _: None,
        )
    )
    for node, visitors in added.items():
        with pytest.raises(SkipNode):
            visitors[builder][0](None, node())

"""Three layers: a cell belongs to one of them, the story stands alone, the page carries the layer
as a class."""

import json
import re

import pytest

from shieldbook.publish.sphinx import LAYERS
from support.notebooks import code_of, every_notebook, read, tags
from support.pages import Page

HEADING = re.compile(r"^(#{1,6}\s|.+\n(=+|-+)\s*$)", re.MULTILINE)


def layers(cell):
    return tags(cell) & set(LAYERS)


@every_notebook
def test_every_cell_belongs_to_one_layer(path):
    assert {cell.id: layers(cell) for cell in read(path).cells if len(layers(cell)) != 1} == {}


@every_notebook
def test_no_cell_names_its_layer_twice(path):
    assert [
        cell.id for cell in read(path).cells if len(cell.metadata["tags"]) != len(tags(cell))
    ] == []


@every_notebook
def test_proofs_and_solutions_belong_to_the_method(path):
    apart = [cell for cell in read(path).cells if tags(cell) & {"proof", "solution"}]
    assert [cell.id for cell in apart if layers(cell) != {"method"}] == []


@every_notebook
def test_no_heading_vanishes_with_its_layer(path):
    # Switched off, it would leave its section without a name and the contents with a dead link.
    aside = [
        cell
        for cell in read(path).cells
        if cell.cell_type == "markdown" and layers(cell) != {"narrative"}
    ]
    assert [cell.id for cell in aside if HEADING.search(cell.source)] == []


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# One", True),
        ("a\n\n### Two", True),
        ("One\n===", True),
        ("One\n---\n", True),
        ("#hash", False),
        ("a # b", False),
        ("a\n\n- b", False),
    ],
)
def test_headings_are_noticed(text, heading):
    assert bool(HEADING.search(text)) == heading


@every_notebook
def test_the_notebook_opens_with_its_story(path):
    assert layers(read(path).cells[0]) == {"narrative"}


@every_notebook
def test_every_story_has_a_picture(path):
    story = [cell.source for _, cell in code_of(path) if layers(cell) == {"narrative"}]
    assert any(re.search(r"\bcharts\.\w+\(", source) for source in story)


# In the page


@pytest.mark.parametrize("layer", LAYERS)
def test_a_cell_of_code_carries_its_layer(site, layer):
    html = (
        site.text("a-heading", "# One", "narrative")
        .shows("the-cell", 42, "hide-input", layer)
        .page()
    )
    cells = [attributes["class"].split() for attributes in Page(html).all("div", "cell")]
    assert [[name for name in names if name.startswith("sb-layer-")] for names in cells] == [
        [f"sb-layer-{layer}"]
    ]


@pytest.mark.parametrize("layer", ["method", "data"])
def test_text_of_another_layer_than_the_story_carries_it(site, layer):
    html = site.text("a-heading", "# One", "narrative").text("a-text", "Two *three*.", layer).page()
    assert re.search(
        rf'<div class="sb-layer-{layer} docutils container">\s*<p>Two '
        rf"<em>three</em>\.</p>\s*</div>",
        html,
    )


def test_the_story_is_not_wrapped(site):
    html = site.text("a-heading", "# One", "narrative").text("a-text", "Two.", "narrative").page()
    assert "sb-layer" not in html and "<p>Two.</p>" in html


def test_text_that_holds_a_block_of_its_own_is_wrapped_whole(site):
    html = (
        site.text("a-heading", "# One", "narrative")
        .text("a-text", ":::{note}\nTwo.\n:::\n\nThree.", "data")
        .page()
    )
    inside = html.split("sb-layer-data", 1)[1]
    assert inside.index("Two.") < inside.index("Three.") < inside.index("</section>")
    assert re.search(r"<p>Three\.</p>\s*</div>", inside)


def test_a_link_in_wrapped_text_still_leads_to_its_page(site):
    html = (
        site.text("a-heading", "# One", "narrative")
        .text("a-text", "See [the start](../index.md).", "method")
        .page()
    )
    assert (
        "../index.html" in [link.get("href") for link in Page(html).all("a")] and not site.warnings
    )


def test_the_notebook_of_a_reader_is_left_as_it_was(site):
    site.text("a-heading", "# One", "narrative").text("a-text", "Two.", "data").build()
    cell = json.loads((site.folder / "chapters" / "one.ipynb").read_text(encoding="utf-8"))[
        "cells"
    ][1]
    assert "".join(cell["source"]) == "Two." and cell["metadata"] == {"tags": ["data"]}

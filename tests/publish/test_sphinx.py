"""What a cell of a notebook is there for, and that a page shows all of them."""

import json
import re

import pytest

from support.notebooks import code_of, every_notebook, read, tags

LAYERS = {"narrative", "method", "data"}


def layers(cell):
    return tags(cell) & LAYERS


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
def test_the_notebook_opens_with_its_story(path):
    assert layers(read(path).cells[0]) == {"narrative"}


@every_notebook
def test_every_chapter_has_a_picture(path):
    story = [cell.source for _, cell in code_of(path) if layers(cell) == {"narrative"}]
    drawn = r"\bcharts\.\w+\(|\barticle\.(score|moment|routes|board)\("
    assert path.parent.name != "chapters" or any(re.search(drawn, source) for source in story)


# In the page


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_text_stands_in_the_page_as_it_is_whatever_its_cell_is_there_for(site, layer):
    html = site.text("a-heading", "# One", "narrative").text("a-text", "Two *three*.", layer).page()
    assert re.search(r"</h1>\s*<p>Two <em>three</em>\.</p>\s*</section>", html)


def test_the_notebook_of_a_reader_is_left_as_it_was(site):
    site.text("a-heading", "# One", "narrative").text("a-text", "Two.", "data").build()
    cell = json.loads((site.folder / "chapters" / "one.ipynb").read_text(encoding="utf-8"))[
        "cells"
    ][1]
    assert "".join(cell["source"]) == "Two." and cell["metadata"] == {"tags": ["data"]}

"""The book's notebooks in a real JupyterLab, and on paper, on a machine without the internet."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from shieldbook.proof import COLLECT
from support import ROOT
from support.driving import PAGES
from support.lab import jupyterlab, run_all

CHAPTER = "chapters/04_eaf-2018"
DRAWN = ".jp-RenderedVegaLite .marks"
SIZES = "charts => charts.map(one => one.getBoundingClientRect().width)"

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]


def charts():
    """How many charts the chapter has."""
    return (
        (PAGES / f"{CHAPTER}.html").read_text(encoding="utf-8").count('<figure class="sb-figure"')
    )


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """A copy of what `make lab` opens."""
    folder = tmp_path_factory.mktemp("lab") / "book"
    shutil.copytree(ROOT / "book", folder, ignore=shutil.ignore_patterns("_build", ".*"))
    return folder


@pytest.fixture(scope="module")
def page(sources, browser):
    """The chapter in JupyterLab, run; `page.foreign` are the requests to other machines."""
    with jupyterlab(sources) as at:
        page = browser.new_page(viewport={"width": 1280, "height": 12_000})
        page.foreign = []
        local = re.compile(r"(https?|ws)://127\.0\.0\.1:|data:|blob:")
        page.on(
            "request",
            lambda asked: None if local.match(asked.url) else page.foreign.append(asked.url),
        )
        page.goto(at(f"{CHAPTER}.ipynb"))
        run_all(page)
        yield page
        page.close()


def test_every_chart_is_drawn_without_the_internet(page):
    page.wait_for_function(
        "([drawn, wanted]) => document.querySelectorAll(drawn).length >= wanted",
        arg=[DRAWN, charts()],
        timeout=240_000,
    )
    assert charts() > 1
    assert [width for width in page.locator(DRAWN).evaluate_all(SIZES) if width < 100] == []
    assert page.locator(".jp-OutputArea", has_text="Error loading").count() == 0
    assert page.foreign == []


@pytest.mark.parametrize("kind", ["reference/glossary.md", "evidence/eaf-2018.ipynb"])
def test_a_link_of_the_story_opens_the_page_that_it_names(page, kind):
    page.locator(f".jp-MarkdownOutput a[href*='{kind}']").first.click()
    page.locator(".lm-TabBar-tabLabel", has_text=Path(kind).name).first.wait_for(timeout=60_000)
    page.locator(".lm-TabBar-tabLabel", has_text=Path(CHAPTER).name).first.click()


@pytest.fixture(scope="module")
def exported(sources):
    """The chapter as nbconvert writes it once it has run: one page of HTML."""
    path = sources / f"{CHAPTER}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(COLLECT, raising=False)
        where = {"metadata": {"path": str(path.parent)}}
        NotebookClient(notebook, timeout=240, resources=where).execute()
    return HTMLExporter().from_notebook_node(notebook)[0]


def test_a_notebook_on_paper_has_its_pictures_each_described(exported, browser, tmp_path):
    pictures = re.findall(r'<img[^>]*src="data:image/png;base64[^>]*>', exported)
    described = [one for one in pictures if re.search(r'alt="[^"]{20,}"', one)]
    assert len(pictures) == len(described) == charts()
    (tmp_path / "one.html").write_text(exported, encoding="utf-8")
    context = browser.new_context(offline=True)
    try:
        page = context.new_page()
        page.goto((tmp_path / "one.html").as_uri(), wait_until="domcontentloaded")
        page.wait_for_function("() => [...document.images].every(one => one.complete)")
        printed = page.pdf()
    finally:
        context.close()
    assert printed.count(b"/Subtype /Image") >= charts()

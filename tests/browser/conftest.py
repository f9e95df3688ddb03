"""One browser and one server for each file of browser tests; every test opens and closes its own
pages."""

from __future__ import annotations

import zipfile

import pytest

sync_api = pytest.importorskip("playwright.sync_api")

from support.driving import (  # noqa: E402 - not without Playwright
    CLOSED,
    PAGES,
    Visit,
    load_chromium,
    page_names,
    served,
)


def pytest_generate_tests(metafunc):
    """`page_name` is every page of the built book in turn."""
    if "page_name" in metafunc.fixturenames:
        metafunc.parametrize("page_name", page_names() or ["no page: run make book first"])


@pytest.fixture(scope="module")
def browser():
    """A Chromium that reaches nothing but this machine."""
    chromium = load_chromium()
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.ADVICE)
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=path, args=[*chromium.LAUNCH_ARGUMENTS, CLOSED]
        )
        yield running
        running.close()


@pytest.fixture(scope="module")
def address():
    """Where the built book is served."""
    if not (PAGES / "index.html").is_file():
        pytest.fail("the book is not built: run make book first")
    with served(PAGES) as where:
        yield where


@pytest.fixture(scope="module")
def taken_along(tmp_path_factory):
    """The address of the book's own archive, unpacked: the pages as they lie on a reader's disk."""
    whole = [
        path
        for path in sorted(PAGES.rglob("*.zip"))
        if any(name.endswith("/index.html") for name in names_in(path))
    ]
    if len(whole) != 1:
        pytest.fail(f"one archive should hold the whole book, found {len(whole)}")
    folder = tmp_path_factory.mktemp("taken along")
    with zipfile.ZipFile(whole[0]) as archive:
        archive.extractall(folder)
    return f"{next(folder.rglob('index.html')).parent.as_uri()}/"


def names_in(archive):
    """What an archive holds."""
    with zipfile.ZipFile(archive) as opened:
        return opened.namelist()


@pytest.fixture(scope="module")
def visit(browser, address):
    """Opens a page of the book: `with visit("index.html", width=390) as here: …`."""
    return lambda name, **how: Visit(browser, how.pop("address", address), name, **how)

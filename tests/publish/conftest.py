"""What the tests of publishing begin with."""

from __future__ import annotations

import IPython
import pytest
from IPython.core.interactiveshell import InteractiveShell

from shieldbook import display
from shieldbook.proof import COLLECT
from shieldbook.publish.figures import html
from support.frames import REPOSITORY, build, make_book
from support.sites import Site


@pytest.fixture
def site(tmp_path, monkeypatch) -> Site:
    """A small site to which cells can be added. They send what they send in a build, whose kernels
    know from the environment that proofs are collected."""
    monkeypatch.setenv(COLLECT, "1")
    shell = InteractiveShell()
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    display.register()
    return Site(tmp_path, shell)


@pytest.fixture(scope="module")
def public(tmp_path_factory):
    """The invented book with a public address."""
    folder = tmp_path_factory.mktemp("public")
    make_book(folder)
    return build(folder, shieldbook_address=REPOSITORY)


@pytest.fixture
def undrawn(monkeypatch):
    """Leaves the pictures out, where a test asks only for the words around them."""
    monkeypatch.setattr(
        html, "svg", lambda spec, prefix, *_: f'<svg id="{prefix}" width="3" height="2"></svg>'
    )

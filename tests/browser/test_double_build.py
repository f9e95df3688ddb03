"""The README's plain line, in another place and at another hour, builds the same book as `make
book`, byte for byte."""

from __future__ import annotations

import shutil

import pytest

from support import ROOT
from support.building import built, copy_project, start_build
from support.driving import PAGES
from support.judges import differences

pytestmark = pytest.mark.slow


def plain_line() -> str:
    """What the README tells who has no make to build with."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.split("### No make", 1)[1].split("```sh\n", 1)[1].split("```", 1)[0]
    return block.strip().splitlines()[-1].split("#")[0].strip()


@pytest.mark.timeout(1800)
def test_the_plain_line_builds_the_same_book_elsewhere_byte_for_byte(tmp_path):
    # Another name and depth, hour, order of sets, language and console, and no notebook run ahead:
    # whatever of it got into the pages would show.
    folder = copy_project(tmp_path / "another place" / "of a longer name")
    settings = {"PYTHONHASHSEED": "2", "TZ": "Asia/Seoul", "LC_ALL": "C.UTF-8", "COLUMNS": "40"}
    process = start_build(folder, line=f"exec {plain_line()}", **settings)
    try:
        assert differences(PAGES, built(folder, process)) == []
    finally:
        process.kill()
    shutil.rmtree(tmp_path)

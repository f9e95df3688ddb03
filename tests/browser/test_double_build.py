"""Two fresh builds are the same book, byte for byte."""

from __future__ import annotations

import shutil

import pytest

from support.building import built, copy_project, start_build
from support.judges import differences

pytestmark = pytest.mark.slow


@pytest.mark.timeout(900)
def test_two_fresh_builds_are_byte_identical(tmp_path):
    # Another name and depth, hour, order of sets and language: whatever of it got into the pages
    # would show.
    folders = [
        copy_project(tmp_path / "one"),
        copy_project(tmp_path / "another place" / "of a longer name"),
    ]
    settings = [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Seoul", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C.UTF-8", "COLUMNS": "40"},
    ]
    running = [
        start_build(folder, **variables)
        for folder, variables in zip(folders, settings, strict=True)
    ]
    try:
        pages = [built(folder, process) for folder, process in zip(folders, running, strict=True)]
    finally:
        for process in running:
            process.kill()
    assert differences(*pages) == []
    shutil.rmtree(tmp_path)

"""The chapter's explorers in a real JupyterLab with a real kernel: set a control, read another answer."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CHAPTER = ROOT / "book" / "chapters" / "01_monitor-1999.ipynb"
TOKEN = "reader"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def controls_only(notebook: dict) -> dict:
    """The chapter cut down to the explorers and the cells that they need."""
    needed = ("import shieldbook as sb", "day = ", "frame = [", 'tables = sb.load("formats")', "TableExplorer(",
              'launches = sb.load("launches")', "wait_explorer(")
    cells = [cell for cell in notebook["cells"]
             if cell["cell_type"] == "code" and any(part in "".join(cell["source"]) for part in needed)]
    sources = ["".join(cell["source"]) for cell in cells]
    gone = [part for part in needed if not any(part in source for source in sources)]
    assert gone == [], "the chapter no longer holds cells that the explorers need"
    return {**notebook, "cells": cells}


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a copy of the chapter, served on this machine only; yields its address."""
    if shutil.which("jupyter", path=str(Path(sys.executable).parent)) is None:
        pytest.skip("JupyterLab is not in this environment")
    tmp_path = tmp_path_factory.mktemp("lab")
    notebook = json.loads(CHAPTER.read_text(encoding="utf-8"))
    (tmp_path / "chapter.ipynb").write_text(json.dumps(controls_only(notebook)), encoding="utf-8")
    port = free_port()
    places = {"JUPYTER_CONFIG_DIR": str(tmp_path / "config"), "JUPYTER_DATA_DIR": str(tmp_path / "share")}
    environment = {**os.environ, **places}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
               f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={tmp_path}", "--LabApp.news_url=None",
               "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token={TOKEN}", timeout=2)
                break
            except OSError:
                time.sleep(0.5)
        else:
            pytest.fail("JupyterLab did not start within a minute")
        yield f"http://127.0.0.1:{port}/lab/tree/chapter.ipynb?token={TOKEN}&reset"
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture(scope="module")
def page(lab, browser):
    """The chapter in JupyterLab after all its cells have run."""
    page = browser.new_page(viewport={"width": 1280, "height": 1800})
    page.goto(lab)
    page.wait_for_selector(".jp-Notebook", timeout=90_000)
    # Cells sent before the kernel answers are dropped without a word.
    page.wait_for_function("() => document.body.innerText.includes('| Idle')", timeout=90_000)
    page.click("text=Run >> nth=0")
    page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
    page.locator(".widget-datepicker input").wait_for(timeout=120_000)
    yield page
    page.close()


def answers(page, words):
    """Wait until a cell's output says some words."""
    page.locator(".jp-OutputArea", has_text=words).last.wait_for(timeout=30_000)


@pytest.mark.timeout(300)
def test_the_tables_answer_in_jupyterlab(page):
    answers(page, "adds Japan and Russia and leaves out nobody")
    page.locator(".widget-dropdown select").first.select_option(label="US-North Korean talks in Berlin")
    answers(page, "adds nobody and leaves out China and South Korea")


@pytest.mark.timeout(300)
def test_the_waiting_times_answer_in_jupyterlab(page):
    answers(page, "From 3 September 1999 it was 2,497 days to the next launch, on 5 July 2006.")
    page.locator(".widget-datepicker input").fill("1998-08-30")
    page.locator(".widget-datepicker input").blur()
    answers(page, "From 30 August 1998 it was 1 day to the next launch, on 31 August 1998.")
    page.get_by_role("button", name="Start again").click()
    page.wait_for_function("() => document.querySelector('.widget-datepicker input').value === '1999-09-03'")

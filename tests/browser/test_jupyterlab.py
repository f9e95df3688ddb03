"""The chapter's control in a real JupyterLab with a real kernel: choose another table, read another answer."""

from __future__ import annotations

import importlib.util
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

sync_api = pytest.importorskip("playwright.sync_api")

ROOT = Path(__file__).resolve().parent.parent.parent
CHAPTER = ROOT / "book" / "chapters" / "01_monitor-1999.ipynb"
TOKEN = "reader"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def load_chromium():
    spec = importlib.util.spec_from_file_location("tool_chromium_lab", ROOT / "tools" / "chromium.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def control_only(notebook: dict) -> dict:
    """The chapter cut down to the set-up, the tables and the control: the cells that the control needs."""
    needed = ("import shieldbook as sb", 'tables = sb.load("formats")', "TableExplorer(")
    cells = [cell for cell in notebook["cells"]
             if cell["cell_type"] == "code" and any(part in "".join(cell["source"]) for part in needed)]
    assert len(cells) >= 3, "the chapter no longer holds the cells of the control"
    return {**notebook, "cells": cells}


@pytest.fixture
def lab(tmp_path):
    """JupyterLab on a copy of the chapter, served on this machine only; yields its address."""
    notebook = json.loads(CHAPTER.read_text(encoding="utf-8"))
    (tmp_path / "chapter.ipynb").write_text(json.dumps(control_only(notebook)), encoding="utf-8")
    port = free_port()
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(tmp_path / "config"), "JUPYTER_DATA_DIR": str(tmp_path / "share")}
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


@pytest.mark.timeout(300)
def test_the_control_answers_in_jupyterlab(lab, tmp_path):
    if shutil.which("jupyter", path=str(Path(sys.executable).parent)) is None:
        pytest.skip("JupyterLab is not in this environment")
    chromium = load_chromium()
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.get(), args=list(chromium.LAUNCH_ARGUMENTS))
        page = browser.new_page(viewport={"width": 1280, "height": 1400})
        page.goto(lab)
        page.wait_for_selector(".jp-Notebook", timeout=90_000)
        # Cells sent before the kernel answers are dropped without a word.
        page.wait_for_function("() => document.body.innerText.includes('| Idle')", timeout=90_000)
        page.click("text=Run >> nth=0")
        page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
        choice = page.locator(".widget-dropdown select")
        choice.wait_for(timeout=120_000)
        answer = page.locator(".jp-OutputArea", has_text="Against the four-party talks").last
        answer.wait_for(timeout=30_000)
        assert "adds Japan and Russia and leaves out nobody" in answer.inner_text()
        choice.select_option(label="US-North Korean talks in Berlin")
        page.wait_for_function(
            "() => document.body.innerText.includes('adds nobody and leaves out China and South Korea')", timeout=10_000)
        browser.close()

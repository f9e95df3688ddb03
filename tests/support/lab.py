"""A real JupyterLab on a folder, served to this machine only, and what a reader does in it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

TOKEN = "reader"
OPTIONS = (
    "--no-browser",
    "--allow-root",
    "--ip=127.0.0.1",
    f"--IdentityProvider.token={TOKEN}",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
)


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextmanager
def jupyterlab(root: Path) -> Iterator[Callable[[str], str]]:
    """JupyterLab as nobody has set it up, with `root` as its folder; yields what gives the address
    at which a file there opens."""
    if shutil.which("jupyter", path=str(Path(sys.executable).parent)) is None:
        pytest.skip("JupyterLab is not in this environment")
    port, own = free_port(), root / ".own"
    places = {"JUPYTER_CONFIG_DIR": str(own / "config"), "JUPYTER_DATA_DIR": str(own / "share")}
    command = [sys.executable, "-m", "jupyterlab", *OPTIONS, f"--port={port}"]
    server = subprocess.Popen(
        [*command, f"--ServerApp.root_dir={root}"],
        env={**os.environ, **places},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _answers(f"http://127.0.0.1:{port}/api?token={TOKEN}")
        yield lambda name: f"http://127.0.0.1:{port}/lab/tree/{name}?token={TOKEN}&reset"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _answers(address: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except OSError:
            time.sleep(0.5)
    pytest.fail("JupyterLab did not start within a minute")


def run_all(page) -> None:
    """Run all cells of the notebook that is open."""
    page.wait_for_selector(".jp-Notebook", timeout=90_000)
    # Cells sent before the kernel answers are dropped without a word.
    page.wait_for_function("() => document.body.innerText.includes('| Idle')", timeout=90_000)
    page.click("text=Run >> nth=0")
    page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")

"""Kernels copied from one process: they send what any kernel sends, and end as any does."""

import sys

import nbformat
import pytest
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

from shieldbook.proof import COLLECT
from shieldbook.publish import kernels

pytestmark = pytest.mark.slow

forking = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

SHOWN = (
    "import os\n\nimport pandas as pd\n\nimport shieldbook as sb",
    'sb.Article("monitor-1999").voices()',
    'sb.show(sb.load("articles")[["id"]], "Articles")',
    # Wider than a terminal: what pandas makes of it depends on where it was imported.
    'pd.DataFrame([["a long word or two"] * 12])',
    "import ipywidgets\n\nsorted(get_ipython().kernel.comm_manager.targets)",
    'os.getcwd(), os.environ["LAMP"], __name__',
)


def ran(*codes, **told):
    """The outputs of a notebook's cells, each in a cell of its own."""
    cells = [nbformat.v4.new_code_cell(code) for code in codes]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=120, **told).execute()
    return [cell.outputs for cell in notebook.cells]


@forking
def test_a_forked_kernel_sends_what_any_kernel_sends(monkeypatch, tmp_path):
    monkeypatch.setenv(COLLECT, "1")
    monkeypatch.setenv("LAMP", "lit")
    there = {"resources": {"metadata": {"path": str(tmp_path)}}}
    alone = ran(*SHOWN, **there)
    with kernels.forked_kernels():
        forked = ran(*SHOWN, **there)
    assert forked == alone and str(tmp_path) in str(forked[-1])


@forking
def test_every_forked_kernel_begins_anew():
    with kernels.forked_kernels():
        ran("lit = 1")
        assert ran("'lit' in globals()")[0][0]["data"]["text/plain"] == "False"


@forking
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_forked_kernel_that_dies_is_missed():
    with kernels.forked_kernels(), pytest.raises(DeadKernelError):
        ran("import os, signal\n\nos.kill(os.getpid(), signal.SIGKILL)")


@forking
def test_kernels_start_as_ever_after_a_build():
    asked = "import os\n\nopen(f'/proc/{os.getppid()}/cmdline').read()"
    with kernels.forked_kernels():
        inside = str(ran(asked))
    after = str(ran(asked))
    assert [name for name in (inside, after) if kernels.__name__ in name] == [inside]


def test_where_a_process_cannot_fork_kernels_start_as_ever(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    before = KernelProvisionerFactory.instance().default_provisioner_name
    with kernels.forked_kernels():
        assert KernelProvisionerFactory.instance().default_provisioner_name == before

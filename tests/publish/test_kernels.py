"""Kernels copied from one process: they send what any kernel sends, and end as any does."""

import asyncio
import sys
from queue import Empty

import nbformat
import pytest
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

from shieldbook.proof import COLLECT
from shieldbook.publish import kernels

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
    NotebookClient(
        notebook, timeout=120, kernel_manager_class=kernels.LookingManager, **told
    ).execute()
    return [cell.outputs for cell in notebook.cells]


@pytest.mark.slow
@forking
def test_a_forked_kernel_sends_what_any_kernel_sends(monkeypatch, tmp_path):
    monkeypatch.setenv(COLLECT, "1")
    monkeypatch.setenv("LAMP", "lit")
    there = {"resources": {"metadata": {"path": str(tmp_path)}}}
    alone = ran(*SHOWN, **there)
    with kernels.forked_kernels():
        forked = ran(*SHOWN, **there)
    assert forked == alone and str(tmp_path) in str(forked[-1])


@pytest.mark.slow
@forking
def test_every_forked_kernel_begins_anew():
    with kernels.forked_kernels():
        ran("lit = 1")
        assert ran("'lit' in globals()")[0][0]["data"]["text/plain"] == "False"


@pytest.mark.slow
@forking
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_forked_kernel_that_dies_is_missed():
    with kernels.forked_kernels(), pytest.raises(DeadKernelError):
        ran("import os, signal\n\nos.kill(os.getpid(), signal.SIGKILL)")


@pytest.mark.slow
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


class Silent:
    """A socket that does not say that a message has come; it lies there from the second look on."""

    def __init__(self, looks=1):
        self.looks, self.asked = looks, []

    async def poll(self, timeout):
        self.asked.append(timeout)
        return len(self.asked) > self.looks


def heard(socket, timeout):
    """What a channel on this socket hears in some seconds."""
    channel = object.__new__(kernels._Looking)
    channel.socket, channel._recv = socket, lambda: asyncio.sleep(0, "a message")
    return asyncio.run(channel.get_msg(timeout))


@pytest.mark.parametrize("timeout", [60, None])
def test_a_message_of_which_nothing_is_said_is_heard_soon(timeout):
    socket = Silent()
    assert heard(socket, timeout) == "a message"
    assert socket.asked == [1000 * kernels.LOOK_EVERY_SECONDS] * 2


def test_a_channel_waits_no_longer_than_it_is_told():
    socket = Silent(looks=99)
    with pytest.raises(Empty):
        heard(socket, 0.01)
    assert len(socket.asked) == 1 and socket.asked[0] <= 10

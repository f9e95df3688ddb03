"""Kernels for a build of many notebooks: forked from one process that has the libraries at hand,
and asked by a client that misses no answer.

A kernel needs more than a second of a processor to import pandas and Altair, and Altair's first
chart another, whatever the notebook. Jupyter lets a program of its own start kernels, a
provisioner; this one asks the process for a copy of itself. The book's own package is not in the
copy: every notebook imports it as it does anywhere.
"""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import EntryPoint
from queue import Empty
from subprocess import PIPE
from typing import Any

import psutil
from jupyter_client import AsyncKernelClient, AsyncKernelManager
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner
from traitlets import DottedObjectName, Type

NAME = "shieldbook-forked"
PACKAGE = "shieldbook"
COLUMNS_IN_A_KERNEL = 20
LOOK_EVERY_SECONDS = 0.5


@contextmanager
def forked_kernels() -> Iterator[None]:
    """Inside this, kernels that this process starts are forked.

    On Linux only: Windows cannot fork, and Python calls a fork on macOS unsafe. There kernels start
    as ever.
    """
    if sys.platform != "linux":
        yield
        return
    factory = KernelProvisionerFactory.instance()
    before = factory.default_provisioner_name
    factory.provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:Forked", KernelProvisionerFactory.GROUP_NAME
    )
    with _Nursery() as Forked.nursery:
        factory.default_provisioner_name = NAME
        try:
            yield
        finally:
            factory.default_provisioner_name = before
            del factory.provisioners[NAME]


class _Looking(AsyncZMQSocketChannel):
    """A channel that looks for itself, every half second, whether a message has come.

    Once in some thousand cells the system does not say that one has (ZeroMQ 4.3.5 under pyzmq 27:
    the message lies there, and the descriptor that is waited on stays silent). A notebook that
    waits for its sixty seconds to pass takes half as long as the whole build.
    """

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message; `timeout` in seconds, None for ever. Raises Empty when it is over."""
        end = math.inf if timeout is None else time.monotonic() + timeout
        while True:
            left = max(0.0, end - time.monotonic())
            try:
                return await super().get_msg(min(left, LOOK_EVERY_SECONDS))
            except Empty:
                if left <= LOOK_EVERY_SECONDS:
                    raise


class _LookingClient(AsyncKernelClient):
    shell_channel_class = Type(_Looking)
    iopub_channel_class = Type(_Looking)


class LookingManager(AsyncKernelManager):
    """Manages a kernel as Jupyter does; its clients miss no message. For nbclient's
    `kernel_manager_class`."""

    client_class = DottedObjectName(f"{__name__}._LookingClient")


class _Nursery:
    """The process that is copied: begun afresh, so that threads and open files of this program are
    not in a copy. It takes an order a line, in JSON, and answers with the id of the copy."""

    def __enter__(self) -> _Nursery:
        self._one_at_a_time = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=PIPE, stdout=PIPE, encoding="utf-8"
        )
        return self

    def __exit__(self, *_: Any) -> None:
        self._process.communicate()

    def copy(self, **order: Any) -> int:
        """A new kernel; returns the id of its process. `order`: the file, folder and environment of
        `_become_kernel`. Raises ChildProcessError, or BrokenPipeError, where the process is gone.
        """
        with self._one_at_a_time:
            print(json.dumps(order), file=self._process.stdin, flush=True)
            answer = self._process.stdout.readline()
        if not answer:
            raise ChildProcessError("the process from which kernels are copied has ended")
        return int(answer)


class _Copied(psutil.Process):
    """A forked kernel as its provisioner handles one: the part of `subprocess.Popen` that it uses.
    Nobody here learns with what code the process of another ended: an ended one has ended well."""

    stdin = stdout = stderr = None

    def poll(self) -> int | None:
        """None while it runs, 0 after."""
        return None if self.is_running() else 0

    def send_signal(self, sig: int) -> None:
        """Send it a signal; nothing happens once it has ended."""
        with suppress(psutil.NoSuchProcess):
            super().send_signal(sig)


class Forked(LocalProvisioner):
    """Starts a kernel as a copy of the nursery; all else is Jupyter's own way with local ones."""

    nursery: _Nursery

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        """Start the kernel whose connection file Jupyter has written; returns how to reach it."""
        self.cwd = kwargs.get("cwd") or os.getcwd()
        self.process = _Copied(
            self.nursery.copy(
                file=self.parent.connection_file, cwd=str(self.cwd), env=dict(kwargs["env"])
            )
        )
        self.pid = self.pgid = self.process.pid
        return self.connection_info


def _copy_on_order() -> None:
    from ipykernel.kernelapp import IPKernelApp

    _have_at_hand()
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]
    # Nobody waits for the copies here: the system clears them away.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for order in iter(sys.stdin.readline, ""):
        pid = os.fork()
        if not pid:
            _become_kernel(IPKernelApp, **json.loads(order))
        print(pid, flush=True)


def _have_at_hand() -> None:
    """Import what notebooks use and draw a chart, for the first one takes longest. It is no
    chart of the book: what is wrong with its data is for a notebook to say."""
    import altair as alt
    import pandas as pd

    points = alt.Chart(pd.DataFrame({"x": [1], "y": ["a"]})).mark_point().encode(x="x", y="y")
    (points + points.mark_text()).properties(title="").configure_axis(grid=False).to_dict()
    # pandas asks for a kernel, and takes what is none for a terminal that it has to fit into.
    pd.set_option("display.max_columns", COLUMNS_IN_A_KERNEL)


def _become_kernel(kernel: type, file: str, cwd: str, env: dict[str, str]) -> None:
    """Run a kernel here, in a group of its own as its provisioner expects, and end with it."""
    code = 1
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # What the copies read and print is none of the nursery's orders and answers.
        os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update(env)
        parent = f"--IPKernelApp.parent_handle={os.getppid()}"
        kernel.launch_instance(argv=["-f", file, parent, "--log-level=ERROR"])
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    _copy_on_order()

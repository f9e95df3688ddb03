"""A real JupyterHub on the loopback, and the proxy before it: started, restarted, ended."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import requests

HERE = Path(__file__).resolve().parent
# Seconds that a process may take to come or go; packages that were never read before come slowly.
PATIENCE = 180


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Hub:
    """Proxy and hub as two processes, with all that they write in one folder; a context manager.

    Leaving it ends the proxy, the hub and every server and kernel that a student was given.
    """

    def __init__(self, folder: Path, proxy: Path, repository: str):
        self.folder, self._program = folder, proxy
        self.url, self._api, hub = (f"http://127.0.0.1:{free_port()}" for _ in range(3))
        self.password = secrets.token_hex()
        self._told = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(),
            "BENCH_PUBLIC": self.url,
            "BENCH_HUB": hub,
            "BENCH_PROXY": self._api,
            "BENCH_FOLDER": str(folder),
            "BENCH_PASSWORD": self.password,
            "BENCH_REPOSITORY": repository,
        }
        (folder / "homes").mkdir()
        self._log = (folder / "hub.log").open("ab")

    def __enter__(self) -> Hub:
        ports = [address.rpartition(":")[2] for address in (self.url, self._api)]
        behind = self._told["BENCH_HUB"] + "/hub/error"
        self.proxy = self._start(
            str(self._program),
            *("--ip", "127.0.0.1", "--port", ports[0]),
            *("--api-ip", "127.0.0.1", "--api-port", ports[1]),
            *("--default-target", self._told["BENCH_HUB"], "--error-target", behind),
        )
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *trouble) -> None:
        for process in (self.hub, self.proxy):
            process.terminate()
        for process in self.of_students():
            process.kill()
        for process in (self.hub, self.proxy):
            process.wait(PATIENCE)
        self._log.close()

    def _start(self, *words: str) -> subprocess.Popen:
        return subprocess.Popen(
            words, cwd=self.folder, env=self._told, stdout=self._log, stderr=self._log
        )

    def start(self) -> float:
        """Start the hub, and say after how many seconds it answered. Raises SystemExit if it does
        not."""
        began = time.monotonic()
        self.hub = self._start(sys.executable, "-m", "jupyterhub", "-f", str(HERE / "config.py"))
        while time.monotonic() - began < PATIENCE and self.hub.poll() is None:
            if self._answers():
                return time.monotonic() - began
            time.sleep(0.1)
        said = (self.folder / "hub.log").read_text(errors="replace")[-3000:]
        raise SystemExit(f"Error: the hub did not start.\n{said}")

    def restart(self) -> float:
        """End the hub as an upgrade does and start it again; for how many seconds there was
        none."""
        began = time.monotonic()
        self.hub.terminate()
        self.hub.wait(PATIENCE)
        self.start()
        return time.monotonic() - began

    def _answers(self) -> bool:
        try:
            return requests.get(self.url + "/hub/api/", timeout=5).ok
        except requests.RequestException:
            return False

    def of_students(self, name: str = "") -> list[psutil.Process]:
        """The processes of one student, or of all: told by the home in their environment."""
        homes = str(self.folder / "homes")
        found = []
        for process in psutil.process_iter():
            try:
                home = process.environ().get("HOME", "")
            except psutil.Error:
                continue
            if home == f"{homes}/{name}" or (not name and home.startswith(homes + "/")):
                found.append(process)
        return found

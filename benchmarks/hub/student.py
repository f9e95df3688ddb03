"""A student: logs in, follows the link of a chapter, and runs its notebook from top to bottom, by
the same addresses and messages that a browser with JupyterLab would use."""

from __future__ import annotations

import json
import struct
import time
import uuid
from urllib.parse import parse_qs, urlsplit

import requests
import websocket

# Without these the hub takes a visit to a link for a request of a strange page.
VISIT = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"}
LONGEST = 240


class Lost(Exception):
    """The server or its kernel went away in the middle of a reading."""


class Failed(Exception):
    """Something that a student would see as a fault of the book or the hub."""


class Student:
    """One login at the hub and one notebook; `cells` counts what was run, `seconds` how long each
    step took."""

    def __init__(self, hub, name: str, link: str):
        self.name, self._hub, self._link = name, hub, link
        self._asked = requests.Session()
        self.cells, self.wanted, self.seconds = 0, 0, {}
        self.path, self._key = "", {}

    def enter(self) -> None:
        """Log in and follow the link until the server stands and the book lies in it."""
        began = time.monotonic()
        # Who comes back is still known to the hub.
        if not self._key:
            self._log_in()
        self._follow()
        self.seconds["server"] = time.monotonic() - began
        began = time.monotonic()
        self._pull()
        self.seconds["book"] = time.monotonic() - began

    def _log_in(self) -> None:
        page = self._asked.get(self._hub.url + "/hub/login", headers=VISIT, timeout=LONGEST)
        secret = self._asked.cookies.get("_xsrf", path="/hub/")
        form = {"username": self.name, "password": self._hub.password, "_xsrf": secret}
        answer = self._asked.post(page.url, data=form, headers=VISIT, timeout=LONGEST)
        if not answer.ok:
            raise Failed(f"{self.name} could not log in: {answer.status_code}")
        answer = self._asked.post(
            f"{self._hub.url}/hub/api/users/{self.name}/tokens",
            headers={"X-XSRFToken": self._asked.cookies.get("_xsrf", path="/hub/")},
            timeout=LONGEST,
        )
        self._key = {"Authorization": f"token {answer.json()['token']}"}

    def _follow(self) -> None:
        """Open the link again and again, as the page of the hub that says *starting* does."""
        began, last = time.monotonic(), None
        while time.monotonic() - began < LONGEST:
            try:
                last = self._asked.get(self._link, headers=VISIT, timeout=LONGEST)
            except requests.ConnectionError:
                last = None
            if last is not None and last.ok and f"/user/{self.name}/git-pull" in last.url:
                self._place = parse_qs(urlsplit(last.url).query)
                return
            time.sleep(0.5)
        raise Failed(f"{self.name} waited {LONGEST} s at {last and last.url} for a server")

    def _pull(self) -> None:
        """Let nbgitpuller bring the book, as its page does, and open what the link opens."""
        asked = {name: self._place[name][0] for name in ("repo", "branch")}
        said = self._get("git-pull/api", params=asked).text
        if '"phase": "finished"' not in said:
            raise Failed(f"{self.name} did not get the book: {said[-500:]}")
        opened = self._place["urlpath"][0]
        if "jupyter-config-data" not in self._get(opened).text:
            raise Failed(f"{self.name} was not shown JupyterLab at {opened}")
        self.path = opened.removeprefix("lab/tree/")

    def _get(self, path: str, **more) -> requests.Response:
        address = f"{self._hub.url}/user/{self.name}/{path}"
        answer = self._asked.get(address, headers=self._key, timeout=LONGEST, **more)
        if not answer.ok:
            raise Failed(f"{self.name} got {answer.status_code} from {path}")
        return answer

    def read(self, pause=None) -> None:
        """Run the notebook in a new kernel. At half of the cells `pause`, if given, is waited for.

        Raises Lost where the connection breaks, and Failed where a cell ends in an error.
        """
        began = time.monotonic()
        notebook = self._get(f"api/contents/{self.path}").json()["content"]
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        self.cells, self.wanted = 0, len(cells)
        try:
            kernel = self._start_kernel()
            for cell in cells:
                if pause is not None and self.cells == self.wanted // 2:
                    pause.wait(LONGEST)
                _run(kernel, cell["source"], f"{self.name}, {self.path}, {cell['id']}")
                self.cells += 1
            kernel.close()
        except (OSError, websocket.WebSocketException, requests.RequestException) as trouble:
            raise Lost(f"{self.name} after cell {self.cells}: {trouble!r}") from trouble
        self.seconds["reading"] = time.monotonic() - began

    def _start_kernel(self) -> websocket.WebSocket:
        session = {
            "path": self.path,
            "name": self.path.rpartition("/")[2],
            "type": "notebook",
            "kernel": {"name": "python3"},
        }
        base = f"{self._hub.url}/user/{self.name}/api"
        answer = self._asked.post(
            f"{base}/sessions", json=session, headers=self._key, timeout=LONGEST
        )
        if not answer.ok:
            raise Failed(f"{self.name} got no kernel: {answer.status_code} {answer.text[:300]}")
        channel = f"{base}/kernels/{answer.json()['kernel']['id']}/channels"
        address = f"ws{channel.removeprefix('http')}?session_id={uuid.uuid4().hex}"
        return websocket.create_connection(address, header=self._key, timeout=LONGEST)

    def leave(self) -> None:
        """Stop the server, as *Stop my server* does."""
        address = f"{self._hub.url}/hub/api/users/{self.name}/server"
        self._asked.delete(address, headers=self._key, timeout=LONGEST)


def _run(kernel: websocket.WebSocket, source, where: str) -> None:
    """Run one cell: done when the kernel has replied and is idle again. Raises Failed."""
    asked = uuid.uuid4().hex
    header = {
        "msg_id": asked,
        "msg_type": "execute_request",
        "username": "",
        "session": asked,
        "version": "5.3",
    }
    content = {
        "code": source if isinstance(source, str) else "".join(source),
        "silent": False,
        "store_history": True,
        "user_expressions": {},
        "allow_stdin": False,
        "stop_on_error": True,
    }
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    kernel.send(json.dumps({**message, "channel": "shell", "buffers": []}))
    missing = {"execute_reply", "idle"}
    while missing:
        told = _received(kernel)
        if told.get("parent_header", {}).get("msg_id") != asked:
            continue
        if told["header"]["msg_type"] == "error":
            raise Failed(f"{where}: {told['content']['ename']}: {told['content']['evalue']}")
        missing -= {told["header"]["msg_type"], told["content"].get("execution_state", "")}


def _received(kernel: websocket.WebSocket) -> dict:
    """The next message; one with buffers begins with where its parts begin."""
    told = kernel.recv()
    if not told:
        raise Lost("the connection was closed")
    if isinstance(told, bytes):
        count = struct.unpack_from("!I", told)[0]
        begins = struct.unpack_from(f"!{count}I", told, 4)
        rest = told[begins[0] :]
        told = rest[: begins[1] - begins[0]] if count > 1 else rest
    return json.loads(told)

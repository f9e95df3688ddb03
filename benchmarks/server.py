"""The two servers of the browser bench: one for built pages, one that stands in for the content
networks."""

from __future__ import annotations

import gzip
import json
import mimetypes
import re
import ssl
import subprocess
import threading
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TEXT = (
    "text/",
    "application/javascript",
    "application/json",
    "image/svg+xml",
    "application/manifest+json",
)
# The content networks that are stood in for: what their addresses of npm packages begin with, and
# where a package's own description names the file for an address that names none.
NETWORKS = {"cdn.jsdelivr.net": ("/npm/", "jsdelivr"), "unpkg.com": ("/", "unpkg")}
PACKAGE = re.compile(r"((?:@[^/]+/)?[^/@]+)(?:@v?([\w.-]+))?(?:/(.+))?")

# selfsigned makes a certificate that is good for a day. The browser is told to trust its key: what
# comes under a certificate that it only puts up with is not kept in its cache.
CERTIFICATE = """
const { createHash, X509Certificate } = require("crypto");
import("selfsigned").then(async ({ default: { generate } }) => {
  const made = await generate([{ name: "commonName", value: "localhost" }], { keySize: 2048 });
  const key = new X509Certificate(made.cert).publicKey.export({ type: "spki", format: "der" });
  console.log(made.private + "\\n" + made.cert);
  console.log(createHash("sha256").update(key).digest("base64"));
});
"""


@lru_cache(maxsize=None)
def packed(path: Path, kind: str) -> tuple[bytes, bool]:
    """A file's bytes as they are sent, and whether they are gzipped: text is, pictures and fonts
    are not."""
    content = path.read_bytes()
    if kind.startswith(TEXT):
        return gzip.compress(content, 6, mtime=0), True
    return content, False


class Handler(BaseHTTPRequestHandler):
    """Answers GET from files, over connections that stay open; `find` says which file an address
    of a host means."""

    protocol_version = "HTTP/1.1"
    # Otherwise the body waits for the acknowledgement of the headers: 40 ms a file that no real
    # server costs.
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        """Send the file, or 404 with an empty body."""
        host = self.headers.get("Host", "")
        path = self.server.find(host, unquote(urlsplit(self.path).path))
        if path is None:
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        body, zipped = packed(path, kind)
        self.send_response(200)
        self.send_header(
            "Content-Type", f"{kind}; charset=utf-8" if kind.startswith(TEXT) else kind
        )
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        # A page that reads data of a content network is told, as in life, that everybody may.
        if "Origin" in self.headers:
            self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words) -> None:
        """Say nothing: a line a request would drown the table."""


class Server(ThreadingHTTPServer):
    """A server on a free port of this machine, running in a thread of its own; a context
    manager.

    `trust` are the arguments by which Chromium takes its certificate for good, or puts up with it
    where the second is not heeded.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, find, context: ssl.SSLContext | None = None, key: str = ""):
        super().__init__(("127.0.0.1", 0), Handler)
        self.find = find
        self.context = context
        self.trust = [
            "--ignore-certificate-errors",
            f"--ignore-certificate-errors-spki-list={key}",
        ]

    def get_request(self):
        """Accept a connection; the handshake of a secure one is left to the connection's own
        thread."""
        connection, address = super().get_request()
        if self.context:
            connection = self.context.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            )
        return connection, address

    def handle_error(self, request, client_address) -> None:
        """Pass over connections that the browser drops when a page is closed."""

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return super().__enter__()

    def __exit__(self, *trouble) -> None:
        self.shutdown()
        super().__exit__(*trouble)


def serve_folder(folder: Path) -> Server:
    """A server for a built book."""
    folder = folder.resolve()

    def find(_host: str, address: str) -> Path | None:
        path = (folder / address.lstrip("/")).resolve()
        if path.is_dir():
            path /= "index.html"
        return path if path.is_relative_to(folder) and path.is_file() else None

    return Server(find)


def copy_of(modules: Path, host: str, address: str) -> Path | None:
    """The file of an installed npm package that an address of a content network means; None where
    there is no copy.

    Of a second version the copy is installed under another name, as package.json gives it: the
    package's with the version as pages ask for it.
    """
    prefix, entry = NETWORKS.get(host, ("", ""))
    # An address that begins otherwise keeps its slash, which no name of a package has.
    match = PACKAGE.fullmatch(address.removeprefix(prefix))
    if not match:
        return None
    name, version, inner = match.groups()
    for folder in (modules / name, modules / f"{name}-{version}"):
        if not (folder / "package.json").is_file():
            continue
        package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        path = folder / (inner or package.get(entry) or package["main"])
        fits = version is None or f"{package['version']}.".startswith(f"{version}.")
        if fits and path.is_file():
            return path
    return None


def serve_packages(modules: Path, refused: set[str]) -> Server:
    """A secure server that answers as the content networks do, from installed npm packages.

    An address that names another package, or a version that no installed one fits, is answered
    with 404 and entered in `refused`. Raises SystemExit where no certificate can be made.
    """

    def find(host: str, address: str) -> Path | None:
        path = copy_of(modules, host, address)
        if path is None:
            refused.add(f"{host}{address}")
        return path

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made = subprocess.run(["node", "-e", CERTIFICATE], cwd=modules, capture_output=True, text=True)
    if made.returncode:
        raise SystemExit(
            f"Error: no certificate for the content network's stand-in.\n{made.stderr}"
        )
    pem = modules.parent / "certificate.pem"
    certificate, _, key = made.stdout.strip().rpartition("\n")
    pem.write_text(certificate, encoding="ascii")
    context.load_cert_chain(pem)
    return Server(find, context, key)


def resolver_rules(mirror_port: int | None) -> str:
    """Chromium's rules for names: the content networks lead to the stand-in, every other name
    nowhere."""
    hosts = NETWORKS if mirror_port else ()
    mirror = "".join(f"MAP {host}:443 127.0.0.1:{mirror_port}, " for host in hosts)
    return f"--host-resolver-rules={mirror}MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

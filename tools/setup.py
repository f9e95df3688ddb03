"""Make the environment and run the book's commands: `python tools/setup.py book` (the Makefile
calls this).

Standard library only, for it runs before anything is installed. Whatever can go wrong on a reader's
machine ends in one sentence on standard error, which says what to do, and a non-zero exit.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK, TEST_LOCK = "requirements.txt", "requirements-test.txt"
ROOM_TO_INSTALL, ROOM_TO_BUILD = 2_000_000_000, 200_000_000
QUIET_SECONDS = 10.0
MOST_PORT = 65535

# The lines that the README gives to readers without make: the commands below run exactly these.
MAKE_VENV = ("python3", "-m", "venv", ".venv")
INSTALL_LOCK = ("pip", "install", "--require-hashes", "-r", LOCK)
INSTALL_PACKAGE = ("pip", "install", "--no-deps", "--no-build-isolation", "-e", ".")
BUILD_BOOK = ("jupyter-book", "build", "book", "-W", "-n", "--keep-going")
PLAIN_LINES = (MAKE_VENV, INSTALL_LOCK, INSTALL_PACKAGE, BUILD_BOOK)

COMPILE = (
    "pip",
    "compile",
    "pyproject.toml",
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
)
COMPILE += ("--no-header", "--quiet")
LOCK_LINES = (
    (*COMPILE, "--extra", "check", "--extra", "book", "--extra", "lab", "-o", LOCK),
    (*COMPILE, "--all-extras", "-c", LOCK, "-o", TEST_LOCK),
)

# What decides the pages besides the chapters themselves: the notebook cache knows only the code in
# the cells.
INPUTS = ("shieldbook", "data", LOCK, "pyproject.toml", "book/_config.yml")


class Trouble(Exception):
    """Something the reader can mend; the message is one sentence that says how."""


NO_ROOM = (
    "there is no room left on the disk: free 2 GB where the book is (and where temporary files go) "
    "and try again."
)
BROKEN_DATA = "the data does not keep its contract: see the rows named above."


def plain_signs() -> None:
    """Let both streams take any text: signs of paths, or of other programs' lines, that a console
    lacks become numbers.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Print at once, so that progress is seen as it happens."""
    print(text, flush=True)


# Running programs


def venv_program(name: str) -> Path:
    """Where the environment keeps a program of that name."""
    folder, ending = ("Scripts", ".exe") if sys.platform == "win32" else ("bin", "")
    return ROOT / ".venv" / folder / f"{name}{ending}"


def spell_out(words: Iterable[str]) -> list[str]:
    """Turn a plain line into the command that runs it in this project's environment."""
    program, *rest = words
    if program == "python3":
        return [sys.executable, *rest]
    if program == "pip":
        return [str(venv_program("python")), "-m", "pip", *rest]
    return [str(venv_program(program)), *rest]


def environment() -> dict[str, str]:
    """The variables for child processes: nobody's own Python, pip or IPython settings may change
    the book.

    They write UTF-8, whatever the console reads, for `run` hands their lines on.
    """
    unwanted = (
        "PYTHONHOME",
        "PYTHONPATH",
        "PIP_USER",
        "PIP_TARGET",
        "PIP_PREFIX",
        "PIP_REQUIRE_HASHES",
        "JUPYTER_PATH",
        "SHIELDBOOK_DATA",
        "PYTHONIOENCODING",
    )
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    kept.update(
        PYTHONUNBUFFERED="1",
        PYTHONNOUSERSITE="1",
        PYTHONUTF8="1",
        PIP_DISABLE_PIP_VERSION_CHECK="1",
        PIP_NO_INPUT="1",
        PIP_PROGRESS_BAR="off",
        IPYTHONDIR=str(ROOT / "book" / "_build" / ".ipython"),
    )
    return kept


def run(command: list[str], doing: str, on_line: Callable[[str], str | None] = say) -> int:
    """Run a command, hand its output line by line to `on_line`, and return its exit code.

    After every ten seconds in which nothing was printed, a line tells what is being done and for
    how long. `on_line` prints what it wants shown; a string that it returns is how far the work has
    come.
    """
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    lines: queue.Queue[str | None] = queue.Queue()

    def pump() -> None:
        for line in process.stdout:
            lines.put(line.rstrip("\n"))
        lines.put(None)

    threading.Thread(target=pump, daemon=True).start()
    started = told = time.monotonic()
    far = None
    while True:
        try:
            line = lines.get(timeout=max(0.05, told + QUIET_SECONDS - time.monotonic()))
        except queue.Empty:
            line = ""
        if line is None:
            return process.wait()
        if line:
            far = on_line(line) or far
            if on_line is say:
                told = time.monotonic()
        if time.monotonic() - told >= QUIET_SECONDS:
            told = time.monotonic()
            say(f"  ... {doing}: {told - started:.0f} s" + (f", {far}" if far else ""))


# Looking before acting


def check_python(version: tuple[int, ...] = tuple(sys.version_info[:3])) -> None:
    """Raise Trouble unless this Python is one that the lock was made for."""
    if not (3, 11) <= tuple(version[:2]) <= (3, 13):
        found = ".".join(map(str, version))
        raise Trouble(
            f"this Python is {found}, and the book needs 3.11, 3.12 or 3.13: install one of them, "
            "or name it with make PYTHON=/path/to/python3."
        )


def check_venv_module() -> None:
    """Raise Trouble where Python came without what makes environments (Debian packs it apart)."""
    try:
        import ensurepip  # noqa: F401 - only whether it is there
        import venv  # noqa: F401 - only whether it is there
    except ImportError:
        name = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        raise Trouble(
            "this Python lacks its venv module: install it (on Debian and Ubuntu: apt-get "
            f"install {name}), "
            "and try again."
        ) from None


def check_folder() -> None:
    """Raise Trouble where nothing can be written in the project's folder."""
    try:
        with tempfile.TemporaryFile(dir=ROOT):
            pass
    except OSError:
        raise Trouble(
            f"nothing can be written in {ROOT}: give yourself the right to write there, or copy "
            "the project elsewhere."
        ) from None


def check_room(needed: int) -> None:
    """Raise Trouble where the project's disk has fewer than `needed` bytes free."""
    free = shutil.disk_usage(ROOT).free
    if free < needed:
        raise Trouble(
            f"only {free / 1e9:.1f} GB are free on the disk of {ROOT}: free {needed / 1e9:.1f} GB "
            "and try again."
        )


# The environment


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 over names and contents of files, folders read through, in a fixed order."""
    total = hashlib.sha256()
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if file.is_file() and "__pycache__" not in file.parts:
                total.update(file.relative_to(ROOT).as_posix().encode() + b"\0")
                total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _stamp_file() -> Path:
    return ROOT / ".venv" / "shieldbook.json"


def _read_json(path: Path) -> dict:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def venv_is_sound() -> bool:
    """Whether .venv starts, is of this Python's version, and was made where it now stands (it
    cannot be moved)."""
    if _read_json(_stamp_file()).get("root", str(ROOT)) != str(ROOT):
        return False
    ask = [str(venv_program("python")), "-c", "import pip, sys; print(*sys.version_info[:2])"]
    try:
        answer = subprocess.run(ask, capture_output=True, text=True, env=environment(), timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and answer.stdout.split() == [
        str(part) for part in sys.version_info[:2]
    ]


def make_venv() -> None:
    """Make .venv where there is none that works."""
    if venv_is_sound():
        return
    check_venv_module()
    if (ROOT / ".venv").exists():
        say(
            "The environment in .venv does not fit any more (moved, broken or of another Python): "
            "making it anew."
        )
        shutil.rmtree(ROOT / ".venv")
    else:
        say("Making the environment in .venv")
    said: list[str] = []
    if run(spell_out(MAKE_VENV), "making the environment", said.append):
        raise Trouble(
            f"the environment could not be made: {said[-1] if said else 'python -m venv failed'}"
        )


# How pip says it, and what the reader can do about it; the first that fits is told.
PIP_TROUBLES = (
    (
        ("DO NOT MATCH THE HASHES",),
        "{lock} is broken or a download was tampered with, for a package does not match its hash: "
        "restore the file (git checkout {lock}) and try again.",
    ),
    (
        (
            "In --require-hashes mode",
            "Hashes are required",
            "Invalid requirement",
            "Malformed hash",
        ),
        "{lock} is broken, for a line of it has no version or no hash: "
        "restore the file (git checkout {lock}) and try again.",
    ),
    (("No space left on device", "not enough space on the disk"), NO_ROOM),
    (
        ("Permission denied", "Read-only file system"),
        "the environment in .venv cannot be written: give yourself the right to write there, or "
        "remove .venv.",
    ),
    (
        (
            "NewConnectionError",
            "NameResolutionError",
            "ConnectTimeoutError",
            "ReadTimeoutError",
            "ProxyError",
            "SSLError",
        ),
        "the packages could not be downloaded: see to the connection to the Python package index "
        "and "
        "try again.",
    ),
    (
        ("No matching distribution found",),
        "{lock} names a package or a version that cannot be found: restore the file (git checkout "
        "{lock}) and try again.",
    ),
)


def explain_pip(output: str, lock: str) -> str:
    """One sentence for the reader from what pip printed when it failed."""
    for signs, sentence in PIP_TROUBLES:
        if any(sign in output for sign in signs):
            return sentence.format(lock=lock)
    errors = [line for line in output.splitlines() if line.startswith("ERROR")]
    reason = errors[-1] if errors else "no reason given"
    return f"pip failed on {lock} (all of its output is in .venv/pip.log): {reason}"


def run_pip(words: tuple[str, ...], doing: str, lock: str) -> None:
    """Run one of pip's plain lines, tell how far it is, keep its output in .venv/pip.log. Raises
    Trouble."""
    output: list[str] = []

    def note(line: str) -> str:
        output.append(line)
        if any(kept.startswith("Installing collected") for kept in output):
            return "writing to the disk"
        found = sum(kept.startswith(("Collecting", "Processing")) for kept in output)
        return f"packages looked up: {found}"

    failed = run(spell_out(words), doing, note)
    with (ROOT / ".venv" / "pip.log").open("a", encoding="utf-8") as log:
        log.write("\n".join(["", "$ " + " ".join(words), *output, ""]))
    if failed:
        raise Trouble(explain_pip("\n".join(output), lock))


def install(lock: str) -> None:
    """Install a lock and the package itself, unless the stamp says that exactly these are in
    already."""
    if not (ROOT / lock).is_file():
        raise Trouble(f"{lock} is missing: restore it (git checkout {lock}) and try again.")
    # The tests' lock holds every pin of the book's, so whoever has it needs nothing for the book.
    covered = (LOCK, TEST_LOCK) if lock == TEST_LOCK else (LOCK,)
    wanted = {name: digest([ROOT / name]) for name in covered}
    package = digest([ROOT / "pyproject.toml"])
    stamp = _read_json(_stamp_file())
    has = stamp.get("locks", {})
    if has.get(lock) == wanted[lock] and stamp.get("package") == package and venv_is_sound():
        return
    check_room(ROOM_TO_INSTALL)
    make_venv()
    _stamp_file().unlink(missing_ok=True)
    say(f"Installing the packages of {lock} (once; a few minutes)")
    run_pip((*INSTALL_LOCK[:-1], lock), "installing", lock)
    run_pip(INSTALL_PACKAGE, "installing the book's own package", lock)
    _stamp_file().write_text(
        json.dumps({"root": str(ROOT), "locks": wanted, "package": package}), encoding="utf-8"
    )


def prepare(lock: str = LOCK) -> None:
    """Have an environment that fits the lock, or raise Trouble."""
    check_python()
    check_folder()
    install(lock)


# The book


def must(command: list[str], doing: str, trouble: str) -> None:
    """Run a command whose output the reader should see; raise Trouble with the sentence where it
    fails."""
    if run(command, doing):
        raise Trouble(trouble)


def shieldbook(*words: str) -> list[str]:
    """The command line of the package, in the environment."""
    return [str(venv_program("python")), "-m", "shieldbook", *words]


def drop_stale_pages() -> dict:
    """Remove what an earlier build left and this one may not use; return the state that a good
    build has.

    The notebook cache does not see that the data or the package changed, and Sphinx forgets a
    warning once the page that caused it is read: after either, pages are made anew.
    """
    built = ROOT / "book" / "_build"
    before = _read_json(built / "shieldbook.json")
    now = {"inputs": digest(ROOT / name for name in INPUTS), "finished": True}
    if built.exists() and before.get("inputs") != now["inputs"]:
        shutil.rmtree(built)
    elif not before.get("finished"):
        shutil.rmtree(built / ".doctrees", ignore_errors=True)
    return now


def build_pages() -> None:
    """Run every notebook and make the pages; a warning or a failing cell raises Trouble."""
    check_room(ROOM_TO_BUILD)
    state = drop_stale_pages()
    note = ROOT / "book" / "_build" / "shieldbook.json"
    (note.parent / ".ipython").mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps({**state, "finished": False}), encoding="utf-8")
    say("Running the notebooks")
    run(
        [str(venv_program("python")), str(ROOT / "tools" / "ahead.py")],
        "running",
        lambda line: None,
    )
    must(
        spell_out(BUILD_BOOK),
        "building the book",
        "the book was not built: the first error or warning above says where to look.",
    )
    note.write_text(json.dumps(state), encoding="utf-8")


def book(_words: list[str]) -> None:
    """Check the data and its pages, run every notebook, build the book, tell where it is."""
    started = time.monotonic()
    prepare()
    build(started)


def build(started: float) -> None:
    """Validate, check the generated pages, build; `started` is a reading of time.monotonic()."""
    must(shieldbook("validate"), "validating the data", BROKEN_DATA)
    must(
        shieldbook("docs", "--check"),
        "checking the generated pages",
        "what is made from the data is out of date: the lines above say what to run.",
    )
    build_pages()
    page = ROOT / "book" / "_build" / "html" / "index.html"
    say(f"The book is at {page} ({time.monotonic() - started:.0f} s).")


def test(words: list[str]) -> None:
    """Have a Chromium, build the book, run every test; further words go to pytest."""
    started = time.monotonic()
    prepare(TEST_LOCK)
    os.environ["CHROMIUM"] = chromium()
    build(started)
    say("Running the tests")
    pytest = [str(venv_program("python")), "-m", "pytest", "-n", "2", *words]
    if subprocess.run(pytest, cwd=ROOT, env=environment()).returncode:
        raise Trouble("not every test passed: see the names above.")


def chromium() -> str:
    """The path of a Chromium that starts, installed now where there was none. Raises Trouble."""
    said: list[str] = []

    def show(line: str) -> None:
        said.append(line)
        say(line)

    if run(
        [str(venv_program("python")), str(ROOT / "tools" / "chromium.py"), "--get"],
        "looking for Chromium",
        show,
    ):
        raise Trouble(
            said[-1].removeprefix("Error: ") if said else "the search for a Chromium failed."
        )
    return said[-1]


def lab(words: list[str]) -> None:
    """Open JupyterLab on the chapters."""
    prepare()
    subprocess.run(
        [str(venv_program("jupyter-lab")), "book/chapters", *words], cwd=ROOT, env=environment()
    )


def port_of(word: str) -> int:
    """The port that a word names. Raises Trouble where it names none."""
    if not (word.isascii() and word.isdigit() and len(word) <= 5 and int(word) <= MOST_PORT):
        raise Trouble(
            f"{word} is not a port: give a number up to {MOST_PORT}, as in make serve ARGS=8001."
        )
    return int(word)


def serve(words: list[str]) -> None:
    """Serve the built book to this machine only; a word is the port, 8000 unless given."""
    pages = ROOT / "book" / "_build" / "html"
    if not (pages / "index.html").is_file():
        raise Trouble("there is no built book yet: run make book first.")
    port = port_of(words[0]) if words else 8000
    handler = partial(SimpleHTTPRequestHandler, directory=str(pages))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    with server:
        say(f"The book is at http://127.0.0.1:{server.server_port}/ (Ctrl-C ends this).")
        server.serve_forever()


def bench(words: list[str]) -> None:
    """Measure builds, validation, loading and pages in a browser; see benchmarks/README.md."""
    prepare(TEST_LOCK)
    os.environ["CHROMIUM"] = chromium()
    command = [str(venv_program("python")), str(ROOT / "benchmarks" / "bench.py"), *words]
    must(command, "measuring", "the measurements did not finish.")


def vendor(words: list[str]) -> None:
    """Refresh the vendored scripts: the bundle of the pages and the checker of the tests."""
    prepare()
    command = [str(venv_program("python")), str(ROOT / "tools" / "vendor.py"), *words]
    must(command, "refreshing", "the vendored scripts were not refreshed.")


def validate(words: list[str]) -> None:
    """Hold the data against its contract and the house rules."""
    prepare()
    must(shieldbook("validate", *words), "validating the data", BROKEN_DATA)


def docs(words: list[str]) -> None:
    """Write the pages that are generated from the contract."""
    prepare()
    must(
        shieldbook("docs", *words),
        "writing the generated pages",
        "the generated pages could not be written.",
    )


def lock(words: list[str]) -> None:
    """Resolve the two locks anew from pyproject.toml with uv; `--upgrade` takes newer versions."""
    check_python()
    uv = shutil.which("uv")
    if not uv:
        raise Trouble(
            "uv is needed to resolve the locks: install it (pip install uv) and try again."
        )
    for line in LOCK_LINES:
        must([uv, *line, *words], "resolving", "the locks could not be resolved: see above.")
        say(f"Wrote {line[-1]}")


def clean(_words: list[str]) -> None:
    """Remove what the other commands made, but for the environment, and say what was removed."""
    made = [
        ROOT / name
        for name in (
            "book/_build",
            "dist",
            "benchmarks/latest.json",
            "benchmarks/.node",
            ".pytest_cache",
            ".hypothesis",
            ".ruff_cache",
        )
    ]
    own = [
        folder
        for folder in ROOT.iterdir()
        if folder.is_dir() and folder.name not in (".venv", ".git")
    ]
    for folder in (ROOT, *own):
        for pattern in ("*.egg-info", "__pycache__", ".ipynb_checkpoints"):
            made += folder.glob(pattern) if folder == ROOT else folder.rglob(pattern)
    for path in made:
        if not path.exists():
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        say(f"Removed {path.relative_to(ROOT)}")
    if (ROOT / ".venv").exists():
        say("Kept .venv; remove it by hand to start from nothing.")


COMMANDS = {
    command.__name__: command
    for command in (book, test, lab, serve, bench, vendor, validate, docs, lock, clean)
}


def main(words: list[str]) -> int:
    """Run one command; return 0, 1 after a trouble told in one sentence, 2 for an unknown command,
    130 when stopped."""
    plain_signs()
    if not words or words[0] not in COMMANDS:
        print(f"Error: say one of {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    try:
        COMMANDS[words[0]](words[1:])
    except Trouble as trouble:
        print(f"Error: {trouble}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Error: {NO_ROOM if error.errno == errno.ENOSPC else error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

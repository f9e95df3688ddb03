"""The commands on a reader's machine: what they install, when, and what they say when something is
missing."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from support import ROOT
from support.tools import POSIX, assert_one_sentence, load_tool


@pytest.fixture
def setup(tmp_path, monkeypatch):
    """tools/setup.py, with a small folder of its own for a project."""
    module = load_tool("setup")
    root = tmp_path / "project"
    root.mkdir()
    (root / "pyproject.toml").write_text("[project]\nname = 'small'\n")
    (root / "requirements.txt").write_text("small==1.0\n")
    (root / "requirements-test.txt").write_text("small==1.0\nlarge==1.0\n")
    monkeypatch.setattr(module, "ROOT", root)
    return module


@pytest.fixture
def pip_lines(setup, monkeypatch):
    """The lines that would have gone to pip, with an environment that is always sound."""
    lines = []

    def sound():
        (setup.ROOT / ".venv").mkdir(exist_ok=True)
        return True

    monkeypatch.setattr(setup, "venv_is_sound", sound)
    monkeypatch.setattr(setup, "run_pip", lambda words, *_: lines.append(" ".join(words)))
    return lines


# What may be missing


def run_finder(path: Path, **more: str) -> subprocess.CompletedProcess:
    command = [shutil.which("sh"), str(ROOT / "tools" / "run.sh"), "nothing"]
    return subprocess.run(command, env={"PATH": str(path), **more}, capture_output=True, text=True)


@POSIX
def test_a_missing_python_is_told_in_one_sentence(tmp_path):
    answer = run_finder(tmp_path)
    assert answer.returncode == 1
    assert_one_sentence(answer.stderr, "no Python was found", "3.11, 3.12 or 3.13")


@POSIX
def test_a_python_of_a_wrong_version_is_told_with_its_version(tmp_path):
    fake = tmp_path / "python3"
    fake.write_text('#!/bin/sh\ncase "$2" in *platform*) echo 3.8.1 ;; *) exit 1 ;; esac\n')
    fake.chmod(0o755)
    answer = run_finder(tmp_path)
    assert answer.returncode == 1
    assert_one_sentence(answer.stderr, "3.8.1", "3.11, 3.12 or 3.13")


@POSIX
def test_a_named_python_that_does_not_start_is_told_by_its_name(tmp_path):
    answer = run_finder(tmp_path, PYTHON="/nowhere/python3")
    assert answer.returncode == 1
    assert_one_sentence(answer.stderr, "/nowhere/python3")


@POSIX
def test_the_finder_passes_over_an_old_python_to_one_that_fits(tmp_path):
    old = tmp_path / "python3.11"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    (tmp_path / "python3").symlink_to(sys.executable)
    answer = run_finder(tmp_path)
    assert answer.returncode == 2 and "say one of book" in answer.stderr


@pytest.mark.parametrize("version", [(3, 10, 14), (3, 14, 0)])
def test_a_python_outside_the_range_is_refused(setup, monkeypatch, capsys, version):
    monkeypatch.setattr(setup.check_python, "__defaults__", (version,))
    assert setup.main(["book"]) == 1
    assert_one_sentence(capsys.readouterr().err, ".".join(map(str, version)), "3.11, 3.12 or 3.13")


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_missing_venv_module_is_told_with_the_package_that_brings_it(
    setup, monkeypatch, capsys, module
):
    monkeypatch.setitem(sys.modules, module, None)
    assert setup.main(["book"]) == 1
    assert_one_sentence(capsys.readouterr().err, "venv module", "apt-get install python3.")


def test_too_little_room_is_told_before_anything_is_installed(setup, monkeypatch, capsys):
    monkeypatch.setattr(setup.shutil, "disk_usage", lambda _: SimpleNamespace(free=1_200_000_000))
    assert setup.main(["book"]) == 1
    assert_one_sentence(capsys.readouterr().err, "only 1.2 GB", "free 2.0 GB")
    assert not (setup.ROOT / ".venv").exists()


def test_a_disk_that_fills_up_meanwhile_is_told_in_one_sentence(setup, monkeypatch, capsys):
    def full(*_):
        raise OSError(setup.errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(setup, "install", full)
    assert setup.main(["book"]) == 1
    assert_one_sentence(capsys.readouterr().err, "no room left")


def test_a_folder_that_cannot_be_written_is_told_by_its_path(setup, monkeypatch, capsys):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(setup.tempfile, "TemporaryFile", refuse)
    assert setup.main(["book"]) == 1
    assert_one_sentence(capsys.readouterr().err, f"nothing can be written in {setup.ROOT}")


def test_a_missing_lock_is_told_by_its_name(setup, capsys):
    (setup.ROOT / "requirements.txt").unlink()
    assert setup.main(["book"]) == 1
    assert_one_sentence(capsys.readouterr().err, "requirements.txt is missing")


@pytest.fixture
def wheel(setup) -> Path:
    """A package of one line, so that pip has something to check without downloading it."""
    path = setup.ROOT / "small-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("small.py", "ONE = 1\n")
        archive.writestr(
            "small-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: small\nVersion: 1.0\n"
        )
        archive.writestr(
            "small-1.0.dist-info/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        archive.writestr("small-1.0.dist-info/RECORD", "")
    return path


def write_lock(setup, text: str) -> None:
    (setup.ROOT / "requirements.txt").write_text(text)


def test_a_lock_with_a_wrong_hash_is_refused(setup, wheel, capsys):
    write_lock(setup, f"./{wheel.name} --hash=sha256:{'0' * 64}\n")
    assert setup.main(["book"]) == 1
    assert_one_sentence(
        capsys.readouterr().err, "requirements.txt is broken", "does not match its hash"
    )


def test_a_lock_with_a_line_without_hash_is_refused(setup, wheel, capsys):
    write_lock(setup, f"./{wheel.name}\n")
    assert setup.main(["book"]) == 1
    assert_one_sentence(capsys.readouterr().err, "requirements.txt is broken", "no hash")


def test_a_lock_cut_off_in_a_line_is_refused(setup, wheel, capsys):
    good = f"./{wheel.name} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"
    write_lock(setup, f"{good}\nlarge=")
    assert setup.main(["book"]) == 1
    assert_one_sentence(capsys.readouterr().err, "requirements.txt is broken")


def test_a_failed_installation_leaves_no_stamp(setup, wheel):
    write_lock(setup, f"./{wheel.name} --hash=sha256:{'0' * 64}\n")
    setup.main(["book"])
    assert not (setup.ROOT / ".venv" / "shieldbook.json").exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on "
            "device",
            "no room",
        ),
        ("WARNING: Retrying after connection broken by 'NewConnectionError(...)'", "connection"),
        ("ERROR: [Errno 13] Permission denied: '/x'", "cannot be written"),
        ("ERROR: No matching distribution found for small==9", "cannot be found"),
        ("ERROR: something new", "something new"),
    ],
)
def test_what_pip_says_is_put_into_one_sentence(setup, said, told):
    sentence = setup.explain_pip(said, "requirements.txt")
    assert told in sentence and "\n" not in sentence


# When something is installed


def test_a_first_run_installs_the_lock_then_the_package(setup, pip_lines):
    setup.install("requirements.txt")
    assert pip_lines == [" ".join(setup.INSTALL_LOCK), " ".join(setup.INSTALL_PACKAGE)]


def test_an_unchanged_lock_is_not_installed_again(setup, pip_lines):
    setup.install("requirements.txt")
    pip_lines.clear()
    setup.install("requirements.txt")
    assert pip_lines == []


def test_a_changed_lock_is_installed_again(setup, pip_lines):
    setup.install("requirements.txt")
    pip_lines.clear()
    write_lock(setup, "small==1.1\n")
    setup.install("requirements.txt")
    assert len(pip_lines) == 2


def test_the_tests_environment_serves_the_book_too(setup, pip_lines):
    setup.install("requirements-test.txt")
    pip_lines.clear()
    setup.install("requirements.txt")
    assert pip_lines == []


def test_the_books_environment_does_not_serve_the_tests(setup, pip_lines):
    setup.install("requirements.txt")
    pip_lines.clear()
    setup.install("requirements-test.txt")
    assert any("requirements-test.txt" in line for line in pip_lines)


def test_an_environment_that_was_moved_is_not_sound(setup):
    (setup.ROOT / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    stamp = {"root": str(setup.ROOT / "elsewhere")}
    real = setup._read_json
    setup._read_json = lambda path: stamp if path.name == "shieldbook.json" else real(path)
    assert not setup.venv_is_sound()


def test_an_environment_without_a_python_is_not_sound(setup):
    (setup.ROOT / ".venv" / "bin").mkdir(parents=True)
    assert not setup.venv_is_sound()


def test_a_long_step_tells_the_seconds(setup, monkeypatch, capsys):
    monkeypatch.setattr(setup, "QUIET_SECONDS", 0.3)
    setup.run([sys.executable, "-c", "import time; time.sleep(1)"], "waiting")
    assert re.search(r"waiting: \d+ s", capsys.readouterr().out)


def test_a_step_returns_the_exit_code_of_its_program(setup):
    assert setup.run([sys.executable, "-c", "raise SystemExit(3)"], "failing") == 3


# ------------------------------------------------------------------------------------- any console

CONSOLES = ["cp437", "ascii", "utf-8"]


# A name that is in none of the old consoles, as a reader's folder or a line of another program may
# have it.
def fake_browser(path: Path, code: int = 0) -> Path:
    path.write_text(f"#!/bin/sh\nexit {code}\n")
    path.chmod(0o755)
    return path


STRANGE = "\u0421\u0435\u0440\u0433\u0435\u0435\u0432 \u2026"
LONG_STEP = f"""
import importlib.util, sys
spec = importlib.util.spec_from_file_location("tool_setup", sys.argv[1])
setup = importlib.util.module_from_spec(spec)
spec.loader.exec_module(setup)
setup.QUIET_SECONDS = 0.2
child = "import time; print({STRANGE!r}, flush=True); time.sleep(0.7)"
setup.COMMANDS["step"] = lambda words: setup.run([sys.executable, "-c", child], "waiting")
sys.exit(setup.main(["step"]))
"""


def on_console(encoding: str, *command: object, **more: str) -> subprocess.CompletedProcess:
    """A Python program's answer on a console of that encoding."""
    variables = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT), **more}
    answer = subprocess.run(
        [sys.executable, *map(str, command)], env=variables, cwd=ROOT, capture_output=True
    )
    return subprocess.CompletedProcess(
        answer.args,
        answer.returncode,
        answer.stdout.decode(encoding),
        answer.stderr.decode(encoding),
    )


@pytest.mark.parametrize("encoding", CONSOLES)
def test_progress_and_the_lines_of_other_programs_are_shown_on_any_console(encoding):
    answer = on_console(encoding, "-c", LONG_STEP, ROOT / "tools" / "setup.py")
    assert answer.returncode == 0, answer.stderr
    shown = STRANGE.encode(encoding, "backslashreplace").decode(encoding)
    assert shown in answer.stdout.splitlines() and "  ... waiting: " in answer.stdout


@POSIX
@pytest.mark.parametrize("encoding", CONSOLES)
def test_a_chromium_in_a_folder_with_any_name_is_told_on_any_console(tmp_path, encoding):
    browser = fake_browser(tmp_path / STRANGE)
    answer = on_console(encoding, ROOT / "tools" / "chromium.py", CHROMIUM=str(browser))
    assert answer.returncode == 0, answer.stderr
    assert STRANGE.encode(encoding, "backslashreplace").decode(encoding) in answer.stdout


@pytest.mark.parametrize("encoding", CONSOLES)
@pytest.mark.parametrize(
    "words",
    [("verify", "--article", "monitor-1999"), ("validate",), ("ledger",)],
    ids=lambda words: words[0],
)
def test_a_file_with_any_name_is_told_by_the_package_on_any_console(tmp_path, encoding, words):
    answer = on_console(encoding, "-m", "shieldbook", *words, tmp_path / STRANGE)
    said = answer.stdout + answer.stderr
    assert answer.returncode in (1, 2) and "Traceback" not in said
    assert "is missing" in said or "there is no file" in said


SHOWS_TEXTS = [
    *sorted((ROOT / "tools").glob("*.py")),
    *sorted((ROOT / "benchmarks").glob("*.py")),
    *(
        ROOT / "shieldbook" / f"{name}.py"
        for name in ("cli", "console", "verify", "tables/contract", "tables/ledger")
    ),
]


def texts_of(path):
    """The texts of a program but its docstrings, and but the tables of signs that it looks for in
    others' texts."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]
    apart += [
        node
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_PLAIN"
    ]
    skipped = {id(part) for node in apart for part in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in skipped
    ]


def test_what_the_programs_say_themselves_is_written_in_plain_signs():
    found = {
        path.name: [text for text in texts_of(path) if not text.isascii()] for path in SHOWS_TEXTS
    }
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_every_program_can_show_any_text():
    # The map's recipe needs what the book does not install; it says numbers and, on standard error,
    # a path.
    programs = [
        path
        for path in [*SHOWS_TEXTS, ROOT / "shieldbook" / "__main__.py"]
        if "__main__" in path.read_text(encoding="utf-8") and path.name != "map.py"
    ]
    ready = re.compile(r"\bplain\(\)|\bplain_signs\(\)|\.reconfigure\(|\bmain\(\)\)")
    assert len(programs) >= 7
    assert [
        path.name for path in programs if not ready.search(path.read_text(encoding="utf-8"))
    ] == []


# ------------------------------------------------------------------------------------- what is
# thrown away


@pytest.fixture
def built(setup):
    """A project with a book that was built well."""
    for name in ("data/claims.csv", "shieldbook/display.py", "book/_config.yml"):
        (setup.ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (setup.ROOT / name).write_text("as it was\n")
    pages = setup.ROOT / "book" / "_build"
    (pages / ".doctrees").mkdir(parents=True)
    (pages / ".jupyter_cache").mkdir()
    inputs = setup.digest(setup.ROOT / name for name in setup.INPUTS)
    (pages / "shieldbook.json").write_text(json.dumps({"inputs": inputs, "finished": True}))
    return pages


def test_nothing_is_dropped_where_nothing_changed(setup, built):
    setup.drop_stale_pages()
    assert (built / ".jupyter_cache").exists() and (built / ".doctrees").exists()


@pytest.mark.parametrize(
    "name", ["data/claims.csv", "shieldbook/display.py", "book/_config.yml", "requirements.txt"]
)
def test_outputs_made_from_older_data_or_code_are_dropped(setup, built, name):
    (setup.ROOT / name).write_text("as it is now\n")
    setup.drop_stale_pages()
    assert not built.exists()


def test_pages_are_read_anew_after_a_build_that_failed(setup, built):
    note = built / "shieldbook.json"
    note.write_text(json.dumps(json.loads(note.read_text()) | {"finished": False}))
    setup.drop_stale_pages()
    assert not (built / ".doctrees").exists() and (built / ".jupyter_cache").exists()


def test_clean_says_what_it_removed_and_keeps_the_environment(setup, built, capsys):
    (setup.ROOT / ".venv" / "__pycache__").mkdir(parents=True)
    (setup.ROOT / "shieldbook" / "__pycache__").mkdir()
    assert setup.main(["clean"]) == 0
    said = capsys.readouterr().out
    assert (
        "Removed book/_build" in said
        and "Removed shieldbook/__pycache__" in said
        and "Kept .venv" in said
    )
    assert not built.exists() and (setup.ROOT / ".venv" / "__pycache__").exists()


# Serving


def test_serve_without_a_book_says_how_to_make_one(setup, capsys):
    assert setup.main(["serve"]) == 1
    assert_one_sentence(capsys.readouterr().err, "make book")


@pytest.mark.parametrize(
    "word",
    ["99999", "65536", "-1", "http", "8001.5", "\u00b2", "9" * 5000],
    ids=lambda word: word[:8],
)
def test_a_word_that_is_no_port_is_told_in_one_sentence(setup, capsys, word):
    (setup.ROOT / "book" / "_build" / "html").mkdir(parents=True)
    (setup.ROOT / "book" / "_build" / "html" / "index.html").write_text("<h1>Here</h1>")
    assert setup.main(["serve", word]) == 1
    assert_one_sentence(capsys.readouterr().err, f"{word} is not a port", "65535", "ARGS=8001")


@pytest.mark.parametrize("word, port", [("0", 0), ("80", 80), ("08001", 8001), ("65535", 65535)])
def test_a_port_is_taken_as_it_is_given(setup, word, port):
    assert setup.port_of(word) == port


def test_serve_tells_an_address_of_this_machine_that_answers(setup, tmp_path):
    shutil.copytree(
        ROOT / "tools", setup.ROOT / "tools", ignore=shutil.ignore_patterns("__pycache__")
    )
    pages = setup.ROOT / "book" / "_build" / "html"
    pages.mkdir(parents=True)
    (pages / "index.html").write_text("<h1>Here</h1>")
    server = subprocess.Popen(
        [sys.executable, setup.ROOT / "tools" / "setup.py", "serve", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline()).group()
        assert b"Here" in urllib.request.urlopen(address, timeout=10).read()
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


# ----------------------------------------------------------------------------------------------
# other tools


@pytest.fixture
def shapely(tmp_path):
    """A folder with a stand-in for what the map's recipe needs and the book does not install."""
    folder = tmp_path / "shapely"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "geometry.py").write_text(
        "LineString = Polygon = Point = object\nbox = lambda *_: None\n"
    )
    return tmp_path


@pytest.mark.parametrize(
    "words, told",
    [
        ((), "countries-10m.json"),
        (("nowhere.json",), "nowhere.json cannot be read"),
        ((__file__,), "is not countries-10m.json"),
    ],
    ids=["none", "lost", "another"],
)
def test_a_map_without_its_file_is_told_in_one_sentence(shapely, words, told):
    answer = on_console("utf-8", ROOT / "tools" / "map.py", *words, PYTHONPATH=str(shapely))
    assert answer.returncode == 1
    assert_one_sentence(answer.stderr, told)


@POSIX
def test_scripts_that_npm_does_not_give_are_told_in_one_sentence(tmp_path):
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\nexit 1\n")
    npm.chmod(0o755)
    answer = on_console("utf-8", ROOT / "tools" / "vendor.py", "axe", PATH=str(tmp_path))
    assert answer.returncode == 1
    assert_one_sentence(answer.stderr, "axe could not be refreshed", "npm")


# ----------------------------------------------------------------------------------------------
# What the repository promises


def pins(name: str) -> dict[str, str]:
    """Package with version (and marker) → its hashes, from one of the locks."""
    text = re.sub(r"\\\n", " ", (ROOT / name).read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    hashes = re.compile(r"--hash=sha256:([0-9a-f]{64})")
    return {line.split("--hash")[0].strip(): sorted(hashes.findall(line)) for line in lines}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_every_pin_is_exact_and_has_a_hash(name):
    unpinned = [pin for pin, hashes in pins(name).items() if "==" not in pin or not hashes]
    assert unpinned == []


def test_the_tests_lock_holds_every_pin_of_the_books():
    book, tests = pins("requirements.txt"), pins("requirements-test.txt")
    assert {pin for pin in book if book[pin] != tests.get(pin)} == set()


def test_jupyter_book_is_the_version_that_reads_our_configuration():
    assert "jupyter-book==1.0.4.post1" in pins("requirements.txt")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_the_locks_name_no_package_index(name):
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def readme_block(heading: str) -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = text.split(heading, 1)[1].split("```sh\n", 1)[1].split("```", 1)[0]
    return [line.split("#")[0].strip() for line in block.splitlines() if line.strip()]


def test_the_readmes_plain_lines_are_the_steps_that_make_runs():
    plain = [tuple(line.split()) for line in readme_block("### No make") if "activate" not in line]
    assert plain == list(load_tool("setup").PLAIN_LINES)


def test_ci_runs_the_readmes_test_command():
    command = readme_block("## Two commands")[1]
    assert command == "make test"
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == command


def test_every_make_target_is_a_command():
    targets = (
        re.search(r"^TARGETS := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
        .group(1)
        .split()
    )
    assert set(targets) == set(load_tool("setup").COMMANDS)

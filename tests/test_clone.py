"""A clone is the same on every machine: git leaves line ends alone, on Windows too, where it
rewrites them by habit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# What git would do on Windows, and nothing that this machine was told.
WINDOWS = ("-c", "core.autocrlf=true", "-c", "core.eol=crlf")
ALONE = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(*words, cwd=ROOT, **more):
    """What git prints; a failure of git is one of the test."""
    command = ["git", *map(str, words)]
    return subprocess.run(
        command, cwd=cwd, env=ALONE, capture_output=True, check=True, **more
    ).stdout


def project_files():
    """The paths of every file of the project that git knows or would take."""
    try:
        listed = git("ls-files", "-coz", "--exclude-standard").decode("utf-8")
    except subprocess.CalledProcessError:
        pytest.skip("the project is no git checkout, so its files cannot be told from others")
    return [name for name in sorted(set(listed.split("\0")) - {""}) if (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A clone of the project as it stands here, made as git makes one on Windows."""
    origin, copy = tmp_path_factory.mktemp("origin"), tmp_path_factory.mktemp("windows") / "clone"
    for name in project_files():
        (origin / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, origin / name)
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    git("init", "-q", cwd=origin)
    git("-c", "core.autocrlf=false", "add", "--all", "--force", cwd=origin)
    git(*somebody, "commit", "-q", "-m", "As it stands", cwd=origin)
    git(*WINDOWS, "clone", "-q", *WINDOWS, origin, copy)
    return copy


def test_no_file_changes_a_byte_in_a_clone_on_windows(clone):
    names = project_files()
    assert len(names) > 300
    assert [
        name for name in names if (clone / name).read_bytes() != (ROOT / name).read_bytes()
    ] == []


@pytest.mark.broad
def test_a_clone_on_windows_validates(clone):
    environment = {**ALONE, "PYTHONPATH": str(clone)}
    command = [sys.executable, "-m", "shieldbook", "validate"]
    told = subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True)
    assert (told.stdout, told.returncode) == ("no failures\n", 0)


@pytest.mark.parametrize("script", ["venv.sh", "hooks/pre-commit"])
def test_the_shell_reads_its_scripts_in_a_clone_on_windows(clone, script):
    told = subprocess.run(["sh", "-n", clone / "tools" / script], capture_output=True, text=True)
    assert (told.stderr, told.returncode) == ("", 0)


def test_git_is_told_how_every_file_ends_its_lines():
    names = "\0".join(project_files()).encode("utf-8")
    cells = (
        git("check-attr", "-z", "--stdin", "text", "eol", input=names).decode("utf-8").split("\0")
    )
    told = {}
    for name, attribute, value in zip(*[iter(cells[:-1])] * 3, strict=True):
        told.setdefault(name, {})[attribute] = value
    lines = {"text": "auto", "eol": "lf"}
    assert {
        name: kind for name, kind in told.items() if kind["text"] != "unset" and kind != lines
    } == {}


@pytest.mark.parametrize(
    "name",
    [
        "a.png",
        "a.jpg",
        "a.webp",
        "a.ico",
        "a.pdf",
        "a.woff2",
        "a.zip",
        "a.whl",
        "a.gz",
        "shieldbook/publish/static/vendor/other.js",
        "tests/browser/vendor/other.js",
    ],
)
def test_git_never_touches_a_file_that_is_no_text_of_ours(name):
    assert git("check-attr", "text", name).decode("utf-8").strip() == f"{name}: text: unset"

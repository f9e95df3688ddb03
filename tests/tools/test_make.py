"""What `make` does on a reader's machine: which Python it takes, what it installs and when, and
what it says when something is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from support import ROOT
from support.tools import POSIX, assert_one_sentence, load_tool

# A Python that only notes what it is asked: it makes environments of itself.
FAKE = """#!/bin/sh
case "$*" in
"-m venv .venv")
    mkdir -p .venv/bin
    cp "$0" .venv/bin/python
    echo "command = python -m venv $(pwd -P)/.venv" >.venv/pyvenv.cfg
    echo "$*" >>said.txt ;;
*ensurepip*) [ ! -e no-venv ] ;;
*print*) echo 3.11.9 ;;
-c*) ;;
*) echo "$*" >>said.txt; [ ! -e fails ] ;;
esac
"""


def program(path: Path, text: str) -> Path:
    path.write_text(text)
    path.chmod(0o755)
    return path


def program_in(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True)
    return program(path, text)


class Project:
    """A project of Makefile, locks and the script that makes environments, in a folder with a space
    in its name; its Python only notes what it is asked."""

    def __init__(self, folder: Path):
        self.root, self.bin = folder / "a project", folder / "bin"
        (self.root / "tools").mkdir(parents=True)
        self.bin.mkdir()
        shutil.copy(ROOT / "Makefile", self.root)
        shutil.copy(ROOT / "tools" / "venv.sh", self.root / "tools")
        for name in ("requirements.txt", "requirements-test.txt", "pyproject.toml"):
            (self.root / name).write_text("")
        program(self.bin / "python3.11", FAKE)

    def make(self, *words: str) -> subprocess.CompletedProcess:
        """What make answers; `asked` are then the lines that this run's Python was asked."""
        said = self.root / "said.txt"
        said.unlink(missing_ok=True)
        path = f"{self.bin}{os.pathsep}{os.environ['PATH']}"
        # What the make that runs the tests was asked is not for this one.
        own = ("PYTHON", "MAKEFLAGS", "ARGS")
        inherited = {name: value for name, value in os.environ.items() if name not in own}
        answer = subprocess.run(
            ["make", "--no-print-directory", *words],
            cwd=self.root,
            env={**inherited, "PATH": path},
            capture_output=True,
            text=True,
        )
        self.asked = said.read_text().splitlines() if said.exists() else []
        return answer

    def change(self, name: str) -> None:
        """Let a file be newer than all that was made."""
        newest = max(path.stat().st_mtime for path in (self.root / ".venv").iterdir())
        os.utime(self.root / name, (newest + 1, newest + 1))


@pytest.fixture
def project(tmp_path) -> Project:
    return Project(tmp_path)


pytestmark = POSIX
MAKE_VENV = "-m venv .venv"
BOOK = [
    "-m pip install --no-deps --require-hashes -r requirements.txt",
    "-m pip install --no-deps --no-build-isolation -e .",
]
TESTS = ["-m pip install --no-deps --require-hashes -r requirements-test.txt", BOOK[1]]
VALIDATE = "-m shieldbook validate"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


# What may be missing


def run_finder(path: Path, **more: str) -> subprocess.CompletedProcess:
    command = [shutil.which("sh"), str(ROOT / "tools" / "venv.sh")]
    variables = {"PATH": str(path), **more}
    return subprocess.run(command, env=variables, cwd=path, capture_output=True, text=True)


def test_a_missing_python_is_told_in_one_sentence(tmp_path):
    answer = run_finder(tmp_path)
    assert answer.returncode == 1
    assert_one_sentence(answer.stderr, "no Python was found", "3.11, 3.12 or 3.13")


@pytest.mark.parametrize("version", ["3.8.1", "3.10.14", "3.14.0"])
def test_a_python_outside_the_range_is_told_with_its_version(tmp_path, version):
    program(
        tmp_path / "python3",
        f'#!/bin/sh\ncase "$2" in *print*) echo {version} ;; *) exit 1 ;; esac\n',
    )
    answer = run_finder(tmp_path)
    assert answer.returncode == 1
    assert_one_sentence(answer.stderr, version, "3.11, 3.12 or 3.13")


@pytest.mark.parametrize(
    ("version", "fits"), [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False)]
)
def test_pythons_from_3_11_to_3_13_fit(version, fits):
    script = (ROOT / "tools" / "venv.sh").read_text(encoding="utf-8")
    rule = re.search(r"sys\.exit\(not (.*)\)'", script)[1]
    assert eval(rule.replace("sys.version_info[:2]", repr(version))) is fits


def test_a_named_python_that_does_not_start_is_told_by_its_name(tmp_path):
    answer = run_finder(tmp_path, PYTHON="/nowhere/my python3")
    assert answer.returncode == 1
    assert_one_sentence(answer.stderr, "/nowhere/my python3")


def test_an_old_python_is_passed_over_for_one_that_fits(project):
    program(project.bin / "python3.12", FAKE)
    program(project.bin / "python3.11", "#!/bin/sh\nexit 1\n")
    assert project.make("validate").returncode == 0 and MAKE_VENV in project.asked


def test_a_missing_venv_module_is_told_with_the_package_that_brings_it(project):
    (project.root / "no-venv").touch()
    answer = project.make("validate")
    assert answer.returncode == 2
    assert_one_sentence(first_line(answer.stderr), "venv module", "apt-get install python3.11-venv")


def test_a_folder_that_cannot_be_written_is_told_by_its_path(project):
    program(project.bin / "mkdir", "#!/bin/sh\nexit 1\n")
    answer = project.make("validate")
    assert answer.returncode == 2
    place = f"nothing can be written in {project.root.resolve()}"
    assert_one_sentence(first_line(answer.stderr), place)


def first_line(text: str) -> str:
    """What we say ourselves; the line of make that a target failed comes behind it."""
    return text.splitlines(keepends=True)[0]


# When something is installed


def test_a_first_run_makes_the_environment_then_installs_the_lock_and_the_package(project):
    answer = project.make("validate")
    assert answer.returncode == 0, answer.stderr
    assert project.asked == [MAKE_VENV, *BOOK, VALIDATE]


def test_what_make_says_of_the_environment_is_two_lines(project):
    assert project.make("validate").stdout.splitlines() == [
        "Making the environment in .venv",
        "Installing the packages of requirements.txt (once; a few minutes)",
    ]


def test_a_second_run_installs_nothing_and_says_nothing(project):
    project.make("validate")
    answer = project.make("validate")
    assert (project.asked, answer.stdout) == ([VALIDATE], "")


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_a_changed_lock_is_installed_again(project, name):
    project.make("validate")
    project.change(name)
    project.make("validate")
    assert project.asked == [*BOOK, VALIDATE]


def test_the_tests_environment_serves_the_book_too(project):
    project.make("quick")
    project.make("validate")
    assert project.asked == [VALIDATE]


def test_the_books_environment_does_not_serve_the_tests(project):
    project.make("validate")
    project.make("quick")
    assert project.asked[:2] == TESTS


def test_a_failed_installation_is_told_and_made_again_from_nothing(project):
    (project.root / "fails").touch()
    answer = project.make("validate")
    assert answer.returncode == 2
    assert_one_sentence(first_line(answer.stderr), "requirements.txt could not be installed")
    (project.root / "fails").unlink()
    project.make("validate")
    assert project.asked == [MAKE_VENV, *BOOK, VALIDATE]


def test_an_environment_that_was_left_half_made_is_made_again(project):
    project.make("validate")
    (project.root / ".venv" / ".unfinished").touch()
    project.make("validate")
    assert project.asked == [MAKE_VENV, *BOOK, VALIDATE]


def test_an_environment_that_was_moved_is_made_again(project):
    project.make("validate")
    project.root = project.root.rename(project.root.with_name("elsewhere"))
    project.make("validate")
    assert project.asked == [MAKE_VENV, *BOOK, VALIDATE]


def test_an_environment_whose_python_is_gone_is_made_again(project):
    project.make("validate")
    (project.root / ".venv" / "bin" / "python").unlink()
    project.make("validate")
    assert project.asked == [MAKE_VENV, *BOOK, VALIDATE]


def test_an_environment_of_another_python_than_the_one_named_is_made_again(project):
    project.make("validate")
    other = program(project.bin / "other python", FAKE.replace("3.11.9", "3.13.1"))
    project.make("validate", f"PYTHON={other}")
    assert project.asked == [MAKE_VENV, *BOOK, VALIDATE]


def test_an_environment_that_a_reader_made_by_the_plain_lines_is_kept(project):
    subprocess.run([project.bin / "python3.11", *MAKE_VENV.split()], cwd=project.root, check=True)
    project.make("validate")
    assert project.asked == [*BOOK, VALIDATE]


@pytest.mark.parametrize("name", ["PYTHONPATH", "PIP_TARGET", "PIP_USER", "SHIELDBOOK_DATA"])
def test_nobodys_own_settings_change_the_book(project, monkeypatch, name):
    monkeypatch.setenv(name, "mine")
    asks = f'[ -z "${name}" ] || exit 1'
    program(project.bin / "python3.11", FAKE.replace("#!/bin/sh", f"#!/bin/sh\n{asks}"))
    assert project.make("validate", f"PYTHON={project.bin / 'python3.11'}").returncode == 0


# What the targets do


def test_serve_without_a_book_says_how_to_make_one(project):
    answer = project.make("serve")
    assert answer.returncode == 2
    assert_one_sentence(first_line(answer.stderr), "make book")


def test_the_book_is_served_to_this_machine_only(project):
    (project.root / "book" / "_build" / "html").mkdir(parents=True)
    (project.root / "book" / "_build" / "html" / "index.html").touch()
    for words, port in (((), 8000), (("ARGS=8001",), 8001)):
        project.make("serve", *words)
        served = f"-m http.server --bind 127.0.0.1 --directory book/_build/html {port}"
        assert project.asked[-1] == served


def test_the_tests_come_after_a_browser_was_found_and_the_book_was_built(project):
    project.make("test", "ARGS=-x")
    *_, browser, validate, docs, build, tests = project.asked
    assert (browser, validate) == ("tools/chromium.py --get", VALIDATE)
    assert (docs, build) == ("-m shieldbook docs --check", "tools/build.py")
    assert tests.startswith("-m pytest") and tests.endswith(" -x")


@pytest.mark.parametrize(
    ("target", "tool"), [("pdf", "tools/pdf.py"), ("release", "tools/release.py")]
)
def test_what_is_given_away_is_of_a_book_built_just_before(project, target, tool):
    project.make(target, "ARGS=--some")
    *_, build, last = project.asked
    assert (build, last) == ("tools/build.py", f"{tool} --some")


def test_the_addresses_are_asked_without_a_build(project):
    project.make("links", "ARGS=--to links.md")
    assert project.asked[-1] == "tools/links.py --to links.md"
    assert "tools/build.py" not in project.asked


def test_quick_and_check_need_neither_browser_nor_build(project):
    for target, last in (("quick", "-m pytest"), ("check", "tools/check.py")):
        project.make(target)
        assert project.asked[-1].startswith(last)
        assert not [line for line in project.asked if "chromium" in line or "build.py" in line]


def test_the_hubs_bench_gets_what_it_was_asked_and_needs_no_tests(project):
    script = program_in(project.root / "benchmarks" / "hub" / "run.sh", '#!/bin/sh\necho "$@" >it')
    script.chmod(0o644)
    assert project.make("bench-hub", "ARGS=--students 4").returncode == 0
    assert project.asked == [MAKE_VENV, *BOOK]
    assert (project.root / "it").read_text() == "--students 4\n"


@pytest.mark.parametrize(
    ("which", "wanted"),
    [
        ("lowest", ["altair==5.5", "numpy==1.26", "pandas==2.2"]),
        ("newest", ["altair>=5.5,<7", "numpy>=1.26,<3", "pandas>=2.2,<4"]),
    ],
)
def test_the_matrix_takes_its_versions_from_the_project(project, which, wanted):
    shutil.copy(ROOT / "pyproject.toml", project.root)
    project.make("matrix", f"PANDAS={which}")
    over = f"-m pip install --only-binary :all: --upgrade --target .venv/{which} "
    assert [line.removeprefix(over).split() for line in project.asked if over in line] == [wanted]


def test_clean_keeps_the_environment_and_removes_what_was_made(project):
    project.make("validate")
    for folder in ("book/_build/html", "shieldbook/__pycache__", ".venv/lib/__pycache__"):
        (project.root / folder).mkdir(parents=True)
    project.make("clean")
    left = [
        folder
        for folder in ("book/_build", "shieldbook/__pycache__")
        if (project.root / folder).exists()
    ]
    assert left == [] and (project.root / ".venv" / "lib" / "__pycache__").exists()


# What the repository promises


def pins(name: str) -> dict[str, str]:
    """Package with version (and marker) → its hashes, from one of the locks."""
    text = re.sub(r"\\\n", " ", (ROOT / name).read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    hashes = re.compile(r"--hash=sha256:([0-9a-f]{64})")
    return {line.split("--hash")[0].strip(): sorted(hashes.findall(line)) for line in lines}


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-test.txt", "hub/requirements.txt"]
)
def test_every_pin_is_exact_and_has_a_hash(name):
    unpinned = [pin for pin, hashes in pins(name).items() if "==" not in pin or not hashes]
    assert unpinned == []


def test_the_tests_lock_holds_every_pin_of_the_books():
    book, tests = pins("requirements.txt"), pins("requirements-test.txt")
    assert {pin for pin in book if book[pin] != tests.get(pin)} == set()


def test_what_the_hubs_lock_shares_with_the_books_is_the_same():
    book = {pin.split(" ;")[0] for pin in pins("requirements.txt")}
    hub = {pin.split(" ;")[0] for pin in pins("hub/requirements.txt")}
    names = {pin.split("==")[0] for pin in book}
    assert sorted(pin for pin in hub - book if pin.split("==")[0] in names) == []


def test_jupyter_book_is_the_version_that_reads_our_configuration():
    assert "jupyter-book==1.0.4.post1" in pins("requirements.txt")


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-test.txt", "hub/requirements.txt"]
)
def test_the_locks_name_no_package_index(name):
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def readme_block(heading: str) -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = text.split(heading, 1)[1].split("```sh\n", 1)[1].split("```", 1)[0]
    return [line.split("#")[0].strip() for line in block.splitlines() if line.strip()]


def test_the_readmes_plain_lines_are_the_steps_that_make_runs():
    plain = [line for line in readme_block("### No make") if "activate" not in line]
    assert plain == [
        f"python3 {MAKE_VENV}",
        *(line.removeprefix("-m ") for line in BOOK),
        " ".join(load_tool("build").BUILD_BOOK),
    ]


def test_ci_runs_the_readmes_test_command():
    command = readme_block("## Two commands")[1]
    assert command == "make test"
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == command


def test_every_target_that_a_document_names_is_in_the_makefile():
    targets = set(re.findall(r"^([a-z]+(?: [a-z]+)*):", MAKEFILE, re.M))
    known = {name for names in targets for name in names.split()}
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")]
    named = {name for text in texts for name in re.findall(r"`make ([a-z]+)", text)}
    assert named and named - known == set()


def test_the_makefile_stays_small():
    assert len(MAKEFILE.splitlines()) <= 84

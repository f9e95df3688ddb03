"""What runs away from here: workflows, forms and images are well formed, may do no more than they
must, and say only what a reader could say too."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys

import pytest
import yaml

from support import ROOT
from support.tools import POSIX

GITHUB = ROOT / ".github"
WORKFLOWS = {path.name: path for path in sorted((GITHUB / "workflows").glob("*.yml"))}
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
SCHEMAS = {
    "github-workflows": list(WORKFLOWS.values()),
    "github-issue-forms": FORMS,
    "github-issue-config": [GITHUB / "ISSUE_TEMPLATE" / "config.yml"],
    "dependabot": [GITHUB / "dependabot.yml"],
    "citation-file-format": [ROOT / "CITATION.cff"],
}
# What moves the result of a run about, on GitHub's machines alone.
CARRIERS = {"git", "gh", "printf", "head"}


def valid(schema, *files):
    """What check-jsonschema answers; its schemas travel with it, and nothing is fetched."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    return subprocess.run([*command, *map(str, files)], capture_output=True, text=True)


def read(path):
    """A file of YAML; `on` stays a word there, as GitHub reads it."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@pytest.fixture(scope="module")
def workflows():
    """Every workflow, by the name of its file."""
    return {name: read(path) for name, path in WORKFLOWS.items()}


def jobs(workflows):
    """Every job with its name, as `file: job`."""
    return {
        f"{file}: {name}": job
        for file, flow in workflows.items()
        for name, job in flow["jobs"].items()
    }


def runs(workflows):
    """Every line of shell with where it stands; lines that a backslash or YAML joins are one."""
    return [
        (name, line)
        for name, job in jobs(workflows).items()
        for step in job["steps"]
        for line in step.get("run", "").splitlines()
    ]


# Well formed


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_file_that_a_service_reads_fits_its_schema(schema):
    assert SCHEMAS[schema]
    answer = valid(schema, *SCHEMAS[schema])
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ("github-workflows", "name: A\non: push\njobs:\n  a:\n    run-on: ubuntu-latest\n"),
        ("github-issue-forms", "name: A\ndescription: B\nbody:\n  - type: inputs\n"),
        ("citation-file-format", "cff-version: 1.2.0\ntitle: A\n"),
    ],
)
def test_a_file_that_does_not_fit_its_schema_is_noticed(tmp_path, schema, text):
    (tmp_path / "a.yml").write_text(text)
    assert valid(schema, tmp_path / "a.yml").returncode == 1


def test_there_is_a_workflow_for_each_of_the_four_occasions():
    assert list(WORKFLOWS) == ["publish.yml", "release.yml", "test.yml", "weekly.yml"]


def test_every_workflow_says_first_which_failure_it_prevents():
    bare = [
        name
        for name, path in WORKFLOWS.items()
        if not path.read_text(encoding="utf-8").startswith("# Prevents ")
    ]
    assert bare == []


def test_there_is_a_form_for_each_kind_of_report():
    assert [path.stem for path in FORMS] == ["1-wrong-fact", "2-unfair-reading", "3-fault"]


# No more than they must


def test_every_job_is_allowed_only_what_it_names(workflows):
    loose = [
        name
        for name, job in jobs(workflows).items()
        if "permissions" not in job
        and workflows[name.split(":")[0]].get("permissions") != {"contents": "read"}
    ]
    assert loose == []


def test_a_job_that_may_write_runs_nothing_of_ours_and_nothing_installed(workflows):
    wrong = [
        f"{name}: {line}"
        for name, line in runs(workflows)
        if "write" in jobs(workflows)[name].get("permissions", {}).values()
        and re.match(r"make\b|pip\b|python\b|npm\b", line.strip())
    ]
    assert wrong == []


def test_every_job_gives_up_in_the_end(workflows):
    assert [name for name, job in jobs(workflows).items() if "timeout-minutes" not in job] == []


def test_every_action_is_one_of_githubs_own_with_its_major_version(workflows):
    used = {
        step["uses"] for job in jobs(workflows).values() for step in job["steps"] if "uses" in step
    }
    assert used and [one for one in used if not re.fullmatch(r"actions/[a-z-]+@v\d+", one)] == []


def test_nothing_that_a_stranger_wrote_is_put_into_a_line_of_shell(workflows):
    assert [f"{name}: {line}" for name, line in runs(workflows) if "${{" in line] == []


def test_pull_requests_are_tested_without_any_secret(workflows):
    triggers = {word for flow in workflows.values() for word in flow["on"]}
    assert not triggers & {"pull_request_target", "workflow_run", "issue_comment"}
    text = "".join(path.read_text(encoding="utf-8") for path in WORKFLOWS.values())
    assert "secrets." not in text


# Only what a reader could say too


def targets():
    """The targets of the Makefile."""
    return set(
        re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.M)[0].split()
    )


def told():
    """Every line that README or CONTRIBUTING gives to be typed, without its comment."""
    lines = set()
    for name in ("README.md", "CONTRIBUTING.md"):
        for block in re.findall(
            r"^```\w*\n(.*?)^```", (ROOT / name).read_text("utf-8"), re.M | re.S
        ):
            lines |= {line.split("  #")[0].strip() for line in block.splitlines()}
    return lines


def known(line, targets, told):
    """Whether a line of shell is a target of make, a line of the documents, or carries results."""
    line = line.strip()
    inner = re.fullmatch(r'echo "\w+=\$\((.*)\)" >> "\$GITHUB_OUTPUT"', line)
    if inner:
        return known(inner[1], targets, told)
    words = shlex.split(line)
    if words[0] == "make":
        goals = [word for word in words[1:] if "=" not in word and not word.startswith("-")]
        return bool(goals) and set(goals) <= targets
    return line in told or re.sub(r"^\w+=\$\(", "", words[0]) in CARRIERS


def test_every_command_of_a_workflow_is_one_of_the_makefile_or_the_documents(workflows):
    asked, given = targets(), told()
    assert [
        f"{name}: {line}" for name, line in runs(workflows) if not known(line, asked, given)
    ] == []


@pytest.mark.parametrize(
    "line",
    ["make nothing", "make", "python tools/secret.py", 'echo "a=$(make x)" >> "$GITHUB_OUTPUT"'],
)
def test_a_command_that_nobody_is_told_is_noticed(line):
    assert not known(line, targets(), told())


@POSIX
def test_the_setting_that_turns_publishing_on_is_read_as_the_book_reads_it(tmp_path):
    (tmp_path / "book").mkdir()
    config = (ROOT / "book" / "_config.yml").read_text(encoding="utf-8")
    makefile = ["make", "--silent", "-f", str(ROOT / "Makefile"), "address"]
    answers = []
    for given in ("", "https://github.com/some-body/a-book", "https://github.com/a/b.git/"):
        line = f'shieldbook_address: "{given}"'
        text = re.sub(r'shieldbook_address: ".*"', line, config)
        assert line in text
        (tmp_path / "book" / "_config.yml").write_text(text, encoding="utf-8")
        done = subprocess.run(makefile, cwd=tmp_path, capture_output=True, text=True)
        answers.append(done.stdout.strip())
    assert answers == ["", "https://github.com/some-body/a-book", "https://github.com/a/b"]


def test_nothing_is_published_but_from_the_repository_that_the_setting_names(workflows):
    held = workflows["publish.yml"]["jobs"]
    rule = (
        "needs.address.outputs.address == format('{0}/{1}', github.server_url, github.repository)"
    )
    assert held["build"]["if"] == rule
    reached = {name: job.get("needs") for name, job in held.items()}
    assert reached == {
        "address": None,
        "build": "address",
        "deploy": "build",
        "notebooks": "deploy",
    }


FAKE = """#!/bin/sh
echo "$*" >>said.txt
case "$*" in
*"issue list"*) echo "$OPEN" ;;
"issue edit "*) [ -n "$3" ] ;;
esac
"""


@POSIX
@pytest.mark.parametrize(("number", "last"), [("", "issue create"), ("7", "issue edit 7")])
def test_the_weekly_run_keeps_one_issue(workflows, tmp_path, number, last):
    script = workflows["weekly.yml"]["jobs"]["report"]["steps"][-1]["run"]
    (tmp_path / "gh").write_text(FAKE)
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "links.md").write_text("2 addresses asked.\n" + "x" * 70_000)
    told = {"OPEN": number, "RUN": "https://run.example", "REBUILD": "success", "LINKS": "failure"}
    environment = {**told, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    shell = ["bash", "-e", "-o", "pipefail", "-c", script]
    assert subprocess.run(shell, cwd=tmp_path, env=environment).returncode == 0
    assert (tmp_path / "said.txt").read_text().splitlines()[-1].startswith(last)
    body = (tmp_path / "body.md").read_text()
    assert "failure. https://run.example" in body and "2 addresses asked" in body
    assert len(body) < 65_536


# Machines of others


def test_zenodo_and_the_citation_say_the_same():
    archive = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert archive["title"] == cited["title"]
    assert archive["description"].startswith(" ".join(cited["abstract"].split()))
    assert archive["keywords"] == cited["keywords"]
    assert [one["name"] for one in archive["creators"]] == [one["name"] for one in cited["authors"]]
    assert archive["license"] in [one.lower() for one in cited["license"]]
    assert "version" not in archive


def test_binder_installs_the_lock_of_the_book():
    lines = (ROOT / "binder" / "requirements.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["-r ../requirements.txt"]
    assert (ROOT / "binder" / "runtime.txt").read_text("utf-8") == "python-3.11\n"
    assert "pip install --no-deps --no-build-isolation -e ." in told()
    after = (ROOT / "binder" / "postBuild").read_text("utf-8").splitlines()
    assert after[0] == "#!/bin/sh" and "pip install --no-deps --no-build-isolation -e ." in after


def test_a_codespace_makes_the_environment_that_its_editor_is_pointed_to():
    said = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    assert shlex.split(said["postCreateCommand"])[:1] == ["make"]
    assert known(said["postCreateCommand"], targets(), told())
    editor = said["customizations"]["vscode"]["settings"]["python.defaultInterpreterPath"]
    assert editor == "${containerWorkspaceFolder}/.venv/bin/python"
    opened = said["customizations"]["codespaces"]["openFiles"]
    assert opened and [name for name in opened if not (ROOT / name).is_file()] == []

"""A class on a JupyterHub: the link of each chapter, and the settings of the two hubs."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

import shieldbook as sb
from shieldbook.cli import main
from shieldbook.publish.address import AddressError
from shieldbook.publish.hub import chapters, links
from support import ROOT
from support.frames import REPOSITORY
from support.tools import load_tool

HUB, BOOK = "https://hub.example.edu", ROOT / "book"
OF_HUB = ROOT / "hub"


def test_every_chapter_has_its_link_in_reading_order():
    opened = [parse_qs(urlsplit(link).query) for link in links(HUB, BOOK, REPOSITORY).values()]
    names = [f"lab/tree/a-book/book/{name}" for name in chapters(BOOK)]
    assert [asked["urlpath"] for asked in opened] == [[name] for name in names]
    assert len(names) == len(list((BOOK / "chapters").glob("*.ipynb")))


def test_a_link_has_nbgitpuller_copy_the_repository_and_open_the_notebook():
    [first, *_] = links(f"{HUB}/", BOOK, REPOSITORY).values()
    assert first == (
        "https://hub.example.edu/hub/user-redirect/git-pull"
        "?repo=https%3A%2F%2Fgithub.com%2Fsome-body%2Fa-book&branch=main"
        "&urlpath=lab%2Ftree%2Fa-book%2Fbook%2Fchapters%2F01_monitor-1999.ipynb"
    )


@pytest.mark.parametrize("wrong", ["hub.example.edu", "https://hub.example.edu?x=1", ""])
def test_a_hub_without_an_address_is_refused(wrong):
    with pytest.raises(AddressError, match="https://"):
        links(wrong, BOOK, REPOSITORY)


def test_without_a_public_address_the_command_says_how_to_give_one(capsys, tmp_path):
    config = (BOOK / "_config.yml").read_text(encoding="utf-8")
    nowhere = re.sub('shieldbook_address: ".*"', 'shieldbook_address: ""', config)
    (tmp_path / "_config.yml").write_text(nowhere, encoding="utf-8")
    with pytest.raises(AddressError, match="--address"):
        links(HUB, tmp_path)


def test_the_command_prints_title_and_link_of_each_chapter(capsys):
    assert main(["hub", HUB, "--address", REPOSITORY]) == 0
    said = capsys.readouterr().out.splitlines()
    expected = [word for pair in links(HUB, BOOK, REPOSITORY).items() for word in pair]
    assert [line.strip() for line in said] == expected


def test_an_address_that_is_none_is_told_and_ends_with_1(capsys):
    assert main(["hub", "my hub", "--address", REPOSITORY]) == 1
    assert "give https://" in capsys.readouterr().err


# The settings of the two hubs

MEASURED = json.loads((OF_HUB / "measured.json").read_text(encoding="utf-8"))
# MB a unit, as Kubernetes and The Littlest JupyterHub write it.
UNITS = {"M": 1, "G": 1000, "Mi": 1.048576, "Gi": 1073.741824}


def test_the_image_is_named_by_this_version_wherever_it_is_named():
    named = {
        f"{path.name}: {tag}"
        for path in sorted(OF_HUB.iterdir())
        for tag in re.findall(r'(?:shieldbook:|\btag: ")([0-9][^\s"]*)', path.read_text("utf-8"))
    }
    files = ("Dockerfile", "README.md", "kubernetes.yaml")
    assert named == {f"{name}: {sb.__version__}" for name in files}


@pytest.fixture(scope="module")
def littlest():
    """The settings of The Littlest JupyterHub."""
    return yaml.safe_load((OF_HUB / "littlest.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def kubernetes():
    """The values for Zero to JupyterHub."""
    return yaml.safe_load((OF_HUB / "kubernetes.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def needs():
    """The reckoning of the bench."""
    return load_tool("needs", "benchmarks/hub")


def megabytes(text):
    number, unit = re.fullmatch(r"(\d+)([A-Z]i?)", text).groups()
    return int(number) * UNITS[unit]


def test_a_student_may_use_more_memory_than_three_notebooks_were_seen_to_need(
    littlest, kubernetes, needs
):
    memory, wanted = kubernetes["singleuser"]["memory"], needs.kept_free(MEASURED)
    assert megabytes(memory["guarantee"]) >= wanted
    assert megabytes(memory["limit"]) > megabytes(memory["guarantee"])
    assert megabytes(littlest["limits"]["memory"]) >= wanted


def test_hub_proxy_and_disk_have_more_room_than_was_seen_to_be_used(kubernetes):
    room = {
        "hub_mb": kubernetes["hub"]["resources"]["requests"]["memory"],
        "proxy_mb": kubernetes["proxy"]["chp"]["resources"]["requests"]["memory"],
        "disk_mb": kubernetes["singleuser"]["storage"]["capacity"],
    }
    assert {
        name: megabytes(text) for name, text in room.items() if megabytes(text) < 2 * MEASURED[name]
    } == {}


def test_no_server_is_stopped_in_the_quiet_minutes_of_a_lesson(littlest, kubernetes):
    longest = 60 * sb.load("sessions")["minutes"].max()
    assert littlest["services"]["cull"]["timeout"] >= longest
    assert kubernetes["cull"]["timeout"] >= longest


def test_a_hub_lets_in_who_was_entered_and_nobody_else(littlest, kubernetes):
    for authenticators in (littlest["auth"], kubernetes["hub"]["config"]):
        assert authenticators["FirstUseAuthenticator"] == {"create_users": False}
    config = kubernetes["hub"]["config"]
    assert config["JupyterHub"]["authenticator_class"] == "firstuse"
    assert config["Authenticator"]["allow_existing_users"] is True


def test_the_readme_of_the_hubs_tells_what_was_measured(needs):
    text = " ".join((OF_HUB / "README.md").read_text(encoding="utf-8").split())
    told = [f"{value:,} MB" for name, value in MEASURED.items() if name.endswith("_mb")]
    told += [f"{MEASURED['processor_s']} s", f"{needs.kept_free(MEASURED)} MB"]
    for node in needs.NODES:
        need = needs.on(node, MEASURED, 200)
        told.append(f"| {node.name} | {need['each']} | {need['nodes']} | {need['seconds']:.0f} s |")
    assert [words for words in told if words not in text] == []


@pytest.mark.parametrize("students", [1, 20, 50, 200, 1000])
def test_nodes_that_are_ordered_hold_everybody_and_none_is_idle(needs, students):
    for node in needs.NODES:
        need = needs.on(node, MEASURED, students)
        assert need["each"] * (need["nodes"] - 1) < students <= need["each"] * need["nodes"]
        assert need["each"] * needs.kept_free(MEASURED) <= 1000 * node.memory

"""A class on a JupyterHub: the link of each chapter, and the settings of the two hubs."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from shieldbook.cli import main
from shieldbook.publish.address import AddressError
from shieldbook.publish.hub import chapters, links
from support import ROOT
from support.frames import REPOSITORY

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


def settings(name):
    return yaml.safe_load((OF_HUB / name).read_text(encoding="utf-8"))

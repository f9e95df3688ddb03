"""The links that send a class to a JupyterHub: one a chapter, which copies the book for whoever
follows it and opens the chapter's notebook there."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

from shieldbook.publish.address import Address, AddressError
from shieldbook.publish.contents import CHAPTERS, listed

ROOT = Path(__file__).resolve().parent.parent.parent


def chapters(book: Path) -> list[str]:
    """The notebooks of the chapters of a book, in reading order, as paths from its folder: those of
    the parts of `_toc.yml` that `shieldbook_chapters` in `_config.yml` names."""
    wanted = _settings(book)[CHAPTERS]
    notebooks = [f"{name}.ipynb" for part, name in listed(book) if part in wanted]
    return [name for name in notebooks if (book / name).is_file()]


def links(hub: str, book: Path, repository: str = "") -> dict[str, str]:
    """The link of each chapter by its title. `hub` is the address of the JupyterHub; `repository`
    goes before the book's own public address. Raises AddressError where there is neither, or where
    one of them is no address."""
    address = Address.of(repository or _settings(book)["shieldbook_address"])
    if not address.repository:
        raise AddressError(
            "the book has no public address yet: add --address https://github.com/OWNER/REPO"
        )
    return {
        _title(book / name): address.on_hub(hub, f"{book.name}/{name}") for name in chapters(book)
    }


def hub_command(args: Any) -> int:
    """`shieldbook hub HUB [--address REPOSITORY]`: print the link of each chapter under its title.

    Returns 1 where there is no address to make them from, or no book.
    """
    if not (ROOT / "book").is_dir():
        print("hub: run this in a clone of the repository", file=sys.stderr)
        return 1
    try:
        found = links(args.hub, ROOT / "book", args.address or "")
    except AddressError as error:
        print(f"hub: {error}", file=sys.stderr)
        return 1
    for title, link in found.items():
        print(f"{title}\n  {link}")
    return 0


def _settings(book: Path) -> dict[str, Any]:
    settings = yaml.safe_load((book / "_config.yml").read_text(encoding="utf-8"))
    return settings["sphinx"]["config"]


def _title(notebook: Path) -> str:
    """The first heading of a notebook."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    lines = [line for cell in cells for line in "".join(cell["source"]).splitlines()]
    return next(line.removeprefix("# ") for line in lines if line.startswith("# "))

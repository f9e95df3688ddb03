"""`python -m shieldbook validate | ledger | version | verify | docs | article | class | hub`."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from shieldbook.console import plain
from shieldbook.phrases import counted
from shieldbook.tables.validation import validate


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code: 0 done, 1 refused; argparse exits with 2 on
    wrong usage."""
    plain()
    args = _parser().parse_args(argv)
    return args.run(args)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m shieldbook", description="The data of the book and its keeping."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser(
        "validate", help="check the data against the contract and the house rules"
    )
    check.add_argument(
        "directory", nargs="?", metavar="DIR", help="the data folder (default: the book's own)"
    )
    check.add_argument("--json", action="store_true", help="print the failures as JSON")
    check.set_defaults(run=_validate)

    ledger = commands.add_parser("ledger", help="enter new ids into the ledger of ids")
    ledger.add_argument(
        "directory", nargs="?", metavar="DIR", help="the data folder (default: the book's own)"
    )
    ledger.add_argument("--because", metavar="REASON", help="why meanings changed or ids vanished")
    ledger.add_argument(
        "--floors",
        action="store_true",
        help="raise the floors of the contract to the rows there are",
    )
    ledger.set_defaults(run=_ledger)

    version = commands.add_parser(
        "version", help="say which version the data are, or give changed data the next"
    )
    version.add_argument("number", nargs="?", metavar="X.Y.Z", help="the version that they become")
    version.add_argument(
        "--again",
        action="store_true",
        help="seal the present version anew, while nobody has it yet",
    )
    version.set_defaults(run=_version)

    _add_readers_commands(commands)
    _add_article(commands)
    _add_class(commands)
    return parser


def _add_readers_commands(commands: Any) -> None:
    verify = commands.add_parser(
        "verify", help="check your own copy of an article against the book's fingerprints"
    )
    verify.add_argument(
        "--article", required=True, metavar="ID", help="the article, such as monitor-1999"
    )
    verify.add_argument("file", metavar="FILE", help="your copy, as plain text")
    verify.set_defaults(run=_verify)

    docs = commands.add_parser("docs", help="write the data dictionary from the contract")
    docs.add_argument(
        "--check", action="store_true", help="only say whether the dictionary is up to date"
    )
    docs.set_defaults(run=_docs)

    hub = commands.add_parser("hub", help="print the links that send a class to a JupyterHub")
    hub.add_argument("hub", metavar="HUB", help="its address, such as https://hub.example.edu")
    hub.add_argument(
        "--address", metavar="URL", help="the repository, if not the book's own public address"
    )
    hub.set_defaults(run=_hub)


def _add_article(commands: Any) -> None:
    article = commands.add_parser("article", help="add an article to the book as a draft")
    actions = article.add_subparsers(required=True, metavar="ACTION")
    new = actions.add_parser("new", help="write every row and page that a further article needs")
    new.add_argument("id", metavar="ID", help="outlet and year, such as gazette-2021")
    new.add_argument("file", metavar="FILE", help="your copy, outside the repository")
    for name, about in (
        ("title", "the title as published"),
        ("author", "the name of the author, or unsigned"),
        ("published", "the day, month or year, such as 2021-05-03"),
        ("outlet", "the outlet, by its id in actors or by its name"),
    ):
        new.add_argument(f"--{name}", required=True, metavar=name.upper(), help=about)
    new.add_argument("--url", metavar="URL", help="where the original stands")
    new.add_argument("--outlet-id", metavar="ID", help="the id of a new outlet")
    new.set_defaults(run=_article)


def _add_class(commands: Any) -> None:
    own = commands.add_parser("class", help="code a text of your own in a folder beside the book")
    actions = own.add_subparsers(required=True, metavar="ACTION", dest="action")
    new = actions.add_parser("new", help="make the folder: units, coding sheets, five steps")
    sheets = actions.add_parser("sheets", help="make the coding sheets anew from the units")
    report = actions.add_parser("report", help="validate, merge the coders, write one report")
    for action in (new, sheets, report):
        action.add_argument("id", metavar="ID", help="a name for the class, such as spring-2027")
        action.add_argument("--folder", metavar="FOLDER", help="the folder, if not beside the book")
        action.set_defaults(run=_class)
    new.add_argument("file", metavar="FILE", help="the text, as plain text")
    new.add_argument("--title", required=True, metavar="TITLE", help="its title")
    new.add_argument("--url", required=True, metavar="URL", help="where it stands")
    new.add_argument("--free", metavar="LICENCE", help="only if it may be printed: CC BY 4.0 ...")
    for name in ("author", "published", "outlet"):
        new.add_argument(f"--{name}", metavar=name.upper(), help=f"its {name}, if known")
    sheets.add_argument("--coders", nargs="+", default=["A", "B"], metavar="LETTER")


def _validate(args: argparse.Namespace) -> int:
    problems = validate(args.directory)
    if args.json:
        found = {"count": len(problems), "problems": [asdict(problem) for problem in problems]}
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            print(problem)
        print("no failures" if not problems else counted(len(problems), "failure"))
        if not problems:
            _tell_version(args.directory)
    return 1 if problems else 0


def _tell_version(directory: str | os.PathLike[str] | None) -> bool:
    """Say where the data are not the version that they carry: no failure while one works on them,
    but one of what is published."""
    from shieldbook.tables.contract import DataError, read_contract
    from shieldbook.tables.versions import problem

    try:
        found = problem(read_contract(directory))
    except DataError:
        return False
    if found:
        print(f"not yet a version: {found.reason}")
    return found is not None


def _ledger(args: argparse.Namespace) -> int:
    from shieldbook.tables.ledger import ledger_command

    return ledger_command(args)


def _version(args: argparse.Namespace) -> int:
    from shieldbook.tables.versions import version_command

    code = version_command(args)
    return code if code or args.number is None else _docs(argparse.Namespace(check=False))


def _verify(args: argparse.Namespace) -> int:
    from shieldbook.verify import verify_command

    return verify_command(args)


def _article(args: argparse.Namespace) -> int:
    from shieldbook.draft import article_command

    return article_command(args)


def _class(args: argparse.Namespace) -> int:
    from shieldbook.classroom.commands import class_command

    return class_command(args)


def _hub(args: argparse.Namespace) -> int:
    from shieldbook.publish.hub import hub_command

    return hub_command(args)


def _docs(args: argparse.Namespace) -> int:
    from shieldbook.pages.generate import pages_command
    from shieldbook.tables.contract import own_data

    code = pages_command(args)
    return 1 if args.check and _tell_version(own_data()) else code

"""A second opinion from Frictionless, the standard's own validator: what it refuses and the house
rules missed."""

from __future__ import annotations

import copy
import sys
from collections.abc import Sequence
from typing import Any

from shieldbook.tables.contract import Contract, Problem

ABSENT = (
    "frictionless is not installed, so there is no second opinion by the standard's own validator: "
    "pip install 'shieldbook[check]'"
)


def second_opinion(
    contract: Contract, readable: frozenset[str], known: Sequence[Problem]
) -> list[Problem]:
    """Errors that Frictionless finds in the `readable` tables on rows where none of the `known`
    problems stands.

    Says on standard error, and returns nothing, where Frictionless is not installed.
    """
    try:
        import frictionless
    except ImportError:
        print(ABSENT, file=sys.stderr)
        return []
    taken = {(problem.file, problem.row) for problem in known}
    try:
        package = frictionless.Package.from_descriptor(
            _accepted(contract, readable), basepath=str(contract.folder)
        )
        tasks = package.validate().tasks
    except frictionless.FrictionlessException as error:
        return [Problem("datapackage.json", 0, "", "", f"frictionless: {error.error.message}")]
    told = [_problem(task.place, error) for task in tasks for error in task.errors]
    return [problem for problem in told if (problem.file, problem.row) not in taken]


def _problem(file: str, error: Any) -> Problem:
    row = getattr(error, "row_number", None) or 0
    column = getattr(error, "field_name", None) or ""
    return Problem(
        file, row, column, str(getattr(error, "cell", "")), f"frictionless: {error.message[:200]}"
    )


def _accepted(contract: Contract, readable: frozenset[str]) -> dict[str, Any]:
    """The descriptor without what Frictionless 5 rejects: `fieldsMatch`, and tables already found
    unreadable."""
    descriptor = copy.deepcopy(dict(contract.descriptor))
    descriptor["resources"] = [item for item in descriptor["resources"] if item["name"] in readable]
    for item in descriptor["resources"]:
        schema = item["schema"]
        schema.pop("fieldsMatch", None)
        keys = schema.get("foreignKeys", [])
        schema["foreignKeys"] = [key for key in keys if key["reference"]["resource"] in readable]
    return descriptor

"""Whatever stands in the files: a whole frame or exactly one DataError, and `validate` never
raises."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shieldbook import DataError, load, validate
from shieldbook.tables import dates
from shieldbook.tables.contract import Problem, read_contract

pytestmark = pytest.mark.broad

FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
MORE = settings(FEW, max_examples=120)

NAMES = st.sampled_from(
    ["claims", "articles", "codings", "events", "votes", "sites", "checks", "codebook"]
)
# Signs that mean something to a reader of CSV, numbers, dates or spreadsheets come up more often
# than others.
TEXT = st.text(
    st.one_of(
        st.sampled_from(list('0123456789-~?X/.[]{},"\n\r\t =+@%|_aA\0\u200b\u0660')),
        st.characters(),
    )
)


def frame_or_problem(name: str, package: Path) -> Problem | None:
    """The problem for which a table is refused; None, after counting its rows, if it becomes a
    frame."""
    path = package / read_contract(package).table(name).path
    try:
        frame = load(name, package)
    except DataError as error:
        assert isinstance(error.problem, Problem)
        return error.problem
    assert len(frame) == path.read_bytes().count(b"\n") - 1
    return None


def with_bytes(package: Path, file: str, raw: bytes) -> list[Problem]:
    """What `validate` finds with other bytes in one file; the file is put back afterwards."""
    path = package / file
    before = path.read_bytes()
    try:
        path.write_bytes(raw)
        return validate(package, standard=False)
    finally:
        path.write_bytes(before)


@FEW
@given(name=NAMES, raw=st.binary(max_size=300))
def test_arbitrary_bytes_are_never_a_frame(package: Path, name: str, raw: bytes) -> None:
    path = package / read_contract(package).table(name).path
    before = path.read_bytes()
    try:
        path.write_bytes(raw)
        problem = frame_or_problem(name, package)
    finally:
        path.write_bytes(before)
    assert problem is not None and problem.file == path.relative_to(package).as_posix()


@MORE
@given(data=st.data(), name=NAMES)
def test_a_changed_cell_gives_a_whole_frame_or_one_error_on_its_row(
    package: Path, data: st.DataObject, name: str
) -> None:
    table = read_contract(package).table(name)
    path = package / table.path
    before = path.read_bytes()
    lines = before.decode("utf-8").split("\n")[:-1]
    row = data.draw(st.integers(1, len(lines) - 1), label="row")
    # A run of signs anywhere in the row is replaced: inside a cell, across commas, through a quote.
    start = data.draw(st.integers(0, len(lines[row])), label="start")
    end = data.draw(st.integers(start, min(start + 12, len(lines[row]))), label="end")
    new = data.draw(TEXT, label="text")
    lines[row] = lines[row][:start] + new + lines[row][end:]
    try:
        path.write_bytes(("\n".join(lines) + "\n").encode("utf-8", "surrogatepass"))
        problem = frame_or_problem(name, package)
    finally:
        path.write_bytes(before)
    assert problem is None or problem.row >= row or "not sorted" in problem.reason


@FEW
@given(name=NAMES, cut=st.integers(0, 2000))
def test_a_file_cut_short_is_refused_by_the_validator(package: Path, name: str, cut: int) -> None:
    file = read_contract(package).table(name).path
    raw = (package / file).read_bytes()
    assert with_bytes(package, file, raw[: -1 - cut % (len(raw) - 1)])


@FEW
@given(name=NAMES, raw=st.binary(max_size=200))
def test_the_validator_never_raises_on_arbitrary_bytes(
    package: Path, name: str, raw: bytes
) -> None:
    file = read_contract(package).table(name).path
    assert any(problem.file == file for problem in with_bytes(package, file, raw))


@FEW
@given(name=NAMES, column=st.integers(0, 5), text=TEXT)
def test_the_validator_never_raises_on_a_changed_cell(
    package: Path, name: str, column: int, text: str
) -> None:
    file = read_contract(package).table(name).path
    lines = (package / file).read_text(encoding="utf-8").split("\n")
    cells = lines[1].split(",")
    cells[column % len(cells)] = text.replace("\n", "")
    lines[1] = ",".join(cells)
    assert isinstance(
        with_bytes(package, file, "\n".join(lines).encode("utf-8", "surrogatepass")), list
    )


@FEW
@given(
    raw=st.one_of(
        st.binary(max_size=200),
        TEXT.map(lambda text: f"@book{{a,\n title={text}\n}}\n".encode("utf-8", "replace")),
    )
)
def test_the_validator_never_raises_on_any_bibliography(package: Path, raw: bytes) -> None:
    assert with_bytes(package, "references.bib", raw)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)


@FEW
@given(value=JSON)
def test_any_json_in_place_of_the_contract_is_one_problem(package: Path, value: object) -> None:
    (problem,) = with_bytes(package, "datapackage.json", json.dumps(value).encode())
    assert problem.file == "datapackage.json"


@FEW
@given(data=st.data(), value=JSON)
def test_any_json_inside_the_contract_is_one_error_or_none(
    package: Path, data: st.DataObject, value: object
) -> None:
    whole = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    place = whole["resources"][
        data.draw(st.integers(0, len(whole["resources"]) - 1), label="table")
    ]
    while data.draw(st.booleans(), label="deeper"):
        inner = (
            place[data.draw(st.sampled_from(sorted(place)), label="key")]
            if isinstance(place, dict)
            else place[0]
        )
        if not isinstance(inner, (dict, list)) or not inner:
            break
        place = inner
    key = (
        data.draw(st.sampled_from(sorted(place)), label="changed") if isinstance(place, dict) else 0
    )
    place[key] = value
    assert isinstance(with_bytes(package, "datapackage.json", json.dumps(whole).encode()), list)


@MORE
@given(text=TEXT)
def test_the_date_reader_never_raises(text: str) -> None:
    assert isinstance(dates.problem(text), (str, type(None)))


@pytest.mark.parametrize("raw", [b"", b"\n", b"\0" * 50, b"[" * 100_000, b'{"resources": [' * 3000])
def test_a_contract_that_is_no_contract_is_one_problem(package: Path, raw: bytes) -> None:
    assert len(with_bytes(package, "datapackage.json", raw)) == 1

"""What a reader meets are words: no code, no id and no name of a column stands in a picture, a
table, a tooltip, a control or the head of a CSV."""

import functools
import re

import pytest

import shieldbook as sb
from shieldbook.tables.contract import read_contract
from support.notebooks import NOTEBOOKS
from support.outputs import outputs, words_of

TOKEN = re.compile(r"[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*")
HYPHENED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
ARTICLE = r"[a-z]+-\d{4}"
# What stays as it is, by a pattern for the whole of it, with the reason.
EXCUSED = {
    ARTICLE: "the short name by which the book cites an article; its address begins with it",
    ARTICLE + r"-\d{3}": "the number of a claim, by which it is cited; it leads to its row",
    "two-plus-two": "a word of diplomats, which the glossary has among its keys",
    "not reported": "says of a report that it lacks a point; no code of the point",
}
# And whole places, by their name.
EXCUSED_PLACES: dict[str, str] = {}


@functools.cache
def codes():
    """What the data write in code: codes and keys with a hyphen; states; columns and tables."""
    contract = read_contract()
    known, columns = set(sb.load("codebook")["code"]), set(contract.tables)
    for table in contract.tables.values():
        rows = sb.load(table.name, articles="all")
        columns |= set(table.columns)
        for field in table.fields:
            known |= {str(code) for code in field.enum or ()}
            if field.name in table.primary_key and field.type == "string":
                known |= set(rows[field.name])
    states = set(contract.table("actors").field("state").enum)
    return known, states, {name for name in columns if "_" in name}


@functools.cache
def bare():
    """Codes, hyphens and all or with blanks for them, that are no label: where one fills a cell, it
    should have been in words."""
    labels = set(sb.load("codebook")["label"])
    labels |= {label[:1].lower() + label[1:] for label in labels}
    found = [code for code in sb.load("codebook")["code"] if not code.lstrip("-").isdigit()]
    found += list(sb.load("system_figures")["measure"])
    spaced = {re.sub("[-_]", " ", code) for code in found}
    return ({*found, *spaced} - labels) - set(sb.load("system_figures")["label"])


@functools.cache
def codes_in(text):
    """The codes in a text, excused or not."""
    known, states, columns = codes()
    found = {text} & bare()
    for token in TOKEN.findall(text):
        hyphened = HYPHENED.fullmatch(token) and token in known
        of_states = token.count("-") <= 1 and states.issuperset(token.split("-"))
        if hyphened or of_states or token in columns:
            found.add(token)
    return found


@pytest.fixture(scope="module")
def met():
    """Every code that meets a reader, excused or not, with the notebook, the cell and the place."""
    found = {}
    for path in NOTEBOOKS:
        for cell, value in outputs(path).items():
            for where, text in words_of(value):
                for code in codes_in(str(text)):
                    found.setdefault((code, where), f"{path.stem}, cell {cell}")
    return found


def excuse_of(code, where):
    """The pattern or the place that excuses a code; None where nothing does."""
    patterns = (own for own in EXCUSED if re.fullmatch(own, code))
    return where if where in EXCUSED_PLACES else next(patterns, None)


@pytest.mark.notebooks
def test_pictures_and_tables_show_no_code(met):
    assert {own: place for own, place in met.items() if not excuse_of(*own)} == {}


@pytest.mark.notebooks
def test_every_excuse_is_needed(met):
    assert {excuse_of(*own) for own in met} - {None} == {*EXCUSED, *EXCUSED_PLACES}


@pytest.mark.parametrize(
    "text",
    ["RUS-JPN", "importer-cif", "speaker_id", "range terminal mode", "russia rok relations", "KOR"],
)
def test_a_code_is_noticed(text):
    assert text in codes_in(text)


@pytest.mark.parametrize("text", ["did not happen", "Russia-Japan relations", "AN/TPY-2", "other"])
def test_words_are_no_codes(text):
    assert not codes_in(text)

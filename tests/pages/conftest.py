"""A small repository of invented data, from which pages are made."""

import csv
import json

import pytest

from support import ROOT
from support.markdown import HOSTILE

BIBLIOGRAPHY = """@misc{zeta-2001,
  author = {Doe, Jane and Roe, Richard},
  title = {{Herring \\& peace for \\$2}},
  publisher = {The <b>Harbour</b> Post},
  date = {2001-09-05},
  url = {https://www.example.org/herring?a=1|2},
  urldate = {2026-11-22},
  archiveurl = {https://archive.example.org/herring},
}

@misc{alpha-2000,
  title = {{Lamps}},
  publisher = {Keepers' Guild},
  url = {https://example.com/lamps},
  urldate = {2026-11-02},
}
"""


def write_table(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def code_row(code, **other):
    row = dict.fromkeys(
        ("label", "definition", "include", "exclude", "example_1", "example_2", "tell"),
        "Plain text.",
    )
    return {"field": "confidence", "code": code} | row | {"nearest": "verified"} | other


COLUMNS = (
    "field",
    "code",
    "label",
    "definition",
    "include",
    "exclude",
    "example_1",
    "example_2",
    "nearest",
    "tell",
)
TERMS = [
    {"id": "lamp", "term": f"Lamp {HOSTILE}", "meaning": HOSTILE, "source": "zeta-2001[p. 3]"},
    {"id": "herring", "term": "Herring", "meaning": "A fish.", "source": ""},
]
ACTORS = [
    {"id": "ann-lee", "name": f"Ann {HOSTILE} Lee", "kind": "person", "state": "", "note": HOSTILE},
    {"id": "bo-oar", "name": "Bo Oar", "kind": "person", "state": "JPN", "note": "Also Bow."},
    {"id": "japan", "name": "Japan", "kind": "state", "state": "JPN", "note": ""},
]
OFFICES = [
    {
        "actor_id": "bo-oar",
        "office": "harbour master",
        "state": "JPN",
        "from": "2001-02-03",
        "to": "2003",
        "note": "",
        "source": "zeta-2001[p. 3]",
        "confidence": "verified",
    }
]
WRONG = {
    "id": "2026-11-26-lamp",
    "table": HOSTILE,
    "row": "lamp",
    "column": "term",
    "was": HOSTILE,
    "now": "Lamp",
    "since": "0.1.0",
    "reported_by": "a reader",
    "because": "Seen.",
    "as_of": "2026-11-26",
}
VOTE = {
    "id": "2001-09-05-s-1",
    "date": "2001-09-05",
    "symbol": "S/1",
    "yes": 9,
    "no": 0,
    "abstain": 6,
    "russia": "yes",
    "china": "abstain",
    "source": "zeta-2001[p. 3]",
    "confidence": "verified",
}


@pytest.fixture
def repository(tmp_path):
    """A repository of a few small tables whose descriptions and cells hold markup."""
    data = tmp_path / "data"
    (tmp_path / "book" / "reference").mkdir(parents=True)
    contract = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    kept = [
        table
        for table in contract["resources"]
        if table["name"] in ("actors", "codebook", "corrections", "glossary", "offices", "votes")
    ]
    for table in kept:
        table["title"], table["description"] = f"Title {HOSTILE}", HOSTILE
        table["schema"]["fields"][0]["description"] = HOSTILE
        table["shieldbook"].pop("sort", None)
    contract |= {"resources": kept, "shieldbook": {}, "title": HOSTILE, "description": HOSTILE}
    data.mkdir()
    (data / "datapackage.json").write_text(json.dumps(contract), encoding="utf-8")
    (data / "references.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    rows = [
        code_row("recalled", definition=HOSTILE, nearest=HOSTILE),
        code_row("verified", tell=HOSTILE),
    ]
    write_table(data / "codebook.csv", [{name: row[name] for name in COLUMNS} for row in rows])
    write_table(data / "glossary.csv", TERMS)
    write_table(data / "actors.csv", ACTORS)
    write_table(data / "record" / "offices.csv", OFFICES)
    write_table(data / "corrections.csv", [WRONG, WRONG | {"id": "2026-11-27-lamp"}])
    votes = next(table for table in kept if table["name"] == "votes")["schema"]["fields"]
    vote = dict.fromkeys((field["name"] for field in votes), "") | VOTE
    recalled = vote | {"id": "2001-09-06-s-2", "source": "", "confidence": "recalled"}
    write_table(data / "record" / "votes.csv", [vote, recalled])
    return tmp_path

"""The generated pages: up to date, the same each time, and deaf to markup in the data."""

import csv
import json
from argparse import Namespace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from shieldbook.pages import bibliography, generate, markup
from shieldbook.tables.contract import DataError, read_contract

ROOT = Path(__file__).resolve().parents[2]
EXTENSIONS = {"attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "substitution"}
HOSTILE = (
    "<script>alert('x')</script> | `{code}` {math}`x` {{ secret }} "
    "[a](javascript:b) $y$ **c** &lt; \\"
)

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
        ("definition", "include", "exclude", "example_1", "example_2", "tell"), "Plain text."
    )
    return {"field": "confidence", "code": code} | row | {"nearest": "verified"} | other


COLUMNS = (
    "field",
    "code",
    "definition",
    "include",
    "exclude",
    "example_1",
    "example_2",
    "nearest",
    "tell",
)


@pytest.fixture
def repository(tmp_path):
    """A repository of a few small tables whose descriptions and cells hold markup."""
    data = tmp_path / "data"
    (tmp_path / "book" / "reference").mkdir(parents=True)
    contract = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    kept = [
        table
        for table in contract["resources"]
        if table["name"] in ("codebook", "corrections", "glossary", "votes")
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
    terms = [
        {"id": "lamp", "term": f"Lamp {HOSTILE}", "meaning": HOSTILE, "source": "zeta-2001[p. 3]"},
        {"id": "herring", "term": "Herring", "meaning": "A fish.", "source": ""},
    ]
    write_table(data / "glossary.csv", terms)
    wrong = {
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
    write_table(data / "corrections.csv", [wrong, wrong | {"id": "2026-11-27-lamp"}])
    votes = next(table for table in kept if table["name"] == "votes")["schema"]["fields"]
    vote = dict.fromkeys((field["name"] for field in votes), "")
    vote |= {
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
    recalled = vote | {"id": "2001-09-06-s-2", "source": "", "confidence": "recalled"}
    write_table(data / "record" / "votes.csv", [vote, recalled])
    return tmp_path


class Page(HTMLParser):
    """The tags and the text of a rendered page."""

    def __init__(self, markdown):
        super().__init__()
        self.tags, self.texts = set(), []
        self.feed(
            create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), RendererHTML).render(
                markdown
            )
        )

    def handle_starttag(self, tag, attributes):
        """Note the tag."""
        self.tags.add(tag)

    def handle_data(self, data):
        """Note the text."""
        self.texts.append(data)

    @property
    def text(self):
        """All text, white space levelled."""
        return " ".join("".join(self.texts).split())


def inline(markdown):
    """The kinds and the contents of the inline pieces of a Markdown block."""
    tokens = create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), RendererHTML).parse(
        markdown
    )
    pieces = [child for token in tokens for child in token.children or () if token.type == "inline"]
    return {piece.type for piece in pieces}, "".join(piece.content for piece in pieces)


def as_shown(value):
    """What a reader should see of a text: white space levelled, plain code spans without their
    marks."""
    return markup.PLAIN_CODE.sub(lambda span: span[0][1:-1], " ".join(value.split()))


signs = st.text(st.sampled_from("`*_{}[]<>|$&~\\#+-=:%()!^@19a.;/\"' "), min_size=1).filter(
    str.strip
)


@given(signs)
def test_any_text_at_the_beginning_of_a_line_stays_text(value):
    kinds, shown = inline(markup.line(value))
    assert kinds <= {"text", "code_inline"} and shown == as_shown(value)


@given(signs)
def test_any_text_in_a_table_cell_stays_text(value):
    kinds, shown = inline(markup.table(["x", "y"], [["z", markup.text(value)]]))
    assert kinds <= {"text", "code_inline"} and shown == "xyz" + as_shown(value)


@given(signs)
def test_any_code_in_a_table_cell_stays_code(value):
    kinds, shown = inline(markup.table(["x", "y"], [["z", markup.code(value, True)]]))
    assert (kinds, shown.removeprefix("xyz")) == ({"text", "code_inline"}, " ".join(value.split()))


@pytest.mark.parametrize(
    "path",
    [
        generate.README,
        generate.DICTIONARY,
        generate.CODEBOOK,
        generate.GLOSSARY,
        generate.CORRECTIONS,
    ],
)
def test_hostile_text_in_the_data_stays_text(repository, path):
    page = Page(generate.generate(repository)[path])
    assert as_shown(HOSTILE) in page.text


@pytest.mark.parametrize(
    "path",
    [
        generate.README,
        generate.DICTIONARY,
        generate.CODEBOOK,
        generate.GLOSSARY,
        generate.CORRECTIONS,
        generate.SOURCES,
    ],
)
def test_hostile_text_in_the_data_makes_no_element(repository, path):
    assert not Page(generate.generate(repository)[path]).tags & {"script", "b", "strong", "math"}


def test_a_bibliography_entry_says_who_what_when_and_where(repository):
    page = Page(generate.generate(repository)[generate.SOURCES])
    assert (
        "Jane Doe, Richard Roe. “Herring & peace for $2”. The <b>Harbour</b> Post, 5 "
        "September 2001. example.org. "
        "Read 22 November 2026. Archived copy: archive.example.org. Cited in glossary, votes."
    ) in page.text


def test_a_date_of_a_source_that_is_about_right_is_said_in_words(repository):
    path = repository / "data" / "references.bib"
    path.write_text(BIBLIOGRAPHY.replace("date = {2001-09-05}", "date = {2001~}"), encoding="utf-8")
    assert (
        "The <b>Harbour</b> Post, 2001, about. example.org."
        in Page(generate.generate(repository)[generate.SOURCES]).text
    )


def test_an_archive_is_named_only_where_there_is_one(repository):
    assert generate.generate(repository)[generate.SOURCES].count("Archived copy") == 1


def test_the_bibliography_is_in_the_order_of_its_keys_with_an_anchor_each(repository):
    lines = generate.generate(repository)[generate.SOURCES].splitlines()
    assert [line for line in lines if line.startswith("(")] == [
        "(bib-alpha-2000)=",
        "(bib-zeta-2001)=",
    ]


def test_the_glossary_is_in_the_order_of_its_terms_and_names_where_a_meaning_was_read(repository):
    page = generate.generate(repository)[generate.GLOSSARY]
    assert [line for line in page.splitlines() if line.startswith("(")] == ["(herring)=", "(lamp)="]
    assert page.count("bibliography.md#bib-zeta-2001") == 1


def test_the_newest_correction_stands_first(repository):
    page = generate.generate(repository)[generate.CORRECTIONS]
    assert [line for line in page.splitlines() if line.startswith("(")] == [
        "(correction-2026-11-27-lamp)=",
        "(correction-2026-11-26-lamp)=",
    ]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://[", "https://a b", "ftp://example.org"]
)
def test_an_address_that_is_not_of_the_web_makes_no_link(address):
    assert "a" not in Page(bibliography.link(address)).tags


def test_the_dictionary_leads_to_the_codebook(repository):
    assert "[codes](#codes-confidence)" in generate.generate(repository)[generate.DICTIONARY]


def test_the_codebook_has_the_anchor_that_the_dictionary_leads_to(repository):
    assert "\n(codes-confidence)=\n" in generate.generate(repository)[generate.CODEBOOK]


def test_the_codebook_begins_with_its_handwritten_head(repository):
    (repository / generate.CODEBOOK_HEAD).write_text("# By hand\n\nRules.\n", encoding="utf-8")
    assert generate.generate(repository)[generate.CODEBOOK].startswith("# By hand\n\nRules.\n")


def test_the_readme_counts_the_rows_of_each_table(repository):
    assert "| `record/votes.csv` | 2 |" in generate.generate(repository)[generate.README]


def test_the_readme_says_what_is_only_recalled(repository):
    assert "about 1 row marked `recalled`" in generate.generate(repository)[generate.README]


def test_generating_twice_gives_the_same(repository):
    assert generate.generate(repository) == generate.generate(repository)


def test_a_broken_bibliography_is_one_data_error(repository):
    (repository / "data" / "references.bib").write_text("@misc{a, title = {b}\n", encoding="utf-8")
    with pytest.raises(DataError, match="references.bib"):
        generate.generate(repository)


@pytest.fixture
def command(repository, monkeypatch, capsys):
    """Runs the command in the small repository: exit status and what it printed."""

    def run(check):
        monkeypatch.setattr(generate, "ROOT", repository)
        status = generate.pages_command(Namespace(check=check))
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    return run


def test_the_command_writes_what_the_check_then_accepts(command):
    command(check=False)
    assert command(check=True)[0] == 0


def test_the_check_names_the_page_that_drifted(command, repository):
    command(check=False)
    (repository / generate.DICTIONARY).write_text("changed by hand", encoding="utf-8")
    status, printed = command(check=True)
    assert status == 1 and [line.split(":")[0] for line in printed.splitlines()] == [
        generate.DICTIONARY
    ]


def test_the_check_notices_a_row_more(command, repository):
    command(check=False)
    with (repository / "data" / "record" / "votes.csv").open("a", encoding="utf-8") as file:
        file.write("2001-09-07-s-3,2001-09-07,S/3,,9,0,6,yes,yes,,,recalled\n")
    assert generate.README in command(check=True)[1]


def test_the_check_writes_nothing(command, repository):
    command(check=True)
    assert not any(
        (repository / path).exists()
        for path in (generate.README, generate.CODEBOOK, generate.CODEBOOK_HEAD)
    )


def test_the_command_leaves_a_written_head_alone(command, repository):
    (repository / generate.CODEBOOK_HEAD).write_text("# By hand\n", encoding="utf-8")
    command(check=False)
    assert (repository / generate.CODEBOOK_HEAD).read_text(encoding="utf-8") == "# By hand\n"


def test_the_command_reports_refused_data(command, repository):
    (repository / "data" / "codebook.csv").unlink()
    status, printed = command(check=True)
    assert status == 1 and "codebook.csv" in printed


def test_the_command_says_that_it_needs_a_clone(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    assert generate.pages_command(Namespace(check=True)) == 1 and "clone" in capsys.readouterr().err


def test_the_generated_pages_of_the_book_are_up_to_date():
    contract = read_contract(ROOT / "data")
    absent = [
        table.path
        for table in contract.tables.values()
        if not (contract.folder / table.path).is_file()
    ]
    if absent:
        pytest.skip(f"the data are not there yet: {', '.join(absent)}")
    assert generate.drifted(ROOT) == []

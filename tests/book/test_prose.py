"""The prose of the notebooks: every number in it proven, no words of the articles, no filler."""

import csv
import json
import re
import subprocess
import unicodedata

import nbformat
import pytest

from support import ROOT

TEXTS = ROOT.parent / "shared" / "articles"
NOTEBOOKS = sorted(
    path
    for path in (ROOT / "book").rglob("*.ipynb")
    if not {"_build", ".ipynb_checkpoints"} & set(path.parts)
)

FILLER = [
    "delve",
    "crucially",
    "it is important to note",
    "it is worth noting",
    "it should be noted",
    "needless to say",
    "tapestry",
    "landscape",
    "testament to",
    "multifaceted",
    "pivotal",
    "game changer",
    "game-changer",
    "deep dive",
    "in today's world",
    "at the end of the day",
    "in conclusion",
    "seamless",
    "showcasing",
    "underscores the",
    "plays a crucial role",
    "plays a vital role",
    "a myriad of",
    "realm of",
    "fascinating",
    "groundbreaking",
    "cutting-edge",
    "shed light on",
    "sheds light on",
    "ever-evolving",
    "stands as a",
    "navigating the",
]

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=[p.stem for p in NOTEBOOKS])


def cells(path, kind):
    """The sources of a notebook's cells of one kind, by their ids."""
    return {
        cell.id: cell.source
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == kind
    }


# Filler


def own_pages():
    """Pages and notebooks in the book's own words, by path; the bibliography holds the titles of
    others."""
    pages = [
        path
        for path in (ROOT / "book").rglob("*.md")
        if "_build" not in path.parts and path.name != "bibliography.md"
    ]
    pages += [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in pages} | {
        str(path.relative_to(ROOT)): "\n\n".join(cells(path, "markdown").values())
        for path in NOTEBOOKS
    }


@pytest.mark.parametrize("page", own_pages())
def test_the_page_has_no_filler(page):
    text = " ".join(own_pages()[page].lower().split())
    assert [word for word in FILLER if re.search(rf"\b{re.escape(word)}", text)] == []


# What a reader is told to look for

INVERTED = re.compile(r"\b(black|white|pink)\b(?! Sea)", re.I)


def test_no_page_with_pictures_names_a_colour_that_is_another_in_the_dark():
    told = {
        path.stem: INVERTED.findall(
            "\n".join({**cells(path, "markdown"), **cells(path, "code")}.values())
        )
        for path in NOTEBOOKS
    }
    assert {name: found for name, found in told.items() if found} == {}


# The words of the articles

RUN = 8


def words(text):
    """The words of a text, without accents, apostrophes, marks and case."""
    text = unicodedata.normalize("NFKD", re.sub("[\u00ad’']", "", text))
    return re.findall(
        r"[a-z0-9]+", "".join(c for c in text if not unicodedata.combining(c)).casefold()
    )


def runs(text):
    """Every run of eight words of a text."""
    found = words(text)
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def text_of(path):
    """The text of a file, empty where it is none; of a notebook its cells and outputs, without the
    marks of JSON."""
    try:
        text = path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, OSError):
        return ""
    return " ".join(strings(json.loads(text)["cells"])) if path.suffix == ".ipynb" else text


def strings(node):
    """Every string inside a parsed notebook; a list of lines is one text."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        lines = all(isinstance(part, str) for part in node)
        yield from ["".join(node)] if lines else (s for n in node for s in strings(n))
    elif isinstance(node, dict):
        yield from (s for value in node.values() for s in strings(value))


def column(name, field):
    """One column of a table of the data, read without the package."""
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return [row[field] for row in csv.DictReader(file)]


def project_files():
    """Every file of the project that git knows or would take."""
    command = ["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("the project is no git checkout, so its files cannot be told from others")
    return [ROOT / line for line in sorted(set(listed.stdout.splitlines()))]


@pytest.mark.articles
@pytest.mark.skipif(not TEXTS.is_dir(), reason="the articles' texts are not in the repository")
def test_no_file_shares_eight_words_with_an_article():
    allowed = {
        run
        for text in [*column("articles.csv", "title"), *column("quotes.csv", "text")]
        for run in runs(text)
    }
    articles = {
        run for path in TEXTS.glob("*.txt") for run in runs(path.read_text(encoding="utf-8"))
    } - allowed
    shared = {
        str(path.relative_to(ROOT)): " ".join(sorted(both)[0])
        for path in project_files()
        if (both := runs(text_of(path)) & articles)
    }
    assert shared == {}


def test_a_shared_run_is_found_across_case_marks_and_lines():
    first, second = (
        "The quick, brown fox\njumps over the LAZY dog’s.",
        "a quick brown fox jumps over the lazy dogs",
    )
    assert runs(first) & runs(second)


def test_seven_shared_words_are_no_run():
    assert not runs("quick brown fox jumps over the lazy cat") & runs(
        "quick brown fox jumps over the lazy dog"
    )

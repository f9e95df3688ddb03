"""The pages of the book are in British spelling."""

import re

import nbformat
import pytest

from support import ROOT

AMERICAN = (
    "color colors colored gray center centers centered theater defense offense license analyze "
    "analyzed analyzing "
    "behavior favor favors favored honor labor neighbor neighbors rumor harbor organize organized "
    "recognize recognized "
    "emphasize emphasized criticize criticized realize realized summarize catalog traveled "
    "traveling labeled labeling "
    "modeled canceled signaled fulfill skeptic skeptical judgment artifact program toward gotten"
).split()
# A Python program, and what may be done under a licence, are written so in British English too.
BRITISH = r"\b(?:a|the|this|each|Python|computer|notebook) program\b"


def prose(path):
    """The prose of a page or notebook: without code, addresses and what is quoted."""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    else:
        text = path.read_text(encoding="utf-8")
    other = r"```(?!\{).*?```|`[^`\n]+`|\]\([^)]*\)|https?://\S+|“[^”]*”|\"[^\"\n]*\""
    return re.sub(other, " ", text, flags=re.DOTALL)


PAGES = [
    ROOT / "README.md",
    *(
        path
        for kind in ("*.md", "*.ipynb")
        for path in sorted((ROOT / "book").rglob(kind))
        if "_build" not in path.parts and path.name != "bibliography.md"
    ),
]


@pytest.mark.parametrize("path", PAGES, ids=[path.name for path in PAGES])
def test_the_page_is_in_british_spelling(path):
    # Only small letters count: a name such as the Center of a foundation keeps its own spelling.
    text = re.sub(BRITISH, " ", prose(path))
    assert sorted({word for word in re.findall(r"\b[a-z]+\b", text) if word in AMERICAN}) == []


def test_american_spelling_is_noticed(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        'The color of defense; `gray`; Missile Defense Agency; "toward".', encoding="utf-8"
    )
    assert set(re.findall(r"\b[a-z]+\b", prose(page))) & set(AMERICAN) == {"color", "defense"}

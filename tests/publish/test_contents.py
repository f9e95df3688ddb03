"""Where a reader is: number, part and minutes of a chapter; what the next one asks; the way in."""

import json
import re

import pytest
from docutils import nodes

from shieldbook.publish.contents import A_MINUTE, minutes
from support.frames import MARKDOWN, build, make_book
from support.pages import Page

CHAPTERS = {"shieldbook_chapters": ["First part"]}
REFERENCE = "  - caption: Reference\n    chapters:\n      - file: words\n"
LONG = "\n\n".join(["one two three four five six seven eight nine ten"] * 30)


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    """An invented book of two chapters and a page to look things up in."""
    folder = tmp_path_factory.mktemp("numbered")
    book = make_book(folder)
    with (book / "_toc.yml").open("a") as toc:
        toc.write(REFERENCE)
    (book / "words.md").write_text(MARKDOWN.format(title="Words", text=LONG))
    two = (book / "chapters" / "two.md").read_text()
    (book / "chapters" / "two.md").write_text(f"{two}\n\n{LONG}")
    return build(folder, **CHAPTERS)


def read(html, name):
    return (html / f"{name}.html").read_text(encoding="utf-8")


def words(html, pattern):
    """The words of what a pattern finds in a page, once."""
    [found] = re.findall(pattern, html, re.DOTALL)
    return " ".join(Page(found).text.split())


def place_of(html, name):
    return words(read(html, name), r'<p class="sb-part">.*?</p>')


def test_a_chapter_says_its_number_its_part_and_its_minutes(html):
    assert place_of(html, "chapters/01_one") == "Chapter 1 of 2 · First part · 1 minute"
    assert place_of(html, "chapters/two") == "Chapter 2 of 2 · First part · 2 minutes"


def test_the_opening_says_its_minutes_and_what_is_looked_up_says_none(html):
    assert place_of(html, "intro") == "Opening · 1 minute"
    assert place_of(html, "words") == "Reference"


def test_a_page_outside_the_contents_says_its_name(html):
    assert place_of(html, "search") == "Search"


def test_the_list_of_pages_numbers_the_chapters_wherever_it_stands(html):
    for name in ("intro", "chapters/01_one", "chapters/two", "search"):
        tree = words(read(html, name), r'<div class="sidebar-tree">.*?</div>')
        assert tree == "Opening First part 1 One & <two> 2 Two Reference Words", name


def running(html, name):
    return words(read(html, name), r'<a class="sb-running".*?</a>')


def test_the_bar_of_a_phone_names_the_chapter_and_where_its_link_leads(html):
    assert running(html, "chapters/two") == (
        "To the opening of Moscow and the Missile Shield. This is 2. Two"
    )
    assert running(html, "words") == running(html, "intro") == "Moscow and the Missile Shield"


def test_the_next_page_is_told_with_its_number_and_its_question(html):
    following = words(read(html, "intro"), r'<a class="next-page".*?</a>')
    assert following == "Next: chapter 1 One & <two> Which one?"
    assert words(read(html, "chapters/two"), r'<a class="next-page".*?</a>') == "Next Words"


def test_a_title_that_is_long_may_have_a_short_one(tmp_path):
    book = make_book(tmp_path)
    note = book / "chapters" / "01_one.ipynb"
    said = json.loads(note.read_text())
    said["metadata"]["shieldbook"]["short"] = "Lamps"
    note.write_text(json.dumps(said))
    assert running(build(tmp_path, **CHAPTERS), "chapters/01_one").endswith("This is 1. Lamps")


def test_without_numbered_parts_no_page_has_a_number(tmp_path):
    make_book(tmp_path)
    html = build(tmp_path)
    assert place_of(html, "chapters/01_one") == "First part"
    assert "sb-no" not in read(html, "intro")


def test_a_part_that_is_not_there_stops_the_build(tmp_path):
    make_book(tmp_path)
    with pytest.raises(Exception, match="'Second part', which is no part"):
        build(tmp_path, shieldbook_chapters=["Second part"])


def ask(book, question):
    """Give the first chapter another question."""
    note = book / "chapters" / "01_one.ipynb"
    said = json.loads(note.read_text())
    said["metadata"]["shieldbook"]["question"] = question
    note.write_text(json.dumps(said))


@pytest.mark.parametrize("question", ["No question.", "Too long" * 20 + "?"])
def test_a_question_that_is_none_stops_the_build_with_its_page(tmp_path, question):
    ask(make_book(tmp_path), question)
    with pytest.raises(Exception, match="chapters/01_one: the question"):
        build(tmp_path)


def test_a_changed_question_is_on_the_page_before_after_the_next_build(tmp_path):
    book = make_book(tmp_path)
    build(tmp_path)
    ask(book, "And now?")
    assert "And now?" in read(build(tmp_path), "intro")


def test_minutes_count_prose_and_leave_out_code_and_tables():
    prose = nodes.paragraph("", "one " * A_MINUTE)
    code = nodes.literal_block("", "one " * A_MINUTE)
    table = nodes.table("", nodes.paragraph("", "one " * A_MINUTE))
    assert [minutes(nodes.section("", *parts)) for parts in ([], [prose], [code, table])] == [1] * 3
    assert minutes(nodes.section("", prose.deepcopy(), nodes.paragraph("", "one more"))) == 2


# The way into the book

BEGIN = r'<p class="sb-begin">.*?</p>'
OPENING = "*A line below*\n\nThe first words.\n\nMore of them.\n\n## A part\n\n{}"


def opening(tmp_path, text):
    book = make_book(tmp_path)
    (book / "intro.md").write_text(MARKDOWN.format(title="The opening", text=text))
    return read(build(tmp_path), "intro")


def test_the_way_into_the_book_stands_below_the_first_words_of_the_opening(tmp_path):
    html = opening(tmp_path, OPENING.format("Later words."))
    [link] = Page(re.search(BEGIN, html, re.DOTALL)[0]).all("a")
    assert link["href"] == "chapters/01_one.html"
    assert html.index("More of them.") < html.index("sb-begin") < html.index("A part</")


def test_an_author_may_put_the_way_into_the_book_elsewhere(tmp_path):
    html = opening(tmp_path, OPENING.format("Later.\n\n[Begin here](chapters/two.md)\n\nThe end."))
    assert words(html, BEGIN) == "Begin here"
    assert html.index("Later.") < html.index("sb-begin") < html.index("The end.")


def test_no_other_page_has_a_way_into_the_book(html):
    assert [path.stem for path in html.rglob("*.html") if "sb-begin" in path.read_text()] == [
        "intro"
    ]

"""The items for learning platforms: read by readers of their own as they were written, whatever
they hold, and the same bytes in every build."""

import random
import zipfile
from xml.etree import ElementTree

import pytest

import shieldbook as sb
from shieldbook.analysis.articles import called
from shieldbook.analysis.exercises import TABLES, numbers
from shieldbook.analysis.items import Item, Option, items_of
from shieldbook.publish import downloads, items
from support.pages import HOSTILE
from support.quizzes import QuizError, read_gift, read_qti

SIGNS = (
    r"a \ b ~ c = d # e { f } g : h :: i",
    "%50%half",
    "%",
    "// no comment",
    "=right ~wrong #said",
    "a -> b",
    "[html]<b>bold</b>",
    "{T}",
    "$CATEGORY: x",
    "two\nlines",
    r"ends in \\",
    "\\",
    r"\n",
    "<&>\"' ]]>",
    "“–” − ñ 北",
)


@pytest.fixture(scope="module")
def known():
    """The book's own items, and the names of their readings."""
    tables = {name: sb.load(name) for name in TABLES}
    names = called(sb.load("articles"), sb.load("actors"))
    own = items_of(sb.load("items"), sb.load("item_options"), numbers(tables))
    return sorted(own, key=lambda item: list(names).index(item.reading)), names


def as_read(question):
    """What matters of a question: its words, and each option with weight and feedback."""
    return question.text, question.options


def as_written(item):
    """The same of an item."""
    options = [(one.text, 100 if one.right else 0, one.feedback) for one in item.options]
    return item.question, options


def packed(own, names, folder):
    """The bytes of the QTI package of some items."""
    downloads.write_zip(folder / "q.zip", items.qti(own, names))
    return (folder / "q.zip").read_bytes()


def test_a_reader_of_gift_finds_every_item_as_it_is(known):
    own, names = known
    found = read_gift(items.gift(own, names))
    assert [as_read(one) for one in found] == [as_written(one) for one in own]
    assert [one.group for one in found] == [names[one.reading] for one in own]
    assert {one.form for one in found} == {"plain"}


def test_a_reader_of_qti_finds_every_item_as_it_is(known, tmp_path):
    own, names = known
    found = read_qti(packed(own, names, tmp_path))
    assert [as_read(one) for one in found] == [as_written(one) for one in own]
    assert [one.group for one in found] == [names[one.reading] for one in own]


def hostile(words):
    """Items made of hostile words, every word once in every place."""
    shuffled = random.Random(17)
    for number, word in enumerate(words, start=1):
        rest = shuffled.sample(words, 3)
        options = tuple(
            Option(text, n == 0, said)
            for n, (text, said) in enumerate(zip((word, *rest), (*rest, word), strict=True))
        )
        yield Item(f"lamp-1999-{number}", "lamp", number, word, options, "", "")


def test_hostile_words_come_through_gift(known):
    words = [*SIGNS, *HOSTILE.values()]
    words = [word.strip() for word in words if word.strip()]
    own = list(hostile(words))
    found = read_gift(items.gift(own, {"lamp": "A/B :: {x}\n=y"}))
    assert [as_read(one) for one in found] == [as_written(one) for one in own]


def test_hostile_words_come_through_qti(tmp_path):
    words = [word for word in (*SIGNS, *HOSTILE.values()) if word.strip()]
    own = list(hostile(words))
    found = read_qti(packed(own, {"lamp": "<a & \"b'>"}, tmp_path))
    assert [as_read(one) for one in found] == [as_written(one) for one in own]


def test_what_xml_may_not_hold_is_replaced_and_does_not_stop_the_build(tmp_path):
    own = [Item("1999-1", "lamp", 1, "a\x00b\x0bc", (Option("\x1f", True, "\ufffe"),), "", "")]
    (found,) = read_qti(packed(own, {"lamp": "\x01"}, tmp_path))
    assert as_read(found) == ("a\ufffdb\ufffdc", [("\ufffd", 100, "\ufffd")])


def test_both_files_are_the_same_bytes_in_every_build(known, tmp_path):
    own, names = known
    assert items.gift(own, names) == items.gift(own, names)
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    assert packed(own, names, tmp_path / "a") == packed(own, names, tmp_path / "b")
    text, package = items.exports()
    assert (text, package) == items.exports() == (items.gift(own, names), items.qti(own, names))


def test_the_package_says_what_it_is_and_names_no_file_twice(known):
    own, names = known
    manifest = ElementTree.fromstring(items.qti(own, names)["imsmanifest.xml"])
    resources = [one for one in manifest.iter() if one.tag.endswith("}resource")]
    idents = [one.get("identifier") for one in resources]
    assert {one.get("type") for one in resources} == {"imsqti_xmlv1p2"}
    assert idents == list(dict.fromkeys(one.reading for one in own))


# What the readers refuse: one that takes everything would prove nothing


@pytest.mark.parametrize(
    "text",
    [
        "no title {=a#b}",
        "::t:: no answers",
        "::t:: q {=a#b",
        "::t:: q {=a ~b#c}",
        "::t:: q {=a#b} and more",
    ],
)
def test_the_reader_of_gift_refuses_what_is_none(text):
    with pytest.raises(QuizError):
        read_gift(text)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("<presentation>", "<presentation><strange />", "no such element|may not hold"),
        ('ident="response1" ', "", "lacks ident"),
        ("<outcomes>", "<outcomes>words", "bare words"),
    ],
)
def test_the_reader_of_qti_refuses_what_is_none(known, tmp_path, old, new, says):
    files = items.qti(*known)
    name = "monitor-1999/monitor-1999.xml"
    assert old.encode() in files[name]
    files[name] = files[name].replace(old.encode(), new.encode(), 1)
    downloads.write_zip(tmp_path / "q.zip", files)
    with pytest.raises(QuizError, match=says):
        read_qti((tmp_path / "q.zip").read_bytes())


def test_a_file_that_the_manifest_does_not_name_is_refused(known, tmp_path):
    downloads.write_zip(tmp_path / "q.zip", {**items.qti(*known), "more.xml": b"<a/>"})
    assert "more.xml" in zipfile.ZipFile(tmp_path / "q.zip").namelist()
    with pytest.raises(QuizError, match="same files"):
        read_qti((tmp_path / "q.zip").read_bytes())

"""Fingerprints, seals and a reader's own copy, proven on an invented article and, where they are,
on the real ones."""

import csv
import json
import textwrap
from argparse import Namespace

import pytest

from shieldbook import verify
from shieldbook.tables import fingerprints
from support import ROOT

TEXTS = ROOT.parent / "shared" / "articles"

# Invented for this test: no such island, lighthouse or minister exists.
ISLAND = {
    "1": "The ferry company of Grünholm said on Tuesday that it's going to paint the old "
    "lighthouse in three colours, "
    "“each brighter than the last”, before the herring season opens next spring.",
    "2": "Keepers of the lamp – there are two, and they share one bicycle – objected at once: a "
    "striped tower, in "
    "their view, would confuse the puffins and please nobody but the painters’ guild of the "
    "mainland.",
    "c1": "The tower in fog. Photograph: a keeper.",
    "3": "A well-known baker offered a middle way, and called the quarrel “a storm in a mussel "
    "shell”; her proposal "
    "is to leave the walls white and to paint the door alone, in whatever colour the ferry "
    "passengers choose.",
    "4": "No vote has been announced. The harbour master, asked twice, answered only that paint "
    "dries slowly in the "
    "north, and that he had seen quarrels outlast the buildings they were about.",
}
VALLEY = {
    "1": "In the valley of Oberquell the cheese fair was moved indoors this year, after a goat "
    "with a reputation for "
    "mischief ate the programme, two sashes and most of a brass player's sheet music.",
    "2": "The organisers hope that doors will help, though the mayor recalls that the same goat "
    "opened the town hall "
    "by itself one winter and was found asleep beside the stove in the registry.",
}
QUOTES = {"q01": ("1", "each brighter than the last"), "q02": ("3", "a storm in a mussel shell")}


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def paragraph_rows(article, paragraphs):
    return [
        {
            "article_id": article,
            "n": n,
            "position": position,
            "words": fingerprints.count_words(text),
            "voice": "caption" if n.startswith("c") else "author",
            "function": "report",
            "fingerprint": fingerprints.fingerprint(text) or "",
            "gloss": "Invented.",
            "opens": "",
        }
        for position, (n, text) in enumerate(paragraphs.items(), start=1)
    ]


def quote_rows(article, paragraphs, quotes):
    rows = []
    for number, (n, text) in quotes.items():
        start = fingerprints.normalise(paragraphs[n]).index(text)
        rows.append(
            {
                "id": f"{article}-{number}",
                "article_id": article,
                "paragraph": n,
                "start": start,
                "end": start + len(text),
                "seal": fingerprints.seal(paragraphs[n], text),
                "speaker_id": "author",
                "text": text,
                "because": "Invented.",
            }
        )
    return rows


@pytest.fixture
def data(tmp_path):
    """A data folder with two invented articles."""
    folder = tmp_path / "data"
    folder.mkdir()
    contract = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    contract["resources"] = [
        table for table in contract["resources"] if table["name"] in ("paragraphs", "quotes")
    ]
    for table in contract["resources"]:
        table["schema"].pop("foreignKeys")
    (folder / "datapackage.json").write_text(
        json.dumps(contract | {"shieldbook": {}}), encoding="utf-8"
    )
    write(
        folder / "paragraphs.csv",
        paragraph_rows("island-2001", ISLAND) + paragraph_rows("valley-2002", VALLEY),
    )
    write(folder / "quotes.csv", quote_rows("island-2001", ISLAND, QUOTES))
    return folder


def copy_of(paragraphs, between="\n\n"):
    return between.join(paragraphs.values())


def statuses(text, data):
    return {one.n: one.status for one in verify.verify("island-2001", text, data).paragraphs}


INTACT = {"1": "matched", "2": "matched", "c1": "not testable", "3": "matched", "4": "matched"}


@pytest.mark.parametrize(
    "between", ["\n\n", "\n", "\r\n\r\n"], ids=["blank lines", "lines", "Windows lines"]
)
def test_an_exact_copy_matches(data, between):
    assert statuses(copy_of(ISLAND, between), data) == INTACT


def test_a_copy_with_straight_quotes_hyphens_and_other_spaces_matches(data):
    text = copy_of(ISLAND).translate(str.maketrans({"“": '"', "”": '"', "’": "'", "–": "-"}))
    assert statuses(text, data) == INTACT


def test_a_copy_with_curly_quotes_and_non_breaking_spaces_matches(data):
    text = (
        copy_of(ISLAND)
        .replace("'", "’")
        .replace(" of ", "\u00a0of\u202f")
        .replace("light", "light\u00ad")
    )
    assert statuses(text, data) == INTACT


@pytest.mark.parametrize("width", [30, 64, 72, 100])
def test_a_hard_wrapped_copy_matches(data, width):
    assert (
        statuses("\n\n".join(textwrap.fill(text, width) for text in ISLAND.values()), data)
        == INTACT
    )


def test_a_hard_wrapped_copy_without_blank_lines_matches(data):
    assert statuses("\n".join(textwrap.fill(text, 60) for text in ISLAND.values()), data) == INTACT


@pytest.mark.parametrize(
    ("whole", "broken"), [("well-known", "well-\nknown"), ("known baker", "known\nbaker")]
)
def test_a_copy_broken_at_or_near_a_hyphen_matches(data, whole, broken):
    assert statuses(copy_of(ISLAND).replace(whole, broken), data) == INTACT


def test_a_copy_broken_between_a_dash_and_a_space_matches(data):
    suspended = (
        "North- and south-facing walls of the tower were painted by hand, and the ferry company "
        "paid for all "
        "of it without a word of complaint."
    )
    write(data / "paragraphs.csv", paragraph_rows("island-2001", {"1": suspended}))
    assert statuses(suspended.replace("North- and", "North-\nand"), data) == {"1": "matched"}


def test_a_copy_that_hyphenates_a_word_at_the_line_end_matches(data):
    assert statuses(copy_of(ISLAND).replace("lighthouse", "light-\nhouse"), data) == INTACT


def test_a_copy_with_furniture_between_paragraphs_matches(data):
    assert (
        statuses(copy_of(ISLAND, "\n\nShare this\n\nAdvertisement: buy a lamp\n"), data) == INTACT
    )


def test_other_text_is_counted(data):
    extra = verify.verify(
        "island-2001", "A title of five words\n\n" + copy_of(ISLAND), data
    ).extra_words
    assert extra == 5


def test_every_quote_of_an_exact_copy_holds(data):
    checked = verify.verify("island-2001", copy_of(ISLAND), data).quotes
    assert [(quote.id, quote.seal, quote.place) for quote in checked] == [
        ("island-2001-q01", True, True),
        ("island-2001-q02", True, True),
    ]


def test_a_matched_paragraph_is_found_on_its_line(data):
    result = verify.verify("island-2001", copy_of(ISLAND), data)
    assert [one.line for one in result.paragraphs] == [1, 3, None, 7, 9]


@pytest.mark.parametrize("n", ["1", "2", "3", "4"])
def test_a_paragraph_with_one_other_word_has_changed(data, n):
    changed = ISLAND | {n: ISLAND[n].replace(" the ", " a ", 1)}
    assert statuses(copy_of(changed), data) == INTACT | {n: "changed"}


def test_a_paragraph_with_a_sentence_added_has_changed(data):
    assert statuses(copy_of(ISLAND | {"2": ISLAND["2"] + " Or so they say."}), data) == INTACT | {
        "2": "changed"
    }


@pytest.mark.parametrize("n", ["1", "2", "3", "4"])
def test_a_paragraph_left_out_is_missing(data, n):
    left = {number: text for number, text in ISLAND.items() if number != n}
    assert statuses("A title\n\n" + copy_of(left), data) == INTACT | {n: "missing"}


def test_a_paragraph_in_another_place_is_out_of_order(data):
    moved = {n: ISLAND[n] for n in ("2", "c1", "3", "1", "4")}
    assert statuses(copy_of(moved), data) == INTACT | {"1": "out of order"}


def test_a_caption_may_stand_anywhere(data):
    caption = "A keeper and a puffin in fog, " + "each waiting for the other to move first, " * 3
    write(data / "paragraphs.csv", paragraph_rows("island-2001", ISLAND | {"c1": caption}))
    last = {n: text for n, text in ISLAND.items() if n != "c1"} | {"c1": caption}
    assert statuses(copy_of(last), data) == INTACT | {"c1": "matched"}


def test_a_copy_turned_round_is_told_and_does_not_hold(data):
    result = verify.verify("island-2001", copy_of(dict(reversed(ISLAND.items()))), data)
    assert (len(result.having("out of order")), len(result.having("matched"))) == (3, 1)
    assert not result.holds and "out of order: " in verify._verdict(result)


def test_a_changed_paragraph_next_to_a_missing_one_is_told_from_it(data):
    changed = {"1": ISLAND["1"], "3": "Indeed, " + ISLAND["3"], "4": ISLAND["4"]}
    assert statuses(copy_of(changed), data) == INTACT | {"2": "missing", "3": "changed"}


def test_paragraphs_run_together_on_one_line_are_said_to_be_so(data):
    result = verify.verify("island-2001", copy_of(ISLAND, " "), data)
    assert [one.detail for one in result.paragraphs if one.status == "changed"] == [
        verify.RUN_TOGETHER
    ] * 4


def test_a_quote_with_a_wrong_seal_fails_by_its_seal(data):
    rows = quote_rows("island-2001", ISLAND, QUOTES)
    write(data / "quotes.csv", [rows[0] | {"seal": "0" * 64}, rows[1]])
    quote = verify.verify("island-2001", copy_of(ISLAND), data).quotes[0]
    assert (quote.seal, quote.place) == (False, True)


def test_a_quote_at_a_wrong_place_fails_by_its_place(data):
    rows = quote_rows("island-2001", ISLAND, QUOTES)
    write(data / "quotes.csv", [rows[0] | {"start": rows[0]["start"] + 1}, rows[1]])
    quote = verify.verify("island-2001", copy_of(ISLAND), data).quotes[0]
    assert (quote.seal, quote.place) == (True, False)


def test_a_copy_of_another_article_is_recognised(data):
    assert verify.verify("island-2001", copy_of(VALLEY), data).looks_like == "valley-2002"


def test_a_file_with_both_articles_is_not_taken_for_the_other(data):
    larger = VALLEY | {"3": ISLAND["1"]}
    assert (
        verify.verify("valley-2002", copy_of(larger) + "\n\n" + copy_of(ISLAND), data).looks_like
        is None
    )


def run(data, path, capsys, article="island-2001"):
    """Exit status and what the command printed."""
    status = verify.verify_command(Namespace(article=article, file=str(path), data=str(data)))
    printed = capsys.readouterr()
    return status, printed.out + printed.err


@pytest.fixture
def saved(tmp_path):
    """Writes a copy to a file and gives its path."""

    def save(content):
        path = tmp_path / "copy.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return save


def test_the_command_accepts_an_exact_copy(data, saved, capsys):
    status, printed = run(data, saved(copy_of(ISLAND)), capsys)
    assert (
        status == 0 and "4 of 4 testable paragraphs match and 2 of 2 quotes in them hold" in printed
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_the_command_reads_what_windows_editors_write(data, saved, capsys, encoding):
    assert run(data, saved(copy_of(ISLAND).encode(encoding)), capsys)[0] == 0


def test_the_command_names_a_changed_paragraph(data, saved, capsys):
    status, printed = run(data, saved(copy_of(ISLAND).replace("two, and", "three, and")), capsys)
    assert status == 1 and "matches in 3 of 4 paragraphs (changed: 2)" in printed


def test_the_command_names_a_missing_paragraph(data, saved, capsys):
    status, printed = run(
        data, saved(ISLAND["1"] + "\n\n" + ISLAND["2"] + "\n\n" + ISLAND["3"]), capsys
    )
    assert status == 1 and "(missing: 4)" in printed


def test_the_command_names_a_quote_that_fails(data, saved, capsys):
    rows = quote_rows("island-2001", ISLAND, QUOTES)
    write(data / "quotes.csv", [rows[0] | {"seal": "0" * 64}, rows[1]])
    status, printed = run(data, saved(copy_of(ISLAND)), capsys)
    assert status == 1 and "quotes that fail: island-2001-q01" in printed


def test_the_command_says_which_other_article_it_looks_like(data, saved, capsys):
    status, printed = run(data, saved(copy_of(VALLEY)), capsys)
    assert status == 1 and "This looks like another article: valley-2002" in printed


def test_the_command_prints_no_word_of_the_copy(data, saved, capsys):
    assert "lighthouse" not in run(data, saved(copy_of(ISLAND)), capsys)[1]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\n\t\n", "is empty"),
        ("\u200b\u00ad\n", "holds no words"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "is a PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "office document"),
        (b"{\\rtf1\\ansi Text}", "RTF"),
        (b"<!DOCTYPE html><p>Text", "web page"),
        ("\ufeff<html><p>Text", "web page"),
        ("Text of a kind".encode("utf-16"), "not plain text"),
        (b"Text \x81\x8d\x8f\x90", "not plain text"),
        (b"Text\x00with\x01controls", "not plain text"),
        ("far too much text " * 20_000, "far longer"),
    ],
    ids=[
        "empty",
        "blank",
        "invisible",
        "PDF",
        "office",
        "RTF",
        "web page",
        "marked web page",
        "UTF-16",
        "other bytes",
        "NUL",
        "huge",
    ],
)
def test_the_command_refuses_what_is_no_article_text(data, saved, capsys, content, reason):
    status, printed = run(data, saved(content), capsys)
    assert status == 2 and reason in printed


def test_the_command_refuses_a_folder(data, tmp_path, capsys):
    status, printed = run(data, tmp_path, capsys)
    assert status == 2 and "is a folder" in printed


def test_the_command_refuses_a_file_that_is_not_there(data, tmp_path, capsys):
    status, printed = run(data, tmp_path / "nothing.txt", capsys)
    assert status == 2 and "there is no file" in printed


def test_the_command_refuses_an_unknown_article_and_names_the_known(data, saved, capsys):
    status, printed = run(data, saved(copy_of(ISLAND)), capsys, article="island-2002")
    assert status == 2 and "the articles are island-2001, valley-2002" in printed


def test_the_command_reports_data_that_cannot_be_trusted(data, saved, capsys):
    (data / "quotes.csv").write_text("id\n")
    status, printed = run(data, saved(copy_of(ISLAND)), capsys)
    assert status == 2 and "quotes.csv" in printed


needs_texts = pytest.mark.skipif(
    not TEXTS.is_dir(), reason="the articles' texts are not in the repository"
)
needs_data = pytest.mark.skipif(
    not (ROOT / "data" / "quotes.csv").is_file()
    or not (ROOT / "data" / "paragraphs.csv").is_file(),
    reason="data/paragraphs.csv and data/quotes.csv are not there yet",
)
ARTICLES = ["breitbart-2017", "eaf-2018", "monitor-1999", "monitor-2000", "sinonk-2019"]


def real_text(article):
    return (TEXTS / f"{article}.txt").read_text(encoding="utf-8")


@pytest.mark.articles
@needs_texts
@needs_data
@pytest.mark.parametrize("article", ARTICLES)
def test_the_real_article_matches_its_fingerprints(article):
    result = verify.verify(article, real_text(article))
    assert result.holds, result


@pytest.mark.articles
@needs_texts
@needs_data
@pytest.mark.parametrize("article", ARTICLES)
def test_the_real_article_matches_when_hard_wrapped(article):
    text = "\n".join(textwrap.fill(line, 78) for line in real_text(article).splitlines())
    assert verify.verify(article, text).holds


@pytest.mark.articles
@needs_texts
@needs_data
@pytest.mark.parametrize("article", ARTICLES)
def test_the_real_article_is_told_from_the_others(article):
    other = ARTICLES[ARTICLES.index(article) - 1]
    assert verify.verify(other, real_text(article)).looks_like == article

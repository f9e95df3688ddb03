"""Exercises: their numbers come from the models, and say what the pages teach."""

import json
import re

import pytest

import shieldbook as sb
from shieldbook.analysis import exercises, filling, reach, salvo
from shieldbook.proof import NUMBER
from support import ROOT

TEXTS = ("title", "task", "hint_1", "hint_2", "answer")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Numbers that no data could give: days and years, what a task sets, idiom.
EXCUSED = (
    rf"\b\d{{1,2}} (?:{MONTHS})\b",
    r"\b(?:19|20)\d{2}\b",
    r"\b[Oo]ne\b",
    r"\bthree (?:of these claims|of the reported claims|news outlets)",
    r"between −10 and 10|more than five points|of the two (?:in a sentence|cuts)|the two cuts",
    r"\bthe two Koreas|\bits two allies|between the two states|the two have different|two Koreas",
    r"those of two states|picture of two allies",
    r"60 cases of 100|80 cases of 100|two shots|two launchers|six launchers|\bfor six\b|than two\b",
    r"four-party|do two launchers hold|a dozen|three times|in 100\b|cases of 100|about 11 km",
    r"four thirds of|two reports|1,000 to 2,000 km|Only two of the three figures",
)


@pytest.fixture(scope="module")
def known():
    """Every number that a text may name."""
    return exercises.numbers({name: sb.load(name) for name in exercises.TABLES})


def told(known, ident):
    """What a good answer to an exercise contains."""
    return exercises.exercise_of(sb.load("exercises"), ident, known)["answer"]


@pytest.mark.parametrize(
    ("ident", "words"),
    [
        ("1999-what-to-check-first", "Of the 19 statements of the brief about events"),
        ("1999-what-to-check-first", "Of the 23 about what somebody said, 16 stay open"),
        ("1999-another-table", "Three sets leave out one of the two Koreas"),
        ("1999-without-the-rocket", "still 2,497 days, because six missiles of shorter range"),
        ("1999-without-the-rocket", "falls from seven to six"),
        ("2000-friendly-visit", "the 25 acts between Moscow and Tokyo average 1.4"),
        ("2000-friendly-visit", "they average 0.4. The third paragraph has seven agreements"),
        ("2000-friendly-visit", "at −7, is Japan's arrest"),
        ("2000-more-than-its-share", "28 to 30.4 per cent, the east 17.5 to 22.5 per cent"),
        ("2017-by-whom", "a carrier for 6 of the 13 claims"),
        (
            "2017-largest-salvo",
            "Two launchers stop a salvo of 8 that often, six launchers one of 12",
        ),
        ("2017-largest-salvo", "Three times the battery stops half as many again"),
        ("2017-largest-salvo", "falls from 72 to 48 in 100"),
        ("2017-one-shot-each", "stop the whole dozen in 7 cases of 100"),
        ("2018-airliner", "lost at about 430 km"),
        ("2018-airliner", "it would be lost at about 370 km"),
        ("2018-airliner", "about four times the height"),
        ("2018-a-text-without-a-date", "the last launch was 112 days old"),
        ("2019-empty-column", "Moscow one wish, business with Japan; that of 2018 gives it four"),
        ("2019-other-years", "in each of the 18 years"),
        (
            "2019-count-the-countless",
            "22 times, and the last, on 22 January 2019, has the number 25",
        ),
        ("2019-count-the-countless", "3 meetings were in Abe's first term"),
        ("2019-count-the-countless", "South Korea met 10 times"),
    ],
)
def test_an_answer_says_what_the_models_give(known, ident, words):
    assert words in told(known, ident)


def test_every_text_can_be_filled(known):
    table = sb.load("exercises")
    for ident in table["id"]:
        row = exercises.exercise_of(table, ident, known)
        assert not any(re.search("[{}]", row[name]) for name in TEXTS)


def test_no_number_of_the_data_is_typed():
    typed = []
    for row in sb.load("exercises").to_dict("records"):
        for name in TEXTS:
            text = re.sub(r"\{[^}]*\}|\b\w+_\w+\b", "", row[name])
            for excuse in EXCUSED:
                text = re.sub(excuse, "", text)
            typed += [f"{row['id']}, {name}: {found}" for found in NUMBER.findall(text)]
    assert typed == []


def test_every_number_is_named_by_a_text(known):
    tables = [sb.load(name) for name in ("exercises", "items", "item_options")]
    texts = " ".join(str(cell) for table in tables for row in table.to_numpy() for cell in row)
    assert set(re.findall(r"\{(\w+)", texts)) == set(known)


@pytest.mark.parametrize(
    ("number", "form", "words"),
    [
        (2497, "", "2,497"),
        (17.5, "", "17.5"),
        (-7.0, "", "−7"),
        (0, "word", "no"),
        (3.0, "Word", "Three"),
        (20, "word", "twenty"),
        (21, "word", "21"),
        (1.4, "word", "1.4"),
    ],
)
def test_a_number_is_said_as_a_sentence_has_it(number, form, words):
    assert filling.said(number, form) == words


def test_a_name_that_no_number_has_is_refused():
    with pytest.raises(KeyError, match="no number 'lamp'; near it: lamps"):
        filling.filled("So many {lamp}.", {"lamps": 3})


def test_an_exercise_that_there_is_not_is_refused(known):
    with pytest.raises(KeyError, match="2018-airliner"):
        exercises.exercise_of(sb.load("exercises"), "2018-airliners", known)


# The settings stand on firm ground


def test_the_salvoes_asked_for_stand_on_no_edge():
    figures = sb.load("system_figures")
    each = salvo.interceptors_a_launcher(figures)
    for launchers, largest in ((2, 8), (6, 12)):
        held = [
            salvo.battery_table({"": launchers}, each, many, hits=(0.8,), shots=2)["none_pct"][0]
            for many in (largest, largest + 1)
        ]
        assert held[0] - 60 > 1 and 60 - held[1] > 1


def test_the_airliner_is_lost_nearer_than_any_site_to_the_mainland(known):
    stands = ["seongju-thaad", "kyogamisaki", "shariki", "araya", "mutsumi"]
    sites = sb.load("sites")
    away = reach.distances_table(
        sites[sites["id"].isin(stands)], sb.load("outlines"), sb.load("outline_points")
    )
    assert len(away) == len(stands) and known["airliner_km"] < away["mainland"].min()


def test_the_cut_of_the_whole_stays_apart_from_that_in_the_east(known):
    assert known["east_most"] < known["whole_least"]


def test_only_in_may_1993_does_the_kind_of_missile_matter():
    launches = sb.load("launches")
    early = launches[launches["date"] < "2006-07-06"]
    rockets = set(early.loc[early["missile"].isin(["Taepodong-1", "Unha"]), "date"])
    assert {day[:7] for day in set(early["date"]) - rockets} == {"1993-05"}


def test_no_check_of_an_event_of_1999_is_against_the_brief_or_open():
    checks = sb.load("checks")
    own = checks["claim_id"].str.startswith("monitor-1999-") & (checks["aspect"] == "content")
    assert set(checks.loc[own, "verdict"]) == {"supported", "partly"}


# The pages show what the table has


def sources(page):
    """The code of a page's cells."""
    path = ROOT / "book" / "seminar" / f"{page}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells]


def test_each_page_shows_its_exercises_in_their_order():
    table = sb.load("exercises").sort_values(["page", "n"], kind="stable")
    for page, own in table.groupby("page"):
        asked = re.findall(r'sb\.Exercise\("([^"]+)"\)', "\n".join(sources(page)))
        assert asked == list(own["id"])


def test_each_page_shows_the_items_of_its_reading():
    readings = sb.load("articles")["id"]
    for reading in readings:
        asked = re.findall(r'sb\.Items\("([^"]+)"\)', "\n".join(sources(reading[-4:])))
        assert asked == [reading]


def test_no_solution_is_typed_into_a_page():
    for page in sb.load("exercises")["page"].unique():
        assert not any("{dropdown}" in source for source in sources(page))


def test_the_solutions_in_code_find_what_the_answers_say(known, monkeypatch):
    monkeypatch.setattr(sb, "prove", lambda *_, **__: None)
    names = {
        "1999": {"wait_without": "wait_without_the_rocket"},
        "2017": {"small": "salvo_two", "large": "salvo_six"},
        "2018": {"growth": "hidden_times", "lost": "airliner_km"},
    }
    for page, found in names.items():
        space = {}
        for source in sources_of_code(page):
            exec(source, space)
        for own, name in found.items():
            wanted = known[name]
            near = 5 if own == "lost" else 0.5
            assert abs(space[own] - wanted) < near


def sources_of_code(page):
    """The code of a page up to its last solution, without its pictures and boxes."""
    path = ROOT / "book" / "seminar" / f"{page}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and "proof" not in cell["metadata"]["tags"]:
            yield source

"""The coding desk and a class's result in a real Chromium: twenty desks by keyboard, their lines
pasted, and nothing that leaves the page."""

from __future__ import annotations

import json
import random

import pytest

import shieldbook as sb
from shieldbook.analysis import agreement, classes, homework, lines
from shieldbook.analysis.rounds import Coding
from support import ROOT
from support.driving import PHONE
from support.judges import none, sideways
from support.packs import USUAL, given

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
DESK, CLASS = "seminar/coding-desk.html", "seminar/class-result.html"
WHOLE, ARTICLE = "invented-2000-a", "monitor-1999-a"
OPEN = "Can’t decide"
FOCUSED = "() => document.activeElement.textContent.trim()"
MEASURES = """cases => cases.map(({units, level}) => {
    const {alpha, baseline, rawAgreement, pairable, undefinedBecause} =
        shieldbook.models.agreement;
    const found = baseline(units);
    const number = value => Number.isNaN(value) ? null : value;
    return {alpha: number(alpha(units, level)), raw: number(rawAgreement(units)),
        baseline: number(found.share), commonest: found.value, pairable: pairable(units),
        why: undefinedBecause(units)};
})"""
OPPOSED = """cases => cases.map(({units, level}) => {
    const values = [...new Set(units.flat().filter(code => code !== null))];
    return shieldbook.models.contraries.opposed(units, level, values);
})"""
ALIKE = """cases => cases.map(({rows, level, values}) =>
    shieldbook.models.contraries.alikeButOpposed(rows, level, values))"""
CELLS = """() => [...document.querySelectorAll('#desk .sb-desk-face table')].map(table =>
    [...table.querySelectorAll('tr')].map(row => [...row.cells].map(one => one.textContent)))"""
READ = """parts => {
    const box = document.querySelector('#class script[type="application/json"]');
    const desk = JSON.parse(box.textContent);
    const {readClass, agreements} = shieldbook.models.classes;
    const found = readClass(parts, desk);
    return {found, rows: agreements(found, desk)};
}"""
BLOCK = """Object.defineProperty(window, 'localStorage', {get() {
    throw new DOMException('blocked', 'SecurityError'); }});"""


@pytest.fixture(scope="module")
def known():
    return sb.CodingDesk()


def left(here, before):
    """What a page asked for since; its icon a browser may fetch at any time, and from the book."""
    return [one for one in here.asked[before:] if not one.endswith("favicon.svg")] + here.foreign


def tab_to(page, words, role="BUTTON"):
    """Walk with the tab key to what has these words, and say how far it was."""
    for steps in range(60):
        name, text = page.evaluate(
            "() => [document.activeElement.nodeName, document.activeElement.textContent.trim()]"
        )
        if name == role and text.startswith(words):
            return steps
        page.keyboard.press("Tab")
    raise AssertionError(f"the tab key does not reach {words!r}")


def press(page, words):
    """Walk to a button and press it; wait until the next screen has its focus."""
    tab_to(page, words)
    page.keyboard.press("Enter")


def answer(page, group, at):
    """Choose the `at`-th choice of a group of radio buttons by keyboard."""
    for _ in range(60):
        own, checked = page.evaluate(
            "() => [document.activeElement.name || '', !!document.activeElement.checked]"
        )
        if own == group:
            break
        page.keyboard.press("Tab")
    if not checked:
        page.keyboard.press("Space")
    for _ in range(at):
        page.keyboard.press("ArrowDown")


def on_screen(page, screen):
    page.wait_for_selector(f'#desk[data-screen="{screen}"]')
    page.wait_for_function("() => document.activeElement.nodeName === 'H2'")


def code(page, values):
    """Code a pack claim by claim, by keyboard alone, and commit; returns the line."""
    for number, row in enumerate(values, 1):
        on_screen(page, "coding")
        page.wait_for_function(
            "n => document.activeElement.textContent.startsWith(`Claim ${n} `)", arg=number
        )
        for field, value in zip(USUAL, row, strict=True):
            choices = [*field.ids(), ""]
            answer(page, f"desk-{field.id}", choices.index(value))
        press(page, "Look over all eight" if number == len(values) else "Next claim")
    on_screen(page, "review")
    press(page, "Commit all")
    on_screen(page, "result")
    return page.input_value(".sb-desk-line textarea")


def begin(page, name, words="Begin"):
    """Give a nickname and begin, by keyboard."""
    page.focus("#desk-name")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(name)
    press(page, words)


def varied(pack, seed):
    """Somebody's codes: mostly the book's, some not, one left open."""
    chance = random.Random(seed)
    values = given(pack)
    for row in values:
        for place, field in enumerate(USUAL):
            if chance.random() < 0.25:
                row[place] = chance.choice([*field.ids(), ""])
    return values


@pytest.fixture(scope="module")
def twenty(visit, known):
    """Twenty desks driven by keyboard in one page: names, codes, lines, and what the page asked."""
    pack = known.pack
    coded = {f"desk-{n}": varied(pack, n) for n in range(20)}
    with visit(f"{DESK}#desk?pack={pack['id']}&mode=blind") as here:
        before, told = len(here.asked), {}
        for number, (name, values) in enumerate(coded.items()):
            begin(here.page, name, "Begin anew" if number else "Begin")
            told[name] = code(here.page, values)
            tab_to(here.page, "To the beginning")
            here.page.keyboard.press("Enter")
            here.page.wait_for_selector('#desk[data-screen="setup"]')
        return coded, told, left(here, before) + here.errors


def test_twenty_desks_are_coded_by_keyboard_and_hand_in_what_was_coded(twenty, known):
    coded, told, asked = twenty
    packs = {one["id"]: one for one in known.packs}
    for name, values in coded.items():
        found = lines.read(told[name], packs, known.fields)
        assert found.name == name and [list(row) for row in found.values] == values
        assert told[name] == lines.write(known.pack, USUAL, name, values)
    assert asked == []


def test_the_class_is_read_by_the_page_as_by_python_and_nothing_leaves(visit, known, twenty):
    told = list(twenty[1].values())
    mistyped = told[4][:-5] + ("b" if told[4][-5] != "b" else "c") + told[4][-4:]
    chat = [f"[10:{n:02}] kid {n}: {line}" for n, line in enumerate(told) if n != 4]
    chat += [f"kid 4: {mistyped} :)", told[7], told[9].upper(), "and/or", "<b>thanks</b>"]
    text = "\n".join(chat)
    rows = [{"pack": known.pack["id"], "coder": "=1+1", "round": 1, "field": "mood"}]
    parts = [[classes.PASTED, text], ["a.csv", homework.write(rows).replace(",", ";")]]
    with visit(CLASS, width=PHONE) as here:
        before, page = len(here.asked), here.page
        page.focus("#class-lines")
        page.keyboard.insert_text(text)
        press(page, "Read")
        page.wait_for_selector("#class table")
        said = page.inner_text("#class .sb-desk-face > .sb-status")
        assert said == "Read: 19 coders. Not read: 1 line. Passed over as chat: 2 rows."
        assert page.locator("#class li").count() == 3
        assert page.locator(".sb-desk-book").count() == 0
        press(page, "Show the book")
        assert page.locator(".sb-desk-book").count() == 8 * len(USUAL)
        assert sideways(here.page) == []
        page_read = page.evaluate(READ, parts)
        none(left=left(here, before), said=here.errors)
    ours = classes.read_class([tuple(part) for part in parts], known.packs, known.fields)
    found, measured = page_read["found"], page_read["rows"]
    assert found["notices"] == [one._asdict() for one in ours.notices]
    assert found["coders"] == ours.coders and found["noise"] == ours.noise
    for row, own in zip(
        measured, classes.agreements(ours, known.fields).to_dict("records"), strict=True
    ):
        for name in ("field", "coders", "units", "commonest", "why"):
            assert row[name] == own[name], name
        for name in ("raw", "baseline", "alpha"):
            assert row[name] == pytest.approx(own[name], abs=1e-9), name
        # The draws of the interval are others.
        for name in ("low", "high"):
            assert row[name] == pytest.approx(own[name], abs=0.06), name


def test_agreement_baseline_and_alpha_in_the_page_are_those_of_the_shared_cases(visit):
    cases = json.loads((ROOT / "tests/fixtures/agreement-cases.json").read_text(encoding="utf-8"))
    with visit(CLASS) as here:
        found = here.page.evaluate(MEASURES, cases)
    for case, own in zip(cases, found, strict=True):
        for name in ("alpha", "raw", "baseline"):
            wanted = case[name] if case[name] is None else pytest.approx(case[name], abs=1e-12)
            assert own[name] == wanted, (case["name"], name)
        assert own["commonest"] == case["commonest"] and own["pairable"] == case["pairable"]
        assert own["why"] == agreement.undefined(case["units"]), case["name"]


def test_opposite_codes_in_the_page_are_those_of_the_shared_cases(visit):
    cases, alike = (
        json.loads((ROOT / f"tests/fixtures/{name}-cases.json").read_text(encoding="utf-8"))
        for name in ("agreement", "alike")
    )
    with visit(DESK) as here:
        found = here.page.evaluate(OPPOSED, cases), here.page.evaluate(ALIKE, alike)
    assert found == ([case["opposed"] for case in cases], [case["alike"] for case in alike])


def test_a_text_that_is_printed_whole_stands_beside_its_claims(visit):
    pack = sb.CodingDesk(pack=WHOLE).pack
    values = varied(pack, 3)
    with visit(f"{DESK}#desk?text=invented-2000", width=PHONE) as here:
        page = here.page
        page.locator("#desk summary", has_text="The text, whole").click()
        for words in pack["whole"]:
            assert " ".join(words) in page.inner_text("#desk")
        begin(page, "ida")
        claim = pack["claims"][0]
        on_screen(page, "coding")
        assert page.inner_text("#desk mark").strip() == claim["words"][claim["sentence"] - 1]
        assert page.locator("#desk a").count() == 0
        assert claim["because"] not in page.inner_text("#desk")
        assert sideways(page) == []
        assert code(page, values) == lines.write(pack, USUAL, "ida", values)
        assert page.locator(".sb-desk-claim mark").count() > 0 and sideways(page) == []
        assert here.errors == [] and here.foreign == []


def test_the_last_screen_tells_what_is_opposite_as_python_does(visit):
    pack = sb.CodingDesk(pack=ARTICLE).pack
    values = varied(pack, 5)
    # What is left open is no pair with anything.
    values[0][2] = ""
    coding = Coding(pack, USUAL, "ida")
    coding.answers = values
    with visit(f"{DESK}#desk?pack={ARTICLE}") as here:
        begin(here.page, "ida")
        assert code(here.page, values) == lines.write(pack, USUAL, "ida", values)
        tables = {rows[0][0]: rows[1:] for rows in here.page.evaluate(CELLS)}
    assert tables["Coded oppositely"] == coding.opposites().to_numpy().tolist()
    pairs = [
        [kind, *(f"{one['handle']}. {one['because']}" for one in two)]
        for kind, *two in coding.contrary()
    ]
    assert pairs and tables["Kind of both"] == pairs
    torn = coding.torn().drop(columns="field")
    assert len(torn) and tables["Claim"] == torn.to_numpy().tolist()


def test_a_field_that_a_text_was_not_coded_in_is_not_asked_of_it(visit):
    with visit(f"{DESK}#desk?pack={WHOLE}&fields=record,issue") as here:
        # On a wide screen too the desk says what is going to be coded.
        assert "8 claims" in here.page.inner_text("#desk")
        assert "one field" in here.page.inner_text("#desk")
        here.page.locator("#desk summary", has_text="For the teacher").click()
        asked = here.page.locator("#desk details label").all_inner_texts()
        assert "Could a record settle it?" in asked and "What is it about?" not in asked
        here.page.select_option("#desk-pack", ARTICLE)
        assert "2 fields" in here.page.inner_text("#desk")


def test_what_was_begun_is_there_after_a_reload_and_a_changed_pack_is_told(visit):
    with visit(DESK) as here:
        page = here.page
        begin(page, "Ida")
        on_screen(page, "coding")
        answer(page, "desk-speaker", 1)
        page.reload()
        page.get_by_role("button", name="Go on as Ida").click()
        assert page.locator('[name="desk-speaker"]:checked').get_attribute("value") == "person"
        page.evaluate(
            """() => { const key = Object.keys(localStorage).find(one => one.startsWith('desk:'));
            const kept = JSON.parse(localStorage[key]);
            localStorage[key] = JSON.stringify({...kept, mark: 'of another edition'}); }"""
        )
        page.reload()
        assert "has changed" in page.inner_text(".sb-desk-warn")
        assert "person" in page.inner_text(".sb-desk-warn")
        assert here.errors == []


def test_a_browser_that_keeps_nothing_says_so_before_the_first_commit(visit):
    with visit("index.html") as here:
        here.context.add_init_script(BLOCK)
        here.page.goto(here.address + DESK)
        assert "This browser keeps nothing" in here.page.inner_text(".sb-desk-warn")
        begin(here.page, "Ida")
        on_screen(here.page, "coding")
        assert "This browser keeps nothing" in here.page.inner_text("#desk .sb-status")


def test_practice_shows_the_book_after_each_claim_and_a_second_round_is_marked(visit):
    known = sb.CodingDesk(pack=ARTICLE)
    with visit(f"{DESK}#desk?pack={ARTICLE}&mode=practice", width=PHONE) as here:
        page = here.page
        begin(page, '<img src=x onerror="alert(1)">')
        for number in range(8):
            on_screen(page, "coding")
            for field in USUAL:
                answer(page, f"desk-{field.id}", len(field.values))
            if number == 0:
                assert page.locator(".sb-desk-place a").get_attribute("href").startswith("http")
                assert known.pack["claims"][0]["claim"] not in page.inner_text("#desk")
            press(page, "Commit this claim")
            page.wait_for_selector("#desk .sb-desk-table")
            page.wait_for_function("() => document.activeElement.nodeName === 'H3'")
            assert page.locator("#desk h3").first.bounding_box()["y"] < 200
            assert known.pack["claims"][number]["claim"] in page.inner_text("#desk")
            press(page, "To the result" if number == 7 else "Next claim")
        on_screen(page, "result")
        text = page.inner_text("#desk")
        assert "wrong" not in text.lower() and "There is no alpha for one coder" in text
        assert "0 of 8, 8 left open" in text
        first = page.locator(".sb-desk-claim").first
        first.get_by_label("Change it").first.check()
        assert page.locator(".sb-desk-kept").inner_text().startswith("Kept. Your line holds")
        select = first.locator("select").first
        assert select.input_value() == "?"
        select.select_option(index=1)
        first.locator(".sb-desk-reason input").first.fill("=cmd|' /C calc'!A0")
        with page.expect_download() as download:
            page.get_by_role("button", name="Save as CSV").click()
        told = homework.decode(download.value.path().read_bytes())
        coding = Coding(known.pack, USUAL, '<img src=x onerror="alert(1)">'[:24])
        for at in range(8):
            coding.answers[at] = [""] * len(USUAL)
            coding.commit(at)
        first = next(value["id"] for value in USUAL[0].values)
        coding.again(0, 0, "change", first, "=cmd|' /C calc'!A0")
        assert homework.decode(coding.sheet().encode()) == told
        rows = homework.read(told)
        later = [row for row in rows if row["round"] == "2"]
        assert len(rows) == 25 and later[0]["step"] == "change"
        assert later[0]["reason"].startswith("=cmd")
        assert sideways(here.page) == [] and here.dialogs == [] and here.foreign == []


def test_without_a_script_the_blanks_are_there_and_no_dead_control(visit, known):
    with visit(DESK, javascript=False, width=PHONE) as here:
        assert here.page.locator(".sb-desk-paper:visible").count() == len(known.packs)
        assert here.page.locator("#desk button:visible, #desk input:visible").count() == 0

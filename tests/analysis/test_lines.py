"""The line that a desk hands in: short, read back as it was written, and refused where a letter of
it is not what was sent."""

import pytest

from shieldbook.analysis import lines
from support.packs import FIELDS, USUAL, given, line, pack

PACK = pack()
PACKS = {PACK["id"]: PACK}


def refusal(text):
    with pytest.raises(lines.LineError) as caught:
        lines.read(text, PACKS, FIELDS)
    return str(caught.value)


def test_a_line_says_what_was_coded_in_about_fifty_letters():
    text = line("Ida R.", {(2, 1): ""})
    assert len(text) < 56 and " " not in text
    found = lines.read(text, PACKS, FIELDS)
    assert (found.pack, found.name, found.fields) == (PACK["id"], "ida-r", tuple(lines.USUAL))
    assert found.values[2] == ("author", "", "yes")
    assert [list(row) for row in found.values[3:]] == given(PACK)[3:]
    assert [one["n"] for one in lines.coded_claims(PACK, found)] == list(range(1, 9))


def test_every_letter_changed_or_swapped_with_its_neighbour_is_noticed():
    text = line("ida")
    for at, letter in enumerate(text):
        other = "b" if letter == "a" else "a"
        mistyped = text[:at] + other + text[at + 1 :]
        swapped = text[:at] + text[at + 1 : at + 2] + letter + text[at + 2 :]
        for wrong in {mistyped, swapped} - {text}:
            assert "mistyped" in refusal(wrong) or "not whole" in refusal(wrong), wrong


def test_what_a_telephone_makes_of_a_line_is_read_all_the_same():
    text = line("ida-r")
    for sent in (
        text.upper(),
        text.replace("-", "\u2013"),
        text.replace("/", " / "),
        f"[10:02] Ida: {text}.",
        f"({text})",
    ):
        (found,) = lines.found_in(sent, PACKS)
        assert lines.read(found, PACKS, FIELDS) == lines.read(text, PACKS, FIELDS), sent


def test_names_of_any_script_fit_and_a_name_of_nothing_does_not():
    for name, kept in (("Лена", "лена"), ("김 민준", "김-민준"), ("=cmd()|'a'", "cmd-a")):
        assert lines.read(line(name), PACKS, FIELDS).name == kept
    with pytest.raises(lines.LineError, match="a letter or a digit"):
        line(" /// ")


def test_reserve_and_other_fields_have_lines_of_their_own():
    held = lines.write(PACK, USUAL, "ida", given(PACK, reserve=True))
    found = lines.read(held, PACKS, FIELDS)
    assert [one["n"] for one in lines.coded_claims(PACK, found)] == [9, 10, 11]
    asked = [field for field in FIELDS if field.id in ("speaker", "ten", "stance")]
    told = lines.write(PACK, asked, "ida", [["author", "forecast", "-2"]] * 8)
    found = lines.read(told, PACKS, FIELDS)
    assert found.fields == ("speaker", "ten", "stance")
    assert set(found.values) == {("author", "forecast", "-2")}


def test_another_pack_and_another_codebook_are_told_apart_from_a_slip():
    old = line("ida", own=PACK | {"mark": "bb"})
    assert "another edition" in refusal(old)
    assert "no pack gazette-1901-d" in refusal(line("ida", own=pack("gazette-1901-d")))
    codes = f"{PACK['id']}/{PACK['mark']}/ida/{'z' * 24}"
    assert "no value has the letter z" in refusal(f"{codes}/{lines.check(codes)}")
    short = f"{PACK['id']}/{PACK['mark']}/ida/{'ahyahyahy' + 'ahy' * 4}"
    assert "21 letters" in refusal(f"{short}/{lines.check(short)}")


def test_the_noise_of_a_chat_is_no_line_and_a_line_begun_is():
    for noise in (
        "and/or",
        "https://example.org/a/b/c/d",
        "see you at 10/11/2026",
        "gazette-1901-a",
    ):
        assert lines.found_in(noise, PACKS) == []
    assert lines.found_in("here: gazette-1901-a/xx oops", PACKS) == ["gazette-1901-a/xx"]
    two = f"{line('ida')} {line('mats')}"
    assert len(lines.found_in(two, PACKS)) == 2


def test_no_two_values_of_a_field_share_a_letter_nor_have_that_of_the_undecided():
    for field in FIELDS:
        letters = [value["letter"] for value in field.values]
        assert len(set(letters)) == len(letters) and lines.MISSING not in letters, field.id
    assert len({field.letter for field in FIELDS}) == len(FIELDS)


def test_the_mark_changes_with_a_claim_and_with_a_value():
    ids = [one["id"] for one in PACK["claims"]]
    first, *others = FIELDS
    other = first._replace(values=first.values[:-1])
    marks = {
        lines.mark(FIELDS, ids),
        lines.mark(FIELDS, ids[1:]),
        lines.mark([other, *others], ids),
    }
    assert len(marks) == 3

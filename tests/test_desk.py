"""The desk and a class's result as a notebook calls them."""

import pytest

import shieldbook as sb
from shieldbook.analysis import homework, lines
from shieldbook.controls import ControlError
from shieldbook.display import DESK
from support.packs import USUAL, given


@pytest.fixture(scope="module")
def desk():
    return sb.CodingDesk(text="monitor-1999", pack="monitor-1999-b")


@pytest.fixture(scope="module")
def line(desk):
    return lines.write(desk.pack, USUAL, "ida", given(desk.pack))


def test_a_desk_has_the_packs_of_its_text_and_begins_where_it_is_told(desk):
    assert {one["text_id"] for one in desk.packs} == {"monitor-1999"}
    assert desk.payload()["start"]["pack"] == "monitor-1999-b"
    assert len(sb.CodingDesk().packs) >= 4
    with pytest.raises(ControlError, match="no pack of this text"):
        sb.CodingDesk(text="monitor-1901")
    with pytest.raises(KeyError, match="monitor-1999-b"):
        sb.CodingDesk(pack="monitor-1999-x")


def test_the_text_that_is_printed_whole_has_a_desk_of_its_own():
    desk = sb.CodingDesk(text="invented-2000", pack="invented-2000-a")
    assert [one["id"] for one in desk.packs] == ["invented-2000-a"] and desk.pack["free"]
    assert desk.payload()["start"]["pack"] == "invented-2000-a"
    coded = given(desk.pack)
    found = sb.class_codings(lines.write(desk.pack, USUAL, "ida", coded))
    assert found.table("kind")["ida"].tolist() == [row[1] for row in coded]


def test_a_field_that_a_text_was_not_coded_in_is_not_asked_there():
    both = sb.CodingDesk(text="invented-2000", fields=("record", "issue"))
    assert [one.id for one in both.coding().asked] == ["record"]
    with pytest.raises(ControlError, match="was coded in none of these fields"):
        sb.CodingDesk(text="invented-2000", fields=("issue",))


def test_the_claims_held_back_are_a_desk_of_their_own():
    desk = sb.CodingDesk(text="monitor-1999", reserve=True)
    assert len(desk.coding().claims) == 3 and desk.payload()["start"]["set"] == "reserve"


def test_a_class_is_read_from_a_text_a_file_and_a_folder(tmp_path, desk, line):
    (tmp_path / "chat.txt").write_text(f"Ida: {line}\nok\n", encoding="utf-8")
    claim = desk.pack["claims"][0]["id"]
    row = {"pack": desk.pack["id"], "coder": "mats", "round": 1, "claim": claim}
    text = homework.write([row | {"field": "speaker", "value": "author"}])
    (tmp_path / "mats.csv").write_text(text.replace(",", ";"), encoding="utf-16")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    whole = sb.class_codings(tmp_path)
    assert (
        whole.coders == ["ida", "mats"]
        and repr(whole) == "2 coders, 0 lines not read, 1 row of chat"
    )
    assert sb.class_codings(str(tmp_path / "chat.txt")).coders == ["ida"]
    assert sb.class_codings(f"{line}\n{line}").notices()["What"].tolist() == ["duplicate"]
    assert sb.class_codings("").coders == []
    assert whole.agreement().set_index("field").loc["speaker", "units"] == 1
    assert whole.table("speaker").shape == (8, 2)
    assert len(whole.spread("kind")) == 8
    with pytest.raises(KeyError, match="no field 'kid'; near it: kind"):
        whole.spread("kid")


def test_the_page_of_a_class_holds_nothing_of_a_class(line):
    sent = sb.class_codings(line)._repr_mimebundle_()
    assert "ida" not in str(sent[DESK]["packs"]) and sent[DESK]["face"] == "class"

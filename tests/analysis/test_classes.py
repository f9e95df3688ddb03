"""A class's codings: every line counted once or told why not, and the measures of all of them."""

import math

import pandas as pd

from shieldbook.analysis import agreement, classes, homework, lines
from support.packs import FIELDS, USUAL, line, pack

PACK = pack()
CHAT = "\n".join(
    [
        "[10:00] The teacher: paste your line here, and/or mail it",
        f"[10:01] Ida: {line('ida')}",
        f"[10:01] Mats: {line('mats', {(2, 0): 'person', (1, 1): 'why'})} thanks!",
        f"[10:02] Ida: {line('ida')}",
        f"[10:02] Elias: {line('elias').replace('/s', '/a').replace('a', 'e', 1)}",
        f"[10:03] Ida: {line('ida', {(3, 2): ''})}",
        "\U0001f600",
    ]
)


def told(found):
    return [(one.kind, one.where, one.text) for one in found.notices]


def test_a_chat_is_read_and_everything_left_out_is_said():
    found = classes.read_class([(classes.PASTED, CHAT)], [PACK], FIELDS)
    assert found.coders == ["ida", "mats", "ida (2)"] and found.noise == 2
    kinds = [(kind, where.partition(", ")[2]) for kind, where, _ in told(found)]
    assert kinds == [("refused", "row 5, by elias"), ("duplicate", "row 4"), ("namesake", "row 6")]
    assert len(found.codings) == 3 * 8 * len(USUAL)


def test_files_and_lines_of_one_coder_are_the_same_homework():
    rows = [
        {
            "pack": PACK["id"],
            "codebook": PACK["mark"],
            "coder": "Ida",
            "round": 1,
            "claim": claim["id"],
            "field": field.id,
            "value": claim["book"][field.id],
        }
        for claim in PACK["claims"][:8]
        for field in USUAL
    ]
    second = rows[0] | {"round": 2, "value": "other"}
    wrong = [
        rows[0] | {"pack": "gazette-1901-d"},
        rows[0] | {"codebook": "bb"},
        rows[0] | {"claim": "gazette-1901-099"},
        rows[0] | {"field": "mood"},
        rows[0] | {"value": "=1+1"},
        rows[0] | {"coder": "!"},
    ]
    text = homework.write([*rows, second, *wrong])
    parts = [("ida.csv", text), ("chat", line("ida"))]
    found = classes.read_class(parts, [PACK], FIELDS)
    assert found.coders == ["ida"]
    refused = [one for one in found.notices if one.kind == "refused"]
    assert [one.text for one in refused] == [
        "gazette-1901-d",
        "bb",
        "gazette-1901-099",
        "mood",
        "=1+1",
        "!",
    ]
    assert [one.where for one in refused] == [f"ida.csv, row {n}" for n in range(27, 33)]
    assert [one.kind for one in found.notices][-2:] == ["aside", "duplicate"]


def test_a_file_that_lacks_a_column_is_refused_whole():
    found = classes.read_class([("a.csv", "pack,claim,field\n")], [PACK], FIELDS)
    assert told(found) == [("refused", "a.csv", "")] and found.codings.empty


def test_agreement_stands_beside_its_baseline_and_says_why_there_is_no_alpha():
    one = classes.agreements(classes.read_class([("chat", line("ida"))], [PACK], FIELDS), FIELDS)
    assert one["field"].tolist() == list(lines.USUAL)
    assert one["why"].str.contains("no alpha for one coder").all() and one["alpha"].isna().all()
    found = classes.read_class([("chat", CHAT)], [PACK], FIELDS)
    rows = classes.agreements(found, FIELDS).set_index("field")
    assert (rows["units"] == 8).all() and (rows["coders"] == 3).all()
    assert (rows["why"] == "").all()
    table = classes.table_of(found, "speaker")
    assert rows.loc["speaker", "alpha"] == agreement.alpha(table, "nominal")
    assert rows.loc["speaker", "commonest"] == "author"
    assert rows.loc["record", "raw"] == 1
    assert rows["low"].le(rows["alpha"]).all() and rows["high"].ge(rows["alpha"]).all()


def test_stance_is_measured_by_its_order():
    asked = [field for field in FIELDS if field.id == "stance"]
    values = [["-2"], ["-2"], ["0"], ["0"], ["1"], ["2"], ["0"], ["-1"]]
    near = [["-1"], *values[1:]]
    chat = "\n".join(
        lines.write(PACK, asked, name, own) for name, own in (("ida", values), ("mats", near))
    )
    found = classes.read_class([("chat", chat)], [PACK], FIELDS)
    (row,) = classes.agreements(found, FIELDS).to_dict("records")
    numbers = [[float(a[0]), float(b[0])] for a, b in zip(values, near, strict=True)]
    assert row["alpha"] == agreement.alpha(numbers, "ordinal")


def test_the_claims_that_divide_a_class_come_first_with_the_counts_of_each_value():
    found = classes.read_class([("chat", CHAT)], [PACK], FIELDS)
    rows = classes.spread(found, USUAL[0], [PACK])
    first = rows.iloc[0]
    assert first["claim"] == "gazette-1901-003" and first["book"] == "author"
    assert (first["author"], first["person"], first["alike"]) == (2, 1, 1 / 3)
    assert rows["alike"].is_monotonic_increasing and len(rows) == 8
    nobody = classes.read_class([], [PACK], FIELDS)
    assert classes.spread(nobody, USUAL[0], [PACK]).empty
    assert classes.agreements(nobody, FIELDS).empty


def test_the_hand_method_is_the_share_of_pairs():
    assert classes.pairs_alike([6, 2]) == (30 + 2) / 56
    assert classes.pairs_alike([8]) == 1 and math.isnan(classes.pairs_alike([1]))
    values = ["a"] * 6 + ["b"] * 2
    assert agreement.raw_agreement(pd.DataFrame([values])) == classes.pairs_alike([6, 2])


def test_piles_of_cards_are_looked_up_and_added():
    table = classes.hand_table(range(8, 13)).set_index("n")
    assert list(table.columns) == ["8", "9", "10", "11", "12"] and list(table.index)[0] == 2
    assert table.loc[8, "8"] == table.loc[12, "12"] == "100%" and table.loc[9, "8"] == ""
    piles = sum(int(table.loc[n, "9"].rstrip("%")) for n in (5, 3))
    assert abs(piles - 100 * classes.pairs_alike([5, 3, 1])) <= 1

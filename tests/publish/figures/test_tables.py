"""Tables of the page: read aloud, narrowed and taken along; links lead where they may, no cell
becomes a formula."""

import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shieldbook.display import FigureError, show, table_payload
from shieldbook.publish.address import Place
from shieldbook.publish.figures import tables
from support.pages import Page, everything_hostile, linked, long_table, plain, table_of

# Tables


@pytest.fixture
def table():
    """A page with one table of two rows and three columns."""
    return Page(tables.table_html(table_of(), "t"))


def test_a_table_has_its_caption(table):
    assert len(table.all("caption")) == 1 and "Lamps" in table.text


def test_every_column_has_a_scoped_header(table):
    assert [cell["scope"] for cell in table.all("th")][:3] == ["col"] * 3


def test_the_first_cell_of_every_row_is_its_header(table):
    assert [cell["scope"] for cell in table.all("th")][3:] == ["row"] * 2 and len(
        table.all("td")
    ) == 4


def test_a_wide_table_scrolls_in_a_labelled_box_that_the_keyboard_reaches(table):
    box = table.all("div", "sb-scroll")[0]
    assert (box["role"], box["tabindex"], box["aria-labelledby"]) == (
        "region",
        "0",
        table.all("caption")[0]["id"],
    )


def test_numbers_stand_in_columns_of_their_own_kind(table):
    assert [cell.get("class") for cell in table.all("td")] == ["sb-num", None] * 2


@pytest.mark.parametrize(
    ("longest", "kind"), [(20, None), (21, "sb-mid"), (60, "sb-mid"), (61, "sb-long sb-lead")]
)
def test_a_column_is_as_wide_as_its_longest_cell_asks_for(longest, kind):
    page = Page(
        tables.table_html(
            table_payload(pd.DataFrame({"a": ["x"], "b": ["y" * longest]}), caption="c"), "t"
        )
    )
    assert page.all("td")[0].get("class") == kind


def test_a_column_without_a_name_is_refused():
    with pytest.raises(FigureError, match="has no name"):
        tables.table_html(table_payload(pd.DataFrame({"a": [1], " ": [2]}), caption="c"), "t")


def test_a_column_with_the_name_of_another_is_refused():
    twice = pd.DataFrame([[1, 2]], columns=["a", "a"])
    with pytest.raises(FigureError, match="two columns of the table “c” have one name"):
        tables.table_html(table_payload(twice, caption="c"), "t")


@pytest.mark.parametrize("place", [Place(), Place.of("chapters/one")])
def test_a_source_leads_to_its_place_in_the_bibliography(place):
    page = Page(tables.table_html(table_of("lamps-2001[p. 3]", sources=["Lamp"]), "t", place))
    assert page.all("a")[0]["href"] == f"{place.root}reference/bibliography.html#bib-lamps-2001"
    assert "(p. 3)" in page.text


def test_several_sources_are_several_links():
    page = plain("lamps-2001[p. 3] | oil-1999[whole item]", sources=["Lamp"])
    assert [a["href"].split("#")[1] for a in page.all("a")] == ["bib-lamps-2001", "bib-oil-1999"]


def test_a_table_without_rows_is_still_a_table():
    page = Page(
        tables.table_html(table_payload(pd.DataFrame({"Lamp": []}), caption="No lamps"), "t")
    )
    assert "No lamps" in page.text and len(page.all("th")) == 1


def test_hidden_columns_are_not_shown():
    page = plain("secret", hidden=["Said", "Lit"])
    assert page.text == "LampsLampsecretb" and len(page.all("th")) == 3 and not page.all("td")


def test_a_hidden_first_column_leaves_the_next_as_the_header_of_its_row():
    page = plain(hidden=["Lamp"])
    assert (
        page.text == "LampsLitSaid1x2lamp"
        and [cell["scope"] for cell in page.all("th")][2:] == ["row"] * 2
    )


def test_a_named_table_has_its_name_as_id():
    page = Page(tables.table_html(table_of(name="lamps"), "table-9"))
    assert page.all("table")[0]["id"] == "lamps" == page.all("div", "sb-table")[0]["data-table"]


def test_a_row_can_carry_both_an_id_and_the_key_of_a_mark():
    rows = plain("a", anchors="Lamp", keys="Said").all("tr")[1:]
    assert rows == [{"id": "a", "data-key": "x"}, {"id": "b", "data-key": "a"}]


def test_a_table_offers_its_csv_file_by_name():
    page = Page(tables.table_html(table_of(), "table-2", Place.of("chapters/one")))
    assert [a["href"] for a in page.all("a")] == ["../_downloads/csv/chapters-one-table-2.csv"]
    assert "CSV of the table: Lamps" in page.text


# Long tables


@pytest.mark.parametrize(("rows", "filters"), [(12, 0), (13, 1)])
def test_only_a_long_table_has_a_filter(rows, filters):
    assert (
        len(Page(tables.table_html(long_table("a", rows), "t")).all("input", "sb-filter"))
        == filters
    )


def test_every_value_of_a_filtered_column_is_a_choice_once():
    options = Page(tables.table_html(long_table("a"), "t")).all("option")
    assert [option["value"] for option in options] == ["", "a", "b"]


def test_a_choice_names_the_place_of_its_column_among_those_shown():
    assert Page(tables.table_html(long_table("a"), "t")).all("select")[0]["data-column"] == "1"


def test_the_count_of_a_long_table_begins_with_all_rows():
    page = Page(tables.table_html(long_table("a"), "t"))
    assert page.all("span", "sb-count")[0]["role"] == "status" and "13 rows" in page.text


# What a table is sorted by


def sort_values(cells):
    """The values that stand beside the words of one column, for a script that sorts by them."""
    frame = pd.DataFrame({"Lamp": "l", "Cell": [*cells, *[""] * tables.LONG]})
    page = Page(tables.table_html(table_payload(frame, "c"), "t"))
    return [cell.get("data-sort") for cell in page.all("td")][: len(cells)]


def test_a_number_that_a_script_cannot_read_has_its_value_beside_it():
    printed = {
        "−2": "-2",
        "−3.5": "-3.5",
        "–7": "-7",
        "+3": "3",
        "49,500": "49500",
        "1,234.5": "1234.5",
        "16 of 40": "16",
        "1,016 of 1,400": "1016",
        "68%": "68",
        "68 %": "68",
        "1,800 km": "1800",
        "−1,500 km": "-1500",
        "500 to 1,000": "500",
        "1 missile": "1",
    }
    assert dict(zip(printed, sort_values(list(printed)), strict=True)) == printed


def test_a_number_that_a_script_can_read_and_words_have_no_value_beside_them():
    printed = [
        "-7",
        "4.25",
        "4.222",
        "007",
        "1999",
        "1e-05",
        "",
        "open",
        "none",
        "c1",
        "1999-09-03",
        "a−2",
        "over 500",
        "12,34",
        "1,2345",
        "3 September 1999",
        "THAAD 2",
        "16 of them",
        "1-2-3",
    ]
    assert {
        cell: found for cell, found in zip(printed, sort_values(printed), strict=True) if found
    } == {}


def dated(words, starts, ends=None):
    """A table with a column of dates in words and the days behind them."""
    frame = pd.DataFrame({"Lamp": words, "start": pd.to_datetime(pd.Series(starts))})
    frame["end"] = pd.to_datetime(pd.Series(ends or starts))
    return table_payload(frame, "c", dates={"Lamp": ["start", "end"]}, hidden=["start", "end"])


def test_a_date_in_words_is_sorted_by_its_first_day():
    words = ["between 7 and 8 September 2000", "1 to 4 November 2000", "2003", *["1 May 1999"] * 10]
    starts = ["2000-09-07", "2000-11-01", "2003-01-01", *["1999-05-01"] * 10]
    page = Page(tables.table_html(dated(words, starts), "t"))
    assert [cell.get("data-sort") for cell in page.all("th")][1:4] == starts[:3]


def test_a_table_that_cannot_be_sorted_carries_no_values():
    page = Page(tables.table_html(dated(["1 May 1999"], ["1999-05-01"]), "t"))
    assert [cell for cell in page.all("th") if "data-sort" in cell] == []


@everything_hostile
def test_the_days_behind_a_date_stay_an_attribute(word):
    frame = pd.DataFrame({"Lamp": ["x"] * 13, "start": [word] * 13})
    payload = table_payload(frame, "c", dates={"Lamp": ["start"]}, hidden=["start"])
    page = Page(tables.table_html(payload, "t"))
    assert page.tame and page.all("th")[1]["data-sort"] == word


def test_a_csv_file_has_the_days_behind_a_date_in_words():
    payload = dated(["1 to 4 November 2000", ""], ["2000-11-01", None], ["2000-11-04", None])
    assert tables.csv_text(payload) == (
        "Lamp,Lamp (start),Lamp (end)\n1 to 4 November 2000,2000-11-01,2000-11-04\n,,\n"
    )


# Links in tables


def links_of(words, targets):
    return [
        a["href"]
        for a in Page(tables.table_html(linked(words, targets), "t", csv_link=False)).all("a")
    ]


@pytest.mark.parametrize(
    "target",
    [
        "#x-2001-001",
        "#a.b_c",
        "page.html",
        "../reference/codebook.html",
        "a/b.html#c-1",
        "https://example.org/a?b=c&d=(e)#f",
        "./one.html",
    ],
)
def test_a_link_may_lead_to_an_id_a_path_or_an_address(target):
    assert links_of(["a"], [target]) == [target]


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "http://example.org",
        "//example.org/a",
        "/etc/passwd",
        "\\\\example.org",
        "https://",
        "https://a b",
        'https://a/"onclick="x',
        "https://a/<b>",
        "#",
        "# a",
        "#a\n",
        "a.html#",
        "mailto:a@b.org",
        "a:b",
        "?q",
        "a.html\n",
    ],
)
def test_a_link_may_lead_nowhere_else(target):
    with pytest.raises(FigureError, match="leads to"):
        tables.table_html(linked(["a"], [target]), "t")


def test_several_links_in_a_cell_are_several_links():
    page = Page(
        tables.table_html(
            linked(["one", "two", "three"], ["#a", "#b", "c.html"]), "t", csv_link=False
        )
    )
    assert [a["href"] for a in page.all("a")] == [
        "#a",
        "#b",
        "c.html",
    ] and "one; two; three" in page.text


def test_one_bad_link_among_good_ones_is_refused():
    with pytest.raises(FigureError, match="javascript"):
        tables.table_html(linked(["one", "two"], ["#a", "javascript:alert(1)"]), "t")


@pytest.mark.parametrize("targets", [["#a", ""], ["#a"]])
def test_words_without_a_target_stay_words(targets):
    page = Page(tables.table_html(linked(["one", "two"], targets), "t", csv_link=False))
    assert [a["href"] for a in page.all("a")] == ["#a"] and "one; two" in page.text


def test_a_cell_without_words_and_target_is_empty():
    page = Page(tables.table_html(linked([""], [""]), "t", csv_link=False))
    assert not page.all("a") and page.text == "LampsLamp"


# CSV files


def read_csv(text):
    raw = io.BytesIO(text.encode("utf-8"))
    return pd.read_csv(raw, dtype=str, keep_default_na=False, encoding="utf-8")


def test_a_csv_file_says_that_it_is_utf_8_where_excel_would_take_it_for_another_code():
    assert tables.csv_text(table_of("lampe à huile")).startswith("\ufeffLamp,")
    assert list(read_csv(tables.csv_text(table_of("lampe à huile")))) == ["Lamp", "Lit", "Said"]
    assert tables.csv_text(table_of("lamp")).isascii()


def test_a_csv_file_holds_the_table_as_it_is_shown():
    assert tables.csv_text(table_of("lamp")) == "Lamp,Lit,Said\nlamp,1,x\nb,2,lamp\n"


def test_a_csv_file_leaves_hidden_columns_out():
    assert tables.csv_text(table_of("lamp", hidden=["Lit"])) == "Lamp,Said\nlamp,x\nb,lamp\n"


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        '=HYPERLINK("x")',
        "+1+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "-1+2",
        "-2-cmd|'x'!A0",
        "-A1",
        "\t=1",
        "\n=1",
    ],
)
def test_no_cell_of_a_csv_file_is_taken_for_a_formula(cell):
    assert read_csv(tables.csv_text(table_of(cell)))["Lamp"][0] == f"'{cell}"


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)"])
def test_no_heading_of_a_csv_file_is_taken_for_a_formula(name):
    assert (
        tables.csv_text(table_payload(pd.DataFrame({name: ["a"]}), caption="c")) == f"'{name}\na\n"
    )


@pytest.mark.parametrize(
    "cell", ["-3", "-2.5", "-0.5", "1999-09-03", "a=b", "a@b", "'", "", "NA", "-1,234", "-1e-05"]
)
def test_numbers_and_words_of_a_csv_file_are_left_alone(cell):
    assert read_csv(tables.csv_text(table_of(cell)))["Lamp"][0] == cell


def test_a_line_inside_a_cell_of_a_csv_file_ends_as_the_lines_of_the_file_do():
    assert tables.csv_text(table_of("a\r\nb\rc")).split("\n", 1)[1].startswith('"a\nb\nc",1,x\n')


rows = st.lists(
    st.tuples(*[st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"))] * 2)
)


@settings(max_examples=200)
@given(rows)
def test_every_cell_of_a_csv_file_can_be_read_back(cells):
    frame = pd.DataFrame([("k", *row) for row in cells], columns=["key", "a", "b"], dtype=object)
    back = read_csv(tables.csv_text(table_payload(frame, caption="c")))
    safe = [
        tuple(f"'{cell}" if tables.FORMULA.match(cell) else cell for cell in row) for row in cells
    ]
    assert list(zip(back["a"], back["b"], strict=True)) == safe


def test_a_source_goes_by_its_publisher_and_year_and_an_unknown_one_by_its_key():
    cell = "joongang-russia-cooperates-1999[opening] | lamps-2001[p. 2]"
    frame = show(pd.DataFrame({"Lamp": ["x"], "Sources": [cell]}), "c", sources=("Sources",))
    page = Page(tables.table_html(table_payload(frame, **frame.attrs["shieldbook"]), "t"))
    assert "JoongAng Ilbo, 1999 (opening); lamps-2001 (p. 2)" in page.text


@everything_hostile
def test_the_name_of_a_table_stays_an_id(word):
    payload = table_payload(pd.DataFrame({"Lamp": ["x"]}), "c", name=word)
    page = Page(tables.table_html(payload, "t", csv_link=False))
    assert page.tame and page.all("table")[0]["id"] == word

"""Text of the data in Markdown: whatever it holds, it stays text."""

from hypothesis import given
from hypothesis import strategies as st

from shieldbook.pages import markup
from support.markdown import as_shown, inline

signs = st.text(st.sampled_from("`*_{}[]<>|$&~\\#+-=:%()!^@19a.;/\"' "), min_size=1).filter(
    str.strip
)


@given(signs)
def test_any_text_at_the_beginning_of_a_line_stays_text(value):
    kinds, shown = inline(markup.line(value))
    assert kinds <= {"text", "code_inline"} and shown == as_shown(value)


@given(signs)
def test_any_text_in_a_table_cell_stays_text(value):
    kinds, shown = inline(markup.table(["x", "y"], [["z", markup.text(value)]]))
    assert kinds <= {"text", "code_inline"} and shown == "xyz" + as_shown(value)


@given(signs)
def test_any_code_in_a_table_cell_stays_code(value):
    kinds, shown = inline(markup.table(["x", "y"], [["z", markup.code(value, True)]]))
    assert (kinds, shown.removeprefix("xyz")) == ({"text", "code_inline"}, " ".join(value.split()))

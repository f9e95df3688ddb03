"""The desk as HTML: a blank without a key, words that stay words."""

import re

import pytest

import shieldbook as sb
from shieldbook.publish.figures.desks import desk_html
from support.pages import HOSTILE, Page

PAYLOAD = sb.CodingDesk(pack="sinonk-2019-a").payload()


def without_data(html):
    """A page without what its script reads and its style."""
    return re.sub(r"<(script|style).*?</\1>", "", html, flags=re.DOTALL)


def test_the_blank_has_a_row_a_claim_and_no_code_of_the_book():
    html = desk_html(PAYLOAD)
    blank = Page(without_data(html))
    (pack,) = [one for one in PAYLOAD["packs"] if one["id"] == "sinonk-2019-a"]
    fresh = [claim for claim in pack["claims"] if not claim["reserve"]]
    for claim in fresh:
        assert claim["handle"] in blank.text and claim["where"] in blank.text
        assert claim["claim"] not in blank.text and claim["because"] not in blank.text
    assert without_data(html).count("<tr>") == len(fresh) + 1
    assert without_data(html).count("<td></td>") == 3 * len(fresh)
    everything = desk_html(sb.CodingDesk().payload())
    assert everything.count("Blank for paper") == len(PAYLOAD["packs"])


def test_the_blank_of_a_text_that_is_printed_whole_has_its_sentences():
    payload = sb.CodingDesk(text="invented-2000").payload()
    blank = Page(without_data(desk_html(payload)))
    for claim in payload["packs"][0]["claims"]:
        assert (claim["words"][claim["sentence"] - 1] in blank.text) != claim["reserve"]
        assert claim["claim"] not in blank.text and claim["because"] not in blank.text


def test_a_class_has_no_blank_and_nothing_of_a_class():
    html = desk_html(sb.class_codings("").payload(), "../")
    assert "Blank" not in html and '"root":"../"' in html


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_no_word_of_the_data_becomes_markup(word):
    claims = [claim | {"handle": word, "where": word, "opens": word} for claim in PACK["claims"]]
    packs = [PACK | {"title": word, "side": word, "claims": claims}]
    html = desk_html(PAYLOAD | {"packs": packs, "question": word})
    plain = desk_html(PAYLOAD | {"packs": [PACK]})
    shape = [tag for tag, _ in Page(without_data(plain)).elements]
    assert [tag for tag, _ in Page(without_data(html)).elements] == shape
    assert html.count("<script") == plain.count("<script") == html.count("</script>")


PACK = next(one for one in PAYLOAD["packs"] if one["id"] == "sinonk-2019-a")

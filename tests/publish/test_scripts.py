"""What the scripts of the page may not do, whoever writes the next one; that they work is tested in
a browser."""

import re

from shieldbook.publish.sphinx import STYLES, script, style_sheet
from support import ROOT

PUBLISH = ROOT / "shieldbook" / "publish"
SCRIPTS = {
    path.name: path.read_text(encoding="utf-8")
    for folder in ("static/js", "static/models", "static/parts", "templates")
    for path in sorted((PUBLISH / folder).iterdir())
}


def test_an_address_is_decoded_in_one_place_which_takes_a_stray_percent_sign():
    found = [
        (name, line.strip())
        for name, text in SCRIPTS.items()
        for line in text.splitlines()
        if re.search(r"\b(decodeURI(Component)?|unescape)\(", line)
    ]
    assert len(found) == 1 and re.search(
        r"try \{[^}]*decodeURIComponent\([^}]*\} catch", found[0][1]
    ), found


def test_the_style_that_is_sent_keeps_every_selector():
    joined = re.compile(r"\S+ :is\(")
    parts = [(PUBLISH / f"static/css/{name}.css").read_text(encoding="utf-8") for name in STYLES]
    found = sorted(one for part in parts for one in joined.findall(part))
    assert sorted(joined.findall(style_sheet())) == found and len(found) > 10


def test_no_comment_of_ours_is_sent_to_a_reader():
    assert not re.search(r"^\s*//", script(), re.M) and "/*" not in style_sheet()


def test_no_template_stands_in_another_whose_blanks_the_shortening_would_take():
    nested = re.compile(r"\$\{[^}`]*`")
    found = {name: nested.findall(text) for name, text in SCRIPTS.items()}
    assert {name: each for name, each in found.items() if each} == {}


def test_a_sign_with_words_for_it_has_a_fallback_that_older_browsers_read():
    """Safari before 17.4 and Firefox before 128 drop a declaration with words beside the sign."""
    worded = re.findall(r"(content: [^;{}]+;)? *(content: [^;/]+?) / [^;]+;", style_sheet())
    lacking = [sign for before, sign in worded if before != f"{sign};"]
    assert worded and not lacking

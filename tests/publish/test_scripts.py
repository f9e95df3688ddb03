"""What the scripts of the page may not do, whoever writes the next one; that they work is tested in
a browser."""

import re

from support import ROOT

PUBLISH = ROOT / "shieldbook" / "publish"
SCRIPTS = {
    path.name: path.read_text(encoding="utf-8")
    for folder in ("static/js", "static/models", "templates")
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

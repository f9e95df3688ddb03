"""What Moscow said by the half-year: every objection is counted once."""

import shieldbook as sb
from shieldbook import analysis


def test_every_objection_with_a_known_half_year_is_counted_once():
    statements = sb.load("statements")
    known = [
        date
        for date, bears in zip(statements["date"].astype(str), statements["bears"], strict=True)
        if bears == "objects" and not date.startswith("[2018-10")
    ]
    assert analysis.statements.objections(statements, 1999, 2026)["statements"].sum() == len(known)

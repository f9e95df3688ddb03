"""One session of the seminar: what its pages show of it."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import sessions
from shieldbook.publish import projector

SESSIONS = tuple(sb.load("sessions")["id"])
SHOWN = ("steps", "paper", "findings", "misreadings", "rubric", "samples")


def test_every_session_shows_all_that_its_pages_show():
    for name in SESSIONS:
        session = sb.Session(name)
        for method in SHOWN:
            table = getattr(session, method)()
            assert isinstance(table, pd.DataFrame) and len(table), (name, method)
            assert table.attrs["shieldbook"]["caption"], (name, method)


def test_no_cell_of_a_session_keeps_a_hole():
    for name in SESSIONS:
        session = sb.Session(name)
        told = [cell for part in sessions.PARTS for cell in session.rows(part).to_numpy().ravel()]
        told += list(session.row)
        assert [cell for cell in told if "{" in str(cell)] == []


def test_the_tables_of_a_session_hold_its_rows_and_no_others():
    for name in SESSIONS:
        steps = sb.load("session_steps").query("session_id == @name")
        assert len(sb.Session(name).steps()) == len(steps)


def test_only_a_session_of_more_than_45_minutes_has_a_short_version():
    for row in sb.load("sessions").itertuples():
        heads = sb.Session(row.id).paper().columns
        assert ("Of 45 minutes" in heads) == (row.minutes > sessions.SHORT)


def test_sample_answers_are_said_to_be_invented():
    for name in SESSIONS:
        table = sb.Session(name).samples()
        assert "Invented answer" in table.columns
        assert "no student wrote them" in table.attrs["shieldbook"]["note"]


def test_a_session_that_there_is_not_is_told_with_those_near_it():
    with pytest.raises(KeyError, match="no session 'one-sentense'.*one-sentence"):
        sb.Session("one-sentense")


def test_rows_that_belong_to_no_session_are_refused():
    with pytest.raises(KeyError, match="claims belong to no session"):
        sb.Session("one-sentence").rows("claims")


def test_the_steps_of_a_session_are_those_that_the_projector_takes():
    assert sb.Session("one-sentence").steps().attrs["shieldbook"]["name"] == projector.STEPS

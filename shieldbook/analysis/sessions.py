"""Sessions of the seminar: the numbers in their cells, and the tables that their pages show.

Whoever plans a session types no number about the data: a cell has `{name}`, and `numbers` says
what it is. `{name:word}` is the number in words up to twenty, `{name:Word}` so with a capital.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from math import comb

import pandas as pd

from shieldbook.analysis.addresses import place_of
from shieldbook.analysis.codebook import capital, heads, labels
from shieldbook.analysis.filling import FIELD
from shieldbook.analysis.filling import filled as fill
from shieldbook.analysis.keys import keys
from shieldbook.analysis.links import JOIN, article_of
from shieldbook.analysis.lookup import Known, near, row_of, unknown
from shieldbook.analysis.objections import INF, Objections, on_record
from shieldbook.analysis.salvo import Defence, chance_none_leaks, interceptors_a_launcher
from shieldbook.phrases import times as often
from shieldbook.tables.sheets import sheets_named

Tables = Mapping[str, pd.DataFrame]
# The tables with the rows of sessions. Each but the first has a row's session in `session_id`,
# and the grid belongs to all.
PARTS = (
    "session_aims",
    "session_needs",
    "session_steps",
    "session_questions",
    "session_findings",
    "misreadings",
    "samples",
    "sample_levels",
    "taught",
)
# The tables behind the numbers.
COUNTED = (
    "actors",
    "cards",
    "checks",
    "claim_reports",
    "claims",
    "codebook",
    "exchanges",
    "explanation_evidence",
    "explanations",
    "outside_units",
    "second_codes",
    "statement_arguments",
    "statements",
    "system_figures",
    "text_claims",
    "trade",
    "treaty_terms",
    "wordings",
)
SHORT = 45
# The page of all sheets, from the root of the book.
SHEETS = "seminar/sheets.html"
# The article of 1999.
FIRST = "monitor-1999"
# Later than any statement on record.
LAST = "2030-12-31"
# Spans of days in which objections are counted, the first and the last day inside: around the day
# on which Tokyo decided, between Seoul's decision and Tokyo's, and to a capital around an event.
TURNS = (
    ("before", "2014-01-01", "2017-12-19"),
    ("between", "2016-07-09", "2017-12-19"),
    ("after", "2017-12-20", LAST),
)
AROUND = (
    ("before_moon", "KOR", "2016-05-10", "2017-05-09"),
    ("after_moon", "KOR", "2017-05-10", "2018-05-09"),
    ("before_sanctions", "JPN", "2012-03-18", "2014-03-17"),
    ("after_sanctions", "JPN", "2014-03-18", "2016-03-17"),
    ("seoul_in_sanctions", "KOR", "2014-03-18", "2016-07-07"),
)
# Limits of treaties by name: the treaty, its term, and which end of the figure is meant.
LIMITS = {
    "inf_range_low": ("inf-treaty", "range", "low"),
    "inf_range_high": ("inf-treaty", "range", "high"),
    "start_carriers": ("start-i", "delivery-vehicles", "high"),
    "new_start_launchers": ("new-start", "launchers-deployed-and-non-deployed", "high"),
}
LAUNCHERS = {
    "two": 2,
    "three": 3,
    "six": 6,
}
DOZEN, HITS = 12, (70, 80)


def filled(frame: pd.DataFrame, table: str, known: Mapping[str, object]) -> pd.DataFrame:
    """A frame of sessions with every `{name}` of its cells filled in from `known`.

    `frame` is the table `table` as it was loaded. Raises KeyError for an unknown name, with table,
    row (the line of the file), column and name.
    """
    for line, column, name in strays(frame, known):
        raise unknown(f"number of {table}, row {line}, column {column},", name, known)
    told = {column: cells.map(lambda cell: fill(cell, known)) for column, cells in _texts(frame)}
    return frame.assign(**told)


def strays(frame: pd.DataFrame, known: Mapping[str, object]) -> list[tuple[int, str, str]]:
    """What asks for a number that there is not: line of the file, column and name."""
    return [
        (line, column, match[1])
        for column, cells in _texts(frame)
        for line, cell in enumerate(cells, start=2)
        for match in FIELD.finditer(cell)
        if match[1] not in known
    ]


def _texts(frame: pd.DataFrame) -> list[tuple[str, pd.Series]]:
    """The columns of a frame that hold text."""
    return list(frame.select_dtypes(exclude=["number", "datetime"]).items())


def hint(name: str, known: Mapping[str, object]) -> str:
    """Why a name was refused, with the names that are near it."""
    return f"no number of this name{near(name, known)}"


def in_order(sessions: pd.DataFrame) -> pd.DataFrame:
    """The sessions in the order in which they are shown."""
    return sessions.sort_values(["n", "id"], kind="stable").reset_index(drop=True)


def of(session_id: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of one session in a table of sessions, in their order."""
    return frame[frame["session_id"] == session_id].reset_index(drop=True)


def overview(sessions: pd.DataFrame, handouts: pd.DataFrame, taught: pd.DataFrame) -> pd.DataFrame:
    """All sessions in their order, one row each: `title` and its `href`, `question`, `minutes`,
    `texts`, `devices`, `subject`, `level`, `pages` (to print for twenty students) and `taught`."""
    rows = in_order(sessions)
    times = taught["session_id"].value_counts()
    return pd.DataFrame(
        {
            "title": rows["title"],
            "href": [f"seminar/{own}.html" for own in rows["id"]],
            "question": rows["question"],
            "minutes": rows["minutes"],
            "texts": rows["texts"],
            "devices": rows["devices"],
            "subject": rows["subject"],
            "level": rows["level"],
            "pages": [int(sheets_of(own, handouts)["all"].sum()) for own in rows["id"]],
            "taught": [times_in_words(int(times.get(own, 0))) for own in rows["id"]],
        }
    )


def sheets_of(session_id: str, handouts: pd.DataFrame) -> pd.DataFrame:
    """The sheets of a session in their order: `id`, `title` and its `href`, `copies` for twenty
    students, `pages` of one copy and of `all`."""
    own = of(session_id, handouts).sort_values("n", kind="stable")
    return pd.DataFrame(
        {
            "id": own["id"],
            "title": own["title"],
            "href": [f"{SHEETS}#{sheet}" for sheet in own["id"]],
            "copies": own["copies_for_20"],
            "pages": own["pages"],
            "all": own["copies_for_20"] * own["pages"],
        }
    ).reset_index(drop=True)


def times_in_words(times: int) -> str:
    """How often a session was taught: not yet, once, 3 times."""
    if not times:
        return "not yet"
    return often(times)


def minutes(first: object, after: object) -> str:
    """From which minute to which: 4–18."""
    return f"{first}–{after}"


def steps_table(steps: pd.DataFrame, handouts: pd.DataFrame) -> pd.DataFrame:
    """The steps of a session: `minutes`, `students`, `teacher`, `product`, `sheet` (its title) and
    `sheet_href`, several joined by ` | `, both "" where a step uses none. Raises KeyError for an
    unknown sheet."""
    titles = Known("handout", zip(handouts["id"], handouts["title"], strict=True))
    sheets = [sheets_named(cell) for cell in steps["handout_id"]]
    return pd.DataFrame(
        {
            "minutes": list(map(minutes, steps["from_min"], steps["to_min"])),
            "students": steps["students"],
            "teacher": steps["teacher"],
            "product": steps["product"],
            "sheet": [JOIN.join(map(titles.__getitem__, own)) for own in sheets],
            "sheet_href": [JOIN.join(map(f"{SHEETS}#{{}}".format, own)) for own in sheets],
        }
    )


def paper_table(steps: pd.DataFrame) -> pd.DataFrame:
    """The steps of a session on paper: `minutes`, `on_paper`, and `short`, the minutes that each
    gets in the version of 45 minutes, a dash where it gets none."""
    kept = [str(n) if n else "–" for n in steps["short_min"]]
    return pd.DataFrame(
        {
            "minutes": list(map(minutes, steps["from_min"], steps["to_min"])),
            "on_paper": steps["on_paper"],
            "short": kept,
        }
    )


def findings_table(findings: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The expected findings of a session: `n`, `finding`, `shown_by` (the row in words) and
    `shown_href`. Raises KeyError for a row that there is not."""
    places = [
        place_of(table, row, tables)
        for table, row in zip(findings["table"], findings["row"], strict=True)
    ]
    return pd.DataFrame(
        {
            "n": findings["n"],
            "finding": findings["finding"],
            "shown_by": [words for words, _ in places],
            "shown_href": [href for _, href in places],
        }
    )


def rubric_table(rubric: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """The grid: `criterion` in words and a column for each level, in the codebook's order."""
    told = labels(codebook, "criterion")
    grid = rubric.pivot(index="criterion", columns="level", values="sentence")
    grid = grid.reindex([code for code in told if code in grid.index])
    grid.columns = [str(level) for level in grid.columns]
    grid.insert(0, "criterion", [told[code] for code in grid.index])
    return grid.reset_index(drop=True)


def samples_table(
    samples: pd.DataFrame, levels: pd.DataFrame, codebook: pd.DataFrame
) -> pd.DataFrame:
    """The invented answers of a session: `n`, `answer`, `levels` (each criterion with its level)
    and `because`."""
    told = heads(codebook, "criterion")
    return pd.DataFrame(
        {
            "n": samples["n"],
            "answer": samples["answer"],
            "levels": [_levels_in_words(levels, n, told) for n in samples["n"]],
            "because": samples["because"],
        }
    )


def _levels_in_words(levels: pd.DataFrame, n: int, told: Mapping[str, str]) -> str:
    own = levels[levels["n"] == n].set_index("criterion")["level"]
    return capital(", ".join(f"{told[code].lower()} {own[code]}" for code in told if code in own))


def status(session_id: str, taught: pd.DataFrame) -> str:
    """Whether a session was taught, in a sentence: planned and not yet, as long as `taught` has no
    row of it."""
    own = of(session_id, taught)
    if own.empty:
        return "Planned, not yet taught: every minute is an estimate."
    last = own.sort_values("date", kind="stable").iloc[-1]
    day = f"{last['date'].day} {last['date']:%B %Y}"
    return f"Taught {times_in_words(len(own))}, last on {day} ({last['where']})."


# The numbers that cells may ask for


def numbers(tables: Tables) -> Known:
    """Every number about the data that a cell of sessions may ask for, by name.

    `tables`: the frames COUNTED, of the articles that the essay counts. Counts are whole numbers,
    shares whole per cent. A name that ends in a year speaks of the article of that year.
    """
    parts = (
        *(keys, _of_reports, _of_claims, _of_checks, _of_motives, _of_objections),
        *(_of_turns, _of_terms, _of_salvoes, _of_reasons),
    )
    found: dict[str, object] = {}
    for part in parts:
        # Data of other articles lack rows that a part is about; whoever asks for its names is told.
        with suppress(KeyError):
            found |= part(tables)
    return Known("number of the sessions", found)


def _of_reports(tables: Tables) -> dict[str, object]:
    """Of the reports of one statement of Lavrov's, and of the two forms in which they have it."""
    reports = tables["wordings"]
    harsher = reports["subject"] == "system"
    return {
        "lavrov_reports": len(reports),
        "lavrov_reports_harsher": int(harsher.sum()),
        "lavrov_reports_milder": int((~harsher).sum()),
        "lavrov_forms": reports["subject"].nunique(),
        "lavrov_points": len(labels(tables["codebook"], "wording_point")),
        "lavrov_with_the_if": int((reports["condition"] == "kept").sum()),
        "lavrov_without_the_if": int((reports["condition"] == "dropped").sum()),
    }


def _of_claims(tables: Tables) -> dict[str, object]:
    """Of the claims of each article and of all: how many it reports from somebody, and how many
    of ten; and of those of one speaker of 1999, apart from North Korea's missiles, how many with a
    carrier."""
    claims, reports = tables["claims"], tables["claim_reports"]
    reported = claims["id"].isin(reports["claim_id"])
    told: dict[str, object] = {
        "claims": len(claims),
        "claims_by_writers": int((~reported).sum()),
    }
    for article, own in reported.groupby(claims["article_id"]):
        told[f"claims_{_year(article)}"] = len(own)
        told[f"claims_reported_{_year(article)}"] = int(own.sum())
        told[f"tenths_reported_{_year(article)}"] = round(10 * own.mean())
    steps = reports.groupby("claim_id")["step"].max()
    of_sergeev = (claims["speaker_id"] == "igor-sergeev") & (claims["article_id"] == FIRST)
    apart = claims[of_sergeev & (claims["issue"] != "dprk-missiles")]["id"].map(steps)
    told["sergeev_with_agencies"] = int((apart > 1).sum())
    told["sergeev_without_source"] = int((apart == 1).sum())
    return told


def _year(article: str) -> str:
    return article.rpartition("-")[2]


def _of_checks(tables: Tables) -> dict[str, object]:
    """Of the checks of each article: of content how many were settled and how many of these go
    against it, of words how many there are and how many are open; and how often chance alone would
    put all errors of the first and the third article into the third (Fisher's exact test,
    one-sided, in cases of 100)."""
    checks = tables["checks"]
    told: dict[str, object] = {}
    for article, own in checks.groupby(checks["claim_id"].map(article_of)):
        content, words = (own[own["aspect"] == aspect] for aspect in ("content", "attribution"))
        told[f"settled_{_year(article)}"] = int((content["verdict"] != "unresolved").sum())
        told[f"wrong_{_year(article)}"] = int((content["verdict"] == "contradicted").sum())
        told[f"words_{_year(article)}"] = len(words)
        told[f"words_open_{_year(article)}"] = int((words["verdict"] == "unresolved").sum())
    settled, wrong = (_whole(told, f"{name}_2017") for name in ("settled", "wrong"))
    chance = comb(settled, wrong) / comb(settled + _whole(told, "settled_1999"), wrong)
    return told | {"chance_all_wrong_in_2017": round(100 * chance)}


def _whole(told: Mapping[str, object], name: str) -> int:
    count = told[name]
    assert isinstance(count, int)
    return count


def _of_motives(tables: Tables) -> dict[str, object]:
    """Of the claims that the book calls an ascribed motive and that were coded from outside too."""
    kinds = tables["claims"].set_index("id")["kind"]
    outside = tables["outside_units"]
    motives = outside[outside["claim_id"].map(kinds) == "motive-attribution"]["kind"]
    return {
        "motives_paired": len(motives),
        "motives_alike": int((motives == "motive-attribution").sum()),
        "motives_as_description": int((motives == "description").sum()),
    }


def _record(tables: Tables) -> Objections:
    names = ("statements", "statement_arguments", "trade", "codebook")
    return on_record(*(tables[name] for name in names))


def _of_objections(tables: Tables) -> dict[str, object]:
    """Of the objections on record: how many name a treaty, and which."""
    said = _record(tables)
    return {
        "objections": len(said.rows),
        "objections_naming_a_treaty": said.giving(said.rows, "treaty"),
        "objections_naming_abm": said.giving(said.rows, "treaty abm-treaty"),
        "objections_naming_inf": said.giving(said.rows, INF),
        "objections_naming_new_start": said.giving(said.rows, "treaty new-start"),
    }


def _of_turns(tables: Tables) -> dict[str, object]:
    """Of the objections over each capital's shield alone, before and after Tokyo decided; and of
    those to a capital, shared ones counted, around an event."""
    said = _record(tables)
    rows = said.rows
    told: dict[str, object] = {}
    for name, first, last in TURNS:
        over = rows[rows["start"].between(first, last)]["about"]
        told[f"objections_seoul_{name}"] = int((over == "KOR").sum())
        told[f"objections_tokyo_{name}"] = int((over == "JPN").sum())
    told["after_aegis"] = len(said.to("JPN", "2020-06-25", LAST, alone=True))
    for name, capital_, first, last in AROUND:
        told[name] = said.number(capital_, first, last)
    return told


def _of_terms(tables: Tables) -> dict[str, object]:
    """Of the limits of treaties, and of what both sides had when New START came into force."""
    terms = tables["treaty_terms"].set_index(["treaty_id", "term"])
    had = tables["exchanges"].set_index("state").sort_values("date", kind="stable")
    told: dict[str, object] = {
        name: int(terms.loc[(treaty, term), end]) for name, (treaty, term, end) in LIMITS.items()
    }
    ceiling, earlier = _whole(told, "new_start_launchers"), _whole(told, "start_carriers")
    told["cut_of_ceilings"] = round(100 * (1 - ceiling / earlier))
    for name, state in (("america", "USA"), ("russia", "RUS")):
        launchers = int(had.loc[[state], "launchers_all"].iloc[0])
        told[f"{name}_launchers_2011"] = launchers
        told[f"cut_{name}"] = round(100 * (1 - ceiling / launchers))
    return told


def _of_salvoes(tables: Tables) -> dict[str, object]:
    """Of a dozen missiles against a battery with two shots at each as far as they last: in how many
    of 100 salvoes nothing gets through, by launchers and hit chance in per cent."""
    figures = tables["system_figures"]
    each = interceptors_a_launcher(figures)
    own = figures[figures["system_id"] == "thaad"]
    reach = row_of(own, "target-range-class", "figure of THAAD", by="measure")
    told: dict[str, object] = {"thaad_target_range": int(reach["high"])}
    for word, launchers in LAUNCHERS.items():
        told[f"interceptors_{word}"] = launchers * each
        for hit in HITS:
            defence = Defence(launchers * each, hit / 100, shots=2)
            told[f"dozen_{word}_{hit}"] = round(100 * chance_none_leaks(DOZEN, defence))
    return told


def _of_reasons(tables: Tables) -> dict[str, object]:
    """Of the reasons tried for the unequal answer: their verdicts, and in how many of the marks
    that both runs judged the second agreed."""
    reasons = tables["explanations"].query("question == 'unequal-answer'")
    verdicts = reasons["verdict"].value_counts()
    found = tables["explanation_evidence"]
    found = found[found["explanation_id"].isin(reasons["id"])]
    second = tables["second_codes"].query("coded == 'explanation_evidence'")
    again = found["explanation_id"] + "#" + found["n"].map(str)
    again = again.map(second.set_index("row")["code"])
    return {
        "reasons": len(reasons),
        "reasons_failed": int(verdicts.get("does-not-fit", 0)),
        "reasons_cannot_tell": int(verdicts.get("cannot-tell", 0)),
        "marks_judged": int(again.notna().sum()),
        "marks_alike": int((again == found["bears"]).sum()),
    }

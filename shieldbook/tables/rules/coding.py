"""Double coding, and the codebook behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from shieldbook.tables.cells import cell_problem
from shieldbook.tables.contract import CONTRACT_FILE, Problem
from shieldbook.tables.rules.book import Book, rule

# Where the codes of a codebook field are used; `confidence` is added for every table that has it.
# These are given by judgement, and each has its rules and examples.
CODED_COLUMNS = {
    **{
        name: (("claims", name), ("outside_units", name), ("text_claims", name))
        for name in ("stance", "kind", "certainty")
    },
    "issue": (("claims", "issue"), ("outside_units", "issue")),
    "checkable": (("claims", "checkable"), ("text_claims", "checkable")),
    "speaker_kind": (("text_claims", "speaker_kind"),),
    "plover": (("claims", "plover"), ("outside_units", "plover"), ("plover_scores", "category")),
    "argument": (("claim_arguments", "argument"),),
    "aspect": (("checks", "aspect"), ("check_sources", "aspect"), ("second_checks", "aspect")),
    "verdict": (
        ("checks", "verdict"),
        ("second_checks", "first_verdict"),
        ("second_checks", "verdict"),
    ),
    "horizon_basis": (("forecasts", "horizon_basis"),),
    "outcome": (("forecasts", "outcome"),),
    "explanation_verdict": (("explanations", "verdict"),),
    "voice": (("paragraphs", "voice"),),
    "function": (("paragraphs", "function"),),
    "basis": (("claim_reports", "basis"),),
}
RULES = ("include", "exclude", "example_1", "example_2", "nearest", "tell")

# These only list what there is: the codebook says what a code means and how a reader meets it.
LISTED_COLUMNS = {
    "target": (("claims", "target"),),
    "coded_field": (("codings", "field"), ("adjudications", "field")),
    "coded_table": (("second_codes", "coded"),),
    "closeness": (("outside_units", "closeness"),),
    "statement_about": (("statements", "about"), ("statements", "about_second")),
    "statement_bears": (("statements", "bears"), ("statements", "bears_second")),
    "found_by": (("statements", "found_by"),),
    "evidence_bears": (("explanation_evidence", "bears"),),
    "bargain_partner": (("bargains", "partner"),),
    "bargain_direction": (("bargains", "direction"),),
    **{
        f"wording_{point}": (("wordings", point),)
        for point in ("danger", "subject", "thaad", "doer", "condition")
    },
    "trade_basis": (("trade", "basis"),),
    "trade_flow": (("trade", "flow"),),
    "model": (("model_limits", "model"),),
    "model_flatters": (("model_limits", "flatters"),),
    "criterion": (("rubric", "criterion"), ("sample_levels", "criterion")),
    "question_answered": (("session_questions", "answered"),),
    "exercise_needs": (("exercises", "needs"),),
}
# What a state is called is asked of `actors`.
NAMED_ELSEWHERE = {"target": ("actors", "state")}

# A code counts only where so many coders gave one, each without sight of the other.
CODERS = 2


@rule("articles", "claims", "coded_units", "codings")
def _units_are_coded_completely(book: Book) -> Iterator[Problem]:
    fields = book.contract.tables["codings"].field("field").enum
    claims = book.contract.tables["claims"]
    coded = defaultdict(set)
    for line, unit, field, value in book.of("codings", "unit_id", "field", "value"):
        coded[unit].add(field)
        reason = (
            cell_problem(claims.field(field), value, code=True) if field in claims.columns else None
        )
        if reason:
            yield book.at("codings", line, "value", value, f"as {field}: {reason}")
    drafts = book.not_yet("coded")
    for line, unit, article in book.of("coded_units", "unit_id", "article_id"):
        for field in fields:
            if field not in coded[unit] and article not in drafts:
                yield book.at("coded_units", line, "unit_id", unit, f"no coding of {field}")


@rule("articles", "paragraphs", "claims", "coded_units")
def _everything_is_coded_twice(book: Book) -> Iterator[Problem]:
    coders: dict[tuple[str, str], set[str]] = defaultdict(set)
    adopted = set()
    for _, coder, article, n, claim in book.of(
        "coded_units", "coder", "article_id", "paragraph", "claim_id"
    ):
        coders[article, n].add(coder)
        adopted.add(claim)
    drafts = book.not_yet("coded")
    for line, article, n in book.of("paragraphs", "article_id", "n"):
        found = len(coders[article, n])
        if found < CODERS and article not in drafts:
            reason = f"units of {found} of {CODERS} coders stand in this paragraph"
            yield book.at("paragraphs", line, "n", f"{article}/{n}", reason)
    for line, claim, article in book.of("claims", "id", "article_id"):
        if claim not in adopted and article not in drafts:
            yield book.at("claims", line, "id", claim, "no unit of a coder became this claim")


@rule("claims", "coded_units")
def _claims_stand_where_their_units_stand(book: Book) -> Iterator[Problem]:
    units: dict[str, set[str]] = defaultdict(set)
    for _, claim, n in book.of("coded_units", "claim_id", "paragraph"):
        units[claim].add(n)
    for line, claim, n in book.of("claims", "id", "paragraph"):
        if units[claim] - {n}:
            reason = f"the units that became this claim stand in {', '.join(sorted(units[claim]))}"
            yield book.at("claims", line, "paragraph", n, reason)


@rule("claims", "outside_units")
def _outside_units_have_a_partner_of_their_own(book: Book) -> Iterator[Problem]:
    places = {
        claim: place for _, claim, *place in book.of("claims", "id", "article_id", "paragraph")
    }
    taken: dict[str, str] = {}
    columns = ("unit_id", "article_id", "paragraph", "claim_id", "closeness")
    for line, unit, article, n, claim, closeness in book.of("outside_units", *columns):
        if (closeness == "none") != (not claim):
            reason = f"a unit that is {closeness} like a claim names {claim or 'none'}"
            yield book.at("outside_units", line, "closeness", closeness, reason)
        if claim and places.get(claim, [article, n]) != [article, n]:
            reason = (
                f"this claim stands in {'/'.join(places[claim])}, and the unit in {article}/{n}"
            )
            yield book.at("outside_units", line, "claim_id", claim, reason)
        if claim and taken.setdefault(claim, unit) != unit:
            reason = f"paired with {taken[claim]} already"
            yield book.at("outside_units", line, "claim_id", claim, reason)


@rule("articles", "claims", "coded_units", "codings", "adjudications")
def _published_codes_follow_from_the_codings(book: Book) -> Iterator[Problem]:
    given = _values_by_coder(book)
    decided = {
        (c, f): (v, n) for n, c, f, v in book.of("adjudications", "claim_id", "field", "value")
    }
    fields = book.contract.tables["codings"].field("field").enum
    drafts = book.not_yet("coded")
    for line, claim, article, *codes in book.of("claims", "id", "article_id", *fields):
        for field, published in zip(fields, codes, strict=True):
            # What a draft publishes may still wait for a coder or for a decision.
            by_coder = {} if article in drafts else given.get((claim, field), {})
            values = set().union(*by_coder.values())
            if (claim, field) in decided:
                value, place = decided[claim, field]
                if value != published:
                    yield book.at(
                        "adjudications",
                        place,
                        "value",
                        value,
                        f"claims has {published!r} as {field}",
                    )
            elif any(mine != values for mine in by_coder.values()):
                yield book.at(
                    "claims",
                    line,
                    field,
                    published,
                    "the coders differ, but nothing was adjudicated",
                )
            elif by_coder and published not in values:
                yield book.at(
                    "claims",
                    line,
                    field,
                    published,
                    f"the coders agreed on {', '.join(sorted(values))!r}",
                )


def _values_by_coder(book: Book) -> dict[tuple[str, str], dict[str, set[str]]]:
    """Claim and field to coder to the values that the coder gave in the units that became the
    claim."""
    units = {
        unit: (coder, claim)
        for _, unit, coder, claim in book.of("coded_units", "unit_id", "coder", "claim_id")
    }
    given: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for _, unit, field, value in book.of("codings", "unit_id", "field", "value"):
        coder, claim = units.get(unit, ("", ""))
        if claim:
            given[claim, field][coder].add(value)
    return given


@rule("codebook")
def _codebook_and_contract_agree(book: Book) -> Iterator[Problem]:
    codes: dict[str, list[str]] = defaultdict(list)
    for _, field, code in book.of("codebook", "field", "code"):
        codes[field].append(code)
    for line, field, code, nearest in book.of("codebook", "field", "code", "nearest"):
        if nearest and (nearest not in codes[field] or nearest == code):
            yield book.at("codebook", line, "nearest", nearest, f"not another code of {field}")
    confidence = tuple(
        (t.name, "confidence") for t in book.contract.tables.values() if "confidence" in t.columns
    )
    for field, columns in {**CODED_COLUMNS, **LISTED_COLUMNS, "confidence": confidence}.items():
        elsewhere = _codes(book, *NAMED_ELSEWHERE[field]) if field in NAMED_ELSEWHERE else []
        for name, column in columns:
            enum = _codes(book, name, column)
            if [code for code in enum if code not in elsewhere] != codes[field]:
                reason = f"the contract's codes are not those of the codebook for {field}, in order"
                yield Problem(CONTRACT_FILE, 0, f"{name}.{column}", ",".join(enum), reason)


def _codes(book: Book, name: str, column: str) -> list[str]:
    return list(book.contract.tables[name].field(column).enum)


@rule("codebook")
def _points_of_a_wording_are_its_columns(book: Book) -> Iterator[Problem]:
    points = {column for ((name, column), *_) in LISTED_COLUMNS.values() if name == "wordings"}
    for line, field, code in book.of("codebook", "field", "code"):
        if field == "wording_point" and code not in points:
            yield book.at("codebook", line, "code", code, "no coded column of wordings")


@rule("codebook")
def _every_code_has_a_label_of_its_own(book: Book) -> Iterator[Problem]:
    taken: dict[tuple[str, str], str] = {}
    for line, field, code, label in book.of("codebook", "field", "code", "label"):
        first = taken.setdefault((field, label), code)
        if first != code:
            reason = f"the code {first} of {field} has this label too"
            yield book.at("codebook", line, "label", label, reason)


@rule("codebook")
def _codes_given_by_judgement_have_rules(book: Book) -> Iterator[Problem]:
    judged = {*CODED_COLUMNS, "confidence"}
    for line, field, *rules in book.of("codebook", "field", *RULES):
        for column, text in zip(RULES, rules, strict=True):
            if bool(text) != (field in judged):
                reason = f"no rule belongs to {field}, which only lists what there is"
                reason = "is missing" if field in judged else reason
                yield book.at("codebook", line, column, text, reason)

"""The house rules that look across tables, and `validate`, which runs every check there is."""

from __future__ import annotations

import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .bibliography import BIBLIOGRAPHY, Bibliography, read_bibliography
from .cells import SOURCE, cell_problem
from .contract import CONTRACT_FILE, Contract, DataError, Problem, read_contract
from .phrases import counted
from .tables import Row, read_table, whole

QUOTED_WORDS_PER_ARTICLE = 150
# Kinds of claim that look ahead, so that their outcome can be asked for.
EXPECTING = ("forecast", "commitment", "threat-or-warning")
# One check in so many is done a second time.
SECOND_SHARE = 10

# Where the codes of a codebook field are used; `confidence` is added for every table that has it.
CODED_COLUMNS = {
    **{name: (("claims", name),) for name in ("issue", "stance", "kind", "certainty", "checkable")},
    "plover": (("claims", "plover"), ("plover_scores", "category")),
    "argument": (("claim_arguments", "argument"),),
    "aspect": (("checks", "aspect"), ("check_sources", "aspect"), ("second_checks", "aspect")),
    "verdict": (
        ("checks", "verdict"),
        ("second_checks", "first_verdict"),
        ("second_checks", "verdict"),
    ),
    "outcome": (("forecasts", "outcome"),),
    "explanation_verdict": (("explanations", "verdict"),),
    "voice": (("paragraphs", "voice"),),
    "function": (("paragraphs", "function"),),
    "basis": (("claim_reports", "basis"),),
}


@dataclass(frozen=True)
class Book:
    """The readable tables of a data folder as rows of strings, and its bibliography."""

    contract: Contract
    tables: dict[str, list[Row]]
    bibliography: Bibliography | None

    def of(self, name: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Line number and the named cells of each row of a table; KeyError for an unknown
        column."""
        order = {column: place for place, column in enumerate(self.contract.tables[name].columns)}
        places = [order[column] for column in columns]
        for line, row in enumerate(self.tables[name], start=2):
            yield (line, *(row[place] for place in places))

    def lookup(self, name: str, key: str, value: str) -> dict[str, str]:
        """Cells of column `value` by the cells of column `key`."""
        return {at: cell for _, at, cell in self.of(name, key, value)}

    def at(self, name: str, line: int, column: str, value: str, reason: str) -> Problem:
        """A problem in a table."""
        return Problem(self.contract.tables[name].path, line, column, value, reason)


Rule = Callable[[Book], Iterator[Problem]]
RULES: list[tuple[tuple[str, ...], Rule]] = []


def _rule(*needs: str) -> Callable[[Rule], Rule]:
    """Registers a rule that runs when the tables it `needs` can be read; elsewhere it would only
    echo that."""

    def register(rule: Rule) -> Rule:
        RULES.append((needs, rule))
        return rule

    return register


def validate(data: str | os.PathLike[str] | None = None, *, standard: bool = True) -> list[Problem]:
    """Every problem of a data folder (default as in `load`); an empty list means that it keeps the
    contract.

    Checks each table by itself, then the house rules across tables, and, if `standard`, asks
    Frictionless for a second opinion. Raises nothing: a broken contract is a problem like any
    other.
    """
    try:
        contract = read_contract(data)
    except DataError as error:
        return [error.problem]
    problems: list[Problem] = []
    tables: dict[str, list[Row]] = {}
    for name in contract.tables:
        rows, found = read_table(contract, name)
        problems += found
        if rows or not found:
            tables[name] = rows
    bibliography, found = read_bibliography(contract.folder)
    problems += found
    problems += house_problems(Book(contract, tables, bibliography))
    if standard:
        from .second import second_opinion

        problems += second_opinion(contract, frozenset(tables), problems)
    return problems


def house_problems(book: Book) -> list[Problem]:
    """What the rules across tables refuse."""
    problems: list[Problem] = []
    for needs, rule in RULES:
        absent = [name for name in needs if name not in book.contract.tables]
        if absent:
            problems.append(
                Problem(CONTRACT_FILE, 0, "", absent[0], "a house rule needs this table")
            )
        elif all(name in book.tables for name in needs):
            try:
                problems += rule(book)
            except KeyError as error:
                reason = f"a house rule needs this column in one of: {', '.join(needs)}"
                problems.append(Problem(CONTRACT_FILE, 0, "", str(error.args[0]), reason))
    return problems


@_rule()
def _references_lead_somewhere(book: Book) -> Iterator[Problem]:
    for name in book.tables:
        for key in book.contract.tables[name].foreign_keys:
            if key.table in book.tables:
                known = {tuple(cells) for _, *cells in book.of(key.table, *key.reference)}
                for line, *cells in book.of(name, *key.fields):
                    if all(cells) and tuple(cells) not in known:
                        reason = f"not in {key.table} ({', '.join(key.reference)})"
                        yield book.at(name, line, key.fields[-1], "/".join(cells), reason)


def _source_columns(book: Book) -> Iterator[tuple[str, str]]:
    for table in book.contract.tables.values():
        for field in table.fields:
            if field.source:
                yield table.name, field.name


@_rule()
def _sources_are_in_the_bibliography(book: Book) -> Iterator[Problem]:
    if book.bibliography is None:
        return
    cited = set()
    for name, column in _source_columns(book):
        for line, text in book.of(name, column) if name in book.tables else ():
            match = SOURCE.fullmatch(text)
            if match and match[1] not in book.bibliography.lines:
                yield book.at(name, line, column, text, f"no entry {match[1]} in {BIBLIOGRAPHY}")
            cited.add(match[1] if match else "")
    if all(name in book.tables for name, _ in _source_columns(book)):
        for entry, line in book.bibliography.lines.items():
            if entry not in cited:
                yield Problem(BIBLIOGRAPHY, line, "", entry, "no row of the data cites this entry")


@_rule("claims", "quotes", "coded_units")
def _ids_begin_with_their_article(book: Book) -> Iterator[Problem]:
    for name in ("claims", "quotes"):
        for line, own, article in book.of(name, "id", "article_id"):
            if not own.startswith(f"{article}-"):
                yield book.at(name, line, "id", own, f"does not begin with its article, {article}")
    for line, own, coder, article in book.of("coded_units", "unit_id", "coder", "article_id"):
        if not own.startswith(f"{coder}-{article}-"):
            yield book.at(
                "coded_units", line, "unit_id", own, f"does not begin with {coder}-{article}"
            )


@_rule("claims", "paragraphs")
def _every_paragraph_has_a_claim(book: Book) -> Iterator[Problem]:
    coded = {(article, n) for _, article, n in book.of("claims", "article_id", "paragraph")}
    for line, article, n in book.of("paragraphs", "article_id", "n"):
        if (article, n) not in coded:
            yield book.at(
                "paragraphs", line, "n", f"{article}/{n}", "no claim stands in this paragraph"
            )


@_rule("articles", "paragraphs")
def _articles_add_up(book: Book) -> Iterator[Problem]:
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for _, article, n, words in book.of("paragraphs", "article_id", "n", "words"):
        totals[article]["words"] += whole(words) or 0
        totals[article]["captions" if n.startswith("c") else "paragraphs"] += 1
    for line, own, *stated in book.of("articles", "id", "words", "paragraphs", "captions"):
        for column, text in zip(("words", "paragraphs", "captions"), stated, strict=True):
            if whole(text) != totals[own][column]:
                reason = f"the rows of paragraphs add up to {totals[own][column]}"
                yield book.at("articles", line, column, text, reason)


@_rule("articles", "claims", "checks")
def _checks_answer_checkable_claims(book: Book) -> Iterator[Problem]:
    checkable = book.lookup("claims", "id", "checkable")
    checked = set()
    for line, claim in book.of("checks", "claim_id"):
        checked.add(claim)
        if checkable.get(claim) == "no":
            yield book.at(
                "checks", line, "claim_id", claim, "a check of a claim that is not checkable"
            )
    for line, article, status in book.of("articles", "id", "status"):
        if status != "read":
            reason = "the data are published with every checkable claim checked: the status is read"
            yield book.at("articles", line, "status", f"{article}: {status}", reason)
    for line, claim, answer in book.of("claims", "id", "checkable"):
        if answer == "yes" and claim not in checked:
            yield book.at("claims", line, "id", claim, "checkable, but not checked")


@_rule("claims", "forecasts")
def _expectations_have_outcomes(book: Book) -> Iterator[Problem]:
    followed = {claim for _, claim in book.of("forecasts", "claim_id")}
    for line, claim, kind in book.of("claims", "id", "kind"):
        if kind in EXPECTING and claim not in followed:
            yield book.at("claims", line, "id", claim, f"a {kind} without a row in forecasts")


def in_second_sample(claim_id: str, aspect: str) -> bool:
    """Whether a check is one of the tenth that is done twice.

    The key alone decides (SHA-256 of `claim_id/aspect`, modulo ten), so that nobody chooses, and a
    check that is added later changes nothing for those that are there.
    """
    return int(hashlib.sha256(f"{claim_id}/{aspect}".encode()).hexdigest(), 16) % SECOND_SHARE == 0


@_rule("checks", "second_checks")
def _a_tenth_is_checked_twice(book: Book) -> Iterator[Problem]:
    twice = {tuple(cells) for _, *cells in book.of("second_checks", "claim_id", "aspect")}
    for line, claim, aspect in book.of("checks", "claim_id", "aspect"):
        if in_second_sample(claim, aspect) and (claim, aspect) not in twice:
            yield book.at(
                "checks",
                line,
                "claim_id",
                f"{claim}/{aspect}",
                "in the tenth that is checked twice, but no second check",
            )
    for line, claim, aspect, first, second, settled in book.of(
        "second_checks", "claim_id", "aspect", "first_verdict", "verdict", "settled"
    ):
        if not in_second_sample(claim, aspect):
            yield book.at(
                "second_checks",
                line,
                "claim_id",
                f"{claim}/{aspect}",
                "not in the tenth that its key chooses",
            )
        if (first != second) != bool(settled):
            reason = "what was decided is told where, and only where, the two verdicts differ"
            yield book.at("second_checks", line, "settled", settled, reason)


@_rule("checks", "check_sources", "forecasts", "forecast_sources")
def _findings_have_sources(book: Book) -> Iterator[Problem]:
    checked = {tuple(cells) for _, *cells in book.of("check_sources", "claim_id", "aspect")}
    for line, claim, aspect, verdict in book.of("checks", "claim_id", "aspect", "verdict"):
        if verdict != "unresolved" and (claim, aspect) not in checked:
            yield book.at(
                "checks", line, "verdict", verdict, f"no row of check_sources for {claim}/{aspect}"
            )
    settled = {claim for _, claim in book.of("forecast_sources", "claim_id")}
    for line, claim, outcome in book.of("forecasts", "claim_id", "outcome"):
        if outcome not in ("open", "cannot-tell") and claim not in settled:
            yield book.at(
                "forecasts", line, "outcome", outcome, f"no row of forecast_sources for {claim}"
            )


@_rule("actors")
def _every_actor_is_used(book: Book) -> Iterator[Problem]:
    used, readable = set(), True
    for table in book.contract.tables.values():
        for key in (key for key in table.foreign_keys if key.table == "actors"):
            readable = readable and table.name in book.tables
            for place in range(len(key.fields)) if table.name in book.tables else ():
                used |= {actor for _, actor in book.of(table.name, key.fields[place])}
    for line, actor in book.of("actors", "id") if readable else ():
        if actor not in used:
            yield book.at("actors", line, "id", actor, "no row of any table uses this actor")


@_rule("articles", "paragraphs", "claims", "claim_reports")
def _reported_claims_have_chains(book: Book) -> Iterator[Problem]:
    chains: dict[str, list[tuple[int | None, int, str, str]]] = defaultdict(list)
    for line, claim, step, outlet, basis in book.of(
        "claim_reports", "claim_id", "step", "outlet_id", "basis"
    ):
        chains[claim].append((whole(step), line, outlet, basis))
    outlets = book.lookup("articles", "id", "outlet_id")
    voices = {
        (article, n): voice
        for _, article, n, voice in book.of("paragraphs", "article_id", "n", "voice")
    }
    for line, claim, article, n, speaker in book.of(
        "claims", "id", "article_id", "paragraph", "speaker_id"
    ):
        if claim in chains:
            yield from _chain_problems(book, chains[claim], outlets.get(article, ""))
        elif speaker != "author" and voices.get((article, n)) != "editor":
            yield book.at(
                "claims",
                line,
                "speaker_id",
                speaker,
                "reported speech without a row in claim_reports",
            )


def _chain_problems(
    book: Book, chain: list[tuple[int | None, int, str, str]], article_outlet: str
) -> Iterator[Problem]:
    before = 0
    for step, line, _, _ in chain:
        # Several outlets may share a step: agencies that the article names side by side.
        if step not in (before or 1, before + 1):
            yield book.at(
                "claim_reports",
                line,
                "step",
                str(step),
                f"the chain has a gap: step {before + 1} is missing",
            )
            return
        before = step
    for step, line, outlet, basis in chain:
        if step == before and outlet != article_outlet:
            reason = f"the last step is the article's {article_outlet} alone"
            yield book.at("claim_reports", line, "outlet_id", outlet, reason)
        elif step == before and basis != "article":
            yield book.at(
                "claim_reports", line, "basis", basis, "the last step has the basis article"
            )


@_rule("claim_arguments")
def _treaties_go_with_treaty_arguments(book: Book) -> Iterator[Problem]:
    for line, argument, treaty in book.of("claim_arguments", "argument", "treaty_id"):
        if (argument == "treaty") != bool(treaty):
            reason = "a treaty is named where, and only where, the argument is treaty"
            yield book.at("claim_arguments", line, "treaty_id", treaty, reason)


@_rule("quotes")
def _quotes_are_short_and_in_place(book: Book) -> Iterator[Problem]:
    words: Counter[str] = Counter()
    for line, article, first, after, text in book.of(
        "quotes", "article_id", "start", "end", "text"
    ):
        start, end = whole(first), whole(after)
        if start is not None and end is not None and end <= start:
            yield book.at("quotes", line, "end", after, "ends before it starts")
        elif start is not None and end is not None and len(text) != end - start:
            yield book.at(
                "quotes",
                line,
                "text",
                text,
                f"{counted(len(text), 'character')}, but start and end say {end - start}",
            )
        words[article] += len(text.split())
        if words[article] > QUOTED_WORDS_PER_ARTICLE:
            reason = f"more than {QUOTED_WORDS_PER_ARTICLE} words quoted from {article}"
            yield book.at("quotes", line, "text", text, reason)


@_rule("claims", "actors")
def _dyads_are_pairs_in_order(book: Book) -> Iterator[Problem]:
    states = book.contract.tables["actors"].field("state").enum
    for line, dyad in book.of("claims", "dyad"):
        first, _, second = dyad.partition("-")
        if dyad and (first not in states or second not in states or first == second):
            yield book.at("claims", line, "dyad", dyad, "not two different states of the contract")
        elif dyad and (second == "RUS" or (first != "RUS" and first > second)):
            yield book.at(
                "claims", line, "dyad", dyad, "Russia comes first, else the alphabet decides"
            )


@_rule("claims", "coded_units", "codings")
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
    for line, unit in book.of("coded_units", "unit_id"):
        for field in fields:
            if field not in coded[unit]:
                yield book.at("coded_units", line, "unit_id", unit, f"no coding of {field}")


@_rule("claims", "coded_units", "codings", "adjudications")
def _published_codes_follow_from_the_codings(book: Book) -> Iterator[Problem]:
    given = _values_by_coder(book)
    decided = {
        (c, f): (v, n) for n, c, f, v in book.of("adjudications", "claim_id", "field", "value")
    }
    fields = book.contract.tables["codings"].field("field").enum
    for line, claim, *codes in book.of("claims", "id", *fields):
        for field, published in zip(fields, codes, strict=True):
            by_coder = given.get((claim, field), {})
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


@_rule("row_sources")
def _further_sources_belong_to_rows(book: Book) -> Iterator[Problem]:
    keys: dict[str, set[str]] = {}
    for line, name, row in book.of("row_sources", "table", "row"):
        if name not in book.contract.tables:
            yield book.at("row_sources", line, "table", name, "no table of this name")
        elif name in book.tables:
            if name not in keys:
                columns = book.contract.tables[name].primary_key
                keys[name] = {"/".join(cells) for _, *cells in book.of(name, *columns)}
            if row not in keys[name]:
                yield book.at("row_sources", line, "row", row, f"no row of {name} has this key")


@_rule("codebook")
def _codebook_and_contract_agree(book: Book) -> Iterator[Problem]:
    codes: dict[str, list[str]] = defaultdict(list)
    for _, field, code in book.of("codebook", "field", "code"):
        codes[field].append(code)
    for line, field, code, nearest in book.of("codebook", "field", "code", "nearest"):
        if nearest not in codes[field] or nearest == code:
            yield book.at("codebook", line, "nearest", nearest, f"not another code of {field}")
    confidence = tuple(
        (t.name, "confidence") for t in book.contract.tables.values() if "confidence" in t.columns
    )
    for field, columns in {**CODED_COLUMNS, "confidence": confidence}.items():
        for name, column in columns:
            enum = book.contract.tables[name].field(column).enum
            if list(enum) != codes[field]:
                reason = f"the contract's codes are not those of the codebook for {field}, in order"
                yield Problem(CONTRACT_FILE, 0, f"{name}.{column}", ",".join(enum), reason)


@_rule()
def _no_rows_were_deleted(book: Book) -> Iterator[Problem]:
    for name, floor in book.contract.floors.items():
        if name in book.tables and len(book.tables[name]) < floor:
            count = len(book.tables[name])
            yield book.at(
                name,
                0,
                "",
                str(count),
                f"rows were deleted: {counted(count, 'row')}, but the floor is {floor}",
            )


@_rule("ledger")
def _ids_keep_their_meaning(book: Book) -> Iterator[Problem]:
    entries = {
        (t, i): (n, m, s) for n, t, i, m, s in book.of("ledger", "table", "id", "meaning", "status")
    }
    named = {
        t.name: (t.primary_key[0], t.meaning) for t in book.contract.tables.values() if t.meaning
    }
    present: dict[str, set[str]] = {name: set() for name in named if name in book.tables}
    for name, ids in present.items():
        for line, own, meaning in book.of(name, *named[name]):
            ids.add(own)
            reason = _ledger_reason(entries.get((name, own)), meaning)
            if reason:
                yield book.at(name, line, named[name][0], own, reason)
    for (name, own), (line, _, status) in entries.items():
        if name not in named:
            yield book.at(
                "ledger", line, "table", name, "no table of this name gives its ids a meaning"
            )
        elif status == "in-use" and name in present and own not in present[name]:
            yield book.at("ledger", line, "id", own, f"in use by the ledger, but gone from {name}")


def _ledger_reason(entry: tuple[int, str, str] | None, meaning: str) -> str | None:
    if entry is None:
        return "not in the ledger: run `python -m shieldbook ledger`"
    line, recorded, status = entry
    if recorded != meaning:
        return f"this id was used before for something else (ledger line {line}: {recorded!r})"
    return (
        f"this id was retired (ledger line {line}) and may not be used again"
        if status == "retired"
        else None
    )

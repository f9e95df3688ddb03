"""Free texts: sentences in a row, every claim coded, checked, and printed only where it may
be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from shieldbook.phrases import counted
from shieldbook.tables.contract import Problem
from shieldbook.tables.fingerprints import count_words
from shieldbook.tables.rules.book import Book, rule

# A handle names what a claim is about in so many words, the fewest and the most.
LEAST, MOST = 2, 6
# How many coders gave the codes of a text, by what its row says.
CODERS = {"twice": 2, "once": 1, "not-yet": 0}


@rule("texts", "text_sentences")
def _only_a_text_read_whole_is_printed(book: Book) -> Iterator[Problem]:
    printed = book.lookup("texts", "id", "printed")
    length: dict[str, int] = defaultdict(int)
    for line, text, words in book.of("text_sentences", "text_id", "words"):
        length[text] += count_words(words)
        if bool(words) != (printed.get(text) == "yes"):
            stands = "a sentence with words" if words else "a sentence without words"
            reason = f"{stands} in a text whose `printed` is {printed.get(text, '')}"
            yield book.at("text_sentences", line, "words", words, reason)
    for line, text, read, shown, words in book.of("texts", "id", "read", "printed", "words"):
        if shown == "yes" and read != "whole":
            reason = "its end was not read, so nobody knows whose credit stands there"
            yield book.at("texts", line, "printed", shown, reason)
        told = str(length[text]) if shown == "yes" else ""
        if words != told:
            reason = f"its printed sentences have {counted(length[text] * bool(told), 'word')}"
            yield book.at("texts", line, "words", words, reason)


@rule("text_sentences")
def _sentences_follow_one_another(book: Book) -> Iterator[Problem]:
    last: dict[str, tuple[int, int]] = {}
    for line, text, *place in book.of("text_sentences", "text_id", "paragraph", "sentence"):
        paragraph, sentence = (int(cell) for cell in place)
        before, end = last.get(text, (0, 0))
        if (paragraph, sentence) not in ((before, end + 1), (before + 1, 1)):
            reason = f"does not follow {before}/{end}" if before else "the first is 1/1"
            yield book.at("text_sentences", line, "sentence", "/".join(place), reason)
        last[text] = (paragraph, sentence)


@rule("texts", "text_claims", "text_codings")
def _every_claim_is_coded_as_its_text_says(book: Book) -> Iterator[Problem]:
    fields = book.contract.tables["text_codings"].field("field").enum
    coded = book.lookup("texts", "id", "coded")
    given = {
        tuple(key): value
        for _, *key, value in book.of("text_codings", "claim_id", "coder", "field", "value")
    }
    for line, claim, text, *settled in book.of("text_claims", "id", "text_id", *fields):
        for field, code in zip(fields, settled, strict=True):
            codes = [given.get((claim, coder, field), "") for coder in ("A", "B")]
            due = CODERS.get(coded.get(text, "twice"), 2)
            if sum(map(bool, codes)) != due:
                asked = counted(due, "code")
                reason = f"has {sum(map(bool, codes))} of the {asked} that its text tells of"
                yield book.at("text_claims", line, field, code, reason)
            elif code not in codes:
                reason = f"the coders gave {' and '.join(sorted({*codes} - {''}))}"
                yield book.at("text_claims", line, field, code, reason)


@rule("text_claims", "text_codings")
def _codings_use_the_codes_of_claims(book: Book) -> Iterator[Problem]:
    texts = book.lookup("text_claims", "id", "text_id")
    claims = book.contract.tables["text_claims"]
    columns = ("text_id", "claim_id", "field", "value")
    for line, text, claim, field, value in book.of("text_codings", *columns):
        if value not in claims.field(field).enum:
            yield book.at("text_codings", line, "value", value, f"no code of {field}")
        if texts.get(claim, text) != text:
            yield book.at("text_codings", line, "text_id", text, f"{claim} is of {texts[claim]}")


@rule("text_claims")
def _claims_are_named_after_their_text(book: Book) -> Iterator[Problem]:
    for line, claim, text, handle in book.of("text_claims", "id", "text_id", "handle"):
        if claim.rsplit("-", 1)[0] != text:
            yield book.at("text_claims", line, "id", claim, f"a claim of {text}")
        if not LEAST <= count_words(handle) <= MOST:
            reason = f"a handle has {LEAST} to {MOST} words"
            yield book.at("text_claims", line, "handle", handle, reason)


@rule("text_claims", "text_checks")
def _checkable_claims_are_checked(book: Book) -> Iterator[Problem]:
    checkable = book.lookup("text_claims", "id", "checkable")
    found: dict[str, int] = defaultdict(int)
    for line, claim, n in book.of("text_checks", "claim_id", "n"):
        found[claim] += 1
        if checkable.get(claim) == "no":
            reason = "a check of a claim that is not checkable"
            yield book.at("text_checks", line, "claim_id", claim, reason)
        if int(n) != found[claim]:
            yield book.at("text_checks", line, "n", n, f"finding {found[claim]} of {claim}")
    for line, claim, answer in book.of("text_claims", "id", "checkable"):
        if answer == "yes" and not found[claim]:
            yield book.at("text_claims", line, "id", claim, "checkable, but not checked")


@rule("text_checks")
def _verdicts_rest_on_sources_that_were_read(book: Book) -> Iterator[Problem]:
    columns = ("verdict", "source", "confidence")
    for line, verdict, source, confidence in book.of("text_checks", *columns):
        if verdict != "unresolved" and (not source or confidence == "recalled"):
            reason = "a verdict without a source that was read"
            yield book.at("text_checks", line, "verdict", verdict, reason)

"""Statements: the words quoted from them, and who was in the room."""

from __future__ import annotations

from collections.abc import Iterator

from shieldbook.tables.contract import Problem
from shieldbook.tables.rules.book import Book, rule

MOST_WORDS = 25
ENGLISH = "en"
# Languages written without blanks, where so many characters are counted as a word.
CHARACTERS_A_WORD = {"ja": 3, "zh": 3}


@rule("statements")
def _words_of_a_statement_are_few_and_have_a_language(book: Book) -> Iterator[Problem]:
    for line, words, language in book.of("statements", "words", "words_language"):
        a_word = CHARACTERS_A_WORD.get(language)
        count = len(words) / a_word if a_word else len(words.split())
        if count > MOST_WORDS:
            reason = f"more than {MOST_WORDS} words are quoted"
            yield book.at("statements", line, "words", words, reason)
        if bool(words) != bool(language):
            reason = "words have the language in which the source gives them, and nothing else has"
            yield book.at("statements", line, "words_language", language, reason)


@rule("wordings")
def _words_of_a_report_are_few_and_say_who_translated_them(book: Book) -> Iterator[Problem]:
    columns = ("words", "words_language", "translated_by")
    for line, words, language, translator in book.of("wordings", *columns):
        # Three dots for what was left out are no word.
        count = sum(any(map(str.isalnum, word)) for word in words.split())
        if count > MOST_WORDS:
            reason = f"more than {MOST_WORDS} words are quoted"
            yield book.at("wordings", line, "words", words, reason)
        if bool(words) != bool(language):
            reason = "words have the language in which the report gives them, and nothing else has"
            yield book.at("wordings", line, "words_language", language, reason)
        if bool(translator) != bool(language and language != ENGLISH):
            reason = "words of another language than English are translated, and nothing else is"
            yield book.at("wordings", line, "translated_by", translator, reason)


@rule("statements", "actors")
def _states_in_the_room_are_states(book: Book) -> Iterator[Problem]:
    states = set(book.contract.tables["actors"].field("state").enum)
    for line, occasion in book.of("statements", "occasion"):
        there = occasion.split()
        named = there if occasion not in ("none", "unknown") else []
        if not states.issuperset(named) or len(set(named)) < len(named):
            reason = "not states of the contract, each named once"
            yield book.at("statements", line, "occasion", occasion, reason)

"""A sentence that can be turned: controls stand in its line, and the rest of it follows them."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass

from shieldbook.controls import ControlError, settings
from shieldbook.explorers.answers import compact
from shieldbook.explorers.explorer import Explorer, ModelExplorer

Part = tuple[str, str]


@dataclass(frozen=True, eq=False, kw_only=True)
class Sentence(Explorer):
    """An explorer that is one sentence, with the answer to every setting in the page.

    `text` is a template: "{launchers} stop the salvo in {clean} cases of 100." A slot that bears
    the name of a control is that control; every control has one. Each other slot bears a name of
    what the model finds, a text or a whole number. `model` need not find an `answer`. `question`
    names the sentence to a screen reader. `follows` names controls after which parameters of the
    nearest figure are called: turning the sentence sets them. Raises ControlError where a slot is
    filled by nobody, or a control cannot stand in it.
    """

    text: str
    follows: tuple[str, ...] = ()

    def __post_init__(self):
        super().__post_init__()
        slots = [name for kind, name in self.parts if kind == "control"]
        for control in self.controls:
            if slots.count(control.name) != 1:
                raise ControlError(
                    f"the control {control.name!r} needs one slot in the sentence, not "
                    f"{slots.count(control.name)}"
                )
            if control.kind == "checkbox":
                raise ControlError(f"the checkbox {control.name!r} cannot stand in a sentence")
        if strange := [name for name in self.follows if name not in slots]:
            raise ControlError(f"no control of the sentence sets {strange[0]!r} in a picture")
        self.answer()

    @property
    def parts(self) -> list[Part]:
        """The sentence in its order: kind (text, control, found), and words or name. Raises
        ControlError for a template that cannot be read."""
        return list(_parts(self.text, {control.name for control in self.controls}))

    def result(self, **values) -> dict:
        """What the model finds, and the whole sentence as `answer`."""
        found = super().result(**values)
        options = {**self.start, **values}
        if not all(control.takes(options[control.name]) for control in self.controls):
            return found
        return {**found, "answer": self._whole(options, found)}

    def _whole(self, values: dict, found: dict) -> str:
        words = {control.name: control.words(values[control.name]) for control in self.controls}
        words |= self._found(found)
        return "".join(what if kind == "text" else words[what] for kind, what in self.parts)

    def _found(self, found: dict) -> dict[str, str]:
        """The words of each slot that the model fills. Raises ControlError where it leaves one."""
        slots = [name for kind, name in self.parts if kind == "found"]
        return {name: _word(name, found.get(name)) for name in slots}

    def known(self) -> dict:
        """What the page's script fills the slots from: their words at every setting."""
        found = (self._found(self.model(values, self.data)) for values in settings(self.controls))
        return {"answers": compact(found)}

    def longest(self) -> dict[str, str]:
        """The longest words of each slot that the model fills, as far as the page knows them
        beforehand."""
        return self._longest(settings(self.controls))

    def _longest(self, asked) -> dict[str, str]:
        longest = self._found(self.model(self.start, self.data))
        for values in asked:
            for name, word in self._found(self.model(values, self.data)).items():
                longest[name] = max(longest[name], word, key=len)
        return longest

    def payload(self) -> dict:
        """The page's face: what an explorer has, and the sentence in parts with its words at the
        start."""
        return {
            **super().payload(),
            "sentence": {
                "parts": [list(part) for part in self.parts],
                "words": self._found(self.result()),
                "longest": self.longest(),
                "follows": list(self.follows),
            },
        }


@dataclass(frozen=True, eq=False, kw_only=True)
class ModelSentence(Sentence, ModelExplorer):
    """A sentence with too many settings to compute beforehand: the page computes in JavaScript, as
    for a `ModelExplorer`. Its box is as high as its start and its scenarios need."""

    def known(self) -> dict:
        """The name of the `model`, and its `data`."""
        return ModelExplorer.known(self)

    def longest(self) -> dict[str, str]:
        """The longest words of each slot at the start and in the scenarios."""
        return self._longest(self.scenarios.values())


def _parts(text: str, controls: set[str]) -> Iterator[Part]:
    try:
        pieces = list(string.Formatter().parse(text))
    except ValueError as error:
        raise ControlError(f"the sentence {text!r} cannot be read: {error}") from error
    for words, name, form, conversion in pieces:
        if words:
            yield "text", words
        if name is None:
            continue
        if conversion or form:
            raise ControlError(f"the slot {name!r} has a format, and a slot takes none")
        yield "control" if name in controls else "found", name


def _word(name: str, value: object) -> str:
    """What a slot says. Raises ControlError where the model did not find it in words."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise ControlError(
            f"nobody fills the slot {name!r} of the sentence with a text or a whole number, but "
            f"with {value!r}"
        )
    return f"{value:,}" if isinstance(value, int) else value

"""The coding desk in a kernel: ipywidgets for one coder, a screen a claim, then the result and the
second round. What the page shows, it shows; words from the data are never markup."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence

import ipywidgets as widgets
from markupsafe import escape

from shieldbook.analysis import agreement, lines
from shieldbook.analysis.lines import Field
from shieldbook.analysis.rounds import ANSWER, CHANGE, OPEN, STEPS, Coding

PRACTICE = "practice"
CODERS = (
    "The book's codes were given by two runs of one language model, each without sight of the "
    "other. Where they differed, a third reading settled it. No person coded them."
)
# No value has this one: nothing was chosen yet.
NONE = "?"
LATER = "Your line holds the first round only; the file has both."
FURTHER = {"include": "Include", "exclude": "Leave out", "tell": "To tell it"}
CELL = "text-align: left; vertical-align: top; padding: 0 1em 0.3em 0"
WIDE = {"description_width": "initial"}
FIT = {"width": "max-content"}


class Face:
    """The widgets of a desk, in `box`: `begin` makes a coder for the id of a pack, `packs` are
    those to choose from."""

    def __init__(self, begin: Callable[[str], Coding], packs: Sequence[Mapping], first: str, mode):
        self.begin, self.mode, self.at = begin, mode, 0
        named = [(f"{one['title']} (for {one['side']})", one["id"]) for one in packs]
        self.pick = widgets.Dropdown(
            options=named, value=first, description="What you code", style=WIDE, layout=FIT
        )
        self.name = widgets.Text(description="Nickname", style=WIDE)
        self.place, self.told, self.file = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.after = widgets.VBox()
        self.back = _button("Back", lambda: self.go(self.at - 1))
        self.onward = _button("Next claim", self.step)
        self.box = widgets.VBox()
        self.pick.observe(lambda change: self.start(change["new"]), names="value")
        self.start(first)

    def start(self, pack: str) -> None:
        """Begin a pack anew."""
        self.coding = self.begin(pack)
        self.radios = [_radios(asked) for asked in self.coding.asked]
        for place, radio in enumerate(self.radios):
            radio.observe(lambda change, at=place: self.give(at, change["new"]), names="value")
        fields = []
        for asked, radio in zip(self.coding.asked, self.radios, strict=True):
            fields += [radio, widgets.HTML(_rules("The rules", asked.values))]
        row = widgets.HBox([self.back, self.onward])
        whole = widgets.HTML(_whole(self.coding.pack))
        self.head = [widgets.HTML(_p(CODERS)), self.pick, self.name, whole]
        self.box.children = [*self.head, self.place, *fields, row, self.told, self.after]
        self.go(0)

    def say(self, words: str) -> None:
        """Tell the coder something, under the buttons."""
        self.told.value = _safe(words[:1].upper() + words[1:])

    def go(self, at: int) -> None:
        """Show a claim with what was given to it, and beside it the book where it is committed."""
        self.at = at
        locked, coding = at in self.coding.locked, self.coding
        count = f"<h3>Claim {at + 1} of {len(coding.claims)}</h3>"
        self.place.value = count + _place(coding.pack, coding.claims[at])
        for radio, value in zip(self.radios, list(coding.answers[at]), strict=True):
            radio.value, radio.disabled = value, locked
        self.back.disabled = at == 0
        self.onward.description = self._onward(at, locked)
        self.after.children = self._beside(at, range(len(coding.asked))) if locked else []
        self.say("")

    def _onward(self, at: int, locked: bool) -> str:
        if self.mode == PRACTICE and not locked:
            return "Commit this claim"
        if at + 1 < len(self.coding.claims):
            return "Next claim"
        return "To the result" if self.mode == PRACTICE else "Commit all"

    def give(self, place: int, value: str | None) -> None:
        """Take a value that was chosen."""
        if value is not None and self.at not in self.coding.locked:
            self.coding.give(self.at, place, value)

    def step(self) -> None:
        """Commit the claim in practice; else on to the next one, or to the result."""
        last = self.at + 1 == len(self.coding.claims)
        try:
            if self.mode == PRACTICE and self.at not in self.coding.locked:
                self.coding.commit(self.at)
                self.go(self.at)
            elif not last:
                self.go(self.at + 1)
            else:
                self._finish()
        except ValueError as error:
            self.say(str(error))

    def _finish(self) -> None:
        """Lock what is not locked yet and show the result. Raises ValueError where the line cannot
        be made."""
        if not lines.tidy(self.name.value):
            raise ValueError("give a nickname first, with a letter or a digit in it")
        self.coding.name = self.name.value
        for at, row in enumerate(self.coding.answers):
            if None in row:
                self.go(at)
            self.coding.commit(at)
        self.after.children = self._result()
        self.box.children = [*self.head, self.after]

    def _result(self) -> list[widgets.Widget]:
        coding = self.coding
        differing = [at for at in range(len(coding.claims)) if coding.differences(at)]
        title = "Where you differ from the book" if differing else "You differ nowhere"
        self._hand_out()
        parts = [widgets.HTML(_summary(coding)), self.file, widgets.HTML(f"<h3>{title}</h3>")]
        for at in differing:
            place = widgets.HTML(_place(coding.pack, coding.claims[at]))
            parts += [place, *self._beside(at, coding.differences(at))]
        if differing:
            parts.append(widgets.HTML(_p(LATER)))
        return [*parts, widgets.HTML(_fault(coding))]

    def _beside(self, at: int, places: Iterable[int]) -> list[widgets.Widget]:
        """One claim beside the book, and for each difference what to do about it."""
        told = widgets.HTML(_compared(self.coding, at, places))
        return [told, *(self._second(at, place) for place in self.coding.differences(at))]

    def _second(self, at: int, place: int) -> widgets.VBox:
        """The second round for one field of one claim."""
        asked, mine = self.coding.asked[place], self.coding.answers[at][place]
        kept = self.coding.later.get((at, place))
        others = [(value["label"], value["id"]) for value in asked.values] + [(OPEN, "")]
        others = [(words, value) for words, value in others if value != mine]
        now = kept.value if kept and kept.value != mine else NONE
        select = widgets.Dropdown(
            options=[("choose …", NONE), *others], value=now, description="Change to", layout=FIT
        )
        steps = [(words, own) for own, words in STEPS.items()]
        first = "Keep mine" if mine else "Leave it open"
        steps[0] = (first, steps[0][1])
        step = widgets.RadioButtons(
            options=steps,
            value=kept.step or None if kept else None,
            description=f"{asked.question} Second round:",
            style=WIDE,
            layout=FIT,
        )
        reason = widgets.Text(value=kept.reason if kept else "", description="Because")

        def take(_=None) -> None:
            select.layout.display = None if step.value == CHANGE else "none"
            if step.value or reason.value:
                value = None if select.value == NONE else select.value
                self.coding.again(at, place, step.value or "", value, reason.value)
                self._hand_out()

        take()
        for one in (step, select, reason):
            one.observe(take, names="value")
        return widgets.VBox([step, select, reason])

    def _hand_out(self) -> None:
        """Make the file anew, once it is known whose it is."""
        if self.coding.name:
            raw = base64.b64encode(self.coding.sheet().encode()).decode()
            name = f"{self.coding.pack['id']}-{lines.tidy(self.coding.name)}.csv"
            self.file.value = (
                f'<a download="{_safe(name)}" '
                f'style="text-decoration: underline" '
                f'href="data:text/csv;charset=utf-8;base64,{raw}">Save as CSV</a>'
            )


def _button(words: str, press: Callable[[], None]) -> widgets.Button:
    button = widgets.Button(description=words, layout=FIT)
    button.on_click(lambda _: press())
    return button


def _radios(asked: Field) -> widgets.RadioButtons:
    choices = [(value["label"], value["id"]) for value in asked.values]
    return widgets.RadioButtons(
        options=[*choices, (OPEN, "")],
        value=None,
        description=asked.question,
        style=WIDE,
        layout=FIT,
    )


def _safe(words: str) -> str:
    """Words from the data or a coder, in which nothing is markup."""
    return str(escape(words))


def _p(words: str) -> str:
    return f"<p>{_safe(words)}</p>"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col" style="{CELL}">{_safe(words)}</th>' for words in heads)
    body = "".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(words: str) -> str:
    return f'<td style="{CELL}">{_safe(words)}</td>'


def _whole(pack: Mapping) -> str:
    """The text itself, where it may be printed whole."""
    if not pack.get("whole"):
        return ""
    told = "".join(_p(" ".join(words)) for words in pack["whole"])
    return f"<details><summary>The text, whole: {_safe(pack['text'])}</summary>{told}</details>"


def _place(pack: Mapping, claim: Mapping) -> str:
    """Where a claim stands, without our wording of it; where the text is free, its words."""
    opens = f", in the paragraph that opens “{claim['opens']}”" if claim["opens"] else ""
    told = f"<b>{_safe(claim['handle'])}</b><br>{_safe(claim['where'] + opens)}."
    return f"<p>{told} {_original(pack)}</p>{_printed(claim)}"


def _original(pack: Mapping) -> str:
    address = pack.get("original", "")
    if not address.startswith(("https://", "http://")):
        return ""
    safe = _safe(address)
    return f'<a href="{safe}" target="_blank" rel="noopener noreferrer">The original</a>'


def _printed(claim: Mapping) -> str:
    marked = [
        f"<mark>{_safe(words)}</mark>" if n == claim.get("sentence") else _safe(words)
        for n, words in enumerate(claim["words"], 1)
    ]
    return f"<blockquote>{' '.join(marked)}</blockquote>" if marked else ""


def _rules(summary: str, values: Iterable[Mapping]) -> str:
    """What the codebook says of some values, folded away."""
    told = "".join(_rule(value) for value in values)
    return f"<details><summary>{_safe(summary)}</summary><dl>{told}</dl></details>"


def _rule(value: Mapping) -> str:
    further = "".join(
        f"<div><em>{words}:</em> {_safe(value[name])}</div>"
        for name, words in FURTHER.items()
        if value.get(name)
    )
    return f"<dt>{_safe(value['label'])}</dt><dd>{_safe(value['rule'])}{further}</dd>"


def _compared(coding: Coding, at: int, places: Iterable[int]) -> str:
    """A claim in the book's words, the codes side by side, the reasons and the rules that met."""
    claim, rows, rules, notes = coding.claims[at], [], [], []
    for place in places:
        asked, told = coding.asked[place], coding.compared(at, place)
        met = [told[name] for name in ("you", "book", "a", "b") if name in told]
        rows.append([asked.question, *met])
        rules += [value for value in asked.values if value["label"] in met]
        notes.append(claim["notes"].get(asked.id, ""))
    heads = ["Field", "You", "The book", *(f"Coder {own}" for own in claim["coders"])]
    words = f"In the book’s words: “{claim['claim']}” ({claim['id']}). {claim['because']}"
    settled = "".join(_p(f"Why the book settled it so: {note}") for note in notes if note)
    rules_met = _rules("The rules for these values", rules)
    return _p(words) + _table(heads, rows) + settled + rules_met


def _summary(coding: Coding) -> str:
    """The line, the baseline and the matches, what is opposite, and why there is no alpha."""
    line = f"<h3>Your line</h3><p><code>{_safe(coding.line())}</code></p>"
    matches = "".join(map(_p, coding.matches()))
    opposites = coding.opposites()
    told = ""
    if len(opposites):
        heads = ["Coded oppositely", "You and the book", "The two coders"]
        told = _table(heads, opposites.to_numpy().tolist())
    return line + matches + told + _p(agreement.undefined([["one"]]))


def _fault(coding: Coding) -> str:
    """Where the book may be wrong: claims that its coders split on, and claims of one kind that it
    answered contrarily."""
    torn, pairs, told = coding.torn(), coding.contrary(), ""
    if len(torn):
        heads = ["Claim", "Field", "Coder A", "Coder B", "The book", "Why it was settled so"]
        told += _p("On these claims the two coders gave different values.")
        told += _table(heads, torn.to_numpy().tolist())
    if pairs:
        (asked,) = (one for one in coding.asked if one.id == ANSWER)
        heads = ["Kind of both", *(f"Record: {value['label']}" for value in asked.values)]
        rows = [(kind, *map(_noted, two)) for kind, *two in pairs]
        told += _p("These pairs the book calls by one kind, and codes oppositely.")
        told += _table(heads, rows)
    return f"<h3>Find the book’s fault</h3>{told}" if told else ""


def _noted(claim: Mapping) -> str:
    return f"{claim['handle']}: {claim['because']}"

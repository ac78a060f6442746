"""Which English verb means which rules, in the order in which they are tried."""

from __future__ import annotations

import re

from ...plan import ClickOn
from ..clauses import Clause
from ..patterns import pattern
from ..wording import is_pronoun
from . import asking, choices, desktops, edits, fields, going, pointing, seeing
from .values import Rule, Steps
from .words import forms, without_lead

_FORM = pattern(
    "(?:(?:the|this|that|your|my|all(?: of)?(?: the)?) )?(?:everything|form|changes?|page|document|file|settings?|entry"
    "|record|message|draft|data|edits?|input|order|request|profile|cookies)"
)
_ANSWERS = ("Accept", "Confirm", "Decline", "Dismiss", "Reject")
_POP_UP = pattern(
    "(?:the|this|that|any) (?:.* )?(?:banner|pop-?up|notice|notification|toast|message|overlay|modal|window)"
)
_ANY = pattern(r"(?:the|this|that|your|my) [a-z]+(?: [a-z]+)?")
_LAST = pattern("(?:^| )(?:(?:at|in) the (?:very )?end|at last|afterwards)$")
_ROW = pattern(r"(?:the )?(?P<row>(?:\S+ )?row\b.*|.+ row)")


def button(name: str) -> Rule:
    """A verb that is the usual name of a button, alone or with what it would be about: "save", "submit the form"."""

    def steps(clause: Clause, words: str) -> Steps | None:
        words = _LAST.sub("", words)
        about = is_pronoun(words) or _FORM.fullmatch(words) or (name in _ANSWERS and _POP_UP.fullmatch(words))
        if words and not about:
            return None
        said = f"{name} all" if re.match(r"all\b.*cookies", words) else name
        return [ClickOn(said, "left", 1)]

    return steps


def submit(clause: Clause, words: str) -> Steps | None:
    """submit the review: whatever it is that is submitted."""
    return [ClickOn("the Submit button", "left", 1)] if _ANY.fullmatch(words) else None


def row_button(name: str) -> Rule:
    """delete the second row; delete it."""

    def steps(clause: Clause, words: str) -> Steps | None:
        if is_pronoun(words):
            return [ClickOn(name, "left", 1)]
        match = _ROW.fullmatch(words)
        return [ClickOn(clause.marked(f"{name} in the {match['row']}"), "left", 1)] if match else None

    return steps


_RULES: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    (
        "type | type in | enter | write | put | put in | input | insert | key in | paste | provide | supply",
        (fields.put,),
    ),
    ("use", (choices.path, fields.use)),
    ("rate", (pointing.stars,)),
    ("fill | fill in | fill out | complete", (fields.fill,)),
    ("set | increase | decrease | raise | lower | reduce | slide", (fields.set_to,)),
    ("change | update | edit | modify | correct | adjust", (fields.change, going.change_to)),
    ("make", (fields.make,)),
    ("give", (pointing.stars, fields.give)),
    ("clear | clear out | empty | erase | blank | blank out | wipe", (fields.clear,)),
    ("leave | keep", (fields.leave,)),
    ("replace | swap | exchange", (edits.replace,)),
    ("overwrite", (edits.overwrite,)),
    ("substitute", (edits.substitute,)),
    ("append", (edits.append,)),
    ("add", (fields.tick_mark, pointing.to_cart, edits.add)),
    ("copy | transfer", (fields.copy, asking.read)),
    (
        "choose | select | pick | pick out | opt for | go for",
        (going.attach_file, choices.path, going.tab, choices.choose),
    ),
    ("tick | tick off | check off | mark | enable | activate", (choices.tick(True),)),
    ("check", (seeing.check,)),
    ("untick | uncheck | unmark | deselect | unselect | disable | deactivate", (choices.tick(False),)),
    ("turn | switch", (desktops.window, choices.turn, going.switch)),
    ("bring", (desktops.front,)),
    ("start the | start my | start a | launch the | launch my | launch a | run the | run my", (desktops.start,)),
    ("save", (desktops.save_as,)),
    ("compute | calculate | work out | evaluate", (desktops.compute,)),
    ("click | click on | click in | click into | left-click | left-click on | left click", (pointing.click(1),)),
    ("tap | tap on | push | focus | focus on | toggle", (pointing.click(1),)),
    ("double-click | double click | doubleclick | double-tap | double tap", (pointing.click(2),)),
    ("double-click on | double click on", (pointing.click(2),)),
    ("triple-click | triple click | triple-click on | triple click on", (pointing.click(3),)),
    ("right-click | right click | rightclick | right-click on | right click on", (pointing.click(1, "right"),)),
    ("press | hit | strike", (pointing.press,)),
    ("hold | hold down", (pointing.hold,)),
    ("page down", (pointing.page("down"),)),
    ("page up", (pointing.page("up"),)),
    ("hover | point | mouse over | rest", (pointing.hover,)),
    ("move | place", (pointing.move,)),
    ("drag | drag and drop | pick up | grab", (pointing.drag,)),
    (
        "accept | confirm | agree to | consent to | answer | ok | say ok to | say yes to",
        (pointing.dialog(True), pointing.by_means, choices.terms),
    ),
    ("dismiss | cancel | reject | decline | refuse | say no to", (pointing.dialog(False),)),
    ("close", (pointing.close,)),
    (
        "open | open up | bring up | pull up | pull down | visit | expand | collapse | unfold | browse to",
        (going.open_,),
    ),
    ("go | navigate | head | jump | move on | go on | proceed", (going.go,)),
    ("return", (going.back,)),
    ("reload | refresh", (going.reload,)),
    ("scroll | keep scrolling", (going.scroll,)),
    ("upload | attach", (going.attach,)),
    ("wait | pause | hold on | hang on | give it", (seeing.wait,)),
    (
        "make sure | make certain | ensure | verify | expect | assert | see | see that | see to it that",
        (seeing.make_sure,),
    ),
    ("read | read out | tell | tell me | let me know | report | note down | write down", (asking.read,)),
    ("answer with | remember | memorise | memorize | extract | know", (asking.read,)),
    ("what | what's | which | who | how much", (asking.question,)),
    ("find out | look up | give me | get", (asking.find_out,)),
    ("search for", (pointing.search,)),
    ("find | look for | look at | locate", (asking.sought,)),
    ("take", (choices.remove_tick, asking.taken)),
    ("grab | get | note", (asking.taken,)),
    ("count | count up | how many", (asking.count,)),
    ("delete | get rid of", (fields.clear_content, row_button("Delete"))),
    ("remove", (choices.remove_tick, fields.clear_content, row_button("Remove"))),
    ("submit", (button("the Submit button"), submit)),
)
_BUTTONS = (
    "save", "send", "approve", "reject", "archive", "apply", "publish", "log in", "sign in", "log out", "sign out",
    "download", "register", "sign up", "accept", "confirm", "decline", "dismiss", "cancel",
)  # fmt: skip


def _lexicon() -> dict[str, tuple[Rule, ...]]:
    lexicon: dict[str, tuple[Rule, ...]] = {}
    for verbs, rules in (*_RULES, *((verb, (button(verb.capitalize()),)) for verb in _BUTTONS)):
        for verb in verbs.split(" | "):
            lexicon[verb] = (*lexicon.get(verb, ()), *rules)
    return lexicon


_LEXICON = _lexicon()
ALONE = frozenset(
    {
        *_BUTTONS[:14],
        "fill in",
        "fill out",
        "cancel",
        "submit",
        "wait",
        "reload",
        "refresh",
        "copy",
        "page down",
        "page up",
    }
)
"""Verbs that say a whole step without another word."""
_FORMS = forms(tuple(_LEXICON))


def _any(words: dict[str, object]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})(?![\\w'-])"


VERB = pattern(_any({**_LEXICON}))
_OTHER_FORM = pattern(_any({**_FORMS}))
INSIDE = pattern(r"(?<=[ ,:])", _any({**_LEXICON}))
"""A verb behind other words."""
_MAY_BE_A_NAME = pattern(r"(?:first|next|now|last|second|just|too|also|still|again|so|well|ok) \w")
_GOES_ON = pattern(r"(?:in|into|on|for|from|under|as|at|to|if|when|once|after|before|with|where|please|make|you)\b")


def order(words: str) -> str:
    """A clause without what is polite or says its place: "then finish by pressing Save" as "press Save".

    "First" and the like begin a name where no order follows ("First name: Ada").
    """
    text = without_lead(words)
    if VERB.match(text) or text == words:
        return text
    if _MAY_BE_A_NAME.match(words) and not _GOES_ON.match(text):
        return words
    return imperative(text) or text


def imperative(words: str) -> str | None:
    """Words that begin with a form of a verb, as an order: "typing Ada into Name" as "type Ada into Name"."""
    text = re.sub("^(?:you(?:'ve| have)?|i|we) ", "", words, flags=re.IGNORECASE)
    match = _OTHER_FORM.match(text)
    if match:
        return _FORMS[match[0].lower()] + text[match.end() :]
    return text if VERB.match(text) else None


def by_verb(clause: Clause, words: str) -> Steps | None:
    """The steps of words that begin with a verb; None when they do not, or the verb does not go with the rest."""
    match = VERB.match(words)
    if match is None:
        return None
    rest = words[match.end() :].strip().removeprefix(":").strip()
    if not rest and match[0].lower() not in ALONE:
        return None
    for rule in _LEXICON[match[0].lower()]:
        steps = rule(clause, rest)
        if steps is not None:
            return steps
    return None

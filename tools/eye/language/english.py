"""Targets in English: "the second unticked box in the row of 'Ada'"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from . import english_words as say
from .phrase import Link, Order, Place, Shielded, Target, flattened
from .roles import ROLES
from .synonyms import is_phrase

_MOST_RELATIONS = 5  # more words that may be a relation are none of a name


def read_english(words: str) -> Iterator[Target]:
    """What the words may mean, the plainest reading first."""
    shield = Shielded(words)
    parser = _Parser(shield)
    text = say.WRITTEN.sub("text ", say.COMMA.sub(" in the ", shield.text.strip(" .,;!?")))
    text = say.HEAD_OF.sub(r"\g<name> column header", text)
    tried = [text]
    if (verb := say.VERB.match(text)) is not None and not parser.noun(text[verb.end() :]).is_only_role:
        tried.append(text[verb.end() :])
    if (act := say.OBJECT.match(text)) is not None:
        tried.append(act["what"])
    if (into := say.INTO.match(text)) is not None:
        tried.append(into["what"])
    for phrase in tried:
        if not (shield.hides_in(phrase) and say.RELATION.search(phrase)):
            yield parser.noun(phrase)
        yield from parser.literally(phrase)
        yield from parser.of_place(phrase)
        full = parser.whole(phrase)
        inside = any(link.relation in ("in", "of") for outer in full.links for a in outer.anchors for link in a.links)
        yield from (flattened(full), full) if inside else (full, flattened(full))
    for phrase in tried:
        yield flattened(_Parser(shield).belonging(phrase))
        if (counted := say.COUNTED.match(say.ARTICLE.sub("", say.WITHIN.sub("", phrase)))) is not None:
            yield Target(counted["number"], exact=True, kinds=("button", "link", "tab", "radio", "menuitem"))


class _Parser:
    """Reads the phrases of one target, whose quotes were taken out."""

    def __init__(self, shield: Shielded) -> None:
        self._shield = shield
        self._of = False

    def belonging(self, text: str) -> Target:
        """The same as ``whole``, where "box for Ada" is a box that belongs to Ada rather than one called Ada."""
        self._of = True
        return self.whole(text)

    def whole(self, text: str) -> Target:
        """A noun with the relations and places said of it, which may nest."""
        text = say.ARTICLE.sub("", text.strip(" ,"))
        if (leading := say.LEADING.match(text)) is not None:
            return self.whole(f"{leading['what']} {leading['where']}")
        if (group := say.OF_GROUP.match(text)) is not None:
            which = self.noun(group["which"])
            if which.order and not which.name:
                among = self.whole(group["rest"])
                count = among.order.of if among.order else None
                return replace(among, order=replace(which.order, of=count), place=among.place or which.place)
        found = self._relation(text)
        if found is None:
            return self._alone(text)
        head, rest = text[: found.start()], text[found.end() :]
        relation = say.RELATIONS[(found.lastindex or 1) - 1]
        if relation == "between" and len(parts := re.split(r"\s+and\s+", rest, maxsplit=1)) == 2:
            return replace(self._alone(head), links=(Link("between", (self.whole(parts[0]), self.whole(parts[1]))),))
        return replace(self._alone(head), links=(Link(relation, (self.whole(rest),)),))

    def literally(self, text: str) -> Iterator[Target]:
        """One relation between two names that hold relation words themselves: "Terms of Use below Back to top"."""
        found = [match for match in say.RELATION.finditer(text) if match.start()]
        for match in found if 1 < len(found) <= _MOST_RELATIONS else []:
            relation = say.RELATIONS[(match.lastindex or 1) - 1]
            if relation == "between" or (relation == "of" and self.noun(text[: match.start()]).is_role):
                continue
            head, anchor = (self._as_quoted(part) for part in (text[: match.start()], text[match.end() :]))
            yield replace(head, links=(Link(relation, (anchor,)),))

    def _as_quoted(self, text: str) -> Target:
        """A noun whose name is meant as it is written where it looks as if it said more."""
        noun = self.noun(text)
        exact = noun.exact or bool(noun.name and (say.RELATION.search(text) or say.PLACE_LAST.search(text)))
        return replace(noun, exact=exact, instead=() if exact else noun.instead)

    def _relation(self, text: str) -> re.Match[str] | None:
        """The first relation; not a place on the screen, nor the "of" in "row of Ada"."""
        places = [match.start() for match in (say.PLACE_LAST.search(text), *_zones(text)) if match is not None]
        for found in say.RELATION.finditer(text):
            head = say.ARTICLE.sub("", text[: found.start()].strip())
            if min(places, default=len(text)) <= found.start():
                return None
            relation = say.RELATIONS[(found.lastindex or 1) - 1]
            if relation != "of" or self.noun(text[found.end() :]).is_region:
                return found
            if head and (self._of or not self.noun(head).is_role):
                return found
        return None

    def of_place(self, text: str) -> Iterator[Target]:
        """ "X in the top right corner of Y": a place within something other than the screen."""
        if (found := say.PLACE_OF.search(text)) is not None and not say.PLACE_LAST.search(text):
            anchor = self.whole(text[found.end() :])
            head = self.noun(text[: found.start()])
            yield replace(head, place=_place(found), links=(Link("in", (anchor,)),))

    def _alone(self, text: str) -> Target:
        """A noun with the place said after it."""
        text = text.strip(" ,")
        if (match := say.PLACE_LAST.search(text)) is not None:
            return replace(self._alone(text[: match.start()]), place=_place(match))
        for pattern, place in say.ZONE_LAST:
            if (match := pattern.search(text)) is not None:
                return replace(self._alone(text[: match.start()]), place=place)
        if (match := say.POSSESSIVE.match(text)) is not None:
            return replace(self.noun(match["what"]), links=(Link("of", (self.noun(match["anchor"]),)),))
        return self.noun(text)

    def noun(self, text: str) -> Target:
        """What is said before a noun, its name, and its role."""
        text = text.strip(" ,")
        plain = self._noun(text, adjectives=False)
        if not self._shield.hides_in(text) and is_phrase(plain.name):  # "First name" is no ordinal
            return plain
        full = self._noun(text, adjectives=True)
        instead = [plain] if plain != full and not self._shield.hides_in(text) else []
        if "(" in text and text not in (plain.name, full.name) and not self._shield.hides_in(text):
            instead.append(Target(text))  # "Lisbon (LIS)" is a name as it stands
        if full.is_role:  # "the menu" may be called "Menu"
            instead.append(replace(full, name=full.role, role="", kinds=(), several=False))
        return replace(full, instead=tuple(instead))

    def _noun(self, text: str, *, adjectives: bool) -> Target:
        found = Target()
        if adjectives:
            found, text = self._after(found, text)
        found, text = self._before(found, text, adjectives=adjectives)
        others: tuple[str, ...] = ()
        text, remark = _without_remark(text)
        name, role, several = _split_role(text)
        if remark:
            _, remark_role, _ = _split_role(remark)
            role, others = role or remark_role, () if remark_role else (self._shield.named(remark)[0],)
        found, name = self._before(found, name, adjectives=adjectives)
        name, exact = self._shield.named(name)
        return replace(
            found, name=name, exact=exact, others=others, role=role, kinds=ROLES.get(role, ()),
            several=found.several or several,
        )  # fmt: skip

    def _after(self, found: Target, text: str) -> tuple[Target, str]:
        for pattern, state in say.STATE_LAST:
            if match := pattern.search(text):
                found, text = replace(found, states=(state,)), text[: match.start()]
        if (match := say.ORDER_LAST.search(text)) is not None and match.start() >= 0:
            index = _number(match) or 0
            axis = "x" if match["side"].casefold() in ("left", "right") else "y"
            back = match["side"].casefold() in ("right", "bottom")
            first = say.ORDER_FIRST.match(say.ARTICLE.sub("", text)) if _number(match) is None else None
            if first is not None:
                index = _number(first) or 0
                text = say.ARTICLE.sub("", text)[first.end() : len(text)]
                match = say.ORDER_LAST.search(text) or match
            return replace(found, order=Order(-1 - index if back else index, axis)), text[: match.start()]
        if match := say.NUMBER_LAST.search(text) or say.ROLE_NUMBER.search(text):
            return replace(found, order=Order(int(match["number"]) - 1)), text[: match.start()]
        return found, text

    def _before(self, found: Target, text: str, *, adjectives: bool) -> tuple[Target, str]:
        """Ordinals, places, states and colours in front of a noun, in any order."""
        while text:
            if match := say.ARTICLE.match(text):
                text = text[match.end() :]
            elif match := say.ALL.match(text):
                found, text = replace(found, several=True), text[match.end() :]
            elif adjectives and (step := _order_first(found, text) or _looks_first(found, text)) is not None:
                found, text = step
            else:
                break
        return found, text


def _zones(text: str) -> Iterator[re.Match[str] | None]:
    return (pattern.search(text) for pattern, _ in say.ZONE_LAST)


def _order_first(found: Target, text: str) -> tuple[Target, str] | None:
    if found.order is not None:
        return None
    if match := say.ORDER_FIRST.match(text):
        number = _number(match) or 0
        last = -2 if match["penult"] else -1
        index = last if match["last"] or match["penult"] else -1 - number if match["end"] else number
        return replace(found, order=Order(index)), text[match.end() :]
    if match := say.MIDDLE.match(text):
        return replace(found, order=Order(None)), text[match.end() :]
    if match := say.EXTREME.match(text):
        side = (match["side"] or match["end"]).casefold()
        index = -1 if side in ("right", "bottom", "lower", "lowest") else 0
        return replace(found, order=Order(index, "x" if side in ("left", "right") else "y")), text[match.end() :]
    return None


def _looks_first(found: Target, text: str) -> tuple[Target, str] | None:
    """A place, state, colour, size or number in front of a noun."""
    for pattern, place in say.ZONE_FIRST:
        if match := pattern.match(text):
            return replace(found, place=found.place or place), text[match.end() :]
    if found.place is None and (match := say.PLACE_FIRST.match(text)):
        return replace(found, place=_place(match)), text[match.end() :]
    for pattern, state in say.STATE_FIRST:
        if match := pattern.match(text):
            return replace(found, states=(*found.states, state)), text[match.end() :]
    if not found.colour and (match := say.COLOUR.match(text)):
        return replace(found, colour=match["colour"].casefold()), text[match.end() :]
    if match := say.GROUP.match(text):
        count = match["count"].casefold()
        number = int(count) if count.isdigit() else say.NUMBERS.index(count) + 1
        return replace(found, order=replace(found.order or Order(0), of=number)), text[match.end() :]
    if match := say.SIZE.match(text):
        return found, text[match.end() :]
    return None


def _split_role(text: str) -> tuple[str, str, bool]:
    """The name, the role (singular, lower case), and whether it was a plural."""
    match = say.ROLE_LAST.match(text) or say.ROLE_FIRST.match(text)
    if match is None:
        return text, "", False
    spoken = _flat(match["role"])
    role = say.SINGULAR.get(spoken, "")
    return match["name"], role or say.PLURAL.get(spoken, ""), not role


def _flat(role: str) -> str:
    return re.sub(r"[\s-]", "", role.casefold())


def _without_remark(text: str) -> tuple[str, str]:
    match = re.search(r"\s*\((?P<remark>[^()]+)\)\s*", text)
    if match is None or match.start() == 0:
        return text, ""
    return (text[: match.start()] + " " + text[match.end() :]).strip(), match["remark"]


def _number(match: re.Match[str]) -> int | None:
    """A number counted from 0."""
    if match["digits"]:
        return int(match["digits"]) - 1
    return say.ORDINALS.index(match["word"].casefold()) if match["word"] else None


def _place(match: re.Match[str]) -> Place:
    words = match.groupdict()
    y, x = (words.get("y") or words.get("y2") or ""), (words.get("x") or words.get("x2") or "")
    down = {"top": -1, "upper": -1, "bottom": 1, "lower": 1}.get(y.casefold(), 0)
    return Place({"left": -1, "right": 1}.get(x.casefold(), 0), down)

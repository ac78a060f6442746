"""Targets in Chinese: “Ada”所在行的第二个未勾选的复选框."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from . import chinese_words as say
from .phrase import Link, Order, Place, Shielded, Target, flattened
from .roles import ROLES
from .synonyms import is_phrase
from .texts import HAN

_MOST_RELATIONS = 4  # of 的 in one target


def read_chinese(words: str) -> Iterator[Target]:
    """What the words may mean, the plainest reading first."""
    shield = Shielded(words)
    parser = _Parser(shield)
    # Blanks mean nothing beside Chinese characters and quotes.
    edge = rf"[{HAN}\ue000-\uf8ff，。、；：（）]"
    text = re.sub(rf"(?<={edge})\s+|\s+(?={edge})", "", shield.text).strip(" .,;!?。，；！？")
    tried = [text]
    if (verb := say.VERB.match(text)) is not None and not parser.noun(text[verb.end() :]).is_only_role:
        tried.append(text[verb.end() :])
    if (act := say.OBJECT.match(text)) is not None:
        tried.append(act["what"])
    if (into := say.INTO.match(text)) is not None:
        tried.append(into["what"])
    for phrase in tried:
        quoted = shield.hides_in(phrase)
        if "，" not in phrase and not (quoted and say.RELATION_WITHIN.match(phrase)):
            yield parser.noun(phrase)
        yield from parser.literally(phrase)
        full = parser.clauses(phrase)
        yield full
        if any(anchor.links for link in full.links for anchor in link.anchors):
            yield flattened(full)


class _Parser:
    """Reads the phrases of one target, whose quotes were taken out."""

    def __init__(self, shield: Shielded) -> None:
        self._shield = shield

    def clauses(self, text: str) -> Target:
        """What the last clause names; the one before may say among what: "右上角有三个图标，左侧第一个"."""
        *before, last = [part for part in re.split(r"[，,；;。]", text) if part] or [text]
        if not before:
            return self.whole(last)
        verb = say.VERB.match(last)
        return self._after(before[-1], last[verb.end() :] if verb and verb.end() < len(last) else last)

    def _after(self, before: str, last: str) -> Target:
        """What a clause names after one that says among what."""
        before = before.removeprefix("在")
        inner = before.removesuffix("中").removesuffix("里")
        if (there := say.THERE_ARE.match(inner)) is not None:
            which = self.noun(last, among=True)
            what = self.whole((there["where"] + "的" if there["where"] else "") + there["what"])
            order = replace(which.order, of=say.number(there["count"])) if which.order else what.order
            return replace(
                what, order=order, name=which.name or what.name, exact=which.exact or what.exact,
                role=which.role or what.role, kinds=which.kinds or what.kinds,
            )  # fmt: skip
        found = self.whole(last)
        if inner != before:  # 在……中，
            return replace(found, links=(*found.links, Link("in", (self.whole(inner),))))
        return found

    def whole(self, text: str) -> Target:
        """A noun with everything that stands before it, mostly joined to it by 的."""
        text = text.strip(" 、：:")
        text = (
            re.sub(r"(?<=里面|下面|下方|之中|.[中内])的?[：:]", "的", text, count=1)
            if re.search("[：:]", text)
            else text
        )
        text = say.AMONG.sub("的", text.removesuffix("的一个").removesuffix("的那个")).replace("的的", "的")
        found, rest = self._before(Target(), text, firm=True)
        if rest != text:
            return _joined(found, self.whole(rest)) if rest else found
        at = text.rfind("的", 1, len(text) - 1)
        if at > 0:
            return self._joined_by(text[:at], text[at + 1 :])
        if (within := say.RELATION_WITHIN.match(text)) is not None and (
            link := self._related(within, say.FIRM_RELATIONS)
        ):
            return replace(self.noun(within["what"]), links=link.links)
        return self.noun(text)

    def literally(self, text: str) -> Iterator[Target]:
        """One relation between two names that hold relation words themselves: 我的订单下面的返回顶部."""
        ends = [match.start() for match in re.finditer("的", text[:-1]) if match.start()]
        for at in ends if "，" not in text and len(ends) <= _MOST_RELATIONS else []:
            left, what = text[:at], self.noun(text[at + 1 :], among=True)
            end = say.RELATION_END.match(left)
            name = end["anchor"] if end else left
            if not what.is_bare and (say.MAY_RELATE.search(name) or len(ends) > 1):
                index = next(i for i, group in enumerate(end.groups()[1:]) if group is not None) if end else None
                relation = "of" if index is None else say.RELATIONS[index]
                anchor = replace(self._noun(name, adjectives=False, among=False), exact=True)
                if relation != "between":
                    yield replace(what, links=(Link(relation, (anchor,)),))

    def _joined_by(self, left: str, right: str) -> Target:
        """left 的 right: a relation, a place in something, one of a group, or what belongs to something."""
        what = self.noun(right, among=True)
        only_order = what.order is not None and not (what.name or what.kinds or what.states or what.colour)
        if (end := say.RELATION_END.match(left)) is not None and (link := self._related(end, say.RELATIONS)):
            (one,) = link.links
            if only_order and one.relation == "in" and not one.anchors[0].is_region:
                return self._which(end["anchor"], what.order or Order(0))
            return _joined(link, what)
        if (end := say.PLACE_END.match(left)) is not None:
            return _joined(Target(place=_place(end), links=(Link("in", (self.whole(end["anchor"]),)),)), what)
        if only_order:
            return self._which(left, what.order or Order(0))
        return _joined(Target(links=(Link("of", (self.whole(left),)),)), what)

    def _which(self, left: str, order: Order) -> Target:
        """One of a group: 最右侧五个按钮的第二个."""
        found, rest = self._before(Target(), left)
        count = found.order.of if found.order else None
        place = found.place or _side(found.order)
        return replace(
            _joined(replace(found, order=None), self.whole(rest)), order=replace(order, of=count), place=place
        )

    def _related(self, match: re.Match[str], relations: tuple[str, ...]) -> Target | None:
        index = next(i for i, group in enumerate(match.groups()[1:]) if group is not None)
        relation = relations[index]
        anchor = match["anchor"]
        if relation == "between":
            parts = say.BETWEEN.split(anchor, maxsplit=1)
            if len(parts) != 2:
                return None
            return Target(links=(Link("between", (self.whole(parts[0]), self.whole(parts[1]))),))
        return Target(links=(Link(relation, (self.whole(anchor),)),))  # pyright: ignore[reportArgumentType]

    def noun(self, text: str, *, among: bool = False) -> Target:
        """What is said right before a noun, its name, and its role."""
        text = text.strip(" 、：:")
        plain = self._noun(text, adjectives=False, among=among)
        if not self._shield.hides_in(text) and is_phrase(plain.name):
            return plain
        full = self._noun(text, adjectives=True, among=among)
        instead = [plain] if plain != full and not self._shield.hides_in(text) else []
        if full.is_role:  # 菜单 may be the name of a button
            instead.append(replace(full, name=full.role, role="", kinds=()))
        return replace(full, instead=tuple(instead))

    def _noun(self, text: str, *, adjectives: bool, among: bool) -> Target:
        found = Target()
        if adjectives:
            found, text = self._before(found, text, among=among)
        text, remark = _without_remark(text)
        name, role = _split_role(text)
        others: tuple[str, ...] = ()
        if remark:
            bare, remark_role = _split_role(remark)
            role = role or (remark_role if not bare else "")
            spoken = say.OR.split(say.WRITTEN.sub("", remark))
            others = () if remark_role and not bare else tuple(self._shield.named(word)[0] for word in spoken)
        if adjectives:
            found, name = self._before(found, name, among=among)
        name, exact = self._shield.named(name.removesuffix("的"))
        role = role or found.role
        return replace(found, name=name, exact=exact, others=others, role=role, kinds=ROLES.get(role, ()))

    def _before(self, found: Target, text: str, *, among: bool = False, firm: bool = False) -> tuple[Target, str]:
        """Ordinals, places, states and colours at the start, in any order; firm ones are followed by 的 or a comma."""
        start = text
        while text:
            step = _first(found, text, among=among)
            if step is None:
                break
            found, text = step
        if firm and text and start[: len(start) - len(text)][-1:] not in ("的", "、", "，"):
            return Target(), start
        return found, text


def _first(found: Target, text: str, *, among: bool) -> tuple[Target, str] | None:
    """The first thing said before a noun, and what comes after it."""
    if match := say.ALL.match(text):
        return replace(found, several=True), text[match.end() :]
    return _order_first(found, text, among=among) or _place_first(found, text) or _looks_first(found, text)


def _order_first(found: Target, text: str, *, among: bool) -> tuple[Target, str] | None:
    if found.order is not None:
        return None
    if (match := say.MIDDLE.match(text)) is not None and match.end() < len(text):
        return replace(found, order=Order(None)), text[match.end() :]
    if match := say.EXTREME.match(text):
        if match["side"] == "中间":
            return replace(found, order=Order(None)), text[match.end() :]
        axis = "x" if match["side"] in "左右" else "y"
        return replace(found, order=Order(-1 if match["side"] in "右下底" else 0, axis)), text[match.end() :]
    match = say.ORDER.match(text)
    # 左侧第一个 counts from the left among several, and else is the first one at the left.
    if match and (among or not match["side"] or "数" in match["from"] or "起" in match["from"]):
        role = say.MEASURE_ROLES.get(match["measure"] or "", "")
        return replace(found, order=_order(match), role=role, kinds=ROLES.get(role, ())), text[match.end() :]
    return None


def _place_first(found: Target, text: str) -> tuple[Target, str] | None:
    if found.place is not None:
        return None
    if (match := say.PLACE.match(text)) and match.end() < len(text):
        place, rest = _place(match), text[match.end() :]
        if (bar := say.BAR.match(rest)) is not None and bar.end() < len(rest):
            return replace(found, place=replace(place, loose=True)), rest[bar.end() :]
        return replace(found, place=place), rest
    for pattern, place in say.ZONES:
        if match := pattern.match(text):
            return replace(found, place=place), text[match.end() :]
    return None


def _looks_first(found: Target, text: str) -> tuple[Target, str] | None:
    """A state, colour, size or number."""
    for with_de, without, state in say.STATES:
        match = with_de.match(text) or without.match(text)
        if match and match.end() < len(text) and (match.re is with_de or _split_role(text[match.end() :])[0] == ""):
            return replace(found, states=(*found.states, state)), text[match.end() :]
    if not found.colour and (match := say.COLOUR.match(text)) and match.end() < len(text):
        return replace(found, colour=match["colour"]), text[match.end() :]
    if match := say.SIZE.match(text):
        return found, text[match.end() :]
    if (match := say.GROUP.match(text)) and match.end() < len(text):
        order = replace(found.order or Order(0), of=say.number(match["count"]))
        return replace(found, order=order), text[match.end() :]
    return None


def _joined(outer: Target, inner: Target) -> Target:
    """One target of what was said before a noun and the noun."""
    return replace(
        inner, states=(*outer.states, *inner.states), colour=inner.colour or outer.colour,
        order=inner.order or outer.order, place=inner.place or outer.place, links=(*inner.links, *outer.links),
        several=inner.several or outer.several,
    )  # fmt: skip


def _split_role(text: str) -> tuple[str, str]:
    match = say.ROLE_LAST.match(text)
    return (match["name"], match["role"].casefold()) if match else (text, "")


def _without_remark(text: str) -> tuple[str, str]:
    match = re.search(r"[（(](?P<remark>[^（）()]+)[）)]", text)
    if match is None or match.start() == 0:
        return text, ""
    return text[: match.start()] + text[match.end() :], match["remark"]


def _order(match: re.Match[str]) -> Order:
    side = match["side"] or ""
    axis = "x" if side in ("左", "右") else "y" if side else "reading"
    index = say.number(match["number"]) - 1 if match["number"] else 0 if match["first"] else -1
    back = side in ("右", "下") and match["number"]
    return Order(-1 - index if back or match["back"] else index, axis)


def _place(match: re.Match[str]) -> Place:
    words = match.groupdict().get("corner") or match.groupdict().get("edge") or match[0][-2:]
    x = -1 if "左" in words else 1 if "右" in words else 0
    y = -1 if "上" in words or "顶" in words else 1 if "下" in words or "底" in words else 0
    return Place(x, y)


def _side(order: Order | None) -> Place | None:
    """最右侧 said of a group is a place."""
    if order is None or order.index is None or order.axis == "reading":
        return None
    end = -1 if order.index == 0 else 1
    return Place(end, 0) if order.axis == "x" else Place(0, end)

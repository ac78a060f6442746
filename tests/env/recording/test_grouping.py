"""From happenings to intentions, for whatever a person may do in whatever order."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from eyehand.env.recording.grouping import Grouping
from eyehand.env.recording.intentions import Intention, SecretNames
from eyehand.tools.actions import Click, Drag, Press, Scroll, Type
from eyehand.tools.browser.recording.happenings import (
    Answered,
    Chose,
    Down,
    Filled,
    Happening,
    Pressed,
    Rested,
    Switched,
    Turned,
    Up,
    Went,
)
from eyehand.tools.elements import Element
from eyehand.tools.geometry import Box, Point

BOX = Box(0, 0, 100, 20)


def field(value: str | None, *, kind: str = "text", name: str = "Name") -> Element:
    return Element(role="textbox", name=name, box=BOX, kind=kind, value=value)


def grouped(happenings: Sequence[Happening]) -> list[Intention]:
    grouping = Grouping()
    found = [one for happening in happenings for one in grouping.take(happening)]
    return [*found, *grouping.finish()]


def typed(name: str, before: str, text: str, start_s: float) -> list[Happening]:
    """A click into a field, then one more character at a time."""
    said: list[Happening] = [
        Down(start_s, Point(10, 10), "left", field(before, name=name), name),
        Up(start_s + 0.05, Point(10, 10)),
    ]
    now, value = start_s + 0.1, before
    for sign in text:
        said.append(Filled(now, name, field(value, name=name), value + sign))
        now, value = now + 0.1, value + sign
    return said


def test_typing_into_a_field_is_one_intention_that_begins_with_the_click() -> None:
    [one] = grouped(typed("Name", "", "Ada", 1.0))
    assert one.action == Type(text="Ada")
    assert one.element == field("")
    assert one.began_s == 1.0


def test_a_click_into_a_field_stays_when_nothing_is_typed_or_all_of_it_is_taken_back() -> None:
    alone = typed("Name", "Bob", "", 1.0)
    assert [one.action for one in grouped(alone)] == [Click(at=Point(10, 10))]
    back = [*typed("Name", "Bob", "x", 1.0), Filled(2.0, "Name", field("Bobx"), "Bob")]
    assert [one.action for one in grouped(back)] == [Click(at=Point(10, 10))]


def test_enter_after_typing_comes_after_the_text() -> None:
    said = [*typed("Name", "", "Ada", 1.0), Pressed(2.0, ("Enter",), field("Ada"), field="Name")]
    assert [one.action for one in grouped(said)] == [Type(text="Ada"), Press(keys=("Enter",))]


def test_clicks_at_one_place_soon_after_each_other_are_one_of_several() -> None:
    said: list[Happening] = []
    for number in range(4):
        said += [Down(1 + number / 5, Point(10, 10), "left", None), Up(1.05 + number / 5, Point(11, 10))]
    assert [one.action for one in grouped(said)] == [Click(at=Point(10, 10), count=3), Click(at=Point(10, 10))]


def test_a_button_that_comes_up_elsewhere_is_a_drag() -> None:
    said = [Down(1, Point(10, 10), "left", None), Up(2, Point(90, 50), dragged=True), Up(2.1, Point(90, 50), True)]
    assert [one.action for one in grouped(said)] == [Drag(start=Point(10, 10), end=Point(90, 50))]


def test_a_choice_in_a_select_is_one_intention_with_the_label_chosen() -> None:
    select = Element(role="combobox", name="Category", box=BOX, kind="select-one", value="Meals")
    option = Element(role="option", name="Travel", box=BOX)
    said = [
        Down(1, Point(10, 10), "left", select, "f"),
        Up(1.1, Point(10, 10)),
        Down(2, Point(12, 12), "left", option, "f"),
        Filled(2.1, "f", select, "Travel"),
        Up(2.1, Point(12, 12)),
    ]
    [one] = grouped(said)
    assert (one.action, one.element, one.began_s) == (Type(text="Travel"), select, 1)


def test_a_scroll_ends_where_its_direction_does() -> None:
    at = Point(5, 5)
    said = [Turned(1, at, 0, 120), Turned(1.1, at, 0, 120), Turned(1.2, at, 0, -60), Turned(9, at, 0, -60)]
    wanted = [Scroll(at=at, dy_notches=2), Scroll(at=at, dy_notches=-1), Scroll(at=at, dy_notches=-1)]
    assert [one.action for one in grouped(said)] == wanted


def test_characters_where_no_field_is_are_one_text_and_space_on_a_button_is_a_key() -> None:
    button = Element(role="button", name="Save", box=BOX)
    said = [
        *(Pressed(1 + n / 10, (sign,), None, True) for n, sign in enumerate("a b")),
        Pressed(2, (" ",), button, True),
    ]
    assert [one.action for one in grouped(said)] == [Type(text="a b"), Press(keys=(" ",))]


names = st.sampled_from(["Name", "Note", "City"])
moments = st.floats(0.01, 3.0)


@st.composite
def acts(draw: st.DrawFn) -> list[tuple[str, object]]:
    """What a person does, in words: a list of ("type", (field, text)), ("click", point), ("secret", field) …"""
    one = st.one_of(
        st.tuples(st.just("type"), st.tuples(names, st.text(st.characters(codec="utf-8"), min_size=1, max_size=8))),
        st.tuples(st.just("click"), st.tuples(st.integers(0, 900), st.integers(200, 700))),
        st.tuples(st.just("secret"), st.sampled_from(["pw", "pin"])),
        st.tuples(st.just("key"), st.sampled_from(["Enter", "Tab", "Escape"])),
        st.tuples(st.just("wheel"), st.sampled_from([-200, 200])),
        st.tuples(st.just("back"), st.none()),
        st.tuples(st.just("answer"), st.booleans()),
        st.tuples(st.just("switch"), st.integers(0, 3)),
        st.tuples(st.just("files"), st.just(("/tmp/a.pdf",))),
    )
    return draw(st.lists(one, max_size=12))


def played(doings: list[tuple[str, object]], gaps: list[float]) -> list[Happening]:
    """The happenings of it, with what fields hold kept in mind."""
    now, held, said = 0.0, dict[str, str](), list[Happening]()
    for (kind, what), gap in zip(doings, gaps, strict=True):
        now += gap
        match kind, what:
            case "type", (str(name), str(text)):
                said += typed(name, held.get(name, ""), text, now)
                held[name] = held.get(name, "") + text
            case "secret", str(name):
                secret = field(None, kind="password", name=name)
                said += [Down(now, Point(10, 10), "left", secret, name), Up(now, Point(10, 10))]
                said += [Filled(now + n / 100, name, secret, None, (name, "http://here")) for n in range(3)]
            case "click", (int(x), int(y)):
                said += [Down(now, Point(x, y), "left", None), Up(now, Point(x, y))]
            case "key", str(key):
                said.append(Pressed(now, (key,), None))
            case "wheel", int(dy):
                said.append(Turned(now, Point(5, 5), 0, dy))
            case "back", _:
                said.append(Went(now, "back", "http://here"))
            case "answer", bool(accept):
                said.append(Answered(now, "confirm", "Sure?", accept, ""))
            case "switch", int(index):
                said.append(Switched(now, index))
            case _, (str(path),):
                said.append(Chose(now, (path,), None))
            case _:
                raise AssertionError(kind)
        now = said[-1].time_s
    return said


@given(st.data(), acts())
def test_nothing_is_lost_nothing_is_out_of_order_and_times_never_go_back(
    data: st.DataObject, doings: list[tuple[str, object]]
) -> None:
    gaps = data.draw(st.lists(moments, min_size=len(doings), max_size=len(doings)))
    found = grouped(played(doings, gaps))
    times = [moment for one in found for moment in (one.began_s, one.ended_s)]
    assert [one.began_s for one in found] == sorted(one.began_s for one in found)
    assert all(one.began_s <= one.ended_s for one in found)
    assert times == [] or min(times) >= 0
    held = {"Name": "", "Note": "", "City": ""}
    for kind, what in doings:
        if kind == "type" and isinstance(what, tuple):
            held[what[0]] += what[1]
    ends = {one.element.name: one.action.text for one in found if isinstance(one.action, Type) and one.element}
    assert {name: ends.get(name, "") for name in held} == held
    for kind, action in (("key", "press"), ("back", "back"), ("answer", "answer_dialog"), ("switch", "switch_tab")):
        assert sum(one.action.kind == action for one in found) == sum(doing == kind for doing, _ in doings)
    assert sum(one.action.kind == "upload" for one in found) == sum(doing == "files" for doing, _ in doings)


@given(st.data(), acts())
def test_given_at_once_or_after_a_pause_it_is_the_same(data: st.DataObject, doings: list[tuple[str, object]]) -> None:
    gaps = data.draw(st.lists(st.floats(2.0, 3.0), min_size=len(doings), max_size=len(doings)))
    said = played(doings, gaps)
    grouping = Grouping()
    patient: list[Intention] = []
    for happening, later in zip(said, [*said[1:], *said[-1:]], strict=True):
        patient += grouping.take(happening)
        patient += grouping.idle(later.time_s)
    patient += grouping.finish()
    merged = any(kind == "files" for kind, _ in doings)  # a click long before may have asked for them, or not
    assert merged or [one.action for one in patient] == [one.action for one in grouped(said)]


@given(st.lists(st.tuples(st.text(max_size=12), st.sampled_from(["http://a", "http://b"])), max_size=20))
def test_each_secret_field_has_a_name_of_its_own_which_is_an_identifier(fields: list[tuple[str, str]]) -> None:
    names = SecretNames()
    given_names = {field: names.of(*field) for field in fields}
    assert len(set(given_names.values())) == len(given_names)
    assert all(name.isidentifier() and name.isascii() for name in given_names.values())
    assert {field: names.of(*field) for field in fields} == given_names


def test_a_secret_is_its_name_and_nothing_else() -> None:
    secret = field(None, kind="password", name="Password")
    said = [
        Filled(1, "f", secret, None, ("pass word", "http://a")),
        Filled(2, "g", secret, None, ("pass word", "http://b")),
    ]
    assert [one.action for one in grouped(said)] == [Type(text="{pass_word}"), Type(text="{pass_word_2}")]


def test_what_comes_under_a_pointer_that_stands_still_was_not_rested_on() -> None:
    button = Element(role="button", name="Sign in", box=BOX)
    link = Element(role="link", name="Go on", box=Box(0, 50, 100, 70))

    def clicks(rest: Point) -> Intention:
        return grouped(
            [
                Down(1.0, Point(10, 10), "left", button, None),
                Up(1.1, Point(10, 10)),
                Rested(1.4, rest, Element(role="main", name="", box=Box(0, 0, 400, 400))),
                Down(2.0, Point(10, 60), "left", link, None, over_s=1.9),
                Up(2.1, Point(10, 60)),
            ]
        )[1]

    assert not clicks(Point(11, 10)).rests
    assert [rest.at for rest in clicks(Point(200, 30)).rests] == [Point(200, 30)]

"""What a person meant by keys and buttons, told from them alone."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from eyehand.env.recording_desktop.grouping import Grouping
from eyehand.env.recording_desktop.inputs import Button, Input, Key
from eyehand.env.recording_desktop.intentions import Intention, in_order
from eyehand.tools.actions import Action, Click, Drag, Press, Scroll, Type
from eyehand.tools.desktop.compositions import FILE
from eyehand.tools.desktop.keys import Layout
from eyehand.tools.desktop.symbols import Composing, Keyboard
from eyehand.tools.geometry import Point

HERE, THERE = Point(100, 100), Point(300, 200)
CODES = {name: code for code, name in enumerate("abcdefgh", start=38)}
CODES |= {
    "Backspace": 22,
    "Enter": 36,
    "Tab": 23,
    "Escape": 9,
    "Alt": 64,
    "Control": 37,
    "Shift": 50,
    "s": 39,
    "F5": 71,
}


class Hand:
    """Makes inputs at a pace, as a person's fingers do."""

    def __init__(self, pace_s: float = 0.05) -> None:
        self.inputs: list[Input] = []
        self.now_s, self.pace_s = 10.0, pace_s
        self.held: list[str] = []

    def pause(self, seconds: float) -> None:
        self.now_s += seconds

    def down(self, name: str, *, repeated: bool = False) -> None:
        text = name if len(name) == 1 else ""
        self.inputs.append(Key(self._tick(), CODES[name], name, text, tuple(self.held), True, repeated))
        if name in ("Alt", "Control", "Shift") and not repeated:
            self.held.append(name)

    def up(self, name: str) -> None:
        self.inputs.append(Key(self._tick(), CODES[name], name, "", tuple(self.held), False))
        if name in self.held:
            self.held.remove(name)

    def tap(self, *names: str) -> None:
        for name in names:
            self.down(name)
        for name in reversed(names):
            self.up(name)

    def button(self, number: int, at: Point, *, to: Point | None = None) -> None:
        self.inputs.append(Button(self._tick(), number, at, True, tuple(self.held)))
        self.inputs.append(Button(self._tick(), number, to or at, False, tuple(self.held)))

    def _tick(self) -> float:
        self.now_s += self.pace_s
        return self.now_s


def grouped(inputs: Sequence[Input]) -> list[Intention]:
    grouping = Grouping()
    found = [intention for one in inputs for intention in grouping.add(one)]
    return found + grouping.end()


def actions(hand: Hand) -> list[Action]:
    return [intention.action for intention in grouped(hand.inputs)]


def test_clicks_are_counted_by_time_and_place() -> None:
    hand = Hand()
    for _ in range(2):
        hand.button(1, HERE)
    hand.pause(1)
    hand.button(1, HERE)
    hand.button(1, THERE)
    hand.button(3, THERE)
    hand.pause(1)
    for _ in range(4):
        hand.button(1, HERE)
    assert actions(hand) == [
        Click(at=HERE, count=2),
        Click(at=HERE),
        Click(at=THERE),
        Click(at=THERE, button="right"),
        Click(at=HERE, count=3),
        Click(at=HERE),
    ]


def test_a_drag_and_a_wheel_are_one_each() -> None:
    hand = Hand()
    hand.button(1, HERE, to=THERE)
    for number in (5, 5, 5, 4, 7):
        hand.button(number, THERE)
    hand.pause(2)
    hand.button(4, THERE)
    assert actions(hand) == [
        Drag(start=HERE, end=THERE),
        Scroll(at=THERE, dy_notches=3),
        Scroll(at=THERE, dy_notches=-1),
        Scroll(at=THERE, dx_notches=1),
        Scroll(at=THERE, dy_notches=-1),
    ]
    assert sum(abs(a.dy_notches) for a in actions(_wheel(250)) if isinstance(a, Scroll)) == 250


def _wheel(notches: int) -> Hand:
    hand = Hand()
    for _ in range(notches):
        hand.button(5, HERE)
    return hand


def test_text_is_one_and_corrected_keys_are_their_own() -> None:
    hand = Hand()
    for name in ("a", "b", "Backspace", "c", "Tab", "Backspace", "d", "Backspace", "Enter"):
        hand.tap(name)
    hand.tap("Control", "s")
    assert actions(hand) == [
        Type(text="ac"),
        Press(keys=("Tab",)),
        Press(keys=("Backspace",)),
        Type(text="d"),
        Press(keys=("Backspace",)),
        Press(keys=("Enter",)),
        Press(keys=("Control", "s")),
    ]


def test_a_held_key_does_not_multiply_and_says_that_it_was_held() -> None:
    hand = Hand()
    hand.down("Escape")
    for _ in range(30):
        hand.down("Escape", repeated=True)
    hand.up("Escape")
    hand.down("a")
    for _ in range(3):
        hand.down("a", repeated=True)
    hand.up("a")
    held, typed = grouped(hand.inputs)
    assert held.action == Press(keys=("Escape",)) and held.notes == ("Escape was held down and repeated 30 times",)
    assert typed.action == Type(text="aaaa")


def test_windows_that_are_switched_with_a_held_key_are_one() -> None:
    hand = Hand()
    hand.down("Alt")
    for _ in range(3):
        hand.tap("Tab")
    hand.up("Alt")
    hand.tap("Alt")
    switched, tapped = grouped(hand.inputs)
    assert switched.switches and switched.action == Press(keys=("Alt", "Tab"))
    assert tapped.action == Press(keys=("Alt",)) and not tapped.switches


def test_what_no_action_has_is_said() -> None:
    hand = Hand()
    hand.down("Control")
    hand.button(1, HERE)
    hand.up("Control")
    hand.button(3, HERE, to=THERE)
    first, second = grouped(hand.inputs)
    assert first.notes == ("Control was held while clicking; no action has that",)
    assert second.action == Click(at=HERE, button="right") and "(300, 200)" in second.notes[0]


def test_what_was_down_before_the_recording_is_nobodys_intention() -> None:
    assert grouped([Button(1.0, 1, HERE, False), Key(1.1, 36, "Enter", "", (), False)]) == []
    assert grouped([Button(1.0, 1, HERE, True)]) == []


STROKES = st.one_of(
    st.sampled_from(["a", "b", "s", "Backspace", "Enter", "Escape", "Tab"]).map(lambda name: ("tap", name)),
    st.sampled_from([("save", ""), ("click", ""), ("drag", ""), ("wheel", ""), ("hold", "a"), ("rest", "")]),
)


def performed(strokes: Sequence[tuple[str, str]]) -> Hand:
    hand = Hand(0.03)
    for kind, name in strokes:
        match kind:
            case "tap":
                hand.tap(name)
            case "save":
                hand.tap("Control", "s")
            case "hold":
                hand.down(name)
                hand.down(name, repeated=True)
                hand.up(name)
            case "rest":
                hand.pause(6)
            case _:
                at = Point(100, 100) if kind == "click" else THERE
                hand.button({"wheel": 5}.get(kind, 1), at, to=HERE if kind == "drag" else None)
    return hand


def written(text: str, name: str) -> str:
    """What an editor makes of a key."""
    if name == "Backspace":
        return text[:-1]
    return text + {"Enter": "\n", "Tab": "\t"}.get(name, name if len(name) == 1 else "")


@given(st.lists(STROKES, max_size=40))
def test_the_same_text_comes_of_the_intentions_as_of_the_keys(strokes: list[tuple[str, str]]) -> None:
    hand, typed, meant = performed(strokes), "before", "before"
    for one in hand.inputs:
        if isinstance(one, Key) and one.down and "Control" not in one.held:
            typed = written(typed, one.name)
    found = grouped(hand.inputs)
    for intention in found:
        match intention.action:
            case Type(text=text):
                assert text
                meant += text
            case Press(keys=(name,)):
                meant = written(meant, name)
            case _:
                pass
    assert meant == typed
    assert sum(a.count for a in map(_action, found) if isinstance(a, Click)) == sum(k == "click" for k, _ in strokes)
    assert sum(isinstance(a, Drag) for a in map(_action, found)) == sum(kind == "drag" for kind, _ in strokes)
    turned = sum(a.dy_notches for a in map(_action, found) if isinstance(a, Scroll))
    assert turned == sum(kind == "wheel" for kind, _ in strokes)
    saved = sum(a == Press(keys=("Control", "s")) for a in map(_action, found))
    assert saved == sum(kind == "save" for kind, _ in strokes)


def _action(intention: Intention) -> Action:
    return intention.action


INPUTS = st.lists(
    st.tuples(
        st.sampled_from(["a", "Backspace", "Enter", "Tab", "Alt", "Control", 1, 3, 5]),
        st.booleans(),
        st.floats(0, 2),
        st.sampled_from([HERE, THERE]),
    ),
    max_size=60,
)


@given(INPUTS)
def test_whatever_comes_the_intentions_are_in_order(raw: list[tuple[str | int, bool, float, Point]]) -> None:
    now_s, inputs, down, ended_s = 0.0, list[Input](), set[str | int](), 0.0
    for name, is_down, pause_s, at in raw:
        now_s += pause_s
        if isinstance(name, int):
            inputs.append(Button(now_s, name, at, is_down))
        else:
            held = tuple(n for n in ("Control", "Alt") if n in down and n != name)
            text = name if len(name) == 1 else ""
            inputs.append(Key(now_s, CODES[name], name, text, held, is_down, is_down and name in down))
        (down.add if is_down else down.discard)(name)
    grouping = Grouping()
    waiting: set[float] = set()
    for one in [*inputs, None]:
        waiting |= set(grouping.waiting)
        found = grouping.add(one) if one else grouping.end()
        waiting |= {one.time_s} if one else set()
        for intention in found:
            assert intention.began_s in waiting, "nobody was told to keep the screen before it"
            placed = in_order(intention, ended_s)
            assert ended_s <= placed.began_s <= placed.ended_s
            ended_s = placed.ended_s
    presses = sum(isinstance(one, Button) and one.down and one.number != 5 for one in inputs)
    counts = [a.count for a in map(_action, grouped(inputs)) if isinstance(a, Click)]
    assert sum(counts) <= presses, "a click needs a press of its own"


def test_a_keyboard_is_read_by_its_levels_groups_and_locks() -> None:
    table = [()] * 140
    table[38] = (0x61, 0x41, 0x6C6, 0x6E6, 0xE6, 0xC6)  # a A, Cyrillic ф Ф, æ Æ
    table[10] = (0x31, 0x21, 0x31, 0x21)
    table[87] = (0xFF9C, 0xFFB1, 0xFF9C, 0xFFB1)  # the keypad's End and 1
    table[23] = (0xFF09, 0xFE20)
    table[50], table[64], table[77], table[92], table[133] = (0xFFE1,), (0xFFE9,), (0xFF7F,), (0xFE03,), (0xFFEB,)
    modifiers = [(50,), (), (), (64,), (77,), (), (133,), (92,)]
    keyboard = Keyboard(table, modifiers)
    assert [keyboard.read(38, state).text for state in (0, 1, 2, 3, 128, 129, 1 << 13, 1 << 13 | 1)] == list("aAAaæÆфФ")
    assert [keyboard.read(10, state).text for state in (0, 1, 2)] == list("1!1")
    assert [keyboard.read(87, state).text for state in (0, 16, 17)] == ["", "1", ""]
    assert keyboard.read(87, 0).key == "End" and keyboard.read(23, 1).key == "Tab"
    saved = keyboard.read(38, 4 | 1)
    assert (saved.key, saved.held) == ("a", ("Control", "Shift"))
    assert keyboard.read(38, 8 | 64).held == ("Alt", "Meta")


def test_several_keys_that_type_one_character() -> None:
    def typed(*numbers: int) -> str:
        composing = Composing()
        return "".join(composing.add(number, chr(number) if number < 256 else "") or "" for number in numbers)

    assert typed(0xFE51, 0x65) == "é" and typed(0xFE57, 0x55, 0x61) == "Üa"
    if FILE.exists():
        assert typed(0xFF20, 0x27, 0x65) == "é" and typed(0xFF20, 0x3D, 0x65) == "€"


def test_each_key_that_is_recorded_can_be_pressed() -> None:
    """What a keyboard's keys are called is what ``Layout`` finds them by."""
    numbers = (0xFF0D, 0xFF1B, 0xFF09, 0xFF52, 0xFF55, 0xFF08, 0xFFFF, 0xFFBE, 0xFF50, 0xFF67, 0xFF61, 0xFF63, 0x20)
    table = [(number,) for number in (*numbers, 0xFFE1)]
    keyboard, layout = Keyboard(table, [()] * 8), Layout(list(table))
    for code in range(len(numbers)):
        assert layout.key(keyboard.read(code, 0).key).code == code

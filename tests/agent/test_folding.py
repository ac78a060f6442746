"""Folding as a policy over plain data: no model, the real costs of Qwen3-VL's pictures and words."""

from __future__ import annotations

import itertools
import lzma
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from eyehand.agent.aging import PINS
from eyehand.agent.folding import fold
from eyehand.agent.history import History, Part, Said, Screen, Strip, Text, parts_of
from eyehand.agent.models.description import Description
from eyehand.agent.models.fitting import cost_of
from eyehand.agent.models.local.sights import picture
from eyehand.agent.models.local.tokens import Words, conversation
from eyehand.agent.models.messages import messages, pictures_in
from eyehand.env.events import Cost, Marked
from eyehand.tools.errors import EnvError

ME = "me"
SYSTEM = "You operate a computer. " * 40
TASK = "Copy every order number into the list"
SIZES = ((1280, 800), (800, 600), (320, 640))


@dataclass(frozen=True)
class Told:
    """What Qwen3-VL could be told: in this process, or with a limit of bytes behind a server."""

    most: Cost
    words: Words

    def cost(self, history: History) -> Cost:
        sent, described = messages(history, SYSTEM, ME), Description(name="qwen")
        if self.most.bytes:
            return cost_of(sent, described, self.words)
        tokens = len(conversation(sent, self.words, lambda shown: picture(shown, described.images)))
        return Cost(tokens=tokens, pictures=len(pictures_in(sent)))


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    folder = tmp_path_factory.mktemp("tokenizer")
    packed = Path(__file__).parent / "local" / "tokenizer.json.xz"
    (folder / "tokenizer.json").write_bytes(lzma.decompress(packed.read_bytes()))
    return Words(folder)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[int, int], Path]:
    folder = tmp_path_factory.mktemp("pictures")
    found = {size: folder / f"{size[0]}.png" for size in SIZES}
    for size, path in found.items():
        Image.new("RGB", size, "white").save(path)
    return found


def told(words: Words, tokens: int, *, images: int = 10_000, sent: int = 0) -> Told:
    return Told(Cost(tokens=tokens, pictures=images, bytes=sent), words)


def step(number: int, screen: Screen, *, clip: int = 0, error: bool = False, reply: str = "") -> tuple[Part, ...]:
    """What a step adds before its reply, and the reply."""
    moment = replace(screen, settled=False, shrink=2)
    return (
        *(Text("time", f"<{number}.0 seconds>"), *([Text("error", "nothing came of it")] if error else [])),
        *(replace(moment, time_s=number - 1 + (n + 1) / 10) for n in range(clip)),
        *(replace(screen, time_s=float(number)), Text("page", f"Orders http://127.0.0.1/orders?page={number}")),
        Said(ME, reply or f'<tool_call>\n{{"action": "left_click", "coordinate": [{number}, 42]}}\n</tool_call>'),
    )


def shown(history: History) -> list[Screen]:
    """Every picture in its order, those in strips as well."""
    found: list[Screen] = []
    for part in history.parts:
        found += [part] if isinstance(part, Screen) else part.screens if isinstance(part, Strip) else []
    return found


def runs() -> st.SearchStrategy[list[tuple[int, int, bool, str]]]:
    """Per step: which size, how many frames in its clip, whether the step before failed, the reply."""
    one = st.tuples(st.integers(0, 2), st.integers(0, 3), st.booleans(), st.text(max_size=300))
    return st.lists(one, min_size=1, max_size=60)


@settings(max_examples=20)
@given(run=runs(), kilo=st.sampled_from([4, 6, 8, 16]), images=st.integers(6, 60))
def test_whatever_happens_the_budget_holds_and_nothing_gets_lost_that_must_stay(
    words: Words, pictures: dict[tuple[int, int], Path], run: list[tuple[int, int, bool, str]], kilo: int, images: int
) -> None:
    memory = told(words, kilo << 10, images=images)
    history = History((Text("instruction", TASK),))
    for number, (which, clip, error, reply) in enumerate(run, 1):
        size = SIZES[which]
        screen = Screen(pictures[size], *size, 1.0, 0.0, settled=True)
        *seen, said = step(number, screen, clip=clip, error=error, reply=reply)
        before = history = history.append(seen)
        history = fold(history, memory)
        assert memory.cost(history).within(memory.most)
        assert fold(history, memory) is history, "a fold is followed by another only when something was added"
        assert history.generation == before.generation + (history is not before)
        assert history.texts("instruction") == (TASK,)
        times = [one.time_s for one in shown(history)]
        assert times == sorted(times) and len(set(times)) == len(times)
        newest = history.screens[-1]
        assert (newest.time_s, newest.shrink, newest.path) == (number, 1, screen.path)
        first = next(one for one in shown(history) if one.settled)
        assert first.time_s == 1 and (first.pinned or not history.generation)
        history = history.append([said])


@pytest.mark.parametrize(("kilo", "folds"), [(8, 3), (32, 3), (128, 3), (256, 1), (1024, 1)])
def test_the_budget_holds_in_a_context_of_any_size(
    words: Words, pictures: dict[tuple[int, int], Path], kilo: int, folds: int
) -> None:
    screen = Screen(pictures[1280, 800], 1280, 800, 1.0, 0.0, settled=True)
    memory, history = told(words, kilo << 10), History((Text("instruction", TASK),))
    for number in itertools.count(1):
        *seen, said = step(number, screen)
        history = history.append(seen)
        if number % (kilo // 8) == 0:
            history = fold(history, memory)
            assert memory.cost(history).within(memory.most)
            assert (history.screens[-1].time_s, history.screens[-1].shrink) == (number, 1)
        if history.generation == folds:
            break
        history = history.append([said])
    assert number < 4 * kilo, "a fold makes room for many steps"


def test_old_pictures_get_smaller_and_pins_stay(words: Words, pictures: dict[tuple[int, int], Path]) -> None:
    screen = Screen(pictures[1280, 800], 1280, 800, 1.0, 0.0, settled=True)
    memory, history = told(words, 32 << 10), History((Text("instruction", TASK),))
    last = history
    for number in range(1, 201):
        *seen, said = step(number, screen, error=number % 11 == 0, clip=2 if number % 3 == 0 else 0)
        history = fold(history.append(seen), memory)
        last = history if history.folded == len(history.parts) else last
        history = history.append([said])
    assert last.generation > 3
    pinned = [one.time_s for one in shown(last) if one.pinned]
    assert pinned[0] == 1.0 and len(pinned) <= PINS
    assert all((time + 1) % 11 == 0 for time in pinned[1:]), "the screens before what failed"
    assert pinned[-1] >= 150
    by_itself = {part.shrink for part in last.parts if isinstance(part, Screen) and part.settled}
    strips = [part for part in last.parts if isinstance(part, Strip)]
    assert by_itself >= {1} and strips and all(one.shrink == 6 for strip in strips for one in strip.screens)


def test_what_a_person_marked_stays_whatever_its_age(words: Words, pictures: dict[tuple[int, int], Path]) -> None:
    screen = Screen(pictures[1280, 800], 1280, 800, 1.0, 0.0, settled=True)
    memory, history = told(words, 16 << 10), History((Text("instruction", TASK),))
    for number in range(1, 121):
        *seen, said = step(number, screen)
        history = fold(history.append(seen), memory).append([said])
        if number == 7:
            history = history.append(parts_of(Marked(step=7, time_s=7.5), Path()))
    assert history.generation > 3
    assert [one.time_s for one in shown(history) if one.pinned] == [1.0, 7.0]
    assert "marked" not in str(messages(history, SYSTEM, ME)), "the words about it are old by now"


def test_between_two_folds_what_was_told_stays(words: Words, pictures: dict[tuple[int, int], Path]) -> None:
    screen = Screen(pictures[1280, 800], 1280, 800, 1.0, 0.0, settled=True)
    memory = told(words, 16 << 10)
    history, last, folds = History((Text("instruction", TASK),)), History(), 0
    for number in range(1, 80):
        *seen, said = step(number, screen)
        history = fold(history.append(seen), memory)
        before, after = messages(last, SYSTEM, ME), messages(history, SYSTEM, ME)
        if history.generation == last.generation:
            assert after[: len(before)] == before
        else:
            folds += 1
            assert after[0] == before[0]
            assert memory.cost(history).tokens < 0.6 * (16 << 10), "room for many steps again"
        last, history = history, history.append([said])
    assert 3 <= folds <= 12


def test_words_that_describe_go_first_and_whole_steps_last(words: Words, pictures: dict[tuple[int, int], Path]) -> None:
    screen = Screen(pictures[320, 640], 320, 640, 1.0, 0.0, settled=True)
    history = History((Text("instruction", TASK),))
    for number in range(1, 400):
        history = history.append(step(number, screen))
    history = history.append(step(400, screen)[:-1])
    some = fold(history, told(words, 100 << 10))
    assert len(some.replies) == 399 and len(some.texts("page")) < 60
    few = fold(history, told(words, 8 << 10))
    [left_out] = few.texts("left_out")
    assert int(left_out) + len(few.replies) == 399 and len(few.replies) > 20
    assert few.replies[-1] == history.replies[-1]
    again = fold(few.append([few.replies[-1], *step(401, screen)[:-1]] * 40), told(words, 8 << 10))
    assert int(again.texts("left_out")[0]) + len(again.replies) == 399 + 40


def test_bytes_and_pictures_are_budgets_too(words: Words, pictures: dict[tuple[int, int], Path]) -> None:
    screen = Screen(pictures[800, 600], 800, 600, 1.0, 0.0, settled=True)
    history = History((Text("instruction", TASK),))
    for number in range(1, 41):
        history = history.append(step(number, screen))
    history = history.append(step(41, screen)[:-1])
    one = told(words, 1 << 20, sent=1 << 40).cost(History((screen,))).bytes
    for memory in (told(words, 1 << 20, images=20), told(words, 1 << 20, sent=15 * one)):
        folded = fold(history, memory)
        assert folded.generation == 1 and memory.cost(folded).within(memory.most)
        assert len(folded.replies) == 40


def test_a_screen_that_is_too_much_for_the_budget_is_said(words: Words, pictures: dict[tuple[int, int], Path]) -> None:
    screen = Screen(pictures[1280, 800], 1280, 800, 1.0, 0.0, settled=True)
    history = History((Text("instruction", TASK), *step(1, screen)[:-1]))
    with pytest.raises(EnvError, match=r"cost 1,\d\d\d tokens, 1 pictures.*room for 1,000 tokens.*--viewport"):
        fold(history, told(words, 1_000))
    clips = History((Text("instruction", TASK), *step(1, screen, clip=3)[:-1]))
    assert len(shown(fold(clips, told(words, 1_500)))) == 1, "a clip gives way before the newest screen does"

"""How well icons are named: answers on packs that a network has not seen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .packs import OTHER

FOLDS: tuple[tuple[str, ...], ...] = (
    ("lucide", "feather", "tabler", "akar-icons", "simple-icons", "characters of Liberation Serif"),
    ("mdi", "ic", "material-symbols", "uil", "logos", "vaadin"),
    ("fluent", "fluent-mdl2", "fluent-color", "bi", "ooui", "flat-color-icons", "flag"),
    ("heroicons", "ant-design", "ph", "ion", "carbon", "octicon", "noto"),
)
"""Packs left out together: those of one family share drawings, so none of it may stay in."""


@dataclass(frozen=True)
class Answers:
    """The chance of each concept (n, concepts) with OTHER last, the true concept's number, and the pack."""

    chances: NDArray[np.float32]
    truth: NDArray[np.int64]
    packs: NDArray[np.str_]


def chances(scores: NDArray[np.float32], temperature: float) -> NDArray[np.float32]:
    raised = np.exp((scores - scores.max(1, keepdims=True)) / temperature)
    return raised / raised.sum(1, keepdims=True)


def best_temperature(scores: NDArray[np.float32], truth: NDArray[np.int64]) -> float:
    """The temperature under which the right answers were the likeliest."""

    def loss(temperature: float) -> float:
        return float(-np.log(chances(scores, temperature)[np.arange(len(truth)), truth] + 1e-9).mean())

    return min((float(t) for t in np.arange(0.3, 3.0, 0.05)), key=loss)


def tables(answers: Answers, order: tuple[str, ...], floor: float) -> str:
    """Markdown: accuracy by pack, calibration, false names on what is no icon, the concepts most often missed."""
    return "\n\n".join([_by_pack(answers, floor), _calibration(answers), _by_floor(answers), _missed(answers, order)])


def _named(answers: Answers) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Best concept that is not OTHER, and its chance."""
    best = answers.chances[:, :-1].argmax(1)
    return best, answers.chances[np.arange(len(best)), best]


def _by_pack(answers: Answers, floor: float) -> str:
    best, chance = _named(answers)
    ranks = np.argsort(-answers.chances[:, :-1], axis=1)[:, :5]
    icon = answers.truth != answers.chances.shape[1] - 1
    heads = ("pack left out", "icons", "top-1", "top-5", "named", "right of named", "others", "falsely named")
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for pack in [*sorted(set(answers.packs.tolist())), "all"]:
        of = (answers.packs == pack) | (pack == "all")
        mine, other, told = of & icon, of & ~icon, chance >= floor
        cells = [f"{mine.sum()}"]
        if mine.any():
            cells += [_share(best[mine] == answers.truth[mine])]
            cells += [_share((ranks[mine] == answers.truth[mine][:, None]).any(1)), _share(told[mine])]
            cells += [_share((best == answers.truth)[mine & told])]
        else:
            cells += ["-"] * 4
        cells += [f"{other.sum()}", _share(told[other]) if other.any() else "-"]
        lines.append(f"| {pack} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _calibration(answers: Answers) -> str:
    best, chance = _named(answers)
    right = best == answers.truth
    lines = ["| confidence | answers | mean confidence | right |", "|---|---|---|---|"]
    for low in np.arange(0, 1, 0.1):
        of = (chance >= low) & (chance < low + 0.1)
        if of.any():
            cells = (f"{low:.1f} to {low + 0.1:.1f}", of.sum(), f"{chance[of].mean():.2f}", f"{right[of].mean():.2f}")
            lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def _by_floor(answers: Answers) -> str:
    best, chance = _named(answers)
    icon = answers.truth != answers.chances.shape[1] - 1
    lines = ["| named from | icons named | of these right | others falsely named |", "|---|---|---|---|"]
    for floor in (0.1, 0.2, 0.3, 0.5, 0.7, 0.9):
        told = chance >= floor
        right = (best == answers.truth)[icon & told]
        lines.append(f"| {floor} | {_share(told[icon])} | {_share(right)} | {_share(told[~icon])} |")
    return "\n".join(lines)


def _share(hits: NDArray[np.bool_]) -> str:
    return f"{hits.mean():.3f}" if len(hits) else "-"


def _missed(answers: Answers, order: tuple[str, ...], most: int = 25) -> str:
    """Markdown: the concepts with the lowest top-1, and what they were taken for."""
    best, _ = _named(answers)
    taken: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for true, guess in zip(answers.truth, best, strict=True):
        taken[order[true]][order[guess]] += 1
    taken.pop(OTHER, None)
    rates = sorted((counts[concept] / sum(counts.values()), concept) for concept, counts in taken.items())
    lines = ["| concept | top-1 | taken for |", "|---|---|---|"]
    for rate, concept in rates[:most]:
        wrong = sorted(((n, c) for c, n in taken[concept].items() if c != concept), reverse=True)[:3]
        lines.append(f"| {concept} | {rate:.2f} | {', '.join(f'{c} ({n})' for n, c in wrong)} |")
    return "\n".join(lines)

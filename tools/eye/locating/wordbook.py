"""Many texts, made ready so that one name is compared with all of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..language.synonyms import meaning_keys
from ..language.texts import text_of
from .matching import Fit, fit, typos_allowed

_MOST_NAMES = 512


class Wordbook:
    """The texts of a scene. Only those that can fit a name are compared with it; answers are kept.

    Without ``parts`` a name must fit a whole text.
    """

    def __init__(self, texts: Iterable[str], *, parts: bool = True) -> None:
        self._texts = [text for text in dict.fromkeys(texts) if text]
        self._flats = [text_of(text).flat for text in self._texts]
        self._index: defaultdict[str, set[int]] = defaultdict(set)
        for number, raw in enumerate(self._texts):
            text = text_of(raw)
            for form in (text.flat, text.uncounted, text.shapes, " ".join(sorted(text.words.split()))):
                self._index[form].add(number)
            for words in (text.words, *(piece for piece, _ in text.pieces)):
                for key in meaning_keys(words):
                    self._index[key].add(number)
        self._cut_off = [number for number, raw in enumerate(self._texts) if text_of(raw).is_cut_off]
        self._parts = parts
        self._known: dict[str, dict[str, Fit]] = {}

    def fits(self, name: str) -> dict[str, Fit]:
        """The texts that fit a name at all, and how well."""
        if name not in self._known:
            if len(self._known) >= _MOST_NAMES:
                self._known.clear()
            found = {self._texts[number]: fit(name, self._texts[number]) for number in self._promising(name)}
            self._known[name] = {text: said for text, said in found.items() if said.score > 0}
        return self._known[name]

    def _promising(self, name: str) -> set[int]:
        want = text_of(name)
        numbers = {*self._index.get(want.flat, ()), *self._index.get(want.shapes, ()), *self._cut_off}
        numbers |= self._index.get(" ".join(sorted(want.words.split())), set())
        for key in meaning_keys(want.words):
            numbers |= self._index.get(key, set())
        if want.flat:
            numbers |= {n for n, flat in enumerate(self._flats) if want.flat in flat} if self._parts else set()
            numbers |= self._near(want.flat)
        elif name.strip():
            numbers |= {number for number, text in enumerate(self._texts) if text.strip() == name.strip()}
        return numbers

    def _near(self, flat: str) -> set[int]:
        """Texts a few letters away."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import cdist

        allowed = typos_allowed(flat)
        if not allowed or not self._flats:
            return set()
        distances = cdist([flat], self._flats, scorer=OSA.distance, score_cutoff=allowed)[0]
        return {int(number) for number in (distances <= allowed).nonzero()[0]}

"""The project's own words for terms of the official titles, from small tab-separated files."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

_FOLDER = Path(__file__).parent.parent.parent / "data"
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_BRACKET = re.compile(r" ?[(\[]")


@cache
def table(name: str, section: str) -> Mapping[str, str]:
    """Return the words of one section of a file, `plain_<name>.tsv`, by key."""
    return {key: value for of, key, value in _rows(name) if of == section}


def _rows(name: str) -> Iterator[Sequence[str]]:
    for line in (_FOLDER / f"plain_{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms by their first word, the longest first; each with what it means."""

    terms: Mapping[str, Sequence[tuple[str, str]]]

    def explain(self, text: str, most: int, most_words: int) -> str:
        """Return the text with the meaning of its first terms, `most` at most, in brackets.

        A term that the text explains itself, with a bracket right behind it, is left alone, and so
        is one within brackets and one whose meaning stands in the text. Of a text that would be
        longer than `most_words` fewer terms are explained.
        """
        parts: list[str] = []
        end = 0
        words = len(text.split())
        for stop, meaning in islice(self._found(text), most):
            words += len(meaning.split())
            if words > most_words:
                break
            parts += [text[end:stop], f" ({meaning})"]
            end = stop
        return "".join([*parts, text[end:]])

    def _found(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield where each term to explain ends, and what it means."""
        lower = text.lower()
        said: set[str] = set()
        end = 0
        for match in _WORD.finditer(text):
            start = match.start()
            if start < end or match[0].lower() not in self.terms or _within_brackets(text, start):
                continue
            term, meaning = self._at(lower, start)
            if not term:
                continue
            end = start + len(term)
            if meaning in lower or meaning in said or _BRACKET.match(text, end):
                continue
            said.add(meaning)
            yield end, meaning

    def _at(self, lower: str, start: int) -> tuple[str, str]:
        first = _WORD.match(lower, start)
        for term, meaning in self.terms.get(first[0] if first else "", ()):
            after = lower[start + len(term) : start + len(term) + 1]
            if lower.startswith(term, start) and not (after.isalnum() or after in {"-", "'"}):
                return term, meaning
        return "", ""


def _within_brackets(text: str, at: int) -> bool:
    return any(text.count(left, 0, at) > text.count(right, 0, at) for left, right in ("()", "[]"))


@cache
def glossary(name: str, *sections: str) -> Glossary:
    """Return the terms of some sections of a file."""
    terms: dict[str, list[tuple[str, str]]] = {}
    for section in sections:
        for term, meaning in table(name, section).items():
            first = _WORD.match(term)
            terms.setdefault(first[0] if first else "", []).append((term, meaning))
    return Glossary({word: sorted(of, key=lambda one: -len(one[0])) for word, of in terms.items()})

"""A terminal that remembers what it was told."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext


class RecordingTerminal:
    def __init__(self, react: Callable[[str], None] | None = None) -> None:
        self.lines: list[str] = []
        self._react = react or (lambda _line: None)

    def say(self, line: str) -> None:
        self.lines.append(line)
        self._react(line)

    def busy(self) -> AbstractContextManager[None]:
        return nullcontext()

"""A bounded memory: what was not asked for longest is forgotten first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def one(_key: object, _value: object) -> int:
    """Return 1: every entry weighs the same."""
    return 1


class LruCache(Generic[Key, Value]):
    """At most so many entries, or so much of what they weigh; threads may share it."""

    def __init__(self, most: int, weigh: Callable[[Key, Value], int] = one) -> None:
        self._most = most
        self._weigh = weigh
        self._weight = 0
        self._kept: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        """Return what is kept under the key; None when nothing is."""
        with self._lock:
            value = self._kept.get(key)
            if value is not None:
                self._kept.move_to_end(key)
            return value

    def put(self, key: Key, value: Value) -> None:
        """Keep the value, and forget the oldest as long as there is too much."""
        with self._lock:
            before = self._kept.pop(key, None)
            if before is not None:
                self._weight -= self._weigh(key, before)
            self._kept[key] = value
            self._weight += self._weigh(key, value)
            while self._weight > self._most:
                self._weight -= self._weigh(*self._kept.popitem(last=False))

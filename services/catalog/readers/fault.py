"""What is wrong with a file, and where: the only error that a reader raises."""

_LONGEST_VALUE = 80


class FileFaultError(Exception):
    """One place of one file that is not as the format says.

    `where` is `line 12`, `row 12` or an element of XML; `column` and `value` are empty when the
    fault is not in one field. The value is cut, and printable whatever the file holds.
    """

    def __init__(
        self, reason: str, *, file: str, where: str = "", column: str = "", value: object = ""
    ) -> None:
        self.reason = _printable(reason)
        self.file = _printable(file)
        self.where = where
        self.column = column
        self.value = _printable(_cut(str(value)))
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        place = ", ".join(part for part in (self.file, self.where, self.column) if part)
        value = f" ({self.value})" if self.value else ""
        return f"{place}: {self.reason}{value}"


def _cut(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…"


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)

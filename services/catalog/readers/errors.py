"""The one error of every reader."""


class SourceError(Exception):
    """A file is not what its publisher's format says: where, what stands there, and why not."""

    def __init__(self, file: str, *, place: str, column: str, value: str, reason: str) -> None:
        """Take the file's name, the line or code, the column or element, its value, the reason."""
        super().__init__(f"{file}, {place}, {column}: {value[:80]!r}: {reason}")
        self.file = file
        self.place = place
        self.column = column
        self.value = value
        self.reason = reason

"""Which tables each kind of file fills."""


class UnknownKindError(Exception):
    """No table is declared for this kind of file."""

"""What can go wrong with a download. Each message is what the operator reads.

FetchError
├── CutError
└── GoneError
"""


class FetchError(Exception):
    """A file cannot be had; what is there of it already is kept for the next time."""


class CutError(FetchError):
    """The connection ended before the file did: to be tried again from there."""


class GoneError(FetchError):
    """The file is not at its address any more."""

    def __init__(self, url: str, reason: str, page: str) -> None:
        super().__init__(
            f"{url}: {reason}. Publishers move their files: look on {page}, and give what you "
            "find with --url, or download it yourself and use `codebook import`."
        )

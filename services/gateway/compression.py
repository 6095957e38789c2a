"""Smaller bodies for those who take them."""

import gzip
from collections.abc import Mapping
from typing import Any

# Level 4 costs a third of level 9 and gives all but a tenth of its gain on our pages.
_LEVEL = 4


def accepts_gzip(environ: Mapping[str, Any]) -> bool:
    """Return whether who sent the request takes a compressed body."""
    return "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")


def compressed(body: bytes) -> bytes:
    """Return the body, smaller."""
    return gzip.compress(body, _LEVEL, mtime=0)

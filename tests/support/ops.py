"""Reads the port that operators look at."""

import urllib.error
import urllib.request


def get(port: int, path: str) -> tuple[int, str]:
    """Return the status and the text that a port of this machine answers with."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()

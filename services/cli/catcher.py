"""A mail server for one machine: keeps what it is given in a folder, and sends nothing on.

`codebook up` starts it where no real server is named, so that links in mails can be followed.
"""

import signal
import sys
import threading
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

# The oldest are thrown away.
_KEPT = 200


class Keeper:
    """Keeps each mail as a file, the newest last by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep a mail."""
        content = envelope.original_content or b""
        draft = self._folder / f"{time.time_ns()}.new"
        draft.write_bytes(content)
        draft.chmod(0o600)
        draft.replace(draft.with_suffix(".eml"))
        for old in sorted(self._folder.glob("*.eml"))[:-_KEPT]:
            old.unlink(missing_ok=True)
        return "250 Kept"


def main(host: str, port: int, folder: Path) -> None:
    """Catch mails until SIGTERM or SIGINT."""
    folder.mkdir(parents=True, exist_ok=True)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    controller = Controller(Keeper(folder), hostname=host, port=port)
    controller.start()
    stop.wait()
    controller.stop()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))

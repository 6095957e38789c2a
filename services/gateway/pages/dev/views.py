"""The mails that the local catcher has kept. Where there is no catcher, there is no such page."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from services.gateway.access import Who, open_to
from services.gateway.context import context
from services.gateway.guest import address_of

dev = Blueprint("dev", __name__)

_SHOWN = 50


@dataclass(frozen=True)
class CaughtMail:
    """A mail as people read it."""

    recipient: str
    subject: str
    sent: str
    lines: tuple[str, ...]


@dev.get("/dev/mail")
@open_to(Who.ANYONE)
def mail() -> ResponseReturnValue:
    """Return the mails, the newest first; only under `codebook up`, for its own machine.

    Whoever reads them may follow every link to a new password, so nobody else is shown any, even
    where the website listens on more addresses than the machine's own.
    """
    folder = context().dev_mail_dir
    reader = address_of(context().guests.guest(request).address)
    if folder is None or reader is None or not reader.is_loopback:
        raise NotFound
    return render_template("mails.html", mails=list(caught(folder)))


def caught(folder: Path) -> Iterator[CaughtMail]:
    """Yield the last mails in the folder, the newest first."""
    for file in sorted(folder.glob("*.eml"), reverse=True)[:_SHOWN]:
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        body = message.get_body(("plain",))
        text = body.get_content() if body is not None else ""
        yield CaughtMail(
            str(message["To"]),
            str(message["Subject"]),
            str(message["Date"]),
            tuple(text.splitlines()),
        )

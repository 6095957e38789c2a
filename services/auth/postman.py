"""Sends the mails of the queue over SMTP, from a thread of its own, until the process ends."""

import smtplib
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from functools import partial
from urllib.parse import unquote, urlsplit

from services.auth.domain.mail import Mail
from services.auth.errors import AccountsUnavailableError
from services.auth.metrics import MailMetrics
from services.auth.store.outbox import SqlOutbox, Taken
from services.runtime.clock import Clock
from services.runtime.logging import get_logger

_SMTP_SECONDS = 20
_PAUSE_SECONDS = 1.0
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)
# The links in a mail are no longer good then.
_GIVE_UP_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class SmtpServer:
    """Where mails are handed in, and from whom they are."""

    url: str = field(repr=False)
    sender: str

    def send(self, mail: Mail, clock: Clock) -> None:
        """Hand a mail in; raises OSError and smtplib.SMTPException."""
        parts = urlsplit(self.url)
        # Without a context of ours smtplib believes every certificate.
        trust = ssl.create_default_context()
        kind = partial(smtplib.SMTP_SSL, context=trust) if parts.scheme == "smtps" else smtplib.SMTP
        with kind(parts.hostname or "", parts.port or 0, timeout=_SMTP_SECONDS) as connection:
            if parts.scheme == "smtp+tls":
                connection.starttls(context=trust)
            if parts.username:
                connection.login(unquote(parts.username), unquote(parts.password or ""))
            connection.send_message(self._message(mail, clock))

    def _message(self, mail: Mail, clock: Clock) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"] = self.sender, mail.recipient
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = make_msgid(domain=self.sender.rpartition("@")[2].rstrip("> "))
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.body)
        return message


class Postman:
    """Takes one mail after another. What cannot be sent is tried again, ever more seldom."""

    def __init__(
        self,
        outbox: SqlOutbox,
        send: Callable[[Mail, Clock], None] | None,
        clock: Clock,
        metrics: MailMetrics,
    ) -> None:
        """Without `send` mails wait in the queue until there is somewhere to send them."""
        self._outbox = outbox
        self._send = send
        self._clock = clock
        self._metrics = metrics
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="postman", daemon=True)

    def start(self) -> None:
        """Send from here on."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the mail that is being sent, and send no other."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def deliver(self) -> bool:
        """Send the mail that is due longest; return whether there was one."""
        self._metrics.waiting.set(self._outbox.waiting())
        self._metrics.waiting_since.set(self._outbox.waiting_since())
        taken = self._outbox.take(self._clock.now()) if self._send else None
        if taken is None or self._send is None:
            return False
        try:
            self._send(taken.mail, self._clock)
        except (OSError, smtplib.SMTPException) as error:
            self._put_off(taken, error)
        else:
            self._outbox.done(taken.id)
            self._metrics.sent.labels("sent").inc()
        return True

    def _put_off(self, taken: Taken, error: Exception) -> None:
        # The text of the error may repeat the address.
        get_logger().warning("mail not sent", error=type(error).__name__, attempts=taken.attempts)
        now = self._clock.now()
        if now - taken.queued_at >= _GIVE_UP_AFTER:
            self._outbox.done(taken.id)
            self._metrics.sent.labels("given up").inc()
            return
        wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(taken.attempts - 1, 10))
        self._outbox.retry(taken.id, now + wait)
        self._metrics.sent.labels("put off").inc()

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                busy = self.deliver()
            except AccountsUnavailableError:
                busy = False
            except Exception:  # noqa: BLE001 - mails after it are sent all the same
                get_logger().exception("the postman stumbled")
                busy = False
            if not busy:
                self._stopping.wait(_PAUSE_SECONDS)

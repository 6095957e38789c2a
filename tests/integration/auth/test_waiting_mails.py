"""How many mails wait, and since when: what is watched of the queue."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from prometheus_client import CollectorRegistry

from services.auth.domain.mail import Mail
from services.auth.metrics import MailMetrics
from services.auth.postman import Postman
from services.auth.store import SqlAccounts, SqlOutbox, migrate, open_engine
from services.runtime.clock import Clock
from tests.support.clock import FakeClock

BEGAN = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_the_oldest_mail_that_waits_is_shown_until_it_has_gone(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'auth.db'}", 2)
    migrate(engine)
    registry, gone = CollectorRegistry(), list[str]()

    def send(mail: Mail, _: Clock) -> None:
        gone.append(mail.subject)

    def shown() -> tuple[float | None, float | None]:
        names = ("count", "since_timestamp_seconds")
        first, second = (
            registry.get_sample_value(f"codebook_auth_mails_waiting_{name}") for name in names
        )
        return first, second

    accounts = SqlAccounts(engine)
    clock = FakeClock(BEGAN + timedelta(minutes=5))
    postman = Postman(SqlOutbox(engine), send, clock, MailMetrics(registry))
    try:
        with accounts.begin() as ledger:
            for minute, subject in enumerate(["first", "second"]):
                queued = BEGAN + timedelta(minutes=minute)
                ledger.send(Mail("reader@example.org", subject, "text"), queued)

        assert postman.deliver()
        assert shown() == (2, BEGAN.timestamp())
        assert postman.deliver()
        assert shown() == (1, (BEGAN + timedelta(minutes=1)).timestamp())
        assert not postman.deliver()
        assert shown() == (0, 0)
        assert gone == ["first", "second"]
    finally:
        accounts.close()

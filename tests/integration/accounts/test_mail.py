"""Mails leave the queue over SMTP, survive restarts and failures, and are caught locally."""

import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from socket import create_connection

import pytest
from aiosmtpd.controller import Controller
from prometheus_client import CollectorRegistry
from sqlalchemy import Engine

from services.auth.domain.mail import Mail, Mails
from services.auth.metrics import MailMetrics
from services.auth.postman import Postman, SmtpServer
from services.auth.store import SqlAccounts, SqlOutbox, migrate, open_engine
from services.cli.catcher import Keeper
from services.gateway.pages.dev.views import caught
from tests.support.certificates import Authority
from tests.support.clock import FakeClock
from tests.support.ports import free_port
from tests.support.postgres import PostgresServer, postgres_programs, postgres_server
from tests.support.programs import wait_for

__all__ = ["postgres_programs", "postgres_server"]
TO = "coder@clinic.example"
MAIL = Mail(TO, "Hello", "A line.\nhttps://codebook.example/verify?token=x\n")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'auth.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        url = server.create("auth")
    opened = open_engine(url, 4)
    migrate(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def catcher(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Yield the address of a catcher that runs, and its folder."""
    port, folder = free_port(), tmp_path / "mail"
    command = [sys.executable, "-m", "services.cli.catcher", "127.0.0.1", str(port), str(folder)]
    with subprocess.Popen(command) as process:

        def is_up() -> bool:
            with suppress(OSError):
                create_connection(("127.0.0.1", port), timeout=1).close()
                return True
            return False

        wait_for(is_up, 30)
        yield f"smtp://127.0.0.1:{port}", folder
        process.terminate()
        assert process.wait(10) == 0


def queue(engine: Engine, clock: FakeClock, *mails: Mail) -> None:
    with SqlAccounts(engine).begin() as ledger:
        for mail in mails:
            ledger.send(mail, clock.now())


def postman(engine: Engine, clock: FakeClock, url: str = "") -> tuple[Postman, CollectorRegistry]:
    registry = CollectorRegistry()
    send = SmtpServer(url, "Codebook <books@codebook.example>").send if url else None
    return Postman(SqlOutbox(engine), send, clock, MailMetrics(registry)), registry


def test_a_mail_goes_over_smtp_and_out_of_the_queue(
    engine: Engine, catcher: tuple[str, Path]
) -> None:
    clock, (url, folder) = FakeClock(), catcher
    queue(engine, clock, MAIL, Mails("https://codebook.example").verify(TO, "t"))
    man, registry = postman(engine, clock, url)
    man.start()
    wait_for(lambda: SqlOutbox(engine).waiting() == 0, 30)
    man.stop()
    subjects = {mail.subject: mail for mail in caught(folder)}
    assert set(subjects) == {"Hello", "Confirm your Codebook account"}
    assert subjects["Hello"].recipient == TO
    assert "https://codebook.example/verify?token=x" in subjects["Hello"].lines
    assert registry.get_sample_value("codebook_auth_mails_total", {"result": "sent"}) == 2


def test_a_server_that_anybody_may_be_is_told_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Authority(tmp_path / "authority").sign("mail")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "tls.crt", folder / "tls.key")
    mails, port = tmp_path / "mails", free_port()
    mails.mkdir()
    controller = Controller(Keeper(mails), hostname="127.0.0.1", port=port, ssl_context=context)
    controller.start()
    server = SmtpServer(f"smtps://127.0.0.1:{port}", "Codebook <books@codebook.example>")
    with pytest.raises(ssl.SSLCertVerificationError):
        server.send(MAIL, FakeClock())
    assert list(caught(mails)) == []
    # Its authority is known, and so is it.
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "ca.crt"))
    server.send(MAIL, FakeClock())
    controller.stop()
    assert [mail.recipient for mail in caught(mails)] == [TO]


def test_without_a_server_mails_wait_for_the_next_process(
    engine: Engine, catcher: tuple[str, Path]
) -> None:
    clock, (url, folder) = FakeClock(), catcher
    queue(engine, clock, MAIL)
    assert not postman(engine, clock)[0].deliver()
    assert SqlOutbox(engine).waiting() == 1
    assert postman(engine, clock, url)[0].deliver()
    assert len(list(caught(folder))) == 1


def test_what_cannot_be_sent_is_tried_ever_more_seldom_and_given_up(engine: Engine) -> None:
    clock = FakeClock()
    queue(engine, clock, MAIL)
    man, registry = postman(engine, clock, f"smtp://127.0.0.1:{free_port()}")
    assert man.deliver()
    assert not man.deliver(), "not before 30 seconds"
    clock.advance(timedelta(seconds=30))
    assert man.deliver()
    clock.advance(timedelta(seconds=30))
    assert not man.deliver(), "not before a minute"
    clock.advance(timedelta(days=1))
    assert man.deliver()
    assert SqlOutbox(engine).waiting() == 0
    counted = {
        result: registry.get_sample_value("codebook_auth_mails_total", {"result": result})
        for result in ("put off", "given up")
    }
    assert counted == {"put off": 2, "given up": 1}


def test_two_processes_do_not_take_the_same_mail(engine: Engine) -> None:
    clock = FakeClock()
    queue(engine, clock, MAIL)
    outbox = SqlOutbox(engine)
    taken = outbox.take(clock.now())
    assert taken is not None
    assert outbox.take(clock.now()) is None
    # Who took it has died.
    clock.advance(timedelta(minutes=2))
    again = outbox.take(clock.now())
    assert again is not None
    assert again.attempts == 2

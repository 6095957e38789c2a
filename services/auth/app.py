"""Constructs auth: the only place that does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import grpc
from argon2 import PasswordHasher
from codebook.auth.v1 import (
    account_pb2_grpc,
    auth_pb2_grpc,
    member_pb2_grpc,
    staff_pb2_grpc,
)
from redis import ConnectionPool

from services.auth.account_servicer import AccountServicer
from services.auth.accounts.desk import Desk
from services.auth.accounts.keys import SqlCopies
from services.auth.domain.admission import Admission
from services.auth.domain.device import DeviceTokens
from services.auth.domain.guest import GuestTokens
from services.auth.domain.mail import Mails
from services.auth.domain.meter import Meter
from services.auth.domain.password import Passwords
from services.auth.member_servicer import MemberServicer
from services.auth.metrics import MailMetrics, MeasuredMeter, MeterMetrics
from services.auth.postman import Postman, SmtpServer
from services.auth.servicer import AuthServicer
from services.auth.settings import AuthSettings
from services.auth.staff_servicer import StaffServicer
from services.auth.store import (
    RedisMeter,
    RedisSessions,
    RedisThrottle,
    SqlAccounts,
    SqlMembers,
    SqlOutbox,
    migrate,
    open_engine,
    open_pool,
)
from services.runtime.clock import Clock
from services.runtime.health import Health
from services.runtime.metrics import new_registry
from services.runtime.server import Service


def build(settings: AuthSettings, clock: Clock, hasher: PasswordHasher | None = None) -> Service:
    """Return the service, not yet started; nothing is connected yet."""
    registry = new_registry("auth")
    # One connection for each thread that answers, one for the health check, one for the postman.
    pool = open_pool(str(settings.redis_url), settings.workers + 1)
    engine = open_engine(settings.database_url, settings.workers + 2)
    counters = RedisMeter(pool)
    meter = MeasuredMeter(counters, MeterMetrics(registry))
    desk = _desk(settings, clock, meter, pool, SqlAccounts(engine), SqlMembers(engine), hasher)
    copies = SqlCopies(desk.accounts, desk.sessions)
    idle = desk.lifetimes.idle
    admission = Admission(meter, desk.guests, desk.plans, clock, copies=copies, idle=idle)
    smtp = settings.smtp_url.get_secret_value()
    send = SmtpServer(smtp, settings.mail_from).send if smtp else None
    postman = Postman(SqlOutbox(engine), send, clock, MailMetrics(registry))
    health = Health(registry)
    # Not needed: without Redis auth still answers, at once and with the reason.
    health.part("redis", counters.ping, needed=False)
    # Nor is this: who is signed in already goes on for a while without the database.
    health.part("database", desk.accounts.check, needed=False)
    return Service(
        name="auth",
        settings=settings,
        registry=registry,
        health=health,
        register=_register(AuthServicer(admission), desk),
        starters=(postman.start,),
        closers=(postman.stop, counters.close, desk.accounts.close),
    )


@contextmanager
def open_desk(settings: AuthSettings, clock: Clock) -> Iterator[Desk]:
    """Yield what acts on accounts without serving: for the command line."""
    pool, engine = open_pool(str(settings.redis_url), 1), open_engine(settings.database_url, 1)
    accounts = SqlAccounts(engine)
    try:
        yield _desk(settings, clock, RedisMeter(pool), pool, accounts, SqlMembers(engine), None)
    finally:
        pool.close()
        accounts.close()


def migrate_database(settings: AuthSettings) -> None:
    """Bring the tables up to date; raises AccountsUnavailableError."""
    engine = open_engine(settings.database_url, 1)
    try:
        migrate(engine)
    finally:
        engine.dispose()


def _desk(  # noqa: PLR0913, PLR0917 - the parts that it is made of
    settings: AuthSettings,
    clock: Clock,
    meter: Meter,
    pool: ConnectionPool,
    accounts: SqlAccounts,
    members: SqlMembers,
    hasher: PasswordHasher | None,
) -> Desk:
    keys = settings.token_keys()
    return Desk(
        accounts=accounts,
        members=members,
        sessions=RedisSessions(pool),
        meter=meter,
        throttle=RedisThrottle(pool, keys[0]),
        # A thread more than there are places, so that pages are answered while people sign in.
        passwords=Passwords(hasher, settings.workers - 1),
        mails=Mails(settings.public_url),
        devices=DeviceTokens(keys),
        guests=GuestTokens(keys, settings.guest_lifetime()),
        plans=settings.plans(),
        lifetimes=settings.lifetimes(),
        clock=clock,
    )


def _register(auth: AuthServicer, desk: Desk) -> Callable[[grpc.Server], None]:
    def register(server: grpc.Server) -> None:
        auth_pb2_grpc.add_AuthServiceServicer_to_server(auth, server)
        account_pb2_grpc.add_AccountServiceServicer_to_server(AccountServicer(desk), server)
        member_pb2_grpc.add_MemberServiceServicer_to_server(MemberServicer(desk), server)
        staff_pb2_grpc.add_StaffServiceServicer_to_server(StaffServicer(desk), server)

    return register

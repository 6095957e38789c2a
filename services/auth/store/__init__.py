"""What auth keeps: counters and sessions in Redis, accounts and all that belongs to them in SQL."""

from services.auth.store.accounts import Ledger, SqlAccounts
from services.auth.store.counters import RedisMeter
from services.auth.store.engine import migrate, open_engine
from services.auth.store.members import SqlMembers
from services.auth.store.outbox import SqlOutbox
from services.auth.store.redis import open_pool
from services.auth.store.sessions import RedisSessions
from services.auth.store.throttle import RedisThrottle

__all__ = [
    "Ledger",
    "RedisMeter",
    "RedisSessions",
    "RedisThrottle",
    "SqlAccounts",
    "SqlMembers",
    "SqlOutbox",
    "migrate",
    "open_engine",
    "open_pool",
]

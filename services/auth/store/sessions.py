"""Sessions in Redis, and copies there of what SQL knows of keys and accounts."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

from redis import ConnectionPool, Redis

from services.auth.domain.bearer import Bearer
from services.auth.domain.plan import MeterName
from services.auth.domain.session import COPIED_FOR, SEEN_EVERY, KeyCopy, Session, Standing
from services.auth.store import redis as keys
from services.auth.store.counters import counters_errors

# As far away as a key that never expires needs.
_NEVER = 2**40


class RedisSessions:
    """The Sessions that every process of auth shares."""

    def __init__(self, pool: ConnectionPool) -> None:
        self._redis = Redis(connection_pool=pool)

    def start(self, session: Session, idle: timedelta) -> None:
        """Keep a session until it ends."""
        account, digest = session.bearer.account, session.bearer.digest
        rest = min(idle, session.expires - session.made)
        lasts = session.expires - session.made
        with counters_errors(), self._redis.pipeline() as pipe:
            name = keys.credential(account, digest)
            pipe.hset(name, items=_written(session))
            pipe.expire(name, _seconds(rest))
            pipe.sadd(keys.sessions(account), digest)
            pipe.expire(keys.sessions(account), _seconds(lasts))
            pipe.execute()

    def find(self, bearer: Bearer) -> Session | None:
        """Return the session; None when there is none."""
        with counters_errors():
            fields = self._redis.hgetall(keys.credential(bearer.account, bearer.digest))
        return _read(bearer, cast("Mapping[bytes, bytes]", fields))

    def touch(self, session: Session, now: datetime, idle: timedelta) -> None:
        """Note that the session was used, if that was not noted just now."""
        if now - session.seen < SEEN_EVERY:
            return
        name = keys.credential(session.bearer.account, session.bearer.digest)
        rest = min(idle, session.expires - now)
        with counters_errors(), self._redis.pipeline() as pipe:
            pipe.hset(name, "seen", str(int(now.timestamp())))
            pipe.expire(name, _seconds(rest))
            pipe.execute()

    def of_account(self, account: str) -> Sequence[Session]:
        """Return every session of the account, last used first."""
        found, gone = [], []
        with counters_errors():
            for digest in self._digests(account):
                fields = self._redis.hgetall(keys.credential(account, digest))
                bearer = Bearer(account, digest, is_key=False)
                session = _read(bearer, cast("Mapping[bytes, bytes]", fields))
                if session is None:
                    gone.append(digest)
                else:
                    found.append(session)
            if gone:
                self._redis.srem(keys.sessions(account), *gone)
        return sorted(found, key=lambda session: session.seen, reverse=True)

    def end(self, account: str, digest: str) -> None:
        """End a session, or forget a key."""
        with counters_errors(), self._redis.pipeline() as pipe:
            pipe.delete(keys.credential(account, digest))
            pipe.srem(keys.sessions(account), digest)
            pipe.execute()

    def end_all(self, account: str, keep: str = "", key_digests: Sequence[str] = ()) -> None:
        """End every session but the one with the digest `keep`; forget the keys with these."""
        with counters_errors():
            ended = [*(one for one in self._digests(account) if one != keep), *key_digests]
            if ended:
                self._redis.delete(*(keys.credential(account, digest) for digest in ended))
                self._redis.srem(keys.sessions(account), *ended)

    def copy_key(self, key: KeyCopy, now: datetime) -> None:
        """Hold a key for a while."""
        name = keys.credential(key.bearer.account, key.bearer.digest)
        expires = int(key.expires.timestamp()) if key.expires else _NEVER
        seen = int(now.timestamp())
        scopes = " ".join(key.scopes)
        fields: list[str | int] = ["expires", expires, "seen", seen, "scopes", scopes]
        with counters_errors(), self._redis.pipeline() as pipe:
            pipe.hset(name, items=fields)
            pipe.expire(name, _seconds(COPIED_FOR))
            pipe.execute()

    def put_standing(self, account: str, standing: Standing) -> None:
        """Hold an account's plan and role for a while."""
        with counters_errors(), self._redis.pipeline() as pipe:
            pipe.hset(keys.standing(account), items=["plan", standing.plan, "role", standing.role])
            pipe.expire(keys.standing(account), _seconds(COPIED_FOR))
            pipe.execute()

    def drop_standing(self, account: str) -> None:
        """Forget an account's plan and role."""
        with counters_errors():
            self._redis.delete(keys.standing(account))

    def recent(self, account: str) -> Sequence[tuple[str, datetime]]:
        """Return the units of the code pages last seen, newest first, with the time."""
        with counters_errors():
            rows = self._redis.zrevrange(keys.seen(account), 0, -1, withscores=True)
        scored = cast("list[tuple[bytes, float]]", rows)
        return [(unit.decode(), _moment(int(at))) for unit, at in scored]

    def forget_recent(self, account: str) -> None:
        """Forget what was seen."""
        with counters_errors():
            self._redis.delete(keys.seen(account))

    def forget(self, account: str, windows: Sequence[str], digests: Sequence[str]) -> None:
        """Forget everything of the account, counts of these windows included."""
        with counters_errors():
            held = [*self._digests(account), *digests]
            self._redis.delete(
                keys.standing(account),
                keys.seen(account),
                keys.sessions(account),
                *(keys.credential(account, digest) for digest in held),
                *(keys.account_units(account, meter, w) for meter in MeterName for w in windows),
            )

    def _digests(self, account: str) -> list[str]:
        members = cast("set[bytes]", self._redis.smembers(keys.sessions(account)))
        return sorted(digest.decode() for digest in members)


def _written(session: Session) -> list[str | int]:
    made, seen = int(session.made.timestamp()), int(session.seen.timestamp())
    expires = int(session.expires.timestamp())
    return ["made", made, "seen", seen, "expires", expires, "label", session.label]


def _read(bearer: Bearer, fields: Mapping[bytes, bytes]) -> Session | None:
    if b"made" not in fields:
        return None
    made, seen, expires = (_moment(int(fields[name])) for name in (b"made", b"seen", b"expires"))
    return Session(bearer, made, seen, expires, fields[b"label"].decode())


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _seconds(time: timedelta) -> int:
    return max(1, int(time.total_seconds()))

"""The command with real servers and real processes."""

from tests.support.redis import own_redis, redis_program, redis_server, shared_redis
from tests.support.stack import loaded_var

__all__ = ["loaded_var", "own_redis", "redis_program", "redis_server", "shared_redis"]

"""The command with real servers and real processes."""

from tests.support.redis import own_redis, redis_program, redis_server, shared_redis

__all__ = ["own_redis", "redis_program", "redis_server", "shared_redis"]

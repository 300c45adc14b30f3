"""``redis`` as a dictionary: what was put in comes out again, and every call is written down."""

import types

from .doubles import Double
from .recording import Resource, record


class RedisError(Exception):
    pass


class ConnectionError(RedisError):
    pass


class TimeoutError(RedisError):
    pass


class Redis:
    def __init__(self, *_, **options):
        self.resource = Resource("database", "redis")
        self.values = {}
        self.as_text = bool(options.get("decode_responses"))

    def _recorded_as(self):
        return {"~": "Redis"}

    @classmethod
    def from_url(cls, *_, **options):
        return cls(**options)

    def _out(self, value):
        if value is None or isinstance(value, (list, dict)):
            return value
        text = value.decode() if isinstance(value, bytes) else str(value)
        return text if self.as_text else text.encode("utf-8")

    def ping(self):
        return True

    def get(self, name):
        return self._out(self.values.get(name))

    def set(self, name, value, *args, **options):
        record("call", "redis.set", [name, value])
        self.values[name] = value
        return True

    def setex(self, name, _seconds, value):
        return self.set(name, value)

    def delete(self, *names):
        record("call", "redis.delete", list(names))
        return sum(self.values.pop(name, None) is not None for name in names)

    def exists(self, *names):
        return sum(name in self.values for name in names)

    def hset(self, name, key=None, value=None, mapping=None):
        record("call", "redis.hset", [name, key, value, mapping])
        self.values.setdefault(name, {}).update(mapping or {key: value})
        return 1

    def hget(self, name, key):
        return self._out(self.values.get(name, {}).get(key))

    def hgetall(self, name):
        return {self._out(key): self._out(value) for key, value in self.values.get(name, {}).items()}

    def keys(self, pattern="*"):
        return [self._out(name) for name in self.values]

    def close(self):
        self.resource.close()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Double("redis.Redis().%s" % name)


def module():
    made = types.ModuleType("redis")
    made.__path__ = []
    errors = types.ModuleType("redis.exceptions")
    for one in (RedisError, ConnectionError, TimeoutError):
        setattr(errors, one.__name__, one)
        setattr(made, one.__name__, one)
    made.Redis = made.StrictRedis = Redis
    made.from_url = Redis.from_url
    made.ConnectionPool = made.BlockingConnectionPool = Double("redis.ConnectionPool")
    made.exceptions = errors
    return {"redis": made, "redis.exceptions": errors}

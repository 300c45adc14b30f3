"""The world around the agent: who occupies which port, who waits for a message, what others answer."""

import json
import re
import weakref

from .scheduler import scheduler

_PORT = re.compile(r":(\d+)$")
_EVERYWHERE = re.compile(r"//(\*|0\.0\.0\.0)(?=:)")

# What every service that the agent asks answers, in a world in which somebody is there.
ANSWER = {
    "status": "success", "success": True, "message": "ok", "result": "ok", "response": "ok", "text": "ok",
    "value": "ok", "data": {}, "host": "localhost", "port": 5999,
}

# What it answers when it will not do what it was asked.
REFUSAL = {"status": "error", "success": False, "message": "refused", "error": "refused", "code": 500}


class Living:
    """Things in the order in which they were made, as long as somebody else has them: who drops a socket closes it."""

    def __init__(self):
        self._references = []

    def append(self, one):
        self._references.append(weakref.ref(one))

    def __iter__(self):
        return iter([one for one in [reference() for reference in self._references] if one is not None])


class World:
    def __init__(self):
        self.is_populated = True
        self.refuses = False
        self.sockets = Living()
        self.ports = {}
        self.replies = []
        self.written = {}

    @staticmethod
    def normal(address):
        return _EVERYWHERE.sub("//*", address if isinstance(address, str) else bytes(address).decode())

    def claim(self, address, owner):
        """The port of an address, now the owner's; None when it is taken."""
        found = _PORT.search(self.normal(address))
        key = int(found.group(1)) if found else address
        if key in self.ports:
            return None
        self.ports[key] = id(owner)
        return key

    def release(self, owner):
        self.ports = {port: one for port, one in self.ports.items() if one != id(owner)}

    def listeners(self):
        """Sockets that wait for somebody else to begin, in the order in which they were made."""
        receiving = [one for one in self.sockets if not one.closed and one.bound and one.kind in ("REP", "ROUTER", "PULL")]
        subscribed = [one for one in self.sockets if not one.closed and one.kind == "SUB" and (one.bound or one.connected)]
        return receiving + subscribed

    def answer_to(self, _request):
        return json.dumps(REFUSAL if self.refuses else ANSWER).encode("utf-8") if self.is_populated else None

    def replied(self, socket, shown):
        task = scheduler.running
        self.replies.append({"address": socket.address, "reply": shown, "thread": task.name, "base": task.in_base})


world = World()

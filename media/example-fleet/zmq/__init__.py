"""The slice of pyzmq that this system uses, over plain TCP on the loopback interface.

It is here so that the example fleet runs with nothing but Python installed:
request/reply, publish/subscribe, time-outs and polling behave as the agents
expect, everything else of ZeroMQ is left out. Delete this folder and install
pyzmq, and the agents run on the real thing.

Environment:
    FLEET_PORT_OFFSET   added to every port, so that two fleets can share a machine
"""

from .constants import (
    DONTWAIT,
    LINGER,
    NOBLOCK,
    POLLIN,
    POLLOUT,
    PUB,
    RCVTIMEO,
    REP,
    REQ,
    SNDTIMEO,
    SUB,
    SUBSCRIBE,
    UNSUBSCRIBE,
)
from .errors import Again, ContextTerminated, ZMQError
from .sockets import Context, Poller, Socket

__all__ = [
    "Again",
    "Context",
    "ContextTerminated",
    "DONTWAIT",
    "LINGER",
    "NOBLOCK",
    "POLLIN",
    "POLLOUT",
    "PUB",
    "Poller",
    "RCVTIMEO",
    "REP",
    "REQ",
    "SNDTIMEO",
    "SUB",
    "SUBSCRIBE",
    "Socket",
    "UNSUBSCRIBE",
    "ZMQError",
]

"""The modules that an agent imports."""

import re
import types

from . import asyncio_sockets
from .contexts import Context, Poller
from .names import CONSTANTS, Again, ContextTerminated, ZMQBaseError, ZMQBindError, ZMQError, constant
from .sockets import Frame, Socket


def module(name, **members):
    made = types.ModuleType(name)
    made.__path__ = []
    made.__dict__.update(members)

    def missing(attribute):
        if re.fullmatch("[A-Z][A-Z0-9_]*", attribute):
            return constant(attribute)
        raise AttributeError("module %r has no attribute %r" % (name, attribute))

    made.__getattr__ = missing
    return made


def modules():
    """The modules by name; constants are made when they are asked for."""
    errors = {kind.__name__: kind for kind in (ZMQBaseError, ZMQError, ZMQBindError, Again, ContextTerminated)}
    members = dict(errors, Context=Context, Socket=Socket, Poller=Poller, Frame=Frame, __version__="25.1.0")
    members.update(CONSTANTS, pyzmq_version=lambda: "25.1.0", zmq_version=lambda: "4.3.4")
    root = module("zmq", **members)
    root.error = module("zmq.error", **errors)
    root.asyncio = module("zmq.asyncio", Context=asyncio_sockets.Context, Socket=asyncio_sockets.Socket, Poller=asyncio_sockets.Poller)
    root.green = root
    return {"zmq": root, "zmq.error": root.error, "zmq.asyncio": root.asyncio, "zmq.green": root}

"""Constants and errors of ``zmq``; a constant that nobody listed gets a number of its own when it is asked for."""

import errno
import zlib

KINDS = ("PAIR", "PUB", "SUB", "REQ", "REP", "DEALER", "ROUTER", "PULL", "PUSH", "XPUB", "XSUB", "STREAM")
POLLIN, POLLOUT, POLLERR = 1, 2, 4
NOBLOCK, SNDMORE = 1, 2
# No option has a smaller number.
LEAST_OPTION = 4
CONSTANTS = {name: number for number, name in enumerate(KINDS)}
CONSTANTS.update(
    POLLIN=POLLIN, POLLOUT=POLLOUT, POLLERR=POLLERR, NOBLOCK=NOBLOCK, DONTWAIT=NOBLOCK, SNDMORE=SNDMORE,
    SUBSCRIBE=6, UNSUBSCRIBE=7, LINGER=17, RCVTIMEO=27, SNDTIMEO=28, EAGAIN=errno.EAGAIN, EADDRINUSE=errno.EADDRINUSE,
    ETERM=156384765, EFSM=156384763, ENOTSOCK=errno.ENOTSOCK,
)


def constant(name):
    return CONSTANTS.setdefault(name, 1000 + zlib.crc32(name.encode()) % 100000)


class ZMQBaseError(Exception):
    pass


class ZMQError(ZMQBaseError):
    has_number = True

    def __init__(self, errno_=None, message=None):
        super().__init__(message or "error %s" % errno_)
        self.errno = errno_
        self.strerror = str(self)


class Again(ZMQError):
    def __init__(self, errno_=errno.EAGAIN, message="Resource temporarily unavailable"):
        super().__init__(errno_, message)


class ContextTerminated(ZMQError):
    def __init__(self, errno_=CONSTANTS["ETERM"], message="Context was terminated"):
        super().__init__(errno_, message)


class ZMQBindError(ZMQBaseError):
    pass

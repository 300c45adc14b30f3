"""Constants and errors of ``zmq``; a constant that nobody listed gets a number of its own when it is asked for."""

import errno
import zlib

KINDS = ("PAIR", "PUB", "SUB", "REQ", "REP", "DEALER", "ROUTER", "PULL", "PUSH", "XPUB", "XSUB", "STREAM")
POLLIN, POLLOUT, POLLERR = 1, 2, 4
NOBLOCK, SNDMORE = 1, 2
# No option of the library has a number outside of these, and no constant that got one here a smaller one than the last.
LEAST_OPTION, GREATEST_OPTION, LEAST_OWN = 4, 140, 1000
CONSTANTS = {name: number for number, name in enumerate(KINDS)}
CONSTANTS.update(
    POLLIN=POLLIN, POLLOUT=POLLOUT, POLLERR=POLLERR, NOBLOCK=NOBLOCK, DONTWAIT=NOBLOCK, SNDMORE=SNDMORE,
    SUBSCRIBE=6, UNSUBSCRIBE=7, LINGER=17, RCVTIMEO=27, SNDTIMEO=28, EAGAIN=errno.EAGAIN, EADDRINUSE=errno.EADDRINUSE,
    ETERM=156384765, EFSM=156384763, ENOTSOCK=errno.ENOTSOCK,
)


def constant(name):
    return CONSTANTS.setdefault(name, LEAST_OWN + zlib.crc32(name.encode()) % 100000)


def is_option(number):
    """Whether a socket may be asked to set it; of constants that got their number here nobody knows."""
    if not isinstance(number, int) or LEAST_OPTION <= number <= GREATEST_OPTION:
        return True
    return number >= LEAST_OWN and number in CONSTANTS.values()


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

"""What can go wrong on a socket."""

import errno
import os

EFSM = 156384763
ETERM = 156384765

_MESSAGES = {
    EFSM: "Operation cannot be accomplished in current state",
    ETERM: "Context was terminated",
}


class ZMQError(Exception):
    """A socket operation failed; ``errno`` says why."""

    def __init__(self, code, message=None):
        self.errno = code
        self.strerror = message or _MESSAGES.get(code) or os.strerror(code)
        super().__init__(self.strerror)


class Again(ZMQError):
    """Nothing arrived, or nobody was there to take it, before the time was up."""

    def __init__(self):
        super().__init__(errno.EAGAIN)


class ContextTerminated(ZMQError):
    """The context went away while the call was waiting."""

    def __init__(self):
        super().__init__(ETERM)

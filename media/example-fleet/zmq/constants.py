"""Numbers as ZeroMQ has them, so that a logged value means the same."""

# Socket types
PUB = 1
SUB = 2
REQ = 3
REP = 4

# Socket options
SUBSCRIBE = 6
UNSUBSCRIBE = 7
LINGER = 17
RCVTIMEO = 27
SNDTIMEO = 28

# Flags
NOBLOCK = 1
DONTWAIT = 1
POLLIN = 1
POLLOUT = 2

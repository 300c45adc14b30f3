"""Asks ``PORT PATIENCE_MS`` of this machine for its health with the ``zmq`` of the workspace; the reply goes to standard output.

Started by the extension or the command line, never by hand. Exit codes: 0 answered, 3 no answer, anything else: it could not be asked.
"""

import sys


def main():
    # Like an agent: what stands beside this file is no module of anybody's.
    sys.path[:] = [one for one in sys.path[1:]]
    import json

    import zmq

    client = zmq.Context.instance().socket(zmq.REQ)
    client.setsockopt(zmq.LINGER, 0)
    client.setsockopt(zmq.RCVTIMEO, int(sys.argv[2]))
    try:
        client.connect("tcp://127.0.0.1:%s" % sys.argv[1])
        client.send(json.dumps({"action": "health_check"}).encode("utf-8"))
        reply = client.recv()
    except zmq.ZMQError:
        sys.exit(3)
    finally:
        client.close()
    sys.stdout.write(reply.decode("utf-8", "replace"))


main()

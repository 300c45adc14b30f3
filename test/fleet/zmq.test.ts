import assert from 'node:assert/strict';
import { inFleet } from './in-fleet.js';

describe("the example fleet's stand-in for pyzmq", function () {
  this.timeout(60_000);

  it('hands a subscriber what begins with its prefix, and nothing else', async () => {
    const said = await inFleet(`
context = zmq.Context()
publisher, subscriber = context.socket(zmq.PUB), context.socket(zmq.SUB)
publisher.bind("tcp://*:%d" % PORT)
subscriber.setsockopt_string(zmq.SUBSCRIBE, "event.")
subscriber.connect("tcp://localhost:%d" % PORT)
subscriber.poll(50)
for topic in (b"other", b"event.a", b"event.b"):
    publisher.send_multipart([topic, b"{}"])
print(json.dumps([subscriber.recv_multipart()[0].decode() for _ in range(2)]))
context.destroy()`);
    assert.deepEqual(said, ['event.a', 'event.b']);
  });

  it('gives up waiting after the time that was set, and keeps to the order of question and answer', async () => {
    const said = await inFleet(`
context = zmq.Context()
client = context.socket(zmq.REQ)
client.setsockopt(zmq.RCVTIMEO, 20)
client.connect("tcp://localhost:%d" % PORT)
outcome = []
for call in (lambda: client.recv(), lambda: client.send(b"a"), lambda: client.recv(), lambda: client.send(b"b")):
    try:
        call()
        outcome.append("done")
    except zmq.ZMQError as error:
        outcome.append(type(error).__name__)
print(json.dumps(outcome))
context.destroy()`);
    assert.deepEqual(said, ['ZMQError', 'done', 'Again', 'ZMQError']);
  });

  it('delivers a question asked before anybody listened', async () => {
    const said = await inFleet(`
import threading
context = zmq.Context()
client = context.socket(zmq.REQ)
client.connect("tcp://localhost:%d" % PORT)
client.send_json({"n": 20})
def serve():
    server = context.socket(zmq.REP)
    server.bind("tcp://*:%d" % PORT)
    server.send_json({"n": server.recv_json()["n"] + 1})
    server.close()
thread = threading.Thread(target=serve)
thread.start()
print(json.dumps(client.recv_json()))
thread.join()
context.destroy()`);
    assert.deepEqual(said, { n: 21 });
  });

  it('refuses a port that is taken', async () => {
    const said = await inFleet(`
context = zmq.Context()
one, other = context.socket(zmq.REP), context.socket(zmq.REP)
one.bind("tcp://*:%d" % PORT)
try:
    other.bind("tcp://*:%d" % PORT)
except zmq.ZMQError as error:
    import errno
    print(json.dumps(error.errno == errno.EADDRINUSE))
context.destroy()`);
    assert.equal(said, true);
  });

  it('wakes a call that waits when its context ends', async () => {
    const said = await inFleet(`
import threading
context = zmq.Context()
server = context.socket(zmq.REP)
server.bind("tcp://*:%d" % PORT)
outcome = []
def wait():
    try:
        server.recv()
    except zmq.ContextTerminated:
        outcome.append("terminated")
    server.close()
thread = threading.Thread(target=wait)
thread.start()
context.term()
thread.join()
print(json.dumps(outcome))`);
    assert.deepEqual(said, ['terminated']);
  });
});

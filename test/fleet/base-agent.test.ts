import assert from 'node:assert/strict';
import { inFleet } from './in-fleet.js';

describe("the example fleet's BaseAgent", function () {
  this.timeout(60_000);

  it('ignores positional arguments and unknown keywords', async () => {
    const said = await inFleet(`
agent = BaseAgent(1, "x", name="A", port=PORT, health_port=9)
print(json.dumps([agent.name, agent.port == PORT, agent.health_check_port == PORT + 1]))
agent.cleanup()`);
    assert.deepEqual(said, ['A', true, true]);
  });

  it('takes the health port from a configuration that was set before', async () => {
    const said = await inFleet(`
class Configured(BaseAgent):
    def __init__(self):
        self.config = {"health_check_port": PORT + 40}
        super().__init__(port=PORT)
agent = Configured()
print(json.dumps([agent.name, agent.health_check_port - PORT]))
agent.cleanup()`);
    assert.deepEqual(said, ['Configured', 40]);
  });

  it('cleans up once, joins its threads and gives the ports back', async () => {
    const said = await inFleet(`
agent = BaseAgent(port=PORT)
threads = [agent.health_thread, agent.http_thread, agent.initialization_thread]
agent.cleanup()
agent.cleanup()
again = BaseAgent(port=PORT)
print(json.dumps([[t.is_alive() for t in threads], agent.running, again.port == PORT]))
again.cleanup()`);
    assert.deepEqual(said, [[false, false, false], false, true]);
  });

  it('calls its hooks before the subclass is ready', async () => {
    const said = await inFleet(`
calls = []
def hook(name):
    def call(self, *args):
        calls.append([name, hasattr(self, "mine")])
        return getattr(BaseAgent, name)(self, *args)
    return call
names = ["_setup_logging", "_setup_prometheus_metrics", "_init_sockets", "_start_health_check",
         "_start_http_health_server", "_start_initialization", "_get_default_capabilities",
         "_setup_graceful_shutdown", "_register_with_digital_twin"]
Agent = type("Agent", (BaseAgent,), {name: hook(name) for name in names})
agent = Agent(port=PORT)
agent.mine = True
agent.cleanup()
print(json.dumps([[name for name, _ in calls] == names, any(ready for _, ready in calls)]))`);
    assert.deepEqual(said, [true, false]);
  });

  it('answers with the documented health keys', async () => {
    const said = await inFleet(`
agent = BaseAgent(port=PORT)
client = agent.context.socket(zmq.REQ)
client.connect("tcp://localhost:%d" % (PORT + 1))
client.send_string("anything")
print(json.dumps(sorted(client.recv_json())))
client.close()
agent.cleanup()`);
    assert.deepEqual(said, [
      'active_threads',
      'health_checks',
      'health_details',
      'health_status',
      'initialized',
      'message',
      'ready',
      'status',
      'timestamp',
      'uptime',
    ]);
  });

  it('raises RuntimeError when another agent keeps silent', async () => {
    const said = await inFleet(`
agent = BaseAgent(port=PORT)
try:
    agent.send_request_to_agent("Nobody", {}, host="localhost", port=PORT + 7, timeout=50, retries=2, retry_delay=0.01)
except RuntimeError as error:
    print(json.dumps(str(error)))
agent.cleanup()`);
    assert.equal(said, 'Nobody did not answer within 50 ms (2 tries)');
  });
});

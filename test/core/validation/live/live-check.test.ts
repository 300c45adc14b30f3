import assert from 'node:assert/strict';
import { defaultPythonContract as contract } from '../../../../src/core/contract/default-profile.js';
import { defaultTypeScriptContract } from '../../../../src/core/contract/default-typescript-profile.js';
import { liveDetail, liveFindings } from '../../../../src/core/validation/live/live-check.js';
import { liveEndpoints } from '../../../../src/core/validation/live/live-endpoint.js';

const user = { port: 7110, name: 'RequestCoordinator', path: 'agents/request_coordinator.py', line: 27 };
const question = {
  className: 'IntentAgent',
  path: 'agents/intent_agent.py',
  line: 46,
  endpoints: [
    { port: 7110, protocol: 'zmq', keys: [] },
    { port: 7111, protocol: 'zmq', keys: ['status', 'uptime'] },
  ],
  users: [user],
} as const;

describe('what a started agent is asked', () => {
  it('is its main port and its health, with the keys that are always there', () => {
    const [main, health, ...others] = liveEndpoints(contract, { main: 7110, isServedByBase: true });
    assert.deepEqual(main, { port: 7110, protocol: 'zmq', keys: [] });
    assert.equal(health?.port, 7111);
    assert.ok(health.keys.includes('uptime') && !health.keys.includes('error'));
    assert.deepEqual(others, []);
  });

  it('is its health where the manifest says it is', () => {
    const asked = liveEndpoints(contract, { main: 7110, health: 7200, isServedByBase: true });
    assert.deepEqual(
      asked.map(({ port }) => port),
      [7110, 7200],
    );
  });

  it('is no more than a connection while the agent serves itself', () => {
    const asked = liveEndpoints(contract, { main: 7110, isServedByBase: false });
    assert.deepEqual(asked, [{ port: 7110, protocol: 'connection', keys: [] }]);
  });

  it('is asked for in the protocol of the base', () => {
    const [main] = liveEndpoints(defaultTypeScriptContract, { main: 7300, isServedByBase: true });
    assert.notEqual(main?.protocol, 'zmq');
  });
});

describe('what is wrong with a started agent', () => {
  it('is nothing where all answer', () => {
    const answers = [
      { port: 7110, status: 'answers', keys: [] },
      { port: 7111, status: 'answers', keys: ['status', 'uptime', 'ready'] },
    ] as const;
    assert.deepEqual(liveFindings(question, { kind: 'ran', answers }), []);
    assert.match(liveDetail(question), /port 7110, 7111, its health has the keys .*RequestCoordinator reaches it/u);
  });

  it('is a port without an answer, and with it whoever asks there', () => {
    const found = liveFindings(question, { kind: 'ran', answers: [{ port: 7110, status: 'silent' }] });
    assert.deepEqual(
      found.map(({ path, line }) => `${path}:${line}`),
      ['agents/intent_agent.py:46', 'agents/request_coordinator.py:27'],
    );
  });

  it('is a key of its health that is missing', () => {
    const answers = [{ port: 7111, status: 'answers', keys: ['status'] }] as const;
    const [finding] = liveFindings(question, { kind: 'ran', answers });
    assert.match(finding?.message ?? '', /lacks uptime\./u);
    assert.deepEqual([finding?.expected, finding?.actual], ['status, uptime', 'status']);
  });

  it('is that it does not start', () => {
    const [finding] = liveFindings(question, { kind: 'does-not-start', message: 'it ends with exit code 1' });
    assert.equal(finding?.message, 'IntentAgent does not start: it ends with exit code 1.');
  });
});

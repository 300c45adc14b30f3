import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { HostSampler } from '../../../src/node/telemetry/host-sampler.js';

/** Answers late with what tells it from every other worker. */
const workerText = `
const { parentPort, threadId } = require('node:worker_threads');
parentPort.on('message', () => setTimeout(() => parentPort.postMessage({ sample: threadId }), 50));
`;

describe('the figures of the host', function () {
  this.timeout(10_000);
  const { signal } = new AbortController();
  let folder = '';
  let sampler: HostSampler;
  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'host-sampler-'));
    writeFileSync(path.join(folder, 'worker.js'), workerText);
  });
  beforeEach(() => (sampler = new HostSampler(path.join(folder, 'worker.js'))));
  afterEach(() => sampler.dispose());
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are measured by one worker', async () => {
    assert.equal(await sampler.sample(signal), await sampler.sample(signal));
  });

  it('come to whoever waits for them when somebody else, who shares the worker, wants no more', async () => {
    const waiting = sampler.sample(signal);
    sampler.dispose();
    const answer = await waiting;
    assert.equal(await sampler.sample(signal), answer, 'the new worker is the one that is kept');
  });

  it('are given up by whoever waited for them', async () => {
    const controller = new AbortController();
    const waiting = sampler.sample(controller.signal);
    controller.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
  });
});

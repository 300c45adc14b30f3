import assert from 'node:assert/strict';
import type { RemoteMachine } from '../../../src/core/monitoring/prometheus-answer.js';
import { defaultCheckLimits } from '../../../src/core/thresholds/default-checks.js';
import { RemoteMachines } from '../../../src/vscode/telemetry/remote-machines.js';

interface Question {
  readonly url: string;
  readonly answer: (machines: readonly RemoteMachine[]) => void;
  readonly fail: (error: Error) => void;
}

function machine(name: string): RemoteMachine {
  return { machine: name, gpus: [] };
}

describe('the machines that a Prometheus knows', () => {
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  let url = '';
  let asked: Question[] = [];
  let remote: RemoteMachines;
  const titles = (): readonly string[] => remote.sections().map(({ title }) => title);

  beforeEach(() => {
    [url, asked] = ['http://first', []];
    remote = new RemoteMachines({
      settings: () => ({ prometheusUrl: url, thresholds: defaultCheckLimits }),
      observation: () => ({
        machines: (of) => new Promise((answer, fail) => asked.push({ url: of, answer, fail })),
      }),
    });
  });
  afterEach(() => remote.dispose());

  it('are shown once it has answered', async () => {
    assert.deepEqual(titles(), []);
    asked[0]?.answer([machine('gpu-1')]);
    await settled();
    assert.match(titles().join(), /gpu-1/);
  });

  it('are those of the address that is set now, whichever answers last', async () => {
    titles();
    url = 'http://second';
    titles();
    asked[1]?.answer([machine('new')]);
    asked[0]?.answer([machine('old')]);
    await settled();
    assert.match(titles().join(), /new/);
    assert.doesNotMatch(titles().join(), /old/);
  });

  it('are waited for again when an address that could not be asked is corrected', async () => {
    titles();
    asked[0]?.fail(new Error('no such host'));
    await settled();
    assert.deepEqual(titles(), ['Other machines']);
    url = 'http://second';
    assert.deepEqual(titles(), []);
  });
});

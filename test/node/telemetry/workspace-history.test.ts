import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { agentSeries, hostSeries } from '../../../src/core/telemetry/frame.js';
import { HistoryFile } from '../../../src/node/telemetry/history-file.js';
import { WorkspaceHistory } from '../../../src/node/telemetry/workspace-history.js';

describe('the history of a machine on which two workspaces are open', () => {
  const load = hostSeries('load1');
  const response = agentSeries('agents/x.py:X', 'responseMs');
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-workspaces-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps agents of the same path apart, and the machine for both', async () => {
    const machine = new HistoryFile(path.join(folder, 'history'));
    const [one, other] = ['/home/a', '/home/b'].map((root) => new WorkspaceHistory(machine, root));
    await machine.record({ atMs: 5000, values: { [load]: 2 } });
    await one?.record({ atMs: 5000, values: { [load]: 2, [response]: 40 } });
    await other?.record({ atMs: 6000, values: { [response]: 900 } });
    assert.deepEqual(
      (await one?.read(0, 9000))?.map(({ values }) => values),
      [{ [load]: 2, [response]: 40 }],
    );
    assert.deepEqual(
      (await other?.read(0, 9000))?.map(({ values }) => values),
      [{ [load]: 2, [response]: 900 }],
    );
  });
});

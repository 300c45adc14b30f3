import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Migration } from '../../src/core/journal/replay.js';
import { RefusedError } from '../../src/core/reason.js';
import type { FolderEngine } from '../../src/vscode/folder-engine.js';
import { Observations, type ObservationsHost } from '../../src/vscode/observation/observations.js';
import { until } from './until.js';

describe('an observation that is refused', () => {
  it('is told to a person, who can try again', async () => {
    const refused = new RefusedError({ code: 'locked', message: 'Somebody else is at work.' });
    const told: { readonly error: unknown; readonly retry: () => Promise<unknown> }[] = [];
    let attempts = 0;
    const nothing = (): vscode.Disposable => new vscode.Disposable(() => undefined);
    const observations = new Observations({
      migrations: { logs: [], onDidChange: nothing, refresh: () => Promise.resolve() },
      observation: () => ({
        observe: () => {
          attempts += 1;
          return Promise.reject(refused);
        },
      }),
      settings: () => ({ telemetry: { intervalMs: 5000, thresholds: {} }, observation: { probes: {} } }),
      restart: () => Promise.resolve(),
      log: { info: () => undefined },
      failures: { present: (error: unknown, retry: () => Promise<unknown>) => void told.push({ error, retry }) },
      onError: (error: unknown) => assert.fail(String(error)),
    } as unknown as ObservationsHost);
    const folder = { name: 'fleet', uri: vscode.Uri.file('/fleet') };
    const engine = { folder, ports: {}, assessments: { listening: () => [] } } as unknown as FolderEngine;
    const migration = { id: 'm-1', path: 'a.py', begun: { classes: ['A'] }, notes: [] } as unknown as Migration;
    observations.begin({ engine, migration });
    await until('the refusal is told', () => told.length === 1 && observations.running.length === 0);
    assert.equal(told[0]?.error, refused);
    await told[0].retry();
    await until('it is told again', () => told.length === 2);
    assert.equal(attempts, 2);
    observations.dispose();
  });
});

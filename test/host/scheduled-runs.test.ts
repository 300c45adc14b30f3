import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { RefusedError } from '../../src/core/reason.js';
import type { RunItem } from '../../src/core/journal/run.js';
import { ScheduledRuns, type ScheduledRunsParts } from '../../src/vscode/agents/scheduled-runs.js';
import { until } from './until.js';

const always = 'sun,mon,tue,wed,thu,fri,sat 00:00-24:00';

interface Window {
  readonly scheduled: ScheduledRuns;
  readonly memory: Map<string, unknown>;
  readonly begun: (readonly RunItem[])[];
  readonly told: unknown[];
}

function wave(title: string, path: string): object {
  return { folder: 'file:///fleet', title, when: always, items: [{ path, plan: 'p-1', classes: ['A'] }] };
}

/** A window in which a wave is scheduled; `looked` is waited for when version control is asked, `refused` when the wave is to begin. */
function windowWith({ looked = Promise.resolve(), refused }: { looked?: Promise<void>; refused?: Error }): Window {
  const memory = new Map<string, unknown>([['scheduledRun', wave('Wave 1', 'a.py')]]);
  const begun: (readonly RunItem[])[] = [];
  const told: unknown[] = [];
  const ports = {
    store: { view: () => Promise.resolve({ history: { migrations: [], rollbacks: [], runs: [] } }) },
    versionControl: {
      operationInProgress: () => looked.then(() => undefined),
      uncommittedFiles: () => Promise.resolve(undefined),
    },
  };
  const parts = {
    folders: { all: () => [{ folder: { uri: vscode.Uri.parse('file:///fleet') }, ports }] },
    contextKeys: { set: () => undefined },
    memory: {
      get: (key: string) => memory.get(key),
      update: (key: string, value: unknown) => Promise.resolve(void memory.set(key, value)),
    },
    view: { say: () => undefined },
    runs: {
      begin: (_: unknown, items: readonly RunItem[]) => {
        begun.push(items);
        return refused === undefined ? Promise.resolve() : Promise.reject(refused);
      },
    },
    week: { takeIn: () => Promise.resolve() },
    observation: () => ({}),
    log: { error: () => undefined },
    failures: { present: (error: unknown) => void told.push(error) },
  } as unknown as ScheduledRunsParts;
  return { scheduled: new ScheduledRuns(parts), memory, begun, told };
}

describe('a scheduled wave', () => {
  it('tells a person what keeps it from beginning when its time has come', async () => {
    const refused = new RefusedError({ code: 'locked', message: 'Somebody else is at work.' });
    const { scheduled, begun, told } = windowWith({ refused });
    await scheduled.start();
    await until('it is told', () => told.length > 0);
    scheduled.dispose();
    assert.deepEqual([told, begun.length], [[refused], 1]);
  });

  it('does not begin, nor is another one forgotten, when that was scheduled in its place meanwhile', async () => {
    let goOn = (): void => undefined;
    const looked = new Promise<void>((resolve) => (goOn = resolve));
    const { scheduled, memory, begun } = windowWith({ looked });
    await scheduled.start();
    const other = wave('Wave 2', 'b.py');
    memory.set('scheduledRun', other);
    goOn();
    await new Promise((resolve) => setTimeout(resolve, 50));
    scheduled.dispose();
    assert.deepEqual([begun, memory.get('scheduledRun')], [[], other]);
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { StoreSession } from '../../src/app/ports/migration-store.js';
import { systemClock } from '../../src/node/clock.js';
import { createChangePorts } from '../../src/node/create-change-ports.js';
import { openFleetFile, workspaceFolder } from './fleet-file.js';
import { hoverText, scoreLenses } from './shown-risk.js';
import { until } from './until.js';

const fewest = 20;

/** The store of the workspace, opened as a command line beside the editor opens it. */
async function openStore(): Promise<StoreSession> {
  const { changes } = createChangePorts({
    root: workspaceFolder().fsPath,
    environment: process.env,
    clock: systemClock,
    questions: { parses: () => Promise.resolve(true) },
  });
  return await changes.store.open('test', { signal: new AbortController().signal });
}

/** A migration of another file with the same agent in it, which stands. */
async function migrateOther(session: StoreSession, sha256: string): Promise<void> {
  const id = session.newId('migration');
  await session.append({
    ...{ kind: 'migration-begun', id, path: `agents/past_${id}.py`, plan: 'p-1', classes: ['IntentAgent'] },
    ...{ before: { sha256 }, after: { sha256 }, through: 'infrastructure', validates: false },
    stages: [{ stage: 'infrastructure', status: 'applied', sha256 }],
  });
  await session.append({ kind: 'committed', id });
}

describe('the prediction of an agent', () => {
  it('is silent below 20 outcomes in the journal, and in the hover with their number from then on', async () => {
    const { document, uri } = await openFleetFile('agents/intent_agent.py');
    const [lens] = await scoreLenses(document, 'Risk 1 low');
    assert.ok(lens);
    // With the first of its commands, all of the fleet is there.
    await vscode.commands.executeCommand('agentMigrator.clearAgentFilter');
    const at = lens.range.start.translate(0, 'class Int'.length);
    const text = async (): Promise<string> => (await hoverText(document, at)).replaceAll('\\', '');
    assert.doesNotMatch(await text(), /Predicted/);
    const session = await openStore();
    try {
      const sha256 = await session.checkpoints.put(await vscode.workspace.fs.readFile(uri));
      for (let number = 0; number < fewest; number += 1) await migrateOther(session, sha256);
    } finally {
      await session.close();
    }
    await until('the prediction is there', async () => /Predicted/.test(await text()));
    assert.match(
      await text(),
      /Predicted to stand: (?:\d\d|more than 99) %, learned from \d\d migrations here, \d\d of which/,
    );
  });
});

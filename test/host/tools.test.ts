import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { cliPlan } from './cli-plan.js';
import { openFleetFile, workspaceFolder } from './fleet-file.js';
import { textOnDisk } from './journeys.js';

const path = 'agents/intent_agent.py';

describe('the tools for language models', () => {
  async function invoke(name: string, input: object): Promise<Record<string, unknown>> {
    const options = { input, toolInvocationToken: undefined };
    const { content } = await vscode.lm.invokeTool(`agent-migrator_${name}`, options);
    const [part] = content;
    assert.ok(part instanceof vscode.LanguageModelTextPart);
    return JSON.parse(part.value) as Record<string, unknown>;
  }

  it('are known to the editor', () => {
    const known = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith('agent-migrator_'));
    assert.equal(known.length, 6);
  });

  it('assess, riskiest first, and explain one score', async () => {
    const { agents, summary } = await invoke('assess', { limit: 1 });
    assert.equal((agents as readonly { class: string }[])[0]?.class, 'ModelManagerAgent');
    assert.ok((summary as { agents: number }).agents > 10);
    const explained = await invoke('explain', { path });
    assert.equal((explained['agents'] as readonly { factors: unknown[] }[])[0]?.factors.length, 5);
  });

  it('plan with the id that the command line gives', async () => {
    const { id } = await invoke('plan', { path });
    assert.equal(id, (await cliPlan(workspaceFolder().fsPath, path)).id);
  });

  it('change nothing without the plan that was shown, nor without a person', async () => {
    const file = await openFleetFile(path);
    const before = await textOnDisk(file);
    const stale = await invoke('migrate', { path, plan: '0123456789ab' });
    assert.equal((stale['error'] as { code: string }).code, 'stale');
    const { id } = await invoke('plan', { path });
    // An automated run has no person: its dialogs are refused.
    await assert.rejects(invoke('migrate', { path, plan: id }));
    assert.equal(await textOnDisk(file), before);
    await file.restore();
  });

  it('say what they cannot follow', async () => {
    const { error } = await invoke('explain', { path: '../elsewhere.py' });
    assert.match((error as { message: string }).message, /outside the workspace/);
  });
});

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Keyboard } from './driver/keyboard.js';
import { useSession } from './driver/use-session.js';
import { expectVisible, waitUntil } from './driver/waiting.js';

describe('the whole journey by keyboard alone', function () {
  this.timeout(240_000);
  const session = useSession('keyboard');
  let keys: Keyboard;
  let file: string;
  let original: Buffer;
  before(async () => {
    const { workbench, workspace } = session();
    keys = new Keyboard(workbench.page);
    await keys.watchPointer();
    file = path.join(workspace, 'agents', 'intent_agent.py');
    original = await readFile(file);
  });
  afterEach(async () => {
    assert.equal(await keys.pointerEvents(), 0, 'no mouse was needed');
  });
  const changed = async (): Promise<boolean> => !(await readFile(file)).equals(original);

  it('finds an agent in its view, and opens it', async () => {
    const { workbench } = session();
    await keys.runCommand('View: Show Agent Migrator');
    await expectVisible(workbench.viewRow('Agents', /ModelManagerAgent.*35 high/));
    await keys.runCommand('Agent Migrator: Focus on Agents View');
    await keys.press('Home');
    await keys.goToRow('IntentAgent');
    assert.match(await keys.focusedName(), /IntentAgent: Risk \d+ \w+, \w+ track, ready/);
    await keys.press('Enter');
    await expectVisible(workbench.editorTab('intent_agent.py'));
  });

  it('hears why the agent has its score', async () => {
    const { workbench } = session();
    await keys.press('Control+K', 'Control+I');
    const hover = workbench.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first();
    await expectVisible(hover);
    await workbench.screenshot('keyboard-hover');
    assert.match(await hover.innerText(), /IntentAgent[\s\S]*Risk/);
    await keys.press('Escape');
  });

  it('sees what a migration would do, from the menu of the agent', async () => {
    const { workbench } = session();
    await keys.runCommand('Agent Migrator: Focus on Agents View');
    await keys.goToRow('IntentAgent');
    await keys.chooseFromMenu('Preview migration');
    await expectVisible(workbench.editorTab('IntentAgent: Infrastructure'));
    assert.equal(await changed(), false);
  });

  it('chooses the edits in their tree', async () => {
    const { workbench } = session();
    await keys.runCommand('Agent Migrator: Focus on Edits View');
    await keys.press('Home');
    await keys.goToRow('Main socket');
    assert.match(await keys.focusedName(), /Main socket/);
    await keys.chooseFromMenu('Tick or untick');
    const box = workbench.viewRow('Edits', 'Main socket').getByRole('checkbox');
    await waitUntil('it is not ticked', async () => !(await box.isChecked()));
    await workbench.screenshot('keyboard-edits');
  });

  it('applies, and hears how the checks went', async () => {
    const { workbench } = session();
    await keys.runCommand('Agent Migrator: Apply all stages');
    await waitUntil('the file on disk is migrated', changed);
    await expectVisible(workbench.editorTab('intent_agent.py'));
    await keys.runCommand('Testing: Focus on Test Explorer View');
    await keys.tabTo(workbench.page.locator('.test-explorer .monaco-list').first());
    await keys.press('Home');
    await keys.goToRow('IntentAgent');
    await waitUntil('the checks have passed', async () => /Passed/i.test(await keys.focusedName()));
    await workbench.screenshot('keyboard-checks');
  });

  it('rolls back from the history, to the last byte', async () => {
    const { workbench } = session();
    await keys.runCommand('Agent Migrator: Show migration history');
    await keys.runCommand('Agent Migrator: Focus on History View');
    await keys.press('Home');
    await keys.goToRow('IntentAgent');
    await workbench.screenshot('keyboard-history');
    await keys.chooseFromMenu('Roll back');
    await keys.choose('Original');
    await waitUntil('the file on disk is as it was', async () => !(await changed()));
    await workbench.screenshot('keyboard-rolled-back');
  });
});

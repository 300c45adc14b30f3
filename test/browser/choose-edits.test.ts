import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { useSession } from './driver/use-session.js';
import { expectVisible, waitUntil, type Locator } from './driver/waiting.js';

describe('choosing the edits of a migration', () => {
  const session = useSession('choose-edits');
  let file: string;
  let original: string;
  before(async () => {
    file = path.join(session().workspace, 'agents', 'intent_agent.py');
    original = await readFile(file, 'utf8');
  });

  const edit = (text: string | RegExp): Locator => session().workbench.viewRow('Edits', text);
  const box = (row: Locator): Locator => row.getByRole('checkbox');
  const isTicked = (row: Locator): Promise<boolean> => box(row).isChecked();

  it('begins with all that is safe, in a tree by stage', async () => {
    const { workbench } = session();
    await workbench.openFile('intent_agent.py');
    await workbench.runCommand('Agent Migrator: Preview migration');
    await expectVisible(workbench.editorTab('IntentAgent: Infrastructure'));
    for (const stage of ['Infrastructure', 'Core logic', 'Integration']) {
      await expectVisible(edit(stage));
      assert.equal(await isTicked(edit(stage)), true, stage);
    }
    await workbench.screenshot('edits');
  });

  it('unticks with an edit what needs it', async () => {
    await edit('Integration').click();
    await expectVisible(edit('Main socket'));
    await box(edit('Main socket')).click();
    await waitUntil('the main socket is not ticked', async () => !(await isTicked(edit('Main socket'))));
    await session().workbench.screenshot('edits-unticked');
  });

  it('applies exactly what is ticked', async () => {
    const { workbench } = session();
    await workbench.runCommand('Agent Migrator: Apply all stages');
    // While VS Code saves, the file is empty for a moment.
    const isMigrated = async (): Promise<boolean> => !['', original].includes(await readFile(file, 'utf8'));
    await waitUntil('the file on disk is migrated', isMigrated);
    const migrated = await readFile(file, 'utf8');
    assert.match(migrated, /class IntentAgent\(BaseAgent\)/u);
    assert.match(migrated, /\.bind\(/u, 'the agent still binds its own socket');
    await workbench.screenshot('edits-applied');
  });

  it("are chosen in VS Code's own Refactor Preview by those who want it", async () => {
    const { workbench } = session();
    const { page } = workbench;
    await workbench.openFile('translation_agent.py');
    await workbench.runCommand('Agent Migrator: Choose edits in Refactor Preview…');
    const panel = page.locator('.part.panel');
    const forReview = panel.locator('.monaco-list-row').filter({ hasText: 'sys.path.insert' }).first();
    await expectVisible(forReview);
    await workbench.screenshot('refactor-preview');
    await forReview.locator('.edit-checkbox').click();
    await panel.getByRole('button', { name: 'Apply' }).click();
    await expectVisible(workbench.editorTab('TranslationAgent: Infrastructure'));
    await waitUntil('what needed review is ticked', () => isTicked(edit('Every import finds its module')));
    await workbench.screenshot('refactor-preview-taken');
  });
});

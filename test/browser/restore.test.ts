import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { useSession } from './driver/use-session.js';
import { expectVisible, waitUntil } from './driver/waiting.js';

const run = promisify(execFile);

describe('a file that does not parse', () => {
  const session = useSession('restore');

  it('says where, in the editor and among the problems', async () => {
    const { workbench } = session();
    await workbench.openFile('emotion_agent.py');
    const problems = await workbench.openProblems();
    assert.ok(
      problems.some((row) => /expected 'except' or 'finally' block.*\[Ln 14, Col 1\]/.test(row)),
      problems.join('\n'),
    );
    await workbench.runCommand('View: Toggle Panel Visibility');
    await workbench.seeAtLine(26, workbench.codeLens('blocked: does not parse'));
    await workbench.screenshot('blocked');
  });

  it('is shown beside its last version that parses, from the lens', async () => {
    const { workbench } = session();
    await workbench.clickCodeLens('Restore last version that parses');
    await expectVisible(workbench.editorTab('The voice assistant, fifteen agents'));
    await workbench.screenshot('restore');
  });

  it('is restored in the editor, and parses once it is saved', async () => {
    const { workbench } = session();
    const file = path.join(session().workspace, 'agents', 'emotion_agent.py');
    await assert.rejects(run('python3', ['-m', 'py_compile', file]));
    await workbench.clickEditorAction(/^Restore|^Apply/);
    // Only then does the file have the focus, and nothing takes it away from what is typed next.
    await workbench.editorTab('The voice assistant, fifteen agents').waitFor({ state: 'hidden' });
    await expectVisible(workbench.editorTab('emotion_agent.py'));
    await workbench.seeAtLine(26, workbench.codeLens(/migrated/));
    await waitUntil('it is saved, and compiles', async () => {
      await workbench.page.keyboard.press('ControlOrMeta+S');
      return run('python3', ['-m', 'py_compile', file]).then(
        () => true,
        () => false,
      );
    });
  });
});

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { useSession } from './driver/use-session.js';
import { expectVisible, persistently, waitUntil } from './driver/waiting.js';

const run = promisify(execFile);

describe('migrating an agent and rolling it back', () => {
  const session = useSession('migrate');
  let file: string;
  let original: Buffer;
  before(async () => {
    file = path.join(session().workspace, 'agents', 'intent_agent.py');
    original = await readFile(file);
  });
  const changed = async (): Promise<boolean> => !(await readFile(file)).equals(original);

  /** While VS Code saves, the file is empty for a moment. */
  const isMigrated = async (): Promise<boolean> => (await changed()) && (await classLine()) > 0;
  const classLine = async (): Promise<number> => {
    const lines = (await readFile(file, 'utf8')).split('\n');
    return lines.findIndex((line) => line.startsWith('class IntentAgent')) + 1;
  };
  /** There is a list of places to go back to when the migration had more than one stage. */
  const untilRolledBack = (): Promise<void> =>
    waitUntil('the file on disk is as it was', async () => {
      await session().workbench.quickInput.pickIfOffered('Original');
      return !(await changed());
    });

  it('is previewed from the explorer, stage by stage, and nothing is written', async () => {
    const { workbench } = session();
    await workbench.openFolders('agents');
    await workbench.openMenu('intent_agent.py', 'Agent Migrator');
    await workbench.screenshot('menu');
    await workbench.chooseFromMenu('Preview migration');
    await expectVisible(workbench.editorTab('IntentAgent: Infrastructure'));
    await expectVisible(workbench.page.locator('.monaco-diff-editor .line-insert').first());
    await workbench.screenshot('preview');
    assert.equal(await changed(), false);
  });

  it('is applied from the diff, and the fleet still runs', async () => {
    const { workbench } = session();
    await workbench.clickEditorAction(/^Apply/);
    await waitUntil('the file on disk is migrated', isMigrated);
    await expectVisible(workbench.editorTab('intent_agent.py'));
    await workbench.seeAtLine(await classLine(), workbench.codeLens('Roll back…'));
    await workbench.screenshot('migrated');
    const { stdout } = await run('python3', ['run_fleet.py'], { cwd: session().workspace });
    assert.match(stdout, /IntentAgent/);
  });

  it('is rolled back from its lens, to the last byte', async () => {
    const { workbench } = session();
    await workbench.clickCodeLens('Roll back…');
    await untilRolledBack();
    await workbench.screenshot('rolled-back');
  });

  it('is migrated and rolled back from the palette', async () => {
    const { workbench } = session();
    await workbench.openFile('intent_agent.py');
    await workbench.runCommand('Agent Migrator: Migrate…');
    await expectVisible(workbench.quickInput.rows('All stages').first());
    await workbench.screenshot('migrate');
    await workbench.quickInput.pick('All stages');
    await waitUntil('the file on disk is migrated', isMigrated);
    await workbench.seeAtLine(await classLine(), workbench.codeLens('Roll back…'));
    // The palette sorts its rows anew while it finds out what was used last; a click may meet another row than it aimed at.
    await persistently(async () => {
      await workbench.openPalette('Agent Migrator: Roll back…');
      await workbench.screenshot('rollback');
      await workbench.quickInput.pick('Roll back…');
      await untilRolledBack();
    });
  });

  it('goes the same way in TypeScript', async () => {
    const { workbench, workspace } = session();
    const weather = path.join(workspace, 'agents', 'weather-agent.ts');
    const before = await readFile(weather);
    const isWeatherMigrated = async (): Promise<boolean> => !(await readFile(weather)).equals(before);
    const lines = before.toString().split('\n');
    const line = lines.findIndex((one) => one.startsWith('export class WeatherAgent')) + 1;
    await workbench.openFile('weather-agent.ts');
    await workbench.seeAtLine(line, workbench.codeLens('Risk 13'));
    await workbench.clickCodeLens('Preview migration');
    await expectVisible(workbench.editorTab('WeatherAgent: Infrastructure'));
    await workbench.screenshot('typescript-preview');
    assert.equal(await isWeatherMigrated(), false);
    await workbench.clickEditorAction(/^Apply/);
    await waitUntil('the file on disk is migrated', isWeatherMigrated);
    await workbench.openFile('weather-agent.ts');
    await workbench.seeAtLine(line, workbench.codeLens('Roll back…'));
    await workbench.clickCodeLens('Roll back…');
    await waitUntil('the file on disk is as it was', async () => {
      await workbench.quickInput.pickIfOffered('Original');
      return !(await isWeatherMigrated());
    });
  });

  it('is refused while there are unsaved edits, with a way out', async () => {
    const { workbench } = session();
    await workbench.openFile('intent_agent.py');
    await workbench.goToLine(1);
    await workbench.page.keyboard.type('# unsaved ');
    await workbench.runCommand('Agent Migrator: Migrate…');
    const message = await workbench.waitForToast('intent_agent.py');
    await workbench.screenshot('refused');
    assert.match(message, /unsaved/);
    assert.equal(await changed(), false);
  });
});

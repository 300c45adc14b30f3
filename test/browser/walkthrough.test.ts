import assert from 'node:assert/strict';
import { access, readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { useSession } from './driver/use-session.js';
import { expectVisible, waitUntil } from './driver/waiting.js';

describe('the walkthrough', () => {
  const session = useSession('walkthrough');

  it('leads from the score to the rollback, with pictures', async () => {
    const { workbench } = session();
    const { page } = workbench;
    await workbench.runCommandAndPick('Welcome: Open Walkthrough...', 'Migrate your first agent');
    for (const title of [
      'Open the example',
      'See the score',
      'Look at the evidence',
      'Preview, then migrate',
      'Watch it',
    ]) {
      await expectVisible(page.locator('.getting-started-step', { hasText: title }));
    }
    await page.locator('.getting-started-step', { hasText: 'Look at the evidence' }).click();
    const picture = page.locator('.getting-started-media img');
    await expectVisible(picture);
    await waitUntil('the picture is drawn', () =>
      picture.evaluate((one) => (one as unknown as { naturalWidth: number }).naturalWidth > 0),
    );
    await workbench.screenshot('walkthrough');
  });

  it('ticks a step off when its command ran', async () => {
    const { page } = session().workbench;
    await page.locator('.getting-started-step', { hasText: 'See the score' }).click();
    await page.getByRole('button', { name: 'Assess Workspace' }).click();
    await expectVisible(page.locator('.getting-started-step', { hasText: 'See the score' }).locator('.complete'));
  });

  it('has a copy of the example to go through', async () => {
    const { workbench } = session();
    const copies = async (): Promise<readonly string[]> =>
      (await readdir(os.tmpdir())).filter((name) => name.startsWith('agent-migrator-example-'));
    const before = new Set(await copies());
    await workbench.runCommandAndPick('Agent Migrator: Open the Example Fleet…', 'In a temporary folder');
    const made = async (): Promise<string | undefined> => (await copies()).find((name) => !before.has(name));
    await waitUntil('a copy was made', async () => (await made()) !== undefined);
    const copy = path.join(os.tmpdir(), (await made()) ?? '', 'agent-migrator-example');
    await waitUntil('it is whole', () =>
      access(path.join(copy, 'zmq', 'wire.py')).then(
        () => true,
        () => false,
      ),
    );
    assert.ok((await readdir(path.join(copy, 'agents'))).length >= 15);
  });
});

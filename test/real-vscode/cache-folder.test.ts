import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { provideOnce } from './cache-folder.js';

const variable = 'AGENT_MIGRATOR_VSCODE_CACHE';

describe('the cache of downloaded parts', () => {
  const before = process.env[variable];
  let cache: string;
  beforeEach(() => {
    cache = mkdtempSync(path.join(tmpdir(), 'agent-migrator-cache-'));
    process.env[variable] = cache;
  });
  afterEach(() => {
    if (before === undefined) Reflect.deleteProperty(process.env, variable);
    else process.env[variable] = before;
    rmSync(cache, { recursive: true, force: true });
  });
  const fill = (folder: string): Promise<void> => writeFile(path.join(folder, 'binary'), 'x');

  it('fills a part once', async () => {
    const first = await provideOnce('node-1', fill);
    const second = await provideOnce('node-1', () => assert.fail('it was there'));
    assert.equal(second, first);
    assert.ok(existsSync(path.join(first, 'binary')));
  });

  it('leaves nothing behind when filling fails, and fills again the next time', async () => {
    await assert.rejects(
      provideOnce('node-1', async (folder) => {
        await fill(folder);
        throw new Error('the network went away');
      }),
      /network/,
    );
    assert.deepEqual(readdirSync(cache), []);
    await provideOnce('node-1', fill);
  });

  it('gives two that fill at the same time the same whole part', async () => {
    const [first, second] = await Promise.all([provideOnce('node-1', fill), provideOnce('node-1', fill)]);
    assert.equal(first, second);
    assert.deepEqual(readdirSync(cache), ['node-1']);
  });
});

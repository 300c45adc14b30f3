import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../src/node/clock.js';
import { PythonInterpreter } from '../../../src/node/python-interpreter.js';
import { factsFile } from '../../../src/node/scan/cache-directory.js';
import { LocalSourceScanner } from '../../../src/node/scan/local-source-scanner.js';
import { SourceVerifier } from '../../../src/node/scan/source-verifier.js';
import { LanguageThreads } from '../../../src/node/workers/language-threads.js';

const operation = { signal: new AbortController().signal };

describe('the scanner of a folder on disk', function () {
  this.timeout(60_000);
  let parent: string;
  before(async () => {
    parent = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-scanner-'));
  });
  after(() => rm(parent, { recursive: true, force: true }));

  it('keeps what it has learned and ends its threads once it is closed, whoever disposes of it later', async () => {
    const file = path.join(parent, 'a.py');
    await writeFile(file, 'a = 1\n');
    await utimes(file, 1, 1);
    const threads = new LanguageThreads({ distDir: path.resolve('dist'), mayBlock: false });
    const cacheFolder = path.join(parent, 'cache');
    const compileCheck = new PythonInterpreter({ environment: {} });
    const verifier = new SourceVerifier({ root: parent, pool: threads.pool, compileCheck, wasmFolder: parent });
    const scanner = new LocalSourceScanner({ root: parent, threads, verifier, cacheFolder, clock: systemClock });
    const [scanned] = await scanner.scanFiles(['a.py'], { useCache: true, verify: 'no' }, operation);
    assert.equal(scanned?.unreadable, undefined);
    assert.equal(threads.pool.isStarted, true);
    scanner.close();
    assert.equal(existsSync(factsFile(cacheFolder, parent)), false, 'nobody waits for it');
    await Promise.all([scanner.dispose(), scanner.dispose()]);
    assert.equal(existsSync(factsFile(cacheFolder, parent)), true);
    assert.equal(threads.pool.isStarted, false);
  });
});

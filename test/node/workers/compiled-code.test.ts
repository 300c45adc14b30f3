import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CompiledCode } from '../../../src/node/workers/compiled-code.js';

const text = '(function () { function twice(n) { return 2 * n; } return twice(21); })';

describe('the compiled code of a worker', () => {
  let scratch: string;
  let folder: string;
  let root: string;

  beforeEach(async () => {
    scratch = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-code-'));
    folder = path.join(scratch, 'cache/code');
    root = path.join(scratch, 'workspace');
    await mkdir(root);
  });
  afterEach(() => rm(scratch, { recursive: true, force: true }));

  const load = (options = { folder, root }, source = text): CompiledCode =>
    new CompiledCode(source, '/dist/worker.js', options);
  const answer = ({ script }: CompiledCode): unknown => (script.runInThisContext() as () => unknown)();
  const kept = async (): Promise<string> => {
    const code = load();
    answer(code);
    code.keep();
    const [name = ''] = await readdir(folder);
    return path.join(folder, name);
  };

  it('is missing at first, and taken once it has been kept', async () => {
    assert.equal(load().isMissing, true);
    await kept();
    const code = load();
    assert.equal(code.isMissing, false);
    assert.equal(answer(code), 42);
  });

  it('serves no other text, be it as long', async () => {
    await kept();
    const other = load({ folder, root }, text.replace('21', '22'));
    assert.equal(other.isMissing, true);
    assert.equal(answer(other), 44);
  });

  it('is passed over where a byte of it has changed, or it ends early', async () => {
    const file = await kept();
    const whole = await readFile(file);
    for (const at of [0, 63, 64, 80, whole.length - 1]) {
      const damaged = Buffer.from(whole);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
      await writeFile(file, damaged);
      assert.equal(load().isMissing, true, `byte ${at}`);
    }
    for (const length of [0, 40, 64, whole.length - 1]) {
      await writeFile(file, whole.subarray(0, length));
      const code = load();
      assert.equal(code.isMissing, true, `${length} bytes`);
      assert.equal(answer(code), 42);
    }
  });

  it('is kept anew over what was damaged', async () => {
    const file = await kept();
    await writeFile(file, 'nothing of ours');
    await kept();
    assert.equal(load().isMissing, false);
  });

  it('is taken from no folder of the workspace, and kept in none, through a link either', async () => {
    const inside = path.join(root, '.cache');
    await mkdir(inside, { mode: 0o700 });
    load({ folder: inside, root }).keep();
    assert.deepEqual(await readdir(inside), []);
    const file = await kept();
    await writeFile(path.join(inside, path.basename(file)), await readFile(file), { mode: 0o600 });
    assert.equal(load({ folder: inside, root }).isMissing, true);
    const link = path.join(scratch, 'link');
    await symlink(inside, link, 'junction');
    assert.equal(load({ folder: link, root }).isMissing, true);
    assert.equal(
      load({ folder: inside, root: path.join(scratch, 'elsewhere') }).isMissing,
      true,
      'no workspace to tell by',
    );
  });

  it('is not taken where others may write', async function () {
    if (process.platform === 'win32') this.skip();
    const file = await kept();
    await chmod(file, 0o666);
    assert.equal(load().isMissing, true, 'the file');
    await chmod(file, 0o600);
    assert.equal(load().isMissing, false);
    await chmod(folder, 0o777);
    assert.equal(load().isMissing, true, 'the folder');
    await rm(file);
    load().keep();
    assert.deepEqual(await readdir(folder), [], 'nor kept there');
  });

  it('is not taken through a link', async function () {
    if (process.platform === 'win32') this.skip();
    const file = await kept();
    await writeFile(path.join(scratch, 'other'), await readFile(file), { mode: 0o600 });
    await rm(file);
    await symlink(path.join(scratch, 'other'), file);
    assert.equal(load().isMissing, true);
  });

  it('does without where nothing can be written', async () => {
    await writeFile(path.join(scratch, 'cache'), 'a file');
    const code = load();
    code.keep();
    assert.equal(code.isMissing, true);
    assert.equal(answer(code), 42);
  });

  it('leaves the four that were written last', async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const year of [2021, 2022, 2023, 2024, 2025]) {
      const file = path.join(folder, `${year}.v8`);
      await writeFile(file, '');
      await utimes(file, new Date(year, 0), new Date(year, 0));
    }
    const file = await kept();
    const names = await readdir(folder);
    assert.equal(names.length, 4);
    assert.ok(names.includes('2023.v8') && names.includes('2025.v8'));
    assert.ok(!names.includes('2022.v8'), file);
  });
});

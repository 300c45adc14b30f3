import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { FileListOptions } from '../../src/app/ports/workspace-files.js';
import { defaultExcludes } from '../../src/core/workspace/default-excludes.js';
import { LocalWorkspaceFiles } from '../../src/node/workspace-files.js';

const run = promisify(execFile);

describe('the files of a workspace', () => {
  let root: string;
  beforeEach(async () => {
    root = await realpath(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-files-')));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function write(...files: readonly (string | readonly [string, string])[]): Promise<void> {
    for (const file of files) {
      const [name, text] = typeof file === 'string' ? [file, ''] : file;
      await mkdir(path.dirname(path.join(root, name)), { recursive: true });
      await writeFile(path.join(root, name), text);
    }
  }

  async function listed(options: Partial<FileListOptions> = {}, from = root): Promise<readonly string[]> {
    const whole = { paths: [], noIgnore: false, exclude: defaultExcludes, extensions: ['.py'], ...options };
    return await new LocalWorkspaceFiles(from).list(whole, { signal: new AbortController().signal });
  }

  it('are listed sorted, with the wanted endings only', async () => {
    await write('b.py', 'a/z.py', 'a/notes.md', 'c.json');
    assert.deepEqual(await listed(), ['a/z.py', 'b.py']);
    assert.deepEqual(await listed({ extensions: ['.py', '.json'] }), ['a/z.py', 'b.py', 'c.json']);
  });

  it('are told one by one while they are found', async () => {
    await write('b.py', 'a/z.py', 'a/notes.md', 'node_modules/x.py');
    const found: string[] = [];
    const all = await listed({ onFound: (file) => found.push(file) });
    assert.deepEqual(found.sort(), all);
  });

  it('are the same where nobody waits for the thread that lists them, and can be cancelled there', async () => {
    await write(...Array.from({ length: 200 }, (_, index) => `a/${index}/b.py`), 'c/.gitignore', 'tests/d.py');
    const whole = { paths: [], noIgnore: false, exclude: defaultExcludes, extensions: ['.py'] };
    const blocking = new LocalWorkspaceFiles(root, { mayBlock: true });
    assert.deepEqual(await blocking.list(whole, { signal: new AbortController().signal }), await listed());
    const controller = new AbortController();
    const { signal } = controller;
    const check = signal.throwIfAborted.bind(signal);
    let folders = 0;
    Object.assign(signal, {
      throwIfAborted: () => {
        if (++folders === 10) setImmediate(() => controller.abort());
        check();
      },
    });
    await assert.rejects(blocking.list(whole, { signal }), { name: 'AbortError' });
  });

  it('leave out dependencies, build output, environments, tests and copies', async () => {
    const left = [
      'node_modules/x.py',
      '.venv/lib/x.py',
      'build/x.py',
      'pkg/__pycache__/x.py',
      'tests/x.py',
      'pkg/test_x.py',
    ];
    const copies = [
      'backup/x.py',
      'old/backups/x.py',
      'archive/x.py',
      '_trash/x.py',
      '_trash_2025/x.py',
      'Backups/y.py',
    ];
    await write(...left, ...copies, 'pkg/x.py', 'backup_tool/x.py', 'pkg/attest.py');
    assert.deepEqual(await listed(), ['backup_tool/x.py', 'pkg/attest.py', 'pkg/x.py']);
    assert.equal((await listed({ noIgnore: true })).length, 15);
  });

  it('never include the repository database or our store', async () => {
    await write('.git/hooks/x.py', '.agent-migrator/blobs/x.py', 'a.py');
    assert.deepEqual(await listed({ noIgnore: true }), ['a.py']);
  });

  it('follow .gitignore files as git does', async () => {
    await write(
      ['.gitignore', '*.tmp.py\n/only_here.py\ndeep/**/gone.py\n# *.py\n!kept.tmp.py\nwhole/\ntrailing.py  \n'],
      ['inner/.gitignore', '!*.tmp.py\nlocal.py\n'],
      ...[
        'a.tmp.py',
        'kept.tmp.py',
        'only_here.py',
        'x/only_here.py',
        'deep/a/b/gone.py',
        'deep/stays.py',
        'trailing.py',
      ],
      ...['whole/a.py', 'x/whole/b.py', 'inner/b.tmp.py', 'inner/local.py', 'inner/deeper/local.py', 'local.py'],
    );
    const ours = await listed();
    await run('git', ['init', '-q'], { cwd: root });
    const { stdout } = await run('git', ['ls-files', '-o', '--exclude-standard', '--', '*.py'], { cwd: root });
    assert.deepEqual(ours, stdout.split('\n').filter(Boolean).sort());
  });

  it('follow the rules of the repository around the workspace and of info/exclude', async () => {
    await run('git', ['init', '-q'], { cwd: root });
    await write(['.gitignore', 'service/secret.py\n*.gen.py\n'], ['.git/info/exclude', 'mine.py\n']);
    await write('service/secret.py', 'service/a.gen.py', 'service/mine.py', 'service/a.py');
    assert.deepEqual(await listed({}, path.join(root, 'service')), ['a.py']);
  });

  it('are listed although the repository around the workspace leaves the whole workspace out', async () => {
    await run('git', ['init', '-q'], { cwd: root });
    await write(['.gitignore', 'out/\n'], 'out/ws/a.py');
    assert.deepEqual(await listed({}, path.join(root, 'out/ws')), ['a.py']);
  });

  it('include what is named, a file always and a folder with the rules inside it', async () => {
    await write(
      ['.gitignore', 'hidden/\n'],
      'tests/a.py',
      'tests/deep/b.py',
      'tests/.venv/c.py',
      'hidden/d.py',
      'e.py',
    );
    assert.deepEqual(await listed({ paths: ['tests/a.py'] }), ['tests/a.py']);
    assert.deepEqual(await listed({ paths: ['tests'] }), ['tests/a.py', 'tests/deep/b.py']);
    assert.deepEqual(await listed({ paths: ['tests/deep'] }), ['tests/deep/b.py']);
    assert.deepEqual(await listed({ paths: ['hidden', 'e.py'] }), ['e.py', 'hidden/d.py']);
  });

  it('include links to what is inside once, and never what is outside', async () => {
    await write('pkg/a.py', 'outside/secret.py', 'ws/real/b.py', 'ws/backup/c.py');
    const ws = path.join(root, 'ws');
    await symlink(path.join(root, 'outside'), path.join(ws, 'out'));
    await symlink(path.join(root, 'pkg/a.py'), path.join(ws, 'a.py'));
    await symlink(path.join(ws, 'real'), path.join(ws, 'again'));
    await symlink(path.join(ws, 'backup'), path.join(ws, 'linked'));
    await symlink(ws, path.join(ws, 'real/loop'));
    assert.deepEqual(await listed({}, ws), ['linked/c.py', 'real/b.py']);
  });

  it('stop being listed when the operation is cancelled', async () => {
    await write('a.py');
    const controller = new AbortController();
    controller.abort();
    const options = { paths: [], noIgnore: false, exclude: [], extensions: [] };
    await assert.rejects(new LocalWorkspaceFiles(root).list(options, { signal: controller.signal }), {
      name: 'AbortError',
    });
  });

  it('are told from folders and from nothing', async () => {
    await write(['a/b.py', 'text']);
    const files = new LocalWorkspaceFiles(root);
    assert.equal(await files.kindOf('a/b.py'), 'file');
    assert.equal(await files.kindOf('a'), 'folder');
    assert.equal(await files.kindOf(''), 'folder');
    assert.equal(await files.kindOf('gone'), undefined);
    assert.equal(await files.read('gone'), undefined);
    assert.equal(new TextDecoder().decode(await files.read('a/b.py')), 'text');
  });
});

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** A project with this one's knip.json: an entry point, a used module and a test. */
const sound: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "planted", "main": "./dist/extension.js" }',
  'tsconfig.json': '{ "compilerOptions": { "outDir": "dist", "rootDir": "src" } }',
  'src/extension.ts': "import { used } from './core/used.js';\nused();\n",
  'src/core/used.ts': 'export function used(): void {}\n',
  'test/used.test.ts': "import { used } from '../src/core/used.js';\nused();\n",
};

/** What knip says about the project with these files added; with `--production`, tests count for nothing. */
async function knip(added: Readonly<Record<string, string>>, ...flags: readonly string[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dead-code-'));
  try {
    for (const [file, text] of Object.entries({ ...sound, ...added })) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
    }
    await cp('knip.json', path.join(folder, 'knip.json'));
    await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction');
    const command = [
      path.resolve('node_modules/knip/bin/knip.js'),
      '--directory',
      folder,
      '--no-config-hints',
      ...flags,
    ];
    const failed = (error: unknown): { stdout: string } => error as { stdout: string };
    const { stdout } = await promisify(execFile)(process.execPath, command).catch(failed);
    return stdout.trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the check for dead code', function () {
  this.timeout(60_000);

  it('is content when everything is used', async () => {
    assert.equal(await knip({}), '');
    assert.equal(await knip({}, '--production'), '');
  });

  it('finds a file nobody imports', async () => {
    assert.match(
      await knip({ 'src/core/unused.ts': 'export const a = 1;\n' }),
      /Unused files \(1\)\nsrc\/core\/unused\.ts/,
    );
  });

  it('finds an export nobody imports', async () => {
    const used = `${sound['src/core/used.ts'] ?? ''}export function unused(): void {}\n`;
    assert.match(await knip({ 'src/core/used.ts': used }), /Unused exports \(1\)\nunused/);
  });

  it('finds what only a test reaches', async () => {
    const added = {
      'src/core/tested.ts': 'export const tested = 1;\n',
      'test/tested.test.ts': "import { tested } from '../src/core/tested.js';\nvoid tested;\n",
    };
    assert.equal(await knip(added), '');
    assert.match(await knip(added, '--production'), /Unused files \(1\)\nsrc\/core\/tested\.ts/);
  });

  it('finds a dependency nobody imports', async () => {
    const manifest = '{ "name": "planted", "main": "./dist/extension.js", "devDependencies": { "valibot": "1" } }';
    assert.match(await knip({ 'package.json': manifest }), /Unused devDependencies \(1\)\nvalibot/);
  });
});

import assert from 'node:assert/strict';
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runBuiltCli, type CliResult } from '../support/cli.js';

interface Validated {
  readonly schemaVersion: number;
  readonly path: string;
  readonly checks: readonly { readonly id: string; readonly status: string; readonly detail: string }[];
}

describe('validate on the command line', function () {
  this.timeout(120_000);
  let workspace: string;
  const file = (): string => path.join(workspace, 'agents', 'memory_agent.py');
  const cli = (...words: readonly string[]): Promise<CliResult> => {
    const env = { AGENT_MIGRATOR_STATE_DIR: path.join(workspace, '..', `${path.basename(workspace)}-state`) };
    return runBuiltCli([...words, '--workspace', workspace], { env });
  };
  const validated = async (target: string): Promise<{ code: number | null; document: Validated }> => {
    const { code, stdout } = await cli('validate', target, '--json');
    return { code, document: JSON.parse(stdout) as Validated };
  };
  const statusOf = ({ checks }: Validated, id: string): string | undefined =>
    checks.find((one) => one.id === id)?.status;

  beforeEach(async () => {
    workspace = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-test-'));
    await cp('media/example-fleet', workspace, { recursive: true });
  });
  afterEach(async () => {
    await rm(workspace, { recursive: true, force: true });
    await rm(`${workspace}-state`, { recursive: true, force: true });
  });

  it('says of a migrated agent what each of the five checks found, in exactly the documented keys', async () => {
    const migrated = JSON.parse((await cli('migrate', file(), '--json')).stdout) as {
      readonly migrations: readonly { readonly id: string; readonly checks: Validated['checks'] }[];
    };
    const { code, document } = await validated(migrated.migrations[0]?.id ?? '');
    assert.equal(code, 0);
    assert.deepEqual(Object.keys(document), ['schemaVersion', 'path', 'checks']);
    assert.equal(document.path, 'agents/memory_agent.py');
    for (const check of document.checks) assert.deepEqual(Object.keys(check), ['id', 'status', 'detail']);
    assert.deepEqual(
      document.checks.map(({ id, status }) => `${id} ${status}`),
      ['structure pass', 'compile pass', 'functionality skipped', 'performance skipped', 'integration pass'],
    );
    assert.match(document.checks[2]?.detail ?? '', /--allow-exec/u);
    assert.deepEqual(
      migrated.migrations[0]?.checks.map(({ id }) => id),
      document.checks.map(({ id }) => id),
    );
  });

  it('fails what was edited since, and what lost a name', async () => {
    await cli('migrate', file());
    await appendFile(file(), '\n\nprint(nothing_binds_this)\n');
    const { code, document } = await validated(file());
    assert.equal(code, 1);
    assert.equal(statusOf(document, 'structure'), 'fail');
    assert.equal(statusOf(document, 'compile'), 'fail');
    const text = await cli('validate', file());
    assert.match(text.stdout, /edited since m-[0-9a-f]+/u);
    assert.match(text.stdout, /2 failed/u);
  });

  it('asks for a reason for every statement in what was written, and for none in what somebody wrote since', async () => {
    const proofsOf = async (): Promise<number> => {
      const { document } = await validated(file());
      const [, count] = /(\d+) proofs hold/u.exec(document.checks[1]?.detail ?? '') ?? [];
      return Number(count);
    };
    await cli('migrate', file());
    const asWritten = await proofsOf();
    await appendFile(file(), '\nseen = 1\n');
    assert.equal(await proofsOf(), asWritten - 1);
  });

  it('fails a method that is gone without anybody having said so', async () => {
    await cli('migrate', file());
    const text = await readFile(file(), 'utf8');
    const method = /^ {4}def (\w+)\(self, [^)]*\).*:\n(?:(?: {8}.*)?\n)+/mu.exec(text);
    assert(method);
    await writeFile(file(), text.replace(method[0], ''));
    const { document } = await validated(file());
    assert.match(document.checks[1]?.detail ?? '', /gone/u);
  });

  describe('with consent to run code of the workspace', () => {
    const notification = (): string => path.join(workspace, 'agents', 'notification_agent.py');
    const found = async (target: string): Promise<Validated['checks'][number]> => {
      const { stdout } = await cli('validate', target, '--json', '--allow-exec');
      const { checks } = JSON.parse(stdout) as Validated;
      const check = checks.find(({ id }) => id === 'functionality');
      assert(check);
      return check;
    };

    it('runs what was and what is side by side, and names the interpreter', async () => {
      const { code, stdout } = await cli('migrate', file(), '--json', '--allow-exec');
      assert.equal(code, 0, stdout);
      const check = await found(file());
      assert.equal(check.status, 'pass', check.detail);
      assert.match(check.detail, /^The same in \d+ calls on CPython 3\.\d+/u);
    });

    it('fails a thread that is not started any more, and a reply that says something else', async () => {
      const broken = [
        [
          notification(),
          'self.listen_thread.start()',
          'pass',
          /thread listen.*before: is started; now: is not started/u,
        ],
        [file(), '"status": "not_found"', '"status": "missing"', /before: .*not_found.*; now: .*missing/u],
      ] as const;
      for (const [target, was, is, told] of broken) {
        await cli('migrate', target);
        const migrated = await readFile(target, 'utf8');
        assert(migrated.includes(was), was);
        await writeFile(target, migrated.replace(was, is));
        const check = await found(target);
        assert.equal(check.status, 'fail', check.detail);
        assert.match(check.detail, told);
      }
    });
  });

  it('exits 2 for what is not there and 3 for what cannot be validated', async () => {
    assert.equal((await cli('validate', path.join(workspace, 'nothing.py'))).code, 2);
    assert.equal((await cli('validate')).code, 2);
    assert.equal((await cli('validate', 'm-00000000')).code, 3);
    assert.equal((await cli('validate', path.join(workspace, 'common', '__init__.py'))).code, 3);
  });

  it('refuses a migration that was rolled back', async () => {
    await cli('migrate', file());
    await cli('rollback', file());
    const { code, stdout } = await cli('history', '--json');
    assert.equal(code, 0);
    const { migrations } = JSON.parse(stdout) as { readonly migrations: readonly { readonly id: string }[] };
    assert.equal((await cli('validate', migrations[0]?.id ?? '')).code, 3);
    assert.equal((await cli('validate', file())).code, 0);
  });
});

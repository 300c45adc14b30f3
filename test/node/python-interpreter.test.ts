import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { CompileResult } from '../../src/app/ports/compile-check.js';
import { PythonInterpreter } from '../../src/node/python-interpreter.js';
import { hasPython } from '../languages/python/oracle/python.js';

const operation = { signal: new AbortController().signal };
const file = (source: string | Uint8Array): { path: string; bytes: Uint8Array } => ({
  path: 'agent.py',
  bytes: Buffer.from(source),
});

async function compile(
  sources: readonly (string | Uint8Array)[],
  executable?: string,
): Promise<readonly CompileResult[]> {
  const chosen = executable === undefined ? {} : { executable: () => executable };
  return await new PythonInterpreter({ environment: process.env, ...chosen }).compile(sources.map(file), operation);
}

describe('the interpreter as a compiler', function () {
  this.timeout(60_000);
  let folder = '';
  before(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'interpreter-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** A program that stands in for python3. */
  function program(name: string, lines: readonly string[]): string {
    const place = path.join(folder, name);
    writeFileSync(place, ['#!/bin/sh', ...lines, ''].join('\n'));
    chmodSync(place, 0o755);
    return place;
  }

  it('names itself, and tells what does not parse from what does not compile', async function () {
    if (!hasPython) this.skip();
    const results = await compile(['x = 1\n', 'x = (\n', 'def f():\n    await g()\n', Buffer.from([0x78, 0xff])]);
    assert.deepEqual(
      results.map((result) => (result.status === 'fails' ? result.stage : result.status)),
      ['compiles', 'parse', 'compile', 'parse'],
    );
    for (const result of results) assert.match('interpreter' in result ? result.interpreter : '', /^\w+ 3\.\d+\.\d+$/);
  });

  it("reads the bytes, so that the encoding is the file's own", async function () {
    if (!hasPython) this.skip();
    const results = await compile([Buffer.from('# coding: latin-1\nx = "\xe9"\n', 'latin1'), '\uFEFFx = 1\r\n']);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['compiles', 'compiles'],
    );
  });

  it('answers for many files in their order, however many processes share them', async function () {
    if (!hasPython) this.skip();
    const isBroken = (index: number): boolean => index % 3 === 0 || index === 40;
    const sources = Array.from({ length: 41 }, (_, index) => (isBroken(index) ? 'x = (\n' : 'x = 1\n'));
    const results = await compile(sources);
    assert.deepEqual(
      results.map(({ status }) => status),
      sources.map((_, index) => (isBroken(index) ? 'fails' : 'compiles')),
    );
  });

  it('runs nothing of what it compiles', async function () {
    if (!hasPython) this.skip();
    const trace = path.join(folder, 'trace');
    await compile([`open(${JSON.stringify(trace)}, "w")\n`]);
    assert.throws(() => rmSync(trace), /ENOENT/);
  });

  it('says what it looked for when there is none, or one too old', async () => {
    const [missing] = await compile(['x = 1\n'], path.join(folder, 'nowhere'));
    assert.match(
      missing?.status === 'unavailable' ? missing.detail : '',
      /^No Python 3\.8 or newer was found \(.*nowhere: there is no such command\)\.$/,
    );
    const [silent] = await compile(['x = 1\n'], program('silent', ['exit 1']));
    assert.match(silent?.status === 'unavailable' ? silent.detail : '', /silent: does not start, or is Python 2/);
    const [old] = await compile(['x = 1\n'], program('old', ['echo "CPython 3.6.1"']));
    assert.match(old?.status === 'unavailable' ? old.detail : '', /CPython 3\.6\.1, older than 3\.8/);
  });

  it('gives up on a file after two seconds and goes on with the next one', async function () {
    if (process.platform === 'win32') this.skip();
    const slow = program('slow', [
      'echo "CPython 3.99.0"',
      'read size; if [ "$size" = 4 ]; then sleep 30; fi; echo "{}"',
    ]);
    const results = await compile(['hang', 'x = 1\n'], slow);
    assert.deepEqual(results, [
      { status: 'unavailable', detail: 'CPython 3.99.0 gave no answer within 2 s.' },
      { status: 'compiles', interpreter: 'CPython 3.99.0' },
    ]);
  });

  it('looks for it again where somebody else who looked gave up', async function () {
    if (process.platform === 'win32') this.skip();
    const sleepy = program('sleepy', ['sleep 0.2', 'echo "CPython 3.99.0"', 'read size; echo "{}"']);
    const interpreter = new PythonInterpreter({ environment: process.env, executable: () => sleepy });
    const impatient = new AbortController();
    const givenUp = interpreter.compile([file('x')], { signal: impatient.signal });
    const patient = interpreter.compile([file('y')], operation);
    impatient.abort();
    await assert.rejects(givenUp, { name: 'AbortError' });
    assert.deepEqual(
      (await patient).map(({ status }) => status),
      ['compiles'],
    );
  });

  it('asks once about the same bytes, and again where no answer came', async function () {
    if (process.platform === 'win32') this.skip();
    const log = path.join(folder, 'asked');
    // An empty frame gets no answer: the process ends.
    const counting = program('counting', [
      'echo "CPython 3.99.0"',
      `while read size; do echo "$size" >> '${log}'; [ "$size" = 0 ] && exit 1; head -c "$size" > /dev/null; echo "{}"; done`,
    ]);
    const interpreter = new PythonInterpreter({ environment: process.env, executable: () => counting });
    const statuses = async (...sources: readonly string[]): Promise<readonly string[]> =>
      (await interpreter.compile(sources.map(file), operation)).map(({ status }) => status);
    assert.deepEqual(await statuses('abc', 'abcd', 'abc'), ['compiles', 'compiles', 'compiles']);
    assert.deepEqual(await statuses('', 'abcd'), ['unavailable', 'compiles']);
    assert.deepEqual(await statuses(''), ['unavailable']);
    // That which had been kept may have ended by itself: what it was at is asked of another one.
    assert.deepEqual(readFileSync(log, 'utf8').split('\n').filter(Boolean), ['3', '4', '0', '0', '0']);
  });

  it('says so when it crashes or answers nonsense', async function () {
    if (process.platform === 'win32') this.skip();
    const [crashed] = await compile(['x'], program('crash', ['echo "CPython 3.99.0"', 'read size; exit 139']));
    assert.deepEqual(crashed, { status: 'unavailable', detail: 'CPython 3.99.0 crashed on the file.' });
    const [odd] = await compile(['x'], program('odd', ['echo "CPython 3.99.0"', 'read size; echo "oops"; sleep 1']));
    assert.deepEqual(odd, { status: 'unavailable', detail: 'CPython 3.99.0 answered what cannot be understood.' });
  });

  it('keeps one process for what is compiled soon, and ends it with everything else', async function () {
    if (process.platform === 'win32') this.skip();
    const log = path.join(folder, 'started');
    const kept = program('kept', [
      `echo $$ >> '${log}'; echo "CPython 3.99.0"`,
      'while read size; do head -c "$size" > /dev/null; echo "{}"; done',
    ]);
    const interpreter = new PythonInterpreter({ environment: process.env, executable: () => kept });
    for (const source of ['a', 'bc', 'def']) {
      const [result] = await interpreter.compile([file(source)], operation);
      assert.equal(result?.status, 'compiles');
    }
    const [pid, ...others] = readFileSync(log, 'utf8').split('\n').filter(Boolean).map(Number);
    assert.deepEqual(others, []);
    await interpreter.dispose();
    await ended(pid ?? 0);
  });

  it('asks another process where the one that was kept is gone', async function () {
    if (process.platform === 'win32') this.skip();
    const forgetful = program('forgetful', [
      'echo "CPython 3.99.0"; read size; head -c "$size" > /dev/null; echo "{}"; read size',
    ]);
    const interpreter = new PythonInterpreter({ environment: process.env, executable: () => forgetful });
    for (const source of ['a', 'bc', 'def']) {
      const [result] = await interpreter.compile([file(source)], operation);
      assert.equal(result?.status, 'compiles');
    }
    await interpreter.dispose();
  });
});

/** Waits until there is no such process. */
async function ended(pid: number): Promise<void> {
  assert.ok(pid > 0);
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await setTimeout(10);
  }
}

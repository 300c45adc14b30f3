import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { defaultPythonContract } from '../../../../src/core/contract/default-profile.js';
import type { ParallelOutcome } from '../../../../src/core/validation/functionality/compare-traces.js';
import { harnesses } from '../../../support/harnesses.js';
import { noModules } from '../../../support/no-modules.js';
import { agentLimits } from '../../../../src/node/validation/parallel-test/recorder.js';
import { createParallelTest } from '../../../../src/node/validation/parallel-test/parallel-test.js';

/** What a process that got away would leave behind, and how it is found. */
const sign = 'agent-migrator-hostile-sign';

const base = 'class BaseAgent:\n    def __init__(self, *args, **kwargs):\n        pass\n';

const agent = (body: string, head = ''): string => agentOf([body], head);

/** With a method for each of the bodies: what one of them comes to keeps no other from being called. */
function agentOf(bodies: readonly string[], head = ''): string {
  const methods = bodies.map((body, number) => `\n    def work${number}(self):\n${body.replace(/^/gm, '        ')}\n`);
  return `import os, sys\n${head}\n\nclass RogueAgent:\n    def __init__(self):\n        self.running = True\n${methods.join('')}`;
}

/** Of the processor's time: an agent that comes up against it is ended as ever, only sooner. */
const limits = { ...agentLimits, computingMs: { python: 500, typescript: 500 } };

describe('a hostile agent', function () {
  this.timeout(120_000);
  let folder = '';
  let home = '';

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'hostile-agent-'));
    home = path.join(folder, 'home');
    for (const made of ['home', 'workspace/common/core', 'workspace/agents'])
      mkdirSync(path.join(folder, made), { recursive: true });
    writeFileSync(path.join(folder, 'workspace/common/core/base_agent.py'), base);
  });
  afterEach(() => {
    assert.deepEqual(readdirSync(home), [], 'something was written to the home folder');
    assert.equal(processes(), '', 'a process got away');
    rmSync(folder, { recursive: true, force: true });
  });

  /** Processes that carry the sign on their command line. */
  function processes(): string {
    const list = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' });
    return list
      .split('\n')
      .filter((line) => line.includes(sign) && line.includes(folder))
      .join('\n');
  }

  async function run(source: string): Promise<ParallelOutcome> {
    const workspaceRoot = path.join(folder, 'workspace');
    const bytes = Buffer.from(source);
    writeFileSync(path.join(workspaceRoot, 'agents/rogue_agent.py'), bytes);
    const test = createParallelTest({
      workspaceRoot,
      harnesses,
      runnableModules: noModules,
      environment: { ...process.env, HOME: home },
      limits,
    });
    const request = {
      path: 'agents/rogue_agent.py',
      legacy: bytes,
      migrated: bytes,
      isComplete: true,
      classes: ['RogueAgent'],
      handedOver: {},
      contract: defaultPythonContract,
      interpreter: { name: 'CPython', command: ['python3'] } as const,
      findModule: () => undefined,
    };
    return await test.run(request, { signal: new AbortController().signal });
  }

  const raising = (outcome: ParallelOutcome): void => assert.equal(outcome.kind, 'equivalent', JSON.stringify(outcome));

  it('cannot fork', async () => {
    raising(await run(agent(`while True:\n    os.fork()`)));
  });

  it('cannot fork twice to leave its group', async () => {
    const body = `if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        os.execvp("sleep", ["sleep", "300", "${sign}"])`;
    raising(await run(agent(body)));
  });

  it('cannot start a process behind the back of the standard library', async () => {
    const body = `import _posixsubprocess, ctypes\nctypes.CDLL(None).system(b"sleep 300 ${sign} &")`;
    raising(await run(agent(body)));
  });

  it('is ended although it ignores every polite request', async () => {
    const head = `import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True:\n    pass`;
    const outcome = await run(agent('pass', head));
    assert.equal(outcome.kind, 'unknown', JSON.stringify(outcome));
  });

  it('may write a gigabyte to its output', async () => {
    raising(await run(agent('for _ in range(64):\n    os.write(1, b"x" * (1 << 24))')));
  });

  it('is ended when it floods its error output', async () => {
    const outcome = await run(agent('while True:\n    os.write(2, b"x" * 65536)'));
    assert.equal(outcome.kind, 'unknown', JSON.stringify(outcome));
  });

  it('cannot write outside its scratch folder', async () => {
    const bodies = [
      `open(${JSON.stringify(path.join(home, 'planted'))}, "w").write("x")`,
      `import _io\n_io.FileIO(${JSON.stringify(path.join(home, 'planted'))}, "w")`,
      `import posix\nposix.mkdir(${JSON.stringify(path.join(home, 'planted'))})`,
      `open(os.path.expanduser("~/planted"), "w").write("x")`,
      `open(${JSON.stringify(path.join(folder, 'workspace/planted'))}, "w").write("x")`,
    ];
    raising(await run(agentOf(bodies)));
    assert.equal(existsSync(path.join(folder, 'workspace/planted')), false);
  });

  it('reaches no network', async () => {
    const body = `import _socket\none = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)\none.connect(("127.0.0.1", 9))`;
    raising(await run(agent(body)));
  });

  it('that leaves without a word is not called equivalent', async () => {
    const outcome = await run(agent('import posix\nposix._exit(0)'));
    assert.equal(outcome.kind, 'unknown', JSON.stringify(outcome));
  });

  it('has nothing imported in the place of the standard library', async () => {
    const planted = `open(${JSON.stringify(path.join(folder, 'workspace/ran'))}, "w")\nraise SystemExit(3)\n`;
    for (const name of ['sitecustomize.py', 'usercustomize.py', 'ast.py', 'json.py', 'parallel_harness.py']) {
      writeFileSync(path.join(folder, 'workspace', name), planted);
      writeFileSync(path.join(folder, 'workspace/agents', name), planted);
    }
    raising(await run(agent('return 1')));
    assert.equal(existsSync(path.join(folder, 'workspace/ran')), false);
  });
});

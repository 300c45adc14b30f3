import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { LiveOutcome } from '../../../../src/core/validation/live/live-check.js';
import { createLiveAgents } from '../../../../src/node/validation/live/live-agents.js';
import { freePortsInARow, listen } from '../../../support/free-ports.js';

/** Answers each line with a line. */
const serving = `
import json, socketserver, sys

class Answer(socketserver.StreamRequestHandler):
    def handle(self):
        self.rfile.readline()
        self.wfile.write(b'{"status": "ok", "uptime": 1}\\n')

socketserver.TCPServer.allow_reuse_address = True
`;

const serve = (port: number): string => `socketserver.TCPServer(("127.0.0.1", ${port}), Answer).serve_forever()\n`;

describe('an agent that is started', function () {
  this.timeout(60_000);
  let folder: string;
  let port: number;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'live-agent-'));
    port = await freePortsInARow(2);
  });
  afterEach(async () => {
    const server = await listen(port);
    await new Promise((resolve) => server.close(resolve));
    assert.equal(processes(), '', 'a process got away');
    rmSync(folder, { recursive: true, force: true });
  });

  function processes(): string {
    const lines = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
    return lines.filter((line) => line.includes(folder)).join('\n');
  }

  async function run(source: string, legacy?: string, signal = new AbortController().signal): Promise<LiveOutcome> {
    writeFileSync(path.join(folder, 'work_agent.py'), source);
    const live = createLiveAgents({
      workspaceRoot: folder,
      client: 'ask.py',
      environment: process.env,
      patienceMs: 5000,
    });
    const request = {
      path: 'work_agent.py',
      class: 'WorkAgent',
      // Its folder stands on the command line, so that the process can be found.
      command: ['python3', path.join(folder, 'work_agent.py')],
      endpoints: [{ port, protocol: 'tcp', keys: ['status'] }],
      interpreter: { missing: 'nobody asks' },
    } as const;
    const command = legacy === undefined ? request.command : (['python3', '{path}'] as const);
    const before = legacy === undefined ? {} : { legacy: Buffer.from(legacy) };
    return await live.run({ ...request, command, ...before }, { signal });
  }

  it('is asked on its port', async () => {
    const outcome = await run(serving + serve(port));
    assert.deepEqual(outcome, {
      kind: 'ran',
      answers: [{ port, status: 'answers', keys: ['status', 'uptime'] }],
    });
  });

  it('is ended with a process that left its group and ignores every polite request', async () => {
    const child = `
import signal, subprocess
signal.signal(signal.SIGINT, signal.SIG_IGN)
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)  # ${folder}"], start_new_session=True)
`;
    const outcome = await run(serving + child + serve(port));
    assert.equal(outcome.kind, 'ran');
  });

  it('says why it does not start', async () => {
    const outcome = await run('raise RuntimeError("no model")\n');
    assert.deepEqual(outcome, { kind: 'does-not-start', message: 'it ends with exit code 1: RuntimeError: no model' });
  });

  it('is not blamed for what did not start before its migration either', async () => {
    const outcome = await run('raise RuntimeError("no model")\n', 'raise RuntimeError("no device")\n');
    assert.equal(outcome.kind, 'unknown');
    assert.match(JSON.stringify(outcome), /did not start here before its migration either .*no device/u);
    const changed = await run('raise RuntimeError("no model")\n', serving + serve(port));
    assert.equal(changed.kind, 'does-not-start');
  });

  it('is not started where its port is taken', async () => {
    const server = await listen(port);
    try {
      const outcome = await run(serving + serve(port));
      assert.deepEqual(outcome, { kind: 'unknown', reason: `something else listens on port ${port}.` });
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('is ended when nobody wants to know any more', async () => {
    const controller = new AbortController();
    const running = run('import time\ntime.sleep(300)\n', undefined, controller.signal);
    controller.abort();
    await assert.rejects(running, { name: 'AbortError' });
  });
});

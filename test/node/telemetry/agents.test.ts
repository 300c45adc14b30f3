import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { LocalAgentWatch } from '../../../src/node/telemetry/local-agent-watch.js';
import { checkedRequest } from '../../../src/node/telemetry/checked-request.js';
import { installFakeSmi } from '../../support/fake-nvidia-smi.js';

const signal = new AbortController().signal;
const noTools = { nvidiaSmi: '/none', amdSmi: '/none', rocmSmi: '/none', xpuSmi: '/none' };

async function listening(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('agents on this machine', () => {
  let folder: string;
  const children: ChildProcess[] = [];
  const servers: net.Server[] = [];
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-agents-')));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const server of servers.splice(0)) server.close();
    await rm(folder, { recursive: true, force: true });
  });

  function watch(nvidiaSmi = path.join(folder, 'none')): LocalAgentWatch {
    const gpuTools = { ...noTools, nvidiaSmi };
    return new LocalAgentWatch({ root: folder, gpuTools, monotonicMs: () => performance.now() });
  }

  it('are found by the file that a process runs, children and their VRAM included', async function () {
    if (process.platform !== 'linux') this.skip();
    const code = `require('child_process').spawn('sleep',['60'],{stdio:'inherit'}).once('spawn',function(){console.log(this.pid)})`;
    await writeFile(path.join(folder, 'agent.js'), code);
    const child = spawn(process.execPath, ['agent.js'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const grandchild = await new Promise<string>((resolve) =>
      child.stdout.once('data', (text) => resolve(String(text).trim())),
    );
    const smi = await installFakeSmi(folder, {
      gpus: [],
      apps: [`GPU-a, ${child.pid}, node, 100`, `GPU-a, ${grandchild}, sleep, 28`, 'GPU-a, 1, other, 9999'],
    });
    const [agent, absent] = await watch(smi).measure(
      [
        { agent: 'agent.js:A', path: 'agent.js' },
        { agent: 'no.js:B', path: 'no.js' },
      ],
      signal,
    );
    process.kill(Number(grandchild), 'SIGKILL');
    assert.equal(agent?.values.running, 1);
    assert.deepEqual([agent.values.vramMiB, agent.vramMiBByGpu], [128, { 'GPU-a': 128 }]);
    assert.deepEqual(absent?.values, { running: 0, vramMiB: 0 });
  });

  it('answer over HTTP and by a line of JSON, or are counted as silent', async () => {
    const web = http.createServer((_, response) => response.end('ok'));
    const lines = net.createServer((socket) => socket.once('data', () => socket.end('{"status":"ok"}\n')));
    const mute = net.createServer((socket) => socket.once('data', () => socket.end('what?\n')));
    servers.push(web, lines, mute);
    const ask = async (probe: Parameters<LocalAgentWatch['measure']>[0][0]['probe']) => {
      const [one] = await watch().measure([{ agent: 'a', path: 'a.py', ...(probe ? { probe } : {}) }], signal);
      return one?.values.answered;
    };
    assert.equal(await ask({ kind: 'http', url: `http://127.0.0.1:${await listening(web)}/health` }), 1);
    assert.equal(await ask({ kind: 'tcp', port: await listening(lines), request: { action: 'health_check' } }), 1);
    assert.equal(await ask({ kind: 'tcp', port: await listening(mute), request: {} }), 0);
    assert.equal(await ask({ kind: 'command', command: ['true'] }), 1);
    assert.equal(await ask({ kind: 'command', command: ['false'] }), 0);
    assert.equal(await ask(undefined), undefined);
  });

  it('are asked by a derived probe whether they answer, and nothing follows from silence before the first answer', async () => {
    const server = http.createServer((_, response) => response.end('{}'));
    const url = `http://127.0.0.1:${await listening(server)}/health`;
    const watch = new LocalAgentWatch({ root: '/nowhere', gpuTools: noTools, monotonicMs: () => 0 });
    const ask = async (asked: string) => {
      const probe = { kind: 'http', url: asked } as const;
      const [one] = await watch.measure([{ agent: 'a.py:A', path: 'a.py', probe, isProbeDerived: true }], signal);
      return [one?.values.answered, one?.values.responseMs];
    };
    const nobody = 'http://127.0.0.1:9/health';
    try {
      assert.deepEqual(await ask(nobody), [undefined, undefined]);
      assert.deepEqual(await ask(url), [1, undefined]);
      assert.deepEqual(await ask(nobody), [0, undefined]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe('a request to an address that somebody else chose', () => {
  const rules = { reach: 'network', timeoutMs: 2000 } as const;
  for (const url of [
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
    'http://user:secret@127.0.0.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://[::ffff:a9fe:a9fe]/',
    'http://2852039166/',
    'http://0.0.0.0/',
    'http://[fe80::1]/',
  ]) {
    it(`${url} is not made`, () => assert.rejects(checkedRequest(url, rules, signal)));
  }

  it('stays on this machine where it must', async () => {
    await assert.rejects(
      checkedRequest('http://10.0.0.1/', { reach: 'loopback', timeoutMs: 2000 }, signal),
      /not asked/,
    );
  });

  it('follows no redirect, takes no flood, and does not wait for ever', async () => {
    const server = http.createServer((request, response) => {
      if (request.url === '/away') response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
      else if (request.url === '/flood') response.end(Buffer.alloc(2 * 1024 * 1024));
      else if (request.url === '/zip') response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
      else response.write('slowly');
    });
    const base = `http://127.0.0.1:${await listening(server)}`;
    try {
      assert.equal((await checkedRequest(`${base}/away`, rules, signal)).status, 302);
      await assert.rejects(checkedRequest(`${base}/flood`, rules, signal), /1 MB/);
      await assert.rejects(checkedRequest(`${base}/zip`, rules, signal), /compressed/);
      await assert.rejects(checkedRequest(`${base}/slow`, { ...rules, timeoutMs: 100 }, signal));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

// The process the agent runs in, and those it starts: written down, never run.
import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { clockMs, soon, uptimeMs } from './clock.mjs';
import { record, recordedAs } from './recording.mjs';
import { Exit } from './turns.mjs';
import { world } from './world.mjs';

const sink = () =>
  Object.assign(new Writable({ decodeStrings: false, write: (_, __, done) => done() }), { isTTY: false, columns: 80 });
const { nextTick, platform, arch, version, versions, release } = process;
const hrtime = () => [Math.floor(uptimeMs() / 1000), Math.round((uptimeMs() % 1000) * 1e6)];
hrtime.bigint = () => BigInt(Math.round(uptimeMs() * 1e6));

/** `process` as the agent sees it. */
class Process extends EventEmitter {
  [recordedAs]() {
    return { '~': 'process' };
  }

  exit(code = this.exitCode ?? 0) {
    record('process', 'exit', Number(code));
    world.exited = Number(code);
    throw new Exit(String(code));
  }

  kill(pid, signal = 'SIGTERM') {
    record('process', 'kill', String(signal));
    return true;
  }

  on(name, listener) {
    if (/^SIG/.test(String(name))) record('signal', String(name), null);
    return super.on(name, listener);
  }
}
Process.prototype.addListener = Process.prototype.on;

export function processDouble(environment, argv) {
  const memory = { rss: 100 << 20, heapTotal: 50 << 20, heapUsed: 30 << 20, external: 1 << 20, arrayBuffers: 1 << 16 };
  return Object.assign(new Process(), {
    ...{
      env: { ...environment },
      argv,
      argv0: 'node',
      execArgv: [],
      execPath: '/usr/bin/node',
      title: 'node',
      pid: 4242,
      ppid: 4241,
    },
    ...{
      platform,
      arch,
      version,
      versions: { ...versions },
      release: { ...release },
      nextTick,
      hrtime,
      stdout: sink(),
      stderr: sink(),
      stdin: Readable.from([]),
    },
    ...{ exitCode: undefined, config: {}, features: {}, report: {}, connected: false },
    ...{
      cwd: () => world.workspace,
      chdir: () => undefined,
      uptime: () => uptimeMs() / 1000,
      umask: () => 0o22,
      getuid: () => 1000,
      getgid: () => 1000,
    },
    ...{
      memoryUsage: Object.assign(() => ({ ...memory }), { rss: () => memory.rss }),
      cpuUsage: () => ({ user: 1000, system: 500 }),
      resourceUsage: () => ({}),
    },
    ...{
      emitWarning: () => undefined,
      abort: () => undefined,
      setUncaughtExceptionCaptureCallback: () => undefined,
      hasUncaughtExceptionCaptureCallback: () => false,
    },
  });
}

/** A process that was started, said nothing and ends well. */
class Child extends EventEmitter {
  constructor(command, stays) {
    super();
    record(stays ? 'thread' : 'process', stays ? `process ${command}` : 'run', stays ? null : command);
    Object.assign(this, {
      command,
      pid: 4243,
      killed: false,
      connected: true,
      exitCode: null,
      stdin: sink(),
      stdout: Readable.from([]),
      stderr: Readable.from([]),
    });
    if (!stays) soon(() => this.#end(0, null));
  }

  [recordedAs]() {
    return { '~': `Thread process` };
  }

  #end(code, signal) {
    if (this.exitCode !== null) return;
    this.exitCode = code ?? 0;
    this.emit('exit', code, signal);
    this.emit('close', code, signal);
  }

  kill(signal = 'SIGTERM') {
    record('process', 'end', signal);
    this.killed = true;
    soon(() => this.#end(null, signal));
    return true;
  }

  send(message) {
    record('send', `process ${this.command}`, message);
    return true;
  }

  disconnect() {
    this.connected = false;
  }
  ref() {}
  unref() {}
}

const lineOf = (command, args) => [command, ...(Array.isArray(args) ? args : [])].map(String).join(' ');

function exec(command, ...rest) {
  const child = new Child(lineOf(command, rest[0]), false);
  const callback = rest.at(-1);
  if (typeof callback === 'function') child.once('close', () => callback(null, '', ''));
  return child;
}
const execAwaited = (...args) =>
  new Promise((resolve) => exec(...args).once('close', () => resolve({ stdout: '', stderr: '' })));
const execDouble = (...args) => exec(...args);
Object.defineProperty(execDouble, promisify.custom, { value: execAwaited });

const sync = (command, args) => {
  record('process', 'run', lineOf(command, args));
  return { status: 0, signal: null, pid: 4243, output: [], stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
};
const outputOf = (command, args, options = args) => {
  const { stdout } = sync(command, args);
  return options?.encoding ? '' : stdout;
};

export const children = {
  ...{
    spawn: (command, args) => new Child(lineOf(command, args), false),
    fork: (file) => new Child(String(file).split('/').at(-1), true),
  },
  ...{
    exec: execDouble,
    execFile: execDouble,
    spawnSync: sync,
    execSync: outputOf,
    execFileSync: outputOf,
    ChildProcess: Child,
  },
};

class Cluster extends EventEmitter {
  isPrimary = true;
  isMaster = true;
  isWorker = false;
  workers = {};

  [recordedAs]() {
    return { '~': 'cluster' };
  }

  fork() {
    return new Child('cluster worker', true);
  }
  setupPrimary() {}
  disconnect() {}
}
export const cluster = new Cluster();

export const system = {
  ...{
    hostname: () => 'localhost',
    platform: () => platform,
    arch: () => arch,
    type: () => 'Linux',
    release: () => '6.0.0',
    homedir: () => '/home/agent',
    tmpdir: () => '/tmp',
  },
  ...{
    cpus: () =>
      Array.from({ length: 4 }, () => ({
        model: 'cpu',
        speed: 1000,
        times: { user: 1000, nice: 0, sys: 100, idle: 5000, irq: 0 },
      })),
    availableParallelism: () => 4,
  },
  ...{
    totalmem: () => 16 * 2 ** 30,
    freemem: () => 8 * 2 ** 30,
    loadavg: () => [0.5, 0.5, 0.5],
    uptime: () => clockMs() / 1e6,
    networkInterfaces: () => ({}),
  },
  ...{
    userInfo: () => ({ username: 'agent', uid: 1000, gid: 1000, shell: '/bin/sh', homedir: '/home/agent' }),
    EOL: '\n',
    endianness: () => 'LE',
  },
  ...{ constants: { signals: { SIGINT: 2, SIGTERM: 15 } } },
};

import type { CallSite } from '../call-site.js';
import type { ApiRule, ModuleApis } from './api.js';
import { saysHealth } from './health.js';

const lock: readonly ApiRule[] = [{ kind: 'lock' }];
const pool: readonly ApiRule[] = [{ kind: 'executor' }];
const isNvidiaSmi = (call: CallSite): boolean => call.someString((content) => content.includes('nvidia-smi'));

const child: readonly ApiRule[] = [
  { kind: 'gpu-query', detail: 'nvidia-smi', when: isNvidiaSmi },
  { kind: 'child-process', detail: targetOf },
];
/** A command that is run for its result, once: whatever is waited for right here. */
const command: readonly ApiRule[] = [
  { kind: 'gpu-query', detail: 'nvidia-smi', when: isNvidiaSmi },
  { kind: 'command', detail: targetOf },
];

/** Ways of running several things at once. Promises, queues and `await` are none: every class has them. */
export const threadApis: ModuleApis = {
  worker_threads: { members: { Worker: [{ kind: workerKind, detail: targetOf }] } },
  child_process: {
    members: {
      fork: child,
      spawn: child,
      exec: command,
      execFile: command,
      execSync: command,
      execFileSync: command,
      spawnSync: command,
    },
  },
  cluster: { members: { fork: [{ kind: 'process', detail: 'cluster' }] } },
  piscina: { members: { '': pool, Piscina: pool } },
  tinypool: { members: { '': pool, Tinypool: pool } },
  workerpool: { members: { pool } },
  threads: { members: { Pool: pool, spawn: [{ kind: 'thread', detail: targetOf }] } },
  'async-mutex': { members: { Mutex: lock, Semaphore: lock } },
  'async-lock': { members: { '': lock } },
  'await-semaphore': { members: { Mutex: lock, Semaphore: lock } },
  'semaphore-async-await': { members: { '': lock, Lock: lock, Semaphore: lock } },
};

/** What runs, as written. */
function targetOf(call: CallSite): string {
  const target = call.argument(0);
  return target ? call.textOf(target) : call.source.excerpt(call.firstToken, call.callee);
}

function workerKind(call: CallSite): 'thread' | 'health-thread' {
  return saysHealth(targetOf(call)) ? 'health-thread' : 'thread';
}

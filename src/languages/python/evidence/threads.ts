import type { ApiEntry } from '../api-tree.js';
import type { CallSite } from '../call-site.js';
import { answersHealth, saysHealth } from './health.js';

/** Ways of running several things at once. Events are no locks; subprocesses are no processes of the agent's own code. */
export const threadApis: readonly ApiEntry[] = [
  { kind: threadKind, detail: targetOf, isBaseClass: true, paths: ['threading.Thread', 'threading.Timer'] },
  { kind: threadKind, detail: targetOf, paths: ['_thread.start_new_thread', 'eventlet.spawn', 'gevent.spawn'] },
  {
    kind: 'lock',
    countsAsFactory: true,
    paths: [
      ...['Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Condition'].flatMap((name) => [
        `threading.${name}`,
        `multiprocessing.${name}`,
        `multiprocessing.get_context().${name}`,
        `multiprocessing.Manager().${name}`,
      ]),
      '_thread.allocate_lock',
    ],
  },
  {
    kind: 'executor',
    paths: [
      'concurrent.futures.ThreadPoolExecutor',
      'concurrent.futures.thread.ThreadPoolExecutor',
      'multiprocessing.pool.ThreadPool',
      'multiprocessing.dummy.Pool',
    ],
  },
  {
    kind: 'process',
    isBaseClass: true,
    paths: ['multiprocessing.Process', 'multiprocessing.get_context().Process', 'multiprocessing.context.Process'],
  },
  {
    kind: 'process',
    paths: [
      'concurrent.futures.ProcessPoolExecutor',
      'concurrent.futures.process.ProcessPoolExecutor',
      'multiprocessing.Pool',
      'multiprocessing.pool.Pool',
      'multiprocessing.get_context().Pool',
      'multiprocessing.Manager',
      'multiprocessing.managers.BaseManager',
      'torch.multiprocessing.Process',
      'torch.multiprocessing.spawn',
      'torch.multiprocessing.Pool',
      'os.fork',
    ],
  },
  {
    kind: 'asyncio',
    paths: [
      ...['run', 'create_task', 'ensure_future', 'gather', 'wait', 'wait_for', 'as_completed', 'shield', 'timeout'],
      ...['get_event_loop', 'new_event_loop', 'get_running_loop', 'set_event_loop', 'run_coroutine_threadsafe'],
      ...[
        'to_thread',
        'start_server',
        'open_connection',
        'start_unix_server',
        'open_unix_connection',
        'Runner',
        'TaskGroup',
      ],
      ...['create_subprocess_exec', 'create_subprocess_shell', 'Queue', 'PriorityQueue', 'LifoQueue', 'Lock', 'Event'],
      ...['Condition', 'Semaphore', 'BoundedSemaphore', 'Barrier', 'Future', 'Task'],
    ].map((name) => `asyncio.${name}`),
    countsAsFactory: true,
  },
  {
    kind: 'asyncio',
    paths: ['trio.run', 'anyio.run', 'curio.run', 'uvloop.run', 'uvloop.install', 'nest_asyncio.apply'],
  },
];

/** What the thread runs, as written; its source when that is not visible. */
function targetOf(call: CallSite): string {
  const target = call.keyword('target') ?? call.keyword('function') ?? runArgument(call);
  return target ? call.textOf(target) : call.source.excerpt(call.firstToken, call.opening - 1);
}

/** `Timer(interval, function)` and `Thread(group, target)` have it second, `start_new_thread(function, …)` and `spawn` first. */
function runArgument(call: CallSite) {
  const called = call.source.textOf(call.opening - 1);
  return call.positional(called === 'Timer' || called === 'Thread' ? 1 : 0);
}

/** A thread for health checks says so in its target, its name or the variable that holds it, or runs a method that answers them. */
function threadKind(call: CallSite): 'thread' | 'health-thread' {
  const name = call.keyword('name');
  const isHealth =
    saysHealth(targetOf(call)) ||
    (name !== undefined && saysHealth(call.textOf(name))) ||
    saysHealth(holderOf(call)) ||
    answersHealth(call.source, targetOf(call), call.statement);
  return isHealth ? 'health-thread' : 'thread';
}

/** The left-hand side of the assignment whose value the call is. */
function holderOf({ source, firstToken, statement }: CallSite): string {
  const first = source.statements.firstToken(statement);
  return firstToken - 2 >= first ? source.excerpt(first, firstToken - 2) : '';
}

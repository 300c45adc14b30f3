import fc from 'fast-check';

const imports = [
  ...[
    'import torch',
    'import torch as t',
    'import torch.cuda as c',
    'from torch import cuda',
    'from torch.cuda import empty_cache',
  ],
  ...[
    'import threading',
    'import threading as th',
    'from threading import Thread, Lock as L',
    'import redis',
    'import sqlite3',
  ],
  ...[
    'from redis import Redis as R',
    'import asyncio',
    'import multiprocessing as mp',
    'import subprocess',
    'import zmq',
  ],
  ...['from . import torch', 'from ..pkg import threading as th', 'import os, redis as c', 'import pynvml'],
  ...['from concurrent.futures import ThreadPoolExecutor', 'from concurrent import futures as t'],
];

const calls = [
  ...[
    'torch.cuda.empty_cache()',
    't.cuda.memory_allocated(0)',
    'c.synchronize()',
    'cuda.set_device(1)',
    'empty_cache()',
  ],
  ...[
    'threading.Thread(target=f)',
    'th.Timer(1, g)',
    'Thread(target=self.run, daemon=True)',
    'L()',
    'threading.RLock()',
  ],
  ...['redis.Redis()', 'R(host="h")', 'sqlite3.connect("x")', 'asyncio.run(f())', 'mp.Process(target=f)', 'c.Redis()'],
  ...[
    'subprocess.run(["nvidia-smi"])',
    'subprocess.run(["ls"])',
    'x.socket(zmq.REP)',
    'm.to("cuda")',
    'm.cuda()',
    'm.to(d)',
  ],
  ...[
    'pynvml.nvmlInit()',
    'ThreadPoolExecutor(4)',
    't.ThreadPoolExecutor()',
    'load(device_map="auto")',
    'torch.device("cuda")',
  ],
  ...['f(torch=1)', 'torch.cuda.current_stream().synchronize()', 'Worker()'],
];

const names = fc.constantFrom(
  'torch',
  't',
  'c',
  'cuda',
  'threading',
  'th',
  'Thread',
  'L',
  'redis',
  'R',
  'd',
  'x',
  'Worker',
);
const call = fc.constantFrom(...calls);

const expression: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: call },
  call.map((one) => `[${one} for _ in range(2)]`),
  fc.tuple(names, call).map(([name, one]) => `[${one} for ${name} in y]`),
  fc.tuple(names, call).map(([name, one]) => `(lambda ${name}, *a: ${one})`),
  call.map((one) => (one.includes('"') ? `f'''{${one}!r:>{w}}'''` : `f"{${one}!r:>{w}}"`)),
  fc.tuple(call, call).map(([a, b]) => `{${a}: ${b}}`),
  fc.tuple(call, call).map(([a, b]) => `${a} if x else g(${b}, *z)`),
  call.map((one) => `"# ${one.replaceAll('"', '')}"`),
);

const simple: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: expression },
  fc.tuple(names, expression).map(([name, value]) => `${name} = ${value}`),
  fc.constantFrom(...imports),
  fc.constantFrom(
    'd = "cuda"',
    'd: str = "cuda:0"',
    'self.d = "cpu"',
    'pass',
    'x += 1',
    'global torch',
    'c = torch.cuda',
  ),
  names.map((name) => `(a, [${name}, *b]) = y`),
  names.map((name) => `del ${name}`),
  expression.map((one) => `return_ = ${one}  # torch.cuda.empty_cache()`),
);

const indented = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);

const { block } = fc.letrec<{ block: string[]; statement: string[] }>((tie) => ({
  block: fc
    .array(tie('statement'), { minLength: 1, maxLength: 4, depthIdentifier: 'block' })
    .map((parts) => parts.flat()),
  statement: fc.oneof(
    { depthIdentifier: 'block', depthSize: 'small' },
    simple.map((line) => [line]),
    ...[
      'if x:',
      'for a, torch in y:',
      'for _ in y:',
      'while x:',
      'with f() as th:',
      'with g(): # x',
      'def f(torch, d="cuda"):',
    ].map((head) => tie('block').map((body) => [head, ...indented(body)])),
    ...['def g(self, *c):', 'async def h(x: int = 1):', 'class Worker(Thread):', 'class A(threading.Thread):'].map(
      (head) => tie('block').map((body) => [head, ...indented(body)]),
    ),
    fc
      .tuple(tie('block'), tie('block'))
      .map(([body, handler]) => ['try:', ...indented(body), 'except ImportError as redis:', ...indented(handler)]),
  ),
}));

/** Modules that import, shadow, rebind and use libraries in every scope Python has; valid but for a rare `global` after a use. */
export const pythonModule: fc.Arbitrary<string> = fc
  .tuple(fc.array(fc.constantFrom(...imports), { maxLength: 6 }), fc.array(block, { minLength: 2, maxLength: 6 }))
  .map(([head, blocks]) => `${[...head, ...blocks.flat()].join('\n')}\n`);

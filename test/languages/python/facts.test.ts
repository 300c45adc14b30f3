import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SignalKind } from '../../../src/core/facts/source-facts.js';
import { readPythonFacts } from '../../../src/languages/python/facts.js';
import { pythonLikeText } from './support/arbitrary-python.js';

/** Signals of the kinds as `line:column-endLine:endColumn kind detail`. */
function signals(text: string, ...kinds: readonly SignalKind[]): string[] {
  return readPythonFacts(text)
    .signals.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .map(({ kind, range, detail }) => {
      return `${range.line}:${range.column}-${range.endLine}:${range.endColumn} ${kind} ${detail}`;
    });
}

const kindsOf = (text: string): string[] => readPythonFacts(text).signals.map(({ kind }) => kind);

describe('readPythonFacts', () => {
  it('gives the whole call its range, over lines and chains', () => {
    assert.deepEqual(signals('import torch\n\ndef f():\n        torch.cuda.empty_cache()\n'), [
      '4:9-4:33 gpu-managing torch.cuda.empty_cache',
    ]);
    assert.deepEqual(signals('import redis\nr = redis.Redis(\n    host=h,\n)\n'), ['2:5-4:2 database redis']);
    assert.deepEqual(signals('m = A.load(x)[0].cuda()\n'), ['1:5-1:24 gpu-placement cuda']);
  });

  it('counts columns in UTF-16 code units', () => {
    assert.deepEqual(signals('import torch\nx = "𝔘"; torch.cuda.synchronize()\n'), [
      '2:11-2:35 gpu-managing torch.cuda.synchronize',
    ]);
  });

  it('knows a visible CUDA device from any other value', () => {
    const placed = [
      'm.to("cuda")',
      "m.to('cuda:0')",
      'm.to(f"cuda:{i}")',
      'm.to(device="cuda")',
      'import torch\nm.to(torch.device("cuda"))',
      'import torch\nd = "cuda" if torch else "cpu"\nm.to(d)',
      'class A:\n    def __init__(self):\n        self.d = "cuda"\n    def f(self):\n        m.to(self.d)',
      'D = "cuda"\nclass A:\n    def __init__(self):\n        self.d = D\n    def f(self):\n        d = self.d\n        m.to(d)',
      'def f(d="cuda"):\n    m.to(d)',
      'm = load(x, device_map="auto")',
      'm = load(x, n_gpu_layers=-1)',
      'm = load(x, load_in_4bit=True)',
      's = session(p, providers=["CUDAExecutionProvider"])',
    ];
    for (const text of placed) assert.deepEqual(kindsOf(text), ['gpu-placement'], text);
    const elsewhere = [
      'm.to("cpu")',
      'm.to(d)',
      'def f(d="cpu"):\n    m.to(d)',
      'def f():\n    d = "cuda"\ndef g(d):\n    m.to(d)',
      'if d == "cuda":\n    m.to(d)',
      'm = load(x, device_map="cpu", n_gpu_layers=0, load_in_4bit=False)',
      'm = load(x, device_map=None)',
      '"CUDAExecutionProvider"',
      'def device_map(x): ...',
    ];
    for (const text of elsewhere) assert.deepEqual(kindsOf(text), [], text);
  });

  it('asks nvidia-smi through a process only', () => {
    assert.deepEqual(signals('import subprocess as s\ns.run(["nvidia-smi", "-q"])\ns.run(["ls"])\nx = "nvidia-smi"'), [
      '2:1-2:28 gpu-query nvidia-smi',
    ]);
  });

  it('counts threads where they are made, and says which are made in a loop', () => {
    const text = `
import threading
class Worker(threading.Thread): pass
class Better(Worker): pass
def f():
    threading.Thread(target=self.run).start()
    [threading.Timer(1, g) for _ in range(3)]
    while x:
        Better()
    return lambda: Worker
`;
    const found = readPythonFacts(text).signals.filter(({ kind }) => kind === 'thread');
    assert.deepEqual(
      found.map(({ detail, inLoop }) => [detail, inLoop]),
      [
        ['self.run', false],
        ['g', true],
        ['Better', true],
      ],
    );
  });

  it('tells threads that answer health checks by target, name, variable or what they run', () => {
    const healthy = [
      'Thread(target=self._health_loop)',
      'Thread(target=self.loop, name="HealthCheck")',
      'self.health_thread = Thread(target=self.loop)',
      'Thread(target=self.answer)',
    ];
    for (const made of healthy) assert.deepEqual(threadsOf(made), ['health-thread'], made);
    assert.deepEqual(threadsOf('Thread(target=self.serve)'), ['thread']);
  });

  it('takes locks for locks and lets events be', () => {
    const text =
      'from threading import *\nfrom dataclasses import field\na = Lock(), RLock(), Event()\nb = field(default_factory=Lock)\n';
    assert.deepEqual(signals(text, 'lock'), [
      '3:5-3:11 lock threading.Lock',
      '3:13-3:20 lock threading.RLock',
      '4:27-4:31 lock threading.Lock',
    ]);
  });

  it('names the engine of a database, by the URL where it is there to read', () => {
    const text = 'import sqlalchemy as s\ns.create_engine("postgresql+psycopg2://h/d")\ns.create_engine(url)\n';
    const engines = readPythonFacts(text).signals.map(({ detail }) => detail);
    assert.deepEqual(engines, ['postgresql', 'sqlalchemy']);
  });

  it('tells sockets by their type and binds by their address', () => {
    const text =
      'import zmq\nc = zmq.Context()\ns = c.socket(zmq.REP)\ns.bind(f"tcp://*:{p}")\nwidget.bind("<Key>", f)\n';
    assert.deepEqual(signals(text), ['3:5-3:22 socket REP', '4:1-4:23 socket-bind f"tcp://*:{p}"']);
  });

  it('takes loops on a flag, and endless loops that wait, for service loops', () => {
    const loops = [
      'while self.running:\n    f()',
      'while True:\n    x = s.recv()',
      'while not stop.is_set():\n    f()',
    ];
    for (const text of loops) assert.deepEqual(kindsOf(text), ['service-loop'], text);
    for (const text of [
      'while True:\n    x = read()\n    if not x: break',
      'while running < 3:\n    f()',
      'while queue:\n    f()',
    ]) {
      assert.deepEqual(kindsOf(text), [], text);
    }
  });

  it('finds what the entry point makes, in the functions it calls too', () => {
    const text = `
from other import OtherAgent
class A: pass
class B: pass
class C: pass
def build(): return B.create()
async def main():
    build()
    A().run()
    OtherAgent()
if "__main__" == __name__:
    asyncio.run(main())
`;
    const { hasEntryPoint, entryPointClasses } = readPythonFacts(text);
    assert.equal(hasEntryPoint, true);
    assert.deepEqual([...entryPointClasses].sort(), ['A', 'B', 'OtherAgent']);
  });

  it('describes classes with bases through imports', () => {
    const text = `
from common.core import base_agent as b
from typing import Generic

@d.register(1)
class A(b.BaseAgent, Generic[T], metaclass=M):
    def __init__(self):
        super().__init__(port=1)
        super(A, self).__init__()
    if x:
        @abstractmethod
        async def f(self): await super().f()
    class Inner: pass
x = 1
`;
    const [a, inner] = readPythonFacts(text).classes;
    assert(a && inner);
    assert.deepEqual(
      a.bases.map(({ text: written, resolved }) => [written, resolved]),
      [
        ['b.BaseAgent', 'common.core.base_agent.BaseAgent'],
        ['Generic', 'typing.Generic'],
      ],
    );
    assert.deepEqual(a.range, { line: 5, column: 1, endLine: 13, endColumn: 22 });
    assert.deepEqual([a.keywords, a.decorators, a.superInitCalls], [['metaclass'], ['d.register'], 2]);
    assert.deepEqual(
      a.methods.map(({ name, isAsync, callsSuper, isAbstract }) => [name, isAsync, callsSuper, isAbstract]),
      [
        ['__init__', false, true, false],
        ['f', true, true, true],
      ],
    );
    assert.equal(inner.topLevel, false);
  });

  it('recovers classes and uses behind code that does not parse', () => {
    const text = `
import torch
logging.basicConfig(level=1,
class First(:
    def f(self:
        torch.cuda.empty_cache()
class Second(Base):
      def g(self):
    x = (1
    def h(self): torch.cuda.synchronize()
`;
    const { classes, signals: found, problems } = readPythonFacts(text);
    assert.deepEqual(
      classes.map(({ name, methods }) => [name, methods.map((method) => method.name)]),
      [
        ['First', ['f']],
        ['Second', ['g', 'h']],
      ],
    );
    assert.deepEqual(
      found.map(({ detail, classIndex }) => [detail, classIndex]),
      [
        ['torch.cuda.empty_cache', 0],
        ['torch.cuda.synchronize', 1],
      ],
    );
    assert(problems.length > 0);
  });

  it('hears what comments say to it', () => {
    const facts = readPythonFacts(
      '# agent-migrator: XAgent migrated to BaseAgent [core-logic] abc\n#agent-migrator: ignore\n',
    );
    assert.deepEqual([facts.ignored, facts.markers.map(({ agent }) => agent)], [true, ['XAgent']]);
    assert.equal(readPythonFacts('"# agent-migrator: ignore"').ignored, false);
  });

  it('mentions what may be another agent, as a name or a whole string', () => {
    const { mentions } = readPythonFacts(
      'x = ModelManagerAgent\ny = ["TutorAgent", "not one"]\nraise ValueError\nVRAMOptimizer()\n',
    );
    assert.deepEqual(mentions, ['ModelManagerAgent', 'TutorAgent', 'VRAMOptimizer']);
  });

  it('never fails, and keeps every range inside the text', () => {
    fc.assert(
      fc.property(pythonLikeText, (text) => {
        const facts = readPythonFacts(text);
        const lines = text.split(/\r\n|\n|\r/);
        const ranges = [...facts.signals, ...facts.imports, ...facts.classes, ...facts.problems].map(
          ({ range }) => range,
        );
        for (const { line, column, endLine, endColumn } of ranges) {
          assert(line >= 1 && column >= 1 && endLine <= lines.length);
          assert(line < endLine || (line === endLine && column <= endColumn), text);
          assert(endColumn <= (lines[endLine - 1]?.length ?? 0) + 2);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function threadsOf(made: string): string[] {
  const text = `
from threading import Thread
class A:
    def start(self):
        ${made}
    def answer(self):
        while self.on:
            self.s.send_json(self.get_health(self.s.recv_json()))
    def serve(self):
        while self.on:
            self.s.send_json(self.handle_request(self.s.recv_json()) or self.get_health())
`;
  return readPythonFacts(text)
    .signals.map(({ kind }) => kind)
    .filter((kind) => kind.endsWith('thread'));
}

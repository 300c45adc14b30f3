import fc from 'fast-check';
import { encode } from '../../../../src/languages/python/decode.js';

/** A module that holds agents, as bytes, with what has to be found in it again after any plan. */
export interface AgentModule {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly classes: readonly string[];
  /** Comments on lines of their own outside methods that may be taken away, and comments behind statements that no recipe takes away. */
  readonly kept: readonly string[];
}

/** What becomes of a comment at a line: `fixed` lines stay, `loose` ones may go, and `inner` ones may go with the method around them. */
type Hold = 'fixed' | 'loose' | 'inner';

interface Line {
  readonly depth: number;
  /** With `\n` inside where a statement or a string goes over lines. */
  readonly text: string;
  readonly hold: Hold;
}

const at = (depth: number, hold: Hold, ...texts: readonly string[]): readonly Line[] =>
  texts.map((text) => ({ depth, text, hold }));
const deeper = (lines: readonly Line[], by = 1): readonly Line[] =>
  lines.map((line) => ({ ...line, depth: line.depth + by }));
const block = (head: string, body: readonly Line[], hold: Hold = 'fixed'): readonly Line[] => [
  ...at(0, hold, head),
  ...deeper(body),
];

type Lines = fc.Arbitrary<readonly Line[]>;

/** Each part or nothing of it, in this order. */
const someOf = (...parts: readonly Lines[]): Lines =>
  fc
    .tuple(...parts.map((part) => fc.option(part, { nil: [], freq: 3 })))
    .map((chosen) => chosen.flatMap((lines) => lines));
const oneOf = (...choices: readonly (readonly Line[])[]): Lines => fc.constantFrom(...choices);
const fixed = (...texts: readonly string[]): readonly Line[] => at(0, 'fixed', ...texts);
const loose = (...texts: readonly string[]): readonly Line[] => at(0, 'loose', ...texts);

const head: Lines = someOf(
  oneOf(fixed('"""Says what it is.\n\n    class Old:\n# no comment\n"""'), fixed("'one line'")),
  oneOf(fixed('from __future__ import annotations')),
).map((lines) => [
  ...lines,
  ...loose('import json', 'import logging', 'import os', 'import sys', 'import threading', 'import time', 'import zmq'),
]);

const moduleLevel: Lines = someOf(
  oneOf(loose('sys.path.insert(0, os.path.dirname(__file__))'), loose('sys.path.append("..")')),
  oneOf(
    [
      ...block('try:', fixed('from common.utils import helper')),
      ...block('except ImportError:', fixed('helper = None')),
    ],
    fixed('from typing import (\n    Any,\n    Dict,  # not the last import\n)'),
  ),
  oneOf(
    loose('logging.basicConfig(level=logging.INFO)'),
    loose('logging.basicConfig(\n    level=logging.INFO,\n    format="%(message)s",\n)'),
    [...block('if True:', loose('logging.basicConfig()'))],
  ),
  oneOf(fixed('logger = logging.getLogger(__name__)')),
  oneOf(
    fixed('PORT = 5570', 'LABEL = "<wide>"'),
    fixed('PORT = int(os.environ.get("PORT", 5570)); LABEL = f"{PORT!r:>{8}} # <wide>"'),
  ),
  oneOf([...block('class Task:', [...fixed('kind = "<wide>"'), ...block('class Inner:', fixed('pass'))])]),
  oneOf([...block('def free(a, b=1, *c, **d):', fixed('total = a + \\\n        b', 'return total'))]),
);

const wiring: Lines = someOf(
  oneOf(loose('self.port = port'), loose('self.port = port or 5570')),
  oneOf(loose('self.name = "Écho"'.replace('É', 'E')), loose('self.name = self.__class__.__name__')),
  oneOf(loose('self.context = zmq.Context()'), loose('self.context = zmq.Context.instance()')),
  oneOf(
    loose('self.socket = self.context.socket(zmq.REP)', 'self.socket.bind(f"tcp://*:{port}")'),
    loose('self.socket = self.context.socket(zmq.REP); self.socket.bind(f"tcp://*:{self.port}")'),
    [
      ...block(
        'try:',
        loose('self.socket = self.context.socket(zmq.REP)', 'self.socket.bind(f"tcp://127.0.0.1:{port}")'),
      ),
      ...block('except zmq.ZMQError:', fixed('raise')),
    ],
    loose(
      'self.socket = self.context.socket(\n    zmq.REP,  # replies\n)',
      'self.socket.setsockopt(zmq.RCVTIMEO, 1000)',
      'self.socket.bind("tcp://*:5570")',
    ),
  ),
  oneOf(
    loose('self.running = True'),
    loose('before = 1; self.running = True; after = 2'),
    loose('self.running = False'),
  ),
  oneOf(loose('self.start_time = time.time()'), loose('self.start_time = None')),
  oneOf(fixed('self.items: dict = {}'), fixed('self.label = "<wide>"  "two"'), fixed('self.lock = threading.Lock()')),
  oneOf(
    loose(
      'self.health_socket = self.context.socket(zmq.REP)',
      'self.health_socket.bind(f"tcp://*:{port + 1}")',
      'self.health_thread = threading.Thread(target=self._health_check_loop, daemon=True)',
      'self.health_thread.start()',
    ),
    loose('threading.Thread(target=self._health_check_loop).start()'),
  ),
  oneOf(fixed('logging.info("ready <wide>")')),
);

const construction: Lines = fc
  .tuple(
    fc.constantFrom(
      'def __init__(self, port=5570):',
      'def __init__(self, port: int = 5570, *, name="x"):',
      'def __init__(\n    self,\n    port=5570,\n):',
    ),
    fc.option(fc.constantFrom('"""Sets up."""', '"""Sets up.\n\n# no comment\n"""'), { nil: undefined }),
    wiring,
  )
  .map(([header, docstring, body]) =>
    block(header, [
      ...(docstring === undefined ? [] : fixed(docstring)),
      ...body,
      ...(body.length > 0 ? [] : fixed('pass')),
    ]),
  );

const inner = (...texts: readonly string[]): readonly Line[] => at(0, 'inner', ...texts);
const innerBlock = (header: string, body: readonly Line[]): readonly Line[] => block(header, body, 'inner');

const healthLoop: readonly Line[] = innerBlock(
  'def _health_check_loop(self):',
  innerBlock(
    'while self.running:',
    inner('message = self.health_socket.recv_json()', 'self.health_socket.send_json(self._get_health_status())'),
  ),
);

const requestLoop = (send: string): readonly Line[] =>
  innerBlock(
    'def run(self):',
    innerBlock('while self.running:', [
      ...innerBlock(
        'try:',
        inner('request = self.socket.recv_json()', 'response = self.handle_request(request)', send),
      ),
      ...innerBlock('except zmq.Again:', inner('continue')),
    ]),
  );

const methods: Lines = someOf(
  oneOf(healthLoop, innerBlock('async def _health_check_loop(self):', inner('pass'))),
  oneOf(requestLoop('self.socket.send_json(response)'), innerBlock('async def run(self):', inner('await self.tick()'))),
  oneOf([...block('def handle_request(self, request):', fixed('return {"status": "ok", **request}'))]),
  oneOf([...block('def _get_health_status(self):', fixed('return {"status": "<wide>", "uptime": time.time()}'))]),
  oneOf(
    block('def cleanup(self):', [...loose('self.running = False', 'self.socket.close()', 'self.context.term()')]),
    block('def cleanup(self):', [...block('if not self.running:', fixed('return')), ...loose('self.socket.close()')]),
    block('def stop(self):', loose('self.running = False')),
  ),
  oneOf(
    [
      ...fixed('@staticmethod'),
      ...block('def pure(value, *, end="\\\\n"):', fixed('return [v for v in value if v != "#"]')),
    ],
    block('def nested(self):', [
      ...block('def again(x):', fixed('return lambda y: (x, y)')),
      ...fixed('return again(self)(1)'),
    ]),
    block('def guarded(self):', [
      ...block('try:', fixed('pass')),
      ...block('except:', fixed('pass')),
      ...block('finally:', fixed('self.items = 0')),
    ]),
  ),
);

const agent = (name: string): Lines =>
  fc
    .tuple(
      fc.constantFrom(
        `class ${name}:`,
        `class ${name}(object):`,
        `class ${name}():`,
        `class ${name}(\n    object,\n):`,
      ),
      fc.option(fc.constantFrom('"""Serves <wide>."""', '"""Serves.\n\n    # no comment\n    """'), { nil: undefined }),
      fc.option(construction, { nil: [], freq: 5 }),
      methods,
    )
    .map(([header, docstring, init, rest]) => {
      const body = [...(docstring === undefined ? [] : fixed(docstring)), ...init, ...rest];
      return block(header, body.length > 0 ? body : fixed('pass'));
    });

const guard = (name: string): Lines =>
  oneOf(
    [],
    block('if __name__ == "__main__":', fixed(`${name}().run()`)),
    block('if __name__ == "__main__":', [
      ...fixed(`agent = ${name}(port=5570)`),
      ...block('try:', fixed('agent.run()')),
      ...block('finally:', fixed('agent.cleanup()')),
    ]),
  );

const trivia = ['nothing', 'nothing', 'comment', 'behind', 'blank', 'form feed', 'spaces'] as const;

/** How a text is written down: everything about the bytes that a migration must leave as it is. */
interface Writing {
  readonly encoding: (typeof encodings)[number];
  readonly indent: string;
  /** Used in turn. */
  readonly lineEnds: readonly string[];
  readonly trivia: readonly (typeof trivia)[number][];
  readonly hasFinalNewline: boolean;
  readonly hasShebang: boolean;
}

const encodings = [
  { name: 'utf-8', cookie: undefined, mark: false, wide: '𝔘𐍈 ñ 中' },
  { name: 'utf-8', cookie: undefined, mark: true, wide: '🜁' },
  { name: 'utf-8', cookie: '# -*- coding: utf-8 -*-', mark: false, wide: 'ñ𝔘' },
  { name: 'latin-1', cookie: '# vim: set fileencoding=latin-1 :', mark: false, wide: 'ñ\u0080' },
  { name: 'windows-1252', cookie: '# coding=cp1252', mark: false, wide: '€ñ' },
] as const;

const writing: fc.Arbitrary<Writing> = fc.record({
  encoding: fc.constantFrom(...encodings),
  indent: fc.constantFrom('    ', '  ', '\t'),
  lineEnds: fc.oneof(
    fc.constantFrom(['\n'], ['\r\n'], ['\r']),
    fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 2, maxLength: 5 }),
  ),
  trivia: fc.array(fc.constantFrom(...trivia), { minLength: 1, maxLength: 12 }),
  hasFinalNewline: fc.boolean(),
  hasShebang: fc.boolean(),
});

function write(lines: readonly Line[], classes: readonly string[], how: Writing): AgentModule {
  const written: string[] = [];
  const kept: string[] = [];
  const { encoding, indent } = how;
  if (how.hasShebang) written.push('#!/usr/bin/env python3');
  if (encoding.cookie !== undefined) written.push(encoding.cookie);
  lines.forEach(({ depth, text, hold }, index) => {
    const seam = how.trivia[index % how.trivia.length];
    const comment = `# seam ${index} <wide>`;
    const margin = indent.repeat(depth);
    if (seam === 'comment') written.push(margin + comment);
    if (seam === 'blank') written.push('');
    if (seam === 'form feed') written.push('\f');
    if ((seam === 'comment' && hold !== 'inner') || (seam === 'behind' && hold === 'fixed')) kept.push(comment);
    const behind = seam === 'behind' ? `  ${comment}` : seam === 'spaces' ? ' \t' : '';
    written.push(margin + text + behind);
  });
  if (how.hasFinalNewline) written.push('');
  const joined = written.flatMap((line) => line.split('\n'));
  const ends = joined.slice(1).map((_, index) => how.lineEnds[index % how.lineEnds.length] ?? '\n');
  const raw = joined.map((line, index) => line + (ends[index] ?? '')).join('');
  const text = raw.replaceAll('<wide>', encoding.wide);
  const bytes = encode(text, { encoding: encoding.name, hasByteOrderMark: encoding.mark });
  if (!bytes) throw new Error(`The generator writes what ${encoding.name} cannot hold.`);
  return { bytes, text, classes, kept: kept.map((comment) => comment.replaceAll('<wide>', encoding.wide)) };
}

/** Modules with one agent or two, of all the shapes that recipes look for and their neighbours, written down in every way Python allows. */
export const agentModule: fc.Arbitrary<AgentModule> = fc
  .tuple(
    head,
    moduleLevel,
    agent('EchoAgent'),
    fc.option(agent('SecondAgent'), { nil: [] }),
    guard('EchoAgent'),
    writing,
  )
  .map(([top, level, first, second, main, how]) => {
    const classes = second.length > 0 ? ['EchoAgent', 'SecondAgent'] : ['EchoAgent'];
    return write([...top, ...level, ...first, ...second, ...main], classes, how);
  });

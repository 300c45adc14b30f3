import assert from 'node:assert/strict';
import { readinessOf, type ReadinessInput } from '../../../src/core/assess/readiness.js';
import type { Standing } from '../../../src/core/workspace/class-standing.js';
import { at, classFact, method, signal } from '../../support/facts.js';

const target = { module: 'core.base', class: 'BaseAgent', external: false };
const inherits: Standing = { kind: 'target', direct: true };

function readiness(parts: Partial<ReadinessInput>): ReturnType<typeof readinessOf> {
  return readinessOf({
    problems: [],
    class: classFact('X'),
    standing: { kind: 'none' },
    target,
    signals: [],
    isPython: true,
    ...parts,
  });
}

describe('readiness', () => {
  it('is ready for a class without bases', () => {
    assert.deepEqual(readiness({}), { readiness: 'ready', reason: null, leftovers: [] });
  });

  it('is migrated for a class that inherits the base and initialises it once', () => {
    const fact = classFact('X', {
      methods: [method('__init__'), method('cleanup', { callsSuper: true })],
      superInitCalls: 1,
    });
    assert.equal(readiness({ class: fact, standing: inherits }).readiness, 'migrated');
  });

  it('is migrated for a class that leaves the constructor to the base', () => {
    assert.equal(readiness({ standing: inherits }).readiness, 'migrated');
  });

  it('names each leftover with its line, in the order of the lines', () => {
    const fact = classFact('X', {
      methods: [method('__init__', { nameRange: at(11) }), method('cleanup', { nameRange: at(19) })],
    });
    const signals = [
      signal('socket', { detail: 'REP', range: at(14), message: 'context.socket(zmq.REP)' }),
      signal('health-thread', { detail: 'self._health_check_loop', range: at(13), message: 'Thread(…)' }),
    ];
    const verdict = readiness({ class: fact, standing: inherits, signals });
    assert.equal(verdict.readiness, 'partial');
    assert.deepEqual(
      verdict.leftovers.map(({ line, message }) => `${line} ${message}`),
      [
        '11 The constructor does not call super().__init__()',
        '13 Its own health loop is still there: Thread(…)',
        '14 Its own main socket is still there: context.socket(zmq.REP)',
        '19 cleanup() does not call super().cleanup()',
      ],
    );
  });

  it('is partial when the base is initialised twice', () => {
    const fact = classFact('X', { methods: [method('__init__')], superInitCalls: 2 });
    const [leftover] = readiness({ class: fact, standing: inherits }).leftovers;
    assert.equal(leftover?.message, 'The constructor calls super().__init__() 2 times');
  });

  it('does not take a loop that watches others, or a health socket, for a leftover', () => {
    const signals = [
      signal('health-thread', { detail: 'self._monitor_machine_health' }),
      signal('socket', { detail: 'REP', functionName: '_setup_health_socket' }),
      signal('socket', { detail: 'REQ' }),
    ];
    assert.equal(readiness({ standing: inherits, signals }).readiness, 'migrated');
  });

  it('is blocked with the place of the first problem, whatever the class inherits', () => {
    const problems = [
      { code: 'does-not-parse' as const, range: at(7), message: 'unexpected indent' },
      { code: 'does-not-parse' as const, range: at(9), message: 'unclosed bracket' },
    ];
    for (const standing of [inherits, { kind: 'none' } as const]) {
      const verdict = readiness({ problems, standing });
      assert.equal(verdict.readiness, 'blocked');
      assert.deepEqual(verdict.reason, { code: 'does-not-parse', message: 'unexpected indent', line: 7 });
    }
  });

  it('is blocked for a base that cannot be found, and says where it should come from', () => {
    const base = { text: 'BaseAgent', resolved: 'gone.BaseAgent', range: at(5) };
    const verdict = readiness({ standing: { kind: 'unresolved', base, name: 'gone.BaseAgent', claimsTarget: true } });
    assert.equal(verdict.reason?.code, 'base-unresolved');
    assert.equal(verdict.reason.line, 5);
    assert.match(verdict.reason.message, /gone\.BaseAgent is not in the workspace; import BaseAgent from core\.base/);
  });

  it('is blocked for a class with other bases', () => {
    const bases = [{ text: 'Thread', resolved: 'threading.Thread', range: at(6) }];
    const { reason } = readiness({ standing: { kind: 'foreign', bases } });
    assert.deepEqual([reason?.code, reason?.line], ['existing-base', 6]);
  });
});

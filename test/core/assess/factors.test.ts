import assert from 'node:assert/strict';
import type { AgentEvidence, Dependent } from '../../../src/core/assess/agent-evidence.js';
import type { FactorId, Severity } from '../../../src/core/assess/assessment.js';
import { factors } from '../../../src/core/assess/factors/index.js';
import { defaultRiskProfile } from '../../../src/core/assess/profile.js';
import type { Signal, SignalKind } from '../../../src/core/facts/source-facts.js';
import { at, signal } from '../../support/facts.js';

function agent(parts: Partial<AgentEvidence>): AgentEvidence {
  return {
    sizeBytes: 0,
    signals: [],
    dependents: [],
    referringFiles: [],
    declaredCore: false,
    declaration: at(3),
    ...parts,
  };
}

function measured(id: FactorId, parts: Partial<AgentEvidence>): ReturnType<(typeof factors)[number]['measure']> {
  const factor = factors.find((one) => one.id === id);
  assert.ok(factor);
  return factor.measure(agent(parts), defaultRiskProfile.thresholds);
}

/** `['thread', 2]` is two uses, `['thread', 1, 'loop']` one use in a loop. */
type Uses = readonly (readonly [SignalKind, number, 'loop'?])[];

function uses(table: Uses): readonly Signal[] {
  return table.flatMap(([kind, count, loop]) =>
    Array.from({ length: count }, () => signal(kind, { inLoop: loop === 'loop' })),
  );
}

function dependents(count: number): readonly Dependent[] {
  return Array.from({ length: count }, (_, index) => ({
    agent: `A${index}`,
    path: `a${index}.py`,
    range: at(1),
    how: 'imports' as const,
  }));
}

describe('file size', () => {
  const KB = 1024;
  const table: readonly (readonly [number, Severity])[] = [
    [0, 'none'],
    [20 * KB - 1, 'none'],
    [20 * KB, 'low'],
    [50 * KB - 1, 'low'],
    [50 * KB, 'medium'],
    [200 * KB, 'medium'],
    [200 * KB + 1, 'high'],
    [227 * KB, 'high'],
  ];
  for (const [sizeBytes, severity] of table) {
    it(`of ${sizeBytes} bytes is ${severity}`, () => {
      assert.equal(measured('fileSize', { sizeBytes }).severity, severity);
    });
  }

  it('stands at the start of the file', () => {
    const [evidence] = measured('fileSize', { sizeBytes: 30 * KB }).evidence;
    assert.deepEqual([evidence?.line, evidence?.column], [1, 1]);
  });
});

describe('GPU operations', () => {
  const table: readonly (readonly [Uses, Severity])[] = [
    [[], 'none'],
    [[['vram-method', 5]], 'none'],
    [[['gpu-query', 1]], 'low'],
    [
      [
        ['gpu-query', 9],
        ['vram-method', 2],
      ],
      'low',
    ],
    [[['gpu-placement', 1]], 'medium'],
    [[['gpu-placement', 9]], 'medium'],
    [[['gpu-managing', 1]], 'medium'],
    [
      [
        ['gpu-managing', 2],
        ['vram-method', 1],
      ],
      'medium',
    ],
    [[['gpu-managing', 3]], 'high'],
    [
      [
        ['gpu-managing', 1],
        ['vram-method', 2],
      ],
      'high',
    ],
    [
      [
        ['gpu-query', 3],
        ['vram-method', 3],
      ],
      'high',
    ],
    [
      [
        ['gpu-query', 2],
        ['vram-method', 3],
      ],
      'low',
    ],
  ];
  for (const [found, severity] of table) {
    it(`${JSON.stringify(found)} is ${severity}`, () => {
      assert.equal(measured('gpuOperations', { signals: uses(found) }).severity, severity);
    });
  }

  it('shows the methods only when they are why the memory counts as managed', () => {
    const methods = (found: Uses): number =>
      measured('gpuOperations', { signals: uses(found) }).evidence.filter(({ message }) => message.includes('vram'))
        .length;
    assert.equal(
      methods([
        ['gpu-managing', 1],
        ['vram-method', 2],
      ]),
      2,
    );
    assert.equal(
      methods([
        ['gpu-query', 1],
        ['vram-method', 2],
      ]),
      0,
    );
  });
});

describe('threading', () => {
  const table: readonly (readonly [Uses, Severity])[] = [
    [[], 'none'],
    [[['health-thread', 1]], 'low'],
    [[['health-thread', 3]], 'low'],
    [[['thread', 1]], 'low'],
    [
      [
        ['thread', 1],
        ['health-thread', 1],
      ],
      'low',
    ],
    [[['lock', 1]], 'low'],
    [[['lock', 5]], 'low'],
    [[['async-def', 4]], 'low'],
    [
      [
        ['lock', 1],
        ['health-thread', 1],
      ],
      'low',
    ],
    [[['thread', 1, 'loop']], 'medium'],
    [[['thread', 2]], 'medium'],
    [[['thread', 3]], 'medium'],
    [
      [
        ['thread', 1],
        ['lock', 1],
      ],
      'medium',
    ],
    [[['executor', 1]], 'medium'],
    [
      [
        ['asyncio', 1],
        ['async-def', 3],
      ],
      'medium',
    ],
    [
      [
        ['asyncio', 1],
        ['health-thread', 1],
      ],
      'medium',
    ],
    [[['process', 1]], 'medium'],
    [
      [
        ['thread', 2],
        ['lock', 2],
      ],
      'medium',
    ],
    [
      [
        ['thread', 1],
        ['lock', 3],
      ],
      'medium',
    ],
    [[['thread', 4]], 'high'],
    [[['thread', 2, 'loop']], 'high'],
    [
      [
        ['thread', 2],
        ['lock', 3],
      ],
      'high',
    ],
    [
      [
        ['thread', 1],
        ['asyncio', 1],
      ],
      'high',
    ],
    [
      [
        ['executor', 1],
        ['asyncio', 1],
      ],
      'high',
    ],
    [
      [
        ['thread', 1],
        ['process', 1],
      ],
      'high',
    ],
    [
      [
        ['asyncio', 1],
        ['process', 1],
      ],
      'high',
    ],
  ];
  for (const [found, severity] of table) {
    it(`${JSON.stringify(found)} is ${severity}`, () => {
      assert.equal(measured('threading', { signals: uses(found) }).severity, severity);
    });
  }
});

describe('database dependencies', () => {
  const engines = (...names: readonly string[]): Severity =>
    measured('databaseDependencies', { signals: names.map((detail) => signal('database', { detail })) }).severity;

  it('are counted by engine, not by use, and never go above medium', () => {
    assert.equal(engines(), 'none');
    assert.equal(engines('redis'), 'low');
    assert.equal(engines('redis', 'redis', 'redis'), 'low');
    assert.equal(engines('redis', 'sqlite'), 'medium');
    assert.equal(engines('redis', 'sqlite', 'postgres', 'mongodb'), 'medium');
  });
});

describe('system criticality', () => {
  const files = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `file${index}.py`);
  const table: readonly (readonly [string, Partial<AgentEvidence>, Severity])[] = [
    ['nothing', {}, 'none'],
    ['7 referring files', { referringFiles: files(7) }, 'none'],
    ['8 referring files', { referringFiles: files(8) }, 'low'],
    ['100 referring files', { referringFiles: files(100) }, 'low'],
    ['1 dependent', { dependents: dependents(1) }, 'low'],
    ['2 dependents', { dependents: dependents(2) }, 'low'],
    ['3 dependents', { dependents: dependents(3) }, 'medium'],
    ['30 dependents', { dependents: dependents(30) }, 'medium'],
    ['declared core', { declaredCore: true }, 'medium'],
  ];
  for (const [what, parts, severity] of table) {
    it(`with ${what} is ${severity}`, () => {
      assert.equal(measured('systemCriticality', parts).severity, severity);
    });
  }

  it('shows each dependent in the file that says so', () => {
    const { evidence } = measured('systemCriticality', { dependents: dependents(2) });
    assert.deepEqual(
      evidence.map(({ path, message }) => [path, message]),
      [
        ['a0.py', 'A0 imports it'],
        ['a1.py', 'A1 imports it'],
      ],
    );
  });
});
